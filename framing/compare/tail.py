"""Small p values: counted among the statistics drawn, or read off their fitted tail."""

from __future__ import annotations

import numpy as np

from framing.compare.sample import FloatArray, IntArray

_KEPT = 250  # greatest statistics a feature: as in Knijnenburg et al. (2009)
_TAIL = 0.1  # at most this share of what was drawn is the tail
_ENOUGH = 10  # as many draws beyond the observed statistic: counting is exact enough


class Extremes:
    """Counts draws that reach the observed statistics and keeps the greatest of them.

    Statistics are squares with the sign of what was squared; draws count on the observed side.
    """

    def __init__(self, observed: FloatArray, tie: float) -> None:
        self.observed = np.abs(observed)
        self._side = np.where(observed < 0, -1.0, 1.0)
        self.reached: IntArray = np.zeros(len(observed), np.int64)
        self.drawn: IntArray = np.zeros(len(observed), np.int64)
        self._tie = tie
        self._greatest = np.zeros((_KEPT + 1, len(observed)))

    def add(self, columns: IntArray, statistics: FloatArray) -> None:
        """Statistics of more draws (rows) of some features."""
        statistics = statistics * self._side[columns]
        self.reached[columns] += (statistics >= self.observed[columns] * self._tie).sum(axis=0)
        self.drawn[columns] += len(statistics)
        both = np.vstack([self._greatest[:, columns], statistics])
        self._greatest[:, columns] = np.partition(both, -(_KEPT + 1), axis=0)[-(_KEPT + 1) :]

    def p(self, log_least: float | FloatArray) -> FloatArray:
        """One-sided: (1 + reached) / (1 + drawn), or the fitted tail where few reached it.

        The tail never goes below exp(`log_least`), the smallest p that may be claimed.
        """
        counted = (1 + self.reached) / (1 + self.drawn)
        few = np.flatnonzero((self.reached < _ENOUGH) & np.isfinite(self.observed))
        if len(few):
            least = np.broadcast_to(np.exp(log_least), counted.shape)[few]
            fitted = np.array([self._tail(int(column)) for column in few])
            counted[few] = np.minimum(counted[few], np.maximum(fitted, least))
        return counted

    def _tail(self, column: int) -> float:
        """p by a generalised Pareto tail (probability-weighted moments, Hosking and Wallis 1987).

        Squared studentised statistics fall off about exponentially; a shape below 0 (an end beyond
        which nothing is possible) is taken as 0, which errs towards larger p.
        """
        drawn = int(self.drawn[column])
        size = min(_KEPT, int(_TAIL * drawn))
        ordered = np.sort(self._greatest[:, column])[-(size + 1) :]
        threshold, excess = ordered[0], ordered[1:] - ordered[0]
        beyond = self.observed[column] - threshold
        if beyond <= 0 or not np.isfinite(excess).all() or excess[-1] <= 0:
            return 1.0
        mean = float(excess.mean())
        weighted = float((excess * (1 - (np.arange(1, size + 1) - 0.35) / size)).mean())
        shape = 2.0 - mean / (mean - 2 * weighted)
        scale = 2 * mean * weighted / (mean - 2 * weighted)
        if not 0.0 < shape < 1.0:
            shape, scale = 0.0, mean
        share = size / drawn
        if shape == 0.0:
            return float(share * np.exp(-beyond / scale))
        return float(share * (1 + shape * beyond / scale) ** (-1 / shape))
