"""What outlets call the same thing: names against it left, names for it right."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, options_for, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots
from framing.charts.names import in_words
from framing.charts.style import PURPLE


@styled
def draw_naming(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    referents: Mapping[str, str] | None = None,
) -> Chart:
    """Diverging dots: balance of the names for each referent, -1 all against, 1 all for it.

    `table` is that of `tabulate_naming`: `row, panel (referent), series, estimate, low, high, n`
    (names in the outlet's own voice). `referents` picks and names the panels.
    """
    chosen = options_for(options, "wording_naming_blame_share")
    names = dict(referents or {key: in_words(key) for key in table["panel"].unique()})
    panels = [
        Panel(key, name[:1].upper() + name[1:], "", 0.0, (-1, 1), ("← against it", "for it →"))
        for key, name in names.items()
    ]
    foot = (
        "(names for − names against) ÷ all names, own voice only; neutral names count as 0. "
        f"Lines: {chosen.percent} intervals over stories; {OPEN}. "
        "n: names."
    )
    series = (Series("", colour=PURPLE),)
    return draw_dots(table, Dots(panels, series, "n", foot), chosen, "naming choices")
