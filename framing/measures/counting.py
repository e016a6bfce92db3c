"""Denominators and the shapes of measurement that every family shares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import log2
from typing import Any, NamedTuple, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from framing.types import (
    PROSE_ZONES,
    ZONE_KINDS,
    BoolArray,
    Hedge,
    Measurement,
    Mention,
    Quote,
    Reading,
    Relation,
    Span,
    Spans,
    Tokens,
    Voice,
    Wording,
    ZoneKind,
)

IndexArray = NDArray[np.intp]

Measured = TypeVar("Measured", bound=Callable[..., object])

BATCH_SIZE = 20
"""Readings that are measured column by column; more at a time gain nothing."""
_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])


class RowSpans(Sequence[Span]):
    """The spans from each row of `first` to its row of `last`, in order, as a lazy tuple.

    A table of features only counts them; making the pairs would cost several times the counting.
    """

    __slots__ = ("_first", "_last", "_tokens")

    def __init__(self, tokens: Tokens, first: IndexArray, last: IndexArray) -> None:
        self._tokens, self._first, self._last = tokens, first, last

    def __len__(self) -> int:
        return len(self._first)

    def __iter__(self) -> Iterator[Span]:
        starts = self._tokens.start[self._first].tolist()
        return zip(starts, self._tokens.stop[self._last].tolist(), strict=True)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> Spans: ...
    def __getitem__(self, index: int | slice) -> Span | Spans:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (tuple, RowSpans)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def marked_rows(marked: NDArray[Any]) -> IndexArray:
    """Rows where a mark is set, not 0; half the cost of `numpy.flatnonzero` on short arrays."""
    rows: IndexArray = marked.nonzero()[0]
    return rows


def row_spans(reading: Reading, rows: IndexArray) -> RowSpans:
    """Each row as a span."""
    return RowSpans(reading.tokens, rows, rows)


def column(
    reading: Reading, key: Hashable, of: Callable[[str], object], kind: type
) -> NDArray[Any]:
    """What `of` says of each token's string, computed once a word type and kept under `key`."""

    def compute(strings: Sequence[str]) -> NDArray[Any]:
        return np.array([of(string) for string in strings], kind)

    tokens = reading.tokens
    found: NDArray[Any] = tokens.vocabulary.column(key, compute)[tokens.type_id]
    return found


def remembered(asked: int = 1) -> Callable[[Measured], Measured]:
    """Remembers what a function of a reading says, of the last `BATCH_SIZE` readings.

    `asked` is in how many ways one reading is asked. A reading never changes.
    """
    return cast("Callable[[Measured], Measured]", lru_cache(maxsize=BATCH_SIZE * asked))


@remembered()
def own_rows(reading: Reading) -> BoolArray:
    """Tokens of headline, lead and body that stand in the outlet's own voice."""
    own: BoolArray = _PROSE[reading.tokens.zone] & (reading.quote_of < 0)
    return own


@remembered()
def prose_rows(reading: Reading) -> BoolArray:
    """Tokens of headline, lead and body."""
    prose: BoolArray = _PROSE[reading.tokens.zone]
    return prose


class Sentences(NamedTuple):
    """First and last measured word of each sentence, by row, and how many lie between."""

    first: IndexArray
    last: IndexArray
    words: NDArray[np.int64]


@remembered()
def sentence_rows(reading: Reading) -> Sentences:
    """Sentences of headline, lead and body that hold a word."""
    rows = marked_rows(reading.is_word)
    numbers = reading.tokens.sentence[rows]
    opens = np.ones(len(rows), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=opens[1:])
    new = marked_rows(opens)
    ends = np.append(new[1:], len(rows)) if len(new) else new
    return Sentences(rows[new], rows[ends - 1], ends - new)


_ZONE_ID = {kind: number for number, kind in enumerate(ZONE_KINDS)}


@remembered()
def story_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Mentions in headline, lead and body, the ones that are measured."""
    return tuple([m for m in reading.mentions if m.in_story])


@remembered(6)
def count_words(
    reading: Reading, *, voice: Voice | None = None, zone: ZoneKind | None = None
) -> int:
    """Words of headline, lead and body; of one voice or one zone if asked."""
    chosen = reading.is_word
    if voice is not None:
        chosen = chosen & ((reading.quote_of < 0) == (voice == "outlet"))
    if zone is not None:
        chosen = chosen & (reading.tokens.zone == _ZONE_ID[zone])
    return int(np.count_nonzero(chosen))


def words_in(reading: Reading, spans: Iterable[Span]) -> tuple[float, ...]:
    """Number of measured words in each span."""
    # Most calls ask for a few spans: bisecting a list is quicker there than calling NumPy.
    starts = _word_starts(reading)
    return tuple(
        [float(bisect_left(starts, stop) - bisect_left(starts, start)) for start, stop in spans]
    )


@remembered()
def _word_starts(reading: Reading) -> list[int]:
    starts: list[int] = reading.tokens.start[reading.is_word].tolist()
    return starts


@remembered()
def sentence_spans(reading: Reading) -> Spans:
    """Sentences of headline, lead and body, as spans."""
    found = sentence_rows(reading)
    return tuple(RowSpans(reading.tokens, found.first, found.last))


@remembered()
def sentence_words(reading: Reading) -> tuple[float, ...]:
    """Number of measured words in each sentence."""
    words: list[float] = sentence_rows(reading).words.astype(float).tolist()
    return tuple(words)


def names_side(reading: Reading, phrase: Span, actor: str) -> bool:
    """Whether a phrase names somebody on the side of an actor."""
    starts = _mention_starts(reading)
    within = story_mentions(reading)[
        bisect_left(starts, phrase[0]) : bisect_left(starts, phrase[1])
    ]
    return any(actor in (mention.side, mention.actor) for mention in within)


@remembered()
def _mention_starts(reading: Reading) -> list[int]:
    return [mention.start for mention in story_mentions(reading)]


def quote_places(quotes: Iterable[Quote]) -> Spans:
    """One span an attribution: its cue, else its content's first piece."""
    return tuple([(quote.cue or quote.content)[0] for quote in quotes])


