"""Who speaks: 100 % bars by side, with counts and the intervals of the two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, options_for, styled
from framing.charts.dots import need_columns, too_few
from framing.charts.style import BLUE, EDGE, FOOT, GREY, INK, RED, SMALL
from framing.charts.text import count_label, name_lines, names_width, text_width

_MIDDLE = ("#BDBDBD", "#E4E4E4", "#D2D2D2", "#F0F0F0")
_ROW = 0.22  # inches a row of one line
_FOOT = (
    "Numbers in the bars: attributions. Black lines: {} intervals over stories of the outer parts; "
    "none where too few stories differ or nothing is said. n: attributions; nothing is drawn where "
    "n is below {}."
)


@styled
def draw_speakers(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """100 % bars: the first part grows from the left, the last from the right, others between.

    `table` is that of `tabulate_speakers`: `row, part, count, estimate, low, high, n`. The outer
    parts carry their intervals; the count of each part stands in it where there is room.
    """
    chosen = options_for(options, "quote_attributions_count")
    need_columns(table, ("row", "part", "count", "estimate", "low", "high", "n"), "who speaks")
    table = table[table["estimate"].notna()]
    if table.empty:
        return empty_chart(chosen, "No evidence for who speaks: no attribution was found.")
    if not (table["n"] >= chosen.least).any():
        return empty_chart(chosen, too_few("who speaks", chosen.least))
    return _draw(table, chosen)


def _draw(table: pd.DataFrame, chosen: ChartOptions) -> Chart:
    parts = list(dict.fromkeys(table["part"]))
    colours = dict(zip(parts, [BLUE, *_MIDDLE[: len(parts) - 2], RED], strict=True))
    rows = _order(table, parts[0], chosen)
    room = 1.1 if chosen.width == "column" else 1.75
    names = [name_lines(row, room, SMALL) for row in rows]
    left = EDGE + names_width(names, SMALL) + 0.08
    counts = [count_label(table.loc[table["row"] == row, "n"].iloc[0]) for row in rows]
    right = names_width([*counts, "quotes"], FOOT) + 0.1 + EDGE
    tall = len(rows) * (_ROW if not any("\n" in name for name in names) else 0.27)
    foot = _FOOT.format(chosen.percent, chosen.least)
    key = [("■", colours[part], part) for part in parts]
    chart = new_chart(chosen, 0.14 + tall + 0.36, foot=foot, key=key)
    scale = chosen.inches - left - right
    axes = chart.place(left, 0.14, scale, tall)
    for height, row in enumerate(rows):
        part = table[table["row"] == row].set_index("part")
        if part["n"].iloc[0] < chosen.least:
            _say_few(axes, height)
        else:
            _bar(axes, part, height, colours, scale)
    _frame(axes, names)
    chart.write(left, 0.14 + tall + 0.2, "share of attributions (%)")
    edge = chosen.inches - EDGE
    chart.write(edge, 0.0, "quotes", fontsize=FOOT, color=GREY, ha="right")
    for height, words in enumerate(counts):
        at = 0.14 + (height + 0.5) * tall / len(rows)
        style = {"fontsize": FOOT, "color": GREY, "ha": "right", "va": "center"}
        chart.write(edge, at, words, **style)
    return chart


def _say_few(axes: Axes, height: int) -> None:
    style: Any = {"va": "center_baseline", "fontsize": FOOT, "style": "italic"}
    axes.text(1, height, "too few attributions", color=GREY, **style)


def _order(table: pd.DataFrame, part: str, options: ChartOptions) -> list[str]:
    there = set(table["row"])
    if options.order:
        return [row for row in options.order if row in there]
    first = table[table["part"] == part].set_index("row")
    enough = set(first.index[first["n"] >= options.least])
    value = first["estimate"]
    return sorted(there, key=lambda row: (row not in enough, -value.get(row, 0.0), row))


def _bar(
    axes: Axes, parts: pd.DataFrame, height: int, colours: dict[str, str], inches: float
) -> None:
    start = 0.0
    whiskers = _whiskers(parts, list(colours))
    for part, colour in colours.items():
        share = 100 * float(parts["estimate"].get(part, 0.0))
        axes.barh(height, share, left=start, height=0.66, color=colour, linewidth=0)
        words = count_label(float(parts["count"].get(part, 0)))
        _number(axes, (start, share, height), words, _Look(part, list(colours), whiskers, inches))
        start += share
    for low, high in whiskers:
        axes.hlines(height, low, high, color=INK, linewidth=1.1)
        axes.vlines((low, high), height - 0.12, height + 0.12, color=INK, linewidth=0.8)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a count must know to find its place: its part, all parts, intervals, inches."""

    part: str
    parts: list[str]
    whiskers: list[tuple[float, float]]
    inches: float


def _number(axes: Axes, bar: tuple[float, float, int], words: str, look: _Look) -> None:
    """The count in its bar: outer parts at the outer edge, others in the middle; not if it would
    meet an interval or leave the bar.
    """
    start, share, height = bar
    wide = 100 * text_width(words, FOOT - 0.5) / look.inches
    left, side = start + share / 2 - wide / 2, "center"
    if look.part == look.parts[0]:
        left, side = start + 1, "left"
    elif look.part == look.parts[-1]:
        left, side = start + share - 1 - wide, "right"
    free = not any(low < left + wide + 1 and high > left - 1 for low, high in look.whiskers)
    if not free or wide + 100 * 0.08 / look.inches > share:
        return
    place = {"left": left, "center": left + wide / 2, "right": left + wide}[side]
    colour = INK if side == "center" else "white"
    style: Any = {"ha": side, "va": "center_baseline", "fontsize": FOOT - 0.5, "color": colour}
    axes.text(place, height, words, **style)


def _whiskers(parts: pd.DataFrame, names: list[str]) -> list[tuple[float, float]]:
    """Intervals of the outer parts in percent; that of the last is measured from the right."""
    found = []
    for name, turned in ((names[0], False), (names[-1], True)):
        if name in parts.index and parts["count"][name]:  # nothing to put a whisker on
            low, high = (100 * float(parts[end].loc[name]) for end in ("low", "high"))
            if not np.isnan(low + high):
                found.append((100 - high, 100 - low) if turned else (low, high))
    return found


def _frame(axes: Axes, names: Sequence[str]) -> None:
    axes.set_xlim(0, 100)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, linespacing=1.0)
    axes.tick_params(axis="y", length=0, pad=4)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.spines["left"].set_visible(False)
