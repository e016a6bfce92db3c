"""A page for each article and an index of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from framing.measures.counting import count_words
from framing.render.page import draw_page, page_name, view_reading
from framing.run.collect import PassJob
from framing.tables.overlap import check_folder
from framing.tables.publish import write_whole
from framing.tables.target import mark_folder
from framing.types import Reading

_BACK = "framing-index-page"
"""Stands in a page for the index until it is known where that lies."""


@dataclass(frozen=True, slots=True)
class Page:
    """A drawn article and its line in the index."""

    name: str
    html: str
    title: str
    outlet: str
    published: str
    words: int
    quotes: int
    hedges: int
    relations: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class PagesJob(PassJob):
    """The page of each article."""

    def of(self, reading: Reading) -> Page:
        """The page and its line in the index."""
        return Page(
            page_name(reading.article.article_id),
            draw_page(reading, index=_BACK),
            view_reading(reading).title,
            reading.provenance.publisher or "unknown",
            reading.article.published or "",
            count_words(reading),
            len(reading.quotes),
            len(reading.hedges),
            len(reading.relations),
        )


def alone(page: Page) -> str:
    """The page of an article that has no index beside it."""
    return page.html.replace(f'<p class="back"><a href="{_BACK}">All articles</a></p>', "", 1)


def write_pages(pages: Iterable[Page], index: Path, folder: Path, *, title: str) -> int:
    """Writes each page into the folder and the index beside or in it; returns how many."""
    from framing.render.html import render

    if folder.is_dir():
        check_folder(str(folder))
    folder.mkdir(exist_ok=True)
    back = os.path.relpath(index, folder).replace(os.sep, "/")
    there = os.path.relpath(folder, index.parent).replace(os.sep, "/")
    lines = []
    for page in pages:
        html = page.html.replace(f'href="{_BACK}"', f'href="{back}"', 1)
        write_whole(folder / page.name, html.encode("utf-8", "replace"))
        lines.append(replace(page, html="", href=f"{there}/{page.name}"))
    whole = render("index.html", pages=lines, title=title, skipped=[])
    write_whole(index, whole.encode("utf-8", "replace"))
    mark_folder(folder, "explain")
    return len(lines)
