"""Permutation tests: outlets change places where, without a difference, they could have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.compare.sample import BoolArray, FloatArray, IntArray

_ROWS_AT_ONCE = 4_000_000
_CERTAIN = 10  # permutations as extreme as the observed one, after which p needs no more of them
_LONGEST = 10  # times the first round: how far the second goes where p is small
_TIE = 1 - 1e-5  # rounding must not turn a tie into a win


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which labels may change places. Cells are ordered by story.

    In a story that both sides tell, any of its cells could be the first side's (`starts`, `sizes`
    of the stories' runs); stories of one cell alone exchange labels among themselves (`alone`, of
    which `drawn` are the first side's). Other cells stay where they are.
    """

    cells: int
    starts: IntArray
    sizes: IntArray
    alone: IntArray
    drawn: int

    def __str__(self) -> str:
        return f"within {len(self.starts)} stories, among {self.free} others"

    @property
    def free(self) -> int:
        """Stories of one cell that can change sides."""
        return len(self.alone) if 0 < self.drawn < len(self.alone) else 0

    @property
    def possible(self) -> bool:
        """Whether any label can move."""
        return bool(len(self.starts) or self.free)


def find_exchange(story: IntArray, is_first: BoolArray) -> Exchange:
    """What may change places, for cells sorted by story of which at most one a story is first."""
    starts = np.flatnonzero(np.diff(story, prepend=-1) != 0)
    sizes = np.diff(np.append(starts, len(story)))
    told = np.add.reduceat(is_first, starts) > 0
    alone = starts[sizes == 1]
    shared = told & (sizes > 1)
    return Exchange(len(story), starts[shared], sizes[shared], alone, int(is_first[alone].sum()))


def permutation_p(
    exchange: Exchange,
    sums: tuple[FloatArray, FloatArray],
    is_first: BoolArray,
    rng: np.random.Generator,
    rounds: tuple[int, float],
) -> FloatArray:
    """Two-sided p of each feature; NaN where no label can move or nothing varies.

    `sums` are y and d of the cells. The statistic is the first side's sum of residuals, each less
    the mean of its exchangeable set, over its standard error: exact if labels are exchangeable,
    and right in large samples if only the means are equal (Janssen 1997; Chung and Romano 2013).
    `rounds` are the permutations drawn for all features, and the work (cells x features x
    permutations) that may be spent on features whose p is still uncertain.
    """
    count, work = rounds
    scores, squares, constant = _scores(exchange, *sums)
    moving = (scores != 0).any(axis=0) & exchange.possible
    observed = _statistic(is_first[None, :], scores, squares, constant)[0]
    reached = np.zeros(len(observed))
    done = np.full(len(observed), count)
    columns = np.flatnonzero(moving)
    while len(columns):
        reached[columns] += _exceedances(
            exchange, (scores, squares, constant), observed, columns, (rng, count)
        )
        columns = np.flatnonzero(moving & (reached < _CERTAIN) & (done == rounds[0]))
        affordable = work / max(1, exchange.cells * len(columns))
        count = int(min((_LONGEST - 1) * rounds[0], affordable))
        if count < rounds[0]:
            break
        done[columns] += count
    return np.where(moving, (1 + reached) / (1 + done), np.nan)


