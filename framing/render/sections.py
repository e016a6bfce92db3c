"""The tables of a report, as plain values that a template can print: rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from framing.charts.names import in_words, short_name
from framing.measures.columns import Feature
from framing.render.sums import Key, ReportSums
from framing.tables.codebook import FAMILY_TITLES
from framing.tables.publish import cell_text

DEEDS = ("realised", "agreed")
HOPES = ("desired", "offered", "urged", "scheduled", "possible")
_SPEAKERS = 12
"""Speakers of an outlet that the table lists."""
DIFFERENCES = 300
"""Differences that the table lists, the surest; `framing compare` writes all."""
_NAMES = 6
"""Names of a referent that the table lists for each outlet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; `key` and the outlet of the row open the `count` places behind it."""

    text: str
    sort: Any = ""
    key: str = ""
    count: int = 0
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with what the filters look at."""

    cells: list[Cell]
    outlet: str | None = None
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Heads (words, whether numbers, what they mean) and rows.

    `measures` are the numbers of the report's features in the columns from the third on.
    """

    heads: list[tuple[str, bool, str]]
    lines: list[Line] = field(default_factory=list)
    title: str = ""
    family: str = ""
    measures: tuple[int, ...] = ()


class Cells:
    """Makes cells whose evidence the page holds."""

    def __init__(self, sums: ReportSums) -> None:
        self._sums = sums
        self.keys: set[Key] = set()

    def number(self, value: float, key: Key) -> Cell:
        """A number with its evidence, or a bare one where there is none."""
        places = self._sums.evidence.get(key)
        order = sortable(value)
        if places is None or not places.count:
            return Cell(cell_text(value), order)
        self.keys.add(key)
        return Cell(cell_text(value) or "none", order, "|".join(key[1:]), places.count)


def sortable(value: float) -> Any:
    """What a cell is sorted by: six digits are enough, and nothing for no number."""
    if value != value:
        return ""
    return value if isinstance(value, int) else float(f"{value:.6g}")


def decimals(feature: Feature) -> int:
    """Digits after the point of a measure, the same all down its column."""
    return {"count": 0, "per 1,000 words": 1}.get(feature.spec.unit, 2)


def fixed(value: float, digits: int) -> str:
    """A number with so many digits after the point; empty for none.

    >>> fixed(0.456, 2), fixed(-0.001, 2), fixed(1234.0, 0), fixed(float("nan"), 2)
    ('0.46', '0.00', '1,234', '')
    """
    if value != value:
        return ""
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", "−")


_UNITS = {"share (0 to 1)": "share", "per 1,000 words": "per 1,000 words"}


def heading(feature: Feature, *, family: bool = True) -> str:
    """A column's head: its name in words with its unit, the family first if asked."""
    shown = short_name(feature.spec.name)
    if not family:
        shown = shown.partition(": ")[2] or shown
    told = _UNITS.get(feature.spec.unit, "")
    return f"{shown}, {told}" if told else shown


def side_by_side(
    sums: ReportSums, features: Sequence[Feature], outlets: Sequence[str], cells: Cells
) -> list[Table]:
    """A table a family, outlets in rows, measures in columns: sums over sums."""
    families = dict.fromkeys(feature.spec.family for feature in features)
    return [
        _of_family(
            sums,
            features,
            [k for k, f in enumerate(features) if f.spec.family == family],
            outlets,
            cells,
        )
        for family in families
    ]


def _of_family(
    sums: ReportSums,
    every: Sequence[Feature],
    places: Sequence[int],
    outlets: Sequence[str],
    cells: Cells,
) -> Table:
    features = [every[place] for place in places]
    heads = [("Outlet", False, ""), ("articles", True, "")]
    heads += [
        (heading(f, family=False), True, f"{f.spec.definition} Higher: {f.spec.higher_means}.")
        for f in features
    ]
    top: dict[str, list[float]] = {o: [0.0] * len(features) for o in outlets}
    below: dict[str, list[float]] = {o: [0.0] * len(features) for o in outlets}
    n: dict[str, int] = dict.fromkeys(outlets, 0)
    for article, numbers in zip(sums.articles, sums.numbers, strict=True):
        outlet = article[1]
        n[outlet] += 1
        for place, measure in enumerate(places):
            pair = numbers[measure]
            if pair != 0:
                top[outlet][place] += pair[0]
                below[outlet][place] += pair[1]
    title = FAMILY_TITLES.get(features[0].spec.family, features[0].spec.family)
    family = features[0].spec.family
    table = Table(heads, title=title, family=family, measures=tuple(places))
    for outlet in outlets:
        row = [Cell(outlet), Cell(f"{n[outlet]:,}", n[outlet])]
        for place, feature in enumerate(features):
            value = _pooled(feature, top[outlet][place], below[outlet][place])
            cell = cells.number(value, (outlet, feature.spec.name))
            row.append(replace(cell, text=fixed(value, decimals(feature)) or cell.text))
        table.lines.append(Line(row, outlet))
    return table


