"""Counts of words, bigrams and speakers: one row an article, one column a term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.compare.sample import IntArray
from framing.errors import Skipped
from framing.reading import read_articles
from framing.types import Article, BoolArray, Options, Reading, Spans
from framing.vocabulary import folded_ids

if TYPE_CHECKING:
    from framing.pages.learned_furniture import LearnedFurniture

TermKind = Literal["words", "bigrams", "speakers"]


def terms_of(reading: Reading, kind: TermKind, hidden: Spans = ()) -> Counter[str]:
    """How often each term stands in an article.

    Words and bigrams are those of headline, lead and body in the outlet's own voice, in lower
    case; a bigram's words are neighbours in one sentence, with no mark between. Speakers are the
    canonical names of who is quoted, one an attribution; unknown ones are left out. Words that
    touch one of the `hidden` spans are not counted.
    """
    if kind == "speakers":
        return Counter(quote.speaker for quote in reading.quotes if quote.speaker)
    tokens = reading.tokens
    rows = np.flatnonzero(reading.is_word & (reading.quote_of < 0) & ~_touched(reading, hidden))
    folded = folded_ids(tokens.vocabulary)[tokens.type_id[rows]].tolist()
    strings = tokens.vocabulary.strings
    if kind == "words":
        return Counter({strings[number]: count for number, count in Counter(folded).items()})
    beside = (np.diff(rows) == 1) & (np.diff(tokens.sentence[rows]) == 0)
    pairs = Counter((folded[k], folded[k + 1]) for k in np.flatnonzero(beside).tolist())
    return Counter({f"{strings[a]} {strings[b]}": count for (a, b), count in pairs.items()})


def _touched(reading: Reading, spans: Spans) -> BoolArray:
    """Tokens that lie in one of the spans, or partly so."""
    touched = np.zeros(len(reading.tokens.start), bool)
    for start, stop in spans:
        touched |= (reading.tokens.start < stop) & (reading.tokens.stop > start)
    return touched


@dataclass(frozen=True, slots=True)
class TermsJob:
    """Id, publisher and term counts, a kind each, of every article of a batch.

    `hide` says which spans of an article are not counted.
    """

    kinds: tuple[TermKind, ...]
    options: Options
    learned: LearnedFurniture | None = None
    hide: Callable[[Article], Spans] | None = None

    def __call__(
        self, articles: list[Article]
    ) -> tuple[list[tuple[str, str | None, list[Counter[str]]]], list[Skipped]]:
        """Counts and reports."""
        skipped: list[Skipped] = []
        readings = read_articles(
            articles, self.options, learned=self.learned, on_skip=skipped.append
        )
        found = []
        for reading in readings:
            hidden = self.hide(reading.article) if self.hide else ()
            counts = [terms_of(reading, kind, hidden) for kind in self.kinds]
            found.append((reading.article.article_id, reading.provenance.publisher, counts))
        return found, skipped


@dataclass(frozen=True, slots=True)
class TermCounts:
    """`counts` is sparse, articles x terms; `group` and `story` number each article's."""

    terms: tuple[str, ...]
    groups: tuple[str, ...]
    group: IntArray
    story: IntArray
    counts: Any

    def of_groups(self, names: Sequence[str]) -> TermCounts:
        """The articles of some groups alone; terms that none of them has stay with a count of 0."""
        numbers = [self.groups.index(name) for name in names]
        rows = np.flatnonzero(np.isin(self.group, numbers))
        place = {number: k for k, number in enumerate(numbers)}
        group = np.array([place[number] for number in self.group[rows].tolist()], self.group.dtype)
        return TermCounts(self.terms, tuple(names), group, self.story[rows], self.counts[rows])

    def with_others(self, names: Sequence[str], others: str) -> TermCounts:
        """The same articles with all groups but some as one: what is not tested takes no room."""
        kept = [name for name in self.groups if name in set(names)]
        if len(kept) == len(self.groups):
            return self
        place = {name: number for number, name in enumerate(kept)}
        number = np.array([place.get(name, len(kept)) for name in self.groups], self.group.dtype)
        return TermCounts(self.terms, (*kept, others), number[self.group], self.story, self.counts)


@dataclass(slots=True)
class TermCounter:
    """Gathers articles' counts; small enough for a large corpus, a few bytes a count."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _groups: list[str] = field(default_factory=list)
    _stories: list[int] = field(default_factory=list)
    _story_numbers: dict[Hashable, int] = field(default_factory=dict)
    _terms: list[IntArray] = field(default_factory=list)
    _counts: list[IntArray] = field(default_factory=list)

    def add(self, group: str, counts: Mapping[str, int], story: Hashable | None = None) -> None:
        """One article; without a `story` it is a story of its own."""
        numbers, stories = self._numbers, self._story_numbers
        key = ("story", story) if story is not None else ("article", len(self._groups))
        self._stories.append(stories.setdefault(key, len(stories)))
        known = [numbers.setdefault(term, len(numbers)) for term in counts]
        self._groups.append(group)
        self._terms.append(np.array(known, np.int32))
        self._counts.append(np.fromiter(counts.values(), np.int32, len(counts)))

    def finish(self) -> TermCounts:
        """All that was gathered, terms in alphabetical order."""
        from scipy.sparse import csr_array

        ends = np.cumsum([0, *map(len, self._terms)])
        empty = [np.zeros(0, np.int32)]
        terms = sorted(self._numbers)
        place = np.empty(len(terms), np.int32)
        place[[self._numbers[term] for term in terms]] = np.arange(len(terms))
        columns = place[np.concatenate(self._terms or empty)]
        values = np.concatenate(self._counts or empty).astype(np.float32)
        shape = (len(self._groups), len(terms))
        groups, group = np.unique(np.array(self._groups, str), return_inverse=True)
        matrix = csr_array((values, columns, ends), shape=shape)
        return TermCounts(
            tuple(terms), tuple(groups.tolist()), group, np.array(self._stories, np.int64), matrix
        )


def count_terms(readings: Iterable[Reading], kind: TermKind = "words") -> TermCounts:
    """Term counts of articles that were read; those of unknown publishers are left out."""
    counter = TermCounter()
    for reading in readings:
        if reading.provenance.publisher:
            counter.add(reading.provenance.publisher, terms_of(reading, kind))
    return counter.finish()
