"""Finds hedges: words that weaken commitment, each in the voice of the outlet or of a source."""

from __future__ import annotations

from framing.layers.batch import Batch
from framing.types import Hedge


def find_hedges(batch: Batch) -> list[tuple[Hedge, ...]]:
    """Hedges of each article in reading order; categories stand in `lexicons/hedges.toml`."""
    lexicon, matches = batch.find("hedges")
    found: list[list[Hedge]] = [[] for _ in batch.articles]
    quote_of, article_of = batch.quote_of, batch.article_of
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        quote = int(quote_of[first])
        start, stop = batch.span(first, last)
        found[article_of[first]].append(
            Hedge(
                start=start,
                stop=stop,
                category=term.category,
                uncertain=bool(term.extra.get("uncertain", True)),
                strength=term.strength,
                voice="source" if quote >= 0 else "outlet",
                quote=quote if quote >= 0 else None,
            )
        )
    return [tuple(hedges) for hedges in found]
