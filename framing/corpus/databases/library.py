"""NewsBank and Gale as text: labels around the text, the number of the record below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from framing.corpus.blocks import is_wrapped, paragraphs_of
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.labels import find_written_day, split_label
from framing.corpus.databases.nexis import authors_of, join, outlet_name

_DATABASES = {"newsbank": "NewsBank", "gale": "Gale"}
# "Port Ada News (Port Ada, WA) - March 4, 2021", below the title of a NewsBank article.
_ISSUE = re.compile(r"\s*(?P<outlet>[^\s].{1,80}?)\s+[-–]\s+(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})\s*")
# "Harbour Gazette [Port Ada, Scotland]. (4 Mar. 2021): News: p12."
_SOURCE = re.compile(
    r"(?P<outlet>[^\[\](\s][^\[\](]{0,120}?)(?: ?\[[^\]]{0,80}\])?[.,]? ?"
    r"\((?P<day>[^)]{0,40}\d{4})\)"
)
_OWNER = re.compile(r"\s*(?:copyright|©|\(c\))\W*(?:\(c\)|©)?\s*(?:19|20)\d\d\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\((?:vol|issue|no)\b[^()]*\)\s*$", re.IGNORECASE)
_MOST_LABELS = 20  # lines of labels above a text
_HEAD_FIELDS = ("title", "outlet", "published", "authors", "head")


def read_library(lines: Sequence[str]) -> Export | None:
    """Articles that end with the number of a record; `None` if none does."""
    for database, name in _DATABASES.items():
        ends = [k for k, line in enumerate(lines) if _field(line, database) == "record"]
        if ends:
            records = tuple(_records(lines, ends, database))
            if all(record and record.get("outlet") for record in records):
                return Export(name, records)
    return _read_heads(lines)


def _read_heads(lines: Sequence[str]) -> Export | None:
    """Articles below labels that name title, outlet and day, as older exports and people write."""
    starts = [k for k in range(len(lines)) if _is_start(lines, k)]
    if not starts:
        return None
    wrapped = is_wrapped(lines)
    stops = [*starts[1:], len(lines)]
    records = tuple(
        _record(lines[start:stop], "newsbank", wrapped)
        for start, stop in zip(starts, stops, strict=True)
    )
    return Export("a text with labels", records) if all(records) else None


def _is_start(lines: Sequence[str], at: int) -> bool:
    """Whether a run of labels begins in a line, above or below which is none."""
    if (at and _field(lines[at - 1], "newsbank")) or not _field(lines[at], "newsbank"):
        return False
    run = takewhile(bool, (_field(line, "newsbank") for line in lines[at : at + _MOST_LABELS]))
    return {"title", "outlet", "published"} <= set(run)


def _field(line: str, database: str) -> str | None:
    found = split_label(line, database)
    return found[0] if found else None


def _records(lines: Sequence[str], ends: Sequence[int], database: str) -> Iterator[Record | None]:
    wrapped = is_wrapped(lines)
    start = 0
    for end in ends:
        yield _record(lines[start:end], database, wrapped)
        start = end + 1
        while start < len(lines) and (
            not lines[start].strip() or _field(lines[start], database) in ("tail", "record")
        ):
            start += 1


def _without_signature(paragraphs: list[str], fields: _Fields) -> list[str]:
    """A text without the author's name that Gale sets below it: "Doe, Jane"."""
    authors = fields.said.get("authors", "").casefold()
    last = paragraphs[-1] if paragraphs else ""
    signed = "," in last and set(last.casefold().split(", ")) <= set(re.split(r"[ ,]+", authors))
    return paragraphs[:-1] if signed else paragraphs


@dataclass
class _Fields:
    """What an article's labels say, and its text."""

    said: dict[str, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def _record(lines: Sequence[str], database: str, wrapped: bool) -> Record | None:
    fields = _read(lines, database)
    outlet, day = _outlet_and_day(fields)
    above = [line.strip() for line in fields.above if line.strip()]
    title = fields.said.get("title") or (above[0] if above else "")
    if not outlet and not title:
        return None
    return {
        "title": title or None,
        "outlet": outlet_name(outlet) if outlet else None,
        "published": day,
        "authors": authors_of(_in_order(fields.said.get("authors", ""))),
        "text": join(title, _without_signature(paragraphs_of(fields.text, wrapped), fields)),
    }


def _read(lines: Sequence[str], database: str) -> _Fields:
    """Head, text and what stands below: labels of the head end at the first line of prose."""
    fields = _Fields()
    in_head, below = True, False
    for line in lines:
        found = split_label(line, database)
        if found and found[0] == "text":
            in_head = below = False
            fields.text = [found[2]] if found[2] else []
        elif found and in_head and found[0] in _HEAD_FIELDS:
            fields.said.setdefault(found[0], found[2])
        elif _is_citation(line) or _is_owner(line):
            below = True
        elif found and found[0] == "tail":
            below = below or bool(fields.text)
        elif in_head and (issue := _ISSUE.fullmatch(line)) and not fields.text:
            fields.said.setdefault("outlet", issue["outlet"])
            fields.said.setdefault("published", issue["day"])
        elif in_head and line.strip() and not fields.said:
            fields.above.append(line)
        elif not below and (line.strip() or fields.text):
            in_head = False
            fields.text.append(line)
    return fields


def _is_citation(line: str) -> bool:
    return line.strip().casefold().startswith("source citation")


def _is_owner(line: str) -> bool:
    return _OWNER.match(line) is not None


def _outlet_and_day(fields: _Fields) -> tuple[str, str | None]:
    printed = fields.said.get("outlet", "")
    day = find_written_day(fields.said.get("published", ""))
    if source := _SOURCE.match(printed):
        return source["outlet"].strip(), day or find_written_day(source["day"])
    return _BRACKETS.sub("", printed).strip(" .;,"), day or find_written_day(printed)


def _in_order(authors: str) -> str:
    """ "Marsh, Jo" as a byline has it; a byline in order stays."""
    family, comma, given = authors.partition(",")
    is_turned = bool(comma) and " " not in family.strip() and "," not in given
    return f"{given.strip()} {family.strip()}" if is_turned else authors
