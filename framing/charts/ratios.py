"""Shares and rates with intervals that know that articles on one story are not independent."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from scipy import stats

Estimate = tuple[float, float, float, int]


def ratio_with_interval(
    above: Sequence[float] | pd.Series,
    below: Sequence[float] | pd.Series,
    cluster: Sequence[Hashable] | pd.Series,
    confidence: float = 0.95,
) -> Estimate:
    """Sum over sum with a linearised interval over clusters (Cochran 1977).

    n counts clusters with something below the line. One cluster has no interval. Where no cluster
    differs from the others (all shares 0, say), the interval is that of Wilson (1927) with one
    observation a cluster, between the least and greatest value that a share can have.
    """
    sums = pd.DataFrame(
        {"above": np.asarray(above, float), "below": np.asarray(below, float), "of": list(cluster)}
    )
    sums = sums.groupby("of", sort=False).sum()
    sums = sums[sums["below"] > 0]
    count, total = len(sums), float(sums["below"].sum())
    if not count:
        return math.nan, math.nan, math.nan, 0
    estimate = float(sums["above"].sum()) / total
    if count == 1:
        return estimate, math.nan, math.nan, 1
    residual = sums["above"] - estimate * sums["below"]
    error = math.sqrt(count / (count - 1) * float((residual**2).sum())) / total
    if error < 1e-12 and abs(estimate) in (0.0, 1.0):
        low, high = _wilson(estimate, count, confidence)
        return estimate, low, high, count
    reach = float(stats.t.ppf(0.5 + confidence / 2, count - 1)) * error
    return estimate, estimate - reach, estimate + reach, count


def mean_with_interval(
    values: Sequence[float] | pd.Series,
    cluster: Sequence[Hashable] | pd.Series,
    confidence: float = 0.95,
) -> Estimate:
    """Mean over rows with an interval over clusters; n counts clusters."""
    return ratio_with_interval(values, np.ones(len(values)).tolist(), cluster, confidence)


def clip_interval(found: Estimate, low: float, high: float) -> Estimate:
    """The estimate with its interval kept between the least and the greatest possible value."""
    estimate, least, most, count = found
    if math.isnan(least):
        return found
    return estimate, max(low, least), min(high, most), count


def _wilson(estimate: float, count: int, confidence: float) -> tuple[float, float]:
    far = float(stats.norm.ppf(0.5 + confidence / 2)) ** 2 / count
    edge = far / (1 + far)  # of a share of 0 or 1
    if estimate == 0:
        return 0.0, edge
    return (1 - edge, 1.0) if estimate > 0 else (-1.0, -1 + 2 * edge)
