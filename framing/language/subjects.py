"""Who does what to whom: subjects and objects of verb groups, chosen among the phrases near by.

A subject is the candidate phrase with the best score; scores are sums of small tables over what
stands before, between and after, fitted on the treebanks (see the model card).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.chunks import Chunks, chunk_at
from framing.language.models import MODEL_FOLDER
from framing.language.penn import (
    FINITE_TAGS,
    NAME_TAGS,
    NOUN_TAGS,
    PENN_TAGS,
    TAG_ID,
    VERB_TAGS,
    tag_set,
)
from framing.language.verbs import TENSES, VerbGroups
from framing.language.words import ACCUSATIVE, EITHER, NOMINATIVE, SUBORDINATOR, TIME, word_classes
from framing.learn.files import read_arrays
from framing.types import BoolArray, IntArray, Tokens

SLOTS = (-8, -7, -6, -5, -4, -3, -2, -1, 1)
"""Candidates: the phrases before the group, nearest last, and the first one after it."""

Ints = NDArray[Any]

_OTHER, _COMMA, _NOUN, _PRONOUN, _WH, _CC, _MARK, _ADVERB, _FINITE, _VERB, _IN, _DASH = range(12)
_EDGE, _DT, _THERE, _CLOSE = range(12, 16)
_KINDS = {
    _COMMA: [","], _NOUN: ["NN", "NNS", "NNP", "NNPS", "CD"], _PRONOUN: ["PRP"],
    _WH: ["WDT", "WP", "WRB"], _CC: ["CC"], _MARK: ["``", "''"], _CLOSE: ["-LRB-", "-RRB-"],
    _ADVERB: ["RB", "RBR", "RBS"], _FINITE: ["VBD", "VBP", "VBZ", "MD"],
    _VERB: ["VB", "VBN", "VBG"], _IN: ["IN", "TO"], _DASH: [":"], _THERE: ["EX"],
    _DT: ["DT", "JJ", "PRP$", "HYPH", "POS"],
}  # fmt: skip
_KIND_OF_TAG = np.zeros(len(PENN_TAGS), np.int64)
for _kind, _tags in _KINDS.items():
    _KIND_OF_TAG[[TAG_ID[tag] for tag in _tags]] = _kind
_SIZE = 16  # kinds that stand beside a phrase
_COMMAS = tag_set([",", ":"])
_LINKERS = tag_set(["WDT", "WP", "WRB"])
_FORMS = ("VBZ", "VBP", "VBD", "MD", "VBN")
FORMS = len(_FORMS) + 1
_FORM_OF_TAG = np.zeros(len(PENN_TAGS), np.int64)
for _number, _tag in enumerate(_FORMS, start=1):
    _FORM_OF_TAG[TAG_ID[_tag]] = _number
_CASES = 36  # codes of the last two keys
TABLE_SIZES = (
    len(SLOTS) * 64,
    len(SLOTS) * 64,
    _SIZE**3,
    6 * len(PENN_TAGS) * 2,
    len(SLOTS) * _SIZE * 6,
    _SIZE**2 * 4,
    len(SLOTS) * _SIZE * 4,
    _CASES * _SIZE**2,
    _CASES * 48,
)


@dataclass(frozen=True, slots=True, eq=False)
class Arguments:
    """One row a verb group: the rows of `Chunks` that are its subject and object, or -1.

    `agent` and `patient` say who did it and to whom: subject and object of an active group, named
    by-phrase and subject of a passive one. Where phrases are joined ("Russia and China"), the
    first is given; `Chunks.joined` leads to the others.
    """

    subject: IntArray
    object: IntArray
    agent: IntArray
    patient: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """A row a verb group that takes a subject, a column a slot; `chunk` is -1 where none stands."""

    group: Ints
    chunk: Ints
    keys: tuple[Ints, ...]


class SubjectFinder:
    """Weights of the tables; index 0 of the scores is that of no subject at all."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._tables = [arrays[f"table{i}"] for i in range(len(TABLE_SIZES))]
        self._none = arrays["none"]

    def choose(self, found: Candidates, form: Ints) -> Ints:
        """Chunk of the best candidate of each row, -1 for none."""
        total = sum(t.take(k) for t, k in zip(self._tables, found.keys, strict=True))
        total = np.where(found.chunk >= 0, total, -(10**6))
        best = np.argmax(total, axis=1)
        rows = np.arange(len(best))
        chosen = found.chunk[rows, best]
        return np.where(total[rows, best] > self._none[form], chosen, -1)


