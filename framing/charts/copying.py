"""Who copies whom: a directed matrix of articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm

from framing.charts.dots import need_columns
from framing.charts.style import (
    EDGE,
    FOOT,
    INK,
    LINE,
    PALE,
    SMALL,
    Chart,
    ChartOptions,
    empty_chart,
    new_chart,
    styled,
)
from framing.charts.text import name_lines, names_width, shorten, slanted_labels, wrap_text


@styled
def draw_copying(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Matrix: rows copy from columns; each number counts pairs of articles that share a passage.

    `table` is that of `tabulate_copying`: `copier, origin, pairs, words`. Outlets are ordered by
    how much is copied from them.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("copier", "origin", "pairs"), "a matrix of copying")
    table = table[table["pairs"] > 0]
    if table.empty:
        return empty_chart(chosen, "No evidence of copying: no two outlets share a passage.")
    there = set(table["copier"]) | set(table["origin"])
    given = table.groupby("origin")["pairs"].sum()
    order = [name for name in chosen.order if name in there] if chosen.order else []
    order = order or sorted(there, key=lambda name: (-given.get(name, 0), str(name)))
    grid = table.pivot_table(index="copier", columns="origin", values="pairs", aggfunc="sum")
    return _draw(grid.reindex(index=order, columns=order), chosen)


def _draw(grid: pd.DataFrame, options: ChartOptions) -> Chart:
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
        "Numbers: pairs of articles that share a copied passage (12 words or more, quotations not "
        "counted), the later one in the row; pairs of one day, whose order is unknown, are left "
        f"out. n = {grid.sum().sum():,.0f} pairs."
    )
    head = wrap_text("Rows copied from columns", options.inches - 2 * EDGE, SMALL)
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
