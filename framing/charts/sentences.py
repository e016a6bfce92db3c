"""Findings in words: the number with its interval and its n, or why there is none."""

from __future__ import annotations

import pandas as pd

from framing.charts.forest import one_row_a_group
from framing.charts.names import in_words
from framing.tables.evidence import relation_words


def describe(row: pd.Series, what: str = "", *, percent: bool = False) -> str:
    """One row of a chart's table or of a comparison as a sentence with interval and n.

    >>> row = pd.Series({"row": "A", "estimate": 0.25, "low": 0.2, "high": 0.3, "n": 40})
    >>> describe(row, "share")
    'A: share 0.25 (95 % interval 0.20 to 0.30; n = 40).'
    """
    name = next((str(row[key]) for key in ("group", "row", "name") if key in row), "")
    what = f" {what}" if what else ""
    if pd.isna(row["estimate"]):
        note = row.get("note", "")
        return f"{name}: no number{what and ' for' + what} ({note or 'nothing to measure'})."
    value, n = _words(row["estimate"], percent), f"n = {row['n']:,.0f}"
    if pd.isna(row["low"]):
        return f"{name}:{what} {value} (no interval: too few stories differ; {n})."
    low, high = _words(row["low"], percent), _words(row["high"], percent)
    return f"{name}:{what} {value} (95 % interval {low} to {high}; {n})."


def describe_statement(row: pd.Series) -> str:
    """A statement on two sides as a sentence: who, to whom, what, done or hoped, in whose voice.

    >>> told = {"source": "USA", "target": "RUS", "mutual": False, "quad": "verbal_coop"}
    >>> describe_statement(pd.Series(told | {"status": "desired", "voice": "outlet"}))
    "USA → RUS, verbal cooperation, desired, in the outlet's own voice"
    """
    return f"{relation_words(row)}, {row['status']}, in {in_words(str(row['voice']))}"


def rank_groups(comparison: pd.DataFrame, feature: str) -> pd.DataFrame:
    """Groups that are judged on a feature, the highest estimate first."""
    rows = one_row_a_group(comparison[comparison["feature"] == feature])
    return rows[rows["estimate"].notna()].sort_values("estimate", ascending=False)


def describe_difference(comparison: pd.DataFrame, feature: str, group: str) -> str:
    """How a group differs from the rest in one feature, with interval, q and n; or why unknown."""
    rows = one_row_a_group(comparison[comparison["feature"] == feature])
    rows = rows[rows["group"] == group]
    if rows.empty:
        return f"{group}: not compared in {feature}."
    row = rows.iloc[0]
    if pd.isna(row["difference"]):
        return f"{group}: no difference in {feature} ({row.get('note', '')})."
    numbers = [_words(row[f"difference{end}"]) for end in ("", "_low", "_high")]
    q = "" if pd.isna(row["q"]) else ("; q < .001" if row["q"] < 0.001 else f"; q = {row['q']:.3f}")
    return (
        f"{group}: {feature} {_words(row['estimate'])}, {numbers[0]} from the rest "
        f"(95 % interval {numbers[1]} to {numbers[2]}{q}; n = {row['n']:,.0f} articles in "
        f"{row['n_stories']:,.0f} stories)."
    )


def _words(value: float, percent: bool = False) -> str:
    if percent:
        return f"{100 * value:.0f} %"
    digits = 2 if abs(value) < 10 else 1
    return f"{value:.{digits}f}".replace("-", "−")
