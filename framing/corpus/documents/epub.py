"""EPUB: one article a chapter."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from framing.corpus.blocks import html_paragraphs, parse_markup
from framing.corpus.documents import read_all
from framing.corpus.documents.package import Package, local_name
from framing.corpus.encoding import decode_page
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_CHAPTER = 200  # characters: covers and tables of contents have less text
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_PAGES = (".xhtml", ".html", ".htm")


def read_epub(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Chapters in the order of reading; what the book says of itself holds for each.

    Raises `FramingError` for a book without text.
    """
    package = Package(read_all(stream, options), options.max_bytes)
    about, names = _contents(package)
    chapters = []
    for name in names or sorted(n for n in package.names if n.lower().endswith(_PAGES)):
        data = package.part(name)
        if data and (chapter := _chapter(data)):
            chapters.append(chapter)
    if not chapters:
        raise FramingError("an EPUB without a chapter of text")
    for row, (title, text) in enumerate(chapters, start=1):
        values = {**about, "title": title, "text": text}
        yield Raw(path, values, row if len(chapters) > 1 else None)


def _contents(package: Package) -> tuple[dict[str, object], list[str]]:
    """Outlet and date of the book, and its parts in the order of reading."""
    book = next((n for n in package.names if n.lower().endswith(".opf")), None)
    if book is None:
        return {}, []
    about: dict[str, object] = {}
    items: dict[str, str] = {}
    spine: list[str] = []
    for element in package.tree(book).iter():
        name = local_name(element)
        if name == "publisher" and element.text:
            about["outlet"] = element.text
        elif name == "date" and element.text:
            about.setdefault("published", element.text)
        elif name == "item" and "html" in (element.get("media-type") or ""):
            inside = posixpath.join(posixpath.dirname(book), unquote(element.get("href") or ""))
            items[element.get("id") or ""] = posixpath.normpath(inside)
        elif name == "itemref":
            spine.append(element.get("idref") or "")
    return about, [items[ref] for ref in spine if ref in items]


def _chapter(data: bytes) -> tuple[str | None, str] | None:
    tree = parse_markup(_DECLARATION.sub("", decode_page(data).text))
    if tree is None:
        return None
    body = tree.find(".//body")
    lines = html_paragraphs(body if body is not None else tree)
    if sum(map(len, lines)) < _CHAPTER:
        return None
    heading = next((h for tag in ("h1", "h2", "h3", "title") for h in tree.iter(tag)), None)
    title = " ".join(heading.text_content().split()) if heading is not None else None
    return title or None, "\n\n".join(lines)