def quotes_share(reading: Reading, keep: Callable[[Quote], bool]) -> Measurement:
    """Attributions that are kept, as a share of all."""
    return share(quote_places(filter(keep, reading.quotes)), len(reading.quotes))


def own_wordings(reading: Reading, kind: str) -> list[Wording]:
    """Wordings of a kind in the outlet's own voice."""
    return [w for w in reading.wordings if w.kind == kind and w.voice == "outlet"]


def spans_of(found: Iterable[Hedge | Mention | Relation | Wording]) -> Spans:
    """Where things were found, in their order."""
    return tuple([(one.start, one.stop) for one in found])


def zone_spans(reading: Reading, *kinds: ZoneKind) -> Spans:
    """Zones of these kinds, as spans."""
    return tuple((zone.start, zone.stop) for zone in reading.zones if zone.kind in kinds)


def inside(spans: Iterable[Span], places: Sequence[Span]) -> Spans:
    """The spans that begin inside one of the places."""
    if len(places) == 1:
        ((first, stop),) = places
        return tuple(span for span in spans if first <= span[0] < stop)
    return tuple(span for span in spans if any(a <= span[0] < b for a, b in places))


def holding(places: Sequence[Span], offsets: Iterable[int]) -> Spans:
    """The places (in order, apart) inside which an offset lies, each once."""
    starts = [start for start, _ in places]
    placed = ((bisect_right(starts, offset) - 1, offset) for offset in offsets)
    return tuple(places[k] for k in sorted({k for k, at in placed if k >= 0 and at < places[k][1]}))


def rate(spans: Iterable[Span], words: int) -> Measurement:
    """Spans per 1,000 words."""
    return Measurement(_kept(spans), None, float(words), 1000.0)


def share(spans: Iterable[Span], total: float) -> Measurement:
    """Spans as a share of a total."""
    return Measurement(_kept(spans), None, float(total))


def _kept(spans: Iterable[Span]) -> Sequence[Span]:
    return spans if isinstance(spans, (tuple, RowSpans)) else tuple(spans)


def word_share(reading: Reading, spans: Iterable[Span], words: int) -> Measurement:
    """Words inside the spans as a share of all words."""
    kept = tuple(spans)
    return Measurement(kept, words_in(reading, kept), float(words))


def balance(plus: Iterable[Span], minus: Iterable[Span]) -> Measurement:
    """(plus - minus) / (plus + minus): -1 all minus, 1 all plus, NaN with neither."""
    weighted = sorted([(span, 1.0) for span in plus] + [(span, -1.0) for span in minus])
    spans = tuple(span for span, _ in weighted)
    return Measurement(spans, tuple(weight for _, weight in weighted), float(len(spans)))


def concentration(spans: Sequence[Span], owners: Sequence[Hashable]) -> Measurement:
    """Herfindahl–Hirschman index of the owners' shares: 1 when one owner has all spans."""
    shares = _shares(owners)
    return Measurement(tuple(spans), tuple(shares[o] for o in owners), float(len(spans)))


def entropy(spans: Sequence[Span], owners: Sequence[Hashable]) -> Measurement:
    """Shannon entropy of the owners' shares, in bits: 0 when one owner has all spans."""
    shares = _shares(owners)
    weights = tuple(-log2(shares[o]) + 0.0 for o in owners)
    return Measurement(tuple(spans), weights, float(len(spans)))


def _shares(owners: Sequence[Hashable]) -> dict[Hashable, float]:
    counts: dict[Hashable, int] = {}
    for owner in owners:
        counts[owner] = counts.get(owner, 0) + 1
    return {owner: count / len(owners) for owner, count in counts.items()}


@remembered()
def quoted_spans(reading: Reading) -> Spans:
    """Contents of all attributions, overlapping ones joined."""
    return merged([quote.content for quote in reading.quotes])


def merged(groups: Iterable[Spans]) -> Spans:
    """All spans of the groups in order, overlapping ones joined, so that no word counts twice."""
    joined: list[Span] = []
    for start, stop in sorted(chain.from_iterable(groups)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return tuple(joined)
