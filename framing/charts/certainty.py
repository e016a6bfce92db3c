"""Hedging against boosting, in the outlet's own voice and in its sources' voice."""

from __future__ import annotations

import pandas as pd

from framing.charts.dots import Dots, Panel, Series, draw_dots
from framing.charts.style import GREEN, PURPLE, Chart, ChartOptions, styled


@styled
def draw_certainty(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Hedges and boosters per 1,000 words of each voice.

    `table` is that of `tabulate_certainty`: `row, panel (outlet, source), series (hedges,
    boosters), estimate, low, high, n` (articles).
    """
    chosen = options or ChartOptions()
    label = "per 1,000 words of that voice"
    panels = (
        Panel("outlet", "The outlet's own voice", label, limits=_limits(table)),
        Panel("source", "Its sources' voices", label, limits=_limits(table)),
    )
    series = (
        Series("hedges", "hedges (may, reportedly, about)", GREEN),
        Series("boosters", "boosters (clearly, undoubtedly)", PURPLE),
    )
    foot = (
        f"Lines: {chosen.percent} intervals over stories; open points: one story, no interval. "
        "n: articles. Both panels have one scale."
    )
    dots = Dots(panels, series, "articles", foot)
    return draw_dots(table, dots, chosen, "hedges and boosters")


def _limits(table: pd.DataFrame) -> tuple[float, float] | None:
    numbers = table[["estimate", "high"]].max().max() if len(table) else float("nan")
    return None if pd.isna(numbers) else (0.0, float(numbers))
