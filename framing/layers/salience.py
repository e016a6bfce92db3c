"""How much of the story an actor is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp

from framing.layers.batch import Batch
from framing.types import Mention


def score_salience(batch: Batch, mentions: Sequence[tuple[Mention, ...]]) -> list[dict[str, float]]:
    """Salience of each side or actor per article, 0 to 1: mentions weighed by where they stand."""
    scores = []
    for zones, found in zip(batch.zones, mentions, strict=True):
        top = [(z.start, z.stop) for z in zones if z.kind == "headline"]
        lead = [(z.start, z.stop) for z in zones if z.kind == "lead"]
        weight: Counter[str] = Counter()
        for mention in found:
            weight[mention.actor] += 1
            weight[mention.actor] += 4 * _within(mention.start, top)
            weight[mention.actor] += 2 * _within(mention.start, lead)
        total = sum(weight.values())
        # Saturating: an actor with a fifth of the weight is about as salient as one can be.
        scores.append({a: round(1 - exp(-8 * w / total), 6) for a, w in sorted(weight.items())})
    return scores


def _within(offset: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < stop for start, stop in places)
