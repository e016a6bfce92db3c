"""Penn tags by a windowed linear model whose every row is a function of a word type.

Scores are whole numbers (weights are int8, sums int16), so that tags are the same on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.features import EDGE, context_features, type_features
from framing.language.penn import PENN_TAGS
from framing.types import BoolArray, IntArray
from framing.vocabulary import Vocabulary

OFFSETS = (-2, -1, 0, 1, 2)
"""The neighbours a token's tag is read from; 0 is the token itself."""
WIDTH = 56
"""Tags, padded so that a row is a whole number of 16-byte blocks."""
_EDGE_TAG = len(PENN_TAGS)
TAG_BASE = len(PENN_TAGS) + 1
"""Tags and the edge of a sentence: the base of the numbers that index the context tables."""

_NEVER = -10_000

Ints = NDArray[Any]
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
        self._centre = _names(arrays["centre_names"])
        self._context = _names(arrays["context_names"])
        self._centre_weights = _dense(arrays, "centre", len(self._centre), WIDTH)
        self._context_weights = _dense(arrays, "context", len(self._context), 4 * WIDTH)
        self._fixed = dict(
            zip(_names(arrays["fixed_names"]), arrays["fixed_tags"].tolist(), strict=True)
        )

    def tag(
        self, vocabulary: Vocabulary, type_id: IntArray, starts: BoolArray
    ) -> NDArray[np.uint8]:
        """Tag of each token; `starts` is true for the first token of a sentence."""
        edge = vocabulary.id_of(EDGE)
        rows = vocabulary.column("language.tagger.rows", self._rows)
        fixed = vocabulary.column("language.tagger.fixed", self._fixed_tags)
        place = np.arange(len(type_id)) + np.cumsum(starts) + 1  # one edge before each sentence
        padded = np.full(len(type_id) + int(starts.sum()) + 3, edge, np.int32)
        padded[place] = type_id
        tags = np.full(len(padded), _EDGE_TAG, np.int16)
        tags[place] = fixed[type_id]
        open_places = np.flatnonzero(tags < 0)
        scores = _score(rows, padded, open_places)
        tags[open_places] = scores.argmax(1)
        return tags[place].astype(np.uint8)

    def _rows(self, strings: Sequence[str]) -> Scores:
        rows = np.zeros((len(strings), len(OFFSETS), WIDTH), np.int16)
        rows[:, 2] = _sums(strings, type_features, self._centre, self._centre_weights)
        rows[:, 2, len(PENN_TAGS) :] = _NEVER
        context = _sums(strings, context_features, self._context, self._context_weights)
        rows[:, (0, 1, 3, 4)] = context.reshape(-1, 4, WIDTH)
        return rows

    def _fixed_tags(self, strings: Sequence[str]) -> NDArray[np.int8]:
        get = self._fixed.get
        return np.array([get(string, -1) for string in strings], np.int8)


def _score(rows: Scores, padded: IntArray, places: NDArray[Any]) -> Scores:
    flat = rows.reshape(-1, WIDTH)
    total = np.empty((len(places), WIDTH), np.int16)
    part = np.empty_like(total)
    for number, offset in enumerate(OFFSETS):
        index = padded.take(places + offset) * len(OFFSETS) + number
        np.take(flat, index, axis=0, out=part if number else total, mode="clip")
        if number:
            total += part
    return total


def _sums(
    strings: Sequence[str],
    features: Callable[[str], list[str]],
    number: Mapping[str, int],
    weights: NDArray[np.int8],
) -> Scores:
    """Sum of the weight rows of each string's features; row 0 is all zeros, for the unknown."""
    get = number.get
    found = [[0, *(get(name, 0) for name in features(string))] for string in strings]
    if not found:
        return np.zeros((0, weights.shape[1]), np.int16)
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    flat = np.fromiter(chain.from_iterable(found), np.int64, int(sizes.sum()))
    starts = np.cumsum(sizes) - sizes
    return np.add.reduceat(weights[flat], starts, axis=0, dtype=np.int16)


def _names(packed: NDArray[np.uint8]) -> dict[str, int]:
    names = packed.tobytes().decode("utf-8").split("\x1f")
    return {name: number for number, name in enumerate(names)}


def pack_names(names: Sequence[str]) -> NDArray[np.uint8]:
    """Strings as one array of bytes, the inverse of what loading does."""
    return np.frombuffer("\x1f".join(names).encode("utf-8"), np.uint8)


def _dense(
    arrays: Mapping[str, NDArray[Any]], name: str, rows: int, width: int
) -> NDArray[np.int8]:
    dense = np.zeros((rows, width), np.int8)
    row = np.repeat(np.arange(rows), arrays[f"{name}_count"])
    dense[row, arrays[f"{name}_column"]] = arrays[f"{name}_weight"]
    return dense
