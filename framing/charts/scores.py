"""Scores of models, baselines or detectors, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, styled
from framing.charts.dots import Dots, Panel, Series, draw_dots, need_columns
from framing.charts.style import GREEN


@styled
def draw_scores(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    measure: str = "score",
    chance: float | None = None,
    n_label: str = "n",
    limits: tuple[float, float] | None = (0, 1),
) -> Chart:
    """Points of `name, estimate, low, high, n`, in the order of the table.

    With a column `panel` each of its values gets an axis, all of one scale. `measure` names the
    number; `chance` draws a line where guessing would stand; `limits` of `None` lets the numbers
    set the axis, with a line at 0.
    """
    chosen = options or ChartOptions()
    need_columns(table, ("name", "estimate", "low", "high", "n"), "a chart of scores")
    rows = table.rename(columns={"name": "row"}).assign(series="")
    if limits is not None:  # an interval of a score ends where scores end
        rows[["low", "high"]] = rows[["low", "high"]].astype(float).clip(*limits)
    if "panel" not in rows:
        rows["panel"] = measure
    panels = [
        Panel(key, key if "panel" in table else "", measure, chance, limits, from_zero=not limits)
        for key in _keys(rows)
    ]
    foot = f"Lines: {chosen.percent} intervals; open points: no interval was measured."
    if chance is not None:
        foot += " Broken line: guessing."
    dots = Dots(panels, (Series("", colour=GREEN),), n_label, foot, sort=False)
    return draw_dots(rows, dots, chosen, "scores")


def _keys(rows: pd.DataFrame) -> Sequence[str]:
    return [str(key) for key in dict.fromkeys(rows["panel"])]
