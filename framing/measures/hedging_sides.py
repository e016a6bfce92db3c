"""`hedge_`: whose statements and whose deeds are put in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from framing.measures.counting import names_side, share
from framing.registry import FeatureSpec, actor_feature, feature
from framing.types import Measurement, Quote, Reading, Span, Wording


def _named_acts(reading: Reading) -> list[Wording]:
    return [
        w
        for w in reading.wordings
        if w.kind == "act" and w.voice == "outlet" and w.agent is not None
    ]


def _hedged_verbs(reading: Reading) -> set[Span]:
    return {h.verb for h in reading.hedges if h.uncertain and h.voice == "outlet" and h.verb}


def _verbs(wordings: Iterable[Wording]) -> Iterable[Span]:
    return ((w.start, w.stop) for w in wordings)


@feature(
    FeatureSpec(
        "hedge_agency_share",
        definition="Acts of violence or cooperation with a named doer that the outlet hedges (is "
        "believed to have shelled), as a share of all such acts in its own voice.",
        higher_means="who did it is left open",
        voice="outlet",
        bounds=(0, 1),
    )
)
def hedged_agency(reading: Reading) -> Measurement:
    """Own acts with a doer whose verb an uncertain hedge weakens."""
    acts, hedged = _named_acts(reading), _hedged_verbs(reading)
    return share((verb for verb in _verbs(acts) if verb in hedged), len(acts))


@actor_feature(
    FeatureSpec(
        "hedge_{actor}_agency_share",
        definition="Acts of violence or cooperation by a named doer on the side of {actor} that "
        "the outlet hedges, as a share of all acts of that side in its own voice.",
        higher_means="what {actor} did is left open",
        voice="outlet",
        bounds=(0, 1),
    )
)
def side_agency(reading: Reading, actor: str) -> Measurement:
    """Hedged acts of that side."""
    acts = [w for w in _named_acts(reading) if w.agent and names_side(reading, w.agent, actor)]
    hedged = _hedged_verbs(reading)
    return share((verb for verb in _verbs(acts) if verb in hedged), len(acts))


def _doubted(quote: Quote, hedges: Sequence[int]) -> bool:
    """Whether the outlet keeps a distance: by the word of speaking, or by a hedge upon it.

    `hedges` are where hedges begin, in order.
    """
    if quote.stance == "doubt":
        return True
    return any(bisect_left(hedges, start) < bisect_left(hedges, stop) for start, stop in quote.cue)


@actor_feature(
    FeatureSpec(
        "hedge_{actor}_doubt_index",
        definition="Statements of the side of {actor} that the outlet doubts (a doubting word of "
        "speaking, or an uncertain hedge upon it), as a share of that side's, minus the same "
        "share of all other sources.",
        higher_means="doubt falls on {actor} more than on the others",
        voice="outlet",
        bounds=(-1, 1),
    )
)
def doubt(reading: Reading, actor: str) -> Measurement:
    """Doubted statements, those of the side above zero, those of others below."""
    hedges = sorted(h.start for h in reading.hedges if h.uncertain and h.voice == "outlet")
    own = sum(quote.side == actor for quote in reading.quotes)
    others = len(reading.quotes) - own
    if not own or not others:
        return Measurement((), (), 0.0)
    doubted = [q for q in reading.quotes if _doubted(q, hedges)]
    weights = tuple(1 / own if quote.side == actor else -1 / others for quote in doubted)
    return Measurement(tuple((quote.cue or quote.content)[0] for quote in doubted), weights, 1.0)
