"""Shares and rates with intervals that know that articles on one story are not independent."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from framing.compare.intervals import studentised
from framing.compare.moments import Sums, story_weights, take_moments
from framing.compare.sample import FloatArray
from framing.compare.tidy import MIN_DIFFERING, MIN_STORIES, count_differing

_MANY = 60  # clusters from which on the closed form is as wide as the bootstrap (within 2 %)
_DRAWS = 2000  # resamples of the bootstrap; chosen, not measured

Estimate = tuple[float, float, float, int]


def ratio_with_interval(
    above: Sequence[float] | pd.Series,
    below: Sequence[float] | pd.Series,
    cluster: Sequence[Hashable] | pd.Series,
    confidence: float = 0.95,
    *,
    linear: bool = False,
) -> Estimate:
    """Sum over sum with the interval that `framing compare` gives: studentised, over clusters.

    n counts clusters with something below the line. Fewer than 5 clusters have no interval, nor
    have fewer than 5 that differ from the commonest bound (mostly 0), as there. From 60 clusters
    on it is the linearised one (Cochran 1977), which is the same then; with `linear` always. Where
    no cluster differs from the others (all shares 0, say), it is that of Wilson (1927) with one
    observation a cluster, between the least and greatest value that a share can have.
    """
    y, d = _by_cluster(above, below, cluster)
    count, total = len(d), float(d.sum())
    if not count:
        return math.nan, math.nan, math.nan, 0
    estimate = float(y.sum()) / total
    if count < MIN_STORIES:
        return estimate, math.nan, math.nan, count
    residual = y - estimate * d
    error = math.sqrt(count / (count - 1) * float((residual**2).sum())) / total
    if error < 1e-12 and abs(estimate) in (0.0, 1.0):
        low, high = _wilson(estimate, count, confidence)
        return estimate, low, high, count
    if not linear and count_differing((y / d)[:, None])[0] < MIN_DIFFERING:
        return estimate, math.nan, math.nan, count
    if count < _MANY and error > 0 and not linear:
        return estimate, *_studentised(y, d, confidence), count
    reach = float(stats.t.ppf(0.5 + confidence / 2, count - 1)) * error
    return estimate, estimate - reach, estimate + reach, count


def _by_cluster(
    above: Sequence[float] | pd.Series,
    below: Sequence[float] | pd.Series,
    cluster: Sequence[Hashable] | pd.Series,
) -> tuple[FloatArray, FloatArray]:
    """Sums of both over each cluster with something below the line; what is not known adds 0."""
    numbers, names = pd.factorize(pd.Series(list(cluster), dtype=object))
    known = numbers >= 0
    y, d = np.zeros(len(names)), np.zeros(len(names))
    for total, part in ((y, above), (d, below)):
        np.add.at(total, numbers[known], np.nan_to_num(np.asarray(part, float))[known])
    return y[d > 0], d[d > 0]


def _studentised(above: FloatArray, below: FloatArray, confidence: float) -> tuple[float, float]:
    """Ends of the interval from draws of the clusters."""
    y, d = above[:, None], below[:, None]
    every = Sums(np.arange(len(y)), y - y.sum() / d.sum() * d, d)  # centred: no digits are lost
    sample = take_moments(np.ones((1, len(y)), np.uint8), every)
    draws = take_moments(_weights(len(y)), every)
    ends = studentised(sample.mean[0], sample.error()[0], (draws.mean, draws.error()), confidence)
    centre = float(y.sum() / d.sum())
    low, high = (centre + float(end[0]) for end in ends)
    return low, high


@lru_cache(maxsize=_MANY)
def _weights(count: int) -> NDArray[np.uint8]:
    return story_weights(count, _DRAWS, np.random.default_rng(0))


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
