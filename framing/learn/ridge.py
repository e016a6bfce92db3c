"""One linear model for all of a task's labels: ridge regression on features of passages.

Solved by conjugate gradients in the space of passages, so that a few thousand labelled passages
take a second on one core; no random numbers, so that a training is the same each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.passages import Described, Floats, PassageFeatures, add_runs

Matrix = Any
_ROWS = 64  # times 96 dimensions and 22 labels; of the frames layer it halves the processor time
# Of conjugate gradients, and the error left at which they stop; chosen, not measured.
_STEPS, _TOLERANCE = 60, 1e-3


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Weights of grams and of vector dimensions, a column a label; scores are about -1 to 1."""

    gram_weights: Floats
    dense_weights: Floats
    intercept: Floats

    def score(self, described: Described) -> Floats:
        """A row a passage, a column a label; the same whatever passages stand beside it."""
        # The order in which a product adds up depends on its size: doubles, rounded, hide that.
        dense, weights = described.dense, self.dense_weights.astype(np.float64)
        total = np.empty((len(dense), weights.shape[1]))
        # A few rows at a time: from a quarter of a million steps on a product is shared among
        # threads, whose waiting for each other costs more than the product.
        for first in range(0, len(dense), _ROWS):
            some = slice(first, first + _ROWS)
            np.matmul(dense[some].astype(np.float64), weights, out=total[some])
        total += self.intercept
        if len(described.passage):
            opens = np.flatnonzero(np.diff(described.passage, prepend=-1))
            sums = add_runs(self.gram_weights, described.gram, opens, described.value)
            total[described.passage[opens]] += sums
        scores: Floats = np.round(total, 5).astype(np.float32)
        return scores


def as_matrix(features: PassageFeatures, described: Described, dense_share: float) -> Matrix:
    """A sparse row a passage; `dense_share` is how much the vectors weigh beside the words."""
    # Only training needs it: importing it takes a fifth of the start of a run.
    from scipy.sparse import csr_matrix, hstack

    count = len(described.dense)
    shape = (count, len(features.grams))
    sparse = csr_matrix((described.value, (described.passage, described.gram)), shape=shape)
    dense = csr_matrix(np.sqrt(np.float32(dense_share)) * described.dense)
    return hstack([sparse, dense], format="csr", dtype=np.float32)


def fit(matrix: Matrix, targets: NDArray[Any], penalty: float) -> tuple[Floats, Floats]:
    """Weights and intercepts, a column a label; targets are any numbers, as a rule -1 and 1."""
    wanted = np.asarray(targets, np.float32)
    intercept: Floats = wanted.mean(axis=0)
    return _solve(matrix, wanted - intercept, penalty), intercept


def as_model(weights: Floats, intercept: Floats, grams: int, dense_share: float) -> LinearModel:
    """The model of weights that `fit` found on rows of `as_matrix`."""
    dense: Floats = weights[grams:] * np.sqrt(np.float32(dense_share))
    return LinearModel(weights[:grams], dense, intercept)


def _solve(matrix: Matrix, wanted: Floats, penalty: float) -> Floats:
    turned = matrix.T.tocsr() if hasattr(matrix, "tocsr") else matrix.T
    found = np.zeros_like(wanted)
    left = wanted.copy()
    step = left.copy()
    size = (left * left).sum(axis=0)
    enough = _TOLERANCE**2 * size
    for _ in range(_STEPS):
        if (size <= enough).all():
            break
        moved = matrix @ (turned @ step) + penalty * step
        along = size / np.maximum((step * moved).sum(axis=0), 1e-12)
        found += along * step
        left -= along * moved
        new = (left * left).sum(axis=0)
        step = left + new / np.maximum(size, 1e-12) * step
        size = new
    weights: Floats = turned @ found
    return weights


def folds(groups: NDArray[Any], count: int, seed: int = 0) -> NDArray[np.int64]:
    """A fold for each row, so that rows of one group stand in one fold."""
    _, number = np.unique(groups, return_inverse=True)
    order = np.random.default_rng(seed).permutation(number.max() + 1) % count
    chosen: NDArray[np.int64] = order[number]
    return chosen


def held_out_scores(
    matrix: Matrix,
    targets: NDArray[Any],
    groups: NDArray[Any],
    penalty: float,
    *,
    count: int = 5,
    seed: int = 1,
) -> Floats:
    """Scores of each row by a model that saw no row of its group."""
    scores = np.zeros(targets.shape, np.float32)
    fold = folds(groups, count, seed)
    for number in np.unique(fold):
        held = fold == number
        weights, intercept = fit(matrix[~held], targets[~held], penalty)
        scores[held] = matrix[held] @ weights + intercept
    return scores


def best_cut(labels: NDArray[Any], scores: NDArray[Any], smooth: int = 7) -> float:
    """The score from which on calling a passage labelled gives the best F1.

    F1 is smoothed over `smooth` neighbouring cuts: on few labels the very best cut is luck. With no
    label at all, the cut lies above all scores.
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(labels[order])
    if not len(order) or right[-1] == 0:
        return float(scores.max() + 1) if len(scores) else 0.0
    f1 = 2 * right / (np.arange(1, len(order) + 1) + right[-1])
    padded = np.pad(f1, smooth // 2, mode="edge")
    best = int(np.argmax(np.convolve(padded, np.ones(smooth) / smooth, "valid")))
    following = min(best + 1, len(order) - 1)
    return float(scores[order[best]] + scores[order[following]]) / 2
