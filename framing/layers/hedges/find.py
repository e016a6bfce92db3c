"""Finds hedges: words that weaken commitment, each in the voice of the outlet or of a source."""

from __future__ import annotations

from framing.layers.batch import Batch
from framing.layers.hedges.cues import find_cues
from framing.layers.hedges.model import Decision, decide
from framing.layers.hedges.scope import ScopeFinder
from framing.types import Hedge


def find_hedges(batch: Batch) -> list[tuple[Hedge, ...]]:
    """Hedges of each article in reading order; categories stand in `lexicons/hedges.toml`.

    A word that hedges only in some places (`lexicons/hedge_context.toml`) is given only where it
    makes its sentence uncertain.
    """
    found: list[list[Hedge]] = [[] for _ in batch.articles]
    scopes = ScopeFinder(batch)
    for decision in decide(batch, find_cues(batch)):
        hedge = _hedge(batch, scopes, decision)
        # Both lists may know a word: the listed cue comes first and stands for it.
        earlier = found[batch.article_of[decision.cue.first]]
        if not earlier or earlier[-1].stop <= hedge.start:
            earlier.append(hedge)
    return [tuple(hedges) for hedges in found]


def _hedge(batch: Batch, scopes: ScopeFinder, decision: Decision) -> Hedge:
    cue = decision.cue
    start, stop = batch.span(cue.first, cue.last)
    scope = scopes.find(cue.first, cue.last, cue.category)
    index = int(batch.quote_of[cue.first])
    quote = batch.quotes[batch.article_of[cue.first]][index] if index >= 0 else None
    return Hedge(
        start=start,
        stop=stop,
        category=cue.category,
        uncertain=decision.uncertain,
        strength=cue.strength,
        voice="outlet" if quote is None else "source",
        quote=None if quote is None else index,
        side=None if quote is None else quote.side,
        probability=round(decision.probability, 3),
        negated=scope.negated,
        scope=batch.span(scope.first, scope.last),
        verb=batch.span(scope.verb, scope.verb) if scope.verb >= 0 else None,
    )
