"""Lines in which a page speaks of itself: outlet, section, author and time in one row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.lists.outlets import canonical_agency, canonical_outlet, outlet_of_url
from framing.lists.word_lists import WordLists
from framing.pages.furniture import match_line
from framing.pages.page_lines import Line
from framing.types import ZoneKind

SITE_LINE = "the site names itself"
"""Rule of a line above the story whose one part is the outlet's name."""
SITE_ROW = "row of author, section or time"
"""Rule of a line above the story whose parts are divided by bars."""

_BAR = re.compile(r"\s*[|·•›»]\s*|\s+[–—-]\s+")
_BY = re.compile(r"(?:by|from)\s+\S", re.IGNORECASE)
_STAMP = re.compile(r"(?:updated|published|posted|last (?:updated|modified))\b", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_EDITION = re.compile(
    r"[ -](?:(?:Global|International|Europe|Asia|Africa|Online|Digital|Weekend|English|USA?|UK)"
    r"(?: [Ee]dition)?|Hong Kong|[Ss]taff)$"
)
_TOP = 6  # lines in which a stored page has its header rows
_MOST_WORDS = 30  # a longer line is a paragraph; chosen, not measured
_SECTION_WORDS = 2  # "World News"; longer parts are headlines. Chosen, not measured
_GLUED = 80  # characters of a line that a name and a slogan share
_TIME_RULES = ("time and day", "date stamp", "time stamp", "updated at")
_OWNER = "copyright owner"


def mark_site_lines(lines: Sequence[Line], lists: WordLists) -> None:
    """Header rows above the story: the outlet's name, by-line and time between bars."""
    first = next((k for k, line in enumerate(lines) if line.prose), len(lines))
    for line in lines[: min(max(first, 1), _TOP)]:
        if line.kind is not None or line.prose or line.words > _MOST_WORDS:
            continue
        kind = _row_of(line.text, lists)
        if _is_site_line(line.text, lists):
            line.mark(kind or "furniture", SITE_LINE)
        elif kind is not None:
            line.mark(kind, SITE_ROW)
    _mark_alternative_text(lines)


def _is_site_line(text: str, lists: WordLists) -> bool:
    """Whether a line names its outlet beside no more than author, time and section.

    A title with the site's name behind it is a headline.
    """
    found = site_name(text, lists)
    if found is None or canonical_agency(found[2], lists) is not None:
        return False  # an agency signs there
    start, stop, _ = found
    if stop < len(text) and text[stop].isalpha():
        return True  # a slogan glued to the name
    rest = [part for part in _BAR.split(text[:start]) + _BAR.split(text[stop:]) if part]
    return all(_is_label(part, lists) for part in rest)


def _is_label(part: str, lists: WordLists) -> bool:
    short = len(part.split()) <= _SECTION_WORDS
    return short or bool(_BY.match(part) or _STAMP.match(part)) or _is_time(part, lists)


def site_name(text: str, lists: WordLists) -> tuple[int, int, str] | None:
    """Where a line names its outlet, and which: alone, before a slogan, or between bars."""
    stop = _glued_name(text, lists)
    if stop is not None:
        return 0, stop, canonical_outlet(text[:stop], lists) or text[:stop]
    at = 0
    for part in _BAR.split(text):
        start = text.index(part, at) if part else at
        at = start + len(part)
        name = _outlet_of_part(part, lists) if part else None
        if name is not None:
            return start, at, name
    return None


def _outlet_of_part(part: str, lists: WordLists) -> str | None:
    """The outlet a part names by itself, as an edition of it, or by its address."""
    if known := canonical_outlet(part, lists):
        return known
    if _HOST.fullmatch(part):
        return outlet_of_url(part, lists)
    edition = _EDITION.sub("", part)
    return canonical_outlet(edition, lists) if edition != part and " " in edition else None


def _glued_name(text: str, lists: WordLists) -> int | None:
    """End of a known outlet's name to which a slogan is glued: `The Washington PostDemocracy`."""
    for edge in re.finditer(r"(?<=[a-z])(?=[A-Z])", text[:_GLUED]):
        if canonical_outlet(text[: edge.start()], lists) is not None:
            return edge.start()
    return None


def _row_of(text: str, lists: WordLists) -> ZoneKind | None:
    """Zone of a row of author, section and time between bars; `None` for any other line."""
    parts = [part for part in _BAR.split(text) if part]
    if len(parts) < 2:
        return None
    stamped = any(_STAMP.match(part) or _is_time(part, lists) for part in parts)
    signed = any(_BY.match(part) for part in parts)
    if signed:
        return "byline"
    return "furniture" if stamped else None


def _is_time(part: str, lists: WordLists) -> bool:
    found = match_line(part, lists)
    return found is not None and found.rule in _TIME_RULES


def _mark_alternative_text(lines: Sequence[Line]) -> None:
    """A stored page may begin with time, text of its picture, headline, and the picture's owner."""
    if not lines or lines[0].rule not in _TIME_RULES:
        return
    between = []
    for line in lines[1:_TOP]:
        if line.kind is not None:
            break
        between.append(line)
    owner = lines[1 + len(between)] if 1 + len(between) < len(lines) else None
    if (
        len(between) == 2
        and owner is not None
        and (owner.rule == _OWNER or owner.kind == "caption")
    ):
        between[0].mark("caption", "text of the picture above the headline")
