"""Peels the head and the foot off articles that were exported as one line.

Such texts begin with date, title and agency byline and end with sign-offs, tags and site menus; no
line break tells them from the story. Each step takes a piece at the edge, until the story itself is
reached. A foot is only taken behind the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from framing.lists.outlets import is_outlet
from framing.lists.word_lists import WordLists
from framing.pages.dateline import find_bare_place, find_source_lead
from framing.pages.furniture import Piece, furniture_rules
from framing.pages.known_names import known_prefix_of
from framing.types import ZoneKind

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_TITLE_TAIL = re.compile(r"(?:\s*[-–—|]\s+[^-–—|]{2,40})+\s*$")
_SENTENCE_END = re.compile(r"(?:[.?!…][\"”’)\]]*|[\"”)])(?:\s+|(?=[-–—]))|\s(?=\.\.\.[\s\d])")
_INITIAL = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,2})\.\s*$")
_NAME_PART = r"(?:(?:[A-Z]\.)*[A-Z][\w’'-]*\.?|al-\s?[A-Z][\w’'-]+|and|&|of|/|\d{1,3}(?:-\d{1,3})?)"
_NAMES_ONLY = re.compile(rf"{_NAME_PART}(?:\s*/\s*{_NAME_PART}|\s+{_NAME_PART}){{0,7}}\s*")
_AGENCY_AND_DATE = re.compile(
    r"(?P<by>[A-Z][\w.’'-]*(?:[ /,]+(?:and )?[A-Z][\w.’'-]*){0,3}),? "
    r"(?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? \d{1,2} [A-Z][a-z]{2,8},? \d{4})"
    r"(?=\s+[\W\d]*[A-Z])"
)

_HEAD = 1_200  # characters in which a head can lie
_FOOT = 2_500  # characters in which a foot can lie
_TITLE_LATE = 200  # the title starts within so many characters
_TITLE_ALIKE = 0.8  # of the words of the title. Chosen, not measured
_SHORT_TITLE = 3  # words; a shorter title would be found by chance
_BEFORE_TITLE = 12  # words; more than a date, a place and names is story
_STEPS = 8  # parts taken off an edge; bounds the time
_SIGN_OFF = 120  # characters
_NAMES_TERMINATED = 4  # "Long live Syria." has fewer words


@dataclass(frozen=True, slots=True)
class Edges:
    """The pieces around a one-line story (offsets in the line), and where the story lies."""

    start: int
    stop: int
    pieces: tuple[Piece, ...]


def find_edges(text: str, title: str | None, lists: WordLists, start: int = 0) -> Edges:
    """Head and foot of a one-line article, peeled piece by piece from `start` on."""
    head = list(_head(text, title or "", lists, start))
    start = max((piece.stop for piece in head if piece.rule != _BYLINE), default=start)
    foot = list(find_foot(text, lists, start))
    stop = min((piece.start for piece in foot), default=len(text))
    inside = [piece for piece in head if piece.stop <= stop]
    return Edges(start, stop, tuple(sorted(inside + foot, key=lambda piece: piece.start)))


_BYLINE = "source and date above the story"


def _head(text: str, title: str, lists: WordLists, at: int) -> Iterator[Piece]:
    titled = False
    for _ in range(_STEPS):
        piece = _by_rule(text, at, lists)
        if piece is None and not titled:
            found = find_title(text, at, title)
            if found is not None and len(text[at : found.start].split()) > _BEFORE_TITLE:
                found = None  # a sentence of the story stands before it
            titled = found is not None
            if found is not None and found.start > at:
                yield Piece(at, found.start, "furniture", "before the title")
            piece = found
        piece = piece or _place(text, at, lists)
        if piece is None:
            break
        yield piece
        at = piece.stop
    yield from _source_and_date(text, at, lists)


def _by_rule(text: str, at: int, lists: WordLists) -> Piece | None:
    at += _blank(text, at)
    for rule in furniture_rules(lists):
        if rule.where == "head":
            match = rule.pattern.match(text, at, at + _HEAD)
            if match and match.end() > at:
                return Piece(at, match.end(), rule.zone, rule.name)
    return None


def _blank(text: str, at: int) -> int:
    return len(text[at : at + 80]) - len(text[at : at + 80].lstrip())


def find_title(text: str, at: int, title: str) -> Piece | None:
    """Where the title stands near `at`, spelt alike but for lost punctuation and a site's name."""
    wanted = [_plain(word.group()) for word in _WORD.finditer(_TITLE_TAIL.sub("", title))]
    if len(wanted) < _SHORT_TITLE:
        return None
    spans = list(_WORD.finditer(text, at, at + _TITLE_LATE + 2 * len(title)))
    words = [_plain(word.group()) for word in spans]
    for first in range(len(words)):
        if spans[first].start() > at + _TITLE_LATE:
            return None
        if words[first] not in wanted[:2]:
            continue
        last = _alike(words[first : first + len(wanted) + 3], wanted)
        if last is not None:
            stop = _behind_mark(text, spans[first + last].end())
            return Piece(spans[first].start(), stop, "headline", "equals the title")
    return None


