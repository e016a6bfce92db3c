"""Words that outlets prefer as a page of scatters: each word a point one can find and read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from framing.render.invisible import visible

WIDE, TALL, EDGE = 560, 360, 34
"""Pixels of a scatter and of its margin."""
_LABELLED = 14
"""Words of each side that carry their label; the others tell themselves when pointed at."""
_MOST = 700
"""Words of a scatter: the most telling ones; more points hide one another."""
_LETTER, _GAP = 6.2, 6  # pixels of a letter of a label, and between two labels
LEAST = 10
"""Articles of an outlet that is drawn where two others have as many; chosen, not measured."""


@dataclass(frozen=True, slots=True)
class Point:
    """A word: place in pixels, its numbers, whether it is significant and labelled."""

    x: float
    y: float
    word: str
    told: str
    sure: bool
    above: bool
    label: bool


@dataclass(frozen=True, slots=True)
class Scatter:
    """One outlet against the others."""

    outlet: str
    other: str
    points: list[Point]
    zero: float
    ticks: list[tuple[float, str]]


def draw_words(
    rows: pd.DataFrame, title: str, *, pair: bool = False, articles: Mapping[str, int] | None = None
) -> str:
    """A page from the rows of `weighted_log_odds`: a scatter an outlet, or one of a pair.

    `articles` says how many each outlet has: those with most stand first, and small ones are left
    out, unless a pair is asked for or fewer than two are large.
    """
    from framing.render.html import render

    groups = list(dict.fromkeys(rows["group"]))
    few = 0
    if articles and not pair:
        groups.sort(key=lambda group: -articles.get(group, 0))
        large = [group for group in groups if articles.get(group, 0) >= LEAST]
        if len(large) >= 2:
            few, groups = len(groups) - len(large), large
    shown = groups[:1] if pair else groups
    others = groups[1] if pair and len(groups) > 1 else "all others"
    scatters = [_scatter(rows[rows["group"] == group], str(group), others) for group in shown]
    left_out = f" Left out: {few:,} with fewer than {LEAST} articles." if few else ""
    sizes = {"wide": WIDE, "tall": TALL, "edge": EDGE}
    return render("words.html", title=title, scatters=scatters, left_out=left_out, **sizes)


def _scatter(own: pd.DataFrame, outlet: str, other: str) -> Scatter:
    own = own.assign(strength=own["z"].abs()).nlargest(_MOST, "strength")
    total = [math.log10(max(1, c)) for c in own["count"] + own["count_rest"]]
    most = max([*total, 1.0])
    reach = max(own["log_odds"].abs().max(), 0.1) if len(own) else 1.0

    def across(log: float) -> float:
        return EDGE + (WIDE - 2 * EDGE) * log / most

    def down(value: float) -> float:
        return TALL / 2 - (TALL / 2 - EDGE) * value / reach

    records = list(zip(own.to_dict("records"), total, strict=True))
    places = [(across(log), down(float(row["log_odds"]))) for row, log in records]
    words = [visible(str(row["term"])) for row, _ in records]
    labels = _labelled(words, places)
    points = [
        Point(
            round(x, 1),
            round(y, 1),
            word,
            _told(row, other),
            bool(row["q"] < 0.05),
            row["log_odds"] > 0,
            k in labels,
        )
        for k, ((row, _), (x, y), word) in enumerate(zip(records, places, words, strict=True))
    ]
    ticks = [(round(across(k), 1), f"{10**k:,}") for k in range(int(most) + 1)]
    return Scatter(visible(outlet), visible(other), points, TALL / 2, ticks)


def _told(row: Mapping[Any, Any], other: str) -> str:
    return (
        f"{row['count']:,} times here, {row['count_rest']:,} with {visible(other)}; log-odds "
        f"{row['log_odds']:.2f} ({row['low']:.2f} to {row['high']:.2f}), q {row['q']:.3f}"
    )


def _labelled(words: list[str], places: list[tuple[float, float]]) -> set[int]:
    """The most telling words of each side that have room for their label."""
    taken: list[tuple[float, float, float, float]] = []
    chosen: set[int] = set()
    count = {True: 0, False: 0}
    for k, (word, (x, y)) in enumerate(zip(words, places, strict=True)):
        above = y < TALL / 2
        box = (x + 4 - _GAP, y - 7, x + 4 + _LETTER * len(word), y + 7)
        free = all(box[0] > b[2] or b[0] > box[2] or box[1] > b[3] or b[1] > box[3] for b in taken)
        if count[above] < _LABELLED and free and box[2] < WIDE:
            taken.append(box)
            chosen.add(k)
            count[above] += 1
    return chosen
