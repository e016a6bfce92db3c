"""ProQuest as text: fields with labels, "Full text:", lines of underscores between articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from framing.corpus.blocks import is_wrapped, paragraphs_of
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.labels import find_written_day, split_label, words_for
from framing.corpus.databases.nexis import join

DATABASE = "ProQuest"
_RULE = re.compile(r"\s*_{10,}\s*")
_COUNTER = re.compile(r"\s*(?:do[ck]\w+|documento)\s+(\d+)\s+\w+\s+(\d+)\s*", re.IGNORECASE)
# "Los Angeles Times ; Los Angeles, Calif. [Los Angeles, Calif]08 May 2010: AA.2."
_INFO = re.compile(r"([^;\[\]]++)(?:;[^\[]*+)?\[[^\]]*+\](.*)", re.DOTALL)
# "Los Angeles Times, 08 May 2010: AA.2."
_BARE_INFO = re.compile(r"([^,;:\d]*)")

Fields = dict[str, list[str]]


def read_proquest(lines: Sequence[str]) -> Export | None:
    """Articles that have an outlet and a text by label; `None` if there is none."""
    if not any(_label(line, "text") or _label(line, "outlet") for line in lines):
        return None
    wrapped = is_wrapped(lines)
    found = [fields for chunk in _chunks(lines) if (fields := _fields(chunk))]
    records = tuple(_record(fields, wrapped) for fields in found)
    if not any(record.get("outlet") for record in records):
        return None
    totals = [int(at[2]) for line in lines if (at := _COUNTER.fullmatch(line))]
    return Export(DATABASE, records, max(totals, default=None))


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    """Parts between lines of underscores; without them, an article begins at its counter.

    Where there is neither, it begins at the title above the link to the database.
    """
    rules = [k for k, line in enumerate(lines) if _RULE.fullmatch(line)]
    marks = rules or [k for k, line in enumerate(lines) if _COUNTER.fullmatch(line)]
    if not marks:
        links = [k for k, line in enumerate(lines) if _is_link(line)]
        marks = sorted({_title_above(lines, k) - 1 for k in links})
    edges = [-1, *marks, len(lines)]
    return [list(lines[a + 1 : b]) for a, b in pairwise(edges)]


def _is_link(line: str) -> bool:
    return line.strip().casefold() in words_for("proquest", "link")


def _title_above(lines: Sequence[str], at: int) -> int:
    """The line of the title: the first above a link that is neither empty nor a field."""
    for k in range(at - 1, -1, -1):
        if lines[k].strip() and not split_label(lines[k], "proquest"):
            return k
    return 0


def _heading(line: str) -> str | None:
    """The field that a heading without a colon opens: FULL TEXT, DETAILS."""
    said = line.strip().casefold()
    for field in ("text", "details", "head"):
        if said in words_for("proquest", field):
            return field
    return None


def _label(line: str, field: str) -> bool:
    found = split_label(line, "proquest")
    return bool(found and found[0] == field)


def _fields(chunk: Sequence[str]) -> Fields | None:
    """Lines under each field, `None` for a chunk that is no article (contents, citations)."""
    fields: Fields = {}
    at, field = 0, "headline"
    stop = len(chunk)
    while at < stop:
        line = chunk[at]
        found = split_label(line, "proquest")
        heading = None if found else _heading(line)
        if heading and (field != "text" or _ends_text(chunk, at)):
            field = heading
        elif found and (field != "text" or _ends_text(chunk, at)):
            field = found[0]
            if field not in fields or field == "text":
                fields[field] = [found[2]]
            else:
                field = "tail"  # a second title, say, of a translation
        elif _is_link(line):
            field = "tail"
        elif not _COUNTER.fullmatch(line):
            fields.setdefault(field, []).append(line)
        at += 1
    return fields if "text" in fields or {"outlet", "title"} <= set(fields) else None


def _ends_text(chunk: Sequence[str], at: int) -> bool:
    """Whether fields follow the text here: the next line that is not empty has a label as well."""
    following = [line for line in chunk[at + 1 :] if line.strip()][:3]
    return not following or any(split_label(line, "proquest") for line in following)


def _record(fields: Fields, wrapped: bool) -> Record:
    outlet, published = _from_info(" ".join(fields.get("info", ())))
    outlet = _value(fields, "outlet").split(";")[0].strip() or outlet
    published = find_written_day(_value(fields, "published")) or published
    title = _value(fields, "title") or _value(fields, "headline")
    text = paragraphs_of(fields.get("text", []), wrapped)
    if len(text) == 1 and any(
        word in text[0].casefold() for word in words_for("proquest", "no text")
    ):
        text = []
    return {
        "title": title or None,
        "outlet": outlet or None,
        "published": published or _value(fields, "published") or None,
        "authors": [name for part in _value(fields, "authors").split(";") if (name := _name(part))],
        "url": _value(fields, "url").replace(" ", "") or None,
        "text": join(title, text),
    }


def _value(fields: Fields, name: str) -> str:
    return " ".join(line.strip() for line in fields.get(name, ()) if line.strip())


def _name(printed: str) -> str:
    """ "Doe, Jane" as a byline has it."""
    family, comma, given = printed.strip().partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else printed.strip()


def _from_info(info: str) -> tuple[str, str | None]:
    found = _INFO.match(info)
    if found is None:
        return _BARE_INFO.match(info)[1].strip(), find_written_day(info)  # type: ignore[index]
    return found[1].strip(), find_written_day(found[2])
