"""Finds the dateline at the head of a paragraph: WASHINGTON (Sputnik), Byline — Text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.lists.outlets import is_outlet
from framing.lists.word_lists import WordLists, per_lists
from framing.pages.known_names import known_prefix
from framing.types import ZoneKind

_PLACE_CAPS = r"[A-Z][A-Z.’'-]+(?:[ /-][A-Z][A-Z.’'-]*){0,4}"
_PLACE_ANY = r"[A-Z][\w.’'-]*(?:[ /-][A-Z][\w.’'-]*){0,4}"
_REGION = r"(?: \[[A-Z][\w ]{2,30}\])?(?:, (?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2})?"
_DATE = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
_DASH = r"(?:\s?(?:—|–|--|-|―)|\.-)\s?"
_PART = r"(?:[A-Z][\w.’'-]*|de|van|von|al|bin|el|der)"
_NAME = rf"{_PART}(?: {_PART}){{0,4}}"

_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?,? )"
_WITH_SOURCE = re.compile(
    rf"(?P<line>(?:{_PLACE_ANY}{_REGION}{_DATE},? |{_DAY})?\((?P<source>[^()\n]{{2,60}})\)),?"
    rf"(?: (?P<by>{_NAME}))?(?P<dash>{_DASH}|:\s)?"
)
# `(ANSA) - Rome, January 24 - `: the agency first, then place and day.
_BEHIND_SOURCE = re.compile(rf"{_PLACE_ANY}{_REGION},? {_DAY.removesuffix(' )')}){_DASH}")
# `MOSCOW, March 14. /TASS/.`: the house style of agencies that set their name between strokes.
_BETWEEN_STROKES = re.compile(
    rf"(?:{_PLACE_ANY}{_REGION}{_DATE}[.,]? |{_DAY})?/(?P<source>[A-Z][^/\n]{{1,30}})/"
    rf"[.,]?(?:{_DASH})?\s*"
)
# `Paris, France | AFP | `.
_BETWEEN_BARS = re.compile(
    rf"(?:{_PLACE_ANY}{_REGION}{_DATE} ?\| ?)(?P<source>[A-Z][\w ]{{1,30}}?) ?\|\s*"
)
_SOURCE_DASH = re.compile(
    rf"(?:{_PLACE_ANY}{_REGION}{_DATE},? )?(?P<source>[A-Z]{{2,10}}(?: [A-Z][a-z]+)?)"
    rf"(?P<dash>{_DASH}| (?=[A-Z]))"
)
_INSIDE = re.compile(
    rf"(?<=[.”\"’] )(?={_PLACE_CAPS}{_REGION}{_DATE},? \([^()\n]{{2,40}}\){_DASH})"
)
_BARE_PLACE = re.compile(r"[A-Z][A-Z’'-]{3,}(?:[ -][A-Z][A-Z’'-]{2,}){0,2}(?= [A-Z\d\"“])")
_WORD_THEN_CAPITAL = re.compile(r" ([A-Z][a-z]+)(?= [A-Z\d])")
_FAR = 900  # characters; a dateline further inside belongs to another piece
_PLACE_ALONE = re.compile(rf"(?P<line>{_PLACE_CAPS}{_REGION}{_DATE})(?:\s(?:—|–|--|-|―)\s|—)")


_PARTS = re.compile(r"[/,&]| and |\s[–—-]+\s")


@dataclass(frozen=True, slots=True)
class DatelinePart:
    """A piece of a paragraph's head (offsets in the paragraph): the dateline or a byline in it."""

    start: int
    stop: int
    kind: ZoneKind
    rule: str


def find_dateline(text: str, lists: WordLists) -> list[DatelinePart]:
    """Dateline, then byline if one follows it, at the head of a paragraph; empty if none."""
    match = _WITH_SOURCE.match(text)
    if match and _names_source(match.group("source"), lists):
        return _parts(match, _BEHIND_SOURCE.match(text, match.end()))
    match = _BETWEEN_STROKES.match(text) or _BETWEEN_BARS.match(text)
    if match and _opens_with_source(match.group("source"), lists):
        return [DatelinePart(0, match.end(), "dateline", "place and source between strokes")]
    match = _SOURCE_DASH.match(text)
    if match and match.group("dash").strip() and is_outlet(match.group("source"), lists):
        return [DatelinePart(0, match.end(), "dateline", "place and source before a dash")]
    match = _PLACE_ALONE.match(text)
    if match and len(match.group("line")) > 3:
        return [DatelinePart(0, match.end(), "dateline", "place in capitals and a dash")]
    return []


def starts_with_dateline(text: str) -> bool:
    """Whether a line begins with place, source in brackets and a dash: a story starts so."""
    match = _WITH_SOURCE.match(text)
    if match is not None and match.group("dash") is not None and match.end() < len(text):
        return True
    match = _BETWEEN_STROKES.match(text)
    if match is None or match.end() == len(text):
        return False
    return match.group("source").split()[0].isupper()


def _opens_with_source(source: str, lists: WordLists) -> bool:
    """Whether an agency's name, or its name and its correspondent's, stands between strokes."""
    return known_prefix(source, lambda name: name if is_outlet(name, lists) else None) is not None


def _names_source(source: str, lists: WordLists) -> bool:
    return any(is_outlet(name, lists) for name in _PARTS.split(source))


def _parts(match: re.Match[str], behind: re.Match[str] | None) -> list[DatelinePart]:
    rule = "place and source in brackets"
    if behind is not None and match.start("source") == 1:
        return [DatelinePart(0, behind.end(), "dateline", rule)]
    dash, by = match.group("dash"), match.group("by")
    if dash is None:  # what follows the bracket is already the sentence
        return [DatelinePart(0, match.end("line"), "dateline", rule)]
    if by is None:
        return [DatelinePart(0, match.end(), "dateline", rule)]
    return [
        DatelinePart(0, match.start("by"), "dateline", rule),
        DatelinePart(match.start("by"), match.end(), "byline", "name behind the dateline"),
    ]


def find_inner_dateline(text: str, lists: WordLists, start: int = 0) -> int | None:
    """Where behind a standfirst the story's own dateline begins, in texts without line breaks."""
    for match in _INSIDE.finditer(text, start, start + _FAR):
        found = _WITH_SOURCE.match(text, match.start())
        if found and _names_source(found.group("source"), lists):
            return match.start()
    return None


def find_source_lead(text: str, start: int, lists: WordLists) -> int | None:
    """End of an agency's name that opens the story with or without a place: `Aleppo, SANA -`."""
    match = _SOURCE_DASH.match(text, start)
    if match is None or not is_outlet(match.group("source"), lists):
        return None
    spelled = match.group("dash").strip()
    return match.end() if spelled or text[match.end()].isupper() else None


def find_bare_place(text: str, start: int, lists: WordLists) -> int | None:
    """End of a place in capitals that lost its dash (`BEIRUT At least`), and of its country."""
    match = _BARE_PLACE.match(text, start)
    if match is None:
        return None
    country = _WORD_THEN_CAPITAL.match(text, match.end())
    if country is not None and country.group(1).lower() in _countries(lists):
        return country.end()
    return match.end()


@per_lists
def _countries(lists: WordLists) -> frozenset[str]:
    rows = (*lists.rows("actors", "actor"), *lists.rows("countries", "actor"))
    names = [name for row in rows for name in row.get("names", [])]
    texts = (name if isinstance(name, str) else name.get("text", "") for name in names)
    return frozenset(text.lower() for text in texts)
