"""The report of a corpus: one page to send to anyone, or a folder with evidence on demand."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from framing.charts.names import in_words
from framing.errors import UsageError
from framing.render.figures import Drawn, Figure, figures
from framing.render.gather import report_features
from framing.render.invisible import visible
from framing.render.methods import bibliography, methods_paragraph
from framing.render.sections import (
    DIFFERENCES,
    Cells,
    Table,
    decimals,
    differences_table,
    heading,
    names_table,
    read_table,
    side_by_side,
    speakers_table,
    statements_table,
    words_table,
)
from framing.render.sums import UNKNOWN, Key, ReportSums
from framing.render.trust import trust_table
from framing.tables.publish import write_whole
from framing.tables.record import Record
from framing.tables.target import mark_folder
from framing.types import Options

ONE_PAGE = 1500
"""Articles up to which the report is one page: the numbers of more would not fit into 3 MB."""
_PAGE_BYTES = 2_900_000
"""What a single page may take: mail servers and readers balk at more than 3 MB."""
_LEAST_BYTES = 300_000
"""Left to the evidence even where tables and pictures fill the page."""
_PLACES = (24, 16, 12, 8, 6, 4, 3, 2, 1)
"""Places of evidence that a number may have in a single page; the most that fit are kept."""
_FIRST = 10
"""Outlets with most articles, whose numbers may have more places than others; chosen."""
_OTHERS = "all other outlets"
_LEAST = 10  # articles of an outlet that is compared; chosen, not measured
_EVIDENCE = b"framing-evidence-here"
"""Stands in a drawn page for the evidence, whose size is what the rest of the page leaves."""


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What a report is made of; `passages` are shared ones, `None` if nobody looked."""

    sums: ReportSums
    options: Options
    record: Record
    corpus: str
    skipped: Sequence[str] = ()
    passages: pd.DataFrame | None = None
    stories: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    id: str
    title: str
    lead: str
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    note: str = ""


def write_report(given: ReportInput, target: str) -> int:
    """Writes a page (.html) or a folder (ends in /); returns the bytes of the page.

    Raises `UsageError` for a corpus without articles.
    """
    if not given.sums.articles:
        raise UsageError(f"{given.corpus}: holds no article that could be read")
    if target.endswith("/"):
        folder = Path(target)
        folder.mkdir(exist_ok=True)
        size = _write(given, folder / "index.html", folder / "evidence")
        mark_folder(folder, "report")
        return size
    return _write(given, Path(target), None)


def _write(given: ReportInput, page: Path, beside: Path | None) -> int:
    from framing.render.html import render

    made = _Report(given)
    data = _json(made.data(folder=beside is not None))

    whole = render("report.html", report=made, data=data, evidence=beside is None)
    html = whole.encode("utf-8", "replace")
    if beside is None:
        before, _, after = html.rpartition(_EVIDENCE)
        most = max(_LEAST_BYTES, _PAGE_BYTES - len(html))
        html = before + made.packed(most).encode() + after
    else:
        made.write_evidence(beside)
    write_whole(page, html)
    return len(html)


