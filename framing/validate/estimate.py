"""Shares estimated from a stratified sample of hand codes, with intervals that respect stories.

A population of units falls into strata g of known sizes N; in each, n units were coded. A quantity
is a ratio R of two totals: of a over b, where a and b follow from the code and from what the
detector said. With b = 1 and strata "found" and "not found" R is the sum of W_h times the mean of
the codes: design-based supervised learning (Egami et al. 2023) with a binary detector.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Strata:
    """A population and its coded units.

    `sizes` are units by stratum, `stories` the same by story (rows). Of each coded unit, `stratum`
    and `story` are numbers and `code` indexes the columns of a quantity.
    """

    sizes: Floats
    stories: Floats
    stratum: Ints
    story: Ints
    code: Ints

    @property
    def coded(self) -> Floats:
        """Coded units by stratum."""
        return np.bincount(self.stratum, minlength=len(self.sizes)).astype(float)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Values of a and b by stratum (rows) and code (columns); NaN where a code cannot occur."""

    a: Floats
    b: Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and its interval; `codes` is the part of its variance that more codes would shrink.

    All is NaN where nothing can be estimated. `effective` is the number of independent units that
    would tell as much.
    """

    value: float
    low: float
    high: float
    error: float
    effective: float
    codes: float
    stories: float


NOTHING = Estimate(*(float("nan"),) * 7)


def estimate(
    strata: Strata, quantity: Quantity, deff: float = 1.0, confidence: float = 0.95
) -> Estimate:
    """The ratio of two totals with a Wilson interval at the effective number of units.

    The variance is that of the codes, from p = (x + 1) / (n + 2) in each stratum with the
    correction for a finite population, plus that of stories (`deff` times R(1 - R) over the units
    that count below the line); or, if that is larger, the linearised variance over stories.
    """
    coded = strata.coded
    if not len(strata.code) or (coded[strata.sizes > 0] == 0).any():
        return NOTHING
    counts = np.zeros(quantity.a.shape)
    np.add.at(counts, (strata.stratum, strata.code), 1.0)
    a, b = np.nan_to_num(quantity.a), np.nan_to_num(quantity.b)
    shares = counts / np.maximum(coded, 1.0)[:, None]
    total_b = float((strata.sizes * (shares * b).sum(axis=1)).sum())
    if total_b <= 0:
        return NOTHING
    value = float((strata.sizes * (shares * a).sum(axis=1)).sum()) / total_b
    possible = ~np.isnan(quantity.a)
    smooth = (counts + 2.0 / np.maximum(possible.sum(axis=1), 1)[:, None]) * possible
    smooth /= np.maximum(smooth.sum(axis=1), 1e-300)[:, None]
    below = float((strata.sizes * (smooth * b).sum(axis=1)).sum())
    centre = float((strata.sizes * (smooth * a).sum(axis=1)).sum()) / below
    residual = np.where(possible, a - value * b, 0.0)
    codes = _codes_variance(strata, coded, smooth, residual) / total_b**2
    stories = max(deff, 1.0) * centre * (1 - centre) / total_b
    linear = _story_variance(strata, coded, shares, residual) / total_b**2
    variance = max(codes + stories, linear)
    if not variance > 0:  # a share that no code could have changed
        return Estimate(value, value, value, 0.0, total_b, 0.0, 0.0)
    effective = max(centre * (1 - centre) / variance, 1.0)
    low, high = wilson(value, effective, confidence)
    return Estimate(value, low, high, float(np.sqrt(variance)), effective, codes, stories)


def _codes_variance(strata: Strata, coded: Floats, smooth: Floats, residual: Floats) -> float:
    mean = (smooth * residual).sum(axis=1)
    spread = (smooth * residual**2).sum(axis=1) - mean**2
    left = np.maximum(1 - coded / np.maximum(strata.sizes, 1.0), 0.0)
    parts = strata.sizes**2 * left * spread / np.maximum(coded, 1.0)
    return float(parts.sum())


def _story_variance(strata: Strata, coded: Floats, shares: Floats, residual: Floats) -> float:
    """Variance of the total of residuals, stories being the units of both phases."""
    mean = (shares * residual).sum(axis=1)
    sums = strata.stories @ mean
    weight = (strata.sizes / np.maximum(coded, 1.0))[strata.stratum]
    own = weight * (residual[strata.stratum, strata.code] - mean[strata.stratum])
    np.add.at(sums, strata.story, own)
    count = np.count_nonzero(strata.stories.sum(axis=1))
    return float((sums**2).sum() * count / max(count - 1, 1))


def design_effect(found: Floats, units: Floats) -> float:
    """How much more the share found varies than if units were drawn one by one; by story."""
    total = units.sum()
    share = found.sum() / total if total else 0.0
    if not 0 < share < 1:
        return 1.0
    variance = ((found - share * units) ** 2).sum() / total**2
    return max(1.0, float(variance / (share * (1 - share) / total)))


def undiluted(deff: float, weight: Floats, truth: Floats, found: Floats) -> float:
    """The design effect of the truth, from that of detections and the coded units.

    A detector that errs makes units of a story look less alike than they are: their likeness
    shrinks by the squared correlation of truth and detection (weighted, over codes; at least .1,
    below which the codes tell next to nothing of it).
    """
    total = weight.sum()
    means = [float((weight * part).sum() / total) for part in (truth, found, truth * found)]
    spread = means[0] * (1 - means[0]) * means[1] * (1 - means[1])
    if not spread > 0:
        return deff
    squared = (means[2] - means[0] * means[1]) ** 2 / spread
    return 1 + (deff - 1) / min(1.0, max(squared, 0.1))


def wilson(value: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share (Wilson 1927)."""
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    middle = (value + z2 / (2 * n)) / (1 + z2 / n)
    reach = np.sqrt(z2 / n * (value * (1 - value) + z2 / (4 * n))) / (1 + z2 / n)
    return max(0.0, float(middle - reach)), min(1.0, float(middle + reach))


def difference(
    first: Estimate, other: Estimate, confidence: float = 0.95
) -> tuple[float, float, float, float]:
    """Difference of two shares, its interval from theirs, and p (Zou and Donner 2008).

    p is that of the normal deviate whose interval would just reach 0.
    """
    gap = first.value - other.value
    low = gap - np.hypot(first.value - first.low, other.high - other.value)
    high = gap + np.hypot(first.high - first.value, other.value - other.low)
    reach = (gap - low) if gap > 0 else (high - gap)
    z = float(ndtri((1 + confidence) / 2))
    p = 2 * float(ndtr(-abs(gap) / reach * z)) if reach > 0 else float("nan")
    return gap, float(low), float(high), p


def codes_to_halve(found: Estimate, coded: int) -> int | None:
    """How many more codes would halve the interval; `None` if no number would: stories are few."""
    variance = found.error**2
    room = variance / 4 - max(variance - found.codes, 0.0)
    if not room > 0:
        return None
    return int(np.ceil(coded * (found.codes / room - 1)))
