"""Nexis Uni, Lexis Advance and Lexis+: title, outlet, day, labels, "Body", "End of Document"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.corpus.blocks import is_wrapped, join_text, paragraphs_of
from framing.corpus.databases.export import Export, Record
from framing.corpus.databases.labels import (
    find_month,
    find_written_day,
    split_label,
    words_for,
)
from framing.corpus.page_names import without_posts

_DATABASE = "Nexis Uni"
_PROMISED = re.compile(r"\s*\w+\s?\(([\d.,]+)\)\s*")
_LISTED = re.compile(r"\s*(\d{1,4})\.\s+(\S.*)")
_PAGE = re.compile(r"\s*(?:page|seite|página|pagina)\s+\d+\s+\w+\s+\d+\s*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"\s*(?:copyright|©|\(c\))", re.IGNORECASE)
# "Jane Doe (now) in Moscow": what stands behind a name in a byline.
_NOT_A_NAME = re.compile(r"\s*\([^()]*\)|\s+in [A-Z].*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DATE_LINE_LENGTH = 70  # characters: weekday, time and time zone fit; a longer line is prose
_TITLE_LINES = 4  # of a wrapped headline; chosen, not measured
_COVER_LINES = 3  # labels of a cover page that one has at least


def read_nexis(lines: Sequence[str]) -> Export | None:
    """Articles between the ends that the export prints; `None` if it prints none.

    The list of documents that lies beside single files in a ZIP has no article.
    """
    ends = [at for at, line in enumerate(lines) if _is(line, "end")]
    if not ends:
        is_list = _cover(lines)[0] is not None and sum(map(_is_cover, lines)) >= _COVER_LINES
        remark = "the list of documents of a download, no article; passed over"
        return Export(_DATABASE, (), remarks=(remark,)) if is_list else None
    starts = [0, *(end + 1 for end in ends)]
    wrapped = is_wrapped(lines)
    chunks = [lines[a:b] for a, b in zip(starts, [*ends, len(lines)], strict=True)]
    if not any(_is_body(line) for line in chunks[-1]):
        chunks.pop()  # what follows the last end
    records = tuple(_record(chunk, wrapped) for chunk in chunks)
    if not any(records):
        return None
    promised, listed = _cover(chunks[0])
    return Export(_DATABASE, records, promised, _missing(listed, records))


def _is(line: str, field: str) -> bool:
    return line.strip().strip(".").casefold() in words_for("nexis", field)


def _is_cover(line: str) -> bool:
    found = split_label(line, "nexis")
    return bool(found and found[0] == "cover")


def _is_body(line: str) -> bool:
    return _is(line, "body") or bool(
        (found := split_label(line, "nexis")) and found[0] == "body" and not found[2]
    )


def _record(chunk: Sequence[str], wrapped: bool) -> Record | None:
    """One article, `None` where the chunk has no day under which an outlet's name could stand."""
    body = next((at for at, line in enumerate(chunk) if _is_body(line)), None)
    top = chunk if body is None else chunk[:body]
    head = _head(top)
    if head is None:
        return None
    at, record = head
    fields = _labels(top[at:], record)
    if body is None:  # some sources print no heading above the text
        body = at + fields
    record["text"] = _text(record.get("title"), chunk[body:], wrapped)
    return record


def _head(top: Sequence[str]) -> tuple[int, dict[str, object]] | None:
    """Line after the day, and title, outlet and day; the last day in the head counts."""
    first_label = next((k for k, ln in enumerate(top) if _header_label(ln)), len(top))
    days = [
        k
        for k, line in enumerate(top[:first_label])
        if len(line.strip()) <= _DATE_LINE_LENGTH and k and _day(line)
        if not _COPYRIGHT.match(line)
    ]
    if not days:
        return _undated_head(top)
    at = days[-1]
    for k in reversed(days):  # a title or an edition may hold a day too: the outlet stands above
        if k and top[k - 1].strip() and not _day(top[k - 1]):
            at = k
            break
    above = []
    for line in reversed(top[:at]):
        if not line.strip() or _PAGE.fullmatch(line):
            break
        above.append(line.strip())
    if not above:
        return None
    title = " ".join(_once(above[:0:-1])[-_TITLE_LINES:]) or _title_above(top[: at - 1])
    if title.casefold() in words_for("nexis", "no headline"):
        title = ""
    return at + 1, {
        "outlet": outlet_name(above[0]),
        "published": _day(top[at]),
        "title": title or None,
    }


