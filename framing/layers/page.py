"""Columns of one article as lists, for rules that walk from token to token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import NAME_TAGS, PENN_TAGS
from framing.lists.name_words import word_groups
from framing.lists.word_lists import WordLists, per_lists
from framing.types import PROSE_ZONES, ZONE_KINDS, Tokens
from framing.vocabulary import lowered

Rows = tuple[int, int]
"""Half-open range of token rows."""
_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])
_HEADLINE = ZONE_KINDS.index("headline")
_TAGS = np.array(PENN_TAGS, object)
OPENERS = frozenset({"“", '"', "``", "''", "‘‘", "«", "„"})

WATCHED = {
    "opener": OPENERS,
    "reports": frozenset({"reports", "reported", "says", "said", "writes", "wrote"}),
    "tell": frozenset({"told", "tell", "tells"}),
    "perfect": frozenset({"had", "has", "have", "also", "already"}),
    "according": frozenset({"according"}),
    "view": frozenset({"view", "opinion"}),
    "colon": frozenset({":"}),
}
CONFIRM = "confirm"  # the group of `lexicons/saying_words.toml` that is watched too


@dataclass(frozen=True, slots=True, eq=False)
class ArticleRows:
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
    watched: dict[str, list[int]]
    """Rows of the few words that rules look for, by what they are (`WATCHED`, `CONFIRM`)."""
    headline: Rows
    """First row and end of the headline; (0, 0) where there is none."""
    lists: WordLists

    def sentence_rows(self, row: int) -> Rows:
        """First row and end of the sentence around a row, kept inside its paragraph."""
        # Both columns rise: the sentence ends where either changes.
        columns = (self.sentence, self.paragraph)
        first = max(bisect_left(column, column[row]) for column in columns)
        return first, min(bisect_right(column, column[row]) for column in columns)

    def opens(self, row: int) -> bool:
        """Whether a quotation begins at this row."""
        return (
            row < len(self.words)
            and self.quoted[row]
            and self.words[row] in OPENERS
            and (row == 0 or not self.quoted[row - 1] or self.words[row - 1] not in {",", "."})
        )


@lru_cache(maxsize=1)
def make_pages(tokens: Tokens, lists: WordLists) -> list[ArticleRows]:
    """Pages of all articles of a batch; those of the last batch are kept for the next reader."""
    return [make_page(tokens.article(index), lists) for index in range(len(tokens.bounds) - 1)]


def make_page(tokens: Tokens, lists: WordLists) -> ArticleRows:
    """Lists of one article's columns."""
    vocabulary = tokens.vocabulary
    strings = vocabulary.column("quotes.strings", _objects)
    return ArticleRows(
        words=lowered(vocabulary)[tokens.type_id].tolist(),
        lemmas=strings[tokens.lemma_id].tolist(),
        tags=_TAGS[tokens.tag].tolist(),
        sentence=tokens.sentence.tolist(),
        paragraph=tokens.paragraph.tolist(),
        quoted=tokens.in_quote.tolist(),
        speaks=_PROSE[tokens.zone].tolist(),
        start=tokens.start.tolist(),
        stop=tokens.stop.tolist(),
        names=np.flatnonzero(NAME_TAGS[tokens.tag]).tolist(),
        watched=_watch(tokens, lists),
        headline=_headline(tokens),
        lists=lists,
    )


def _headline(tokens: Tokens) -> Rows:
    rows = np.flatnonzero(tokens.zone == _HEADLINE)
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


@per_lists
def _watched(lists: WordLists) -> Mapping[str, int]:
    """Number of what each watched word is: `WATCHED` in order, then the verbs of the list."""
    words = [*WATCHED.values(), word_groups(lists, "saying_words")[CONFIRM]]
    return {word: k for k, some in enumerate(words, 1) for word in some}


def _watch(tokens: Tokens, lists: WordLists) -> dict[str, list[int]]:
    def kinds_of(strings: Sequence[str]) -> NDArray[np.int8]:
        number = _watched(lists)
        return np.array([number.get(string.lower(), 0) for string in strings], np.int8)

    kinds = tokens.vocabulary.column(("quotes.watched", lists), kinds_of)[tokens.type_id]
    names = [*WATCHED, CONFIRM]
    found: dict[str, list[int]] = {name: [] for name in names}
    rows = np.flatnonzero(kinds)
    for row, kind in zip(rows.tolist(), kinds[rows].tolist(), strict=True):
        found[names[kind - 1]].append(row)
    return found


def _objects(strings: Sequence[str]) -> NDArray[np.object_]:
    return np.array(strings, object)
