"""Quotation marks: which tokens lie between them, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.types import BoolArray, IntArray
from framing.vocabulary import Vocabulary

OPENS, CLOSES, EITHER, LOW, SINGLE_OPEN, SINGLE_CLOSE, SINGLE_EITHER = range(1, 8)
MARKS: dict[str, int] = {
    "“": OPENS, "«": OPENS, "``": OPENS, "‘‘": OPENS, "‟": OPENS, "<<": OPENS,
    "”": CLOSES, "»": CLOSES, "’’": CLOSES, ">>": CLOSES,
    '"': EITHER, "''": EITHER, "＂": EITHER, "„": LOW, ",,": LOW,
    "‘": SINGLE_OPEN, "‹": SINGLE_OPEN, "`": SINGLE_OPEN, "‚": SINGLE_OPEN,
    "’": SINGLE_CLOSE, "›": SINGLE_CLOSE, "'": SINGLE_EITHER,
}  # fmt: skip

# An opening mark without a partner runs to the end of its paragraph, but never further than this
# many tokens: a text scraped into one paragraph must not be swallowed by one stray mark.
LONGEST_OPEN = 200
# A mark that opens its paragraph is no stray: a quotation over several paragraphs is set so.
LONGEST_OPEN_PARAGRAPH = 800
# Single marks pair only within this many tokens; further apart, one of them is an apostrophe.
LONGEST_SINGLE = 60


def mark_kinds(vocabulary: Vocabulary) -> NDArray[np.int8]:
    """Kind of quotation mark of each type, 0 for a word."""

    def compute(strings: Sequence[str]) -> NDArray[np.int8]:
        return np.array([MARKS.get(string, 0) for string in strings], np.int8)

    return vocabulary.column("language.marks", compute)


def find_quoted(
    kind: NDArray[np.int8], paragraph: IntArray, glue: tuple[BoolArray, BoolArray]
) -> BoolArray:
    """Whether each token stands between quotation marks, the marks included.

    `kind` is the kind of mark of each token; `glue` says whether a token touches the one before
    and the one after it.
    """
    rows = np.flatnonzero(kind)
    quoted = np.zeros(len(kind), np.bool_)
    if not len(rows):
        return quoted
    ends = np.searchsorted(paragraph, paragraph[rows], "right")
    opening = np.searchsorted(paragraph, paragraph[rows], "left") == rows
    reach = np.minimum(ends, rows + np.where(opening, LONGEST_OPEN_PARAGRAPH, LONGEST_OPEN))
    before, after = glue[0][rows], glue[1][rows]
    columns: list[list[Any]] = [c.tolist() for c in (rows, kind[rows], ends, reach, before, after)]
    spans = _double_spans(columns) + _single_spans(columns)
    if spans:
        depth = np.zeros(len(kind) + 1, np.int32)
        bounds = np.array(spans)
        np.add.at(depth, bounds[:, 0], 1)
        np.add.at(depth, bounds[:, 1], -1)
        quoted = np.cumsum(depth[:-1]) > 0
    return quoted


def _double_spans(columns: list[list[Any]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened, limit, farthest, style = -1, -1, -1, 0
    for row, kind, end, reach, before, after in zip(*columns, strict=True):
        if kind >= SINGLE_OPEN:
            continue
        if opened >= 0 and row >= limit:
            spans.append((opened, farthest))
            opened = -1
        if style == LOW and kind == OPENS and opened >= 0:
            kind = CLOSES  # „so“
        if _is_opening(kind, opened >= 0, before, after):
            if opened >= 0:  # the mark before was never closed: it reaches to here at most
                spans.append((opened, min(row, farthest)))
            opened, limit, farthest, style = row, end, reach, kind
        elif opened >= 0:
            spans.append((opened, row + 1))
            opened = -1
    if opened >= 0:
        spans.append((opened, farthest))
    return spans


def _is_opening(kind: int, is_open: bool, before: bool, after: bool) -> bool:
    """Direction of a mark: its own, else the side on which it touches a word, else by turns."""
    if kind in (OPENS, LOW):
        return True
    if kind == CLOSES:
        return False
    if before == after:
        return not is_open
    return after and not before


def _single_spans(columns: list[list[Any]]) -> list[tuple[int, int]]:
    """Single marks that clearly pair: an opening one before a word, a closing one after it."""
    spans: list[tuple[int, int]] = []
    opened, limit = -1, -1
    for row, kind, end, _, before, after in zip(*columns, strict=True):
        if kind < SINGLE_OPEN:
            continue
        opens = kind == SINGLE_OPEN or (kind == SINGLE_EITHER and after and not before)
        closes = before and kind != SINGLE_OPEN
        if opened >= 0 and closes and row < limit:
            spans.append((opened, row + 1))
            opened = -1
        elif opens and after:
            opened, limit = row, min(end, row + LONGEST_SINGLE)
    return spans
