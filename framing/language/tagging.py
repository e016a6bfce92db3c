"""Penn tags by a windowed linear model whose every row is a function of a word type.

Scores are whole numbers (weights are int8, sums int16), so that tags are the same on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.features import CONTEXT, EDGE, MOST_FEATURES, Features
from framing.language.penn import PENN_TAGS
from framing.learn.files import number_strings, unpack_strings
from framing.types import BoolArray, IntArray
from framing.vocabulary import Vocabulary

OFFSETS = (-2, -1, 0, 1, 2)
"""The neighbours a token's tag is read from; 0 is the token itself."""
WIDTH = 56
"""Tags, padded so that a row is a whole number of 16-byte blocks."""
TAG_BASE = len(PENN_TAGS) + 1
"""Tags and the edge of a sentence: the base of the numbers that index the context tables."""

_NEVER = -10_000  # below any sum of scores: the columns that pad a row are never chosen

Ints = NDArray[Any]
Tags = NDArray[np.uint8]
Scores = NDArray[np.int16]


def class_keys(classes: Ints, places: Ints, base: int) -> list[Ints]:
    """Keys of the first pass's tables: pairs of word classes around each place."""
    before, here, after = classes[places - 1], classes[places], classes[places + 1]
    return [before * base + here, here * base + after, before * base + after]


def tag_keys(tags: Ints, classes: Ints, places: Ints) -> list[Ints]:
    """Keys of the second pass's tables: pairs of tags around, and of a tag and the word's class."""
    two_before, before = tags[places - 2], tags[places - 1]
    after, two_after = tags[places + 1], tags[places + 2]
    here = classes[places] * TAG_BASE
    return [
        two_before * TAG_BASE + before,
        before * TAG_BASE + after,
        after * TAG_BASE + two_after,
        here + before,
        here + after,
    ]


