"""What the layers work on: a batch of articles, tokenized together, found things filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS, read_tokens, split_words
from framing.language.clauses import Clauses
from framing.language.words import word_classes
from framing.lists.frames import load_relation_words
from framing.lists.load import Lexicon
from framing.lists.match import Finders, Matches
from framing.lists.word_lists import WordLists, per_lists, word_lists
from framing.pages.page_lines import HEADING
from framing.types import (
    PROSE_ZONES,
    ZONE_KINDS,
    Article,
    BoolArray,
    IntArray,
    Options,
    Quote,
    Status,
    Tokens,
    Zone,
)
from framing.vocabulary import lowered

# Walked together: one pass over the tokens costs hardly more than one for a single list.
_LISTS = (
    *("hedges", "hedge_context", "naming", "loaded", "boosters", "tone"),
    *("violence_verbs", "cooperation_verbs", "role_nouns", "status"),
)
_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])
_CAPTION = ZONE_KINDS.index("caption")


@dataclass(eq=False)
class Batch:
    """Articles of one batch; row arrays run over all of them, `tokens.bounds` divides them."""

    articles: Sequence[Article]
    zones: Sequence[tuple[Zone, ...]]
    tokens: Tokens
    options: Options
    quotes: list[tuple[Quote, ...]] = field(default_factory=list)
    entities: list[Any] = field(default_factory=list)
    """Who is in each article; `layers.entities` fills it and says what it holds."""

    @cached_property
    def lists(self) -> WordLists:
        """The word lists of the call, with the user's own additions."""
        return word_lists(self.options.lexicons)

    @cached_property
    def in_prose(self) -> BoolArray:
        """Rows in headline, lead or body."""
        return _PROSE[self.tokens.zone]

    @cached_property
    def in_named(self) -> BoolArray:
        """Rows where names are looked for: prose, and below pictures and in headings within it."""
        named: BoolArray = self.in_prose | (self.tokens.zone == _CAPTION)
        bounds, starts = self.tokens.bounds.tolist(), self.tokens.start
        for k, zones in enumerate(self.zones):
            rows = starts[bounds[k] : bounds[k + 1]]
            for zone in zones:
                if zone.rule == HEADING:
                    low, high = np.searchsorted(rows, (zone.start, zone.stop))
                    named[bounds[k] + low : bounds[k] + high] = True
        return named

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
            if not quotes:
                continue
            sizes = [sum(stop - start for start, stop in quote.content) for quote in quotes]
            order = sorted(range(len(quotes)), key=lambda k: -sizes[k])
            spans = [(*span, index) for index in order for span in quotes[index].content]
            edges = np.array(spans, np.int64).reshape(-1, 3)[:, :2]
            rows = first + np.searchsorted(self.tokens.start[first:last], edges)
            for (a, b), (_, _, index) in zip(rows.tolist(), spans, strict=True):
                covering[a:b] = index
        return covering

    @cached_property
    def clauses(self) -> Clauses:
        """Verb groups, noun phrases and who is agent or patient."""
        return Clauses(self.tokens)

    def find(self, name: str) -> tuple[Lexicon, Matches]:
        """Matches of a lexicon (the user's additions included) in the rows of prose."""
        matches = self._matches[name]
        lexicon = word_finders(self.lists).lexicons[name]
        return lexicon, matches.at(self.in_prose[matches.first])

    @cached_property
    def _matches(self) -> dict[str, Matches]:
        return word_finders(self.lists).find(self.tokens)

    @cached_property
    def status_words(self) -> tuple[list[int], list[int], list[Status]]:
        """First and last rows of words that govern a statement, and what they make of it.

        Hopes, offers, denials (`lexicons/status.toml`).
        """
        lexicon, matches = self.find("status")
        found: list[Status] = [lexicon.terms[n].extra["status"] for n in matches.term.tolist()]
        return matches.first.tolist(), matches.last.tolist(), found

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets from the first row's start to the last row's stop."""
        return int(self.tokens.start[first]), int(self.tokens.stop[last])

    def word(self, row: int) -> str:
        """The token as written."""
        return self.tokens.vocabulary.strings[self._types[row]]

    def lemma(self, row: int) -> str:
        """The token's lemma."""
        return self.tokens.vocabulary.strings[self._lemmas[row]]

    def tag(self, row: int) -> str:
        """The token's Penn tag."""
        return PENN_TAGS[self._tags[row]]

    def word_class(self, row: int) -> int:
        """The token's closed class, 0 for most."""
        return int(self._classes[self._types[row]])

    def lemmas(self, low: int, high: int) -> list[str]:
        """Lemmas of a stretch of rows in lower case."""
        found: list[str] = self._lowered[self.tokens.lemma_id[low:high]].tolist()
        return found

    def lemma_names(self, prefix: str, low: int, high: int) -> list[str]:
        """Lemmas in lower case behind a prefix, put together once a type."""

        def compute(strings: Sequence[str]) -> NDArray[np.object_]:
            return np.array([prefix + string.lower() for string in strings], np.object_)

        column = self.tokens.vocabulary.column(("prefixed", prefix), compute)
        found: list[str] = column[self.tokens.lemma_id[low:high]].tolist()
        return found

    def words(self, low: int, high: int) -> list[str]:
        """Tokens of a stretch of rows in lower case."""
        found: list[str] = self._lowered[self.tokens.type_id[low:high]].tolist()
        return found

    def tags(self, low: int, high: int) -> list[str]:
        """Penn tags of a stretch of rows."""
        return [PENN_TAGS[number] for number in self._tags[low:high]]

    @cached_property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.tokens)

    @cached_property
    def _classes(self) -> NDArray[np.int8]:
        return word_classes(self.tokens.vocabulary)

    @cached_property
    def _lowered(self) -> NDArray[np.object_]:
        return lowered(self.tokens.vocabulary)

    # Looked up row by row: an item of a list costs a fifth of an item of an array.
    @cached_property
    def _types(self) -> list[int]:
        numbers: list[int] = self.tokens.type_id.tolist()
        return numbers

    @cached_property
    def _lemmas(self) -> list[int]:
        numbers: list[int] = self.tokens.lemma_id.tolist()
        return numbers

    @cached_property
    def _tags(self) -> list[int]:
        numbers: list[int] = self.tokens.tag.tolist()
        return numbers


def body_batch(texts: Sequence[str], published: Sequence[str | None] = ()) -> Batch:
    """Texts as a batch of articles that are story from end to end: no headline, no boilerplate."""
    tokens = read_tokens(texts)
    body = np.full(len(tokens), ZONE_KINDS.index("body"), np.int8)
    days = [*published, *[None] * (len(texts) - len(published))]
    articles = [Article(str(k), text, published=days[k]) for k, text in enumerate(texts)]
    zones = [(Zone("body", 0, len(text), "given"),) if text else () for text in texts]
    return Batch(articles, zones, replace(tokens, zone=body), Options())


@per_lists
def word_finders(lists: WordLists) -> Finders:
    """The finders of the word lists that the layers share."""
    terms = {name: lists.lexicon(name) for name in _LISTS}
    return Finders({**terms, "relations": load_relation_words(lists)}, PENN_TAGS, split_words)
