"""Outlets by features: standardised differences with the marks of their q-values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, options_for, styled
from framing.charts.dots import need_columns, plain_number, too_few
from framing.charts.forest import one_row_a_group
from framing.charts.names import short_names
from framing.charts.style import EDGE, FOOT, GREY, INK, SMALL
from framing.charts.text import (
    Slanted,
    count_label,
    name_lines,
    names_width,
    slanted_labels,
    text_width,
)

_COLOURS = "PuOr"  # diverging, told apart with any colour vision (ColorBrewer)
_ROW, _ROW_TWO = 0.2, 0.27  # inches a row, of one and of two lines
_WIDEST, _NARROWEST = 0.62, 0.125  # inches a cell; more columns than fit go into a block below
_ALPHA = 0.05  # the share of false discoveries that is usual
_SCALE = 0.42  # inches of the key of colours, its numbers included


@dataclass(frozen=True, slots=True)
class _Grid:
    """Differences, q-values and numbers of articles, rows groups, columns features."""

    value: pd.DataFrame
    q: pd.DataFrame
    n: pd.DataFrame

    def columns(self, start: int, stop: int) -> _Grid:
        """Some of the columns."""
        return _Grid(*(part.iloc[:, start:stop] for part in (self.value, self.q, self.n)))


@styled
def draw_heatmap(
    comparison: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    features: Sequence[str] = (),
    names: Sequence[str] = (),
) -> Chart:
    """Standardised difference of each group from the rest, feature by feature.

    `comparison` has `feature, group, std_difference, q, n`. Bold numbers have q < .05 (false
    discovery rate); where cells are too narrow for numbers a point marks these, and the colours
    have a key. Hatched cells have too few articles; groups that could be judged in no column are
    left out and counted, unless `options.order` names them. `features` picks columns, `names` words
    them.
    """
    chosen = options or ChartOptions()
    columns = ("feature", "group", "std_difference", "q", "n")
    need_columns(comparison, columns, "a heatmap")
    kept = list(features) or list(dict.fromkeys(comparison["feature"]))
    rows = pd.concat([one_row_a_group(comparison[comparison["feature"] == f]) for f in kept])
    if rows["std_difference"].isna().all():
        return empty_chart(chosen, "No differences to draw: no group has enough articles.")
    rows = rows.assign(std_difference=rows["std_difference"].where(rows["n"] >= chosen.least))
    value, q, n = (
        rows.pivot(index="group", columns="feature", values=name).reindex(columns=kept)
        for name in columns[2:]
    )
    if value.size == 0 or value.isna().all(axis=None):
        return empty_chart(chosen, too_few("a heatmap", chosen.least))
    order = [g for g in chosen.order if g in value.index] if chosen.order else _similar(value)
    grid = _Grid(*(part.loc[order] for part in (value, q, n)))
    few = 0 if chosen.order else len(value) - len(order)
    return _draw(grid, list(names) or short_names(kept), options_for(chosen, *kept), few)


def _similar(grid: pd.DataFrame) -> list[str]:
    """Groups with a number, from greatest to least on the axis along which they differ most."""
    known = grid.dropna(how="all")
    values = known.fillna(0).to_numpy()
    values = values - values.mean(axis=0)
    if not values.any():
        return list(known.index)
    axis = np.linalg.svd(values, full_matrices=False)[2][0]
    axis = axis * np.sign(axis[np.abs(axis).argmax()])
    return list(known.index[np.argsort(-(values @ axis), kind="stable")])


class _Blocks:
    """Where things stand in inches: blocks of columns below one another, one if they fit."""

    def __init__(self, grid: _Grid, names: list[str], options: ChartOptions) -> None:
        room = 1.1 if options.width == "column" else 1.75
        groups = [str(group) for group in grid.value.index]
        self.labels = [name_lines(group, room, SMALL) for group in groups]
        self.left = EDGE + names_width(self.labels, SMALL) + 0.1
        self.counts = _counts(grid.n)
        right = names_width([*self.counts, "n"], FOOT) + 0.1 + EDGE
        space = options.inches - self.left - right
        most = max(1, int(space / _NARROWEST))
        count = -(-len(names) // most)
        self.each = -(-len(names) // count)
        self.cell = min(_WIDEST, space / self.each)
        self.tops: list[Slanted] = []
        for start in range(0, len(names), self.each):
            top = slanted_labels(names[start : start + self.each], self.cell, room, SMALL)
            self.cell = min(self.cell, (options.inches - self.left - top.beyond) / self.each)
            self.tops.append(top)
        self.row = _ROW_TWO if any("\n" in label for label in self.labels) else _ROW
        self.tall = self.row * len(groups)
        self.height = sum(top.above + self.tall + 0.14 for top in self.tops)

    @property
    def numbered(self) -> bool:
        """Whether the widest number fits into a cell."""
        return text_width("−0.0", FOOT - 0.5, bold=True) + 0.02 <= self.cell


def _counts(n: pd.DataFrame) -> list[str]:
    """Articles of each row: one number, or the least and the most of its columns."""
    words = []
    for low, high in zip(n.min(axis=1).fillna(0), n.max(axis=1).fillna(0), strict=True):
        ends = dict.fromkeys([count_label(low), count_label(high)])
        words.append("–".join(ends))
    return words


def _draw(grid: _Grid, names: list[str], options: ChartOptions, few: int) -> Chart:
    blocks = _Blocks(grid, names, options)
    marks = f"bold: q < {_ALPHA:g}" if blocks.numbered else f"point: q < {_ALPHA:g}"
    foot = (
        f"{'Numbers' if blocks.numbered else 'Colours'}: standardised difference from all other "
        f"outlets (orange below, purple above); {marks} (Benjamini–Hochberg); hatched: no "
        f"estimate or n below {options.least}. n: articles, least–most of the columns."
    )
    if few:
        foot += f" Left out: {few} with too few articles in every column."
    scale = Normalize(*_limits(grid.value))
    chart = new_chart(options, blocks.height + (0 if blocks.numbered else _SCALE), foot=foot)
    top = 0.0
    for number, labels in enumerate(blocks.tops):
        first = number * blocks.each
        part = grid.columns(first, first + blocks.each)
        top += labels.above
        wide = blocks.cell * part.value.shape[1]
        axes = chart.place(blocks.left, top, wide, blocks.tall)
        axes.imshow(part.value, aspect="auto", cmap=_COLOURS, norm=scale, interpolation="none")
        _cells(axes, part, scale, numbered=blocks.numbered)
        _frame(axes, blocks.labels, labels)
        _write_counts(chart, blocks, blocks.left + wide + 0.06, top)
        top += blocks.tall + 0.14
    if not blocks.numbered:
        _colour_key(chart, scale, blocks.left, top)
    return chart


def _limits(value: pd.DataFrame) -> tuple[float, float]:
    limit = max(0.5, float(np.nanquantile(np.abs(value.to_numpy(float)), 0.98)))
    return -limit, limit


def _frame(axes: Axes, labels: Sequence[str], tops: Slanted) -> None:
    axes.set_yticks(range(len(labels)), labels, linespacing=1.0)
    axes.set_xticks(range(len(tops.words)), tops.words, linespacing=1.0, **tops.style)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, pad=3)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _write_counts(chart: Chart, blocks: _Blocks, left: float, top: float) -> None:
    grey = {"fontsize": FOOT, "color": GREY}
    chart.write(left, top - 0.13, "n", **grey)
    for place, words in enumerate(blocks.counts):
        chart.write(left, top + (place + 0.5) * blocks.row, words, va="center", **grey)


def _cells(axes: Axes, grid: _Grid, scale: Normalize, *, numbered: bool) -> None:
    """Numbers, or points for the sure ones, and hatches where there is no estimate."""
    colours, known = colormaps[_COLOURS], grid.q.to_numpy(float)
    for (y, x), value in np.ndenumerate(grid.value.to_numpy(float)):
        if np.isnan(value):
            axes.add_patch(_hatched(x, y))
            continue
        sure = bool(known[y, x] < _ALPHA)
        red, green, blue, _ = colours(scale(value))
        ink = "white" if 0.3 * red + 0.59 * green + 0.11 * blue < 0.5 else INK
        if not numbered:
            if sure:
                axes.scatter([x], [y], s=5, color=ink, linewidths=0)
            continue
        place = {"ha": "center", "va": "center_baseline", "fontsize": FOOT - 0.5}
        axes.text(x, y, _number(value), fontweight="bold" if sure else "normal", color=ink, **place)  # type: ignore[arg-type]


def _colour_key(chart: Chart, scale: Normalize, left: float, top: float) -> None:
    """The colours with their numbers, where no cell tells its own."""
    axes = chart.place(left, top, 1.3, 0.09)
    ramp = np.linspace(scale.vmin or 0, scale.vmax or 0, 64)[None, :]
    axes.imshow(ramp, aspect="auto", cmap=_COLOURS, norm=scale, interpolation="none")
    ends = [plain_number(round(float(end or 0), 1)) for end in (scale.vmin, 0.0, scale.vmax)]
    axes.set_xticks([0, 31.5, 63], ends)
    axes.set_yticks([])


def _hatched(x: int, y: int) -> Rectangle:
    return Rectangle(
        (x - 0.5, y - 0.5), 1, 1, facecolor="white", edgecolor="#B0B0B0", hatch="////", linewidth=0
    )


def _number(value: float) -> str:
    return f"{value:.1f}".replace("-", "−").replace("−0.0", "0.0")
