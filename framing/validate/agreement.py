"""Agreement of two coders beyond chance."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the units that both coded: how many, the share alike, and two measures beyond chance.

    `alpha` is Krippendorff's for nominal data with a bootstrap interval over units, `kappa`
    Cohen's; NaN where both gave one and the same answer throughout. `table` has the first coder's
    answers as rows, the second's as columns.
    """

    units: int
    share: float
    alpha: float
    low: float
    high: float
    kappa: float
    table: pd.DataFrame


def agreement(
    first: Mapping[str, str], second: Mapping[str, str], *, seed: int = 0, resamples: int = 500
) -> Agreement:
    """Compares the answers of two coders, by unit id (nltk's measures)."""
    both = sorted(first.keys() & second.keys())
    pairs = [(first[unit], second[unit]) for unit in both]
    nothing = float("nan")
    if not pairs:
        return Agreement(0, nothing, nothing, nothing, nothing, nothing, pd.DataFrame())
    alpha, kappa = _beyond_chance(pairs)
    rng = np.random.default_rng(seed)
    drawn = [
        _beyond_chance([pairs[k] for k in rng.integers(0, len(pairs), len(pairs))])[0]
        for _ in range(resamples)
    ]
    known = [one for one in drawn if not np.isnan(one)]
    low, high = np.quantile(known, [0.025, 0.975]) if known else (nothing, nothing)
    names = sorted({answer for pair in pairs for answer in pair})
    counts = [[pairs.count((one, other)) for other in names] for one in names]
    table = pd.DataFrame(counts, index=names, columns=names)
    share = float(np.mean([one == other for one, other in pairs]))
    return Agreement(len(pairs), share, alpha, float(low), float(high), kappa, table)


def _beyond_chance(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    from nltk.metrics.agreement import AnnotationTask

    if len({answer for pair in pairs for answer in pair}) < 2:
        return float("nan"), float("nan")
    rows = [(coder, k, pair[c]) for k, pair in enumerate(pairs) for c, coder in enumerate("ab")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        task = AnnotationTask(data=rows)
        return float(task.alpha()), float(task.kappa())
