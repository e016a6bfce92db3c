"""An article's grammar as one line of symbols: tags of its own voice, and what the layers found.

No word is in it and no mark but commas and full stops, so it tells how an outlet builds and
attributes its sentences, not what they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from framing.errors import UsageError
from framing.language import PENN_TAGS
from framing.types import ZONE_KINDS, Reading, Span, Spans

COLUMN = "grammar_sequence"
"""Name of the column that holds the line of symbols, beside the numbers of a table."""
SEQUENCE_VERSION = "1"
"""Changes whenever a line of symbols may change; models carry it."""

PREFIX = "grammar "
LONGEST = 3
"""Symbols of the longest run that is counted."""

START = "<s>"
# Brackets, dashes, hyphens, bullets, quotation marks: house style, not grammar.
_MARKS = frozenset({"``", "''", ":", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM"})
_DEBRIS = frozenset({"ADD", "AFX", "GW", "LS", "XX"})
_VERBS = tuple(tag for tag in PENN_TAGS if tag.startswith("VB"))
_TYPES = ("person", "organisation", "place", "state", "armed_group", "media")
_QUOTES = ("direct", "indirect", "mixed")
_STORY = np.array([kind in ("lead", "body") for kind in ZONE_KINDS])
_KEPT = np.array([tag not in _MARKS | _DEBRIS for tag in PENN_TAGS])
SYMBOLS: tuple[str, ...] = (
    START,
    *PENN_TAGS,
    *(f"cue:{tag}" for tag in _VERBS),
    *(f"hedge:{tag}" for tag in PENN_TAGS),
    *(f"name:{kind}" for kind in _TYPES),
    *(f"quote:{kind}" for kind in _QUOTES),
)
"""Everything a line may hold, in a fixed order: a tag, or what a layer found in its place."""

_NUMBER = {symbol: number for number, symbol in enumerate(SYMBOLS)}
# By tag: its own symbol, that of a cue or a hedge so tagged, and whether it tags a name.
_PLAIN = np.array([_NUMBER[tag] for tag in PENN_TAGS])
_CUE = np.array([_NUMBER[f"cue:{tag}" if tag in _VERBS else tag] for tag in PENN_TAGS])
_HEDGE = np.array([_NUMBER[f"hedge:{tag}"] for tag in PENN_TAGS])
_NAME = np.array([tag in ("NNP", "NNPS") for tag in PENN_TAGS])


def sequence_of(reading: Reading) -> str:
    """The article's symbols, parted by blanks, each sentence begun by `<s>`.

    A quotation is one symbol in each sentence that it enters.
    """
    numbers, _ = symbol_rows(reading)
    return " ".join([SYMBOLS[number] for number in numbers.tolist()])


def symbol_rows(reading: Reading) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number of each symbol in `SYMBOLS`, and the row of the token that it stands for."""
    tokens = reading.tokens
    numbers = _marked(reading)
    story = _STORY[tokens.zone]
    quoted = (reading.quote_of >= 0) & story
    rows = np.flatnonzero(quoted | (story & _KEPT[tokens.tag]))
    number, inside = numbers[rows], quoted[rows]
    sentence = tokens.sentence[rows]
    begins = np.append(True, sentence[1:] != sentence[:-1])[: len(rows)]
    again = np.append(False, inside[1:] & inside[:-1] & (number[1:] == number[:-1]))[: len(rows)]
    keep = begins | ~again
    rows, number, begins = rows[keep], number[keep], begins[keep]
    at = np.flatnonzero(begins)
    return np.insert(number, at, 0), np.insert(rows, at, rows[at])


def _marked(reading: Reading) -> NDArray[np.intp]:
    """The symbol of each token: its tag, or what stands there."""
    tag = reading.tokens.tag
    numbers = _PLAIN[tag]
    for mention in reading.mentions:
        if mention.type in _TYPES:
            part = _rows(reading, (mention.start, mention.stop))
            numbers[part][_NAME[tag[part]]] = _NUMBER[f"name:{mention.type}"]
    for span in (span for quote in reading.quotes for span in quote.cue):
        part = _rows(reading, span)
        numbers[part] = np.where(numbers[part] == _PLAIN[tag[part]], _CUE[tag[part]], numbers[part])
    for hedge in reading.hedges:
        part = _rows(reading, (hedge.start, hedge.stop))
        numbers[part] = _HEDGE[tag[part]]
    kinds = np.array([_NUMBER[f"quote:{quote.kind}"] for quote in reading.quotes], np.intp)
    inside = reading.quote_of >= 0
    numbers[inside] = kinds[reading.quote_of[inside]]
    return numbers


def _rows(reading: Reading, span: Span) -> slice:
    first, last = np.searchsorted(reading.tokens.start, span)
    return slice(int(first), int(last))


def find_sequence(reading: Reading, name: str) -> Spans:
    """Where a sequence such as `grammar DT JJ NN` stands; raises `UsageError` for other names."""
    wanted = [_NUMBER.get(symbol, -1) for symbol in name.split()[1:]]
    if not is_sequence(name) or not 0 < len(wanted) <= LONGEST or -1 in wanted:
        raise UsageError(f"{name} is no sequence; expected {PREFIX}and up to {LONGEST} symbols")
    numbers, rows = symbol_rows(reading)
    last = len(numbers) - len(wanted) + 1
    here = np.ones(max(0, last), bool)
    for at, number in enumerate(wanted):
        here &= numbers[at : at + len(here)] == number
    tokens, first = reading.tokens, np.flatnonzero(here)
    starts = tokens.start[rows[first]].tolist()
    stops = tokens.stop[rows[first + len(wanted) - 1]].tolist()
    return tuple(zip(starts, stops, strict=True))


def is_sequence(name: str) -> bool:
    """Whether a feature is a sequence of symbols and no column of the codebook."""
    return name.startswith(PREFIX)


def count_sequences(lines: Sequence[str]) -> csr_array:
    """How often each run of 1 to 3 symbols stands in each line; columns are named by `name_of`."""
    counted = [_counted(line) for line in lines]
    width = len(SYMBOLS) + 1  # 0 stands for no symbol
    ends = np.cumsum([0, *(len(columns) for columns, _ in counted)], dtype=np.int32)
    columns = np.concatenate([np.empty(0, np.int32), *(columns for columns, _ in counted)])
    counts = np.concatenate([np.empty(0), *(counts for _, counts in counted)])
    return csr_array((counts, columns, ends), shape=(len(lines), width**LONGEST))


@lru_cache(maxsize=5000)
def _counted(line: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    numbers = np.array([_NUMBER.get(symbol, -1) + 1 for symbol in line.split()], np.int64)
    width = len(SYMBOLS) + 1
    runs, run = [numbers], numbers
    for size in range(1, LONGEST):
        run = run[:-1] * width + numbers[size:]
        runs.append(run)
    columns, counts = np.unique(np.concatenate(runs), return_counts=True)
    return columns.astype(np.int32), counts.astype(float)


def name_of(column: int) -> str:
    """The run of symbols that a column counts, such as `grammar DT JJ NN`."""
    width, symbols = len(SYMBOLS) + 1, []
    while column:
        column, number = divmod(column, width)
        symbols.append(SYMBOLS[number - 1])
    return PREFIX + " ".join(reversed(symbols))
