"""What the tagger of names sees: features of word types, and columns of the rows it looks at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.lists.actors import alias_finder, known_actors
from framing.lists.match import Matches
from framing.lists.name_words import name_joints, name_words
from framing.lists.word_lists import WordLists, per_lists
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column, folded_ids

Ints = NDArray[Any]

OFFSETS = (-2, -1, 0, 1, 2)  # neighbours that are seen; chosen, not measured
ALIAS_KINDS = ("person", "organisation", "place", "state", "demonym")
"""Kinds of entries of the actor lists, as the tagger tells them apart."""
ALIAS_CODES = 2 * len(ALIAS_KINDS) + 1
"""0 for no alias; 1 + 2k and 2 + 2k for the first and the further rows of one of kind k."""
RUN_CODES = 12  # codes of the column `run`

_N_TAGS = len(PENN_TAGS) + 1
_RUNS = re.compile(r"[A-ZÀ-ÖØ-Þ]+|[a-zß-öø-ÿ]+|\d+")


def shape_of(word: str) -> str:
    """Kinds of characters, runs as one: `Xx` for Moscow, `X` for UN, `X1` for a lone capital."""
    if len(word) == 1 and word.isupper():
        return "X1"
    return _RUNS.sub(_kind, word[:16])[:6]


def _kind(found: re.Match[str]) -> str:
    first = found.group()[0]
    return "0" if first.isdigit() else "X" if first.isupper() else "x"


@dataclass(frozen=True, slots=True)
class TypeFeatures:
    """Names of the features of a word type; `clusters` are those of the language core."""

    clusters: Mapping[str, Sequence[int]]
    lists: WordLists

    def centre(self, word: str) -> list[str]:
        """Features of the word that is labelled."""
        lower = word.lower()
        found = ["w=" + lower, "s=" + shape_of(word), "3=" + lower[-3:], "2=" + lower[-2:]]
        if len(word) > 4:
            found += ["4=" + lower[-4:], "p=" + lower[:3]]
        if lower in self.clusters:
            found.append("lower")
        return found + self._company(word, lower)

    def context(self, word: str) -> list[str]:
        """Features of a neighbour."""
        lower = word.lower()
        return ["w=" + lower, "s=" + shape_of(word)[:3], *self._company(word, lower)]

    def _company(self, word: str, lower: str) -> list[str]:
        known = self.clusters.get(word) or self.clusters.get(lower)
        if known is None and word.isupper():
            known = self.clusters.get(lower.capitalize())
        found = [f"k{level}={number}" for level, number in enumerate(known or ())] or ["k-"]
        kinds = name_words(self.lists).get(word)
        if kinds is None and word.isupper() and len(word) > 3:
            kinds = name_words(self.lists).get(lower.capitalize())
        return found + ["g=" + kind for kind in kinds or ()]


def capital_column(lists: WordLists, strings: Sequence[str]) -> Column:
    """2 for types that may be names (a capital in them), 1 for words that join parts, else 0."""
    joints = name_joints(lists)
    return np.array([2 if s != s.lower() else 1 if s in joints else 0 for s in strings], np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Rows that may be names, in order, and where each run of them begins and how long it is."""

    rows: Ints
    begin: Ints
    size: Ints


def find_runs(tokens: Tokens, lists: WordLists, chosen: BoolArray | None = None) -> Runs:
    """Runs of words with a capital, with up to two joining words between."""
    capitals_of = partial(capital_column, lists)
    column = tokens.vocabulary.column(("mentions.capital", lists), capitals_of)
    kind = column[tokens.type_id]
    capital = kind == 2
    if chosen is not None:
        capital &= chosen
    joint = kind == 1
    sentence = tokens.sentence
    same = np.append(sentence[1:] == sentence[:-1], False)
    # a capital next, or one after another joining word
    near = np.append(capital[1:], False) & same
    far = np.append(joint[1:], False) & same
    far &= np.append(near[1:], False)
    before = np.append(False, (capital & same)[:-1])
    first_joint = joint & before & (near | far)
    inside = capital | first_joint
    inside |= joint & near & np.append(False, (first_joint & same)[:-1])
    rows = np.flatnonzero(inside)
    if not len(rows):
        return Runs(rows, rows, rows)
    breaks = (np.diff(rows) > 1) | (np.diff(sentence[rows]) > 0)
    begin = np.flatnonzero(np.append(True, breaks))
    return Runs(rows, begin, np.diff(np.append(begin, len(rows))))


