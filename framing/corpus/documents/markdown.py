"""Markdown, and the header of fields (`---`) that programs write above a text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from framing.corpus.blocks import html_paragraphs, join_text, parse_markup
from framing.corpus.databases.labels import find_written_day
from framing.corpus.documents import missing_package, read_all
from framing.corpus.encoding import decode
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_HEADER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")
_ITEM = re.compile(r"\s*-[ \t]+(.*\S)\s*")
_LIST = re.compile(r"^\[|\]$")  # ["Jane Doe", "John Roe"]
_BYLINE = re.compile(r"by\s+([^,]+),\s+(.+)", re.IGNORECASE)
_NEAR_TOP = 4  # paragraphs in which a byline may stand; chosen, not measured


def read_markdown(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """One article without the marks; the first heading is its headline, links are their words.

    Raises `FramingError` for a text without words, or without the package that reads it.
    """
    decoded = decode(read_all(stream, options))
    if decoded.remark:
        yield Skipped(path, decoded.remark, "noted")
    fields, text = split_header(decoded.text)
    try:
        import mistune
    except ImportError:
        raise missing_package("Markdown") from None
    rendered = mistune.html(text)
    tree = parse_markup(f"<html><body>{rendered}</body></html>")
    if tree is None:
        raise FramingError("a text without words")
    heading = next((h for tag in ("h1", "h2") for h in tree.iter(tag)), None)
    paragraphs = html_paragraphs(tree)
    if heading is not None and not fields.get("title"):
        fields["title"] = " ".join(heading.text_content().split())
    if not paragraphs:
        raise FramingError("a text without words")
    for line in paragraphs[:_NEAR_TOP]:
        for field, value in describe_byline(line).items():
            fields.setdefault(field, value)
    title = str(fields["title"]) if fields.get("title") else None
    yield Raw(path, {**fields, "text": join_text(title, paragraphs)})


def split_header(text: str) -> tuple[dict[str, object], str]:
    """Fields of a header between lines of dashes, and the text below; no field, no header."""
    from framing.corpus.fields import find_fields

    found = _HEADER.match(text)
    if found is None:
        return {}, text
    said: dict[str, str] = {}
    name = ""
    for line in found[1].splitlines():
        if field := _FIELD.fullmatch(line.strip()):
            name = field[1].strip()
            said[name] = _LIST.sub("", field[2].strip()).strip("\"'")
        elif name and (item := _ITEM.fullmatch(line)):
            said[name] = "; ".join(filter(None, (said[name], item[1].strip("\"'[]"))))
    columns = find_fields(list(said), said)
    if not columns:
        return {}, text
    return {field: said[name] for field, name in columns.items()}, text[found.end() :]


def describe_byline(line: str) -> dict[str, object]:
    """Author, outlet and day of a line such as "By Jane Doe, The Example Herald, 12 May 2023"."""
    found = _BYLINE.fullmatch(line.strip())
    day = find_written_day(found[2]) if found else None
    if found is None or day is None:
        return {}
    said: dict[str, object] = {"authors": (found[1].strip(),), "published": day}
    outlet = found[2].split(",")[0].strip()
    if not any(letter.isdigit() for letter in outlet):
        said["outlet"] = outlet
    return said
