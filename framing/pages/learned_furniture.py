"""Learns an outlet's own furniture: lines, and edges of one-line texts, that recur across articles.

One pass counts, in bounded memory: texts are not kept, only 8-byte digests of folded lines with the
number of articles that hold them. When the table is full the rarest are forgotten, so that what
recurs often stays (lossy counting). What is a sentence counts as story unless a large share of the
outlet's articles repeats it or its words speak of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from framing.corpus.dates import MONTHS
from framing.lists.outlets import fold_outlet, host_of
from framing.lists.word_lists import WordLists
from framing.pages.furniture import furniture_rules
from framing.types import Article

Cues = tuple[re.Pattern[str], ...]

MIN_ARTICLES = 20
"""Fewer articles of an outlet teach nothing; a page of their own furniture looks like a story."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE = re.compile(rf"\b(?:{_DAY},? )?(?:#+ {_MONTH}|{_MONTH}\.? #+)(?:,? #+)?(?=\W|$)")
_NEAR_DATE = re.compile(rf"{_MONTH}\.? #|# {_MONTH}")
_DIGITS = re.compile(r"\d+")
_EDGE_MARKS = " \t.,:;|·•*_-–—…\"'“”‘’"
_ENDS = re.compile(r"[.?!…][\"”’'»)\]*]*$")
_BOUNDARY = re.compile(r"(?<=[.?!…])[\"”’)\]]*\s+(?=\S)|\s+(?=[—–-]{1,3}\s?[A-Z])")

_SHARE_PLAIN = 0.01  # of an outlet's articles: short lines that are no sentence
_SHARE_SENTENCE = 0.25  # sentences: background paragraphs recur too, but seldom so often
_SHARE_LABEL = 0.10  # "MODERATOR:", "Thank you.": labels and talk of transcripts
_SHARE_HEAD = 0.30  # beginnings: "The Syrian army" opens many stories
_FEWEST = 3  # articles: two may share a line by chance; chosen, not measured
_FEWEST_SENTENCE = 5  # articles: background sentences recur in follow-ups; chosen, not measured
_FOOT = 1_500  # characters at the end of a one-line text
_HEAD_WORDS = 8  # in which a beginning lies; chosen, not measured
_FOOTS = 12  # sentence ends tried, from the end inwards
_ONE_LINE = 0.8  # share of the text in its longest line
_TABLE = 300_000  # digests kept at once, some 40 MB
_COPIES = 50_000  # whole texts remembered, so that a copied article counts once


@dataclass(frozen=True, slots=True)
class LearnedFurniture:
    """What recurs at an outlet; `counts` holds, per outlet, digests with numbers of articles."""

    counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    articles: Mapping[str, int] = field(default_factory=dict)

    def line(self, article: Article, line: str, lists: WordLists) -> int:
        """In how many articles of the outlet this line recurs; 0 if it is not furniture."""
        known = self.counts.get(outlet_key(article, lists))
        return known.get(_digest("line", line), 0) if known else 0

    def head(self, article: Article, line: str, lists: WordLists) -> tuple[int, int] | None:
        """Where the recurring beginning of a one-line text stops, and its count."""
        known = self.counts.get(outlet_key(article, lists))
        if not known:
            return None
        found = [(stop, known.get(digest, 0)) for stop, digest in _heads(line)]
        return max((pair for pair in found if pair[1]), default=None)

    def foot(self, article: Article, line: str, lists: WordLists) -> tuple[int, int] | None:
        """Where the recurring end of a one-line text starts, and its count."""
        known = self.counts.get(outlet_key(article, lists))
        if not known:
            return None
        found = [(start, known.get(digest, 0)) for start, digest, _ in _foots(line)]
        return min((pair for pair in found if pair[1]), default=None)


def learn_furniture(
    articles: Iterable[Article], lists: WordLists, min_articles: int = MIN_ARTICLES
) -> LearnedFurniture:
    """Counts recurring lines and edges, outlet by outlet, in one pass over a stream of articles."""
    table = _Table(tuple(r.pattern for r in furniture_rules(lists) if r.where == "cue"))
    for article in articles:
        table.add(outlet_key(article, lists), article.text)
    counts = {
        outlet: kept
        for outlet, total in sorted(table.articles.items())
        if total >= min_articles and (kept := _recurring(table.counts[outlet], total))
    }
    return LearnedFurniture(counts, {outlet: table.articles[outlet] for outlet in counts})


def outlet_key(article: Article, lists: WordLists) -> str:
    """Outlet whose pages an article shares: its canonical name, else the host, else nothing."""
    if article.outlet:
        return fold_outlet(article.outlet, lists, article.url)
    return (host_of(article.url) if article.url else None) or ""


class _Table:
    """Digests with numbers of articles, outlet by outlet, never more than `_TABLE` of them."""

    def __init__(self, cues: Cues) -> None:
        self.counts: dict[str, dict[int, int]] = {}
        self.articles: dict[str, int] = {}
        self._cues = cues
        self._size = 0
        self._floor = 0
        self._copies: dict[int, None] = {}

    def add(self, outlet: str, text: str) -> None:
        copy = _digest(outlet, text[:20_000])
        if copy in self._copies:
            return
        self._copies[copy] = None
        if len(self._copies) > _COPIES:
            del self._copies[next(iter(self._copies))]
        self.articles[outlet] = self.articles.get(outlet, 0) + 1
        counts = self.counts.setdefault(outlet, {})
        before = len(counts)
        for key, (kind, piece) in _units(text).items():
            value = counts.get(key, 0)
            if value == _ONE:  # met again: only now its kind matters
                value += _kind(piece, self._cues) if kind is None else kind
            counts[key] = value + _ONE
        self._size += len(counts) - before
        if self._size > _TABLE:
            self._forget()

    def _forget(self) -> None:
        while self._size > _TABLE // 2:
            self._floor += 1
            for outlet, counts in self.counts.items():
                kept = {key: value for key, value in counts.items() if value // _ONE > self._floor}
                self.counts[outlet] = kept
            self._size = sum(map(len, self.counts.values()))


# A count and its kind in one integer: value = articles * _ONE + kind.
_ONE = 8
_PLAIN, _LABEL, _SENTENCE, _SITE, _HEADS = range(5)


def _recurring(counts: Mapping[int, int], total: int) -> dict[int, int]:
    least = (
        max(_FEWEST, _SHARE_PLAIN * total),
        max(_FEWEST_SENTENCE, _SHARE_LABEL * total),
        max(_FEWEST_SENTENCE, _SHARE_SENTENCE * total),
        max(_FEWEST, _SHARE_PLAIN * total),
        max(_FEWEST_SENTENCE, _SHARE_HEAD * total),
    )
    return {
        key: value // _ONE
        for key, value in sorted(counts.items())
        if value // _ONE >= least[value % _ONE]
    }


def _units(text: str) -> dict[int, tuple[int | None, str]]:
    """Digests of what can recur in a text, each once, with its kind if known and its words."""
    lines = [match.group().strip() for match in _LINE.finditer(text)]
    lines = [line for line in lines if line]
    if not lines:
        return {}
    longest = max(lines, key=len)
    if len(longest) < _ONE_LINE * sum(map(len, lines)):
        return {_digest("line", line): (None, line) for line in lines}
    units: dict[int, tuple[int | None, str]] = {d: (_HEADS, "") for _, d in _heads(longest)}
    units.update({digest: (None, piece) for _, digest, piece in _foots(longest)})
    return units


def _kind(line: str, cues: Cues) -> int:
    words = line.count(" ") + 1
    if any(cue.search(line, 0, _FOOT) for cue in cues):
        return _SITE
    if not _ENDS.search(line[-12:]) and words < 25:
        return _LABEL if line.endswith(":") else _PLAIN
    return _SENTENCE if words >= 4 else _LABEL


def _heads(line: str) -> Iterator[tuple[int, int]]:
    """Beginnings of 1 to 8 folded words that a capital, digit or quotation mark follows."""
    for count, match in enumerate(re.finditer(r"\s+(?=[^a-z])", line[:200])):
        if count == _HEAD_WORDS:
            return
        yield match.end(), _digest("head", line[: match.start()])


def _foots(line: str) -> Iterator[tuple[int, int, str]]:
    """Ends of the text that begin right behind a sentence."""
    low = max(0, len(line) - _FOOT)
    starts = [low + match.end() for match in _BOUNDARY.finditer(line[low:])]
    for start in starts[-_FOOTS:]:
        piece = line[start:]
        yield start, _digest("foot", piece), piece


def fold_line(line: str) -> str:
    """A line without what changes from day to day: digits, dates, case, space, edge marks."""
    folded = " ".join(line.casefold().split())
    if any(digit in folded for digit in "0123456789"):
        folded = _DIGITS.sub("#", folded)
        if _NEAR_DATE.search(folded):  # spares most lines the slower search
            folded = _DATE.sub("<date>", folded)
    return folded.strip(_EDGE_MARKS)


def _digest(kind: str, text: str) -> int:
    data = f"{kind}\t{fold_line(text)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
