"""Verb groups: auxiliaries, adverbs between them, and the main verb they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import (
    ADVERB_TAGS,
    FINITE_TAGS,
    NAME_TAGS,
    NOUN_TAGS,
    TAG_ID,
    VERB_TAGS,
    tag_set,
)
from framing.language.words import INTRANSITIVE, word_classes
from framing.tokens import RunTable
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Vocabulary

Rows = NDArray[Any]

TENSES: tuple[str, ...] = ("present", "past", "modal", "infinitive", "participle")
"""A group's `tense` column indexes this: that of its first word; `modal` covers will and would."""

_PAST = TENSES.index("past")
_TENSE_OF_TAG = np.zeros(256, np.int8)
for _tag, _tense in zip(("VBD", "MD", "VB", "TO", "VBG", "VBN"), (1, 2, 3, 3, 4, 4), strict=True):
    _TENSE_OF_TAG[TAG_ID[_tag]] = _tense

_HAVE, _BE, _DO, _GET, _NEGATION, _BY = 1, 2, 3, 4, 5, 6
_ROLES = {"have": _HAVE, "be": _BE, "do": _DO, "get": _GET, "by": _BY}
_ROLES |= {"not": _NEGATION, "n't": _NEGATION, "never": _NEGATION, "nt": _NEGATION}
_VB, _VBN, _VBG, _MD, _TO = (TAG_ID[tag] for tag in ("VB", "VBN", "VBG", "MD", "TO"))
_VBD, _POS = TAG_ID["VBD"], TAG_ID["POS"]
_PREMODIFIERS = tag_set(["DT", "PRP$", "POS", "JJ", "JJS", "JJR", "CD", "HYPH", "WP$"])
_ADJECTIVES = tag_set(["JJ", "HYPH"])
_OBJECT_STARTS = tag_set(["DT", "PRP", "PRP$", "WP"])
_PREPOSITIONS = tag_set(["IN", "TO", "NNP"])
_PHRASE = NOUN_TAGS | ADVERB_TAGS | tag_set(["DT", "PRP", "PRP$", "JJ", "POS", "CD", "HYPH", "EX"])
_OPENS_QUESTION = tag_set(["WRB", "``"])
_LONGEST_SUBJECT = 8  # tokens between "did" and its verb; chosen, not measured
_NOT_AGENT = tag_set(["VBG", "CD", "RB"])


@dataclass(frozen=True, slots=True, eq=False)
class VerbGroups(RunTable):
    """One row a verb group, in order of its first token; all but `tense` and flags hold rows.

    `head` is the main verb (the last of the chain). `tense` indexes `TENSES`. `modal` is the type
    number of the modal verb as written, or -1. `agent` is the head row of the noun named by "by"
    after a passive, or -1. `auxiliary` is the row of the auxiliary that a question puts before the
    subject ("was Smith arrested"), or -1; it is a group too, and gives the main verb's group its
    tense, modal and negation. Participles that stand before a noun ("elected officials") are no
    groups; those after it ("bombs dropped by …") are passive ones.
    """

    first: IntArray
    last: IntArray
    head: IntArray
    tense: NDArray[np.int8]
    modal: IntArray
    negated: BoolArray
    passive: BoolArray
    agent: IntArray
    auxiliary: IntArray


def find_verb_groups(tokens: Tokens) -> VerbGroups:
    """All verb groups of a batch."""
    roles = _roles(tokens.vocabulary)
    role = roles[tokens.lemma_id]
    verbs = np.flatnonzero(_is_verbal(tokens, role))
    if not len(verbs):
        none = np.empty(0, np.int32)
        flag = np.empty(0, np.bool_)
        return VerbGroups(none, none, none, none.astype(np.int8), none, flag, flag, none, none)
    linked = _linked(tokens, role, verbs)
    group_first = np.flatnonzero(~linked)
    group_last = np.append(group_first[1:], len(verbs)) - 1
    first, head = verbs[group_first], verbs[group_last]
    inverted = _inverted(tokens, role, first, head)
    opening = np.where(inverted >= 0, inverted, first)
    before = verbs[np.maximum(group_last - 1, 0)]
    auxiliary = (group_last > group_first) & np.isin(role[before], (_BE, _GET))
    auxiliary |= (group_last == group_first) & (inverted >= 0) & (role[inverted] == _BE)
    participle = tokens.tag[head] == _VBN
    single = (group_last == group_first) & participle & (inverted < 0)
    past = single & _is_past(tokens, head)
    alone = single & ~past
    passive = participle & (auxiliary | alone) & ~_is_never_passive(tokens, head)
    return VerbGroups(
        first=first.astype(np.int32),
        last=head.astype(np.int32),
        head=head.astype(np.int32),
        tense=np.where(past, np.int8(_PAST), _TENSE_OF_TAG[tokens.tag[opening]]),
        modal=_modals(tokens, opening),
        negated=_negated(tokens, role, opening, head),
        passive=passive,
        agent=_agents(tokens, role, head, passive),
        auxiliary=inverted,
    )


def _roles(vocabulary: Vocabulary) -> NDArray[np.int8]:
    def compute(strings: Sequence[str]) -> NDArray[np.int8]:
        return np.array([_ROLES.get(string, 0) for string in strings], np.int8)

    return vocabulary.column("language.verb_roles", compute)


