"""A few articles side by side: each statement on two sides is one mark that can be counted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from framing.charts.canvas import Chart, ChartOptions, empty_chart, new_chart, options_for, styled
from framing.charts.dots import need_columns
from framing.charts.names import in_words
from framing.charts.style import EDGE, FOOT, GREY, LINE, MARKS, PALE, SIDES, SIGNS, SMALL
from framing.charts.tables import default_sides
from framing.charts.text import name_lines, names_width, shorten, wrap_text

COLUMNS = ("row", "column", "mover", "voice")
_PLACES = {
    "done_conflict": "Conflict, done",
    "done_coop": "Cooperation, done or agreed",
    "hoped_conflict": "Conflict, threatened or urged",
    "hoped_coop": "Cooperation, hoped for or offered",
    "other": "Denied or alleged",
}
_DONE = ("realised", "agreed")
_DOUBTED = ("negated", "alleged")
_NARROW, _LEAN = 0.8, 1.25  # inches of a column whose head leans, and of a leaning head
_STEP, _MARK = 0.15, 34  # inches between marks, and their area in points


def tabulate_cases(
    relations: pd.DataFrame, cases: Mapping[str, str], sides: Sequence[str] = ()
) -> pd.DataFrame:
    """One row a statement of the articles that `cases` names: `row, column, mover, voice`.

    `mover` is the side that acts, or "both". Neutral statements are left out.
    """
    need_columns(relations, ("article_id", "source", "mutual", "quad", "status", "voice"), "cases")
    first, second = tuple(sides) or default_sides()
    own = relations[relations["article_id"].isin(cases) & (relations["quad"] != "neutral")]
    own = own[own["source"].isin([first, second])]
    kind = own["quad"].str.extract("(coop|conflict)", expand=False)
    when = pd.Series("hoped", own.index).mask(own["status"].isin(_DONE), "done")
    column = (when + "_" + kind).mask(own["status"].isin(_DOUBTED), "other")
    return pd.DataFrame(
        {
            "row": own["article_id"].map(dict(cases)),
            "column": column,
            "mover": own["source"].mask(own["mutual"].astype(bool), "both"),
            "voice": own["voice"],
        }
    )


@styled
def draw_cases(
    table: pd.DataFrame,
    options: ChartOptions | None = None,
    *,
    sides: Sequence[str] = (),
    rows: Sequence[str] = (),
) -> Chart:
    """Articles in rows, kinds of statements in columns, one mark a statement.

    `table` is that of `tabulate_cases`. Shape and colour say which side acts, filled marks stand in
    the outlet's own voice. `rows` also names articles without a statement. Every mark is a case, so
    none is left out for being one of few.
    """
    chosen = options_for(options, "relation_statements_count")
    need_columns(table, COLUMNS, "cases")
    names = list(rows) or list(chosen.order) or list(dict.fromkeys(table["row"]))
    if not names:
        return empty_chart(chosen, "No evidence: no article makes a statement on the two sides.")
    places = [key for key in _PLACES if key in set(table["column"]) or key != "other"]
    labels = [name_lines(name, 1.5 if chosen.width == "full" else 0.95, SMALL) for name in names]
    left = EDGE + names_width(labels, SMALL) + 0.12
    wide = (chosen.inches - left - EDGE) / len(places)
    if wide < _NARROW:  # room for the last head, which leans out
        wide -= 0.42 / len(places)
    across = _across(wide)
    heads = _Heads([_PLACES[key] for key in places], wide)
    over = heads.above
    heights = [_height(table, name, across) for name in names]
    foot = (
        "One mark is one statement; filled: in the outlet's own voice, open: in a source's. "
        f"Neutral statements are left out. n = {len(table):,} statements in {len(names):,} "
        "articles."
    )
    key = _key(tuple(sides) or default_sides())
    chart = new_chart(chosen, over + sum(heights) + 0.06, foot=foot, key=list(key.values()))
    heads.write(chart, left)
    _draw(chart, table, _Rows(names, labels, heights, places), (left, wide, over), key)
    return chart


@dataclass(frozen=True, slots=True)
class _Rows:
    """Articles with their labels and heights, and the columns."""

    names: Sequence[str]
    labels: Sequence[str]
    heights: Sequence[float]
    places: Sequence[str]


def _draw(
    chart: Chart,
    table: pd.DataFrame,
    rows: _Rows,
    grid: tuple[float, float, float],
    key: Mapping[str, tuple[str, str, str]],
) -> None:
    """The marks of all articles; the grid is its left edge, the width of a column and its top."""
    left, wide, top = grid
    across = _across(wide)
    inches = float(chart.get_size_inches()[0])
    axes = chart.place(0, 0, inches, chart.body)
    axes.set(xlim=(0, inches), ylim=(chart.body, 0))
    axes.axis("off")
    for name, label, tall in zip(rows.names, rows.labels, rows.heights, strict=True):
        axes.plot([EDGE, inches - EDGE], [top, top], color=PALE, linewidth=0.6)
        chart.write(EDGE, top + 0.07, label, linespacing=1.1)
        for number, place in enumerate(rows.places):
            own = table[(table["row"] == name) & (table["column"] == place)]
            _marks(axes, own, (left + number * wide, top + 0.12, across), key)
        top += tall


def _across(wide: float) -> int:
    """Marks beside one another in a column so wide."""
    return max(1, int((wide - 0.1) / _STEP))


class _Heads:
    """Words over the columns: in lines, or leaning over narrow ones."""

    def __init__(self, words: Sequence[str], wide: float) -> None:
        self.wide, self.leaning = wide, wide < _NARROW
        self.lines = [wrap_text(one, wide - 0.08, SMALL, bold=True) for one in words]
        self.above = max(map(len, self.lines)) * SMALL * LINE + 0.06
        if self.leaning:
            self.lines = [[shorten(one, _LEAN, SMALL)] for one in words]
            self.above = 0.78 * names_width([line[0] for line in self.lines], SMALL) + 0.16

    def write(self, chart: Chart, left: float) -> None:
        """The words, from the left edge of the first column on."""
        for number, lines in enumerate(self.lines):
            at, words = left + number * self.wide, "\n".join(lines)
            if self.leaning:
                lean = {"rotation": 50, "rotation_mode": "anchor", "va": "bottom"}
                chart.write(at + 0.08, self.above - 0.06, words, **lean)
            else:
                chart.write(at, 0, words, fontweight="bold", linespacing=1.2)


def _key(sides: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Sign, colour and words of who acts."""
    first, second = sides
    return {
        first: (SIGNS[MARKS[0]], SIDES[0], f"{in_words(first)} acts"),
        second: (SIGNS[MARKS[1]], SIDES[1], f"{in_words(second)} acts"),
        "both": (SIGNS[MARKS[2]], GREY, "both act together"),
    }


def _height(table: pd.DataFrame, name: str, across: int) -> float:
    most = table[table["row"] == name]["column"].value_counts().max()
    lines = 1 if pd.isna(most) else math.ceil(int(most) / across)
    return max(2 * FOOT * LINE + 0.1, lines * _STEP + 0.12)


def _marks(
    axes: object,
    own: pd.DataFrame,
    place: tuple[float, float, int],
    key: Mapping[str, tuple[str, str, str]],
) -> None:
    """The statements of a cell, those of one mover beside one another."""
    left, top, across = place
    order = {mover: number for number, mover in enumerate(key)}
    ordered = own.assign(rank=own["mover"].map(order)).sort_values(["rank", "voice"])
    marks = {SIGNS[mark]: mark for mark in MARKS}
    for number, one in enumerate(ordered.to_dict("records")):
        sign, colour, _ = key[str(one["mover"])]
        line, step = divmod(number, across)
        face = colour if one["voice"] == "outlet" else "white"
        axes.scatter(  # type: ignore[attr-defined]
            [left + 0.06 + step * _STEP],
            [top + line * _STEP],
            s=_MARK,
            marker=marks[sign],
            color=face,
            edgecolors=colour,
            linewidths=1.1,
        )
