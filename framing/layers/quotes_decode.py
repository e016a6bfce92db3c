"""Tables of the sequence model, and the best labels of all paragraphs of a batch at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.layers.quotes_columns import SIZES, TYPE_COLUMNS, Grid, Ints
from framing.layers.quotes_templates import UNARY, Template

Floats = NDArray[np.float32]

LABELS = (
    "O",
    "B-content<",
    "I-content<",
    "B-content>",
    "I-content>",
    "B-cue<",
    "I-cue<",
    "B-cue>",
    "I-cue>",
    "B-source",
    "I-source",
)
"""Roles; the arrow points to the cue of a content, and to the source of a cue."""
N_LABELS = len(LABELS)
REACH = 3
"""Farthest offset of a unary template."""
_LONGEST = 160
_OVERLAP = 32


@dataclass(frozen=True, slots=True, eq=False)
class SequenceModel:
    """Weights: one table a template, one a (type column, offset), and the transitions."""

    tables: dict[str, Floats]
    unary: dict[tuple[str, int], Floats]
    transitions: Floats

    def type_rows(self, described: Ints) -> Floats:
        """Sum of all that depends on the type alone, a row a type and a block an offset."""
        rows = np.zeros((len(described), 2 * REACH + 1, N_LABELS), np.float32)
        for (name, offset), table in self.unary.items():
            rows[:, offset + REACH] += table[described[:, TYPE_COLUMNS.index(name)]]
        return rows

    def emissions(
        self, grid: Grid, rows: Floats, type_id: Ints, templates: Iterable[Template]
    ) -> Floats:
        """Score of every label at every row of a grid; `rows` are `type_rows` of a vocabulary."""
        size = len(grid.columns["tag"])
        scores = np.zeros((size, N_LABELS), np.float32)
        outside = np.zeros((1, len(TYPE_COLUMNS)), np.int32)
        outside[0, 0] = 1
        empty = self.type_rows(outside)[0]
        taken = rows[type_id]
        part = np.empty_like(scores)
        inner = slice(REACH, size - REACH)
        for offset in range(-REACH, REACH + 1):
            part[:] = empty[offset + REACH]
            part[grid.place] = taken[:, offset + REACH]
            scores[inner] += part[REACH + offset : size - REACH + offset]
        for name, ids, _ in templates:
            table = self.tables.get(name)
            if table is not None:  # `take` into a buffer costs a third of `table[ids]`
                np.take(table, ids, axis=0, out=part, mode="clip")
                np.add(scores, part, out=scores)
        return scores


def unary_sizes(n_words: int) -> dict[tuple[str, int], int]:
    """Rows of each table of a type column."""
    return {
        (name, offset): n_words if name == "word" else SIZES[name]
        for name, offsets in UNARY
        for offset in offsets
    }


def decode(scores: Floats, starts: Ints, lengths: Ints, transitions: Floats) -> NDArray[np.int8]:
    """Best labels of all rows (0 in padding); long paragraphs are cut where windows overlap."""
    labels = np.zeros(len(scores), np.int8)
    windows = list(_windows(starts.tolist(), lengths.tolist()))
    if not windows:
        return labels
    begin, size, skip, keep = (np.array(column, np.int64) for column in zip(*windows, strict=True))
    order = np.argsort(-size, kind="stable")
    begin, size, skip, keep = begin[order], size[order], skip[order], keep[order]
    paths = _viterbi(scores, begin, size, transitions)
    for step in range(paths.shape[1]):
        alive = np.flatnonzero((step >= skip) & (step < skip + keep))
        labels[begin[alive] + step] = paths[alive, step]
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


def _viterbi(
    scores: Floats, begin: NDArray[np.int64], size: NDArray[np.int64], transitions: Floats
) -> NDArray[np.int8]:
    longest = int(size[0])
    count = len(begin)
    back = np.zeros((longest, count, N_LABELS), np.int8)
    best = scores[begin].copy()
    into = np.ascontiguousarray(transitions.T)
    alive_at = np.searchsorted(-size, -np.arange(longest), side="left")
    for step in range(1, longest):
        alive = int(alive_at[step])
        paths = best[:alive, None, :] + into
        chosen = paths.argmax(axis=2)
        back[step, :alive] = chosen
        top = np.take_along_axis(paths, chosen[:, :, None], axis=2)[:, :, 0]
        best[:alive] = top + scores[begin[:alive] + step]
    labels = np.zeros((count, longest), np.int8)
    current = best.argmax(axis=1)
    everyone = np.arange(count)
    for step in range(longest - 1, -1, -1):
        alive = int(np.searchsorted(-size, -step, side="left"))
        labels[:alive, step] = current[:alive]
        if step:
            current[:alive] = back[step, everyone[:alive], current[:alive]][:alive]
    return labels
