"""One feature over all outlets, each with its interval."""

from __future__ import annotations

import pandas as pd

from framing.charts.dots import Dots, Panel, Series, draw_dots, need_columns
from framing.charts.style import Chart, ChartOptions, styled
from framing.charts.wording_of import axis_label, describe_feature


@styled
def draw_forest(
    comparison: pd.DataFrame, feature: str, options: ChartOptions | None = None
) -> Chart:
    """Forest plot: the estimate of each group with its interval, greatest on top.

    `comparison` has `feature, group, estimate, low, high, n` and, to set each group against the
    rest, `against`. The broken line is the mean of the groups' estimates. A group without an
    interval (one article, too few stories) is an open point.
    """
    chosen = options or ChartOptions()
    need_columns(comparison, ("feature", "group", "estimate", "low", "high", "n"), "a forest plot")
    rows = one_row_a_group(comparison[comparison["feature"] == feature])
    table = rows.rename(columns={"group": "row"}).assign(panel=feature, series="")
    foot = (
        f"Points: estimates; lines: {chosen.percent} intervals; open points: no interval "
        "(too few stories). Broken line: mean of the rows. n: articles."
    )
    panel = Panel(feature, describe_feature(feature), axis_label(feature), _mean(table))
    dots = Dots((panel,), (Series(""),), "articles", foot)
    return draw_dots(table, dots, chosen, feature)


def one_row_a_group(rows: pd.DataFrame) -> pd.DataFrame:
    """Of a comparison the rows against the rest, or the first of each group."""
    if "against" in rows and (rows["against"] == "rest").any():
        rows = rows[rows["against"] == "rest"]
    return rows.drop_duplicates("group")


def _mean(table: pd.DataFrame) -> float | None:
    known = table["estimate"].dropna()
    return float(known.mean()) if len(known) > 1 else None
