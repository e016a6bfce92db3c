"""Where white space and line breaks stand: chunks, lines and paragraphs of a joined batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.types import BoolArray, IntArray

_LAST_SPACE = 0x3001  # no white space beyond the ideographic space, U+3000
_LINE_BREAKS = (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)

# Text is taken to be wrapped by hand when it has at least this many lines in one block …
_FEWEST_LINES = 4
# … none longer than this, and most of them nearly as long as the longest.
_LONGEST_LINE = 100
_FULL_SHARE = 0.7  # of the lines; chosen, not measured
_FULL_LENGTH = 0.75  # of the longest line; chosen, not measured


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches without white space of a batch; offsets are those of the own text.

    `piece` numbers the stretches between breaks over the batch; `new_paragraph` is true for the
    first chunk of a paragraph.
    """

    strings: list[str]
    start: IntArray
    article: IntArray
    new_paragraph: BoolArray


def find_stretches(texts: Sequence[str], breaks: Sequence[Sequence[int]] | None) -> Stretches:
    """All chunks of a batch: the texts are cut at their breaks, joined by line feeds and split."""
    pieces, article, offset = _pieces(texts, breaks)
    joined = "\n".join(pieces)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    start, stop = _edges(codes)
    length = np.fromiter(map(len, pieces), np.int64, len(pieces))
    begin = np.cumsum(length + 1) - (length + 1)  # of each piece in the joined text
    own = np.repeat(
        np.arange(len(pieces)), np.diff(np.searchsorted(start, begin), append=len(start))
    )
    shift = offset[own] - begin[own]
    paragraph = _paragraph_starts(codes, start, stop, own, begin)
    return Stretches(
        strings=joined.split(),
        start=(start + shift).astype(np.int32),
        article=article[own],
        new_paragraph=paragraph,
    )


def _pieces(
    texts: Sequence[str], breaks: Sequence[Sequence[int]] | None
) -> tuple[list[str], IntArray, NDArray[np.int64]]:
    if breaks is None:
        return list(texts), np.arange(len(texts), dtype=np.int32), np.zeros(len(texts), np.int64)
    pieces: list[str] = []
    article: list[int] = []
    offset: list[int] = []
    for number, (text, cuts) in enumerate(zip(texts, breaks, strict=True)):
        inner = sorted({int(cut) for cut in cuts if 0 < cut < len(text)})
        for begin, end in zip([0, *inner], [*inner, len(text)], strict=True):
            pieces.append(text[begin:end])
            article.append(number)
            offset.append(begin)
    return pieces, np.array(article, np.int32), np.array(offset, np.int64)


@cache
def _space_table() -> NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 1)], np.bool_)


def _edges(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    space = np.ones(len(codes) + 2, np.bool_)
    space[1:-1] = _space_table().take(codes, mode="clip")
    edges = np.flatnonzero(space[1:] != space[:-1])
    return edges[::2], edges[1::2]


def _paragraph_starts(
    codes: NDArray[np.uint32],
    start: NDArray[np.int64],
    stop: NDArray[np.int64],
    own: NDArray[Any],
    begin: NDArray[np.int64],
) -> BoolArray:
    """A line break begins a paragraph, unless its block of lines was wrapped by hand."""
    low = codes <= 0x2029  # spares six comparisons on nearly all characters
    low &= (codes < 0x0E) | (codes > 0x1B)
    places = np.flatnonzero(low & np.isin(codes, _LINE_BREAKS)) if len(codes) else start[:0]
    breaks = np.diff(np.searchsorted(places, start), prepend=0)
    new = breaks > 0
    if not len(new):
        return new
    first = np.diff(own, prepend=-1) > 0
    new |= first
    lines = np.flatnonzero(new)
    _join_wrapped(new, lines, breaks[lines], first[lines], start, stop)
    return new


def _join_wrapped(
    new: BoolArray,
    lines: NDArray[np.int64],
    breaks: NDArray[np.int64],
    first: BoolArray,
    start: NDArray[np.int64],
    stop: NDArray[np.int64],
) -> None:
    """Clear `new` at lines that only continue the line before, block by block."""
    last = np.append(lines[1:], len(start)) - 1
    width = stop[last] - start[lines]
    block = np.cumsum((breaks > 1) | first) - 1
    size = np.bincount(block)
    longest = np.zeros(len(size), np.int64)
    np.maximum.at(longest, block, width)
    if not ((size >= _FEWEST_LINES) & (longest <= _LONGEST_LINE)).any():
        return
    ends = np.append(np.diff(block) > 0, True)  # the last line of a block may be short
    full = np.bincount(block, (width >= _FULL_LENGTH * longest[block]) & ~ends)
    wrapped = (size >= _FEWEST_LINES) & (longest <= _LONGEST_LINE)
    wrapped &= full >= _FULL_SHARE * np.maximum(size - 1, 1)
    wrapped &= longest >= 40
    inner = wrapped[block] & (breaks == 1) & ~first
    new[lines[inner]] = False
