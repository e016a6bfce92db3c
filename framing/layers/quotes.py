"""Who said what: attributions with content, cue and source spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.layers.batch import Batch
from framing.layers.quotes_cues import stance_of
from framing.layers.quotes_model import Found, load_quote_model
from framing.layers.quotes_page import Rows
from framing.layers.speakers import resolve_speakers
from framing.types import Quote, QuoteKind, Span, Spans, Tokens

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
    return tuple(sorted((_make_quote(text, tokens, one) for one in found), key=_extent))


def _extent(quote: Quote) -> Span:
    spans = quote.content + quote.cue + quote.source
    return min(spans)[0], max(stop for _, stop in spans)


def _make_quote(text: str, tokens: Tokens, found: Found) -> Quote:
    strings = tokens.vocabulary.strings
    cue = slice(*found.cue) if found.cue else slice(0, 0)
    words = [strings[number].lower() for number in tokens.type_id[cue].tolist()]
    lemmas = [strings[number] for number in tokens.lemma_id[cue].tolist()]
    return Quote(
        content=_spans(tokens, found.content),
        cue=_spans(tokens, (found.cue,)) if found.cue else (),
        source=_spans(tokens, (found.source,)) if found.source else (),
        kind=_kind(text, tokens, found.content),
        stance=stance_of(words, lemmas),
        confidence=found.confidence,
    )


def _spans(tokens: Tokens, rows: Sequence[Rows]) -> Spans:
    return tuple(
        (int(tokens.start[first]), int(tokens.stop[stop - 1])) for first, stop in sorted(rows)
    )


def _kind(text: str, tokens: Tokens, rows: Sequence[Rows]) -> QuoteKind:
    """By the share of the content's words that stand between quotation marks."""
    inside = np.concatenate([np.arange(*piece) for piece in rows])
    words = np.array([text[at].isalnum() for at in tokens.start[inside].tolist()], bool)
    share = float(tokens.in_quote[inside][words].mean()) if words.any() else 0.0
    return "direct" if share >= _DIRECT else "mixed" if share > 0 else "indirect"
