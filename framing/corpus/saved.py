"""Copies of pages: Wayback Machine, SingleFile, a reader's view, the source a browser showed."""

from __future__ import annotations

import re

from framing.corpus.blocks import parse_markup
from framing.lists.outlets import outlet_of_url, registered_domain
from framing.lists.word_lists import word_lists

_WAYBACK = re.compile(
    r"(?:https?:)?//(?:web|wayback)\.archive(?:-it)?\.org/(?:web/|\d+/)?\d{4,14}(?:[a-z]{2}_)?/(.+)"
)
_OTHER_COPY = re.compile(
    r"https?://(?:archive\.(?:today|is|ph|md|vn|li|fo)/(?:o/\w+|\d{8,14})|webcache\.[\w.]+/search\?q="
    r"cache:[\w-]*:?|www\.webarchive\.org\.uk/wayback/\w+/\d{14}/?|arquivo\.pt/\w+/\d{14})/?(http.+)"
)
_TOOLBAR = re.compile(
    r"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL
)
# Comments that programs leave at the top of what they save, and the links of readers' views.
_SAVED_FROM = (
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"),
    re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)"),
    re.compile(r"<!--\s*(?:Mirrored from|This page was saved from)\s+(\S+)"),
    re.compile(r"class=\"[^\"]*reader-domain[^\"]*\"[^>]*href=\"(https?://[^\"]+)\""),
    re.compile(r"<base[^>]+href=\"(https?://[^\"]+)\"", re.IGNORECASE),
)
_WAYBACK_LINK = re.compile(
    r"(?:https?:)?//web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/https?://[^\s\"'<>]+"
)
_SOURCE_TITLE = re.compile(r"<title>\s*view-source:\s*(\S+?)\s*</title>", re.IGNORECASE)
_HEAD = 20_000  # characters: where such marks stand


def original_address(url: str) -> str:
    """The address that an archive copied.

    >>> original_address("https://web.archive.org/web/20230513000000/https://www.example.com/a")
    'https://www.example.com/a'
    """
    found = _WAYBACK.match(url) or _OTHER_COPY.match(url)
    if found is None:
        return url
    inner = found[1]
    return inner if inner.startswith("http") else f"http://{inner}"


def saved_address(html: str) -> str | None:
    """Where a saved page came from, `None` if it does not say that it is a copy."""
    head = html[:_HEAD]
    for pattern in _SAVED_FROM:
        if found := pattern.search(head):
            return original_address(found[1])
    if "web.archive.org" in head and (found := _WAYBACK_LINK.search(html)):
        return original_address(found[0])
    return None


def without_toolbar(html: str) -> str:
    """The page as it was before an archive put its bar on top and its address into every link."""
    if "web.archive.org" not in html:
        return html
    return _WAYBACK_LINK.sub(lambda link: original_address(link[0]), _TOOLBAR.sub("", html))


def shown_source(html: str) -> tuple[str, str] | None:
    """The page, and its address, whose source a browser showed and somebody saved."""
    found = _SOURCE_TITLE.search(html[:_HEAD])
    if found is None and "line-content" not in html[:_HEAD]:
        return None
    tree = parse_markup(html)
    if tree is None:
        return None
    cells = tree.xpath("//td[contains(@class, 'line-content')]") or tree.xpath("//pre")
    source = "\n".join(cell.text_content() for cell in cells)
    if "<" not in source:
        return None
    return f"<html><body>{source}</body></html>" if "<body" not in source.lower() else source, (
        found[1] if found else ""
    )


def outlet_at(url: str | None) -> str | None:
    """Outlet of an address: by name where it is known, else its domain."""
    return (outlet_of_url(url, word_lists()) or registered_domain(url)) if url else None
