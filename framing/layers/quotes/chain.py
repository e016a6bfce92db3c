"""Tables of the sequence model, and the best labels of all paragraphs of a batch at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.layers.quotes.grid import TYPE_COLUMNS, Grid, Ints
from framing.layers.quotes.templates import Template
from framing.learn.sequence import Steps, add_rows, best_labels

Floats = NDArray[np.float32]
Weights = NDArray[np.float32] | NDArray[np.int16]

REACH = 3
"""Farthest offset of a unary template."""
OFFSETS = range(-REACH, REACH + 1)
_OUTSIDE = np.array([[1] + [0] * (len(TYPE_COLUMNS) - 1)], np.int32)
_LONGEST = 128  # tokens of a window; longer paragraphs are cut
_OVERLAP = 24  # tokens on either side from which labels of a window are not taken


@dataclass(frozen=True, slots=True, eq=False)
class SequenceModel:
    """Weights: one table a template, one a (type column, offset), and the transitions.

    In training weights are floats; a loaded model keeps them in 16 bits, as multiples of a step so
    large that no sum of one row a table leaves 16 bits, and its transitions in that step too.
    """

    tables: dict[str, Weights]
    unary: dict[tuple[str, int], Weights]
    transitions: Floats

    @property
    def width(self) -> int:
        """Numbers a row: the labels, once or for two passes side by side."""
        return int(next(iter(self.tables.values())).shape[1])

    def type_rows(self, described: Ints) -> Weights:
        """Sum of all that depends on the type alone, type by offset by label.

        The k-th offset of `OFFSETS` is for the token so many rows further.
        """
        kind = next(iter(self.unary.values())).dtype
        rows = np.zeros((len(described), len(OFFSETS), self.width), kind)
        for (name, offset), table in self.unary.items():
            rows[:, offset + REACH] += table[described[:, TYPE_COLUMNS.index(name)]]
        return rows

    def emissions(
        self, grid: Grid, rows: Weights, type_id: Ints, templates: Iterable[Template]
    ) -> Weights:
        """Score of every label at every row of a grid; `rows` are the `type_rows`."""
        size = len(grid.columns["tag"])
        parts = np.repeat(self.type_rows(_OUTSIDE), size, axis=0)
        parts[grid.place] = rows.take(type_id, axis=0)
        scores = np.zeros((size, self.width), rows.dtype)
        inner = scores[REACH : size - REACH]
        for k, offset in enumerate(OFFSETS):
            inner += parts[REACH + offset : size - REACH + offset, k]
        self.add(scores, templates)
        return scores

    def add(self, scores: Weights, templates: Iterable[Template]) -> None:
        """Adds the weights of templates to scores."""
        add_rows(scores, self.tables, ((name, ids) for name, ids, _ in templates))


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A grid with the labels of a pass and their scores; `unit` is what a lead is measured in."""

    grid: Grid
    labels: NDArray[np.int8]
    scores: Weights
    unit: float


def join_models(one: SequenceModel, other: SequenceModel) -> SequenceModel:
    """What two models have in common, side by side: looked up once for both."""
    tables: dict[str, Weights] = {
        name: np.concatenate([table, other.tables[name]], axis=1)
        for name, table in one.tables.items()
    }
    unary: dict[tuple[str, int], Weights] = {
        key: np.concatenate([table, other.unary[key]], axis=1) for key, table in one.unary.items()
    }
    return SequenceModel(tables, unary, one.transitions)


def decode(scores: Weights, starts: Ints, lengths: Ints, transitions: Floats) -> NDArray[np.int8]:
    """Best labels of all rows (0 in padding); long paragraphs are cut where windows overlap."""
    labels = np.zeros(len(scores), np.int8)
    windows = list(_windows(starts.tolist(), lengths.tolist()))
    if not windows:
        return labels
    begin, size, skip, keep = np.array(windows, np.int64).T
    steps = Steps(begin, size)
    path = best_labels(scores, steps, transitions)
    window, step = steps.sequence, steps.step
    kept = (step >= skip[window]) & (step < (skip + keep)[window])
    labels[steps.rows[kept]] = path[kept]
    return labels


def _windows(starts: Sequence[int], lengths: Sequence[int]) -> Iterable[tuple[int, int, int, int]]:
    """Begin, size, rows to skip and rows to keep of every window."""
    for start, length in zip(starts, lengths, strict=True):
        if length <= _LONGEST:
            yield start, length, 0, length
            continue
        step = _LONGEST - 2 * _OVERLAP
        for at in range(0, length, step):
            low, high = max(0, at - _OVERLAP), min(length, at + step + _OVERLAP)
            yield start + low, high - low, at - low, min(step, length - at)
