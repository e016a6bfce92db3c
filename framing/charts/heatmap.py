"""Outlets by features: standardised differences with the marks of their q-values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from framing.charts.dots import need_columns
from framing.charts.forest import one_row_a_group
from framing.charts.style import (
    EDGE,
    FOOT,
    INK,
    SMALL,
    Chart,
    ChartOptions,
    empty_chart,
    new_chart,
    styled,
)
from framing.charts.text import name_lines, names_width
from framing.charts.wording_of import short_name

_COLOURS = "PuOr"  # diverging, told apart with any colour vision (ColorBrewer)
_CELL = 0.2
_ALPHA = 0.05


@styled
def draw_heatmap(
    comparison: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    features: Sequence[str] = (),
    names: Sequence[str] = (),
) -> Chart:
    """Standardised difference of each group from the rest, feature by feature.

    `comparison` has `feature, group, std_difference, q`. Bold numbers have q < .05 (false discovery
    rate); hatched cells have no estimate. `features` picks columns, `names` words them.
    """
    chosen = options or ChartOptions()
    need_columns(comparison, ("feature", "group", "std_difference", "q"), "a heatmap")
    kept = list(features) or list(dict.fromkeys(comparison["feature"]))
    rows = pd.concat([one_row_a_group(comparison[comparison["feature"] == f]) for f in kept])
    grid = rows.pivot(index="group", columns="feature", values="std_difference")
    grid = grid.reindex(columns=kept)
    if grid.size == 0 or grid.isna().all(axis=None):
        return empty_chart(chosen, "No differences to draw: no group has enough articles.")
    order = [g for g in chosen.order if g in grid.index] if chosen.order else _similar(grid)
    grid = grid.loc[order]
    q = rows.pivot(index="group", columns="feature", values="q").reindex_like(grid)
    return _draw(grid, q, list(names) or [short_name(one) for one in kept], chosen)


def _similar(grid: pd.DataFrame) -> list[str]:
    """Groups from the greatest to the least on the axis along which they differ most."""
    values = grid.fillna(0).to_numpy()
    values = values - values.mean(axis=0)
    if not values.any():
        return list(grid.index)
    axis = np.linalg.svd(values, full_matrices=False)[2][0]
    axis = axis * np.sign(axis[np.abs(axis).argmax()])
    return list(grid.index[np.argsort(-(values @ axis), kind="stable")])


def _draw(grid: pd.DataFrame, q: pd.DataFrame, names: list[str], options: ChartOptions) -> Chart:
    room = 1.1 if options.width == "column" else 1.75
    labels = [name_lines(str(group), room, SMALL) for group in grid.index]
    left = EDGE + names_width(labels, SMALL) + 0.08
    tops = [name_lines(name, 1.15, SMALL) for name in names]
    lines = max(top.count("\n") + 1 for top in tops)
    lean = 0.78 * names_width(tops, SMALL) + 0.1 * lines
    wide = options.inches - left - EDGE - 0.75 * (names_width(tops[-1:], SMALL) + 0.05)
    cell = _CELL if not any("\n" in label for label in labels) else 0.27
    tall = cell * len(grid)
    foot = (
        "Numbers: standardised difference from all other outlets (orange below, purple above); "
        f"bold: q < {_ALPHA:g} (Benjamini–Hochberg); hatched: too few articles."
    )
    chart = new_chart(options, lean + tall + 0.12, foot=foot)
    axes = chart.place(left, lean, wide, tall)
    limit = max(0.5, float(np.nanquantile(np.abs(grid.to_numpy()), 0.98)))
    scale = Normalize(-limit, limit)
    axes.imshow(grid, aspect="auto", cmap=_COLOURS, norm=scale, interpolation="none")
    _numbers(axes, grid, q, scale, wide / len(names) < 0.24)
    axes.set_yticks(range(len(grid)), labels, linespacing=1.0)
    axes.set_xticks(
        range(len(names)), tops, rotation=50, ha="left", rotation_mode="anchor", linespacing=1.0
    )
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0, pad=3)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return chart


def _numbers(
    axes: Axes, grid: pd.DataFrame, q: pd.DataFrame, scale: Normalize, small: bool
) -> None:
    colours = colormaps[_COLOURS]
    known = q.to_numpy(float)
    for (y, x), value in np.ndenumerate(grid.to_numpy(float)):
        if np.isnan(value):
            axes.add_patch(_hatched(x, y))
            continue
        sure = bool(known[y, x] < _ALPHA)
        red, green, blue, _ = colours(scale(value))
        dark = 0.3 * red + 0.59 * green + 0.11 * blue < 0.5
        axes.text(
            x,
            y,
            _number(value),
            ha="center",
            va="center_baseline",
            fontsize=FOOT - 1.5 * small,
            fontweight="bold" if sure else "normal",
            color="white" if dark else INK,
        )


def _hatched(x: int, y: int) -> Rectangle:
    return Rectangle(
        (x - 0.5, y - 0.5), 1, 1, facecolor="white", edgecolor="#B0B0B0", hatch="////", linewidth=0
    )


def _number(value: float) -> str:
    return f"{value:.1f}".replace("-", "−").replace("−0.0", "0.0")