def _pooled(feature: Feature, top: float, below: float) -> float:
    if feature.spec.name.endswith("_count"):
        return top
    return top / below if below else float("nan")


def _share(value: float) -> Cell:
    """A share with a bar."""
    return Cell(f"{value:.1%}", sortable(value), share=value)


def speakers_table(sums: ReportSums, outlets: Sequence[str], cells: Cells) -> Table:
    """Who is quoted most at each outlet: side, share, named or not, words of saying."""
    heads = [
        *(("Outlet", False, ""), ("Speaker", False, ""), ("Side", False, "")),
        *(("attributions", True, ""), ("share of the outlet's", True, "")),
        *(("words", True, "Words said by this speaker."), ("said with", False, "Twice or more.")),
    ]
    table, quotes = Table(heads), sums.quotes
    quotes["outlet"] = quotes["article_id"].map(sums.frame.set_index("article_id")["outlet"])
    for outlet in outlets:
        own = quotes[quotes["outlet"] == outlet]
        best = own["speaker"].value_counts().head(_SPEAKERS)
        for name, count in best.items():
            part = own[own["speaker"] == name]
            side = part["side"].mode()
            sides = (str(side.iloc[0]),) if len(side) else ()
            cues = _cues(part["cue"])
            key = (outlet, "speaker", str(name))
            row = [
                *(Cell(outlet), Cell(str(name))),
                Cell(in_words(sides[0]) if sides else "not known"),
                cells.number(int(count), key),
                _share(count / len(own)),
                Cell(cell_text(int(part["words"].sum())), int(part["words"].sum())),
                Cell(cues),
            ]
            table.lines.append(Line(row, outlet, sides))
    return table


def _cues(cues: pd.Series) -> str:
    """The commonest words of saying, with their counts; those met once tell nothing."""
    counts = cues[cues.str.contains(r"\w", na=False)].value_counts()
    return ", ".join(f"{cue} {n}" for cue, n in counts.head(3).items() if n > 1)


def names_table(sums: ReportSums, outlets: Sequence[str], cells: Cells) -> Table:
    """What outlets call the same thing in their own voice."""
    heads = [
        *(("Outlet", False, ""), ("What is named", False, ""), ("Name", False, "")),
        *(("Tells", False, "For it, against it, or neither."), ("times", True, "")),
        ("share of its names", True, "Of all names the outlet has for it."),
    ]
    table, named = Table(heads), sums.wordings
    named = named[(named["kind"] == "naming") & (named["voice"] == "outlet")]
    named = named.assign(
        outlet=named["article_id"].map(sums.frame.set_index("article_id")["outlet"])
    )
    place = {outlet: number for number, outlet in enumerate(outlets)}
    tone = {1: "for it", -1: "against it", 0: "neither"}
    named = named[named["outlet"].isin(place)]
    groups = sorted(
        named.groupby(["outlet", "referent"]),
        key=lambda group: (place[str(group[0][0])], -group[1]["count"].sum(), str(group[0][1])),
    )
    for (outlet, referent), part in groups:
        counts = part.groupby(["choice", "polarity"])["count"].sum().sort_values(ascending=False)
        best = counts.head(_NAMES).reset_index().to_dict("records")
        for one in best:
            choice, count = str(one["choice"]), int(one["count"])
            key = (str(outlet), "name", str(referent), choice)
            words = choice.replace("_", " ")
            row = [
                *(Cell(str(outlet)), Cell(in_words(str(referent))), Cell(words)),
                *(Cell(tone[int(one["polarity"])]), cells.number(count, key)),
                _share(count / counts.sum()),
            ]
            table.lines.append(Line(row, str(outlet)))
    return table


