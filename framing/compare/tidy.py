"""Tidy rows of a comparison: units put back, abstentions marked and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.compare.bounds import clip_differences, clip_values, drop_residue
from framing.compare.options import CompareOptions
from framing.compare.sample import BoolArray, FloatArray, IntArray

COLUMNS = (
    *("feature", "group", "against", "kind", "n", "n_stories", "estimate", "low", "high"),
    *("against_estimate", "difference", "difference_low", "difference_high"),
    *("std_difference", "std_low", "std_high", "p", "q", "note", "exchange"),
)
MIN_POOLED = 15
"""Articles below which a pooled rate is not judged: one long article is most of the words then
(coverage of the interval .90 at 10 articles of mixed length, .94 at 15)."""
TEXT = ("feature", "group", "against", "kind", "note", "exchange")
MIN_STORIES = 5  # fewer clusters give no spread; chosen, not measured
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

    def enough(self, articles: IntArray) -> BoolArray:
        """Where there is enough to judge; `articles` are needed, one number a feature."""
        return (self.articles >= articles) & (self.stories >= MIN_STORIES)

    def lack(self, feature: int, articles: IntArray) -> str | None:
        """What is missing, in words."""
        if self.articles[feature] < articles[feature]:
            return f"{self.articles[feature]:.0f} {self.unit}, {articles[feature]} needed"
        if self.stories[feature] < MIN_STORIES:
            return f"{self.stories[feature]:.0f} stories, {MIN_STORIES} needed"
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """One group against another, one number a feature, in the table's own units.

    Triples are (value, low, high); `varies` is False where a feature is the same everywhere.
    `driven_by` names, for a comparison with the rest, the outlet without which there would be no
    difference (empty: none).
    """

    size: Size
    other: Size
    estimate: Ends
    against: FloatArray
    difference: Ends
    standard: Ends
    p: FloatArray
    exchange: Sequence[str]
    varies: BoolArray
    driven_by: Sequence[str]


def comparison_rows(
    labels: Mapping[str, object], features: Sequence[str], found: Found, options: CompareOptions
) -> pd.DataFrame:
    """One row a feature; NaN, and a note, where the sample is too small to say."""
    needed = _needed(labels["kind"], len(features), options.min_articles)
    own = found.size.enough(needed)
    both = own & found.other.enough(needed)
    vary = found.size.differing >= MIN_DIFFERING, found.other.differing >= MIN_DIFFERING
    estimate = _where(own, vary[0], found.estimate)
    difference = _where(both, vary[0] & vary[1], found.difference)
    standard = _where(both, vary[0] & vary[1], found.standard)
    against = np.where(found.other.enough(needed), found.against, np.nan)
    numbers = {
        "estimate": estimate[0],
        "low": clip_values(features, estimate[1]),
        "high": clip_values(features, estimate[2]),
        "against_estimate": against,
        "difference": difference[0],
        "difference_low": clip_differences(features, difference[1]),
        "difference_high": clip_differences(features, difference[2]),
        "std_difference": standard[0],
        "std_low": standard[1],
        "std_high": standard[2],
    }
    rows = {
        "feature": list(features),
        **labels,
        "n": found.size.articles.astype(int),
        "n_stories": found.size.stories.astype(int),
        **{name: drop_residue(values) for name, values in numbers.items()},
        "p": np.where(both & found.varies, found.p, np.nan),
        "q": np.nan,
        "exchange": list(found.exchange),
    }
    table = pd.DataFrame(rows)
    lack = [_lack(found, k, needed) for k in range(len(features))]
    told = _Notes(table, found, 1 - options.confidence)
    table["note"] = [lack[k] or told.of(k) for k in range(len(features))]
    return table[list(COLUMNS)]


def _needed(kinds: object, features: int, least: int) -> IntArray:
    """Articles that a judgement of each feature wants."""
    pooled = np.array([kind == "pooled" for kind in kinds]) if isinstance(kinds, list) else False
    return np.broadcast_to(np.where(pooled, max(least, MIN_POOLED), least), features)


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


def _lack(found: Found, feature: int, needed: IntArray) -> str:
    """Why a row says nothing at all; empty if it does."""
    lack = found.size.lack(feature, needed)
    if lack:
        return lack
    lack = found.other.lack(feature, needed)
    if lack:
        return f"against: {lack}"
    return "" if found.varies[feature] else "the same value everywhere"


class _Notes:
    """What a reader must know of a row that does say something."""

    def __init__(self, table: pd.DataFrame, found: Found, level: float) -> None:
        self._found = found
        low, high = table["difference_low"].to_numpy(), table["difference_high"].to_numpy()
        p = table["p"].to_numpy()
        self._no_p = np.isnan(p)
        self._no_estimate = table["low"].isna().to_numpy()
        self._no_difference = np.isnan(low)
        excludes = (low > 0) | (high < 0)
        self._disagree = ~np.isnan(low) & ~np.isnan(p) & (excludes != (p <= level))
        self._tells = excludes | (p <= level)

    def of(self, feature: int) -> str:
        """Reasons for empty cells, then doubts; empty if there is none."""
        notes = []
        if self._no_estimate[feature]:
            notes.append("too few stories differ for an interval")
        elif self._no_difference[feature]:
            notes.append("against: too few stories differ for an interval")
        if self._no_p[feature]:
            notes.append("no labels can change places")
        if self._disagree[feature]:
            notes.append("p and interval disagree: too close to call")
        if self._tells[feature] and self._found.driven_by[feature]:
            notes.append(f"differs from {self._found.driven_by[feature]}, not from the others")
        return "; ".join(notes)


def smallest_p(tests: int) -> float:
    """The least p that is claimed in a family of so many tests: at it, q of one alone is .01."""
    return 0.01 / max(1, tests)


def finish_rows(parts: Sequence[pd.DataFrame], features: Sequence[str]) -> pd.DataFrame:
    """All rows in the features' order, with q over all tests (Benjamini and Hochberg 1995).

    Pairs of groups come before comparisons with the rest.
    """
    from scipy.stats import false_discovery_control

    table = pd.concat(parts, ignore_index=True)
    order = table["feature"].map({name: number for number, name in enumerate(features)})
    table = table.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)
    tested = table["p"].notna()
    if tested.any():
        table.loc[tested, "q"] = false_discovery_control(table.loc[tested, "p"].to_numpy())
    return table
