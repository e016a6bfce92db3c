"""Tidy rows of a comparison: units put back, abstentions marked and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.compare.intervals import clip_to_unit
from framing.compare.sample import BoolArray, FloatArray

COLUMNS = (
    *("feature", "group", "against", "kind", "n", "n_stories", "estimate", "low", "high"),
    *("against_estimate", "difference", "difference_low", "difference_high"),
    *("std_difference", "std_low", "std_high", "p", "q", "note", "exchange"),
)
TEXT = ("feature", "group", "against", "kind", "note", "exchange")
MIN_STORIES = 5
MIN_DIFFERING = 5
"""Stories of a side whose value is not its commonest bound: with fewer, resamples that draw none
of them reach the ends of the interval (e to the -4 is .018, close to the tail of .025)."""

Ends = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Size:
    """Articles and stories of one side that hold a value, one a feature.

    `differing` counts those that do not lie on the commonest bound (most often 0). In matched
    mode the stories themselves are counted (`unit`).
    """

    articles: FloatArray
    stories: FloatArray
    differing: FloatArray
    unit: str = "articles"

    def enough(self, articles: int) -> BoolArray:
        """Where there is enough to judge."""
        return (self.articles >= articles) & (self.stories >= MIN_STORIES)

    def lack(self, feature: int, articles: int) -> str | None:
        """What is missing, in words."""
        if self.articles[feature] < articles:
            return f"{self.articles[feature]:.0f} {self.unit}, {articles} needed"
        if self.stories[feature] < MIN_STORIES:
            return f"{self.stories[feature]:.0f} stories, {MIN_STORIES} needed"
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """One group against another, one number a feature, in the table's own units.

    Triples are (value, low, high); `varies` is False where a feature is the same everywhere.
    """

    size: Size
    other: Size
    estimate: Ends
    against: FloatArray
    difference: Ends
    standard: Ends
    p: FloatArray
    exchange: str
    varies: BoolArray


def comparison_rows(
    labels: Mapping[str, object], features: Sequence[str], found: Found, min_articles: int
) -> pd.DataFrame:
    """One row a feature; NaN, and a note, where the sample is too small to say."""
    own = found.size.enough(min_articles)
    both = own & found.other.enough(min_articles)
    vary = found.size.differing >= MIN_DIFFERING, found.other.differing >= MIN_DIFFERING
    estimate = _where(own, vary[0], found.estimate)
    ends = [
        clip_to_unit(name, low, high)
        for name, low, high in zip(features, estimate[1], estimate[2], strict=True)
    ]
    vary_both = vary[0] & vary[1]
    difference = _where(both, vary_both, found.difference)
    standard = _where(both, vary_both, found.standard)
    rows = {
        "feature": list(features),
        **labels,
        "n": found.size.articles.astype(int),
        "n_stories": found.size.stories.astype(int),
        "estimate": estimate[0],
        "low": [low for low, _ in ends],
        "high": [high for _, high in ends],
        "against_estimate": np.where(found.other.enough(min_articles), found.against, np.nan),
        "difference": difference[0],
        "difference_low": difference[1],
        "difference_high": difference[2],
        "std_difference": standard[0],
        "std_low": standard[1],
        "std_high": standard[2],
        "p": np.where(both & found.varies, found.p, np.nan),
        "q": np.nan,
        "note": [_note(found, k, min_articles) for k in range(len(features))],
        "exchange": found.exchange,
    }
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _where(known: BoolArray, varying: BoolArray, ends: Ends) -> Ends:
    """Values where they are known, their intervals where enough stories differ too."""
    value, low, high = (np.where(known, part, np.nan) for part in ends)
    return value, np.where(varying, low, np.nan), np.where(varying, high, np.nan)


def count_differing(values: FloatArray) -> FloatArray:
    """Rows of each column that are not the commonest of least and greatest; NaN is no value.

    >>> count_differing(np.array([[0.0], [0.0], [2.0], [1.0], [np.nan]])).tolist()
    [2.0]
    """
    known = np.isfinite(values)
    low = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    at_low, at_high = ((known & (np.abs(values - end) < 1e-9)).sum(axis=0) for end in (low, high))
    differing: FloatArray = known.sum(axis=0) - np.maximum(at_low, at_high).astype(float)
    return differing


def _note(found: Found, feature: int, min_articles: int) -> str:
    """Why a row abstains, wholly or in part; empty if it does not."""
    lack = found.size.lack(feature, min_articles)
    if lack:
        return lack
    lack = found.other.lack(feature, min_articles)
    if lack:
        return f"against: {lack}"
    if not found.varies[feature]:
        return "the same value everywhere"
    reasons = []
    if found.size.differing[feature] < MIN_DIFFERING or np.isnan(found.estimate[1][feature]):
        reasons.append("too few stories differ for an interval")
    elif found.other.differing[feature] < MIN_DIFFERING or np.isnan(found.difference[1][feature]):
        reasons.append("against: too few stories differ for an interval")
    if np.isnan(found.p[feature]):
        reasons.append("no labels can change places")
    return "; ".join(reasons)


def finish_rows(parts: Sequence[pd.DataFrame], features: Sequence[str]) -> pd.DataFrame:
    """All rows in the features' order, with q over all tests (Benjamini and Hochberg 1995)."""
    from scipy.stats import false_discovery_control

    table = pd.concat(parts, ignore_index=True)
    order = table["feature"].map({name: number for number, name in enumerate(features)})
    table = table.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)
    tested = table["p"].notna()
    if tested.any():
        table.loc[tested, "q"] = false_discovery_control(table.loc[tested, "p"].to_numpy())
    return table
