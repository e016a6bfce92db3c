"""How much each actor matters in each outlet's stories: one small panel an outlet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import hide_few, need_columns, plain_number, too_few
from framing.charts.names import in_words
from framing.charts.style import BLUE, EDGE, FOOT, GREY, PALE, SMALL
from framing.charts.text import count_label, name_lines, names_width, shorten, text_width

_ROW = 0.16  # inches a row
_FOOT = (
    "Points: means; lines: {} intervals over stories; open points: no interval. Grey strokes: "
    "mean of all outlets. n: articles that have the actor; fewer than {} are not drawn."
)


@styled
def draw_salience(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    actors: Mapping[str, str] | None = None,
    label: str = "salience (0 to 1)",
    most: float = 1.0,
) -> Chart:
    """Small multiples: one panel an outlet, one row an actor, one scale for all.

    `table` has `row` (outlet), `series` (actor), `estimate, low, high, n` (articles); `actors`
    picks and names the actors, from top to bottom; `most` is the greatest possible value. Each row
    tells its own n. Short grey lines: mean of the outlets.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("row", "series", "estimate", "low", "high", "n"), "salience")
    names = dict(actors or {key: in_words(key) for key in dict.fromkeys(table["series"])})
    table = table[table["series"].isin(names)]
    if table["estimate"].isna().all():
        return empty_chart(chosen, "No evidence for salience: no actor was found.")
    table = hide_few(table, chosen.least)
    if table["estimate"].isna().all():
        return empty_chart(chosen, too_few("salience", chosen.least))
    return _draw(table, names, chosen, (label, most))


def _draw(
    table: pd.DataFrame, names: Mapping[str, str], chosen: ChartOptions, scale: tuple[str, float]
) -> Chart:
    label, most = scale
    known = table[table["estimate"].notna()]
    there = set(table["row"])
    rows = [row for row in list(chosen.order) or _judged_first(there, known) if row in there]
    labels = [name_lines(name, 1.0, FOOT) for name in names.values()]
    left = EDGE + names_width(labels, FOOT) + 0.08
    across = _across(rows, chosen.inches - left)
    step = (chosen.inches - left - EDGE) / across
    tall = _ROW * len(names) + 0.04
    block = tall + 0.42
    foot = _FOOT.format(chosen.percent, chosen.least)
    chart = new_chart(chosen, math.ceil(len(rows) / across) * block + 0.16, foot=foot)
    means = {str(k): float(v) for k, v in known.groupby("series")["estimate"].mean().items()}
    known_ends = known[["estimate", "high"]].to_numpy(float)
    top = float(np.nanmax(np.minimum(known_ends, most)))
    for number, row in enumerate(rows):
        x, y = left + number % across * step, number // across * block
        part = table[table["row"] == row].set_index("series").reindex(list(names))
        room = names_width([count_label(n) for n in part["n"].fillna(0)], FOOT) + 0.06
        axes = chart.place(x, y + 0.2, step - 0.14 - room, tall)
        _fill(axes, part.assign(high=part["high"].clip(upper=most)), means, top)
        _label(axes, labels, shown=number % across == 0)
        _name(chart, row, part["n"], (x, y, step - 0.14, tall))
    chart.write(left, chart.body - 0.15, label)
    return chart


def _label(axes: Axes, labels: Sequence[str], *, shown: bool) -> None:
    """Actors beside the panels at the edge; the others have the same rows."""
    axes.set_yticks(range(len(labels)), labels if shown else [])
    axes.tick_params(axis="y", length=0, labelsize=FOOT, pad=3)


def _across(rows: Sequence[str], room: float) -> int:
    """Panels beside one another, so that most names fit over theirs."""
    widths = [text_width(row, SMALL, bold=True) + 0.16 for row in rows]
    return max(1, min(len(rows), int(room / min(1.75, max(1.2, *widths)))))


def _judged_first(there: set[str], known: pd.DataFrame) -> list[str]:
    """Outlets by name, those without any number last."""
    judged = set(known["row"])
    return sorted(there, key=lambda row: (row not in judged, row))


def _name(
    chart: Chart, row: str, counts: pd.Series, place: tuple[float, float, float, float]
) -> None:
    """The outlet over its panel, and beside each actor the articles that its point rests on."""
    x, y, wide, tall = place
    chart.write(x, y + 0.05, shorten(row, wide, SMALL, bold=True), fontweight="bold")
    style = {"fontsize": FOOT, "color": GREY, "ha": "right", "va": "center"}
    for height, n in enumerate(counts.fillna(0)):
        at = y + 0.2 + (height + 0.5) * tall / len(counts)
        chart.write(x + wide, at, count_label(n), **style)


def _fill(axes: Axes, part: pd.DataFrame, means: Mapping[str, float], top: float) -> None:
    for height, (key, one) in enumerate(part.iterrows()):
        axes.axhline(height, color=PALE, linewidth=0.4, zorder=0)
        if key in means and pd.notna(one["estimate"]):
            axes.vlines(means[str(key)], height - 0.3, height + 0.3, color="#9A9A9A", linewidth=1.2)
        if pd.isna(one["estimate"]):
            axes.text(
                top / 2,
                height,
                "too few" if one["note"] else "none",
                fontsize=FOOT - 0.5,
                color=GREY,
                style="italic",
                va="center_baseline",
                ha="center",
            )
            continue
        bare = pd.isna(one["low"])
        if not bare:
            axes.hlines(height, one["low"], one["high"], color=BLUE, linewidth=1.2)
        face = "white" if bare else BLUE
        axes.scatter(
            [one["estimate"]], [height], s=12, c=face, edgecolors=BLUE, zorder=3, linewidths=0.9
        )
    axes.set_xlim(-0.04 * top, 1.06 * top)
    axes.set_ylim(len(part) - 0.5, -0.5)
    step = float(f"{top / 2:.1g}")
    axes.set_xticks([tick for tick in (0, step, 2 * step) if tick <= 1.06 * top])
    axes.xaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.tick_params(axis="x", labelsize=FOOT)
    axes.spines["left"].set_visible(False)
