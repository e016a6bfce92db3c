"""The clause of a mention: what it does and to whom, what is done to it and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.language.clauses import Clauses
from framing.learn.passages import Floats, PassageFeatures
from framing.lists.word_lists import WordLists, per_lists
from framing.tokens import Tokens

PARTS = ("does", "to whom", "suffers", "from whom", "phrase", "around")
_NAMES = np.isin(np.array(PENN_TAGS), ("NNP", "NNPS"))
_KINDS = ("", "harm", "help", "suffer")
AROUND = 12  # tokens to each side, in the same sentence
Rows = NDArray[Any]


@dataclass(frozen=True, eq=False)
class RoleVerbs:
    """Lemmas of the list of role verbs, each with its category: harm, help or suffer."""

    category: Mapping[str, str]


@per_lists
def role_verbs(lists: WordLists) -> RoleVerbs:
    """The role verbs of a call's lists."""
    terms = lists.lexicon("role_verbs").terms
    return RoleVerbs({term.text: term.category for term in terms if len(term.words) == 1})


@dataclass(frozen=True, slots=True, eq=False)
class MentionClauses:
    """What the clauses of mentions hold: for each of `PARTS` word numbers and whose they are.

    Words stand in the order of their mentions. `flags` has a row a mention: whether it acts, is
    acted upon, does harm, helps, is harmed, is helped, suffers.
    """

    parts: tuple[tuple[Rows, Rows], ...]
    flags: Floats


def describe_mentions(
    features: PassageFeatures,
    verbs: RoleVerbs,
    tokens: Tokens,
    clauses: Clauses,
    *,
    first: Rows,
    last: Rows,
) -> MentionClauses:
    """The clauses of the mentions that stand in token rows `first` to `last`.

    Names say nothing: who is a villain is for the clause to tell, not for what was told of the same
    name before. `verbs` are lemmas of the list of role verbs with their category.
    """
    chunk = clauses.chunk_of[last]
    arguments, head = clauses.arguments, clauses.groups.head
    acts, act_of = _verbs(clauses, arguments.agent, chunk)
    suffered, suffered_of = _verbs(clauses, arguments.patient, chunk)
    parts = (
        (head[acts], act_of),
        _phrases(clauses, arguments.patient[acts], act_of),
        (head[suffered], suffered_of),
        _phrases(clauses, arguments.agent[suffered], suffered_of),
        _phrases(clauses, chunk, np.arange(len(chunk))),
        _around(tokens, first, last),
    )
    word = np.where(_NAMES[tokens.tag], -1, features.word_numbers(tokens)[tokens.lemma_id])
    word[word >= len(features.vectors)] = -1
    known = tuple((word[rows][word[rows] >= 0], of[word[rows] >= 0]) for rows, of in parts)
    kind = _kinds(tokens, verbs)[tokens.lemma_id[head]]
    does = (
        (kind[acts], act_of),
        (kind[suffered], suffered_of),
        _kind_of(kind, *_verbs(clauses, arguments.subject, chunk)),
    )
    return MentionClauses(known, _flags(does, len(first)))


def sum_parts(tables: Sequence[NDArray[Any]], described: MentionClauses) -> list[NDArray[Any]]:
    """For each part the rows of its table summed over its words, divided by the root of how many.

    With the word vectors as tables these are the features; with what each word weighs in each part
    they are scores, at a fraction of the cost.
    """
    count = len(described.flags)
    found = []
    for table, (words, of) in zip(tables, described.parts, strict=True):
        total = np.zeros((count, table.shape[1]), table.dtype)
        if len(words):
            opens = np.flatnonzero(np.diff(of, prepend=-1))
            sizes = np.diff(opens, append=len(of))
            summed = np.add.reduceat(table[words], opens, axis=0)
            total[of[opens]] = summed / np.sqrt(sizes)[:, None].astype(table.dtype)
        found.append(total)
    return found


def _kind_of(kind: Rows, verbs: Rows, of: Rows) -> tuple[Rows, Rows]:
    return kind[verbs], of


def _flags(does: Sequence[tuple[Rows, Rows]], count: int) -> Floats:
    """What the verbs of each mention say, verbs being those it is agent, patient, subject of."""
    flags = np.zeros((count, 7), np.float32)
    for column, (_, of) in enumerate(does[:2]):
        flags[of, column] = 1
    wanted = ((0, "harm"), (0, "help"), (1, "harm"), (1, "help"), (2, "suffer"))
    for column, (part, category) in enumerate(wanted, start=2):
        kinds, of = does[part]
        flags[of[kinds == _KINDS.index(category)], column] = 1
    return flags


def _kinds(tokens: Tokens, verbs: RoleVerbs) -> Rows:
    """For each type of the vocabulary the category of role verbs that it is, 0 for none."""

    def compute(strings: Sequence[str]) -> Rows:
        found = [verbs.category.get(string.lower(), "") for string in strings]
        return np.array([_KINDS.index(category) for category in found], np.int8)

    return tokens.vocabulary.column(("role verbs", verbs), compute)


def _verbs(clauses: Clauses, column: Rows, chunk: Rows) -> tuple[Rows, Rows]:
    """Verb groups whose agent (or patient) is the mention's phrase, and which mention it is.

    In "Russia and China attacked" both act, though the clause names the first phrase only.
    """
    order = np.argsort(column, kind="stable")
    held = column[order]
    wanted = np.where(chunk >= 0, clauses.chunks.joined[chunk], -1)
    low = np.searchsorted(held, np.maximum(wanted, 0), "left")
    high = np.searchsorted(held, np.maximum(wanted, 0), "right")
    counts = np.where(wanted >= 0, high - low, 0)
    return order[_ranges(low, counts)], np.repeat(np.arange(len(chunk)), counts)


def _phrases(clauses: Clauses, chunk: Rows, of: Rows) -> tuple[Rows, Rows]:
    """Rows of noun phrases, and which mention each row is of; -1 is no phrase."""
    known = chunk >= 0
    first = clauses.chunks.first[chunk[known]]
    counts = clauses.chunks.last[chunk[known]] - first + 1
    return _ranges(first, counts), np.repeat(of[known], counts)


def _around(tokens: Tokens, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Rows near the mention in its sentence, the mention itself left out."""
    sentence = tokens.sentence
    low = np.maximum(first - AROUND, np.searchsorted(sentence, sentence[first], "left"))
    high = np.minimum(last + 1 + AROUND, np.searchsorted(sentence, sentence[first], "right"))
    starts = np.stack([low, last + 1], axis=1).ravel()
    counts = np.stack([first - low, np.maximum(high - last - 1, 0)], axis=1).ravel()
    return _ranges(starts, counts), np.repeat(np.repeat(np.arange(len(first)), 2), counts)


def _ranges(starts: Rows, counts: Rows) -> Rows:
    """The numbers of many ranges one after the other."""
    ends = np.cumsum(counts)
    found: Rows = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
        starts - ends + counts, counts
    )
    return found
