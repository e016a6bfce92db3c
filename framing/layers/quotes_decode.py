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

    @property
    def width(self) -> int:
        """Numbers a row: the labels, once or for two passes side by side."""
        return int(next(iter(self.tables.values())).shape[1])

    def type_rows(self, described: Ints) -> Floats:
        """Sum of all that depends on the type alone, a row a type and a block an offset."""
        rows = np.zeros((len(described), 2 * REACH + 1, self.width), np.float32)
        for (name, offset), table in self.unary.items():
            rows[:, offset + REACH] += table[described[:, TYPE_COLUMNS.index(name)]]
        return rows

    def emissions(
        self, grid: Grid, rows: Floats, type_id: Ints, templates: Iterable[Template]
    ) -> Floats:
        """Score of every label at every row of a grid; `rows` are `type_rows` of a vocabulary."""
        size = len(grid.columns["tag"])
        scores = np.zeros((size, rows.shape[2]), np.float32)
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
        self.add(scores, templates)
        return scores

    def add(self, scores: Floats, templates: Iterable[Template]) -> None:
        """Adds the weights of templates to scores; `take` costs a third of `table[ids]`."""
        part = np.empty_like(scores)
        for name, ids, _ in templates:
            table = self.tables.get(name)
            if table is not None:
                np.take(table, ids, axis=0, out=part, mode="clip")
                np.add(scores, part, out=scores)


def join_models(one: SequenceModel, other: SequenceModel) -> SequenceModel:
    """What two models have in common, side by side: looked up once for both."""
    return SequenceModel(
        {name: np.hstack([t, other.tables[name]]) for name, t in one.tables.items()},
        {key: np.hstack([t, other.unary[key]]) for key, t in one.unary.items()},
        one.transitions,
    )


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
    """Best paths, longest window first; the way back is looked for where it leads, not before."""
    longest, count = int(size[0]), len(begin)
    alive = np.searchsorted(-size, -np.arange(longest), side="left").tolist()
    best = np.zeros((longest, count, N_LABELS), np.float32)
    best[0] = scores[begin]
    for step in range(1, longest):
        some = alive[step]
        paths = best[step - 1, :some, :, None] + transitions
        np.max(paths, axis=1, out=best[step, :some])
        best[step, :some] += scores[begin[:some] + step]
    labels = np.zeros((count, longest), np.int8)
    into = np.ascontiguousarray(transitions.T)
    current = np.zeros(count, np.int64)
    for step in range(longest - 1, -1, -1):
        some = alive[step]
        ending = alive[step + 1] if step + 1 < longest else 0
        chosen = best[step, :some]
        if ending:
            chosen = chosen.copy()
            chosen[:ending] += into[current[:ending]]
        current[:some] = chosen.argmax(axis=1)
        labels[:some, step] = current[:some]
    return labels
