"""The lines of a page, before anything is known about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.lists.word_lists import WordLists
from framing.pages.dateline import starts_with_dateline
from framing.pages.learned_furniture import LearnedFurniture
from framing.types import Article, MarkupKind, ZoneKind

HEADING = "heading between paragraphs"
"""Rule of the lines that divide a story; the layer of names reads them."""

LEAD_WORDS = 15
"""A shorter first paragraph is no lead by itself."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"[.?!…][\"”’'»)\]*″]*(?:\s*\[\d{1,3}\])*$")
WORD = re.compile(r"\w[\w.’'-]*")
"""A word of running text, inner marks included."""

_NAME = re.compile(r"(?:[A-Z][\w.’'-]*|de|van|von|al|bin|el|la|der|and|,|&)")
_LETTER = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_CREDITED = re.compile(r"[\"“][^\"“”]{12,}[\"”]\s*(?:[-–—―]|--)\s*[A-Z][^.!?]{2,80}\.?$")
"""A quotation with its speaker behind a dash: "“A fine work.” —Jane Roe, curator"."""
_ENDS_SPEECH = re.compile(r"(?:[.?!…–—]|--)[\"”’'»)\]*″]*$")
_QUOTES = "\"”’'»)]*″"
_GREETS = re.compile(r"Dear .*[,:]$")
_GREETING_WORDS = 8  # "Dear colleagues and friends of …,"; a longer line is prose
_MARKS = (",", ";", ".", "!", "?", "…", "-", "–", "—")
_TURN_WORDS = 4  # shorter lines are no sentence, but may be a turn of talk
_LIVELY = 3  # turns that end with another mark than a full stop
_TURNS = 0.15  # share of the page's lines
_RUNNING_WORDS = 8  # of a paragraph on a page; shorter ones are labels, links, credits
_RUNNING_CAPITALS = 0.5  # of its words; headlines and names have more. Chosen, not measured
_PROSE_WORDS = 25  # a line this long is prose even when its full stop was stripped


@dataclass(slots=True)
class Line:
    """A stripped line of the page, and the zone it was given."""

    start: int
    text: str
    words: int
    prose: bool
    kind: ZoneKind | None = None
    rule: str = ""
    markup: MarkupKind | None = None

    @property
    def listed(self) -> bool:
        """Whether the page's elements make the line an item of a list or a row of a table."""
        return self.markup in ("item", "row")

    def mark(self, kind: ZoneKind, rule: str) -> None:
        """Settles what the line is."""
        self.kind, self.rule = kind, rule


@dataclass(slots=True)
class Page:
    """An article on its way to zones."""

    article: Article
    lists: WordLists
    lines: list[Line] = field(default_factory=list)
    learned: LearnedFurniture | None = None
    story: list[Line] = field(default_factory=list)
    labels: dict[int, int] = field(default_factory=dict)

    def open_lines(self) -> list[Line]:
        """Lines that no rule has claimed yet."""
        return [line for line in self.lines if line.kind is None]

    def prose_indexes(self) -> list[int]:
        """Places of the unclaimed lines that read like sentences."""
        return [k for k, line in enumerate(self.lines) if line.prose and line.kind is None]


def split_lines(text: str) -> Iterator[Line]:
    """Lines that hold anything, without the white space around them."""
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        words = len(WORD.findall(stripped)) if len(stripped) < 2000 else stripped.count(" ")
        ends = bool(_ENDS_SENTENCE.search(stripped[-12:]))
        told = (ends and words >= 4) or bool(_CREDITED.match(stripped))
        prose = told or words >= _PROSE_WORDS or starts_with_dateline(stripped)
        yield Line(start, stripped, words, prose)


def use_markup(article: Article, lines: Sequence[Line]) -> None:
    """Tells lines of a web page what its elements say they are.

    What the reader of the page kept as item or row is story without a full stop; a heading is no
    sentence even with one; a paragraph in running words may have lost its full stop.
    """
    kinds = {mark.start: mark.kind for mark in article.page.markup} if article.page else {}
    for line in lines:
        line.markup = kinds.get(line.start)
        if line.markup == "heading":
            line.prose = False
        elif line.markup is not None:
            running = line.words >= _RUNNING_WORDS and capital_share(line) < _RUNNING_CAPITALS
            line.prose = line.prose or line.listed or running


def foreign_share(text: str) -> float:
    """Share of letters outside the Latin script, by the beginning of a text."""
    if not _FOREIGN.search(text, 0, 400):
        return 0.0
    letters = len(_LETTER.findall(text[:400]))
    return 1 - len(_LATIN.findall(text[:400])) / letters if letters else 0.0


def capital_share(line: Line) -> float:
    """Share of words with a capital among the longer ones."""
    words = [word for word in WORD.findall(line.text) if len(word) > 3]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def stands_between(lines: Sequence[Line], at: int) -> bool:
    """Whether a short capitalised line without an end has paragraphs on both sides."""
    around = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    closed = len(around) == 2 and all(line.prose or line.kind for line in around)
    long = any(line.prose and line.words >= LEAD_WORDS for line in around)
    text = lines[at].text
    return closed and long and text[0].isupper() and not text.endswith(_MARKS)


def is_salutation(line: Line) -> bool:
    """Whether a line greets the reader of a letter: "Dear Mr. President:"."""
    return line.words <= _GREETING_WORDS and bool(_GREETS.match(line.text))


def ends_speech(text: str) -> bool:
    """Whether a line ends as what somebody says does, broken off or not."""
    return bool(_ENDS_SPEECH.search(text[-12:]))


def is_talk(lines: Sequence[Line]) -> bool:
    """Whether the page writes down talk: turns of a word or two, some of them asked or cut short.

    Letters, live pages and lists have many short lines with a full stop too ("Arlington, Mass.").
    """
    short = [k for k in lines if k.words < _TURN_WORDS and _LETTER.search(k.text)]
    turns = [line for line in short if ends_speech(line.text)]
    lively = sum(not line.text.rstrip(_QUOTES).endswith(".") for line in turns)
    return lively >= _LIVELY and len(turns) >= _TURNS * len(lines)


def is_name(line: Line) -> bool:
    """Whether a line is nothing but a person's name, or a few of them."""
    parts = line.text.replace(",", " , ").split()
    return 2 <= len(parts) <= 6 and all(_NAME.fullmatch(part) for part in parts)