def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "")


def _alike(words: list[str], wanted: list[str]) -> int | None:
    """Index of the last title word in `words`, `None` where they differ too much."""
    blocks = SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks)
    if shared < _TITLE_ALIKE * len(wanted):
        return None
    final = [block for block in blocks if block.size][-1]
    missing = len(wanted) - (final.b + final.size)
    return final.a + final.size - 1 if missing <= 1 else None


def _behind_mark(text: str, at: int) -> int:
    match = re.compile(r"[”\"’)]*(?:\s?[.?!:|]+)?[”\"’)]*").match(text, at)
    return match.end() if match else at


def _place(text: str, at: int, lists: WordLists) -> Piece | None:
    """A place, or a place and an agency, that opens the story behind its head."""
    begin = at + _blank(text, at)
    stop = find_source_lead(text, begin, lists)
    if stop is not None:
        return Piece(begin, stop, "dateline", "place and source before the story")
    stop = find_bare_place(text, begin, lists) if at else None
    return Piece(begin, stop, "dateline", "place in capitals before the story") if stop else None


def _source_and_date(text: str, at: int, lists: WordLists) -> Iterator[Piece]:
    """`AFP Sunday 25 May 2014` between standfirst and story."""
    for match in _AGENCY_AND_DATE.finditer(text, at, at + _HEAD):
        begin = known_prefix_of(match.group("by"), lambda name: is_outlet(name, lists))
        if begin is not None:
            yield Piece(match.start() + begin, match.end(), "byline", _BYLINE)
            return


def find_foot(text: str, lists: WordLists, start: int = 0) -> Iterator[Piece]:
    """Pieces behind the story, from the end inwards."""
    stop = len(text.rstrip())
    for _ in range(_STEPS):
        piece = _foot_by_rule(text, start, stop, lists) or _sign_off_names(text, start, stop)
        if piece is None:
            return
        yield piece
        stop = len(text[: piece.start].rstrip())


def _foot_by_rule(text: str, start: int, stop: int, lists: WordLists) -> Piece | None:
    places = _sentence_ends(text, max(start + 1, stop - _FOOT), stop)
    for rule in furniture_rules(lists):
        if rule.where != "foot":
            continue
        for place in places:
            if rule.pattern.match(text, place, stop):
                return Piece(place, stop, rule.zone, rule.name)
    return None


def _sentence_ends(text: str, low: int, stop: int) -> list[int]:
    """Places right behind a sentence, where a foot can begin; not behind an initial."""
    return [
        match.end()
        for match in _SENTENCE_END.finditer(text, low, stop)
        if match.end() < stop and not _INITIAL.search(text, max(0, match.start() - 6), match.end())
    ]


def _sign_off_names(text: str, start: int, stop: int) -> Piece | None:
    """Names, initials and desk codes behind the last sentence, which has its full stop."""
    for begin in _sentence_ends(text, max(start + 1, stop - _SIGN_OFF), stop):
        rest = text[begin:stop]
        if rest[0] not in "\"“'‘(" and _NAMES_ONLY.fullmatch(rest.rstrip(".")):
            terminated = rest.endswith(".") and not re.search(r"\b[A-Z]\.$", rest)
            if not terminated or len(rest.split()) >= _NAMES_TERMINATED:
                return Piece(begin, stop, _zone_of(rest), "names and codes behind the story")
    return None


def _zone_of(rest: str) -> ZoneKind:
    return "byline" if re.search(r"[a-z]", rest) else "furniture"
