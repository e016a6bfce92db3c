"""Integer columns of the quotation model: what a word type is, and where a token stands."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import PENN_TAGS
from framing.types import Tokens

Ints = NDArray[np.int32]

PAD = 4
"""Empty rows around each paragraph, so that windows never reach into a neighbour."""
N_TAGS = len(PENN_TAGS) + 1
PAD_TAG = len(PENN_TAGS)
_BUCKETS = np.array(
    [0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9], np.int32
)
N_BUCKETS = 11  # of the lengths above
_MARKS = frozenset({'"', "“", "”", "''", "``", "‘‘", "’’", "«", "»", "„", "‘", "’", "'"})
_PUNCTUATION = {
    ",": 1,
    ".": 2,
    ":": 3,
    ";": 4,
    "?": 5,
    "!": 5,
    "-": 6,
    "–": 6,
    "—": 6,
    "--": 6,
    "(": 7,
    ")": 8,
}
TYPE_COLUMNS = ("word", "suffix", "shape", "coarse", "fine", "cue", "source")
SIZES = {"word": 0, "suffix": 1024, "shape": 12, "coarse": 257, "fine": 1025, "cue": 8, "source": 8}


@dataclass(frozen=True, slots=True, eq=False)
class TypeTable:
    """What is known of word types, by hash; `rows` holds word number, clusters, propensities."""

    keys: NDArray[np.uint32]
    rows: Ints

    def describe(self, strings: Sequence[str]) -> Ints:
        """One row a type in the order of `TYPE_COLUMNS`; unknown words keep suffix and shape."""
        lowered = [string.lower() for string in strings]
        found = np.zeros((len(lowered), len(TYPE_COLUMNS)), np.int32)
        if not lowered:
            return found
        keys = np.array([zlib.crc32(word.encode()) for word in lowered], np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        found[:, 0] = np.where(known, self.rows[at, 0], 0)
        found[:, 1] = [zlib.crc32(word[-3:].encode()) & 1023 for word in lowered]
        found[:, 2] = [_shape(string) for string in strings]
        found[:, 3:] = np.where(known[:, None], self.rows[at, 1:], 0)
        return found


def _shape(string: str) -> int:
    if string in _MARKS:
        return 10
    if string in _PUNCTUATION:
        return 2 if string in ".?!" else 1
    if not string.isalpha() and any(map(str.isdigit, string)):
        return 3 if string.isdigit() else 4
    if not string[0].isalpha():
        return 5 if len(string) == 1 else 6
    if string.islower():
        return 7
    if string.isupper():
        return 8 if len(string) > 1 else 9
    return 11


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Padded columns of a batch: row `place[i]` is token i.

    `starts`, `lengths` and `article` hold one number a paragraph.
    """

    place: Ints
    starts: Ints
    lengths: Ints
    article: Ints
    columns: dict[str, Ints]


def bucket(distance: Ints) -> Ints:
    """Distance in ten steps."""
    return _BUCKETS[np.clip(distance, 0, len(_BUCKETS) - 1)]


def _punctuation(strings: Sequence[str]) -> Ints:
    marks = [9 if string in _MARKS else _PUNCTUATION.get(string, 0) for string in strings]
    return np.array(marks, np.int32)


def paragraph_starts(tokens: Tokens) -> Ints:
    """Rows where a paragraph or an article begins."""
    if not len(tokens):
        return np.zeros(0, np.int32)
    change = np.flatnonzero(np.diff(tokens.paragraph)) + 1
    inner = tokens.bounds[(tokens.bounds > 0) & (tokens.bounds < len(tokens))]
    return np.unique(np.concatenate([[0], change, inner])).astype(np.int32)


def make_grid(tokens: Tokens, types: Ints) -> Grid:
    """Columns of a batch; `types` are the rows of `TypeTable.describe` for its vocabulary."""
    starts = paragraph_starts(tokens)
    lengths = np.diff(np.append(starts, len(tokens))).astype(np.int32)
    number = np.repeat(np.arange(len(starts)), lengths)
    place = (np.arange(len(tokens)) + PAD * (number + 1)).astype(np.int32)
    size = len(tokens) + PAD * (len(starts) + 1)

    def spread(values: NDArray[np.generic], empty: int) -> Ints:
        column = np.full(size, empty, np.int32)
        column[place] = values
        return column

    described = types[tokens.type_id]
    columns = {name: spread(described[:, k], 0) for k, name in enumerate(TYPE_COLUMNS)}
    columns["word"] = spread(described[:, 0], 1)
    columns["tag"] = spread(tokens.tag, PAD_TAG)
    sentence = tokens.sentence + np.int32(1)
    columns["sentence"] = spread(sentence, 0)
    marks = tokens.vocabulary.column("quotes.punctuation", _punctuation)
    columns["mark"] = spread(marks[tokens.type_id], 0)
    quoted = spread(tokens.in_quote, 0)
    columns["quote"] = _quote_state(quoted)
    _add_positions(columns, place, starts, lengths)
    article = (np.searchsorted(tokens.bounds, starts, side="right") - 1).astype(np.int32)
    return Grid(place, place[starts], lengths, article, columns)


def _quote_state(quoted: Ints) -> Ints:
    """0 outside, 1 first row of a quotation, 2 inside, 3 last row."""
    before, after = np.roll(quoted, 1), np.roll(quoted, -1)
    state = np.where(after == 0, 3, 2)
    return np.where(quoted == 0, 0, np.where(before == 0, 1, state)).astype(np.int32)


def _add_positions(columns: dict[str, Ints], place: Ints, starts: Ints, lengths: Ints) -> None:
    size = len(columns["tag"])
    rows = np.arange(size, dtype=np.int32)
    sentence = columns["sentence"]
    new = np.empty(size, bool)
    new[0], new[1:] = True, sentence[1:] != sentence[:-1]
    begin = np.maximum.accumulate(np.where(new, rows, 0)).astype(np.int32)
    last = np.empty(size, bool)
    last[-1], last[:-1] = True, new[1:]
    end = np.minimum.accumulate(np.where(last, rows, size)[::-1])[::-1].astype(np.int32)
    columns["begin"], columns["end"] = begin, end
    number = np.zeros(size, np.int32)
    number[place] = np.repeat(place[starts], lengths)
    columns["in_paragraph"] = np.where(sentence > 0, rows - number, 0).astype(np.int32)
    columns["nth"] = np.minimum(np.where(sentence > 0, sentence - sentence[number], 0), 3)


def nearest_left(flag: NDArray[np.bool_], begin: Ints) -> Ints:
    """Row of the nearest flagged row strictly left in the same stretch, or -1."""
    rows = np.arange(len(flag), dtype=np.int32)
    seen = np.maximum.accumulate(np.where(flag, rows, -1))
    left = np.empty_like(rows)
    left[0], left[1:] = -1, seen[:-1]
    return np.where(left >= begin, left, -1).astype(np.int32)


def nearest_right(flag: NDArray[np.bool_], end: Ints) -> Ints:
    """Row of the nearest flagged row strictly right in the same stretch, or -1."""
    rows = np.arange(len(flag), dtype=np.int32)
    seen = np.minimum.accumulate(np.where(flag, rows, len(flag))[::-1])[::-1]
    right = np.empty_like(rows)
    right[-1], right[:-1] = len(flag), seen[1:]
    return np.where(right <= end, right, -1).astype(np.int32)
