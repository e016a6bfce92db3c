"""Draws a reading as a page: the article with its layers in colour, who speaks in the margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.render.invisible import visible
from framing.tables.evidence import relation_words, speaker_name
from framing.types import Reading

if TYPE_CHECKING:
    from framing.types import Quote, Relation, Zone

LEGEND = (
    ("content", "said by a source"),
    ("cue", "word of saying"),
    ("source", "who says it"),
    ("hedge", "hedge"),
    ("mention", "actor"),
    ("relation", "statement on two sides"),
    ("wording", "choice of words"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `anchor` is where links to it lead."""

    text: str
    names: str = ""
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A zone of the page in pieces."""

    kind: str
    title: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody in the margin: name, side, how often, and where first."""

    name: str
    side: str
    count: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as a sentence, with the words that make it."""

    sentence: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """All that a page of an article shows."""

    title: str
    facts: list[tuple[str, str]]
    problems: list[str]
    paragraphs: list[Paragraph]
    speakers: list[Speaker]
    statements: list[Statement]
    legend: Sequence[tuple[str, str]] = field(default=LEGEND)


def draw_reading(reading: Reading) -> str:
    """HTML fragment of an article with zones and layers; hovering tells what each mark is."""
    from framing.render.html import render  # templates are loaded when something is drawn

    return render("reading.html", view=view_reading(reading), whole=False)


Reading._repr_html_ = draw_reading


def draw_page(reading: Reading, index: str = "") -> str:
    """A whole HTML page of an article, readable by itself; `index` links back to a list."""
    from framing.render.html import render

    return render("reading.html", view=view_reading(reading), whole=True, index=index)


def page_name(article_id: str) -> str:
    """Name of an article's page: readable, safe in any file system, never that of another.

    >>> page_name("a/b: c")[:6], page_name("a/b: c") != page_name("a/b, c")
    ('a-b-c-', True)
    """
    digest = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    readable = re.sub(r"[^A-Za-z0-9]+", "-", article_id).strip("-")[:48]
    return f"{readable or 'article'}-{digest}.html"


def anchor(start: int) -> str:
    """Name of the place of a character on a page."""
    return f"c{start}"


def view_reading(reading: Reading) -> ReadingView:
    """What a page of an article shows, as plain values."""
    marks = sorted(_marks(reading), key=lambda mark: (mark[0], -mark[1]))
    article, provenance = reading.article, reading.provenance
    heads = [z for z in reading.zones if z.kind == "headline"]
    title = article.title or (article.text[heads[0].start : heads[0].stop] if heads else "")
    facts = [
        ("article", article.article_id),
        ("publisher", provenance.publisher or "unknown"),
        ("agency", provenance.agency or "none named"),
        ("published", article.published or "not said"),
        ("attributions", str(len(reading.quotes))),
        ("hedges", str(len(reading.hedges))),
        ("statements on two sides", str(len(reading.relations))),
    ]
    return ReadingView(
        visible(title or article.article_id),
        [(name, visible(value)) for name, value in facts],
        [*reading.problems, *_left_out(reading)],
        [_paragraph(reading, zone, marks) for zone in reading.zones],
        _speakers(reading),
        [_statement(reading, relation) for relation in reading.relations],
    )


def _speakers(reading: Reading) -> list[Speaker]:
    """Who speaks, most often first; where a side is known it stands beside the name."""
    names = [speaker_name(quote) for quote in reading.quotes]
    first: dict[str, Quote] = {}
    for name, quote in zip(names, reading.quotes, strict=True):
        first.setdefault(name, quote)
    return [
        Speaker(visible(name), first[name].side or "", count, anchor(_place(first[name])))
        for name, count in Counter(names).most_common()
    ]


def _place(quote: Quote) -> int:
    return min(start for start, _ in (*quote.content, *quote.source, *quote.cue))


def statement_sentence(reading: Reading, relation: Relation) -> str:
    """A statement in words: "USA → RUS, verbal conflict, alleged, in Lavrov's voice"."""
    voice = "the outlet's"
    if relation.quote is not None and relation.quote < len(reading.quotes):
        voice = f"{speaker_name(reading.quotes[relation.quote])}'s"
    elif relation.voice == "source":
        voice = "a source's"
    return f"{relation_words(relation)}, {relation.status}, in {voice} voice"


def _statement(reading: Reading, relation: Relation) -> Statement:
    words = reading.article.text[relation.start : relation.stop]
    sentence = statement_sentence(reading, relation)
    return Statement(visible(sentence), visible(words), anchor(relation.start))


def _left_out(reading: Reading) -> Iterator[str]:
    """How much of the page's text is not in the article, and what it was."""
    page = reading.article.page
    if page is not None and page.left_out:
        total = sum(count for _, count in page.left_out)
        kinds = ", ".join(f"{what} {count:,}" for what, count in page.left_out)
        yield f"left out of the page: {total:,} characters ({kinds})"


def _marks(reading: Reading) -> Iterator[tuple[int, int, str, str]]:
    for quote in reading.quotes:
        who = f"{speaker_name(quote)}{f', {quote.side}' if quote.side else ''}"
        for name in ("content", "cue", "source"):
            for start, stop in getattr(quote, name):
                yield start, stop, name, f"{name}: {who} ({quote.kind}, {quote.stance})"
    for hedge in reading.hedges:
        yield hedge.start, hedge.stop, "hedge", f"hedge: {hedge.category}, voice: {hedge.voice}"
    for mention in reading.mentions:
        yield mention.start, mention.stop, "mention", f"{mention.actor}, {mention.role}"
    for relation in reading.relations:
        yield relation.start, relation.stop, "relation", statement_sentence(reading, relation)
    for wording in reading.wordings:
        yield wording.start, wording.stop, "wording", f"{wording.kind}: {wording.choice}"


def _paragraph(reading: Reading, zone: Zone, marks: list[tuple[int, int, str, str]]) -> Paragraph:
    inner = [mark for mark in marks if mark[0] < zone.stop and mark[1] > zone.start]
    edges = {zone.start, zone.stop}
    for start, stop, _, _ in inner:
        edges |= {max(start, zone.start), min(stop, zone.stop)}
    starts = {start for start, _, _, _ in inner}
    pieces = []
    for a, b in pairwise(sorted(edges)):
        covering = [m for m in inner if m[0] <= a and b <= m[1]]
        names = " ".join(dict.fromkeys(name for _, _, name, _ in covering))
        title = "; ".join(what for _, _, _, what in covering)
        where = anchor(a) if a in starts else ""
        pieces.append(Piece(visible(reading.article.text[a:b]), names, visible(title), where))
    return Paragraph(zone.kind, visible(f"{zone.kind}: {zone.rule}"), pieces)
