"""`quote_`, continued: who has the word, by kind of speaker and by side."""

from __future__ import annotations

from framing.measures.columns import FeatureSpec, actor_feature, actor_features, feature, features
from framing.measures.counting import (
    inside,
    merged,
    quoted_spans,
    share,
    word_share,
    words_in,
    zone_spans,
)
from framing.types import Measurement, Quote, Reading, Spans, ZoneKind


def _places(quotes: list[Quote]) -> Spans:
    return tuple((quote.cue or quote.content)[0] for quote in quotes)


def _words_of(reading: Reading, spans: Spans, whole: Spans) -> Measurement:
    return word_share(reading, spans, int(sum(words_in(reading, whole))))


def _register_kinds() -> None:
    meanings = {
        "person": "persons",
        "group": "groups of people (residents, activists, critics)",
        "organisation": "institutions",
        "document": "documents (statement, report)",
        "media": "other media",
    }
    for kind, meaning in meanings.items():

        def measured(reading: Reading, kind: str = kind) -> Measurement:
            quotes = [quote for quote in reading.quotes if quote.speaker_kind == kind]
            return share(_places(quotes), len(reading.quotes))

        spec = FeatureSpec(
            f"quote_{kind}_share",
            definition=f"Attributions to {meaning}, as a share of all attributions.",
            higher_means=f"{meaning} have more of the word",
            bounds=(0, 1),
        )
        feature(spec)(measured)


_register_kinds()


def content_words(reading: Reading) -> Measurement:
    """Contents weighed by their words."""
    spans = quoted_spans(reading)
    return Measurement(spans, words_in(reading, spans), float(len(reading.quotes)))


def sourceless_quotes(reading: Reading) -> Measurement:
    """Attributions without a source span."""
    return Measurement(_places([quote for quote in reading.quotes if not quote.source]))


features(
    {
        "quote_content_words_index": (
            "Words of attributed content divided by attributions.",
            "sources speak at greater length",
            content_words,
            {"voice": "source"},
        ),
        "quote_nested_count": (
            "Attributions whose cue stands inside what another source says.",
            "more is known at second hand",
            lambda reading: Measurement(
                _places([quote for quote in reading.quotes if quote.nested])
            ),
            {"voice": "source"},
        ),
        "quote_sourceless_count": (
            "Attributions whose text names no source: floating quotations, passive cues.",
            "more is said by no one in particular",
            sourceless_quotes,
        ),
    }
)


def _register_zones() -> None:
    zones: dict[ZoneKind, str] = {"headline": "the headline", "lead": "the lead"}
    for zone, name in zones.items():

        def measured(reading: Reading, actor: str, zone: ZoneKind = zone) -> Measurement:
            places = zone_spans(reading, zone)
            whole = inside(quoted_spans(reading), places)
            own = merged([quote.content for quote in reading.quotes if quote.side == actor])
            return _words_of(reading, inside(own, places), whole)

        spec = FeatureSpec(
            f"quote_{{actor}}_{zone}_words_share",
            definition=f"Attributed words in {name} of speakers on the side of {{actor}}, as a "
            f"share of all attributed words in {name}.",
            higher_means=f"{{actor}} has more of the word in {name}",
            zone=zone,
            voice="source",
            bounds=(0, 1),
        )
        actor_feature(spec)(measured)


_register_zones()


def first_word(reading: Reading, actor: str) -> Measurement:
    """The first attribution of a known side."""
    known = [quote for quote in reading.quotes if quote.side is not None][:1]
    weights = tuple(float(quote.side == actor) for quote in known)
    return Measurement(_places(known), weights, float(len(known)))


actor_features(
    {
        "quote_{actor}_first_count": (
            (
                "1 if the first speaker whose side is known is on the side of {actor}, 0 if on "
                "another; empty if no speaker's side is known."
            ),
            "{actor} has the first word",
            first_word,
            {"bounds": (0, 1)},
        ),
    }
)


def _register_stances() -> None:
    meanings = {
        "neutral": "plain (said, told)",
        "endorse": "one that vouches for the content (noted, revealed)",
        "conflict": "one of quarrel (accused, slammed)",
        "directive": "a demand (urged, called on)",
        "refusal": "a refusal to speak (declined to comment)",
    }
    for stance, meaning in meanings.items():

        def measured(reading: Reading, actor: str, stance: str = stance) -> Measurement:
            own = [quote for quote in reading.quotes if quote.side == actor]
            return share(_places([q for q in own if q.stance == stance]), len(own))

        spec = FeatureSpec(
            f"quote_{{actor}}_{stance}_share",
            definition=f"Attributions of speakers on the side of {{actor}} whose cue is {meaning}, "
            "as a share of that side's attributions.",
            higher_means=f"the cue of {{actor}} is more often {meaning}",
            bounds=(0, 1),
            source="reporting-verb classes after Hyland 2005",
        )
        actor_feature(spec)(measured)


_register_stances()
