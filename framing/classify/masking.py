"""Masks what labels a text's outlet: names, bylines, boilerplate, house punctuation.

A masker is blind to labels: it never asks which outlet an article is from, and treats every known
outlet's name and boilerplate the same way in every article. (Removing only an article's own name
would tell the name by its absence.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from framing.classify.house_marks import Edit, quotation_edits, title_edits
from framing.classify.names import NameFinder, outlet_finder, people_of
from framing.lists.word_lists import word_lists
from framing.pages.learned_furniture import LearnedFurniture, learn_furniture
from framing.pages.zones import find_zones
from framing.types import Article, Span

MASK_VERSION = "3"
"""Changes whenever a masked text may change; models carry it."""

_STORY = ("lead", "body")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|co\.uk|gov|edu|news|ru|tv|info|ly|me)\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|&(?:[a-z]{2,8}|#\d{1,6});|\[[\d*]{1,3}\]")
# Each house has its own signs for the same thing; one form stands for all.
_PUNCTUATION = (
    (re.compile(r"(?<=\w)\ufffd(?=\w)|[’‘ʼ‛′`´]"), "'"),
    (re.compile(r"\s*(?:[—―]|--+|(?<=\s)[–-](?=\s)|(?<=[^\d\s])–(?=[^\d\s]))\s*"), " - "),
    (re.compile(r"[‐‑‒–]"), "-"),
    (re.compile(r"\s*(?:…|\.(?: ?\.){2,})"), "..."),
    (re.compile(r"\b(?:[A-Z]\.){2,}(?=\s+[a-z(]|[\s,;:'\"-]*[,;:'\"-])"), None),
    (re.compile(r"\ufffd+|[\u200b-\u200f\u2028-\u202e\ufeff]+|[•▪■●►*_|~^]+"), " "),
)
_SPACE = re.compile(r"[^\S ]\s*| \s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskOptions:
    """What is masked beyond furniture, addresses and marks.

    `outlets` and `people` add names to the shipped lists; `entities` masks every capitalised name
    inside sentences too; `headline` keeps the page's headline as text.
    """

    outlets: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    entities: bool = False
    headline: bool = False
    lexicons: Path | None = None


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as a model may see it; `removed` are spans of the unchanged text, each with a kind."""

    text: str
    removed: tuple[tuple[int, int, str], ...]
    _pieces: tuple[tuple[int, int, int], ...] = field(repr=False)

    def to_original_span(self, start: int, stop: int) -> Span:
        """The span of the unchanged text behind a span of the masked one."""
        first = self._origin(start)
        return first, max(first, self._origin(stop - 1) + 1) if stop > start else first

    def _origin(self, offset: int) -> int:
        """Where a character came from; one of a longer substitute, the last one it stands for."""
        place = bisect_right(self._pieces, offset, key=lambda piece: piece[0])
        at, origin, last = self._pieces[max(0, place - 1)]
        return min(origin + offset - at, last)


class Masker:
    """Masks articles, one at a time and all alike; `learn_masker` makes one from a corpus."""

    def __init__(
        self, options: MaskOptions | None = None, learned: LearnedFurniture | None = None
    ) -> None:
        self.options = options or MaskOptions()
        self.learned = learned
        self._lists = word_lists(self.options.lexicons)
        self._outlets = outlet_finder(self._lists, self.options.outlets)
        self._people = NameFinder(self.options.people)

    def mask(self, article: Article | str) -> Masked:
        """The story without what names its outlet; every removed piece with its kind."""
        text = article if isinstance(article, str) else article.text
        blind = Article("text", text, published=getattr(article, "published", None))
        kept = _STORY if not self.options.headline else ("headline", *_STORY)
        zones = find_zones(blind, self._lists, self.learned)
        story = _without_tail(text, [(z.start, z.stop) for z in zones if z.kind in kept])
        return _rebuild(text, list(_gaps(story, len(text))), self._edits(text, story))

    def mask_article(self, article: Article | str) -> Article:
        """An article that holds the masked text and the day alone: no name, no address."""
        if isinstance(article, str):
            return Article("text", self.mask(article).text)
        masked = self.mask(article)
        return Article(article.article_id, masked.text, published=article.published)

    def _edits(self, text: str, story: Sequence[Span]) -> Iterator[Edit]:
        patterns = [
            (_MARKUP, "markup", ""),
            (_ADDRESS, "address", ""),
            *([(_ENTITY, "entity", "")] if self.options.entities else []),
            *((pattern, "punctuation", new) for pattern, new in _PUNCTUATION),
            (_SPACE, "space", " "),
        ]
        for start, stop in story:
            for name in self._outlets.spans(text, start, stop):
                yield *name, "outlet", ""
            for name in self._people.spans(text, start, stop):
                yield *name, "person", ""
            yield from quotation_edits(text, start, stop)
            yield from title_edits(text, start, stop, self._lists)
            for pattern, kind, new in patterns:
                for match in pattern.finditer(text, start, stop):
                    to = match.group().replace(".", "") if new is None else new
                    yield match.start(), match.end(), kind, to


