"""Whose text came first where two outlets share it and no agency's copy explains it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns
from framing.charts.style import EDGE, FOOT, INK, LINE, PALE, SMALL
from framing.charts.text import name_lines, names_width, shorten, slanted_labels, wrap_text
from framing.lists.load import load_rows

COLUMNS = ["copier", "origin", "pairs", "words"]
_WIRE_SPREAD = 3
"""Articles that hold a passage from which on it may be agency copy that nobody credits: two papers
alone seldom share what a third has too."""


def tabulate_copying(
    pairs: pd.DataFrame, features: pd.DataFrame, by: str = "outlet"
) -> pd.DataFrame:
    """Pairs of articles that share copied passages, the later outlet first: `copier, origin, …`.

    `pairs` is what `framing reuse` writes, or has `article_id_a, article_id_b, first` (a, b or
    unknown) and `words`. Left out and counted in `attrs`: `wire` pairs, whose passage an agency may
    have sold to both (one of them credits an agency or is one, or three articles or more hold it),
    and `same_day` pairs, whose order is unknown. Pairs within one outlet are left out.
    """
    need_columns(pairs, ("article_id_a", "article_id_b", "first", "words"), "shared passages")
    if "kind" in pairs:
        pairs = pairs[pairs["kind"] == "copy"]
    group = features.set_index("article_id")[by]
    table = pairs.assign(a=pairs["article_id_a"].map(group), b=pairs["article_id_b"].map(group))
    table = table[table["a"] != table["b"]].dropna(subset=["a", "b"])
    wire = _may_be_wire(table, features)
    known = table["first"].isin(["a", "b"])
    kept = table[known & ~wire]
    a_first = kept["first"] == "a"
    kept = kept.assign(
        origin=kept["a"].where(a_first, kept["b"]), copier=kept["b"].where(a_first, kept["a"])
    )
    once = kept.groupby(["copier", "origin", "article_id_a", "article_id_b"])["words"].sum()
    found = once.reset_index().groupby(["copier", "origin"])["words"].agg(["size", "sum"])
    found = found.reset_index().rename(columns={"size": "pairs", "sum": "words"})
    found = found.reindex(columns=COLUMNS)
    found.attrs = {"wire": _pairs(table[wire]), "same_day": _pairs(table[~wire & ~known])}
    return found


def _pairs(rows: pd.DataFrame) -> int:
    return len(rows.drop_duplicates(["article_id_a", "article_id_b"]))


def _may_be_wire(table: pd.DataFrame, features: pd.DataFrame) -> pd.Series:
    """Whether an agency may have sold the passage to both."""
    agencies = {str(row["name"]) for row in load_rows("agencies", "agency")}
    wire = table["a"].isin(agencies) | table["b"].isin(agencies)
    if "agency" in features:
        credit = features.set_index("article_id")["agency"]
        for side in "ab":
            wire |= table[f"article_id_{side}"].map(credit).notna()
    if "agency_credited" in table:
        wire |= table["agency_credited"].isin(["a", "b", "both"])
    if "spread" in table:
        wire |= table["spread"] >= _WIRE_SPREAD
    return wire.astype(bool)


@styled
def draw_copying(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Matrix of pairs of articles that share a passage: rows published later, columns earlier.

    `table` is that of `tabulate_copying`: `copier, origin, pairs, words`. Outlets are ordered by
    how much stood with them first.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("copier", "origin", "pairs"), "a matrix of shared passages")
    left_out = table.attrs
    table = table[table["pairs"] > 0]
    if table.empty:
        return empty_chart(chosen, f"No two outlets share a passage{_without(left_out)}.")
    there = set(table["copier"]) | set(table["origin"])
    given = table.groupby("origin")["pairs"].sum()
    order = [name for name in chosen.order if name in there] if chosen.order else []
    order = order or sorted(there, key=lambda name: (-given.get(name, 0), str(name)))
    grid = table.pivot_table(index="copier", columns="origin", values="pairs", aggfunc="sum")
    return _draw(grid.reindex(index=order, columns=order), _without(left_out), chosen)


def _without(left_out: dict[Any, Any]) -> str:
    """What was left out, with its number of pairs if it was counted."""
    if not left_out:
        return " that no agency's copy explains and whose order is known"
    return (
        f" but for {left_out['wire']:,} pairs that agency copy may explain and "
        f"{left_out['same_day']:,} of one day, whose order is unknown"
    )


def _draw(grid: pd.DataFrame, without: str, options: ChartOptions) -> Chart:
    room = 1.05 if options.width == "column" else 1.6
    labels = [name_lines(str(name), room, SMALL) for name in grid.index]
    left = EDGE + names_width(labels, SMALL) + 0.2
    cell = min(0.36, (options.inches - left - EDGE) / (len(grid) + 1))
    tops = slanted_labels([str(name) for name in grid.columns], cell, room, SMALL)
    cell = min(cell, (options.inches - left - EDGE - tops.beyond) / len(grid))
    lean, side, row = tops.above, cell * len(grid), max(cell, 0.125)
    if row > cell or row < 0.2:
        labels = [shorten(str(name), room, SMALL) for name in grid.index]
    tall = row * len(grid)
    foot = (
        "Numbers: pairs of articles that share a passage of 12 words or more, quotations not "
        f"counted; all of them{without}. Who published first need not be whom the other copied. "
        f"n = {grid.sum().sum():,.0f} pairs."
    )
    head = wrap_text(
        "Rows: published later; columns: published earlier", options.inches - 2 * EDGE, SMALL
    )
    over = len(head) * SMALL * LINE
    chart = new_chart(options, over + lean + tall + 0.1, foot=foot)
    chart.write(EDGE, 0, "\n".join(head))
    axes = chart.place(left, over + lean, side, tall)
    _shade(axes, grid, cell)
    axes.set_xticks(range(len(grid)), tops.words, **tops.style)
    axes.set_yticks(range(len(grid)), labels, linespacing=1.0)
    _frame(axes, len(grid))
    return chart


def _shade(axes: Axes, grid: pd.DataFrame, cell: float) -> None:
    """Shades and numbers of the cells, unless cells of so many inches are too narrow for them."""
    values = grid.to_numpy(float)
    colours = colormaps["Blues"]
    scale = LogNorm(0.5, max(2.0, float(np.nanmax(values)) * 1.5))
    axes.imshow(grid, cmap=colours, norm=scale, aspect="auto", interpolation="none")
    size = min(FOOT, cell * 72 * 0.42)
    for (y, x), value in np.ndenumerate(values):
        if x == y:
            axes.plot([x - 0.3, x + 0.3], [y + 0.3, y - 0.3], color=PALE, linewidth=0.6)
        if not np.isnan(value) and cell >= 0.12:
            dark = scale(value) > 0.6
            style: Any = {"ha": "center", "va": "center_baseline", "fontsize": size}
            axes.text(x, y, f"{value:.0f}", color="white" if dark else INK, **style)


def _frame(axes: Axes, count: int) -> None:
    """Names above, and a line around every cell."""
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, pad=3)
    for edge in axes.spines.values():
        edge.set(visible=True, color=PALE)
    axes.set_xticks(np.arange(-0.5, count), minor=True)
    axes.set_yticks(np.arange(-0.5, count), minor=True)
    axes.grid(which="minor", color=PALE, linewidth=0.4)
    axes.tick_params(which="minor", length=0)