@cache
def load_finder() -> SubjectFinder:
    """The shipped weights, read at the first call."""
    return SubjectFinder(read_arrays(MODEL_FOLDER / "subjects.npz"))


def find_candidates(tokens: Tokens, groups: VerbGroups, chunks: Chunks) -> Candidates:
    """Phrases that may be subjects of finite groups and passive participles, and table keys."""
    takes = FINITE_TAGS[tokens.tag[groups.first]] | groups.passive
    takes |= (groups.tense == TENSES.index("past")) | (groups.auxiliary >= 0)
    group = np.flatnonzero(takes)
    first, last = groups.first[group], groups.last[group]
    usable = np.flatnonzero(~chunks.bracketed)
    if not len(usable) or not len(group):
        empty = np.full((len(group), len(SLOTS)), -1)
        return Candidates(group, empty, tuple(empty * 0 for _ in TABLE_SIZES))
    left = np.searchsorted(chunks.last[usable], first)
    right = np.searchsorted(chunks.first[usable], last, side="right")
    at = np.stack([(right if s > 0 else left) + s - (s > 0) for s in SLOTS], axis=1)
    inside = (at >= 0) & (at < len(usable))
    chunk = usable[np.clip(at, 0, len(usable) - 1)]
    inside &= tokens.sentence[chunks.head[chunk]] == tokens.sentence[first][:, None]
    keys = _keys(tokens, chunks, chunk, first[:, None], last[:, None])
    keys = tuple(np.where(inside, key, 0) for key in keys)
    return Candidates(group, np.where(inside, chunk, -1), keys)


def forms_of(tokens: Tokens, groups: VerbGroups, found: Candidates) -> Ints:
    """Form of the first word of each candidate row's group."""
    return _FORM_OF_TAG[tokens.tag[groups.first[found.group]]]


def _keys(tokens: Tokens, chunks: Chunks, chunk: Ints, first: Ints, last: Ints) -> tuple[Ints, ...]:
    slot = np.broadcast_to(np.arange(len(SLOTS)), chunk.shape)
    after_verb = slot == len(SLOTS) - 1
    begin, end = chunks.first[chunk], chunks.last[chunk]
    low = np.where(after_verb, last, end) + 1
    high = np.where(after_verb, begin, first)
    kind = _kinds(tokens)
    commas = _between(_COMMAS[tokens.tag], low, high, 3)
    verbs = _between(FINITE_TAGS[tokens.tag], low, high, 2)
    links = _between(_LINKERS[tokens.tag], low, high, 1)
    any_verb = _between(VERB_TAGS[tokens.tag], low, high, 1)
    case = _cases(tokens, chunks)[chunk]
    form = _FORM_OF_TAG[tokens.tag[first]]
    before_verb = _kind_at(kind, tokens, first - 1, first)
    after_phrase = _kind_at(kind, tokens, end + 1, first)
    before_phrase = _kind_at(kind, tokens, begin - 1, first)
    plural = _series(chunks)[chunk]
    return (
        slot * 64 + case,
        slot * 64 + ((commas * 3 + verbs) * 2 + links) * 2 + any_verb,
        (before_verb * _SIZE + after_phrase) * _SIZE
        + commas * 4
        + np.minimum(verbs, 1) * 2
        + links,
        (form * len(PENN_TAGS) + tokens.tag[chunks.head[chunk]]) * 2 + plural,
        (slot * _SIZE + before_verb) * 6 + form,
        (before_phrase * _SIZE + after_phrase) * 4 + np.minimum(verbs, 1) * 2 + after_verb,
        (slot * _SIZE + before_phrase) * 4 + commas,
        (case * _SIZE + before_phrase) * _SIZE + after_phrase,
        (case * 4 + commas) * 12 + (verbs * 2 + links) * 2 + any_verb,
    )


