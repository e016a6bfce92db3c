"""`quote_`, continued: who has the word, by kind of speaker and by side."""

from __future__ import annotations

from functools import partial

from framing.measures.columns import actor_features, features, features_by
from framing.measures.counting import (
    inside,
    merged,
    quote_places,
    quoted_spans,
    quotes_share,
    share,
    word_share,
    words_in,
    zone_spans,
)
from framing.types import Measurement, Reading, Spans, ZoneKind


def _words_of(reading: Reading, spans: Spans, whole: Spans) -> Measurement:
    return word_share(reading, spans, int(sum(words_in(reading, whole))))


_KINDS = {
    "person": "persons",
    "group": "groups of people (residents, activists, critics)",
    "organisation": "institutions",
    "document": "documents (statement, report)",
    "media": "other media",
}


features_by(
    _KINDS,
    (
        "quote_{key}_share",
        "Attributions to {meaning}, as a share of all attributions.",
        "{meaning} have more of the word",
    ),
    lambda reading, kind: quotes_share(reading, lambda quote: quote.speaker_kind == kind),
)


def content_words(reading: Reading) -> Measurement:
    """Contents weighed by their words."""
    spans = quoted_spans(reading)
    return Measurement(spans, words_in(reading, spans), float(len(reading.quotes)))


def sourceless_quotes(reading: Reading) -> Measurement:
    """Attributions without a source span."""
    return Measurement(quote_places([quote for quote in reading.quotes if not quote.source]))


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
                quote_places([quote for quote in reading.quotes if quote.nested])
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


_ZONES: dict[ZoneKind, str] = {"headline": "the headline", "lead": "the lead"}


def _in_zone(reading: Reading, actor: str, zone: ZoneKind) -> Measurement:
    places = zone_spans(reading, zone)
    whole = inside(quoted_spans(reading), places)
    own = merged([quote.content for quote in reading.quotes if quote.side == actor])
    return _words_of(reading, inside(own, places), whole)


actor_features(
    {
        f"quote_{{actor}}_{zone}_words_share": (
            f"Attributed words in {name} of speakers on the side of {{actor}}, as a share of all "
            f"attributed words in {name}.",
            f"{{actor}} has more of the word in {name}",
            partial(_in_zone, zone=zone),
            {"zone": zone, "voice": "source"},
        )
        for zone, name in _ZONES.items()
    }
)


def first_word(reading: Reading, actor: str) -> Measurement:
    """The first attribution of a known side."""
    known = [quote for quote in reading.quotes if quote.side is not None][:1]
    weights = tuple(float(quote.side == actor) for quote in known)
    return Measurement(quote_places(known), weights, float(len(known)))


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


_STANCES = {
    "neutral": "plain (said, told)",
    "endorse": "one that vouches for the content (noted, revealed)",
    "conflict": "one of quarrel (accused, slammed)",
    "directive": "a demand (urged, called on)",
    "refusal": "a refusal to speak (declined to comment)",
}


def _of_stance(reading: Reading, actor: str, stance: str) -> Measurement:
    own = [quote for quote in reading.quotes if quote.side == actor]
    return share(quote_places([q for q in own if q.stance == stance]), len(own))


actor_features(
    {
        f"quote_{{actor}}_{stance}_share": (
            f"Attributions of speakers on the side of {{actor}} whose cue is {meaning}, as a "
            "share of that side's attributions.",
            f"the cue of {{actor}} is more often {meaning}",
            partial(_of_stance, stance=stance),
            {"source": "reporting-verb classes after Hyland 2005"},
        )
        for stance, meaning in _STANCES.items()
    }
)
