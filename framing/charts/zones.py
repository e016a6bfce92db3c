"""Whose words stand in the headline, in the lead and in the body."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, options_for, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots
from framing.charts.names import in_words
from framing.charts.style import MARKS, SIDES

ZONES = ("headline", "lead", "body")


@styled
def draw_voice_by_zone(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Share of the attributed words of each side, by zone.

    `table` is that of `tabulate_voice_by_zone`: `row, panel (zone), series (side), estimate, low,
    high, n` (attributions). `sides` picks and names two sides.
    """
    chosen = options_for(options, "quote_words_share")
    names = dict(sides or {key: in_words(key) for key in dict.fromkeys(table["series"])})
    looks = dict(zip(names, zip(SIDES, MARKS, strict=False), strict=False))
    series = [Series(key, name, *looks[key]) for key, name in names.items()]
    label = "share of attributed words"
    panels = [Panel(zone, zone.capitalize(), label, limits=(0, 1)) for zone in ZONES]
    foot = (
        f"Lines: {chosen.percent} intervals over stories; {OPEN}. "
        "n: attributions in the zone; the rest is said by others or by nobody known."
    )
    dots = Dots(panels, series, "n", foot)
    return draw_dots(table, dots, chosen, "attributed words by zone")