def row_columns(tokens: Tokens, runs: Runs, alias: Ints) -> dict[str, Ints]:
    """Whole-number features of each row of the runs, by name; sizes in `COLUMN_SIZES`."""
    rows = runs.rows
    tag = tokens.tag.astype(np.int64)
    before, after = _neighbour(tokens, rows, -1), _neighbour(tokens, rows, 1)
    tags = {k: np.where(at >= 0, tag[at], _N_TAGS - 1) for k, at in ((-1, before), (1, after))}
    for k in (-2, 2):
        at = _neighbour(tokens, rows, k)
        tags[k] = np.where(at >= 0, tag[at], _N_TAGS - 1)
    here = tag[rows]
    place = np.arange(len(rows)) - np.repeat(runs.begin, runs.size)
    size = np.repeat(runs.size, runs.size)
    run = np.minimum(place, 2) * 4 + np.minimum(size - place - 1, 2)
    return {
        "t": here,
        "t-1": tags[-1],
        "t+1": tags[1],
        "t-2": tags[-2],
        "t+2": tags[2],
        "t-1t": tags[-1] * _N_TAGS + here,
        "tt+1": here * _N_TAGS + tags[1],
        "run": run,
        "first": (before < 0) * _N_TAGS + here,
        "a": alias[rows].astype(np.int64),
        "a-1": np.where(before >= 0, alias[before], 0).astype(np.int64),
        "a+1": np.where(after >= 0, alias[after], 0).astype(np.int64),
        "quote": tokens.in_quote[rows].astype(np.int64),
    }


COLUMN_SIZES = {
    **dict.fromkeys(("t", "t-1", "t+1", "t-2", "t+2"), _N_TAGS),
    **dict.fromkeys(("t-1t", "tt+1"), _N_TAGS**2),
    "run": RUN_CODES,
    "first": 2 * _N_TAGS,
    **dict.fromkeys(("a", "a-1", "a+1"), ALIAS_CODES),
    "quote": 2,
}


def article_columns(tokens: Tokens, runs: Runs, labels: Ints) -> dict[str, Ints]:
    """What the first pass made of the same word elsewhere in the article."""
    rows = runs.rows
    article = np.searchsorted(tokens.bounds, rows, side="right").astype(np.int64)
    keys = article * len(tokens.vocabulary) + tokens.type_id[rows]
    unique, place = np.unique(keys, return_inverse=True)
    kind = (labels.astype(np.int64) + 1) // 2
    several = _many_rows(labels, runs)
    counts = np.zeros((len(unique), 5), np.int32)
    np.add.at(counts, (place, kind), 1)
    longer = np.zeros((len(unique), 5), np.int32)
    np.add.at(longer, (place[several], kind[several]), 1)
    here = np.arange(len(rows))
    others = counts[place]
    others[here, kind] -= 1
    long_others = longer[place]
    long_others[here, kind] -= several
    return {"same": _summary(others), "long": _summary(long_others)}


def _many_rows(labels: Ints, runs: Runs) -> BoolArray:
    """Rows in names of two rows or more; labels are numbered so that even ones go on."""
    goes_on = (labels > 0) & (labels % 2 == 0)
    goes_on[runs.begin] = False
    many: BoolArray = goes_on | np.append(goes_on[1:], False)
    return many


def _summary(counts: Ints) -> Ints:
    """Code of the majority kind: 0 none; else kind, four in five agree or not, over two or not."""
    total = counts.sum(axis=1)
    best = counts.argmax(axis=1)
    top = counts.max(axis=1)
    return np.where(total > 0, 1 + best * 4 + (5 * top >= 4 * total) * 2 + (total > 2), 0)


ARTICLE_SIZES = {"same": 21, "long": 21}


def _neighbour(tokens: Tokens, rows: Ints, offset: int) -> Ints:
    """The row so far away, or -1 where it lies in another sentence."""
    at = np.clip(rows + offset, 0, max(len(tokens) - 1, 0))
    outside = (at != rows + offset) | (tokens.sentence[at] != tokens.sentence[rows])
    return np.where(outside, -1, at)


@per_lists
def _kinds(lists: WordLists) -> Ints:
    """Kind of each term of the finder, as an index into `ALIAS_KINDS`."""
    actors = known_actors(lists)
    kinds = [
        "demonym" if term.category == "demonym" else actors[term.extra["actor"]].kind
        for term in alias_finder(lists).lexicon.terms
    ]
    return np.array([ALIAS_KINDS.index(kind) for kind in kinds], np.int8)


def alias_column(tokens: Tokens, lists: WordLists, matches: Matches | None = None) -> Ints:
    """For each row the code of the alias it belongs to (see `ALIAS_CODES`)."""
    if matches is None:
        matches = alias_finder(lists).find(tokens)
    codes = np.zeros(len(tokens) + 1, np.int8)
    code = 1 + 2 * _kinds(lists)[matches.term]
    length = matches.last - matches.first
    for step in range(1, int(length.max()) + 1 if len(length) else 0):
        longer = length >= step
        codes[matches.first[longer] + step] = code[longer] + 1
    codes[matches.first] = code
    return codes[:-1]


