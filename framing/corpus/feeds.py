"""RSS and Atom: entries with their full content; entries with a summary only are no articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.corpus.blocks import html_paragraphs, markup_paragraphs
from framing.corpus.databases.nexis import join
from framing.corpus.documents.package import local_name
from framing.corpus.raw import Raw
from framing.errors import Skipped
from framing.lists.outlets import canonical_outlet, host_of, outlet_of_url, registered_domain
from framing.lists.word_lists import word_lists

_CONTENT = ("encoded", "content")
_SUMMARY = ("description", "summary")
# Letters of a summary that is the whole text: agencies' briefs are shorter, teasers never longer.
_WHOLE = 800
_PARTS = re.compile(r"\s*(?:[|»«–—>]|\s-\s|: )\s*")


def read_feed(root: Any, path: str) -> Iterator[Raw | Skipped]:
    """Entries that hold a text, and one report of those that do not."""
    entries = [e for e in root.iter("{*}*") if local_name(e) in ("item", "entry")]
    outlet = _outlet(root)
    summaries = 0
    for row, entry in enumerate(entries, start=1):
        values = _entry(entry, outlet)
        if values is None:
            summaries += 1
        else:
            yield Raw(path, values, row if len(entries) > 1 else None)
    if summaries:
        reason = (
            f"{summaries} entries of a feed with a summary only, no full text; left out; "
            "get the pages from their addresses"
        )
        yield Skipped(path, reason)
    if not entries:
        yield Skipped(path, "a feed without entries; left out")


def _entry(entry: Any, outlet: str | None) -> dict[str, object] | None:
    title = _child(entry, "title")
    body = _paragraphs(entry, _CONTENT)
    if not body:
        body = _paragraphs(entry, _SUMMARY)
        if sum(map(len, body)) < _WHOLE:
            return None
    return {
        "title": title,
        "published": next(
            (
                day
                for n in ("pubDate", "published", "date", "issued", "updated")
                if (day := _child(entry, n))
            ),
            None,
        ),
        "authors": _authors(entry),
        "url": _link(entry),
        "outlet": _child(entry, "source") or outlet,
        "text": join(title, body),
    }


def _child(element: Any, name: str) -> str | None:
    for child in element:
        if local_name(child) == name:
            words = " ".join("".join(child.itertext()).split())
            if words:
                return words
    return None


def _paragraphs(entry: Any, names: tuple[str, ...]) -> list[str]:
    """Paragraphs of the first part with one of the names, its markup read as such."""
    for name in names:
        for child in entry:
            if local_name(child) != name or "media" in str(child.tag):
                continue
            if len(child):  # Atom may hold XHTML itself
                return html_paragraphs(_bare(child))
            words = child.text or ""
            if words.strip():
                return markup_paragraphs(words)
    return []


def _bare(element: Any) -> Any:
    for part in element.iter("{*}*"):
        part.tag = local_name(part)
    return element


def _authors(entry: Any) -> list[str]:
    names = []
    for child in entry:
        if local_name(child) in ("creator", "author"):
            name = _child(child, "name") or " ".join((child.text or "").split())
            if found := re.fullmatch(r"\S+@\S+ \((.+)\)", name):
                name = found[1]
            if name and "@" not in name:
                names.append(name)
    return names


def _link(entry: Any) -> str | None:
    for child in entry:
        if local_name(child) == "link":
            if child.get("rel") in (None, "alternate") and child.get("href"):
                return str(child.get("href"))
            if (child.text or "").strip():
                return str(child.text).strip()
    return _child(entry, "guid")


def _outlet(root: Any) -> str | None:
    """The outlet in a feed's title, told from its sections by the host: "The Herald - World"."""
    channel = next((e for e in root.iter("{*}*") if local_name(e) == "channel"), root)
    title, link = _child(channel, "title"), _link(channel)
    known = outlet_of_url(link, word_lists()) if link else None
    if known or not title:
        return known or (registered_domain(link) if link else None)
    parts = [part for part in _PARTS.split(title) if part]
    host = re.sub(r"\W", "", (host_of(link or "") or "").rsplit(".", 1)[0])
    for part in parts:
        if canonical_outlet(part, word_lists()):
            return part
    for part in parts:
        letters = re.sub(r"\W|^the\s+", "", part.casefold())
        if letters and host and (letters in host or host in letters):
            return part
    return title
