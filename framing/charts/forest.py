"""One feature over all outlets: each with its interval, and how far it is from the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, empty_chart, options_for, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots, need_columns, too_few
from framing.charts.names import axis_label, describe_feature, possible_range

_VALUE, _DIFFERENCE = "value", "difference"


@styled
def draw_forest(
    comparison: pd.DataFrame, feature: str, options: ChartOptions | None = None
) -> Chart:
    """Forest plot: the estimate of each group with its interval, greatest on top.

    `comparison` has `feature, group, estimate, low, high, n` and, to set each group against the
    rest, `against`; with `difference, difference_low, difference_high` a second panel has the
    distance from all others around a line at 0. Without a title the chart is titled by what the
    feature measures. A group without an interval (too few stories differ) is an open point;
    groups of fewer than `options.least` articles are left out, unless `options.order` names them,
    and the words under the chart say how many they are.
    """
    chosen = options_for(options, feature)
    need_columns(comparison, ("feature", "group", "estimate", "low", "high", "n"), "a forest plot")
    rows = one_row_a_group(comparison[comparison["feature"] == feature])
    if not chosen.title:
        chosen = replace(chosen, title=describe_feature(feature).rstrip("."))
    every = rows["group"].nunique()
    if not chosen.order:
        rows = rows[rows["n"] >= chosen.least]
    if rows.empty:
        return empty_chart(chosen, too_few("a forest plot", chosen.least))
    unit = axis_label(feature)
    table = [_panel(rows, _VALUE, "", possible_range(feature))]
    panels = [Panel(_VALUE, "Each by itself", unit, from_zero=True)]
    if {"difference", "difference_low", "difference_high"} <= set(rows.columns):
        table.append(_panel(rows, _DIFFERENCE, "difference"))
        ends = ("← less", "more →")
        panels.append(Panel(_DIFFERENCE, "Minus all others", "", None, None, ends, True))
    why = OPEN if "note" in rows else "open points: no interval"
    foot = (
        f"Points: estimates; lines: {chosen.percent} intervals; {why}. n: articles."
        f"{_left_out(every - len(rows), chosen)}"
    )
    dots = Dots(tuple(panels), (Series(""),), "n", foot)
    return draw_dots(pd.concat(table), dots, chosen, describe_feature(feature).rstrip("."))


def _left_out(few: int, chosen: ChartOptions) -> str:
    if not few or chosen.order:
        return ""
    return f" Left out: {few} with fewer than {chosen.least} articles."


def _panel(
    rows: pd.DataFrame, panel: str, column: str, bounds: tuple[float, float] = (-np.inf, np.inf)
) -> pd.DataFrame:
    """Rows of one panel; intervals stay inside what the feature can be."""
    names = [f"{column}_{end}" if column else end for end in ("low", "high")]
    table = rows[["group", "n"]].rename(columns={"group": "row"})
    table = table.assign(panel=panel, series="", estimate=rows[column or "estimate"])
    for end, name in zip(("low", "high"), names, strict=True):
        table[end] = rows[name].astype(float).clip(*bounds)
    return table.assign(note=rows.get("note", ""))


def one_row_a_group(rows: pd.DataFrame) -> pd.DataFrame:
    """Of a comparison the rows against the rest, or the first of each group."""
    if "against" in rows and (rows["against"] == "rest").any():
        rows = rows[rows["against"] == "rest"]
    return rows.drop_duplicates("group")
