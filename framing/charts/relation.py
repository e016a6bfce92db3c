"""How outlets tell what two states do to each other: deeds, hopes, by voice, who begins."""

from __future__ import annotations

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, options_for, styled
from framing.charts.dots import OPEN, Dots, Panel, Series, draw_dots
from framing.charts.style import look

DEEDS, HOPES, INITIATOR = "deeds", "hopes", "initiator"
_COLUMNS = ("relation_deeds_balance_index", "relation_hopes_balance_index")


@styled
def draw_relation(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    sides: tuple[str, str] = ("the US", "Russia"),
) -> Chart:
    """Cooperation against conflict, deeds beside hopes, each by voice; and who acts first.

    `table` is that of `tabulate_relation`: `row, panel (deeds, hopes, initiator), series (outlet,
    source), estimate, low, high, n` (statements). Balances run from -1 (all conflict) to 1 (all
    cooperation); the initiator's share is that of the first side among directed statements.
    """
    chosen = options_for(options, *_COLUMNS)
    ends = ("← conflict", "cooperation →")
    panels = (
        Panel(DEEDS, "Deeds", "", 0.0, (-1, 1), ends),
        Panel(HOPES, "Hopes and offers", "", 0.0, (-1, 1), ends),
        Panel(INITIATOR, "Who acts on whom", f"share that {sides[0]} begins", 0.5, (0, 1)),
    )
    series = (
        Series("outlet", "told in the outlet's own voice", *look("outlet", 0)),
        Series("source", "told by its sources", *look("source", 1)),
    )
    foot = (
        "Balance: (cooperation − conflict) ÷ both. Deeds: realised statements; hopes: desired, "
        "offered, urged, scheduled or possible. Third panel: directed statements only; 0.5 is "
        f"as many by {sides[0]} as by {sides[1]}. Lines: {chosen.percent} intervals over stories; "
        f"{OPEN}. n: statements."
    )
    dots = Dots(panels, series, "n", foot)
    return draw_dots(table, dots, chosen, "statements on the two states")
