"""Weighted sums over resampled stories, all features and all resamples at once.

A resample is a row of weights, one a story: how often the story was drawn. Every statistic here is
a function of sums that are linear in the weights, so a bootstrap is a few matrix products. The
observed sample is the resample whose weights are all 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.compare.sample import FloatArray, IntArray

_BYTES_AT_ONCE = 64_000_000  # bounds memory
_ROUNDING = 1e-6  # of a total: less than that is left over by single precision


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of one side over some stories (rows) for each feature (columns)."""

    stories: IntArray
    y: FloatArray
    d: FloatArray


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the stories of each resample (rows) for each feature: of y, d and products."""

    y: FloatArray
    d: FloatArray
    yy: FloatArray
    yd: FloatArray
    dd: FloatArray

    @property
    def mean(self) -> FloatArray:
        """The ratio estimate; NaN where nothing was drawn."""
        ratio: FloatArray = self.y / np.where(self.d > 0, self.d, np.nan)
        return ratio

    def spread(self) -> FloatArray:
        """Sum of squared residuals by story: d² times the linearised variance of the mean."""
        mean = self.mean
        return np.maximum(self.yy - 2 * mean * self.yd + mean**2 * self.dd, 0.0)

    def error(self) -> FloatArray:
        """Standard error of the mean, stories being the units (linearisation)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            error: FloatArray = np.sqrt(self.spread()) / self.d
        return error


def story_weights(stories: int, resamples: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """How often each resample (row) draws each story (column), with replacement."""
    weights = np.zeros((resamples, stories), np.uint8)
    for row in weights:
        drawn = np.bincount(rng.integers(0, stories, stories), minlength=stories)
        row[:] = np.minimum(drawn, 255)
    return weights


def weigh(weights: NDArray[np.uint8], sums: Sums, *matrices: FloatArray) -> list[FloatArray]:
    """Weighted sums of each matrix over the stories of `sums`; double for one resample alone."""
    kind = np.float32 if len(weights) > 1 else np.float64
    stacked = np.hstack(matrices).astype(kind, copy=False)
    out = np.empty((len(weights), stacked.shape[1]), kind)
    step = max(1, _BYTES_AT_ONCE // (8 * max(1, len(sums.stories))))
    for start in range(0, len(weights), step):
        drawn = weights[start : start + step, sums.stories].astype(kind)
        np.matmul(drawn, stacked, out=out[start : start + step])
    return np.split(out, len(matrices), axis=1)


def take_moments(weights: NDArray[np.uint8], sums: Sums) -> Moments:
    """Moments of one side over its own stories."""
    y, d = sums.y, sums.d
    return Moments(*weigh(weights, sums, y, d, y * y, y * d, d * d))


def rest_moments(
    weights: NDArray[np.uint8], total: Moments, own: Moments, whole: Sums, part: Sums
) -> Moments:
    """Weighted sums for all outlets but `part`, with shared stories counted once.

    `whole` holds all articles' sums on exactly the stories of `part`.
    """
    y, d = whole.y - part.y, whole.d - part.d
    left = total.d - own.d
    left = np.where(left > _ROUNDING * total.d, left, 0.0)
    changes = weigh(
        weights,
        part,
        y * y - whole.y * whole.y,
        y * d - whole.y * whole.d,
        d * d - whole.d * whole.d,
    )
    return Moments(
        total.y - own.y,
        total.d - own.d,
        *(
            old + change
            for old, change in zip((total.yy, total.yd, total.dd), changes, strict=True)
        ),
    )


def shared_spread(
    weights: NDArray[np.uint8], first: Sums, other: Sums, means: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Sum over shared stories of the product of both sides' residuals.

    `first` and `other` have the same stories.
    """
    one, two = means
    yy, yd, dy, dd = weigh(
        weights,
        first,
        first.y * other.y,
        first.y * other.d,
        first.d * other.y,
        first.d * other.d,
    )
    spread: FloatArray = yy - two * yd - one * dy + one * two * dd
    return spread


@dataclass(frozen=True, slots=True)
class Difference:
    """Difference of two sides' means in each resample, and its standard error."""

    value: FloatArray
    error: FloatArray


def difference(first: Moments, other: Moments, shared: FloatArray | float) -> Difference:
    """First less other; stories that both tell make the sides depend on one another."""
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (
            first.spread() / first.d**2
            + other.spread() / other.d**2
            - 2 * shared / (first.d * other.d)
        )
        return Difference(first.mean - other.mean, np.sqrt(np.maximum(variance, 0.0)))
