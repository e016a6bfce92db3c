"""A sentence as an encoder reads it: its two sides masked, headline and text before as context.

The sides are masked by names of two other states and may be exchanged, so that no state is learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.layers.relations.sentence import Sentence
from framing.learn.encoder import WordTable
from framing.types import Article, Span

SIDES = ("norway", "chile")
"""What stands for the sides: names of states, which the encoder knows, that news rarely binds."""
LONGEST = 110  # pieces of a sentence; the longest of 6,526 has 102
HEADLINE, BEFORE = 16, 24
"""Pieces of context: more of it would cost more time than there was; not measured."""
SHORTEST = 3  # letters of a name that is masked in the context
SHOWN_BEFORE = 300  # characters before the sentence that are looked at


@dataclass(frozen=True)
class Shown:
    """A sentence as a reader sees it.

    `places` are where the sides of the pair are named: start, stop, and 0 or 1 for the side, as
    offsets into `text`; `start` is where `text` begins in the article as it is read.
    """

    title: str
    before: str
    text: str
    start: int
    places: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Line:
    """A sentence as pieces; `context` is the number of the first that stands outside it.

    `sides` has 0 or 1 where a mark stands for a side, -1 elsewhere; `words` the pieces of each
    word that may state something.
    """

    ids: list[int]
    context: int
    sides: list[int]
    words: list[list[int]]


def show(
    article: Article, span: Span, pair: tuple[str, str], sentences: Sequence[Sentence]
) -> Shown:
    """A stretch of an article, what stands before it, and where its sentences name the sides."""
    low, high = span
    places = {
        (*sentence.batch.span(place.first, place.last), pair.index(place.side))
        for sentence in sentences
        for place in sentence.places
        if place.side in pair
    }
    inside = sorted((a - low, z - low, side) for a, z, side in places if low <= a and z <= high)
    headline = article.text[: article.headed]
    before = article.text[max(article.headed, low - SHOWN_BEFORE) : low]
    return Shown(headline, before, article.text[low:high], low, tuple(inside))


def line_of(shown: Shown, spans: Sequence[Span], table: WordTable, swap: bool = False) -> Line:
    """The line; `spans` are the words' places in the text, `swap` exchanges the sides."""
    ids, sides = [table.begin], [-1]
    places: list[Span] = [(-1, -1)]
    for text, start, side in pieces(shown, swap):
        if side >= 0:
            ids.append(table.number(text))
            places.append((-1, -1))
            sides.append(side)
            continue
        coded, offsets = table.cut(text)
        ids += coded
        places += [(start + a, start + z) for a, z in offsets]
        sides += [-1] * len(coded)
    ids, places, sides = ids[:LONGEST], places[:LONGEST], sides[:LONGEST]
    words = [_held(places, start, stop) for start, stop in spans]
    behind = [table.end, *_context(shown, table, swap)]
    return Line(ids + behind, len(ids) + 1, sides + [-1] * len(behind), words)


def pieces(shown: Shown, swap: bool) -> Iterator[tuple[str, int, int]]:
    """The sentence in parts: text, where it begins, and -1; or a mark, -1, and its side."""
    at = 0
    for start, stop, side in shown.places:
        if start < at:
            continue
        yield shown.text[at:start], at, -1
        yield SIDES[side ^ swap], -1, side ^ swap
        at = stop
    yield shown.text[at:], at, -1


def _held(places: Sequence[Span], start: int, stop: int) -> list[int]:
    return [k for k, (a, z) in enumerate(places) if a < stop and start < z and z > 0]


def _context(shown: Shown, table: WordTable, swap: bool) -> list[int]:
    """Pieces of the headline, unless it is the sentence itself, and of what stands before."""
    ids: list[int] = []
    title = "" if shown.title.strip() == shown.text.strip() else shown.title
    for text, part in ((title, slice(HEADLINE)), (shown.before, slice(-BEFORE, None))):
        if text.strip():
            ids += [*table.cut(_masked(text, shown, swap))[0][part], table.end]
    return ids


def _masked(text: str, shown: Shown, swap: bool) -> str:
    """A part of the context with marks for the names by which the sentence calls the sides."""
    names = {shown.text[a:z]: SIDES[side ^ swap] for a, z, side in shown.places}
    known = [name for name in sorted(names, key=len, reverse=True) if len(name) >= SHORTEST]
    if not known:
        return text
    pattern = r"\b(?:" + "|".join(map(re.escape, known)) + r")\b"
    return re.sub(pattern, lambda found: names[found[0]], text)
