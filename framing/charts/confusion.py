"""What a classifier takes for what, and whether it is as sure as it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns, plain_number, too_few
from framing.charts.style import CYCLE, EDGE, FOOT, GREY, INK, MARKS, SIGNS, SMALL
from framing.charts.text import name_lines, names_width, shorten, slanted_labels

_HIGH = 2.0  # inches of the reliability curve
_NARROW = 0.12  # inches


@styled
def draw_confusion(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    rows_are: str = "the true outlet",
    columns_are: str = "what the classifier said",
    counted: str = "articles",
) -> Chart:
    """Confusion matrix: the truth in rows, shares of each row as shades and percentages.

    `table` holds counts, index the truth, columns the answer; the last three say so in words. The
    matrix is square: a label that stands on one side only gets its row and its column.
    """
    chosen = options or ChartOptions()
    if not table.to_numpy(float).sum() > 0:
        return empty_chart(chosen, "No evidence: nothing was classified.")
    counts = _ordered(_square(table), chosen)
    foot = (
        f"Rows: {rows_are}; columns: {columns_are}; numbers: percent of the row; bold: right. "
        f"n: {counted} ({int(counts.to_numpy().sum()):,} in all); hatched: fewer than "
        f"{chosen.least}."
    )
    return _draw(counts, foot, chosen)


def _draw(counts: pd.DataFrame, foot: str, chosen: ChartOptions) -> Chart:
    columns = list(counts.columns)
    room = 1.05 if chosen.width == "column" else 1.6
    rows = [name_lines(str(name), room, SMALL) for name in counts.index]
    totals = [f"{int(n):,}" for n in counts.sum(axis=1)]
    left = EDGE + names_width(rows, SMALL) + 0.1
    space = chosen.inches - left - EDGE - names_width(totals, FOOT) - 0.12
    cell = min(0.36, space / len(columns))
    tops = slanted_labels([str(name) for name in columns], cell, room, SMALL)
    cell = min(cell, (chosen.inches - left - EDGE - tops.beyond) / len(columns))
    lean, row = tops.above, max(cell, 0.125)
    if row < 0.2:
        rows = [shorten(str(name), room, SMALL) for name in counts.index]
    tall = row * len(counts)
    chart = new_chart(chosen, lean + tall + 0.1, foot=foot)
    axes = chart.place(left, lean, cell * len(columns), tall)
    _shade(axes, counts, cell, chosen.least)
    axes.set_xticks(range(len(columns)), tops.words, **tops.style)
    axes.set_yticks(range(len(rows)), rows, linespacing=1.0)
    _frame(axes)
    _totals(chart, totals, (left + cell * len(columns) + 0.06, lean, row))
    return chart


def _square(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the same labels in rows and columns, if the two share any."""
    if not set(table.index) & set(table.columns):
        return table
    order = [*table.index, *(name for name in table.columns if name not in set(table.index))]
    return table.reindex(index=order, columns=order).fillna(0)


def _shade(axes: Axes, counts: pd.DataFrame, cell: float, least: int) -> None:
    total = counts.sum(axis=1)
    shares = counts.div(total.where(total >= least), axis=0)
    for row in np.flatnonzero(total < least):
        place = (-0.5, float(row) - 0.5)
        grey = {"facecolor": "white", "edgecolor": "#B0B0B0", "hatch": "////", "linewidth": 0}
        axes.add_patch(Rectangle(place, counts.shape[1], 1, **grey))  # type: ignore[arg-type]
    axes.imshow(
        shares, cmap=colormaps["Blues"], vmin=0, vmax=1, aspect="auto", interpolation="none"
    )
    _numbers(axes, shares, cell)


def _frame(axes: Axes) -> None:
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, pad=3)
    for edge in axes.spines.values():
        edge.set_visible(False)