def _is_verbal(tokens: Tokens, role: NDArray[np.int8]) -> BoolArray:
    """Verbs, modals and the "to" before a verb; not participles that stand before a noun."""
    tag = tokens.tag
    after = np.append(tag[1:], 0)
    before = np.append(0, tag[:-1])
    verbal = VERB_TAGS[tag]
    participle = (tag == _VBN) | (tag == _VBG)
    nominal = NOUN_TAGS[after] | _ADJECTIVES[after]
    premodifier = participle & _PREMODIFIERS[before] & (nominal | _PREMODIFIERS[after])
    # "widely used bulbs": only after an auxiliary is a participle before a noun a verb
    rows = np.maximum.accumulate(np.where(ADVERB_TAGS[tag], 0, np.arange(len(tag))))
    auxiliary = np.append(0, role[rows[:-1]]) > 0
    named = NOUN_TAGS[before] & NAME_TAGS[after]  # "a man named Smith"
    premodifier |= (tag == _VBN) & nominal & ~auxiliary & ~named
    verbal &= ~premodifier
    verbal |= tag == _MD
    verbal |= tag == _TO
    return verbal


def _linked(tokens: Tokens, role: NDArray[np.int8], verbs: Rows) -> BoolArray:
    """Whether each verbal token continues the chain of the one before it."""
    tag = tokens.tag
    light = np.append(0, np.cumsum(ADVERB_TAGS[tag]))
    left, right = verbs[:-1], verbs[1:]
    adjacent = light[right] - light[left + 1] == right - left - 1
    adjacent &= tokens.sentence[left] == tokens.sentence[right]
    return np.append(False, _may_follow(tag[left], role[left], tag[right]) & adjacent)


def _may_follow(left_tag: Rows, left_role: Rows, right_tag: Rows) -> BoolArray:
    """Whether an auxiliary may govern the form of a verb."""
    bare, past, going = right_tag == _VB, right_tag == _VBN, right_tag == _VBG
    link: BoolArray = bare & ((left_tag == _MD) | (left_tag == _TO) | (left_role == _DO))
    link |= (left_role == _HAVE) & (past | (right_tag == _VBD))
    link |= (left_role == _BE) & (past | going)
    link |= (left_role == _GET) & past
    return link


def _inverted(tokens: Tokens, role: NDArray[np.int8], first: Rows, head: Rows) -> IntArray:
    """For each group the auxiliary that opens its sentence, with nothing but a phrase between."""
    found = np.full(len(first), -1, np.int32)
    tag, left, right = tokens.tag, head[:-1], first[1:]
    inside = np.append(0, np.cumsum(_PHRASE[tag]))
    gap = right - left - 1
    link = (
        (first[:-1] == left) & (tag[left] != _TO) & _may_follow(tag[left], role[left], tag[right])
    )
    link &= (gap > 0) & (gap <= _LONGEST_SUBJECT) & (inside[right] - inside[left + 1] == gap)
    before = np.maximum(left - 1, 0)
    opens = (tokens.sentence[before] != tokens.sentence[left]) | (left == 0)
    opens |= _OPENS_QUESTION[tag[before]]
    opens |= (tag[before] == TAG_ID["WP"]) & (role[left] != _BE)
    link &= opens & (tokens.sentence[left] == tokens.sentence[right])
    found[1:][link] = left[link]
    return found


def _modals(tokens: Tokens, first: Rows) -> IntArray:
    return np.where(tokens.tag[first] == _MD, tokens.type_id[first], -1).astype(np.int32)


def _is_past(tokens: Tokens, head: Rows) -> BoolArray:
    """A bare participle that is a past tense under the wrong tag.

    An object follows it at once, or it follows a name or "he" at once and no preposition comes.
    """
    after = np.minimum(head + 1, len(tokens) - 1)
    same = tokens.sentence[after] == tokens.sentence[head]
    rows = np.where(ADVERB_TAGS[tokens.tag], 0, np.arange(len(tokens)))
    before = np.append(0, np.maximum.accumulate(rows)[:-1])[head]
    subject = NAME_TAGS[tokens.tag[before]] | (tokens.tag[before] == TAG_ID["PRP"])
    subject &= tokens.sentence[before] == tokens.sentence[head]
    subject &= ~(same & _PREPOSITIONS[tokens.tag[after]])
    found: BoolArray = (_OBJECT_STARTS[tokens.tag[after]] & same) | subject
    return found


def _is_never_passive(tokens: Tokens, head: Rows) -> BoolArray:
    """Verbs without an object: "he's gone", "it's become"."""
    found: BoolArray = word_classes(tokens.vocabulary)[tokens.lemma_id[head]] == INTRANSITIVE
    return found


def _negated(tokens: Tokens, role: NDArray[np.int8], first: Rows, head: Rows) -> BoolArray:
    """A negation inside the group, or right before an infinitive or participle."""
    total = np.append(0, np.cumsum(role == _NEGATION))
    inside = total[head + 1] > total[first]
    previous = np.maximum(first - 1, 0)
    just_before = (role[previous] == _NEGATION) & (
        tokens.sentence[previous] == tokens.sentence[first]
    )
    found: BoolArray = inside | (just_before & (first > 0))
    return found


def _agents(tokens: Tokens, role: NDArray[np.int8], head: Rows, passive: BoolArray) -> IntArray:
    """Head row of the noun phrase after "by", within a few tokens of the passive verb."""
    agent = np.full(len(head), -1, np.int32)
    total = len(role)
    for distance in (1, 2, 3):
        at = np.minimum(head + distance, total - 1)
        here = passive & (agent < 0) & (role[at] == _BY)
        here &= tokens.sentence[at] == tokens.sentence[head]
        after = np.minimum(at + 1, total - 1)
        here &= ~_NOT_AGENT[tokens.tag[after]] & (tokens.sentence[after] == tokens.sentence[head])
        agent[here] = after[here]
    return agent


def finite(tokens: Tokens, groups: VerbGroups) -> BoolArray:
    """Whether each group begins with a finite verb or a modal."""
    found: BoolArray = FINITE_TAGS[tokens.tag[groups.first]]
    return found
