"""Finds the dateline at the head of a paragraph: WASHINGTON (Sputnik), Byline — Text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from framing.corpus.outlets import is_outlet
from framing.types import ZoneKind

_PLACE_CAPS = r"[A-Z][A-Z.’'-]+(?:[ /-][A-Z][A-Z.’'-]*){0,4}"
_PLACE_ANY = r"[A-Z][\w.’'-]*(?:[ /-][A-Z][\w.’'-]*){0,4}"
_REGION = r"(?:, (?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,2})?"
_DATE = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
_DASH = r"\s?(?:—|–|--|-|―)\s?"
_PART = r"(?:[A-Z][\w.’'-]*|de|van|von|al|bin|el|der)"
_NAME = rf"{_PART}(?: {_PART}){{0,4}}"

_WITH_SOURCE = re.compile(
    rf"(?P<line>(?:{_PLACE_ANY}{_REGION}{_DATE},? )?\((?P<source>[^()\n]{{2,40}})\)),?"
    rf"(?: (?P<by>{_NAME}))?(?P<dash>{_DASH}|:\s)?"
)
_PLACE_ALONE = re.compile(rf"(?P<line>{_PLACE_CAPS}{_REGION}{_DATE})(?:\s(?:—|–|--|-|―)\s|—)")


@dataclass(frozen=True, slots=True)
class DatelinePart:
    """A piece of a paragraph's head (offsets in the paragraph): the dateline or a byline in it."""

    start: int
    stop: int
    kind: ZoneKind
    rule: str


def find_dateline(text: str, folder: Path | None = None) -> list[DatelinePart]:
    """Dateline, then byline if one follows it, at the head of a paragraph; empty if none."""
    match = _WITH_SOURCE.match(text)
    if match and _names_source(match.group("source"), folder):
        return _parts(match)
    match = _PLACE_ALONE.match(text)
    if match and len(match.group("line")) > 3:
        return [DatelinePart(0, match.end(), "dateline", "place in capitals and a dash")]
    return []


def _names_source(source: str, folder: Path | None) -> bool:
    return any(is_outlet(name, folder) for name in re.split(r"[/,&]| and ", source))


def _parts(match: re.Match[str]) -> list[DatelinePart]:
    rule = "place and source in brackets"
    dash, by = match.group("dash"), match.group("by")
    if dash is None:  # what follows the bracket is already the sentence
        return [DatelinePart(0, match.end("line"), "dateline", rule)]
    if by is None:
        return [DatelinePart(0, match.end(), "dateline", rule)]
    return [
        DatelinePart(0, match.start("by"), "dateline", rule),
        DatelinePart(match.start("by"), match.end(), "byline", "name behind the dateline"),
    ]
