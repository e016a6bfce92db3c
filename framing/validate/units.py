"""The units of each layer in a reading: stretches of text that may hold something, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from framing.errors import UsageError
from framing.layers.frames.names import GENERIC
from framing.types import Mention, Quote, Reading, Span

_LINES = {"lead": "story", "body": "story", "dateline": "byline"}


class Unit(NamedTuple):
    """A stretch of the text as it was read (title on top, if the page has no headline of its own).

    `found` is the detector's answer, `confidence` how sure it is, if it says.
    """

    start: int
    stop: int
    found: str
    confidence: float | None = None


Finder = Callable[[Reading], Iterator[Unit]]


def units_of(layer: str, reading: Reading) -> list[Unit]:
    """All units of a layer in an article, in order of the text.

    Raises `UsageError` for a layer without a row in `FINDERS`.
    """
    finder = FINDERS.get(layer)
    if finder is None:
        raise UsageError(f"--layer {layer}: units are known for {', '.join(FINDERS)}")
    return list(finder(reading))


def sentences(reading: Reading) -> list[Span]:
    """Sentences of headline, lead and body."""
    tokens = reading.tokens
    rows = np.flatnonzero(reading.is_word)
    found = []
    for number in np.unique(tokens.sentence[rows]):
        own = np.flatnonzero(tokens.sentence == number)
        found.append((int(tokens.start[own[0]]), int(tokens.stop[own[-1]])))
    return found


def _overlap(span: Span, others: Sequence[Span]) -> int:
    return sum(max(0, min(span[1], stop) - max(span[0], start)) for start, stop in others)


def _relations(reading: Reading) -> Iterator[Unit]:
    """Sentences that name both sides of the dyad (of all pairs: two sides at least)."""
    wanted = set(reading.options.dyad or ())
    for start, stop in sentences(reading):
        sides = {m.side for m in _mentions_in(reading, start, stop) if m.side}
        if not (wanted <= sides and len(sides) > 1):
            continue
        told = [r for r in reading.relations if start <= r.start and r.stop <= stop]
        best = max(told, key=lambda r: (_GRAVITY.get(r.quad, 0), r.score), default=None)
        if best is None:
            yield Unit(start, stop, "none")
        else:
            yield Unit(start, stop, best.quad, _confidence(best))


# The rule of the sheet: deeds before words, conflict before cooperation.
_GRAVITY = {"material_conflict": 4, "material_coop": 3, "verbal_conflict": 2, "verbal_coop": 1}


def _confidence(found: object) -> float | None:
    """A calibrated confidence, of layers that give one; scores of other kinds are none."""
    value = getattr(found, "confidence", None)
    return None if value is None else float(value)


def _mentions_in(reading: Reading, start: int, stop: int) -> Iterator[Mention]:
    return (m for m in reading.mentions if start <= m.start and m.stop <= stop and m.in_story)


def _quotes_in(reading: Reading, span: Span) -> tuple[Quote, int] | None:
    """The attribution with most of its words in a sentence, and how many characters they are."""
    found = [(quote, _overlap(span, quote.content)) for quote in reading.quotes]
    best = max(found, key=lambda one: one[1], default=None)
    return best if best and best[1] > 0 else None


def _by_quote(reading: Reading, said: Callable[[Quote], str]) -> Iterator[Unit]:
    """Each sentence with what is said of the attribution that has most of its words."""
    for span in sentences(reading):
        best = _quotes_in(reading, span)
        if best is None:
            yield Unit(*span, "none")
        else:
            yield Unit(*span, said(best[0]), _confidence(best[0]))


def _quotes(reading: Reading) -> Iterator[Unit]:
    return _by_quote(reading, lambda quote: quote.kind)


def _sources(reading: Reading) -> Iterator[Unit]:
    return _by_quote(reading, lambda quote: "unnamed" if quote.anonymous else "named")


def _quoted_words(reading: Reading) -> Iterator[Unit]:
    tokens = reading.tokens
    inside = reading.is_word & tokens.in_quote & (reading.quote_of >= 0)
    for row in np.flatnonzero(reading.is_word):
        place = int(tokens.start[row]), int(tokens.stop[row])
        yield Unit(*place, "yes" if inside[row] else "no")


def _hedges(reading: Reading) -> Iterator[Unit]:
    for start, stop in sentences(reading):
        sure = [h for h in reading.hedges if h.uncertain and start <= h.start < stop]
        if sure:
            yield Unit(start, stop, "uncertain", max(h.probability for h in sure))
        else:
            yield Unit(start, stop, "certain")


def _mentions(reading: Reading) -> Iterator[Unit]:
    first, second = reading.options.dyad or ("USA", "RUS")
    names = {(False, False): "neither", (True, False): "first", (False, True): "second"}
    for start, stop in sentences(reading):
        sides = {m.side for m in _mentions_in(reading, start, stop)}
        yield Unit(start, stop, names.get((first in sides, second in sides), "both"))


def _wordings(reading: Reading) -> Iterator[Unit]:
    own = [w for w in reading.wordings if w.kind == "loaded" and w.voice == "outlet"]
    for start, stop in sentences(reading):
        here = [w for w in own if start <= w.start < stop and w.polarity]
        strongest = max(here, key=lambda w: w.strength, default=None)
        if strongest is None:
            yield Unit(start, stop, "none")
        else:
            yield Unit(start, stop, "blame" if strongest.polarity < 0 else "praise")


def _zones(reading: Reading) -> Iterator[Unit]:
    """Lines of the page, each as the zone that holds most of it."""
    text, at = reading.article.text, 0
    for line in text.splitlines(keepends=True):
        start, stop = at, at + len(line.rstrip())
        at += len(line)
        start += len(line) - len(line.lstrip())
        if start >= stop:
            continue
        kinds: dict[str, int] = {}
        for zone in reading.zones:
            shared = _overlap((start, stop), [(zone.start, zone.stop)])
            name = _LINES.get(zone.kind, zone.kind)
            kinds[name] = kinds.get(name, 0) + shared
        best = max(kinds, key=lambda name: kinds[name], default="furniture")
        yield Unit(start, stop, best if kinds.get(best) else "furniture")


def _frames(reading: Reading) -> Iterator[Unit]:
    """Sentences with their strongest generic frame."""
    own = [one for one in reading.frames if one.frame in GENERIC]
    for start, stop in sentences(reading):
        here = [one for one in own if start <= one.start < stop]
        best = max(here, key=lambda one: one.score, default=None)
        if best is None:
            yield Unit(start, stop, "none")
        else:
            yield Unit(start, stop, best.frame, best.score)


FINDERS: Mapping[str, Finder] = {
    "relations": _relations,
    "quotes": _quotes,
    "sources": _sources,
    "quoted_words": _quoted_words,
    "hedges": _hedges,
    "mentions": _mentions,
    "wordings": _wordings,
    "frames": _frames,
    "zones": _zones,
}
"""Layer -> its units in a reading; the question of a layer is its table in `layers.toml`."""