def _undated_head(top: Sequence[str]) -> tuple[int, dict[str, object]] | None:
    """The same where no day can be read ("Spring 2021"): the owner's line stands below it."""
    owner = next((k for k, line in enumerate(top) if _COPYRIGHT.match(line)), None)
    said = [k for k in range(owner or 0) if top[k].strip()]
    if owner is None or len(said) < 2:
        return None
    year = _YEAR.search(top[said[-1]])
    outlet = said[-2] if year and len(said) > 2 else said[-1]
    title = _title_above(top[:outlet])
    return owner, {
        "outlet": outlet_name(top[outlet]),
        "published": top[said[-1]].strip() if outlet != said[-1] else None,
        "title": title or None,
    }


def _once(lines: list[str]) -> list[str]:
    """The lines of a title; printed pages repeat them in their running head."""
    half = len(lines) // 2
    return lines[half:] if lines[:half] == lines[half:] else lines


def _title_above(lines: Sequence[str]) -> str:
    """The title where an empty line parts it from the outlet."""
    said = [ln.strip() for ln in lines if ln.strip() and not _PAGE.fullmatch(ln)]
    return "" if not said or split_label(said[-1], "nexis") else said[-1]


def _day(line: str) -> str | None:
    return find_written_day(line) or find_month(line)


def _header_label(line: str) -> bool:
    found = split_label(line, "nexis")
    return bool(found and found[0] in ("section", "length", "byline", "dateline", "highlight"))


def _labels(lines: Sequence[str], record: dict[str, object]) -> int:
    """Fields between the day and the text; how many lines the head takes from there."""
    last = 0
    for k, line in enumerate(lines):
        found = split_label(line, "nexis")
        if found and found[0] == "byline":
            record["authors"] = authors_of(found[2])
        if found and found[0] == "url" and found[2]:
            record["url"] = found[2]
        if found or _COPYRIGHT.match(line):
            last = k + 1
    return last


def _text(title: object, lines: Sequence[str], wrapped: bool) -> str:
    """Title and paragraphs, without the heading above and what stands below."""
    kept: list[str] = []
    leaf = False
    for line in lines:
        if not kept and (not line.strip() or _is_body(line)):
            continue
        if _PAGE.fullmatch(line) or (leaf and line.strip() == title):
            leaf = True  # the running head of a printed page
            continue
        leaf = False
        for piece in line.split("\n"):
            if _is_below(piece):
                return join(title, paragraphs_of(kept, wrapped))
            kept.append(piece)
    return join(title, paragraphs_of(kept, wrapped))


def _is_below(line: str) -> bool:
    if _is(line, "tail heading") or _is(line, "end"):
        return True
    found = split_label(line, "nexis")
    return bool(found and found[0] == "load-date")


def join(title: object, paragraphs: list[str]) -> str:
    """Headline, empty line, paragraphs; nothing where there is no paragraph."""
    return join_text(str(title) if title else None, paragraphs) if paragraphs else ""


def outlet_name(printed: str) -> str:
    """The outlet as printed, without the place of publication where that is no part of its name."""
    from framing.lists.outlets import bare_outlet
    from framing.lists.word_lists import word_lists

    return bare_outlet(printed, word_lists())


def authors_of(byline: str) -> tuple[str, ...]:
    """Names of a byline without its "By" and place: "By Jane Doe in Moscow and John Roe"."""
    first, _, rest = byline.strip().partition(" ")
    is_by = first.casefold() in words_for("factiva_words", "by") and rest
    # "Di Maio" is a name, "di Mario Rossi" a byline.
    names = (
        rest if is_by and (first.islower() or len(first) > 2 or first.upper() == "BY") else byline
    )
    parts = re.split(r"\s*[;,|&]\s*|\s+(?:and|und|et|y|e|en)\s+", names)
    return without_posts(
        tuple(name for part in parts if (name := _NOT_A_NAME.sub("", part).strip()))
    )


def _cover(chunk: Sequence[str]) -> tuple[int | None, list[str]]:
    """Number and titles of the documents that the cover page lists."""
    promised: int | None = None
    listed: list[str] = []
    for line in chunk:
        if promised is None and (found := _PROMISED.fullmatch(line)):
            promised = int(re.sub(r"\D", "", found[1]))
        elif promised and (entry := _LISTED.match(line)) and int(entry[1]) == len(listed) + 1:
            listed.append(entry[2].strip())
        if _is_body(line):
            break
    return promised, listed


def _missing(listed: Sequence[str], records: Sequence[Record | None]) -> tuple[str, ...]:
    if len(listed) <= len(records):
        return ()
    titles = [_folded(str((record or {}).get("title"))) for record in records]
    missing = []
    for entry in listed:
        folded = _folded(entry)
        match = next((t for t in titles if t[:40] == folded[:40]), None)
        if match is None:
            missing.append(entry[:80])
        else:
            titles.remove(match)
    return tuple(missing)


def _folded(title: str) -> str:
    return re.sub(r"\W+", "", title.casefold())
