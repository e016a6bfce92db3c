"""Token rows as evidence: spans that are made only when somebody looks, columns, sentences."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from framing.types import PROSE_ZONES, ZONE_KINDS, BoolArray, Reading, Span, Spans, Tokens

IndexArray = NDArray[np.intp]

Measured = TypeVar("Measured", bound=Callable[..., object])

TOGETHER = 20
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
    """Remembers what a function of a reading says, of the last `TOGETHER` readings.

    `asked` is in how many ways one reading is asked. A reading never changes.
    """
    return cast("Callable[[Measured], Measured]", lru_cache(maxsize=TOGETHER * asked))


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
