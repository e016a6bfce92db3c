"""A web page: its main text, and who wrote it when, as the page says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from framing.corpus.encoding import decode_page, is_binary
from framing.corpus.options import LoadOptions
from framing.corpus.page_blocks import Block
from framing.corpus.page_facts import find_facts
from framing.corpus.page_story import find_story
from framing.corpus.page_tree import parse_page
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped
from framing.types import Markup, PageNotes

# Pictures inside the page are most of the bytes of pages saved by a browser.
_INLINE_DATA = re.compile(rb"data:[\w/+.;=-]{0,99};base64,[A-Za-z0-9+/=%]+")
# Beyond this a page is no article, and extraction takes minutes.
_MAX_PAGE = 8 << 20
_MAX_ELEMENTS = 100_000


def read_html(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The page as one article: offsets count in the main text as extracted."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Skipped(path, f"longer than {options.max_megabytes} MB; left out")
    elif not data.strip():
        yield Skipped(path, "empty file; left out")
    else:
        yield from read_page(data, path, options)


def read_page(
    data: bytes, path: str, options: LoadOptions, row: int | None = None, url: str | None = None
) -> Iterator[Raw | Skipped]:
    """Headline and main text of a page, with what its metadata says.

    The text is the headline, an empty line, and the paragraphs of the main text with empty lines
    between them; menus, comments, related stories and captions are not in it.
    """
    place = path if row is None else f"{path}#{row}"
    small = _INLINE_DATA.sub(b"", data) if b";base64," in data else data
    if len(small) > _MAX_PAGE:
        yield Skipped(place, f"page of {len(small) >> 20} MB, more than an article has; left out")
        return
    if is_binary(small[:65536]):
        yield Skipped(place, "no page but binary data (control characters); left out")
        return
    decoded = decode_page(small)
    try:
        values = extract(decoded.text, url)
    except FramingError as error:
        yield Skipped(place, f"{error}; left out")
        return
    if decoded.remark:
        yield Skipped(place, decoded.remark, "noted")
    if options.keep_html:
        values["html"] = decode_page(data).text
    yield Raw(path, values, row)


def extract(html: str, url: str | None = None) -> dict[str, object]:
    """Fields of the article on a page; raises `FramingError` where there is none."""
    _import_quietly()
    from lxml.etree import LxmlError

    try:
        tree = parse_page(html)
        if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
            raise FramingError(f"page of more than {_MAX_ELEMENTS} elements")
        return _fields(tree, url)
    except (LxmlError, RecursionError, ValueError, TypeError, AssertionError) as error:
        raise FramingError(
            f"no readable page ({str(error)[:80] or type(error).__name__})"
        ) from None


def _import_quietly() -> None:
    """Its messages about pages without text would repeat ours."""
    import logging

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _fields(tree: Any, url: str | None) -> dict[str, object]:
    facts = find_facts(tree, url)
    story = find_story(tree, facts)
    blocks = [block for block in story.blocks if not _is_title(block.text, facts.title)]
    return {
        "text": join_text(facts.title, [block.text for block in blocks]),
        "title": facts.title,
        "published": facts.published,
        "authors": facts.authors,
        "outlet": facts.outlet,
        "url": facts.url,
        "page": PageNotes(
            markup=tuple(_markup(facts.title if blocks else None, blocks)),
            left_out=tuple(sorted(story.left_out.items())),
            problems=tuple(story.problems),
        ),
    }


_GAP = "\n\n"


def _markup(title: str | None, blocks: Sequence[Block]) -> Iterator[Markup]:
    """Where each block lies in the text that `join_text` makes of title and blocks."""
    at = len(title) + len(_GAP) if title else 0
    for block in blocks:
        yield Markup(at, at + len(block.text), block.kind)
        at += len(block.text) + len(_GAP)


def join_text(title: str | None, paragraphs: Sequence[str]) -> str:
    """Headline first and once, then the paragraphs, with empty lines between them."""
    rest = [line for line in paragraphs if not _is_title(line, title)]
    return _GAP.join([title, *rest] if title and rest else rest)


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and _fold(line) == _fold(title)


def _fold(line: str) -> str:
    return " ".join(line.casefold().split())
