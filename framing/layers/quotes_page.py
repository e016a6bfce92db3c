"""Columns of one article as lists, for rules that walk from token to token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import NAME_TAGS, PENN_TAGS
from framing.types import PROSE_ZONES, ZONE_KINDS, Tokens

Rows = tuple[int, int]
"""Half-open range of token rows."""
_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])
_TAGS = np.array(PENN_TAGS, object)
OPENERS = frozenset({"“", '"', "``", "''", "‘‘", "«", "„"})


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Columns of one article as lists, for rules that walk from token to token."""

    words: list[str]
    lemmas: list[str]
    tags: list[str]
    sentence: list[int]
    paragraph: list[int]
    quoted: list[bool]
    speaks: list[bool]
    start: list[int]
    stop: list[int]
    names: list[int]

    def sentence_rows(self, row: int) -> Rows:
        """First row and end of the sentence around a row, kept inside its paragraph."""
        first = last = row
        while first and self._joined(first - 1, row):
            first -= 1
        while last + 1 < len(self.words) and self._joined(last + 1, row):
            last += 1
        return first, last + 1

    def _joined(self, other: int, row: int) -> bool:
        return (
            self.sentence[other] == self.sentence[row]
            and self.paragraph[other] == self.paragraph[row]
        )

    def opens(self, row: int) -> bool:
        """Whether a quotation begins at this row."""
        return (
            row < len(self.words)
            and self.quoted[row]
            and self.words[row] in OPENERS
            and (row == 0 or not self.quoted[row - 1] or self.words[row - 1] not in {",", "."})
        )


@lru_cache(maxsize=1)
def make_pages(tokens: Tokens) -> list[Page]:
    """Pages of all articles of a batch; those of the last batch are kept for the next reader."""
    return [make_page(tokens.article(index)) for index in range(len(tokens.bounds) - 1)]


def make_page(tokens: Tokens) -> Page:
    """Lists of one article's columns."""
    vocabulary = tokens.vocabulary
    lowered = vocabulary.column("quotes.lowered", _lower)
    strings = vocabulary.column("quotes.strings", _objects)
    return Page(
        words=lowered[tokens.type_id].tolist(),
        lemmas=strings[tokens.lemma_id].tolist(),
        tags=_TAGS[tokens.tag].tolist(),
        sentence=tokens.sentence.tolist(),
        paragraph=tokens.paragraph.tolist(),
        quoted=tokens.in_quote.tolist(),
        speaks=_PROSE[tokens.zone].tolist(),
        start=tokens.start.tolist(),
        stop=tokens.stop.tolist(),
        names=np.flatnonzero(NAME_TAGS[tokens.tag]).tolist(),
    )


def _lower(strings: Sequence[str]) -> NDArray[np.object_]:
    return _objects([string.lower() for string in strings])


def _objects(strings: Sequence[str]) -> NDArray[np.object_]:
    return np.array(strings, object)
