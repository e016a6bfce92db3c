"""`hedge_`: how sure the story is, in the outlet's voice and in its sources' voices."""

from __future__ import annotations

from framing.measures.counting import (
    balance,
    count_words,
    holding,
    inside,
    merged,
    rate,
    sentence_spans,
    share,
    spans_of,
    word_share,
    zone_spans,
)
from framing.measures.rows import remembered
from framing.registry import FeatureSpec, feature
from framing.types import Hedge, Measurement, Reading, Voice

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
_VOICES: tuple[Voice, ...] = ("outlet", "source")


@remembered()
def _by_category(reading: Reading) -> dict[tuple[str, Voice], list[Hedge]]:
    held: dict[tuple[str, Voice], list[Hedge]] = {}
    for hedge in reading.hedges:
        held.setdefault((hedge.category, hedge.voice), []).append(hedge)
    return held


def _register_voices() -> None:
    for voice in _VOICES:
        whose = "the outlet's own voice" if voice == "outlet" else "sources' voices"

        def measured(reading: Reading, voice: Voice = voice) -> Measurement:
            spans = spans_of(hedge for hedge in reading.hedges if hedge.voice == voice)
            return rate(spans, count_words(reading, voice=voice))

        spec = FeatureSpec(
            f"hedge_{voice}_per_1k_words",
            definition=f"Hedges in {whose} per 1,000 words of that voice.",
            higher_means=f"{whose} commits less",
            voice=voice,
            source="Hyland 2005",
        )
        feature(spec)(measured)


_register_voices()


def _register_categories() -> None:
    for voice in _VOICES:
        whose = "the outlet's own voice" if voice == "outlet" else "sources' voices"
        prefix = "" if voice == "outlet" else "source_"
        for category, meaning in _CATEGORIES.items():

            def measured(
                reading: Reading, category: str = category, voice: Voice = voice
            ) -> Measurement:
                chosen = _by_category(reading).get((category, voice), ())
                return rate(spans_of(chosen), count_words(reading, voice=voice))

            spec = FeatureSpec(
                f"hedge_{prefix}{category}_per_1k_words",
                definition=f"Hedges that are {meaning}, in {whose}, per 1,000 words of that voice.",
                higher_means=f"more {meaning}",
                voice=voice,
                source="Hyland 2005",
            )
            feature(spec)(measured)


_register_categories()


@feature(
    FeatureSpec(
        "hedge_uncertain_sentences_share",
        definition="Sentences with a hedge that makes them uncertain, as a share of all sentences.",
        higher_means="more of the story is left open",
        bounds=(0, 1),
        source="Farkas et al. 2010",
    )
)
def uncertain_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an uncertain hedge."""
    sentences = sentence_spans(reading)
    starts = (hedge.start for hedge in reading.hedges if hedge.uncertain)
    return share(holding(sentences, starts), len(sentences))


@feature(
    FeatureSpec(
        "hedge_headline_count",
        definition="Hedges in the headline.",
        higher_means="a less certain headline",
        zone="headline",
    )
)
def headline_hedges(reading: Reading) -> Measurement:
    """Hedges that begin in a headline zone."""
    return Measurement(inside(spans_of(reading.hedges), zone_spans(reading, "headline")))


@feature(
    FeatureSpec(
        "hedge_lead_count",
        definition="Hedges in the lead.",
        higher_means="a less certain opening",
        zone="lead",
    )
)
def lead_hedges(reading: Reading) -> Measurement:
    """Hedges that begin in the lead."""
    return Measurement(inside(spans_of(reading.hedges), zone_spans(reading, "lead")))


@feature(
    FeatureSpec(
        "hedge_strength_index",
        definition="Mean strength (0 to 1) of the hedges in the outlet's own voice.",
        higher_means="stronger hedges",
        voice="outlet",
        bounds=(0, 1),
    )
)
def strength(reading: Reading) -> Measurement:
    """Own hedges weighed by their strength."""
    own = [hedge for hedge in reading.hedges if hedge.voice == "outlet"]
    return Measurement(spans_of(own), tuple(hedge.strength for hedge in own), float(len(own)))


@feature(
    FeatureSpec(
        "hedge_booster_balance_index",
        definition="(hedges - boosters) / (hedges + boosters) in the outlet's own voice.",
        higher_means="the outlet weakens more than it strengthens",
        voice="outlet",
        bounds=(-1, 1),
        source="Hyland 2005",
    )
)
def booster_balance(reading: Reading) -> Measurement:
    """Own hedges against own boosters."""
    hedges = spans_of(hedge for hedge in reading.hedges if hedge.voice == "outlet")
    boosters = [w for w in reading.wordings if w.kind == "booster" and w.choice == "booster"]
    own = ((w.start, w.stop) for w in boosters if w.voice == "outlet")
    return balance(hedges, own)


def _register_uncertain() -> None:
    for voice in _VOICES:
        whose = "the outlet's own voice" if voice == "outlet" else "sources' voices"

        def measured(reading: Reading, voice: Voice = voice) -> Measurement:
            spoken = [hedge for hedge in reading.hedges if hedge.voice == voice]
            return share(spans_of(h for h in spoken if h.uncertain), len(spoken))

        spec = FeatureSpec(
            f"hedge_{voice}_uncertain_share",
            definition=f"Hedges in {whose} that make their sentence uncertain, as a share of all "
            "hedges in that voice; the others only soften.",
            higher_means=f"hedges in {whose} leave more open",
            voice=voice,
            bounds=(0, 1),
            source="Farkas et al. 2010",
        )
        feature(spec)(measured)


_register_uncertain()


@feature(
    FeatureSpec(
        "hedge_outlet_uncertain_sentences_share",
        definition="Sentences that a hedge in the outlet's own voice makes uncertain, as a share "
        "of all sentences.",
        higher_means="the outlet itself leaves more open",
        voice="outlet",
        bounds=(0, 1),
        source="Farkas et al. 2010",
    )
)
def own_uncertain_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an own uncertain hedge."""
    sentences = sentence_spans(reading)
    starts = (h.start for h in reading.hedges if h.uncertain and h.voice == "outlet")
    return share(holding(sentences, starts), len(sentences))


@feature(
    FeatureSpec(
        "hedge_scope_words_share",
        definition="Words in the scope of a hedge that makes its sentence uncertain, any voice, as "
        "a share of all words.",
        higher_means="more of what is told is hedged",
        bounds=(0, 1),
        source="Vincze et al. 2008",
    )
)
def scope_words(reading: Reading) -> Measurement:
    """Scopes weighed by words, overlaps counted once."""
    scopes = merged([tuple(h.scope for h in reading.hedges if h.uncertain and h.scope)])
    return word_share(reading, scopes, count_words(reading))


@feature(
    FeatureSpec(
        "hedge_negated_share",
        definition="Hedges under a negation (may not, does not seem), as a share of all hedges.",
        higher_means="more hedged denials",
        bounds=(0, 1),
    )
)
def negated_hedges(reading: Reading) -> Measurement:
    """Hedges whose own or governed verb is negated."""
    return share(spans_of(h for h in reading.hedges if h.negated), len(reading.hedges))
