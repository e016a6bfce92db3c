"""A measure over time: smoothed lines with bands, points for each period, rules for events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns, plain_number, too_few
from framing.charts.names import in_words
from framing.charts.style import EDGE, FOOT, GREY, INK, LINE, SIGNS, SMALL, look
from framing.charts.text import text_width, wrap_text
from framing.errors import UsageError

_TALL = 1.7  # inches of the axes


@styled
def draw_timeline(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    label: str,
    names: Mapping[str, str] | None = None,
    events: Mapping[str, str] | None = None,
    reference: float | None = None,
) -> Chart:
    """Smoothed lines with bands, by series; each period's own estimate as a point.

    `table` is that of `tabulate_timeline`: `series, date, kind ("line" or "point"), estimate, low,
    high, n`. `names` words the series; the voices keep the colours they have in all charts.
    `events` maps days (YYYY-MM-DD) to short words; those outside the time drawn are left out. The
    area of a point grows with its n. Raises `UsageError` for a day that is none.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("series", "date", "kind", "estimate", "low", "high", "n"), "a timeline")
    table = table[table["estimate"].notna()]
    if table.empty:
        return empty_chart(chosen, "No evidence over time: nothing dated was found to count.")
    ends = (pd.to_datetime(table["date"]).min(), pd.to_datetime(table["date"]).max())
    rules = _placed_events(events or {}, ends, chosen.inches - 0.62)
    table = table[(table["kind"] == "line") | (table["n"] >= chosen.least)]
    series = list(dict.fromkeys(table["series"]))
    if not series:
        return empty_chart(chosen, too_few("a timeline", chosen.least))
    looks = {key: look(str(key), number) for number, key in enumerate(series)}
    lines = wrap_text(label, chosen.inches - 2 * EDGE, SMALL)
    over = _room_for(rules) + len(lines) * SMALL * LINE + 0.04
    key = _key(looks, names or {})
    chart = new_chart(chosen, over + _TALL + 0.25, foot=_foot(table, chosen), key=key)
    axes = chart.place(0.5, over, chosen.inches - 0.62, _TALL)
    for number, name in enumerate(series):
        _draw_series(axes, table[table["series"] == name], looks[name], number)
    chart.write(EDGE, 0, "\n".join(lines), linespacing=1.2)
    _frame(axes, table, ends, reference)
    _draw_rules(chart, axes, rules, over)
    return chart


def _key(
    looks: Mapping[str, tuple[str, str]], names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Entries of the key; a single series needs none."""
    every = [
        (SIGNS[mark], colour, names.get(k, in_words(k))) for k, (colour, mark) in looks.items()
    ]
    return every if len(every) > 1 else []


def _room_for(rules: Sequence[tuple[pd.Timestamp, str, int]]) -> float:
    """Inches that the words of events take."""
    levels = 1 + max((level for _, _, level in rules), default=-1)
    return levels * FOOT * LINE + (0.08 if levels else 0)


def _foot(table: pd.DataFrame, options: ChartOptions) -> str:
    count = int(table.loc[table["kind"] == "point", "n"].sum())
    return (
        f"Lines: smoothed; bands: {options.percent} intervals over stories. Points: each period by "
        f"itself, area by n ({count:,} in all), none below {options.least}."
    )


def _draw_rules(
    chart: Chart, axes: Axes, rules: Sequence[tuple[pd.Timestamp, str, int]], over: float
) -> None:
    wide = float(chart.get_size_inches()[0])
    for day, words, level in rules:
        axes.axvline(_number(day), color=GREY, linewidth=0.6, linestyle=(0, (2, 2)), zorder=1)
        at = 0.5 + (wide - 0.62) * _along(day, axes)
        top = over - 0.05 - (level + 1) * FOOT * LINE
        room = text_width(words, FOOT)
        at = min(max(at, EDGE + room / 2), wide - EDGE - room / 2)
        chart.write(at, top, words, fontsize=FOOT, color=GREY, ha="center")


def _along(day: pd.Timestamp, axes: Axes) -> float:
    low, high = axes.get_xlim()
    return (_number(day) - low) / (high - low)


def _number(day: pd.Timestamp) -> float:
    """The day as matplotlib's axes count it."""
    return float((day - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1))


def _placed_events(
    events: Mapping[str, str], ends: tuple[pd.Timestamp, pd.Timestamp], inches: float
) -> list[tuple[pd.Timestamp, str, int]]:
    """Events in the time drawn, each on the lowest level where its words have room."""
    placed: list[tuple[pd.Timestamp, str, int]] = []
    taken: list[float] = []
    span = max(1, (ends[1] - ends[0]).days)
    for text, words in sorted(events.items()):
        day = pd.to_datetime(text, errors="coerce")
        if pd.isna(day):
            raise UsageError(f"event {text!r} ({words}): expected a day as YYYY-MM-DD")
        if not ends[0] <= day <= ends[1]:
            continue
        middle = inches * (day - ends[0]).days / span
        half = text_width(words, FOOT) / 2 + 0.04
        middle = min(max(middle, half - 0.4), inches - half + 0.05)
        level = next((k for k, edge in enumerate(taken) if edge <= middle - half), len(taken))
        taken[level : level + 1] = [middle + half]
        placed.append((day, words, level))
    return placed


def _draw_series(axes: Axes, part: pd.DataFrame, drawn: tuple[str, str], number: int) -> None:
    colour, mark = drawn
    line = part[part["kind"] == "line"].sort_values("date")
    days = pd.to_datetime(line["date"]).to_numpy()
    axes.fill_between(
        days,
        line["low"].to_numpy(float),
        line["high"].to_numpy(float),
        color=colour,
        alpha=0.18,
        linewidth=0,
        zorder=2,
    )
    dash = ("-", (0, (5, 1.5)), (0, (1.5, 1)))[number % 3]  # told apart without colour too
    numbers = line["estimate"].to_numpy(float)
    axes.plot(days, numbers, color=colour, linewidth=1.5, linestyle=dash, zorder=3)
    point = part[part["kind"] == "point"]
    area = 4 + 36 * point["n"].to_numpy(float) / max(1.0, float(point["n"].max() or 1))
    axes.scatter(
        pd.to_datetime(point["date"]).to_numpy(),
        point["estimate"].to_numpy(float),
        s=area,
        marker=mark,
        color=colour,
        alpha=0.35,
        linewidths=0,
        zorder=2,
    )


def _frame(
    axes: Axes,
    table: pd.DataFrame,
    ends: Sequence[pd.Timestamp],
    reference: float | None,
) -> None:
    axes.set_xlim(_number(ends[0]) - 10, _number(ends[1]) + 10)
    numbers = table[["estimate", "low", "high"]].to_numpy(float).ravel()
    numbers = numbers[~np.isnan(numbers)]
    if reference is not None:
        axes.axhline(reference, color=INK, linewidth=0.6, zorder=1)
        numbers = np.append(numbers, reference)
    pad = 0.05 * (numbers.max() - numbers.min()) or 0.5
    axes.set_ylim(numbers.min() - pad, numbers.max() + pad)
    locator = dates.AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    form = dates.ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(form)
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
