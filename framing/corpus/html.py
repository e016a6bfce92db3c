"""A web page: its main text, and who wrote it when, as the page says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from framing.corpus.blocks import fold_line, join_text
from framing.corpus.databases.export import hand_over
from framing.corpus.databases.pages import read_export_page
from framing.corpus.documents import read_all
from framing.corpus.encoding import decode_page, is_binary
from framing.corpus.options import LoadOptions
from framing.corpus.page_blocks import Block
from framing.corpus.page_facts import find_facts
from framing.corpus.page_story import find_story
from framing.corpus.page_tree import parse_page
from framing.corpus.raw import Raw
from framing.corpus.saved import (
    original_address,
    outlet_at,
    saved_address,
    shown_source,
    without_toolbar,
)
from framing.errors import FramingError, Skipped
from framing.types import Markup, PageNotes

# Pictures inside the page are most of the bytes of pages saved by a browser.
_INLINE_DATA = re.compile(rb"data:[\w/+.;=-]{0,99};base64,[A-Za-z0-9+/=%]+")
# Beyond this a page is no article, and extraction takes minutes.
_MAX_PAGE = 8 << 20
_MAX_ELEMENTS = 100_000  # bounds the time


def read_html(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The page as one article: offsets count in the main text as extracted."""
    data = read_all(stream, options)
    if not data.strip():
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
    export = read_export_page(decoded.text)
    if export is not None:
        yield from hand_over(export, path)
        return
    try:
        values = _extract_copy(decoded.text, url)
    except FramingError as error:
        yield Skipped(place, f"{error}; left out")
        return
    if decoded.remark:
        yield Skipped(place, decoded.remark, "noted")
    if options.keep_html:
        values["html"] = decode_page(data).text
    yield Raw(path, values, row)


def _extract_copy(html: str, url: str | None) -> dict[str, object]:
    """Fields of a page, also of a copy that somebody saved: its outlet is the original host."""
    source = shown_source(html)
    if source is not None:
        html, shown = source
        url = url or shown or None
    saved = original_address(url) if url and original_address(url) != url else saved_address(html)
    values = extract(without_toolbar(html), saved or url)
    if values.get("url"):
        values["url"] = original_address(str(values["url"]))
    if saved or source is not None:
        values["url"] = saved or values.get("url")
        values["outlet"] = values.get("outlet") or outlet_at(str(values["url"] or "") or None)
    return values


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


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and fold_line(line) == fold_line(title)
