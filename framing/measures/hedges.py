"""`hedge_`: how sure the story is, in the outlet's voice and in its sources' voices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial

from framing.measures.columns import actor_features, features
from framing.measures.counting import (
    balance,
    count_words,
    holding,
    inside,
    merged,
    names_side,
    rate,
    remembered,
    sentence_spans,
    share,
    spans_of,
    word_share,
    zone_spans,
)
from framing.types import Hedge, Measurement, Quote, Reading, Span, Voice, Wording

_CATEGORIES = {
    "epistemic_modal": "modal verbs of possibility (may, might)",
    "probability_adverb": "adverbs of probability (probably, perhaps)",
    "probability_adjective": "adjectives of probability (likely, possible)",
    "appearance_verb": "verbs of appearance (seem, appear to)",
    "belief_verb": "verbs of belief (think, suspect)",
    "reportative": "reportatives (reportedly, allegedly)",
    "weasel_source": "sources that nobody can check (some say, widely believed)",
    "approximator": "approximators (about 40, some 500)",
    "possibility_noun": "nouns of possibility (chance, risk)",
    "conditional": "conditionals (if, unless)",
    "desire_intention": "desire and intention (hope, plan)",
    "deontic": "obligation (should, must)",
}
_VOICES: dict[Voice, str] = {"outlet": "the outlet's own voice", "source": "sources' voices"}


@remembered()
def _by_category(reading: Reading) -> dict[tuple[str, Voice], list[Hedge]]:
    held: dict[tuple[str, Voice], list[Hedge]] = {}
    for hedge in reading.hedges:
        held.setdefault((hedge.category, hedge.voice), []).append(hedge)
    return held


def _of_voice(reading: Reading, voice: Voice) -> list[Hedge]:
    return [hedge for hedge in reading.hedges if hedge.voice == voice]


def _voice_rate(reading: Reading, voice: Voice) -> Measurement:
    return rate(spans_of(_of_voice(reading, voice)), count_words(reading, voice=voice))


def _category_rate(reading: Reading, category: str, voice: Voice) -> Measurement:
    chosen = _by_category(reading).get((category, voice), ())
    return rate(spans_of(chosen), count_words(reading, voice=voice))


features(
    {
        f"hedge_{voice}_per_1k_words": (
            f"Hedges in {whose} per 1,000 words of that voice.",
            f"{whose} commits less",
            partial(_voice_rate, voice=voice),
            {"voice": voice, "source": "Hyland 2005"},
        )
        for voice, whose in _VOICES.items()
    }
)
features(
    {
        f"hedge_{'' if voice == 'outlet' else 'source_'}{category}_per_1k_words": (
            f"Hedges that are {meaning}, in {whose}, per 1,000 words of that voice.",
            f"more {meaning}",
            partial(_category_rate, category=category, voice=voice),
            {"voice": voice, "source": "Hyland 2005"},
        )
        for voice, whose in _VOICES.items()
        for category, meaning in _CATEGORIES.items()
    }
)


def uncertain_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an uncertain hedge."""
    sentences = sentence_spans(reading)
    starts = (hedge.start for hedge in reading.hedges if hedge.uncertain)
    return share(holding(sentences, starts), len(sentences))


def headline_hedges(reading: Reading) -> Measurement:
    """Hedges that begin in a headline zone."""
    return Measurement(inside(spans_of(reading.hedges), zone_spans(reading, "headline")))


def strength(reading: Reading) -> Measurement:
    """Own hedges weighed by their strength."""
    own = _of_voice(reading, "outlet")
    return Measurement(spans_of(own), tuple(hedge.strength for hedge in own), float(len(own)))


def booster_balance(reading: Reading) -> Measurement:
    """Own hedges against own boosters."""
    hedges = spans_of(hedge for hedge in reading.hedges if hedge.voice == "outlet")
    boosters = [w for w in reading.wordings if w.kind == "booster" and w.choice == "booster"]
    own = ((w.start, w.stop) for w in boosters if w.voice == "outlet")
    return balance(hedges, own)


features(
    {
        "hedge_uncertain_sentences_share": (
            "Sentences with a hedge that makes them uncertain, as a share of all sentences.",
            "more of the story is left open",
            uncertain_sentences,
            {"source": "Farkas et al. 2010"},
        ),
        "hedge_headline_count": (
            "Hedges in the headline.",
            "a less certain headline",
            headline_hedges,
            {"zone": "headline"},
        ),
        "hedge_lead_count": (
            "Hedges in the lead.",
            "a less certain opening",
            lambda reading: Measurement(
                inside(spans_of(reading.hedges), zone_spans(reading, "lead"))
            ),
            {"zone": "lead"},
        ),
        "hedge_strength_index": (
            "Mean strength (0 to 1) of the hedges in the outlet's own voice.",
            "stronger hedges",
            strength,
            {"voice": "outlet", "bounds": (0, 1)},
        ),
        "hedge_booster_balance_index": (
            "(hedges - boosters) / (hedges + boosters) in the outlet's own voice.",
            "the outlet weakens more than it strengthens",
            booster_balance,
            {"voice": "outlet", "bounds": (-1, 1), "source": "Hyland 2005"},
        ),
    }
)


