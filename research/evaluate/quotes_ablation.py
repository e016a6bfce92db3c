"""What each part of the quotation model gives: the same spans linked and decoded in other ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from framing.layers.page import make_pages
from framing.layers.quotes.find import make_quotes
from framing.layers.quotes.links import (
    CONTENT,
    CUE,
    SOURCE,
    Link,
    SpanTable,
    candidate_pairs,
    find_spans,
    link_spans,
)
from framing.layers.quotes.model import QuoteModel, QuoteSpans, load_quote_model, place_links
from framing.lists.word_lists import word_lists
from framing.types import Quote, Tokens


def by_arrows(spans: SpanTable) -> list[Link]:
    """Nearest wins, in the direction that the label's arrow says."""
    links: dict[int, list[int]] = {}
    alone: list[Link] = []
    for number in np.flatnonzero(spans.role == CONTENT).tolist():
        cue = _nearest(spans, number, CUE, bool(spans.arrow[number] == 1))
        if cue is None:
            source = _nearest(spans, number, SOURCE, False)
            alone.append(Link((number,), None, source, 0.0, 0.0))
        else:
            links.setdefault(cue, []).append(number)
    linked = [
        Link(
            tuple(members), cue, _nearest(spans, cue, SOURCE, bool(spans.arrow[cue] == 1)), 1.0, 1.0
        )
        for cue, members in links.items()
    ]
    return sorted(linked + alone, key=lambda link: link.contents)


def _nearest(spans: SpanTable, at: int, role: int, right: bool) -> int | None:
    same = np.flatnonzero((spans.role == role) & (spans.paragraph == spans.paragraph[at]))
    before, after = same[same < at], same[same > at]
    first, second = (after[:1], before[-1:]) if right else (before[-1:], after[:1])
    chosen = first if len(first) else second
    return int(chosen[0]) if len(chosen) else None


def find_with(
    texts: Sequence[str],
    tokens: Tokens,
    *,
    passes: int = 2,
    learned: bool = True,
    sift: bool = True,
) -> list[tuple[Quote, ...]]:
    """Attributions with one pass or two, linked by arrows or learned, sifted by chance or not."""
    model = load_quote_model()
    if learned and passes == 2:
        kept = model if sift else replace(model, settings={**model.settings, "least": 0.0})
        found = kept.find(tokens)
    else:
        found = _find_plain(model, tokens, passes, learned)
    pages = make_pages(tokens, word_lists())
    return [make_quotes(tokens.article(k), pages[k], found[k]) for k in range(len(texts))]


def _find_plain(
    model: QuoteModel, tokens: Tokens, passes: int, learned: bool
) -> list[list[QuoteSpans]]:
    labelled = model.label(tokens, passes)
    spans = find_spans(labelled)
    if learned:
        pairs = candidate_pairs(labelled.grid, spans)
        links = link_spans(spans, pairs, model.pairs.probability(pairs.features))
    else:
        links = by_arrows(spans)
    return place_links(tokens, spans, links, np.ones(len(links)))
