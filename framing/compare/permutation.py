"""Permutation tests: outlets change places where, without a difference, they could have.

The statistic is that of the interval: the difference of the two sides over its linearised error,
stories being the units. So p and interval judge the same thing by the same measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from framing.compare.sample import BoolArray, FloatArray, IntArray
from framing.compare.tail import Extremes

_LABELS_AT_ONCE = 500_000  # 2 MB: they stay in the processor's cache
_CERTAIN = 10  # permutations as extreme as the observed one, after which p needs no more of them
_LONGEST = 10  # times the first round: how far the second goes where p is small
_TIE = 1 - 2e-5  # of the squared statistic: rounding must not turn a tie into a win

Labels = NDArray[np.float32]  # one row a labelling: 1 where the first side is put


@dataclass(frozen=True, slots=True)
class Rounds:
    """How long to permute: `count` labellings for every feature, then more where p is small.

    `work` bounds the second round (cells x features x labellings). A p that is still unresolved
    is read off the tail of the statistics drawn, down to `floor`.
    """

    count: int
    work: float
    floor: float


@dataclass(frozen=True, slots=True)
class Alike:
    """Stories of equally many cells (`size`); the first side told `told` of them.

    `starts` are their first cells. Which of them the first side told could have been otherwise, and
    which of a story's cells is its own.
    """

    starts: IntArray
    size: int
    told: int

    @property
    def free(self) -> int:
        """Stories that can change sides."""
        return len(self.starts) if 0 < self.told < len(self.starts) else 0

    def log_labellings(self) -> float:
        """Natural logarithm of the number of labellings that there are."""
        within = self.told * log(self.size)
        if not self.free:
            return within
        n, k = self.free, self.told
        return within + lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which labels may change places, for `cells` ordered by story."""

    cells: int
    alike: tuple[Alike, ...]

    def __str__(self) -> str:
        within = sum(one.told for one in self.alike if one.size > 1)
        return f"within {within} stories, among {sum(one.free for one in self.alike)} others"

    @property
    def possible(self) -> bool:
        """Whether any label can move."""
        return any(one.told and (one.size > 1 or one.free) for one in self.alike)

    def log_labellings(self) -> float:
        """Natural logarithm of the number of labellings that there are."""
        return sum(one.log_labellings() for one in self.alike)


@dataclass(frozen=True, slots=True)
class Tested:
    """p of each feature (NaN: nothing could change places) and which labels did."""

    p: FloatArray
    exchange: list[str]


def find_exchange(story: IntArray, is_first: BoolArray) -> Exchange:
    """What may change places, for cells sorted by story of which at most one a story is first."""
    starts = np.flatnonzero(np.diff(story, prepend=-1) != 0)
    sizes = np.diff(np.append(starts, len(story)))
    told = np.add.reduceat(is_first, starts) > 0
    alike = [
        Alike(starts[sizes == size], size, int(told[sizes == size].sum()))
        for size in np.unique(sizes).tolist()
    ]
    return Exchange(len(story), tuple(alike))


def permutation_test(
    sums: tuple[FloatArray, FloatArray],
    story: IntArray,
    is_first: BoolArray,
    seed: tuple[int, ...],
    rounds: Rounds,
    judged: BoolArray | None = None,
) -> Tested:
    """Two-sided p of each feature: twice the smaller tail, as the interval has equal tails.

    `sums` are y and d of the cells, which are sorted by story. Features that are not `judged` have
    no p, and no time is spent on them; without it all are.
    Labels change places among the cells that hold a value: a side with few of them keeps its few.
    The statistic is studentised: the test is exact where cells are exchangeable, and right in
    large samples if only the means are equal (Janssen 1997; Chung and Romano 2013).
    """
    y, d = sums
    p = np.full(y.shape[1], np.nan)
    exchange = [""] * y.shape[1]
    for columns in _same_weights(d):
        known = np.flatnonzero(d[:, columns[0]] > 0)
        found = find_exchange(story[known], is_first[known]) if len(known) else None
        first = int(is_first[known].sum())
        for column in columns:
            exchange[column] = str(found) if found else "no value"
        columns = columns if judged is None else columns[judged[columns]]
        if not len(columns) or first in (0, len(known)) or not (found and found.possible):
            continue
        moments = _CellMoments(y[np.ix_(known, columns)], d[known, columns[0]], story[known])
        # One stream a set of weights: p does not depend on which other features are asked for.
        rng = np.random.default_rng(seed)
        p[columns] = _p_of(found, moments, is_first[known], rng, rounds)
    return Tested(p, exchange)


