"""Rows of points with intervals in one or more panels: what most charts here are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart
from framing.charts.style import BLUE, EDGE, FOOT, GREY, INK, LINE, PALE, SIGNS, SMALL
from framing.charts.text import count_label, name_lines, names_width, text_width, wrap_text
from framing.compare.tidy import MIN_DIFFERING
from framing.errors import UsageError

OPEN = f"open points: fewer than {MIN_DIFFERING} stories differ, too few for one"
"""Why a point of `ratio_with_interval` has no interval."""
_ROW, _ROW_TWO = 0.185, 0.24  # inches a row, of one and of two lines
_GAP = 0.16  # between panels
_NARROWEST = 0.62  # inches of a panel beside others


@dataclass(frozen=True, slots=True)
class Panel:
    """One axis: `key` in the table, words above and below it, a line at `reference`.

    `ends` are words at the left and the right end under the axis. Panels of one label without
    `limits` have one scale. `from_zero` draws the line at 0 and keeps it on the axis.
    """

    key: str
    title: str = ""
    label: str = ""
    reference: float | None = None
    limits: tuple[float, float] | None = None
    ends: tuple[str, str] = ("", "")
    from_zero: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of point: `key` in the table, words in the key of the chart, how it looks."""

    key: str
    name: str = ""
    colour: str = BLUE
    mark: str = "o"


@dataclass(frozen=True, slots=True)
class Dots:
    """Panels and series of a dot chart, what its rows are sorted by, what `n` counts."""

    panels: Sequence[Panel]
    series: Sequence[Series]
    n_label: str = "n"
    foot: str = ""
    sort: bool = True


_What: TypeAlias = tuple[Panel, Dots]


def need_columns(table: pd.DataFrame, names: Sequence[str], what: str) -> None:
    """Raises `UsageError` if a table lacks columns that its chart reads."""
    missing = [name for name in names if name not in table.columns]
    if missing:
        has = ", ".join(map(str, table.columns[:12]))
        raise UsageError(f"{what} needs the columns {', '.join(missing)}; the table has {has}")


def draw_dots(table: pd.DataFrame, dots: Dots, options: ChartOptions, what: str) -> Chart:
    """Draws `row, panel, series, estimate, low, high, n`; a missing interval leaves the point.

    A row without a number in a panel says so, in the words of its `note` if it has one; what rests
    on fewer than `options.least` cases is not drawn. A table without any number gives a chart that
    says so.
    """
    need_columns(table, ("row", "panel", "series", "estimate", "low", "high", "n"), what)
    if table["estimate"].isna().all():
        return empty_chart(options, f"No evidence for {what}: nothing was found to count.")
    table = hide_few(table, options.least)
    rows = row_order(table, dots, options)
    if not rows:
        return empty_chart(options, too_few(what, options.least))
    layout = _Layout(table, rows, dots, options)
    drawn = table[table["row"].isin(rows)]
    limits = [_limits(drawn, panel, dots.panels) for panel in dots.panels]
    foot = f"{dots.foot} {foot_of(dots.series, options.least)}"
    if any(map(_is_cut, [drawn] * len(limits), dots.panels, limits)):
        foot += " Lines that reach the edge of a panel go on."
    chart = new_chart(options, layout.height, foot=foot, key=_key(dots.series))
    for number, panel in enumerate(dots.panels):
        axes = chart.place(*layout.place(number))
        _fill(axes, table[table["panel"] == panel.key], rows, limits[number], (panel, dots))
        _frame(chart, axes, layout, number)
    return chart


