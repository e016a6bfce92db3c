"""Draws a reading as a page: the article with its layers in colour, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as _escape
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.corpus.outputs import GENERATOR
from framing.render.invisible import visible
from framing.types import Reading

if TYPE_CHECKING:
    from framing.types import Zone

_STYLE = """<style>
.framing{font:15px/1.55 Georgia,serif;max-width:46em;color:#1a1a1a;background:#fff;padding:.6em 1em}
.framing p{margin:.45em 0}
.framing .headline{font-size:1.35em;font-weight:bold;line-height:1.25}
.framing .lead{font-weight:600}
.framing .furniture,.framing .caption,.framing .byline,.framing .dateline{color:#767676;
font:12px/1.5 system-ui,sans-serif}
.framing .kind{float:right;font:10px system-ui,sans-serif;color:#767676;margin-left:1em}
.framing .content{background:#e3effa}
.framing .cue{border-bottom:2px solid #0072b2}
.framing .source{border-bottom:2px dotted #0072b2}
.framing .hedge{background:#fbe3c8}
.framing .mention{color:#00694d;font-weight:600}
.framing .relation{border-top:2px solid #cc79a7}
.framing .wording{text-decoration:underline wavy #b34700 1px;text-underline-offset:3px}
.framing .legend{font:12px/1.6 system-ui,sans-serif;border-bottom:1px solid #ccc;
padding-bottom:.5em}
.framing .legend span{margin-right:.9em}
</style>"""

_LEGEND = (
    ("content", "said by a source"),
    ("cue", "cue"),
    ("source", "source"),
    ("hedge", "hedge"),
    ("mention", "actor"),
    ("relation", "statement on the dyad"),
    ("wording", "choice of words"),
)


def escape(text: str, *, quote: bool = True) -> str:
    """Text as it may stand in a page: no tags, nothing invisible."""
    return _escape(visible(text), quote)


def draw_reading(reading: Reading) -> str:
    """HTML fragment of an article with zones and layers; hovering tells what each mark is."""
    marks = sorted(_marks(reading), key=lambda mark: (mark[0], -mark[1]))
    body = "".join(_paragraph(reading, zone, marks) for zone in reading.zones)
    return f'{_STYLE}<div class="framing">{_head(reading)}{body}</div>'


Reading._repr_html_ = draw_reading


def draw_page(reading: Reading) -> str:
    """A whole HTML page around `draw_reading`, readable by itself."""
    title = escape(reading.article.title or reading.article.article_id)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"{GENERATOR}"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{title}</title></head><body>{draw_reading(reading)}</body></html>\n"
    )


def _head(reading: Reading) -> str:
    provenance = reading.provenance
    known = [
        f"publisher: {provenance.publisher or 'unknown'}",
        f"agency: {provenance.agency or 'none named'}",
        f"{len(reading.quotes)} attributions",
        f"{len(reading.hedges)} hedges",
        f"{len(reading.relations)} statements on the dyad",
        *(f"doubt: {problem}" for problem in reading.problems),
        *_left_out(reading),
    ]
    legend = "".join(f'<span class="{name}">{escape(what)}</span>' for name, what in _LEGEND)
    return f'<div class="legend">{legend}<br>{escape(" · ".join(known))}</div>'


def _left_out(reading: Reading) -> Iterator[str]:
    """How much of the page's text is not in the article, and what it was."""
    page = reading.article.page
    if page is not None and page.left_out:
        total = sum(count for _, count in page.left_out)
        kinds = ", ".join(f"{what} {count:,}" for what, count in page.left_out)
        yield f"left out of the page: {total:,} characters ({kinds})"


def _marks(reading: Reading) -> Iterator[tuple[int, int, str, str]]:
    for quote in reading.quotes:
        who = quote.speaker or "speaker unknown"
        for name, spans in (
            ("content", quote.content),
            ("cue", quote.cue),
            ("source", quote.source),
        ):
            for start, stop in spans:
                yield start, stop, name, f"{name}: {who} ({quote.kind}, {quote.stance})"
    for hedge in reading.hedges:
        yield hedge.start, hedge.stop, "hedge", f"hedge: {hedge.category}, voice: {hedge.voice}"
    for mention in reading.mentions:
        yield mention.start, mention.stop, "mention", f"{mention.actor}, {mention.role}"
    for relation in reading.relations:
        tie = "with" if relation.mutual else "to"
        what = f"{relation.source} {tie} {relation.target}: {relation.quad}, {relation.status}"
        yield relation.start, relation.stop, "relation", what
    for wording in reading.wordings:
        yield wording.start, wording.stop, "wording", f"{wording.kind}: {wording.choice}"


def _paragraph(reading: Reading, zone: Zone, marks: list[tuple[int, int, str, str]]) -> str:
    inner = [mark for mark in marks if mark[0] < zone.stop and mark[1] > zone.start]
    edges = {zone.start, zone.stop}
    for start, stop, _, _ in inner:
        edges |= {max(start, zone.start), min(stop, zone.stop)}
    cuts = sorted(edges)
    pieces = "".join(
        _piece(reading.article.text[a:b], [m for m in inner if m[0] <= a and b <= m[1]])
        for a, b in pairwise(cuts)
    )
    kind = f'<span class="kind">{escape(zone.kind)}</span>' if zone.kind != "body" else ""
    title = escape(f"{zone.kind}: {zone.rule}", quote=True)
    return f'<p class="{zone.kind}" title="{title}">{kind}{pieces}</p>'


def _piece(text: str, covering: list[tuple[int, int, str, str]]) -> str:
    words = escape(text)
    if not covering:
        return words
    names = " ".join(dict.fromkeys(name for _, _, name, _ in covering))
    title = escape("; ".join(what for _, _, _, what in covering), quote=True)
    return f'<span class="{names}" title="{title}">{words}</span>'
