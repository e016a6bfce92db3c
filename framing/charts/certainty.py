"""Hedging against boosting, in the outlet's own voice and in its sources' voice."""

from __future__ import annotations

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, options_for, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots
from framing.charts.style import GREEN, PURPLE

_COLUMNS = (
    *("hedge_outlet_per_1k_words", "hedge_source_per_1k_words"),
    "wording_booster_per_1k_words",
)


@styled
def draw_certainty(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Hedges and boosters per 1,000 words of each voice.

    `table` is that of `tabulate_certainty`: `row, panel (outlet, source), series (hedges,
    boosters), estimate, low, high, n` (articles).
    """
    chosen = options_for(options, *_COLUMNS)
    label = "per 1,000 words of that voice"
    panels = (
        Panel("outlet", "The outlet's own voice", label, from_zero=True),
        Panel("source", "Its sources' voices", label, from_zero=True),
    )
    series = (
        Series("hedges", "hedges (may, reportedly, about)", GREEN),
        Series("boosters", "boosters (clearly, undoubtedly)", PURPLE, "s"),
    )
    foot = (
        f"Lines: {chosen.percent} intervals over stories; {OPEN}. "
        "n: articles with words in that voice. Both panels have one scale."
    )
    return draw_dots(table, Dots(panels, series, "n", foot), chosen, "hedges and boosters")