def _json(value: Any) -> str:
    """JSON that can stand inside a page: no text of an article can end the element it stands in."""
    text = visible(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


class _Report:
    """The parts of a report, worked out once."""

    def __init__(self, given: ReportInput) -> None:
        self.given, self.sums = given, given.sums
        reuse = given.passages is not None
        self.features = report_features(given.options, reuse=reuse)
        sizes = self.sums.frame["outlet"].value_counts()
        self.outlets = [*sizes.index.drop(UNKNOWN, errors="ignore").map(str)]
        self.outlets += [UNKNOWN] if UNKNOWN in sizes else []
        self.sides = _sides(given.options)
        columns = [feature.spec.name for feature in self.features]
        self.table = self.sums.features(columns)
        if given.stories:
            stories = self.table["article_id"].map(given.stories)
            self.table["story_id"] = stories.fillna(self.table["article_id"])
        self.cells = Cells(self.sums)
        self.comparison, self.why_not = _compared(self.table, columns)
        self.sections = list(self._sections())

    @property
    def title(self) -> str:
        """Words on top."""
        return self.given.title or f"How {len(self.outlets):,} outlets frame it"

    @property
    def days(self) -> tuple[str, str]:
        """First and last day, empty where no article says one."""
        days = self.sums.frame["published"]
        days = days[days != ""]
        return (days.min(), days.max()) if len(days) else ("", "")

    @property
    def cards(self) -> list[tuple[str, str]]:
        """Numbers on top, with what they count."""
        frame = self.sums.frame
        return [
            (f"{len(frame):,}", "articles read"),
            (f"{len(self.given.skipped):,}", "left out, each named below"),
            (f"{len(self.outlets):,}", "outlets"),
            (f"{int(frame['n_words'].sum()):,}", "words of the stories"),
            (f"{len(self.sums.quote_rows):,}", "attributions"),
            (
                f"{len(self.sums.relation_rows):,}",
                f"statements on {' and '.join(map(in_words, self.sides))}",
            ),
        ]

    @property
    def actors(self) -> list[tuple[str, str]]:
        """Sides that the filter offers, with their names."""
        counts = Counter(row[1] for row in self.sums.quote_rows if row[1] is not None)
        counts.update({row["source"]: 0 for row in self.sums.relation_rows})
        order = sorted(counts, key=lambda side: (-counts[side], side))
        return [(side, in_words(side)) for side in order[:40]]

    @property
    def problems(self) -> list[tuple[str, int]]:
        """Doubts of the reader, with how many articles have them."""
        return self.sums.problems.most_common()

    @property
    def letters(self) -> list[tuple[str, str]]:
        """Share of the pages' characters by kind of zone."""
        total = sum(self.sums.letters.values()) or 1
        return [(k, f"{n / total:.1%}") for k, n in self.sums.letters.most_common()]

    @property
    def methods(self) -> tuple[str, str]:
        """The paragraph and the BibTeX."""
        return methods_paragraph(self.given.record), bibliography(self.given.record)

    def _sections(self) -> Any:
        from framing.charts import ChartOptions

        drawn = Drawn(
            self.sums, self.table, self.sides, self.comparison, self.given.passages, ChartOptions()
        )
        pictures = figures(drawn)

        def of(name: str) -> list[Figure]:
            return [figure for figure in pictures if figure.section == name]

        side = " and ".join(map(in_words, self.sides))
        sums, outlets, cells = self.sums, self.outlets, self.cells
        yield Section(
            "read", "What was read, and what was lost", _READ, [read_table(sums, outlets)]
        )
        tables = side_by_side(sums, self.features, outlets, cells)
        frames = [table for table in tables if table.family == "frame"]
        others = [table for table in tables if table.family != "frame"]
        yield Section("side-by-side", "Outlets side by side", _SIDE_BY_SIDE, others)
        table = speakers_table(sums, outlets, cells)
        yield Section("speakers", "Who is quoted", _SPEAKERS, [table], of("speakers"))
        yield Section("certainty", "Certainty", _CERTAINTY, [], of("certainty"))
        table = names_table(sums, outlets, cells)
        yield Section("naming", "What things are called", _NAMING, [table], of("naming"))
        table = statements_table(sums, outlets, cells)
        yield Section(
            "sides", f"{side}: deeds, hopes and whose voice", _SIDES, [table], of("sides")
        )
        if frames:
            yield Section("frames", "Frames and roles", _FRAMES, frames)
        yield Section("copied", "Copied passages", self._copied(), [], of("copied"))
        yield self._differences(of("differences"))
        yield self._words()
        trust = trust_table(self.features)
        yield Section("trust", "How far to trust each measure", _TRUST, [trust])

    def _copied(self) -> str:
        passages = self.given.passages
        if passages is None:
            return "Not looked for; `framing report --reuse` finds passages that articles share."
        copies = passages[passages["kind"] == "copy"] if len(passages) else passages
        pairs = len(copies.drop_duplicates(["article_id_a", "article_id_b"])) if len(copies) else 0
        return (
            f"{pairs:,} pairs of articles share a passage of 12 words or more that is no "
            "quotation. A pair stands in the picture only where no agency's copy can explain it."
        )

    def _differences(self, pictures: list[Figure]) -> Section:
        title = "Differences between outlets"
        if self.comparison is None:
            return Section("differences", title, self.why_not)
        table = differences_table(self.comparison, self.features, self.cells)
        tested = len(self.comparison)
        note = ""
        if tested > DIFFERENCES:
            note = f"The {DIFFERENCES} surest of {tested:,}; `framing compare` writes all of them."
        return Section("differences", title, _DIFFERENCES, [table], pictures, note)

    def _words(self) -> Section:
        from framing.compare.log_odds import weighted_log_odds
        from framing.compare.view import SURE

        title = "Words an outlet prefers"
        sizes = self.table["outlet"].value_counts()
        listed = [str(name) for name in sizes.index[sizes >= _LEAST]]
        if not listed:
            return Section("words", title, f"Not compared: no outlet has {_LEAST} articles.")
        try:
            odds = weighted_log_odds(self.sums.terms.finish().with_others(listed, _OTHERS))
        except UsageError as error:
            return Section("words", title, f"Not compared: {error}.")
        large = odds[odds["group"].map(sizes) >= _LEAST]
        order = {outlet: number for number, outlet in enumerate(self.outlets)}
        large = large.sort_values("group", key=lambda names: names.map(order), kind="stable")
        sure = int((large.loc[large["low"] > 0, "q"] <= SURE).sum())
        told = f"Over all words tested, {sure:,} of these differ by more than chance (q ≤ {SURE})."
        return Section("words", title, f"{_WORDS} {told}", [words_table(large)])

    def data(self, *, folder: bool) -> dict[str, Any]:
        """What the script of the page works with from the start."""
        place = {outlet: number for number, outlet in enumerate(self.outlets)}
        articles = [
            [place[outlet], day, title, article_id]
            for article_id, outlet, _, day, title, _ in self.sums.articles
        ]
        measures = [[f.spec.name, heading(f), decimals(f)] for f in self.features]
        found: dict[str, Any] = {"folder": folder, "corpus": self.given.corpus}
        return found | {"outlets": self.outlets, "measures": measures, "articles": articles}

    def packed(self, most_bytes: int) -> str:
        """Numbers of the articles and evidence as compressed JSON: as much as may be."""
        packed: dict[tuple[int, int], bytes] = {}

        def fits(most: int, first: int) -> bool:
            parts = {"numbers": self.sums.numbers, **self._parts(most, first)}
            whole = _json(parts).encode("utf-8", "replace")
            packed[most, first] = gzip.compress(whole, 9, mtime=0)
            return len(packed[most, first]) <= most_bytes * 3 // 4  # base64 takes four for three

        # From many places to few; where not even the fewest fit they stand nevertheless. What is
        # left of the room goes to the numbers of the largest outlets.
        most = _PLACES[bisect_left(_PLACES[:-1], True, key=lambda one: fits(one, one))]
        more = [one for one in _PLACES if one > most]
        first = [*more, most][bisect_left(more, True, key=lambda one: fits(most, one))]
        if (most, first) not in packed:
            fits(most, first)
        return b64encode(packed[most, first]).decode()

    def write_evidence(self, folder: Path) -> None:
        """A file for the numbers of the articles, and one for each outlet and kind of evidence."""
        folder.mkdir(exist_ok=True)
        every = self._parts(self.sums.most, self.sums.most)
        for file, rows in {"numbers": self.sums.numbers, **every}.items():
            words = f"framingEvidence({_json(file)},{_json(rows)});\n"
            write_whole(folder / f"{file}.js", words.encode("utf-8", "replace"))

    def _parts(self, most: int, first: int) -> dict[str, dict[str, Any]]:
        """By outlet and kind, and in it by key: how many places there are, and a sample.

        `first` places of the outlets with most articles, `most` of the others.
        """
        place = {outlet: number for number, outlet in enumerate(self.outlets)}
        parts: dict[str, dict[str, Any]] = {}
        for key in sorted(self.cells.keys):
            found = self.sums.evidence[key]
            rows = parts.setdefault(f"{place[key[0]]}-{_kind(key)}", {})
            kept = first if place[key[0]] < _FIRST else most
            rows["|".join(key[1:])] = [found.count, found.rows(kept)]
        return parts


def _kind(key: Key) -> str:
    """The family of a measure, or what else a number stands for: speaker, name, statement."""
    return key[1].partition("_")[0]


def _sides(options: Options) -> tuple[str, str]:
    first, *rest = options.actor_columns
    return first, rest[0] if rest else first


def _compared(table: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame | None, str]:
    """The comparison of outlets, or why there is none."""
    from framing.compare import CompareOptions, compare_outlets

    sizes = table["outlet"].value_counts()
    if (sizes >= _LEAST).sum() < 2:
        return None, (
            f"Not compared: fewer than two outlets have {_LEAST} articles or more. A difference "
            "between two articles is no difference between two outlets."
        )
    options = CompareOptions(features=tuple(columns), resamples=1000, min_articles=_LEAST)
    try:
        rows = compare_outlets(table, options=options)
    except UsageError as error:
        return None, f"Not compared: {error}."
    return rows[rows["p"].notna()], ""


_READ = (
    "Only headline, lead and body are counted; captions, bylines, datelines and page furniture are "
    "marked and left out. An article whose page does not say its publisher is not compared."
)
_SIDE_BY_SIDE = (
    "Each number is a sum over a sum: of all words, attributions or statements of the outlet. "
    "Press a number to read the words behind it; grey ones rest on fewer than ten places. The "
    "period chosen in the filters is counted anew."
)
_SPEAKERS = (
    "Who has the word, for which side, and under which words of saying. Indirect speech is found "
    "about half the time: shares are of the attributions that were found."
)
_CERTAINTY = (
    "Hedges weaken what is said (may, reportedly), boosters strengthen it (clearly). What a source "
    "hedges is the source's hedge."
)
_NAMING = "Names in the outlet's own voice only: what a minister calls his enemy is his choice."
_SIDES = (
    "Statements that bind the two sides: cooperation or conflict, in words or in deeds. What was "
    "done and what is hoped for are never added up."
)
_FRAMES = "How likely each frame is present, by a model whose score stands in the last table."
_DIFFERENCES = (
    "Each outlet against all others, the surest first. Intervals come from a bootstrap over "
    "stories, p from permutations, q (Benjamini and Hochberg) allows for all rows of this table."
)
_WORDS = (
    "Weighted log-odds (Monroe, Colaresi and Quinn 2008) of words in the outlet's own voice, "
    "against all other outlets; listed are those whose own interval leaves out zero, of outlets "
    f"with {_LEAST} articles or more. Names of outlets and reporters, addresses and furniture are "
    "taken out."
)
_TRUST = (
    "How each kind of measure does against what people marked. A measure that is seldom right can "
    "still compare outlets if it errs alike for all of them; read the words behind a number."
)