def _uncertain_share(reading: Reading, voice: Voice) -> Measurement:
    spoken = _of_voice(reading, voice)
    return share(spans_of(h for h in spoken if h.uncertain), len(spoken))


features(
    {
        f"hedge_{voice}_uncertain_share": (
            f"Hedges in {whose} that make their sentence uncertain, as a share of all hedges in "
            "that voice; the others only soften.",
            f"hedges in {whose} leave more open",
            partial(_uncertain_share, voice=voice),
            {"voice": voice, "source": "Farkas et al. 2010"},
        )
        for voice, whose in _VOICES.items()
    }
)


def own_uncertain_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an own uncertain hedge."""
    sentences = sentence_spans(reading)
    starts = (h.start for h in reading.hedges if h.uncertain and h.voice == "outlet")
    return share(holding(sentences, starts), len(sentences))


def scope_words(reading: Reading) -> Measurement:
    """Scopes weighed by words, overlaps counted once."""
    scopes = merged([tuple(h.scope for h in reading.hedges if h.uncertain and h.scope)])
    return word_share(reading, scopes, count_words(reading))


def negated_hedges(reading: Reading) -> Measurement:
    """Hedges whose own or governed verb is negated."""
    return share(spans_of(h for h in reading.hedges if h.negated), len(reading.hedges))


features(
    {
        "hedge_outlet_uncertain_sentences_share": (
            (
                "Sentences that a hedge in the outlet's own voice makes uncertain, as a share "
                "of all sentences."
            ),
            "the outlet itself leaves more open",
            own_uncertain_sentences,
            {"voice": "outlet", "source": "Farkas et al. 2010"},
        ),
        "hedge_scope_words_share": (
            (
                "Words in the scope of a hedge that makes its sentence uncertain, any voice, as "
                "a share of all words."
            ),
            "more of what is told is hedged",
            scope_words,
            {"source": "Vincze et al. 2008"},
        ),
        "hedge_negated_share": (
            "Hedges under a negation (may not, does not seem), as a share of all hedges.",
            "more hedged denials",
            negated_hedges,
        ),
    }
)


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


def hedged_agency(reading: Reading) -> Measurement:
    """Own acts with a doer whose verb an uncertain hedge weakens."""
    acts, hedged = _named_acts(reading), _hedged_verbs(reading)
    return share((verb for verb in _verbs(acts) if verb in hedged), len(acts))


features(
    {
        "hedge_agency_share": (
            (
                "Acts of violence or cooperation with a named doer that the outlet hedges (is "
                "believed to have shelled), as a share of all such acts in its own voice."
            ),
            "who did it is left open",
            hedged_agency,
            {"voice": "outlet"},
        ),
    }
)


def side_agency(reading: Reading, actor: str) -> Measurement:
    """Hedged acts of that side."""
    acts = [w for w in _named_acts(reading) if w.agent and names_side(reading, w.agent, actor)]
    hedged = _hedged_verbs(reading)
    return share((verb for verb in _verbs(acts) if verb in hedged), len(acts))


actor_features(
    {
        "hedge_{actor}_agency_share": (
            (
                "Acts of violence or cooperation by a named doer on the side of {actor} that "
                "the outlet hedges, as a share of all acts of that side in its own voice."
            ),
            "what {actor} did is left open",
            side_agency,
            {"voice": "outlet"},
        ),
    }
)


def _doubted(quote: Quote, hedges: Sequence[int]) -> bool:
    """Whether the outlet keeps a distance: by the word of speaking, or by a hedge upon it.

    `hedges` are where hedges begin, in order.
    """
    if quote.stance == "doubt":
        return True
    return any(bisect_left(hedges, start) < bisect_left(hedges, stop) for start, stop in quote.cue)


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


actor_features(
    {
        "hedge_{actor}_doubt_index": (
            (
                "Statements of the side of {actor} that the outlet doubts (a doubting word of "
                "speaking, or an uncertain hedge upon it), as a share of that side's, minus the "
                "same share of all other sources."
            ),
            "doubt falls on {actor} more than on the others",
            doubt,
            {"voice": "outlet", "bounds": (-1, 1)},
        ),
    }
)