def _same_weights(d: FloatArray) -> list[IntArray]:
    """Columns in sets that have the same weight in each cell: they share their labellings."""
    _, which = np.unique(d.T, axis=0, return_inverse=True)
    order = np.argsort(which.ravel(), kind="stable")
    return np.split(order, np.flatnonzero(np.diff(which.ravel()[order])) + 1)


def _p_of(
    exchange: Exchange,
    moments: _CellMoments,
    is_first: BoolArray,
    rng: np.random.Generator,
    rounds: Rounds,
) -> FloatArray:
    """p of features of equal weights, by as many labellings as each needs."""
    observed = moments.take(slice(None)).squared_statistic(is_first[None, :].astype(np.float32))[0]
    extremes = Extremes(observed, _TIE)
    columns = np.arange(len(observed))
    count = rounds.count
    for _ in range(2):
        chosen = moments.take(columns)
        for labels in _labellings(exchange, count, rng):
            extremes.add(columns, chosen.squared_statistic(labels))
        columns = np.flatnonzero(extremes.reached < _CERTAIN)
        affordable = rounds.work / max(1, exchange.cells * len(columns))
        count = int(min((_LONGEST - 1) * rounds.count, affordable))
        if not len(columns) or count < rounds.count:
            break
    least = max(log(rounds.floor / 2), -exchange.log_labellings())
    return np.minimum(1.0, 2 * extremes.p(least))


