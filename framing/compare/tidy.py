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

Ends = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Size:
    """Articles and stories of one side that hold a value, one a feature.

    In matched mode the stories themselves are counted (`unit`).
    """

    articles: FloatArray
    stories: FloatArray
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
    estimate = _where(own, found.estimate)
    ends = [
        clip_to_unit(name, low, high)
        for name, low, high in zip(features, estimate[1], estimate[2], strict=True)
    ]
    difference, standard = _where(both, found.difference), _where(both, found.standard)
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


def _where(known: BoolArray, ends: Ends) -> Ends:
    value, low, high = (np.where(known, part, np.nan) for part in ends)
    return value, low, high


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
    if np.isnan(found.estimate[1][feature]) or np.isnan(found.estimate[2][feature]):
        reasons.append("too few stories differ for an interval")
    elif np.isnan(found.difference[1][feature]) or np.isnan(found.difference[2][feature]):
        reasons.append("too few stories differ for an interval of the difference")
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
