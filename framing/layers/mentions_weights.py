"""What the name tagger's weights say of a word type alone, at each offset, for both passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.mentions_features import OFFSETS, Ints, Runs, TypeFeatures
from framing.types import Tokens
from framing.vocabulary import Column

EDGE = "<edge>"
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
        self._edge = self._weights[[found.get(f"w={EDGE}", 0) for found in self._numbers]]

    def around(self, tokens: Tokens, runs: Runs) -> Ints:
        """Sum over the types in and around each row of the runs, by (pass and label)."""
        by_type = tokens.vocabulary.column(("mentions.rows", self), self.rows)
        flat = by_type.reshape(-1, by_type.shape[2])
        total = np.zeros((len(runs.rows), flat.shape[1]), np.int32)
        here = tokens.sentence[runs.rows]
        for number, offset in enumerate(OFFSETS):
            wanted = runs.rows + offset
            at = np.clip(wanted, 0, len(tokens) - 1)
            part = flat.take(tokens.type_id[at].astype(np.intp) * len(OFFSETS) + number, axis=0)
            part[(at != wanted) | (tokens.sentence[at] != here)] = self._edge[number]
            total += part
        return total

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
