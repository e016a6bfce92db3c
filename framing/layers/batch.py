"""What the layers work on: a batch of articles, tokenized together, found things filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from framing.language import PENN_TAGS, split_words
from framing.layers.arguments import Clauses
from framing.lexicons import Lexicon, load_lexicon
from framing.matching import Finder, Matches
from framing.types import (
    PROSE_ZONES,
    ZONE_KINDS,
    Article,
    BoolArray,
    IntArray,
    Options,
    Quote,
    Tokens,
    Zone,
)

_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])


@dataclass(eq=False)
class Batch:
    """Articles of one batch; row arrays run over all of them, `tokens.bounds` divides them."""

    articles: Sequence[Article]
    zones: Sequence[tuple[Zone, ...]]
    tokens: Tokens
    options: Options
    quotes: list[tuple[Quote, ...]] = field(default_factory=list)

    @cached_property
    def in_prose(self) -> BoolArray:
        """Rows in headline, lead or body."""
        return _PROSE[self.tokens.zone]

    @cached_property
    def article_of(self) -> IntArray:
        """For each row the number of its article."""
        sizes = np.diff(self.tokens.bounds)
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    @cached_property
    def quote_of(self) -> IntArray:
        """For each row the index (in its article) of the quote whose content covers it, else -1.

        Where contents nest, the inner one counts: it is the voice nearest to the words.
        """
        covering = np.full(len(self.tokens), -1, np.int32)
        for number, quotes in enumerate(self.quotes):
            first, last = int(self.tokens.bounds[number]), int(self.tokens.bounds[number + 1])
            starts = self.tokens.start[first:last]
            sizes = [sum(stop - start for start, stop in quote.content) for quote in quotes]
            for index in sorted(range(len(quotes)), key=lambda k: -sizes[k]):
                for start, stop in quotes[index].content:
                    a, b = np.searchsorted(starts, (start, stop))
                    covering[first + a : first + b] = index
        return covering

    @cached_property
    def clauses(self) -> Clauses:
        """Verb groups, noun phrases and who is agent or patient."""
        return Clauses(self.tokens)

    def find(self, name: str) -> tuple[Lexicon, Matches]:
        """Matches of a lexicon (the user's additions included) in the rows of prose."""
        finder = lexicon_finder(name, self.options.lexicons)
        matches = finder.find(self.tokens)
        return finder.lexicon, matches.at(self.in_prose[matches.first])

    @cached_property
    def status_words(self) -> tuple[Lexicon, Matches]:
        """Words that govern a statement: hopes, offers, denials (`lexicons/status.toml`)."""
        return self.find("status")

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets from the first row's start to the last row's stop."""
        return int(self.tokens.start[first]), int(self.tokens.stop[last])

    def word(self, row: int) -> str:
        """The token as written."""
        return self.tokens.vocabulary.strings[int(self.tokens.type_id[row])]

    def lemma(self, row: int) -> str:
        """The token's lemma."""
        return self.tokens.vocabulary.strings[int(self.tokens.lemma_id[row])]

    def tag(self, row: int) -> str:
        """The token's Penn tag."""
        return PENN_TAGS[int(self.tokens.tag[row])]


@lru_cache(maxsize=64)
def lexicon_finder(name: str, folder: Path | None) -> Finder:
    """The finder of a shipped lexicon, made once a process."""
    return Finder(load_lexicon(name, folder), PENN_TAGS, split_words)
