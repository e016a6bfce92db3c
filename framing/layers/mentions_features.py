"""What the tagger of names sees: features of word types, and columns of the rows it looks at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.lexicons import load_rows
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column

Ints = NDArray[Any]

OFFSETS = (-2, -1, 0, 1, 2)
ALIAS_KINDS = ("person", "organisation", "place", "state", "demonym")
"""Kinds of entries of the actor lists, as the tagger tells them apart."""
ALIAS_CODES = 2 * len(ALIAS_KINDS) + 1
"""0 for no alias; 1 + 2k and 2 + 2k for the first and the further rows of one of kind k."""
RUN_CODES = 12

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


@cache
def name_words() -> Mapping[str, tuple[str, ...]]:
    """Kinds of each word of `lexicons/name_words.toml`."""
    kinds: dict[str, list[str]] = {}
    for group in load_rows("name_words", "group"):
        for word in group["words"]:
            kinds.setdefault(word, []).append(str(group["kind"]))
    return {word: tuple(found) for word, found in kinds.items()}


@cache
def _joints() -> frozenset[str]:
    """Words and signs that may stand inside a name without a capital."""
    return frozenset(word for row in load_rows("name_words", "joint") for word in row["words"])


@dataclass(frozen=True, slots=True)
class TypeFeatures:
    """Names of the features of a word type; `clusters` are those of the language core."""

    clusters: Mapping[str, Sequence[int]]

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
        kinds = name_words().get(word)
        if kinds is None and word.isupper() and len(word) > 3:
            kinds = name_words().get(lower.capitalize())
        return found + ["g=" + kind for kind in kinds or ()]


def capital_column(strings: Sequence[str]) -> Column:
    """2 for types that may be names (a capital in them), 1 for words that join parts, else 0."""
    joints = _joints()
    return np.array([2 if s != s.lower() else 1 if s in joints else 0 for s in strings], np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Rows that may be names, in order, and where each run of them begins and how long it is."""

    rows: Ints
    begin: Ints
    size: Ints


def find_runs(tokens: Tokens, chosen: BoolArray | None = None) -> Runs:
    """Runs of words with a capital, with up to two joining words between."""
    kind = tokens.vocabulary.column("mentions.capital", capital_column)[tokens.type_id]
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
    """0 for nothing, else the commonest kind, whether nearly always, and whether often."""
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
