"""Factiva as text or RTF: fields under codes (HD, BY, PD, SN, LP, TD, AN), or without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.corpus.blocks import is_wrapped, paragraphs_of
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.labels import find_written_day, words_for, words_of
from framing.corpus.databases.nexis import authors_of, join

DATABASE = "Factiva"
_CODE = re.compile(r"\s*([A-Z]{2,4})(?:(\t|  +)(.*)|\s*)")
_ACCESSION = re.compile(r"\s*(\w+)\s+([A-Z0-9]{6,}\d{8}\w{6,})\s*")
_COUNT = re.compile(r"\s*+[\d.,\s]++(?<=\s)(\w+)\s*+")
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d(?:\s?[AP]M)?\s*", re.IGNORECASE)
_SOURCE_CODE = re.compile(r"\s*[A-Z][A-Z0-9]{1,9}\s*")
_COPYRIGHT = re.compile(r"\s*(?:copyright|©|\(c\))", re.IGNORECASE)
# What stands at the head and foot of printed pages, and below the last article.
_PRINTED = re.compile(
    r"\s*(?:(?:page|seite|página|pagina|стр\.?)\s+\d+\s+\S{1,3}\s+\d+\b.{0,80}"
    r"|.{0,30}\bFactiva,? Inc\b.{0,60})\s*",
    re.IGNORECASE,
)
_HEAD_LINES = 14  # between the number of words and the first paragraph
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Co|Corp|LLC|plc|S\.A|N\.V|B\.V|S\.p\.A)\.$", re.IGNORECASE)
_PUBLISHER_WORDS = 8  # a longer line is prose; chosen, not measured
_SECTION_WORDS = 4  # a longer line is a headline; chosen, not measured


def read_factiva(lines: Sequence[str]) -> Export | None:
    """Articles that end with "Document" and their number; `None` if none does."""
    lines = [line for ln in lines if not _PRINTED.fullmatch(line := ln.replace("\xa0", " "))]
    if _has_codes(lines):
        records = tuple(record_of_codes(fields) for fields in _coded(lines))
        return Export(DATABASE, records)
    ends = [at for at, line in enumerate(lines) if is_accession(line)]
    if not ends or not any(_is_count(line) for line in lines[: ends[0]]):
        return None
    starts = [0, *(end + 1 for end in ends[:-1])]
    records = tuple(
        _plain_record(lines[start:end]) for start, end in zip(starts, ends, strict=True)
    )
    return Export(DATABASE, records)


def is_accession(line: str) -> bool:
    """Whether a line is "Document" and Factiva's number of it."""
    found = _ACCESSION.fullmatch(line)
    return found is not None and found[1].casefold() in words_for("factiva_words", "document")


def record_of_codes(fields: dict[str, list[str]]) -> Record | None:
    """An article from its fields, each a list of paragraphs under its code."""
    said = {
        field: [line for code, lines in fields.items() if _field(code) == field for line in lines]
        for field in ("title", "authors", "published", "outlet", "lead", "body")
    }
    title = " ".join(said["title"]) or None
    if not any(said.values()):
        return None
    return {
        "title": title,
        "authors": authors_of(" ".join(said["authors"])),
        "published": find_written_day(" ".join(said["published"])) or None,
        "outlet": " ".join(said["outlet"]) or None,
        "text": join(title, [*said["lead"], *said["body"]]),
    }


def _field(code: str) -> str | None:
    return words_of("factiva").get(code.casefold())


def _code(line: str) -> tuple[str, str] | None:
    """Code and what stands beside it; a word in capitals that only opens a sentence is none."""
    found = _CODE.fullmatch(line)
    if found is None or _field(found[1]) is None:
        return None
    return found[1], found[3] or ""


def _has_codes(lines: Sequence[str]) -> bool:
    codes = [found[0] for line in lines if (found := _code(line))]
    return {"HD", "PD"} <= set(codes) or {"HD", "AN"} <= set(codes)


def _coded(lines: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """Fields of each article: the number ends it, and so does a second headline."""
    wrapped = is_wrapped(lines)
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _code(line)
        if found:
            if found[0] in fields and found[0] in ("HD", "SE", "AN") and "HD" in fields:
                yield _joined(fields, wrapped)
                fields = {}
            code = found[0]
            fields[code] = [found[1]]
        elif code == "AN" and line.strip() and any(fields.get("AN", ())):
            code = ""  # what follows the number belongs to nothing
        elif code:
            fields[code].append(line)
        if code == "AN" and any(map(is_accession, fields.get("AN", ()))):
            yield _joined(fields, wrapped)
            fields, code = {}, ""
    if "HD" in fields:
        yield _joined(fields, wrapped)


def _joined(fields: dict[str, list[str]], wrapped: bool) -> dict[str, list[str]]:
    return {code: paragraphs_of(lines, wrapped) for code, lines in fields.items()}


def _is_count(line: str) -> bool:
    found = _COUNT.fullmatch(line)
    return found is not None and found[1].casefold() in words_for("factiva_words", "words")


def _plain_record(lines: Sequence[str]) -> Record | None:
    """An article without codes: what stands around "475 words" says which line is what."""
    count = next((k for k, line in enumerate(lines) if _is_count(line)), None)
    if count is None:
        return None
    title, authors = head_of([line.strip() for line in lines[:count] if line.strip()])
    meta = [(k, line.strip()) for k, line in enumerate(lines) if k > count and line.strip()]
    published, outlet, last = describe([line for _, line in meta[:_HEAD_LINES]])
    start = meta[last][0] + 1 if last < len(meta) else len(lines)
    body = paragraphs_of(lines[start:], is_wrapped(lines[start:]))
    if body and _is_publisher(body[-1]):
        body.pop()
    return plain_record(title, authors, (published, outlet), body)


def plain_record(
    title: str | None,
    authors: tuple[str, ...],
    described: tuple[str | None, str | None],
    body: list[str],
) -> Record:
    """The article of what `head_of` and `describe` found, and its paragraphs."""
    published, outlet = described
    return {
        "title": title,
        "authors": authors,
        "published": published,
        "outlet": outlet,
        "text": join(title, body),
    }


def head_of(above: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Title and authors of the lines above the number of words."""
    above = list(above)
    authors: tuple[str, ...] = ()
    if len(above) > 1 and above[-1].split()[0].casefold() in words_for("factiva_words", "by"):
        authors = authors_of(above.pop())
    if len(above) > 1 and len(above[0].split()) <= _SECTION_WORDS:
        above.pop(0)  # the section of the paper stands above the headline
    return " ".join(above) or None, authors


def describe(meta: Sequence[str]) -> tuple[str | None, str | None, int]:
    """Day and outlet in the lines below the number of words, and the last line of the head."""
    published = outlet = None
    last = -1
    for k, line in enumerate(meta):
        if published is None:
            published = find_written_day(line)
            last = k
        elif outlet is None:
            outlet = None if _CLOCK.fullmatch(line) else line
            last = k
        elif _COPYRIGHT.match(line):
            return published, outlet, k
        elif line.casefold() in words_for("factiva_words", "language") or (
            last == k - 1 and (_SOURCE_CODE.fullmatch(line) or len(line) < 8)
        ):
            last = k
    return published, outlet, last


def _is_publisher(line: str) -> bool:
    if len(line.split()) > _PUBLISHER_WORDS:
        return False
    return line[-1:] not in ".?!\"”’'»…" or _COMPANY.search(line) is not None
