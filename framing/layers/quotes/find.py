"""Who said what: attributions with content, cue and source spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.layers.batch import Batch
from framing.layers.entities.find import find_entities
from framing.layers.entities.names import Name
from framing.layers.page import ArticleRows, Rows, make_pages
from framing.layers.quotes.acts import without_acts
from framing.layers.quotes.marks import add_marked
from framing.layers.quotes.model import QuoteSpans, load_quote_model
from framing.layers.quotes.onward import add_blocks, whole_clauses
from framing.layers.quotes.plain import put_clauses
from framing.layers.quotes.posts import add_posts
from framing.layers.quotes.quoted import pass_on
from framing.layers.quotes.rules import add_outer, repair
from framing.layers.quotes.speakers import resolve_speakers
from framing.layers.quotes.turns import add_turns
from framing.layers.quotes.views import add_views
from framing.lists.cues import stance_of
from framing.lists.word_lists import WordLists
from framing.types import BoolArray, Quote, QuoteKind, Span, Spans, Tokens

_DIRECT = 0.9
"""Least share of the words of a direct quotation between its marks: commas and "that" may stray."""
_DOUBTED = 0.8
"""What is left of the confidence in a quotation whose marks do not pair."""
_EITHER = 2
_DOUBLE = {
    "“": 1,
    "”": -1,
    "«": 1,
    "»": -1,
    "``": 1,
    "‘‘": 1,
    "’’": -1,
    '"': _EITHER,
    "''": _EITHER,
}


def find_quotes(batch: Batch) -> list[tuple[Quote, ...]]:
    """Attributions of each article of a batch with their speakers, in order of appearance."""
    texts = [article.text for article in batch.articles]
    named = [_may_speak(entities.names) for entities in find_entities(batch)]
    accurate = batch.options.accurate
    found = find_attributions(texts, batch.tokens, batch.lists, named, accurate=accurate)
    return resolve_speakers(batch, found)


def _may_speak(names: Sequence[Name]) -> frozenset[int]:
    """Rows of names of persons and bodies."""
    able = [name for name in names if name.type in ("person", "organisation")]
    return frozenset(row for name in able for row in range(name.first, name.last + 1))


def find_attributions(
    articles_text: Sequence[str],
    tokens: Tokens,
    lists: WordLists,
    named: Sequence[frozenset[int]] = (),
    *,
    accurate: bool = False,
) -> list[tuple[Quote, ...]]:
    """Attributions of each article, in order of appearance, speakers not yet resolved.

    `tokens.zone` must be filled: bylines, datelines, captions and boilerplate take no part, but for
    posts of a network with their signature. `named` are the rows of each article's names of who may
    speak, as far as they are known. With `accurate` a small encoder labels the words, slower.
    """
    model = load_quote_model()
    found = model.find_accurately(tokens) if accurate else model.find(tokens)
    pages = make_pages(tokens, lists)
    return [
        make_quotes(tokens.article(index), page, complete(page, text, one, who))
        for index, (page, text, one, who) in enumerate(
            zip(pages, articles_text, found, named or [frozenset()] * len(found), strict=True)
        )
    ]


def complete(
    page: ArticleRows, text: str, found: Sequence[QuoteSpans], named: frozenset[int]
) -> list[QuoteSpans]:
    """What the model found, put right and completed by rules."""
    said = repair(page, without_acts(page, found))
    said = add_views(page, add_outer(page, put_clauses(page, pass_on(page, said))))
    said = add_turns(page, text, add_marked(page, said, named))
    return add_posts(page, text, add_blocks(page, whole_clauses(page, said)))


def make_quotes(
    tokens: Tokens, page: ArticleRows, found: Sequence[QuoteSpans]
) -> tuple[Quote, ...]:
    """Attributions of one article in characters, with kind and stance."""
    if not found:
        return ()
    alnum = tokens.vocabulary.column("quotes.words", _are_words)[tokens.type_id]
    columns = _Columns(
        start=page.start,
        stop=page.stop,
        words=np.concatenate([[0], np.cumsum(alnum)]).tolist(),
        quoted=np.concatenate([[0], np.cumsum(alnum & tokens.in_quote)]).tolist(),
        unpaired=_find_unpaired(tokens),
    )
    return tuple(sorted((_make_quote(page, columns, one) for one in found), key=_extent))


def _are_words(strings: Sequence[str]) -> BoolArray:
    return np.array([string[:1].isalnum() for string in strings], np.bool_)


def _balance(strings: Sequence[str]) -> NDArray[np.int8]:
    return np.array([_DOUBLE.get(string, 0) for string in strings], np.int8)


def _find_unpaired(tokens: Tokens) -> frozenset[int]:
    marks = tokens.vocabulary.column("quotes.balance", _balance)[tokens.type_id]
    rows = np.flatnonzero(marks)
    if not len(rows):
        return frozenset()
    paragraph = tokens.paragraph[rows]
    either = np.bincount(paragraph, marks[rows] == _EITHER)
    balance = np.bincount(paragraph, np.where(marks[rows] == _EITHER, 0, marks[rows]))
    odd = np.flatnonzero((either % 2 == 1) | (balance != 0))
    inside = np.flatnonzero(tokens.in_quote & np.isin(tokens.paragraph, odd)) if len(odd) else odd
    return frozenset(inside.tolist())


@dataclass(frozen=True, slots=True)
class _Columns:
    """Offsets of an article's tokens; words, and words in quotation marks, before each."""

    start: list[int]
    stop: list[int]
    words: list[int]
    quoted: list[int]
    unpaired: frozenset[int]
    """Rows between quotation marks in paragraphs where these do not pair."""

    def spans(self, rows: Sequence[Rows]) -> Spans:
        if len(rows) == 1:
            ((first, stop),) = rows
            return ((self.start[first], self.stop[stop - 1]),)
        return tuple((self.start[first], self.stop[stop - 1]) for first, stop in sorted(rows))

    def kind(self, rows: Sequence[Rows]) -> QuoteKind:
        """By the share of the content's words that stand between quotation marks."""
        quoted = sum([self.quoted[stop] - self.quoted[first] for first, stop in rows])
        if not quoted:
            return "indirect"
        words = sum([self.words[stop] - self.words[first] for first, stop in rows])
        return "direct" if quoted >= _DIRECT * words else "mixed"


def _extent(quote: Quote) -> Span:
    spans = quote.content + quote.cue + quote.source
    return min(spans)[0], max([stop for _, stop in spans])


def _make_quote(page: ArticleRows, columns: _Columns, found: QuoteSpans) -> Quote:
    cue = slice(*found.cue) if found.cue else slice(0, 0)
    words, lemmas = tuple(page.words[cue]), tuple(page.lemmas[cue])
    unpaired = bool(columns.unpaired) and any(
        not columns.unpaired.isdisjoint(range(first, stop)) for first, stop in found.content
    )
    return Quote(
        content=columns.spans(found.content),
        cue=columns.spans((found.cue,)) if found.cue else (),
        source=columns.spans((found.source,)) if found.source else (),
        kind=columns.kind(found.content),
        stance=stance_of(words, lemmas, page.lists),
        confidence=round(found.confidence * (_DOUBTED if unpaired else 1.0), 4),
        unpaired=unpaired,
    )
