"""How outlets and their people are written, as patterns to look for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from framing.lists.word_lists import WordLists, per_lists, word_lists
from framing.pages.zones import find_zones
from framing.types import Article, Span

# "By" begins a byline and no name.
_NAME = re.compile(
    r"(?!(?:By|From)\b)[A-Z][\w'’.-]+(?: [A-Z]\.?)?(?: (?:[dD]e|al|bin|van|von|[A-Z][\w'’-]+)){1,3}"
)
_NOT_NAMES = frozenset(
    {"Staff", "Writer", "Reporter", "Editor", "Correspondent", "Press", "News", "Daily", "Times"}
    | {"Post", "House", "White", "Associated", "Senior", "National", "Political", "Chief"}
    | {"Contributor", "Updated", "Published", "Agency", "Bulletin", "Department"}
    | {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)
_MOST_FOR_PEOPLE = 0.02
"""Whoever is named in a larger share of all stories is somebody the news is about."""


@per_lists
def outlet_spellings(lists: WordLists, more: tuple[str, ...]) -> tuple[str, ...]:
    """Names, spellings, abbreviations and hosts of every known outlet and agency, and of `more`."""
    found: set[str] = set()
    for file, kind in (("outlets", "outlet"), ("agencies", "agency")):
        for row in lists.rows(file, kind):
            for key in ("aliases", "spellings", "abbreviations", "hosts"):
                found.update(row.get(key, ()))
            found.add(row["name"])
    for name in more:
        found |= {name, name.replace("-", " "), re.sub(r"\W", "", name), _core(name)}
    return tuple(sorted(name for name in found if len(name) > 1 and not name.isdigit()))


def _core(name: str) -> str:
    """A name without brackets and domain ending."""
    return re.sub(r"\s*\(.*?\)|\.(?:com|org|net|co\.uk)$", "", name).strip()


class NameFinder:
    """Finds names in prose, with the article, the possessive and the brackets around them.

    Between brackets any case counts; elsewhere a name begins with a capital or a digit, so that
    `time` stays a word and `Time` does not.
    """

    def __init__(self, names: Iterable[str]) -> None:
        bare = {_bare(name) for name in names} - {""}
        self._folded = {_folded(name) for name in bare}
        by_word: dict[str, list[str]] = {}
        for form in sorted(bare | {name.upper() for name in bare}):
            first = _FIRST.match(form)
            if first and not form[0].islower():
                by_word.setdefault(first.group(), []).append(form)
        self._forms = by_word
        self._rest: dict[str, re.Pattern[str]] = {}  # made when a word is first met

    def spans(self, text: str, start: int, stop: int) -> Iterator[Span]:
        """Names between two offsets, in order, apart."""
        at = start
        while match := _CANDIDATE.search(text, at, stop):
            found = self._bracketed(text, match, stop) or self._at(text, match, stop)
            if found is None:
                at = match.start() + 1
            else:
                at = found[1]
                yield max(found[0], start), found[1]

    def _bracketed(self, text: str, match: re.Match[str], stop: int) -> Span | None:
        """Brackets that hold only names of outlets, and words such as `and agencies`."""
        whole = _BRACKETS.match(text, match.start(), stop)
        if whole is None:
            return None
        parts = [_folded(_bare(part)) for part in _PARTS.split(whole.group(1))]
        known = [part in self._folded for part in parts]
        rest = all(yes or part in _FILLERS for part, yes in zip(parts, known, strict=True))
        return whole.span() if any(known) and rest else None

    def _at(self, text: str, match: re.Match[str], stop: int) -> Span | None:
        start = match.start()
        word = _FIRST.match(text, start, stop)
        rest = self._pattern(word.group()) if word else None
        found = rest.match(text, start, stop) if rest else None
        if found is None:
            return None
        article = _ARTICLE.search(text, max(0, start - 5), start)
        return article.start() if article else start, found.end()

    def _pattern(self, word: str) -> re.Pattern[str] | None:
        if word in self._forms and word not in self._rest:
            self._rest[word] = _one_of(self._forms[word])
        return self._rest.get(word)


@per_lists
def outlet_finder(lists: WordLists, more: tuple[str, ...]) -> NameFinder:
    """Finds every known outlet and agency, and `more`."""
    return NameFinder(outlet_spellings(lists, more))


_FIRST = re.compile(r"\w+")
_CANDIDATE = re.compile(r"[(\[]|\b[A-Z0-9]")
_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]\n]{2,80}?)\s*[)\]]")
_PARTS = re.compile(r"\s*[,/&:;+]\s*|\s+(?:and|via|with)\s+")
_FILLERS = frozenset({"", "agencies", "agency", "news agencies", "source", "sources", "staff"})
_ARTICLE = re.compile(r"\b[Tt]he[\s]+$")


def _one_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(forms, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(_flexible, longest))})(?!\w)(?:['’]s?\b|['’](?=\s))?")


def _bare(name: str) -> str:
    return name.strip().removeprefix("the ").removeprefix("The ").strip(" .,")


def _folded(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.casefold().replace("’", "'"))


def _flexible(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[\s-]+").replace("'", "['’]")


def people_of(articles: Iterable[Article], lists: WordLists | None = None) -> tuple[str, ...]:
    """Who writes for the outlets: authors as listed, names in bylines and end notes.

    Somebody whom many stories name (a politician with a column) is left in the text.
    """
    read = list(articles)
    found: Counter[str] = Counter()
    for article in read:
        found.update(set(_signed(article, lists or word_lists())))
    named: Counter[str] = Counter()
    finder = NameFinder(found)
    for article in read if found else ():
        text = article.text
        named.update({text[a:b] for a, b in finder.spans(text, 0, len(text))})
    most = max(10, _MOST_FOR_PEOPLE * len(read))
    return tuple(sorted(name for name in found if named[name] - found[name] < most))


def _signed(article: Article, lists: WordLists) -> Iterator[str]:
    for author in article.authors:
        yield from _names_in(author)
    for zone in find_zones(article, lists):
        if zone.kind == "byline":
            yield from _names_in(article.text[zone.start : zone.stop])


def _names_in(line: str) -> Iterator[str]:
    for match in _NAME.finditer(line.title() if line.isupper() else line):
        if not _NOT_NAMES.intersection(match.group().split()):
            yield match.group()