# Capitalised runs that no sentence start explains; links such as "of the" may stand inside.
_ENTITY = re.compile(
    r"(?<=[a-z,;:0-9)'\"-] )(?:[A-Z][\w'.-]*\w)"
    r"(?:(?: (?:of|the|and|for|de|al|bin))* [A-Z][\w'.-]*\w)*"
)


def _without_tail(text: str, story: list[Span]) -> list[Span]:
    """The story without what follows its last sentence: keywords, credits, links to other pages."""
    if not story:
        return story
    start, stop = story[-1]
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, stop)]
    if ends and stop - ends[-1] > 0 and len(text[ends[-1] : stop].split()) <= _TAIL_WORDS:
        return [*story[:-1], (start, ends[-1])]
    return story


_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*(?=\s|$)")
_TAIL_WORDS = 15  # behind the last full stop: more is a sentence without one. Chosen, not measured


def _gaps(story: Sequence[Span], size: int) -> Iterator[Edit]:
    """What lies between the kept pieces: one blank stands for it."""
    at = 0
    for start, stop in [*story, (size, size)]:
        if start > at:
            yield at, start, "furniture", " " if start < size else ""
        at = stop


_RANK = {"furniture": 0, "markup": 1, "address": 2, "outlet": 3, "person": 3, "entity": 4}


def _rebuild(text: str, gaps: list[Edit], edits: Iterable[Edit]) -> Masked:
    """The text after the edits; of two that overlap, the graver one holds."""
    ordered = sorted([*gaps, *edits], key=lambda e: (_RANK.get(e[2], 9), e[0] - e[1], e[0]))
    chosen: list[Edit] = []
    taken = bytearray(len(text))
    for start, stop, kind, new in ordered:
        if start < stop and not any(taken[start:stop]):
            taken[start:stop] = b"\1" * (stop - start)
            chosen.append((start, stop, kind, new))
    return _joined(text, sorted(chosen))


def _joined(text: str, edits: Sequence[Edit]) -> Masked:
    """Pieces kept and put in, blanks never doubled; each with where it came from."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []  # offset in the new text, in the old, last of the old
    size, at = 0, 0

    def add(part: str, start: int, stop: int) -> None:
        nonlocal size
        if not parts or parts[-1].endswith(" "):
            start += len(part) - len(part.lstrip(" ")) if stop - start == len(part) else 0
            part = part.lstrip(" ")
        if part:
            pieces.append((size, start, max(start, stop - 1)))
            parts.append(part)
            size += len(part)

    for start, stop, _, new in [*edits, (len(text), len(text), "", "")]:
        add(text[at:start], at, start)
        add(new, start, stop)
        at = stop
    removed = tuple((a, b, kind) for a, b, kind, _ in edits if kind in _RANK)
    return Masked("".join(parts), removed, tuple(pieces) or ((0, 0, 0),))


def learn_masker(articles: Iterable[Article], options: MaskOptions | None = None) -> Masker:
    """A masker that also knows this corpus: its outlets' names, people and recurring lines.

    What recurs at one outlet is boilerplate in every article, so that no label is asked for later.
    """
    chosen = options or MaskOptions()
    read = list(articles)
    lists = word_lists(chosen.lexicons)
    learned = learn_furniture(read, lists)
    merged: dict[int, int] = {}
    for counts in learned.counts.values():
        for digest, count in counts.items():
            merged[digest] = max(count, merged.get(digest, 0))
    everywhere = LearnedFurniture({"": merged}, {"": len(read)})
    outlets = {article.outlet for article in read if article.outlet}
    return Masker(
        MaskOptions(
            outlets=tuple(sorted(outlets.union(chosen.outlets))),
            people=tuple(sorted({*chosen.people, *people_of(read, lists)})),
            entities=chosen.entities,
            headline=chosen.headline,
            lexicons=chosen.lexicons,
        ),
        everywhere,
    )