def statements_table(sums: ReportSums, outlets: Sequence[str], cells: Cells) -> Table:
    """What the two sides do to each other by outlet: class, deed or hope, voice."""
    heads = [
        *(("Outlet", False, ""), ("Statement", False, ""), ("Status", False, "")),
        *(("Voice", False, ""), ("statements", True, "")),
        ("share of the outlet's", True, ""),
    ]
    table, found = Table(heads), sums.relations
    found["outlet"] = found["article_id"].map(sums.frame.set_index("article_id")["outlet"])
    for outlet in outlets:
        own = found[found["outlet"] == outlet]
        kinds = own.groupby(["quad", "status", "voice"])
        for kind, part in sorted(kinds, key=lambda group: -len(group[1])):
            quad, status, voice = (str(one) for one in kind)
            key = (outlet, "statement", quad, status, voice)
            actors = tuple(sorted({*part["source"], *part["target"]}))
            row = [
                *(Cell(outlet), Cell(in_words(quad)), Cell(status)),
                Cell("its own" if voice == "outlet" else "a source's"),
                cells.number(len(part), key),
                _share(len(part) / len(own)),
            ]
            table.lines.append(Line(row, outlet, actors))
    return table


def differences_table(rows: pd.DataFrame, features: Sequence[Feature], cells: Cells) -> Table:
    """Differences of outlets from all others, the `DIFFERENCES` surest first."""
    from framing.compare.view import comparison_view, surest

    known = {feature.spec.name: feature for feature in features}
    best = surest(rows, DIFFERENCES)
    view = comparison_view(best)
    heads = [
        *(("Measure", False, ""), ("Outlet", False, ""), ("articles", True, "")),
        ("its mean", True, "Mean over articles, or rate over all words; 95 % interval."),
        *(("minus the others", True, "95 % interval."), ("in deviations", True, "Of articles.")),
        *(("p", True, "By permutation."), ("q", True, "Benjamini and Hochberg, over all rows.")),
    ]
    table = Table(heads)
    for (_, row), (_, shown) in zip(best.iterrows(), view.iterrows(), strict=True):
        feature, outlet = known[row["feature"]], str(row["group"])
        mean = cells.number(float(row["estimate"]), (outlet, feature.spec.name))
        told = ("difference", "p", "q")
        text = {name: str(shown[name]).replace(" ", "\u00a0") for name in ("estimate", *told)}
        apart = float(row["std_difference"])
        line = [
            *(Cell(heading(feature)), Cell(outlet), Cell(f"{row['n']:,}", int(row["n"]))),
            *(replace(mean, text=text["estimate"]), Cell(text["difference"], row["difference"])),
            Cell(fixed(apart, 2), sortable(apart)),
            *(Cell(text[name], sortable(float(row[name]))) for name in ("p", "q")),
        ]
        table.lines.append(Line(line, outlet))
    return table


def words_table(odds: pd.DataFrame, most: int = 12) -> Table:
    """Words that each outlet prefers in its own voice: those whose interval leaves out zero."""
    from framing.compare.view import printed_p

    heads = [
        *(("Outlet", False, ""), ("Word", False, ""), ("times", True, "")),
        *(("per 1,000 words", True, ""), ("log-odds", True, "Against all other outlets.")),
        *(("95 % interval", False, ""), ("q", True, "")),
    ]
    table = Table(heads)
    for outlet, own in odds[odds["low"] > 0].groupby("group", sort=False):
        for row in own.sort_values("z", ascending=False).head(most).to_dict("records"):
            ends = f"{row['low']:.2f}\u00a0to\u00a0{row['high']:.2f}"
            line = [
                *(Cell(str(outlet)), Cell(str(row["term"]))),
                Cell(f"{row['count']:,}", int(row["count"])),
                Cell(fixed(row["rate_per_1k"], 2), sortable(row["rate_per_1k"])),
                Cell(f"{row['log_odds']:.2f}", sortable(row["log_odds"])),
                *(Cell(ends), Cell(printed_p(row["q"]), sortable(row["q"]))),
            ]
            table.lines.append(Line(line, str(outlet)))
    return table


def read_table(sums: ReportSums, outlets: Sequence[str]) -> Table:
    """Articles, days and words by outlet."""
    heads = [
        *(("Outlet", False, ""), ("articles", True, ""), ("words", True, "")),
        *(("first day", False, ""), ("last day", False, ""), ("without a day", True, "")),
        ("agency copy", True, "Articles that credit an agency."),
    ]
    table, frame = Table(heads), sums.frame
    for outlet in outlets:
        own = frame[frame["outlet"] == outlet]
        days = own.loc[own["published"] != "", "published"]
        undated = int((own["published"] == "").sum())
        credited = int(own["agency"].notna().sum())
        row = [
            *(Cell(outlet), Cell(f"{len(own):,}", len(own))),
            Cell(f"{own['n_words'].sum():,}", int(own["n_words"].sum())),
            Cell(days.min() if len(days) else ""),
            *(Cell(days.max() if len(days) else ""), Cell(f"{undated:,}", undated)),
            Cell(f"{credited:,}", credited),
        ]
        table.lines.append(Line(row, outlet))
    return table
