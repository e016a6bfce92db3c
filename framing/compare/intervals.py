"""Studentised bootstrap intervals: stories are drawn, each draw is judged by its own error."""

from __future__ import annotations

import numpy as np

from framing.compare.sample import FloatArray


def studentised(
    value: FloatArray, error: FloatArray, draws: tuple[FloatArray, FloatArray], confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Low and high ends (Efron 1979; Hall 1988 on why to studentise), one a feature.

    `value` and `error` are the observed estimates and standard errors, `draws` the same by
    resample (rows). A draw without any spread counts as infinitely far off, and an interval that
    such draws reach is not given: NaN.
    """
    values, errors = draws
    with np.errstate(invalid="ignore", divide="ignore"):
        pivots = (values - value) / errors
    # 0/0: a draw without spread that hits the estimate; a draw without the side tells nothing.
    pivots[np.isnan(pivots)] = 0.0
    tail = (1.0 - confidence) / 2.0
    upper = np.quantile(pivots, 1.0 - tail, axis=0, method="higher")
    lower = np.quantile(pivots, tail, axis=0, method="lower")
    with np.errstate(invalid="ignore"):
        low, high = value - upper * error, value - lower * error
    known = np.isfinite(low) & np.isfinite(high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
