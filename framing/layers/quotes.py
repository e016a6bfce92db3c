"""Who said what: attributions with content, cue and source spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.layers.batch import Batch
from framing.layers.quotes_cues import stance_of
from framing.layers.quotes_model import Found, load_quote_model
from framing.layers.quotes_page import Rows
from framing.layers.speakers import resolve_speakers
from framing.types import BoolArray, Quote, QuoteKind, Span, Spans, Tokens

_DIRECT = 0.9
"""Least share of the words of a direct quotation between its marks: commas and "that" may stray."""


def find_quotes(batch: Batch) -> list[tuple[Quote, ...]]:
    """Attributions of each article of a batch with their speakers, in order of appearance."""
    texts = [article.text for article in batch.articles]
    found = find_attributions(texts, batch.tokens)
    days = [article.published for article in batch.articles]
    return resolve_speakers(texts, batch.tokens, found, days, batch.options.lexicons)


def find_attributions(articles_text: Sequence[str], tokens: Tokens) -> list[tuple[Quote, ...]]:
    """Attributions of each article, in order of appearance, speakers not yet resolved.

    `tokens.zone` must be filled: bylines, datelines, captions and furniture take no part.
    """
    found = load_quote_model().find(tokens)
    return [
        make_quotes(text, tokens.article(index), found[index])
        for index, text in enumerate(articles_text)
    ]


def make_quotes(text: str, tokens: Tokens, found: Sequence[Found]) -> tuple[Quote, ...]:
    """Attributions of one article in characters, with kind and stance."""
    if not found:
        return ()
    alnum = tokens.vocabulary.column("quotes.words", _are_words)[tokens.type_id]
    columns = _Columns(
        start=tokens.start.tolist(),
        stop=tokens.stop.tolist(),
        words=np.concatenate([[0], np.cumsum(alnum)]).tolist(),
        quoted=np.concatenate([[0], np.cumsum(alnum & tokens.in_quote)]).tolist(),
    )
    return tuple(sorted((_make_quote(tokens, columns, one) for one in found), key=_extent))


def _are_words(strings: Sequence[str]) -> BoolArray:
    return np.array([string[:1].isalnum() for string in strings], np.bool_)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Offsets of an article's tokens; words, and words in quotation marks, before each."""

    start: list[int]
    stop: list[int]
    words: list[int]
    quoted: list[int]

    def spans(self, rows: Sequence[Rows]) -> Spans:
        return tuple((self.start[first], self.stop[stop - 1]) for first, stop in sorted(rows))

    def kind(self, rows: Sequence[Rows]) -> QuoteKind:
        """By the share of the content's words that stand between quotation marks."""
        words = sum(self.words[stop] - self.words[first] for first, stop in rows)
        quoted = sum(self.quoted[stop] - self.quoted[first] for first, stop in rows)
        if not quoted:
            return "indirect"
        return "direct" if quoted >= _DIRECT * words else "mixed"


def _extent(quote: Quote) -> Span:
    spans = quote.content + quote.cue + quote.source
    return min(spans)[0], max(stop for _, stop in spans)


def _make_quote(tokens: Tokens, columns: _Columns, found: Found) -> Quote:
    strings = tokens.vocabulary.strings
    cue = slice(*found.cue) if found.cue else slice(0, 0)
    words = tuple(strings[number].lower() for number in tokens.type_id[cue].tolist())
    lemmas = tuple(strings[number] for number in tokens.lemma_id[cue].tolist())
    return Quote(
        content=columns.spans(found.content),
        cue=columns.spans((found.cue,)) if found.cue else (),
        source=columns.spans((found.source,)) if found.source else (),
        kind=columns.kind(found.content),
        stance=stance_of(words, lemmas),
        confidence=found.confidence,
    )
