"""Pages as printed: lines put together to paragraphs, hyphens mended, running heads told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from framing.corpus.blocks import (
    SENTENCE_END,
    column_width,
    ends_paragraph,
    join_lines,
    words_of_lines,
)
from framing.corpus.databases.labels import find_written_day

_EDGE = 2  # lines at the top and at the foot of a page that may be running heads
_FOLIO = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?\w?\d{1,4}(?:\s*(?:/|of|von|de)\s*\d+)?\W*", re.I
)
_DIGITS = re.compile(r"\d+")
_COLUMNS = re.compile(r"\s{2,}|\t|\s[|·•]\s")

Page = Sequence[str]


@dataclass
class Printed:
    """Paragraphs of printed pages in order, running heads among them, and what those say."""

    paragraphs: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    about: Mapping[str, object] = field(default_factory=dict)


def mend_pages(pages: Sequence[Page]) -> Printed:
    """The paragraphs of pages; a paragraph that runs over a page stays in one piece.

    A running head keeps its place as a paragraph of its own, behind the paragraph it interrupts.
    """
    recurring = _recurring(pages)
    width = column_width(line for page in pages for line in page)
    seen = words_of_lines(line for page in pages for line in page)
    found = Printed()
    open_lines: list[str] = []
    waiting: list[str] = []
    for page in pages:
        heads, lines = _split(page, recurring)
        waiting += heads
        found.heads += heads
        for paragraph, closed in _paragraphs(open_lines, lines, width, seen):
            if closed:
                found.paragraphs.append(paragraph)
                found.paragraphs += waiting
                waiting.clear()
                open_lines = []
            else:
                open_lines = paragraph.split("\n")
    if open_lines:
        found.paragraphs.append(join_lines(open_lines, seen))
    found.paragraphs += waiting
    raw = [line for page in pages for line in page if _key(line) in recurring]
    found.about = next((said for line in raw if (said := describe_head(line))), {})
    return found


def _recurring(pages: Sequence[Page]) -> frozenset[str]:
    """Lines at the edges of pages that come back on another, numbers aside."""
    counts = Counter(key for page in pages for key in {_key(page[k]) for k in _edges(page)})
    return frozenset(key for key, count in counts.items() if count > 1 and key)


def _edges(page: Page) -> list[int]:
    filled = [k for k, line in enumerate(page) if line.strip()]
    return sorted({*filled[:_EDGE], *filled[-_EDGE:]})


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split())).casefold()


def _split(page: Page, recurring: frozenset[str]) -> tuple[list[str], list[str]]:
    """Running heads of a page, and its other lines without the empty ones at the edges."""
    edges = set(_edges(page))
    is_head = [
        k in edges and (_key(line) in recurring or _FOLIO.fullmatch(line) is not None)
        for k, line in enumerate(page)
    ]
    heads = [" ".join(ln.split()) for ln, head in zip(page, is_head, strict=True) if head]
    lines = [line.rstrip() for line, head in zip(page, is_head, strict=True) if not head]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return heads, lines


def _paragraphs(
    before: Sequence[str], lines: Sequence[str], width: int, seen: Container[str]
) -> Iterator[tuple[str, bool]]:
    """Paragraphs and whether they are closed: the last of a page may go on over the leaf.

    An open one is given as its lines, for the next page to go on with.
    """
    current = list(before)
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if line.strip():
            current.append(line.strip())
        if current and (not line.strip() or ends_paragraph(line, following, width)):
            yield join_lines(current, seen), True
            current = []
    if current:
        if SENTENCE_END.search(current[-1]):
            yield join_lines(current, seen), True
        else:
            yield "\n".join(current), False


def describe_head(line: str) -> dict[str, object]:
    """Outlet and day in a running head: "The Example Herald    May 12, 2023    Page A3"."""
    said: dict[str, object] = {}
    for part in (part.strip() for part in _COLUMNS.split(line) if part.strip()):
        if day := find_written_day(part):
            said.setdefault("published", day)
        elif not any(letter.isdigit() for letter in part) and len(part) > 2:
            said.setdefault("outlet", part)
    return said if len(said) == 2 else {}
