"""Standardised differences: the difference in units of the articles' own spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.compare.sample import FloatArray


@dataclass(frozen=True, slots=True)
class Spread:
    """Articles of one side and the variance of their values, one a feature."""

    count: FloatArray
    variance: FloatArray


def article_spread(squares: FloatArray, y: FloatArray, d: FloatArray, count: FloatArray) -> Spread:
    """Variance of articles about their weighted mean, from sums over all cells of a side."""
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = (squares / d - (y / d) ** 2) * count / (count - 1)
    return Spread(count, np.maximum(variance, 0.0))


def pooled_deviation(first: Spread, other: Spread) -> FloatArray:
    """Standard deviation within the two sides, pooled (Cohen 1988)."""
    degrees = first.count + other.count - 2
    with np.errstate(invalid="ignore", divide="ignore"):
        within = (first.count - 1) * first.variance + (other.count - 1) * other.variance
        deviation: FloatArray = np.sqrt(within / degrees)
    return deviation


def standardise(
    ends: tuple[FloatArray, FloatArray, FloatArray],
    deviation: FloatArray,
    degrees: FloatArray,
    confidence: float,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Cohen's d and its interval from (difference, low, high).

    The error of the deviation itself, 1/(2 degrees) of d² (Hedges 1981), is joined to each end's
    distance by squares (Zou and Donner 2008). Where nothing varies, d is NaN.
    """
    from scipy.special import ndtri

    value, low, high = ends
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.where(deviation > 0, value / deviation, np.nan)
        own = (ndtri((1 + confidence) / 2) * size) ** 2 / (2 * degrees)
        below = np.sqrt(((value - low) / deviation) ** 2 + own)
        above = np.sqrt(((high - value) / deviation) ** 2 + own)
    return size, size - below, size + above