def _cases(tokens: Tokens, chunks: Chunks) -> Ints:
    """What each phrase is (name, noun, pronoun by case, time …) and what stands before it."""
    words = word_classes(tokens.vocabulary)
    tag, word = tokens.tag[chunks.head], words[tokens.type_id[chunks.head]]
    case = np.select(
        [
            *(word == kind for kind in (TIME, NOMINATIVE, ACCUSATIVE)),
            *(_LINKERS[tag], tag == TAG_ID["PRP"], NAME_TAGS[tag], NOUN_TAGS[tag]),
            tag == TAG_ID["DT"],
        ],
        [0, 1, 2, 3, 4, 5, 6, 7],
        8,
    )
    before = np.maximum(chunks.first - 1, 0)
    governor = words[tokens.type_id[before]]
    kinds = [governor == SUBORDINATOR, governor == EITHER]
    governed = np.where(chunks.governed, np.select(kinds, [2, 3], 1), 0)
    cases: Ints = case * 4 + governed
    return cases


def _series(chunks: Chunks) -> BoolArray:
    """Phrases that open a series."""
    several: BoolArray = np.bincount(chunks.joined, minlength=len(chunks)) > 1
    return several


def _kinds(tokens: Tokens) -> Ints:
    kinds: Ints = _KIND_OF_TAG[tokens.tag]
    return kinds


def _kind_at(kind: Ints, tokens: Tokens, rows: Ints, same: Ints) -> Ints:
    """Kind of the token at each row, or the edge where it lies in another sentence."""
    held = np.clip(rows, 0, len(kind) - 1)
    outside = (held != rows) | (tokens.sentence[held] != tokens.sentence[same])
    found: Ints = np.where(outside, _EDGE, kind[held])
    return found


def _between(flag: BoolArray, low: Ints, high: Ints, most: int) -> Ints:
    total = np.append(0, np.cumsum(flag))
    counted: Ints = np.clip(total[np.maximum(high, low)] - total[low], 0, most)
    return counted


def find_arguments(tokens: Tokens, groups: VerbGroups, chunks: Chunks) -> Arguments:
    """Subject and object of each verb group, and from these who did it to whom."""
    found = find_candidates(tokens, groups, chunks)
    subject = np.full(len(groups), -1, np.int32)
    subject[found.group] = load_finder().choose(found, forms_of(tokens, groups, found))
    subject = _first_of_series(tokens, chunks, subject)
    direct = _objects(tokens, groups, chunks, subject)
    by = chunk_at(chunks, groups.agent)
    passive = groups.passive
    return Arguments(
        subject=subject,
        object=direct,
        agent=np.where(passive, by, subject).astype(np.int32),
        patient=np.where(passive, subject, direct).astype(np.int32),
    )


def _first_of_series(tokens: Tokens, chunks: Chunks, subject: IntArray) -> IntArray:
    """ "Russia and China agreed": the first phrase, unless it is a verb's object or governed."""
    if not len(chunks):
        return subject
    first = chunks.joined[subject]
    before = np.maximum(chunks.first[first] - 1, 0)
    same = tokens.sentence[before] == tokens.sentence[chunks.first[first]]
    clause = word_classes(tokens.vocabulary)[tokens.type_id[before]] == SUBORDINATOR
    taken = same & VERB_TAGS[tokens.tag[before]] | (chunks.governed[first] & ~clause)
    return np.where((subject >= 0) & ~taken, first, subject).astype(np.int32)


def _objects(tokens: Tokens, groups: VerbGroups, chunks: Chunks, subject: IntArray) -> IntArray:
    """The phrase that begins right after the group, if it is not the subject."""
    found = np.full(len(groups), -1, np.int32)
    if not len(chunks):
        return found
    at = np.searchsorted(chunks.first, groups.last, side="right")
    candidate = np.minimum(at, len(chunks) - 1)
    valid = (at < len(chunks)) & (chunks.first[candidate] == groups.last + 1)
    valid &= tokens.sentence[chunks.head[candidate]] == tokens.sentence[groups.last]
    valid &= (candidate != subject) & ~groups.passive
    found[valid] = candidate[valid]
    return found