def _totals(chart: Chart, totals: Sequence[str], place: tuple[float, float, float]) -> None:
    """The n of each row beside it; `place` is left, top and the height of a row."""
    left, top, row = place
    for height, words in enumerate(totals):
        at = top + (height + 0.5) * row
        chart.write(left, at, words, fontsize=FOOT, color=GREY, va="center")


def _ordered(counts: pd.DataFrame, options: ChartOptions) -> pd.DataFrame:
    order = [name for name in options.order if name in counts.index] or list(counts.index)
    columns = [name for name in order if name in counts.columns]
    columns += [name for name in counts.columns if name not in columns]
    return counts.loc[order, columns]


def _numbers(axes: Axes, shares: pd.DataFrame, cell: float) -> None:
    """Percentages in the cells, unless cells of so many inches are too narrow for them."""
    if cell < _NARROW:
        return
    size = min(FOOT, cell * 72 * 0.4)
    for (y, x), value in np.ndenumerate(shares.to_numpy(float)):
        if not value >= 0.005:
            continue
        right = shares.index[y] == shares.columns[x]
        style: Any = {"ha": "center", "va": "center_baseline", "fontsize": size}
        weight = "bold" if right else "normal"
        colour = "white" if value > 0.55 else INK
        axes.text(x, y, f"{100 * value:.0f}", color=colour, fontweight=weight, **style)


@styled
def draw_reliability(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Reliability curves: how often the classifier is right where it is so sure.

    `table` has `confidence, accuracy, n` for each bin and, to set models beside one another,
    `model`. Bars at each point are Wilson (1927) intervals.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("confidence", "accuracy", "n"), "a reliability curve")
    table = table[(table["n"] > 0) & table["accuracy"].notna()]
    if table.empty:
        return empty_chart(chosen, "No evidence: nothing was classified.")
    table = table[table["n"] >= chosen.least]
    if table.empty:
        return empty_chart(chosen, too_few("a reliability curve", chosen.least))
    if "model" not in table:
        table = table.assign(model="")
    names = list(dict.fromkeys(table["model"]))
    key = [
        (SIGNS[MARKS[k]], CYCLE[k], f"{m} (n = {_total(table, m):,})")
        for k, m in enumerate(names)
        if m
    ]
    foot = (
        f"Bars: {chosen.percent} intervals (Wilson); bins of fewer than {chosen.least} answers "
        "are not drawn; broken line: as right as sure; below it, too sure. "
        f"n = {int(table['n'].sum()):,} answers."
    )
    chart = new_chart(chosen, 0.16 + _HIGH + 0.42, foot=foot, key=key)
    axes = chart.place(0.5, 0.16, min(_HIGH * 1.25, chosen.inches - 0.62), _HIGH)
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for number, name in enumerate(names):
        part = table[table["model"] == name]
        _curve(axes, part, (CYCLE[number], MARKS[number]), chosen.confidence)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.xaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    chart.write(EDGE, 0, "share right")
    chart.write(0.5, 0.16 + _HIGH + 0.2, "mean probability given by the classifier")
    return chart


def _total(table: pd.DataFrame, name: str) -> int:
    return int(table.loc[table["model"] == name, "n"].sum())


def _curve(axes: Axes, part: pd.DataFrame, look: tuple[str, str], confidence: float) -> None:
    from scipy.stats import norm

    colour, mark = look
    part = part.sort_values("confidence")
    x, y = part["confidence"].to_numpy(float), part["accuracy"].to_numpy(float)
    n, z = part["n"].to_numpy(float), float(norm.ppf(0.5 + confidence / 2))
    middle = (y + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * np.sqrt(y * (1 - y) / n + z**2 / (4 * n**2))
    axes.vlines(x, middle - reach, middle + reach, color=colour, alpha=0.6, linewidth=1.0)
    axes.plot(x, y, color=colour, zorder=3)
    axes.scatter(x, y, s=12, color=colour, marker=mark, linewidths=0.9, zorder=4)