def hide_few(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """The table without the estimates that rest on fewer than `least`; a note says how many."""
    few = table["estimate"].notna() & ~(table["n"] >= least)
    notes = [f"n = {count_label(0 if pd.isna(n) else n)}: too few" for n in table["n"]]
    before = table["note"] if "note" in table else pd.Series("", table.index)
    note = before.fillna("").astype(str).where(~few, pd.Series(notes, table.index))
    hidden = table.assign(note=note)
    hidden.loc[few, ["estimate", "low", "high"]] = np.nan
    return hidden


def too_few(what: str, least: int) -> str:
    """Why a chart is empty although something was found."""
    return f"Too few cases for {what}: no row rests on {least} or more, the least that is drawn."


def foot_of(series: Sequence[Series], least: int) -> str:
    """What the numbers beside the rows mean, and the least n that is drawn."""
    names = " / ".join(one.name.split(" (")[0] for one in series if one.name)
    each = f"n of {names}. " if names else ""
    return f"{each}Nothing is drawn where n is below {least}." if least > 1 else each.strip()


def row_order(table: pd.DataFrame, dots: Dots, options: ChartOptions) -> list[str]:
    """Rows from top to bottom: as asked, else by the first panel's first series, greatest first.

    Rows without any number stand last.
    """
    there = list(dict.fromkeys(table.loc[table["estimate"].notna(), "row"]))
    every = list(dict.fromkeys(table["row"]))
    if not there:
        return []
    if options.order:
        return [row for row in options.order if row in every]
    if not dots.sort:
        return every
    place = {row: number for number, row in enumerate(every)}
    first = table[(table["panel"] == dots.panels[0].key) & (table["series"] == dots.series[0].key)]
    value = dict(zip(first["row"], first["estimate"], strict=True))
    judged = set(there)
    return sorted(every, key=lambda r: (r not in judged, -_number(value.get(r)), place[r]))


def _number(value: float | None) -> float:
    return -np.inf if value is None or np.isnan(value) else float(value)


def _key(series: Sequence[Series]) -> list[tuple[str, str, str]]:
    return [(SIGNS[one.mark], one.colour, one.name) for one in series if one.name]


class _Layout:
    """Places of the panels in inches: side by side, as many as fit, the others below."""

    def __init__(
        self, table: pd.DataFrame, rows: list[str], dots: Dots, options: ChartOptions
    ) -> None:
        self.rows, self.dots, self.wide = rows, dots, options.inches
        room = 1.15 if options.width == "column" else 1.75
        self.names = [name_lines(row, room, SMALL) for row in rows]
        self.left = EDGE + names_width(self.names, SMALL) + 0.08
        self.counts = [_counts(table, rows, panel, dots) for panel in dots.panels]
        heads = [names_width([*counts, dots.n_label], FOOT) for counts in self.counts]
        self.right = max(heads) + 0.08
        self.across = self._across(len(dots.panels))
        self.width = self._width(self.across)
        row = _ROW_TWO if any("\n" in name for name in self.names) else _ROW
        row = max(row, 0.1 + 0.075 * len(dots.series))
        self.tall = row * len(rows) + 0.06
        self.titles = [wrap_text(p.title, self._room(), SMALL, bold=True) for p in dots.panels]
        self.labels = [wrap_text(p.label, self._room(), SMALL) for p in dots.panels]
        self.over = max(map(len, self.titles)) * SMALL * LINE + FOOT * LINE + 0.03
        self.under = 0.2 + max(map(_under, self.labels, dots.panels)) * SMALL * LINE + 0.05
        self.block = self.over + self.tall + self.under
        self.height = self.block * -(-len(dots.panels) // self.across)

    def _across(self, panels: int) -> int:
        """Panels beside one another; the others stand below."""
        fitting = (k for k in range(panels, 1, -1) if self._width(k) >= _NARROWEST)
        return next(fitting, 1)

    def _width(self, across: int) -> float:
        room = self.wide - self.left - EDGE - across * self.right
        return (room - _GAP * (across - 1)) / across

    def _room(self) -> float:
        return self.width + self.right * 0.9

    def place(self, number: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of a panel."""
        row, place = divmod(number, self.across)
        left = self.left + place * (self.width + self.right + _GAP)
        return left, row * self.block + self.over, self.width, self.tall


def _under(lines: list[str], panel: Panel) -> int:
    return max(len(lines), 2 if any(panel.ends) else 0)


def _counts(table: pd.DataFrame, rows: list[str], panel: Panel, dots: Dots) -> list[str]:
    """What stands beside each row: n of each series, once where they agree."""
    part = table[table["panel"] == panel.key]
    found = {(r, s): n for r, s, n in zip(part["row"], part["series"], part["n"], strict=True)}
    words = []
    for row in rows:
        numbers = [found.get((row, one.key), 0) for one in dots.series]
        known = [0 if pd.isna(n) else n for n in numbers]
        kept = known[:1] if len(set(known)) == 1 else known
        words.append("/".join(count_label(n) for n in kept))
    return words


def _fill(
    axes: Axes, part: pd.DataFrame, rows: list[str], limits: tuple[float, float], what: _What
) -> None:
    panel, dots = what
    place = {row: number for number, row in enumerate(rows)}
    spread = np.linspace(-0.22, 0.22, len(dots.series)) if len(dots.series) > 1 else [0.0]
    if panel.reference is not None:
        axes.axvline(panel.reference, color=GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    if panel.from_zero:
        axes.axvline(0, color=INK, linewidth=0.7, zorder=1)
    for number in range(len(rows)):
        axes.axhline(number, color=PALE, linewidth=0.4, zorder=0)
    seen: set[str] = set()
    for one, shift in zip(dots.series, spread, strict=True):
        own = part[(part["series"] == one.key) & part["estimate"].notna()]
        own = own[own["row"].isin(place)]
        seen |= set(own["row"])
        _points(axes, own, np.array([place[row] + shift for row in own["row"]]), one)
    low, high = limits
    pad = 0.05 * (high - low) or 0.5
    axes.set_xlim(low - pad, high + pad)
    notes = _notes(part)
    for row in [row for row in rows if row not in seen]:
        style: Any = {"fontsize": FOOT, "color": GREY, "style": "italic", "ha": "center"}
        patch = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        middle = (low + high) / 2
        axes.text(
            middle,
            place[row],
            notes.get(row) or "no evidence",
            va="center_baseline",
            bbox=patch,
            **style,
        )
    axes.set_ylim(len(rows) - 0.5, -0.5)


def _notes(part: pd.DataFrame) -> dict[str, str]:
    """Why a row has no point; several series have each its own n, which stands beside the row."""
    found: dict[str, str] = {}
    for row, note in zip(part["row"], part.get("note", ""), strict=True):
        before = found.setdefault(row, note)
        if before != note:
            found[row] = "too few" if "too few" in before + note else before or note
    return found


def _points(axes: Axes, own: pd.DataFrame, height: np.ndarray, one: Series) -> None:
    low, high = own["low"].to_numpy(float), own["high"].to_numpy(float)
    known = ~(np.isnan(low) | np.isnan(high))
    axes.hlines(height[known], low[known], high[known], color=one.colour, linewidth=1.3, zorder=2)
    look: Any = {"s": 16, "marker": one.mark, "edgecolors": one.colour, "linewidths": 1.0}
    face = np.where(known, one.colour, "white")
    axes.scatter(own["estimate"].to_numpy(float), height, c=list(face), zorder=3, **look)


def _limits(table: pd.DataFrame, panel: Panel, panels: Sequence[Panel]) -> tuple[float, float]:
    """Ends of an axis: as asked, else those of all panels that carry the same label.

    Intervals widen it to at most three times the reach of the estimates: one outlet that is hardly
    known would press all others into a line.
    """
    if panel.limits:
        return panel.limits
    alike = [p.key for p in panels if p.label == panel.label and p.limits is None]
    own = table[table["panel"].isin(alike)]
    found = own["estimate"].dropna().to_numpy(float)
    if panel.reference is not None:
        found = np.append(found, panel.reference)
    if panel.from_zero:
        found = np.append(found, 0.0)
    if not len(found):
        return 0.0, 1.0
    low, high = float(found.min()), float(found.max())
    ends = own[["low", "high"]].dropna().to_numpy(float)
    reach = (high - low) or float(np.ptp(ends)) if len(ends) else 0.0
    least, most = (ends.min(), ends.max()) if len(ends) else (low, high)
    return float(max(min(low, least), low - reach)), float(min(max(high, most), high + reach))


def _is_cut(table: pd.DataFrame, panel: Panel, limits: tuple[float, float]) -> bool:
    own = table[table["panel"] == panel.key]
    return bool((own["low"] < limits[0]).any() or (own["high"] > limits[1]).any())


def _frame(chart: Chart, axes: Axes, layout: _Layout, number: int) -> None:
    dots = layout.dots
    axes.spines["left"].set_visible(False)
    first = number % layout.across == 0
    axes.set_yticks(range(len(layout.rows)), layout.names if first else [], linespacing=1.0)
    axes.tick_params(axis="y", length=0, pad=4)
    ticks = max(2, int(layout.width / 0.36))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(plain_number))
    left, top, width, tall = layout.place(number)
    chart.write(left, top + tall + 0.2, "\n".join(layout.labels[number]), linespacing=1.2)
    ends, room = dots.panels[number].ends, layout.width
    together = text_width("  ".join(ends), SMALL) < room
    for words, at, side in zip(ends, (left, left + room), ("left", "right"), strict=True):
        lower = 0 if together or side == "left" else SMALL * LINE
        chart.write(at, top + tall + 0.2 + lower, words, ha=side)
    title = "\n".join(layout.titles[number])
    chart.write(left, top - layout.over, title, fontweight="bold", linespacing=1.2)
    edge = left + width + layout.right
    chart.write(edge, top - FOOT * LINE - 0.02, dots.n_label, fontsize=FOOT, color=GREY, ha="right")
    step = tall / len(layout.rows)
    for place, words in enumerate(layout.counts[number]):
        at = top + (place + 0.5) * step
        style = {"fontsize": FOOT, "color": GREY, "ha": "right", "va": "center"}
        chart.write(edge, at, words, **style)


def plain_number(value: float, _place: int | None = None) -> str:
    """A number on an axis, with a real minus sign and no idle zeros.

    >>> plain_number(-0.25), plain_number(1500.0)
    ('−0.25', '1,500')
    """
    return f"{round(value, 10):,.10g}".replace("-", "−")
