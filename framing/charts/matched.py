"""The same stories told by two outlets: one line a story."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns, plain_number
from framing.charts.ratios import clip_interval, mean_with_interval
from framing.charts.style import ABOVE, BELOW, EDGE, LINE, SMALL
from framing.charts.text import shorten, wrap_text

_TALL = 2.3  # inches of the axes


@styled
def draw_matched(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    left: str,
    right: str,
    label: str,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> Chart:
    """Slope chart: one thin line a story from `left` to `right`, and the mean as a thick one.

    `table` is that of `tabulate_matched`: `story, left, right`, one row a story that both told.
    `bounds` is what the measure cannot leave.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("story", "left", "right"), "a slope chart")
    table = table.dropna(subset=["left", "right"])
    if table.empty:
        return empty_chart(chosen, f"No story is told by both {left} and {right}.")
    if len(table) < chosen.least:
        told = f"Too few stories: {left} and {right} both told {len(table)}"
        return empty_chart(chosen, f"{told}; {chosen.least} is the least that is drawn.")
    foot = _foot(table, chosen, (left, right), bounds)
    lines = wrap_text(label, chosen.inches - 2 * EDGE, SMALL)
    over = len(lines) * SMALL * LINE + 0.06
    chart = new_chart(chosen, over + _TALL + 0.3, foot=foot)
    chart.write(EDGE, 0, "\n".join(lines), linespacing=1.2)
    axes = chart.place(0.5, over, chosen.inches - 0.62, _TALL)
    _fill(axes, table)
    axes.set_xlim(-0.38, 1.38)
    room = (chosen.inches - 0.62) * 0.42
    axes.set_xticks([0, 1], [shorten(left, room, SMALL), shorten(right, room, SMALL)])
    axes.tick_params(axis="x", length=0)
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    return chart


def _foot(
    table: pd.DataFrame, chosen: ChartOptions, names: tuple[str, str], bounds: tuple[float, float]
) -> str:
    left, right = names
    change = table["right"] - table["left"]
    found = mean_with_interval(change, table["story"], chosen.confidence)
    mean, low, high, n = clip_interval(found, bounds[0] - bounds[1], bounds[1] - bounds[0])
    spread = (
        "" if np.isnan(low) else f" ({chosen.percent} interval {_signed(low)} to {_signed(high)})"
    )
    return (
        "Thin lines: one story each (purple up, orange down); thick line: means. "
        f"{right} − {left}: {_signed(mean)}{spread}; n = {n} stories that both told."
    )


def _fill(axes: Axes, table: pd.DataFrame) -> None:
    values = table[["left", "right"]].to_numpy(float)
    fade = float(np.clip(12 / len(values), 0.12, 0.7))
    for one, two in values:
        colour = ABOVE if two > one else BELOW if two < one else "#777777"
        axes.plot([0, 1], [one, two], color=colour, alpha=fade, linewidth=0.8, zorder=2)
    axes.scatter(np.repeat([[0, 1]], len(values), 0), values, s=5, color="#777777", zorder=3)
    means = values.mean(axis=0)
    axes.plot([0, 1], means, color="black", linewidth=2.4, marker="o", markersize=4, zorder=4)
    for place, value, side in ((0, means[0], "right"), (1, means[1], "left")):
        words, shift = _plain(value), 0.03 if place else -0.03
        axes.text(place + shift, value, words, ha=side, va="center", fontweight="bold")
    for place in (0, 1):
        axes.axvline(place, color="#BBBBBB", linewidth=0.6, zorder=1)


def _plain(value: float) -> str:
    return f"{value:.{2 if abs(value) < 10 else 1}f}".replace("-", "−")


def _signed(value: float) -> str:
    return f"{value:+.2g}".replace("-", "−")