class Tagger:
    """Holds a model's weights; keeps nothing of the texts it has seen."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        clusters = zip(
            unpack_strings(arrays["cluster_names"]), arrays["clusters"].tolist(), strict=True
        )
        self._features = Features(dict(clusters), number_strings(arrays["frequent_names"]))
        self._class = number_strings(arrays["class_names"])
        self._number = number_strings(arrays["centre_names"])
        context = unpack_strings(arrays["context_names"])
        known = len(self._number)
        rows = [self._number.setdefault(name, len(self._number)) for name in context]
        self._centre_row = np.arange(len(self._number))
        self._centre_row[known:] = 0  # row 0 is all zeros
        self._context_row = np.zeros(len(self._number), np.int64)
        self._context_row[rows] = np.arange(len(context))
        self._centre_weights = _dense(arrays, "centre", WIDTH).astype(np.int16)
        self._context_weights = _dense(arrays, "context", 4 * WIDTH).astype(np.int16)
        size = len(self._class)
        bases = (TAG_BASE**2,) * 3 + (size * TAG_BASE,) * 2
        self._first = [_Table(arrays, f"first{i}", size**2) for i in range(3)]
        self._second = [_Table(arrays, f"second{i}", base) for i, base in enumerate(bases)]
        fixed = zip(
            unpack_strings(arrays["fixed_names"]), arrays["fixed_tags"].tolist(), strict=True
        )
        self._fixed = dict(fixed)

    def tag(
        self, vocabulary: Vocabulary, type_id: IntArray, starts: BoolArray, bounds: IntArray
    ) -> Tags:
        """Tag of each token; `starts` is true for the first token of a sentence.

        `bounds` are the rows where articles begin and end: nothing is seen across them.
        """
        edge = vocabulary.id_of(EDGE)
        known = vocabulary.column("language.tagger.known", self._known_of)
        edges = starts.astype(np.int64)  # one before each sentence, one more before each article
        np.add.at(edges, bounds[:-1][bounds[:-1] < len(type_id)], 1)
        place = np.arange(1, len(type_id) + 1) + np.cumsum(edges)
        padded = np.full(len(type_id) + int(edges.sum()) + 3, edge, np.int32)
        padded[place] = type_id
        fixed, classes = known.take(padded, axis=0).T
        tags = fixed.copy()
        tags[padded == edge] = TAG_BASE - 1
        places = np.flatnonzero(tags < 0)
        scores = self._window_scores(vocabulary, padded, places)
        for table, key in zip(
            self._first, class_keys(classes, places, len(self._class)), strict=True
        ):
            table.add(key, scores)
        tags[places] = scores.argmax(1)
        for table, key in zip(self._second, tag_keys(tags, classes, places), strict=True):
            table.add(key, scores)
        tags[places] = scores.argmax(1)
        found: Tags = tags[place].astype(np.uint8)
        return found

    def _window_scores(self, vocabulary: Vocabulary, padded: IntArray, places: Ints) -> Scores:
        rows = vocabulary.column("language.tagger.rows", self._rows).reshape(-1, WIDTH)
        total = np.empty((len(places), WIDTH), np.int16)
        part = np.empty_like(total)
        for number, offset in enumerate(OFFSETS):
            index = padded.take(places + offset) * len(OFFSETS) + number
            np.take(rows, index, axis=0, out=part if number else total, mode="clip")
            if number:
                total += part
        return total

    def _rows(self, strings: Sequence[str]) -> Scores:
        rows = np.zeros((len(strings), len(OFFSETS), WIDTH), np.int16)
        if not strings:
            return rows
        names, get = self._features.names, self._number.get
        found = [[get(name, 0) for name in names(string)] for string in strings]
        sizes = np.fromiter(map(len, found), np.int64, len(found))
        ids = np.zeros((len(found), MOST_FEATURES), np.int64)
        slot = np.arange(ids.shape[1])
        ids[slot < sizes[:, None]] = np.fromiter(chain.from_iterable(found), np.int64)
        context = np.zeros((len(found), 4 * WIDTH), np.int16)
        for column in ids.T[:CONTEXT]:
            context += self._context_weights.take(self._context_row.take(column), axis=0)
        rows[:, (0, 1, 3, 4)] = context.reshape(-1, 4, WIDTH)
        centre = np.zeros((len(found), WIDTH), np.int16)
        for column in ids.T:
            centre += self._centre_weights.take(self._centre_row.take(column), axis=0)
        rows[:, 2] = centre
        rows[:, 2, len(PENN_TAGS) :] = _NEVER
        return rows

    def _known_of(self, strings: Sequence[str]) -> IntArray:
        """The only tag of a type, or -1; and its class."""
        unknown = self._class["ux"]
        rows = [
            (
                self._fixed.get(string, -1),
                self._class[EDGE]
                if string == EDGE
                else self._class.get(self._features.class_name(string), unknown),
            )
            for string in strings
        ]
        return np.array(rows, np.int32).reshape(-1, 2)


class _Table:
    """Rows of scores found by a whole-number key; row 0, for rare keys, is all zeros."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, keys: int) -> None:
        self._rows = _dense(arrays, name, WIDTH).astype(np.int16)
        self._row_of = np.zeros(keys, np.uint16)
        live = np.cumsum(arrays[f"{name}_steps"], dtype=np.int64)
        self._row_of[live] = np.arange(1, len(live) + 1)

    def add(self, keys: Ints, scores: Scores) -> None:
        """Add the row of each key to a row of scores."""
        scores += self._rows.take(self._row_of.take(keys), axis=0)


def _dense(arrays: Mapping[str, NDArray[Any]], name: str, width: int) -> NDArray[np.int8]:
    count = arrays[f"{name}_count"]
    dense = np.zeros((len(count), width), np.int8)
    row = np.repeat(np.arange(len(count)), count)
    dense[row, arrays[f"{name}_column"]] = arrays[f"{name}_weight"]
    return dense
