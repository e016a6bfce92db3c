"""One article as a strip: who speaks, where it hedges, which actors stand where along the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, styled
from framing.charts.dots import need_columns
from framing.charts.names import in_words
from framing.charts.style import EDGE, FOOT, GREEN, GREY, PALE, PURPLE, SIDES, SMALL, VOICES
from framing.charts.text import name_lines, names_width, shorten, text_width
from framing.types import PROSE_ZONES

if TYPE_CHECKING:
    from framing.types import Reading

COLUMNS = ("lane", "start", "stop", "tone")
_TONES = {
    "other": "#9A9A9A",
    **VOICES,
    "cooperation": GREEN,
    "conflict": PURPLE,
    "headline": "#555555",
    "lead": "#8A8A8A",
    "body": "#C9C9C9",
}
_OTHER = "another or unknown"
_LANE = 0.2  # inches a lane
_FLAT: Any = {"linewidth": 0}


def tabulate_strip(reading: Reading, sides: Sequence[str] = ()) -> pd.DataFrame:
    """Marks of one reading as `lane, start, stop, tone`, offsets in characters of the text.

    `sides` are two sides, those that the reading looked for if not given.
    """
    sides = tuple(sides) or reading.options.actor_columns[:2]
    rows: list[tuple[str, int, int, str]] = []
    prose = [z for z in reading.zones if z.kind in PROSE_ZONES]
    rows += [("page", z.start, z.stop, z.kind) for z in prose]
    for quote in reading.quotes:
        tone = quote.side if quote.side and quote.side in sides else "other"
        rows += [("said by sources", a, b, tone) for a, b in quote.content]
    rows += [("hedges", h.start, h.stop, h.voice) for h in reading.hedges]
    named = [m for m in reading.mentions if m.in_story]
    for side in sides:
        own = [m for m in named if m.side == side]
        rows += [(f"{in_words(side)} named", m.start, m.stop, side) for m in own]
    others = [m for m in named if m.side not in sides and m.type == "state"]
    rows += [("other states named", m.start, m.stop, "other") for m in others]
    for found in reading.relations:
        tone = "cooperation" if found.quad.endswith("coop") else "conflict"
        if found.quad != "neutral":
            rows.append(("statements on both", found.start, found.stop, tone))
    return pd.DataFrame(rows, columns=list(COLUMNS))


@styled
def draw_strip(table: pd.DataFrame, options: ChartOptions | None = None) -> Chart:
    """Lanes of marks along the text of one article, from its first character to its last.

    `table` is that of `tabulate_strip`. Each lane tells its number of marks.
    """
    chosen = options or ChartOptions()
    need_columns(table, COLUMNS, "a strip")
    if table.empty:
        return empty_chart(chosen, "No evidence: nothing was found in the article.")
    lanes = list(dict.fromkeys(table["lane"]))
    names = [name_lines(lane, 1.3, SMALL) for lane in lanes]
    left = EDGE + names_width(names, SMALL) + 0.08
    wide = chosen.inches - left - EDGE - 0.3
    tones = _tones(table)
    key = [
        ("■", colour, _OTHER if tone == "other" else in_words(tone))
        for tone, colour in tones.items()
        if tone not in _ZONES
    ]
    tall = _LANE * len(lanes)
    foot = "Marks stand where the words stand; the number beside a lane counts its marks."
    chart = new_chart(chosen, 0.14 + tall + 0.38, foot=foot, key=key)
    axes = chart.place(left, 0.14, wide, tall)
    end = int(table["stop"].max())
    for height, lane in enumerate(lanes):
        part = table[table["lane"] == lane]
        _lane(axes, part, height, end / wide, tones)
        style = {"fontsize": FOOT, "color": GREY, "ha": "right", "va": "center"}
        at = 0.14 + (height + 0.5) * _LANE
        chart.write(chosen.inches - EDGE, at, str(len(part)), **style)
    _zones(axes, table, wide / end)
    axes.set(xlim=(0, end), ylim=(len(lanes) - 0.5, -0.5))
    axes.set_yticks(range(len(lanes)), names, linespacing=1.0)
    axes.tick_params(axis="y", length=0, pad=4)
    axes.spines["left"].set_visible(False)
    chart.write(chosen.inches - EDGE, 0, "n", fontsize=FOOT, color=GREY, ha="right")
    chart.write(left, 0.14 + tall + 0.2, "place in the text (characters)")
    return chart


_ZONES = ("headline", "lead", "body")


def _tones(table: pd.DataFrame) -> dict[str, str]:
    """Colour of each tone that occurs; sides are coloured in the order of their lanes."""
    there = list(dict.fromkeys(table["tone"]))
    sides = [t for t in dict.fromkeys(_named(table)) if t not in _TONES]
    sides += [tone for tone in there if tone not in _TONES and tone not in sides]
    found = dict(zip(sides, SIDES, strict=False))
    return found | {tone: _TONES[tone] for tone in _TONES if tone in there}


def _named(table: pd.DataFrame) -> list[str]:
    return [str(t) for t in table.loc[table["lane"].str.endswith(" named"), "tone"]]


def _lane(
    axes: Axes, part: pd.DataFrame, height: int, per_inch: float, tones: Mapping[str, str]
) -> None:
    axes.axhline(height, color=PALE, linewidth=0.5, zorder=0)
    least = 0.022 * per_inch  # a mark of one word stays visible
    for start, stop, tone in part[["start", "stop", "tone"]].itertuples(index=False):
        width = max(stop - start, least)
        axes.barh(height, width, left=start, height=0.62, color=tones.get(tone, GREY), **_FLAT)


def _zones(axes: Axes, table: pd.DataFrame, inches: float) -> None:
    """Names of the zones over the first lane, where they fit."""
    page = table[table["lane"] == "page"]
    first = page.groupby("tone")["start"].min()
    edge = -1.0
    for tone, start in first.sort_values().items():
        if start * inches < edge:
            continue
        words = shorten(str(tone), 1.0, FOOT)
        axes.text(float(start), -0.55, words, fontsize=FOOT, color=GREY, va="bottom")
        edge = start * inches + text_width(words, FOOT) + 0.05
