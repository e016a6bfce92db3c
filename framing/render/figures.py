"""The pictures of a report: charts as SVG inside the page, each with its table's words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from framing.charts import (
    ChartOptions,
    draw_certainty,
    draw_copying,
    draw_forest,
    draw_heatmap,
    draw_naming,
    draw_relation,
    draw_speakers,
    draw_timeline,
    new_statements,
    tabulate_certainty,
    tabulate_copying,
    tabulate_naming,
    tabulate_relation,
    tabulate_speakers,
    tabulate_timeline,
)
from framing.charts.canvas import Chart, options_for, svg_bytes
from framing.charts.names import in_words
from framing.render.sums import ReportSums

_MOST, _LEAST = 20, 10
"""Outlets in a picture, those with most articles: more than that nobody reads at a page's width.
Outlets of fewer articles than the least are left out, unless all are that small."""
_DEEDS = ("realised",)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: where it stands, as data, and what it shows for who cannot see it."""

    section: str
    source: str
    words: str
    width: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the pictures are drawn from."""

    sums: ReportSums
    features: pd.DataFrame
    sides: tuple[str, str]
    comparison: pd.DataFrame | None
    passages: pd.DataFrame | None
    options: ChartOptions


def figures(drawn: Drawn) -> list[Figure]:
    """All pictures that there is something to draw for."""
    return [_figure(section, words, chart) for section, words, chart in _charts(drawn)]


def _figure(section: str, words: str, chart: Chart) -> Figure:
    source = f"data:image/svg+xml;base64,{b64encode(svg_bytes(chart)).decode()}"
    return Figure(section, source, words, int(96 * chart.get_size_inches()[0] * 1.15))


def _charts(drawn: Drawn) -> Iterator[tuple[str, str, Chart]]:
    """Section, words and chart of each picture that has something to show."""
    left_out = _left_out(drawn)
    for section, words, draw in _PICTURES:
        chart = draw(drawn)
        if chart is not None and chart.axes:
            yield section, f"{words}{left_out if draw in _BY_OUTLET else ''}", chart


def _shown(drawn: Drawn) -> pd.Index:
    """The outlets that pictures show."""
    sizes = drawn.features["outlet"].value_counts()
    large = sizes[sizes >= _LEAST]
    return (large if len(large) else sizes).index[:_MOST]


def _large(drawn: Drawn) -> pd.DataFrame:
    return drawn.features[drawn.features["outlet"].isin(_shown(drawn))]


def _left_out(drawn: Drawn) -> str:
    """What a picture of outlets says of those that it does not show; empty if it shows all."""
    every, shown = drawn.features["outlet"].nunique(), len(_shown(drawn))
    if shown == every:
        return ""
    small = int((drawn.features["outlet"].value_counts() < _LEAST).sum())
    few = [f"{small:,} with fewer than {_LEAST} articles"] if small < every else []
    more = every - shown - (small if few else 0)
    rest = [f"{more:,} beyond the {_MOST} with most articles"] if more else []
    return f"; left out of {every:,} outlets: {', '.join(few + rest)}"


def _speakers(drawn: Drawn) -> Chart | None:
    sides = {side: in_words(side) for side in drawn.sides}
    table = tabulate_speakers(drawn.sums.quotes, _large(drawn), sides=sides)
    return draw_speakers(table, drawn.options)


def _certainty(drawn: Drawn) -> Chart | None:
    layers = drawn.sums.hedges, drawn.sums.wordings
    return draw_certainty(tabulate_certainty(*layers, _large(drawn)), drawn.options)


def _naming(drawn: Drawn) -> Chart | None:
    table = tabulate_naming(drawn.sums.wordings, _large(drawn))
    return draw_naming(table, drawn.options) if len(table) else None


def _relation(drawn: Drawn) -> Chart | None:
    first, second = drawn.sides
    table = tabulate_relation(drawn.sums.relations, _large(drawn), first=first)
    if table.empty:
        return None
    return draw_relation(table, drawn.options, sides=(in_words(first), in_words(second)))


def _timeline(drawn: Drawn) -> Chart | None:
    rows = new_statements(drawn.sums.relations, drawn.features)
    done = rows[rows["status"].isin(_DEEDS)]
    if done.empty or "published" not in done:
        return None
    table = tabulate_timeline(done, "sign", series="voice")
    if table.empty:
        return None
    label = "balance of deeds (−1 all conflict, 1 all cooperation), by whose voice tells them"
    options = options_for(drawn.options, "relation_deeds_balance_index")
    return draw_timeline(table, options, label=label, reference=0)


def _copying(drawn: Drawn) -> Chart | None:
    if drawn.passages is None or drawn.passages.empty:
        return None
    return draw_copying(tabulate_copying(drawn.passages, drawn.features), drawn.options)


def _compared(drawn: Drawn) -> pd.DataFrame | None:
    """The comparison of the outlets that pictures show; none where there is none."""
    rows = drawn.comparison
    return None if rows is None else rows[rows["group"].isin(_shown(drawn))]


def _heatmap(drawn: Drawn) -> Chart | None:
    rows = _compared(drawn)
    if rows is None or rows.empty:
        return None
    columns = list(dict.fromkeys(rows["feature"]))
    return draw_heatmap(rows, drawn.options, features=columns)


def _surest(drawn: Drawn) -> Chart | None:
    rows = _compared(drawn)
    if rows is None or not (rows["q"] <= 0.05).any():
        return None
    sure = rows[rows["q"] <= 0.05]
    best = str(sure.sort_values("q", kind="stable")["feature"].iloc[0])
    return draw_forest(rows, best, drawn.options)


_BY_OUTLET = (_speakers, _certainty, _naming, _relation, _heatmap, _surest)
_PICTURES: tuple[tuple[str, str, Callable[[Drawn], Chart | None]], ...] = (
    ("speakers", "Shares of attributions by side, outlet by outlet", _speakers),
    ("certainty", "Hedges and boosters per 1,000 words of each voice", _certainty),
    ("naming", "Balance of names for and against what is named", _naming),
    ("sides", "Balance of cooperation and conflict: deeds, hopes, who begins", _relation),
    ("sides", "Deeds over time by voice", _timeline),
    ("copied", "Pairs of articles that share passages", _copying),
    ("differences", "Differences of outlets from all others", _heatmap),
    ("differences", "The measure with the surest difference", _surest),
)