WAYS = ("inside", "alone", "begins", "ends", "place", "person", "owns", "title", "the", "bracket")
"""How often a word of a name stands so, and in what share of its places, are its features."""
_SHARES = 4  # codes of a share: none, a third, two thirds, more
WAY_CODES = 4 * _SHARES
PLACE_SIZES = {f"d {way}": WAY_CODES for way in WAYS} | {"d lower": 4, "d again": 4}
"""What the columns of `place_columns` can hold."""

_PLACE, _PERSON, _TITLE, _THE, _OWNS, _BRACKET = 1, 2, 4, 8, 16, 32
_CUES = {"place_cue": _PLACE, "person_cue": _PERSON, "person_title": _TITLE}
_SIGNS = {"the": _THE, "'s": _OWNS, "’s": _OWNS, "(": _BRACKET}


def _cue_column(lists: WordLists, strings: Sequence[str]) -> Column:
    """What a word says about the name beside it, as bits."""
    cues = dict(_SIGNS)
    for word, kinds in name_words(lists).items():
        for kind in kinds:
            cues[word.lower()] = cues.get(word.lower(), 0) | _CUES.get(kind, 0)
    return np.array([cues.get(word.lower(), 0) for word in strings], np.int8)


def place_columns(tokens: Tokens, runs: Runs, lists: WordLists) -> dict[str, Ints]:
    """Whole-number features of each row of the runs, by name; sizes in `PLACE_SIZES`."""
    rows = runs.rows
    article = np.searchsorted(tokens.bounds, rows, side="right").astype(np.int64)
    keys, place = np.unique(
        article * len(tokens.vocabulary) + tokens.type_id[rows], return_inverse=True
    )
    total = np.bincount(place)
    columns = {
        "d again": _bucket(total - 1)[place],
        "d lower": _lower_places(tokens, rows, article),
    }
    for way, holds in _ways(tokens, runs, lists).items():
        found = np.bincount(place[holds], minlength=len(keys))
        share = np.where(3 * found <= total, 1, np.where(3 * found <= 2 * total, 2, 3))
        code = np.where(found > 0, _bucket(found) * _SHARES + share, 0)
        columns[f"d {way}"] = code[place]
    return columns


def _ways(tokens: Tokens, runs: Runs, lists: WordLists) -> dict[str, BoolArray]:
    """Row by row of the runs how the word stands."""
    rows, sentence = runs.rows, tokens.sentence
    cues_of = partial(_cue_column, lists)
    column = tokens.vocabulary.column(("mentions.cue", lists), cues_of)
    cue = np.append(column[tokens.type_id], 0)
    first = rows[runs.begin]
    last = rows[runs.begin + runs.size - 1]
    opens = (first == 0) | (sentence[first - 1] != sentence[first])
    closes = sentence[np.minimum(last + 1, len(tokens) - 1)] != sentence[last]
    size = np.repeat(runs.size, runs.size)
    here = np.arange(len(rows))
    begins = here == np.repeat(runs.begin, runs.size)
    ends = here == np.repeat(runs.begin + runs.size - 1, runs.size)
    before = np.repeat(np.where(opens, 0, cue[first - 1]), runs.size)
    after = np.repeat(np.where(closes, 0, cue[last + 1]), runs.size)
    heads = begins & np.repeat(opens, runs.size)
    beside = np.where(heads, 0, cue[rows - 1])
    return {
        "inside": ~heads,
        "alone": size == 1,
        "begins": begins & (size > 1),
        "ends": ends & (size > 1),
        "place": (before & _PLACE) > 0,
        "person": (after & _PERSON) > 0,
        "owns": (after & _OWNS) > 0,
        "title": (beside & _TITLE) > 0,
        "the": (before & _THE) > 0,
        "bracket": (after & _BRACKET) > 0,
    }


def _lower_places(tokens: Tokens, rows: Ints, article: Ints) -> Ints:
    """How often the word stands in lower case in the article."""
    width, folded = len(tokens.vocabulary), folded_ids(tokens.vocabulary)
    small = np.flatnonzero(folded[tokens.type_id] == tokens.type_id)
    owner = np.searchsorted(tokens.bounds, small, side="right").astype(np.int64)
    known = np.sort(owner * width + tokens.type_id[small])
    wanted = article * width + folded[tokens.type_id[rows]]
    found = np.searchsorted(known, wanted, "right") - np.searchsorted(known, wanted, "left")
    return _bucket(found)


def _bucket(count: Ints) -> Ints:
    """0 for none, 1 for one, 2 for two or three, 3 for more."""
    bucket: Ints = np.where(count > 3, 3, np.minimum(count, 2))
    return bucket