class _CellMoments:
    """Sums of squares and products of cells, from which any labelling's statistic follows.

    All is linear in the labels (1 where a cell is the first side's), because at most one cell a
    story is. A product with the whole story's sum (`A`, `B`) gives what the other side has left.
    """

    def __init__(self, y: FloatArray, d: FloatArray, story: IntArray) -> None:
        d = d / d.mean()
        starts = np.flatnonzero(np.diff(story, prepend=-1) != 0)
        sizes = np.diff(np.append(starts, len(story)))
        y = y / max(1.0, float(np.abs(y).max()))
        by_story = np.add.reduceat(y, starts), np.add.reduceat(d, starts)
        whole = np.repeat(by_story[0], sizes, axis=0), np.repeat(by_story[1], sizes)
        weight = d[:, None]
        parts = [y, y * y, y * weight]
        self._shared = bool((sizes > 1).any())
        if self._shared:
            parts += [y * whole[0], whole[0] * weight, y * whole[1][:, None]]
        self._own = np.stack(parts, axis=1).astype(np.float32)
        self._weights = np.stack([d, d * d, d * whole[1]], axis=1).astype(np.float32)
        self._flat = self._flattened()
        self._totals = np.stack(
            [
                by_story[0].sum(axis=0),
                (by_story[0] ** 2).sum(axis=0),
                (by_story[0] * by_story[1][:, None]).sum(axis=0),
            ]
        )
        self._total_weights = float(by_story[1].sum()), float((by_story[1] ** 2).sum())

    def take(self, columns: IntArray | slice) -> _CellMoments:
        """The same cells, some features."""
        part = object.__new__(_CellMoments)
        part._shared, part._weights = self._shared, self._weights
        part._own, part._totals = self._own[:, :, columns], self._totals[:, columns]
        part._total_weights = self._total_weights
        part._flat = part._flattened()
        return part

    def _flattened(self) -> NDArray[np.float32]:
        return np.hstack([self._weights, self._own.reshape(len(self._own), -1)])

    def squared_statistic(self, labels: Labels) -> FloatArray:
        """(Difference over its linearised error) squared, with its sign; a row a labelling."""
        sums = (labels @ self._flat).astype(np.float64)
        d, dd, db = (sums[:, [k]] for k in range(3))
        y, yy, yd, *products = np.split(sums[:, 3:], self._own.shape[1], axis=1)
        ya, da, yb = products if self._shared else (yy, yd, yd)
        total_y, total_yy, total_yd = self._totals
        total_d, total_dd = self._total_weights
        with np.errstate(invalid="ignore", divide="ignore"):
            mean, rest_y, rest_d = y / d, total_y - y, total_d - d
            rest = rest_y / rest_d
            own_spread = yy - 2 * mean * yd + mean**2 * dd
            left = total_yy - 2 * ya + yy, total_yd - da - yb + yd, total_dd - 2 * db + dd
            rest_spread = left[0] - 2 * rest * left[1] + rest**2 * left[2]
            both = (ya - yy) - rest * (yb - yd) - mean * (da - yd) + mean * rest * (db - dd)
            variance = (
                np.maximum(own_spread, 0.0) / d**2
                + np.maximum(rest_spread, 0.0) / rest_d**2
                - 2 * both / (d * rest_d)
            )
            # Single precision leaves about this much of sums that cancel.
            variance[variance < 1e-7 * (total_yy / total_d**2)] = 0.0
            gap = mean - rest
            squared: FloatArray = gap * np.abs(gap) / variance
        return np.nan_to_num(squared, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _labellings(exchange: Exchange, count: int, rng: np.random.Generator) -> Iterator[Labels]:
    """Random labellings in blocks, one a row."""
    step = max(1, min(count, _LABELS_AT_ONCE // exchange.cells))
    for start in range(0, count, step):
        yield _draw_labels(exchange, min(step, count - start), rng)


def _draw_labels(exchange: Exchange, count: int, rng: np.random.Generator) -> Labels:
    labels = np.zeros((count, exchange.cells), np.float32)
    for alike in exchange.alike:
        if not alike.told:
            continue
        told = _choose(count, len(alike.starts), alike.told, rng)
        if alike.size == 1:
            labels[:, alike.starts] = told
            continue
        row, which = np.divmod(np.flatnonzero(told), len(alike.starts))
        cell = alike.starts[which] + rng.integers(0, alike.size, len(row), np.int32)
        labels.reshape(-1)[row * exchange.cells + cell] = 1.0
    return labels


def _choose(count: int, size: int, chosen: int, rng: np.random.Generator) -> Labels:
    """`chosen` of `size` at random in each row: drawn until all are different (the fewer side)."""
    few = min(chosen, size - chosen)
    labels = np.zeros((count, size), np.float32)
    if not few:
        return labels + 1.0 if chosen else labels
    rows, lack = np.arange(count), np.full(count, few)
    while len(rows):
        places = rng.integers(0, size, (len(rows), int(lack.max())))
        wanted = np.arange(places.shape[1]) < lack[:, None]
        labels[np.repeat(rows, lack), places[wanted]] = 1.0
        lack = few - np.count_nonzero(labels[rows], axis=1)
        rows, lack = rows[lack > 0], lack[lack > 0]
    return labels if few == chosen else 1.0 - labels


def sign_flip_p(differences: FloatArray, rng: np.random.Generator, rounds: Rounds) -> FloatArray:
    """Two-sided p of the mean of paired differences (rows stories, columns features; NaN unknown).

    Under no difference each story's difference is as likely to have the other sign.
    """
    filled = np.nan_to_num(differences)
    filled = (filled / np.maximum(np.sqrt((filled**2).sum(axis=0)), 1e-300)).astype(np.float32)
    extremes = Extremes(filled.sum(axis=0, dtype=np.float64) ** 2, _TIE)
    columns = np.arange(filled.shape[1])
    step = max(1, min(rounds.count, _LABELS_AT_ONCE // max(1, len(filled))))
    for start in range(0, rounds.count, step):
        size = (min(step, rounds.count - start), len(filled))
        signs = (2 * rng.integers(0, 2, size) - 1).astype(np.float32)
        extremes.add(columns, (signs @ filled).astype(np.float64) ** 2)
    moving = (filled != 0).sum(axis=0)
    least = np.maximum(log(rounds.floor), -moving * log(2.0))
    return np.where(moving > 0, extremes.p(least), np.nan)
