"""Sequence models: rows of scores from tables of weights, and the best labels of many sequences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Weights = NDArray[Any]


def add_rows(
    scores: Weights, tables: Mapping[str, Weights], looked_up: Iterable[tuple[str, Ints]]
) -> None:
    """Adds to each row of `scores` what the tables hold for it; a name without a table adds none.

    `looked_up` names tables with the row of the table for each row of `scores`.
    """
    part = np.empty_like(scores)
    for name, ids in looked_up:
        table = tables.get(name)
        if table is not None:  # `take` costs a third of `table[ids]`
            np.take(table, ids, axis=0, out=part, mode="clip")
            np.add(scores, part, out=scores)


class Steps:
    """Rows of sequences in the order they are decoded: first all first rows, then all second ones.

    Longest sequences first; step k stands at `bounds[k]` to `bounds[k + 1]`. `sequence` numbers
    the sequences as they were given, `step` counts the rows within each.
    """

    def __init__(self, begin: Ints, size: Ints) -> None:
        order = np.argsort(-size, kind="stable")
        longest_first = size[order]
        alive = np.searchsorted(-longest_first, -np.arange(int(longest_first[0])), side="left")
        offsets = np.concatenate([[0], np.cumsum(alive)])
        self.bounds: list[int] = offsets.tolist()
        self.step = np.repeat(np.arange(len(alive)), alive)
        self.sequence = order[np.arange(int(offsets[-1])) - offsets[self.step]]
        self.rows = begin[self.sequence] + self.step


def best_labels(scores: Weights, steps: Steps, transitions: Weights) -> NDArray[np.int64]:
    """Best label of each row of `steps` (Viterbi); of labels as good, the first.

    `transitions` go from the label of a row to that of the next. Labels run along the first axis,
    so that sums and maxima go over long rows of sequences; the way back is looked for where it
    leads, not before.
    """
    bounds, count = steps.bounds, len(transitions)
    best = np.ascontiguousarray(scores[steps.rows].T, transitions.dtype)
    moves = transitions[:, :, None]
    buffer = np.empty(count * count * bounds[1], transitions.dtype)
    for step in range(1, len(bounds) - 1):
        some = bounds[step + 1] - bounds[step]
        paths = buffer[: count * count * some].reshape(count, count, some)
        np.add(best[:, None, bounds[step - 1] : bounds[step - 1] + some], moves, out=paths)
        best[:, bounds[step] : bounds[step + 1]] += np.maximum.reduce(paths, axis=0)
    return _walk_back(np.ascontiguousarray(best.T), bounds, np.ascontiguousarray(transitions.T))


def _walk_back(best: Weights, bounds: list[int], into: Weights) -> NDArray[np.int64]:
    path = np.zeros(len(best), np.int64)
    after = path[:0]
    for step in range(len(bounds) - 2, -1, -1):
        chosen = best[bounds[step] : bounds[step + 1]]
        chosen[: len(after)] += into[after]
        after = path[bounds[step] : bounds[step + 1]] = chosen.argmax(axis=1)
    return path
