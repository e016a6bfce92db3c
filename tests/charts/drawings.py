"""Every chart of `framing.charts` on small tables: name, width and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from framing import charts
from framing.charts import ChartOptions, Smoothing
from tests.charts import samples

EVENTS = {"2014-07-17": "airliner down", "2015-09-30": "strikes begin", "2016-11-08": "US vote"}
Draw = Callable[[ChartOptions, int, int], Figure]


def _timeline(options: ChartOptions, count: int, _columns: int) -> Figure:
    table = charts.tabulate_timeline(
        samples.statements(100 * count),
        "sign",
        series="voice",
        smoothing=Smoothing(bounds=(-1, 1), steps=40),
    )
    label = "balance: −1 all conflict, 1 all cooperation"
    return charts.draw_timeline(table, options, label=label, events=EVENTS, reference=0)


DRAWINGS: dict[str, Draw] = {
    "forest": lambda o, k, _c: charts.draw_forest(
        samples.comparison(k), "quote_anonymous_share", o
    ),
    "heatmap": lambda o, k, c: charts.draw_heatmap(samples.comparison(k, c), o),
    "speakers": lambda o, k, _c: charts.draw_speakers(samples.speakers(k), o),
    "frames": lambda o, k, _c: charts.draw_frames(
        samples.dots(k, ["human_interest", "conflict", "economic", "security"], ["mean"], 0, 1), o
    ),
    "roles": lambda o, k, _c: charts.draw_roles(
        samples.dots(k, ["hero", "villain", "victim"], ["mean"], 0, 1), o
    ),
    "zones": lambda o, k, _c: charts.draw_voice_by_zone(
        samples.dots(k, ["headline", "lead", "body"], ["USA", "RUS"], 0, 1), o
    ),
    "cases": lambda o, k, _c: charts.draw_cases(samples.cases(k), o, rows=samples.outlets(k)),
    "certainty": lambda o, k, _c: charts.draw_certainty(
        samples.dots(k, ["outlet", "source"], ["hedges", "boosters"], 0, 30), o
    ),
    "naming": lambda o, k, c: charts.draw_naming(
        samples.dots(k, ["syrian_state", *samples.STATES, *map(str, range(40))][:c], [""], -1, 1), o
    ),
    "relation": lambda o, k, _c: charts.draw_relation(samples.relation(k), o),
    "timeline": _timeline,
    "copying": lambda o, k, _c: charts.draw_copying(samples.copying(k), o),
    "log_odds": lambda o, k, _c: charts.draw_log_odds(samples.log_odds(6 * k), "Arden Herald", o),
    "matched": lambda o, k, _c: charts.draw_matched(
        samples.matched(k), o, left="Arden Herald", right="Belmont Herald", label="words quoted"
    ),
    "salience": lambda o, k, c: charts.draw_salience(
        samples.dots(k, ["all"], [*samples.STATES, *map(str, range(40))][:c], 0, 1), o
    ),
    "confusion": lambda o, k, _c: charts.draw_confusion(samples.confusion(k), o),
    "reliability": lambda o, k, _c: charts.draw_reliability(samples.reliability(), o),
    "scores": lambda o, k, _c: charts.draw_scores(
        samples.scores(), o, measure="macro-F1", chance=0.05
    ),
    "strip": lambda o, k, _c: charts.draw_strip(samples.strip(), o),
}


COLUMNS = {"heatmap": 6, "naming": 2, "salience": 3}
"""Charts that may have any number of columns, referents or actors, and how many are usual."""
SIZES = {"3": ("column", 3), "30": ("full", 30)}
"""Outlets, and the width that a chart of so many has."""


def draw(name: str, width: str = "column", count: int = 3, columns: int = 0) -> Figure:
    """The chart of that name on a table of `count` outlets."""
    titled = ChartOptions(width=width, title=f"Chart: {name}", source="made-up outlets")  # type: ignore[arg-type]
    return DRAWINGS[name](titled, count, columns or COLUMNS.get(name, 0))


def cases() -> dict[str, tuple[str, str, int, int]]:
    """All pictures that are kept: name of the file, then what `draw` takes."""
    found = {}
    for name in DRAWINGS:
        for size, (width, count) in SIZES.items():
            found[f"{name}_{size}"] = (name, width, count, 0)
            for columns in (1, 38) if name in COLUMNS else ():
                if (count, columns) == (30, 38) and name != "heatmap":
                    continue  # forty inches of paper that nobody prints
                found[f"{name}_{size}_by_{columns}"] = (name, width, count, columns)
    return found