def _scores(
    exchange: Exchange, y: FloatArray, d: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Centred residuals of cells, what each adds to the variance as first, and its constant."""
    known = d > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known.any(axis=0), y.sum(axis=0) / d.sum(axis=0), 0.0)
    residual = y - mean * d
    scores, squares = np.zeros_like(residual), np.zeros_like(residual)
    if len(exchange.starts):
        rows, runs = _shared_rows(exchange)
        centred = _centred(residual[rows], known[rows], runs)
        scores[rows], squares[rows] = centred, centred**2
    constant = np.zeros(y.shape[1])
    if exchange.free:
        rows = exchange.alone
        centred = _centred(residual[rows], known[rows], np.zeros(1, np.int64))
        share = exchange.drawn / len(rows)
        scores[rows], squares[rows] = centred, (1 - 2 * share) * centred**2
        constant = share**2 * (centred**2).sum(axis=0)
    return scores.astype(np.float32), squares.astype(np.float32), constant.astype(np.float32)


def _shared_rows(exchange: Exchange) -> tuple[IntArray, IntArray]:
    """Rows of all cells in shared stories, and where each story begins among them."""
    runs = np.cumsum(exchange.sizes) - exchange.sizes
    rows = np.repeat(exchange.starts - runs, exchange.sizes) + np.arange(exchange.sizes.sum())
    return rows, runs


def _centred(residual: FloatArray, known: BoolArray, runs: IntArray) -> FloatArray:
    """Residuals less the mean of the known ones of their run; 0 where unknown."""
    sizes = np.diff(np.append(runs, len(residual)))
    known_cells = np.add.reduceat(known.astype(np.float64), runs)
    means = np.add.reduceat(residual, runs) / np.maximum(known_cells, 1.0)
    return np.where(known, residual - np.repeat(means, sizes, axis=0), 0.0)


def _statistic(
    labels: NDArray[np.bool_], scores: FloatArray, squares: FloatArray, constant: FloatArray
) -> FloatArray:
    """|sum of scores| over its error, for each labelling (row) and feature (column)."""
    chosen = labels.astype(np.float32)
    variance = chosen @ squares + constant
    with np.errstate(invalid="ignore", divide="ignore"):
        size: FloatArray = np.abs(chosen @ scores) / np.sqrt(np.maximum(variance, 0.0))
    return np.nan_to_num(size, nan=0.0, posinf=np.inf)


def _exceedances(
    exchange: Exchange,
    parts: tuple[FloatArray, FloatArray, FloatArray],
    observed: FloatArray,
    columns: IntArray,
    draws: tuple[np.random.Generator, int],
) -> FloatArray:
    """How many of the drawn labellings reach the observed statistic, for each chosen column."""
    rng, count = draws
    scores, squares, constant = (part[..., columns] for part in parts)
    bar = observed[columns] * _TIE
    reached = np.zeros(len(columns))
    step = max(1, min(count, _ROWS_AT_ONCE // exchange.cells))
    for start in range(0, count, step):
        labels = _draw_labels(exchange, min(step, count - start), rng)
        reached += (_statistic(labels, scores, squares, constant) >= bar).sum(axis=0)
    return reached


def _draw_labels(exchange: Exchange, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Random labellings, one a row: True where the first side is put."""
    labels = np.zeros((count, exchange.cells), bool)
    if len(exchange.starts):
        place = (rng.random((count, len(exchange.sizes)), np.float32) * exchange.sizes).astype(int)
        place = np.minimum(place, exchange.sizes - 1)
        labels[np.arange(count)[:, None], exchange.starts + place] = True
    if exchange.free:
        drawn = np.zeros((count, len(exchange.alone)), bool)
        drawn[:, : exchange.drawn] = True
        labels[:, exchange.alone] = rng.permuted(drawn, axis=1)
    return labels


def sign_flip_p(differences: FloatArray, rng: np.random.Generator, count: int) -> FloatArray:
    """Two-sided p of the mean of paired differences (rows stories, columns features; NaN unknown).

    Under no difference each story's difference is as likely to have the other sign.
    """
    filled = np.nan_to_num(differences).astype(np.float32)
    observed = np.abs(filled.sum(axis=0)) * _TIE
    reached = np.zeros(filled.shape[1])
    step = max(1, min(count, _ROWS_AT_ONCE // max(1, len(filled))))
    for start in range(0, count, step):
        size = (min(step, count - start), len(filled))
        signs = (2 * rng.integers(0, 2, size) - 1).astype(np.float32)
        reached += (np.abs(signs @ filled) >= observed).sum(axis=0)
    return np.where((filled != 0).any(axis=0), (1 + reached) / (1 + count), np.nan)
