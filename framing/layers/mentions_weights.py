"""What the name tagger's weights say of a word type alone, at each offset, for both passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.mentions_features import OFFSETS, TypeFeatures
from framing.vocabulary import Column

PASSES = ("first", "second")


class TypeWeights:
    """Sums of the weights of a type's features; row 0 is of features that no pass knows."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], features: TypeFeatures) -> None:
        self._features = features
        numbers: dict[str, int] = {"": 0}
        parts = []
        for name in PASSES:
            known = arrays[f"{name} names"].tobytes().decode("utf-8").split("\x1f")
            rows = [numbers.setdefault(feature, len(numbers)) for feature in known]
            parts.append((rows, arrays[f"{name} weights"]))
        labels = parts[0][1].shape[1]
        self._weights = np.zeros((len(numbers), len(PASSES) * labels), np.int32)
        for number, (rows, weights) in enumerate(parts):
            self._weights[rows, number * labels : (number + 1) * labels] = weights
        by_offset: dict[str, dict[str, int]] = {str(offset): {} for offset in OFFSETS}
        for feature, row in numbers.items():
            offset, _, name = feature.partition("|")
            if name:
                by_offset[offset][name] = row
        self._numbers = [by_offset[str(offset)] for offset in OFFSETS]

    def of(self, name: str) -> Column:
        """Weights of one feature, offset by (pass and label)."""
        return self._weights[[numbers.get(name, 0) for numbers in self._numbers]]

    def rows(self, strings: Sequence[str]) -> Column:
        """Word type by offset by (pass and label)."""
        found: list[list[int]] = []
        for word in strings:
            context = self._features.context(word)
            for offset, numbers in zip(OFFSETS, self._numbers, strict=True):
                names = context
                if not offset:  # only these can stand in a name and be labelled
                    labelled = word != word.lower() or len(word) < 5
                    names = self._features.centre(word) if labelled else []
                found.append([0, *[numbers[name] for name in names if name in numbers]])
        shape = (len(strings), len(OFFSETS), self._weights.shape[1])
        if not found:
            return np.zeros(shape, np.int16)
        starts = np.zeros(len(found), np.intp)
        np.cumsum([len(numbers) for numbers in found[:-1]], out=starts[1:])
        flat = np.fromiter(chain.from_iterable(found), np.intp)
        sums: Column = np.add.reduceat(self._weights[flat], starts, axis=0)
        return sums.reshape(shape).astype(np.int16)
