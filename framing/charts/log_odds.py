"""Which terms mark a group: weighted log-odds against frequency."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns, plain_number, too_few
from framing.charts.labels import Label, place_labels
from framing.charts.style import ABOVE, BELOW, EDGE, GREY, INK, LINE, SMALL
from framing.charts.text import wrap_text

_TALL = 2.9  # inches of the axes


@styled
def draw_log_odds(
    table: pd.DataFrame,
    group: str,
    options: ChartOptions | None = None,
    *,
    rest: str = "the others",
    most: int = 30,
) -> Chart:
    """Log-odds of each term in `group` against the rest, over how often it stands in all.

    `table` has `term, group, count, count_rest, log_odds, low, high` and, if there, `q`. Coloured
    terms are told from no difference (q < .05, else an interval that leaves out 0) and show their
    interval; at most `most` of them are labelled, the surest first.
    """
    chosen = options or ChartOptions()
    columns = ("term", "group", "count", "count_rest", "log_odds", "low", "high")
    need_columns(table, columns, "a chart of log-odds")
    own = table[(table["group"] == group) & table["log_odds"].notna()]
    if own.empty:
        return empty_chart(chosen, f"No evidence for {group}: no term was counted.")
    own = own[own["count"] + own["count_rest"] >= chosen.least]
    if own.empty:
        return empty_chart(chosen, too_few(f"terms of {group}", chosen.least))
    lines = wrap_text(
        f"log-odds of the term (above 0: more by {group}; below: more by {rest})",
        chosen.inches - 2 * EDGE,
        SMALL,
    )
    over = len(lines) * SMALL * LINE + 0.04
    foot = _foot(own, group, rest, chosen)
    chart = new_chart(chosen, over + _TALL + 0.42, foot=foot)
    wide = chosen.inches - 0.6
    axes = chart.place(0.48, over, wide, _TALL)
    chart.write(EDGE, 0, "\n".join(lines), linespacing=1.2)
    _fill(axes, own, (wide, _TALL), most)
    chart.write(0.48, over + _TALL + 0.2, "times counted in all groups (log scale)")
    return chart


def _foot(own: pd.DataFrame, group: str, rest: str, chosen: ChartOptions) -> str:
    return (
        f"Colour: told from 0 (q < .05) with its {chosen.percent} interval; grey: not. n = "
        f"{own['count'].sum():,.0f} words in {group}, {own['count_rest'].sum():,.0f} in {rest}. "
        f"Terms counted fewer than {chosen.least} times are left out. Weighted log-odds with "
        "informative prior (Monroe, Colaresi and Quinn 2008)."
    )


def _fill(axes: Axes, own: pd.DataFrame, inches: tuple[float, float], most: int) -> None:
    total = own["count"].to_numpy(float) + own["count_rest"].to_numpy(float)
    value = own["log_odds"].to_numpy(float)
    low, high = own["low"].to_numpy(float), own["high"].to_numpy(float)
    sure = own["q"].to_numpy(float) < 0.05 if "q" in own else (low > 0) | (high < 0)
    colour = np.where(sure, np.where(value > 0, ABOVE, BELOW), "#B8B8B8")
    axes.axhline(0, color=INK, linewidth=0.6, zorder=1)
    axes.vlines(total[sure], low[sure], high[sure], color=colour[sure], alpha=0.35, linewidth=0.9)
    axes.scatter(total, value, s=9, c=list(colour), zorder=3, linewidths=0)
    axes.set_xscale("log")
    _limits(axes, total, np.concatenate([value, low[sure], high[sure]]))
    strength = np.where(sure, np.abs(value) / np.maximum(high - low, 1e-9), -1)
    best = [k for k in np.argsort(-strength, kind="stable")[:most] if sure[k]]
    logs = np.log10(total)
    axis = axes.get_xlim()
    labels = [Label(logs[k], value[k], str(own["term"].iloc[k]), str(colour[k])) for k in best]
    flat = axes.inset_axes((0, 0, 1, 1))  # a linear copy of the axes: labels are placed in inches
    flat.set(xlim=tuple(np.log10(axis)), ylim=axes.get_ylim())
    flat.axis("off")
    taken = [(float(logs[k]), float(value[k])) for k in range(len(own)) if k not in set(best)]
    taken += [(float(x), 0.0) for x in np.linspace(*flat.get_xlim(), 90)]
    for k in np.flatnonzero(sure):  # nor may a label lie over an interval or the line at 0
        taken += [(float(logs[k]), float(y)) for y in np.linspace(low[k], high[k], 9)]
    place_labels(flat, labels, inches, others=taken)


def _limits(axes: Axes, total: np.ndarray, heights: np.ndarray) -> None:
    axes.set_xlim(max(0.7, total.min() / 1.6), total.max() * 2.2)
    known = heights[~np.isnan(heights)]
    pad = 0.12 * (known.max() - known.min()) or 0.5
    axes.set_ylim(known.min() - pad, known.max() + pad)
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0), numticks=12))
    axes.xaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.tick_params(color=GREY)
