"""`quote_`: who is quoted, how directly, by which kind of cue."""

from __future__ import annotations

from collections.abc import Callable

from framing.measures.columns import FeatureSpec, actor_feature, feature
from framing.measures.counting import (
    concentration,
    count_words,
    entropy,
    inside,
    merged,
    quoted_spans,
    rate,
    share,
    word_share,
    words_in,
    zone_spans,
)
from framing.types import Measurement, Quote, Reading, Spans, ZoneKind


def _places(quotes: list[Quote]) -> Spans:
    """One span an attribution: its cue, else its content's first piece."""
    return tuple((quote.cue or quote.content)[0] for quote in quotes)


def _contents(reading: Reading, keep: Callable[[Quote], bool]) -> Spans:
    return merged([quote.content for quote in reading.quotes if keep(quote)])


@feature(
    FeatureSpec(
        "quote_attributions_per_1k_words",
        definition="Attributions (direct, mixed, indirect) per 1,000 words.",
        higher_means="more of the story is what others said",
    )
)
def attributions(reading: Reading) -> Measurement:
    """One span an attribution."""
    return rate(_places(list(reading.quotes)), count_words(reading))


@feature(
    FeatureSpec(
        "quote_attributions_count",
        definition="Attributions found; the evidence behind all quote shares.",
        higher_means="more attributions",
    )
)
def attributions_count(reading: Reading) -> Measurement:
    """One span an attribution."""
    return Measurement(_places(list(reading.quotes)))


@feature(
    FeatureSpec(
        "quote_words_share",
        definition="Words inside any attributed content, as a share of all words.",
        higher_means="less of the story is in the outlet's own voice",
        voice="source",
        bounds=(0, 1),
    )
)
def quoted_words(reading: Reading) -> Measurement:
    """Contents, overlapping ones joined, weighed by words."""
    return word_share(reading, quoted_spans(reading), count_words(reading))


def _register_kinds() -> None:
    for kind in ("direct", "mixed", "indirect"):

        def measured(reading: Reading, kind: str = kind) -> Measurement:
            spans = _contents(reading, lambda quote: quote.kind == kind)
            return word_share(reading, spans, count_words(reading))

        spec = FeatureSpec(
            f"quote_{kind}_words_share",
            definition=f"Words inside the content of {kind} attributions, as a share of all words.",
            higher_means=f"more {kind} speech",
            voice="source",
            bounds=(0, 1),
        )
        feature(spec)(measured)


_register_kinds()


def _register_stances() -> None:
    meanings = {
        "neutral": "plain cues (said, told)",
        "doubt": "cues that keep a distance (claimed, alleged)",
        "endorse": "cues that vouch for the content (noted, revealed)",
        "conflict": "cues that tell a quarrel (accused, slammed)",
        "directive": "cues that demand (urged, called on)",
        "refusal": "refusals to speak (declined to comment)",
    }
    for stance, meaning in meanings.items():

        def measured(reading: Reading, stance: str = stance) -> Measurement:
            quotes = [quote for quote in reading.quotes if quote.stance == stance]
            return share(_places(quotes), len(reading.quotes))

        spec = FeatureSpec(
            f"quote_{stance}_share",
            definition=f"Attributions with {meaning}, as a share of all attributions.",
            higher_means=f"more {meaning}",
            bounds=(0, 1),
            source="reporting-verb classes after Hyland 2005",
        )
        feature(spec)(measured)


_register_stances()


@feature(
    FeatureSpec(
        "quote_anonymous_share",
        definition="Attributions to unnamed persons, as a share of all attributions.",
        higher_means="more unnamed sources",
        bounds=(0, 1),
    )
)
def anonymous(reading: Reading) -> Measurement:
    """Attributions whose source is an unnamed person or group."""
    return share(_places([q for q in reading.quotes if q.anonymous]), len(reading.quotes))


def _named(reading: Reading) -> tuple[Spans, list[str]]:
    quotes = [quote for quote in reading.quotes if quote.speaker is not None]
    return _places(quotes), [str(quote.speaker) for quote in quotes]


@feature(
    FeatureSpec(
        "quote_speakers_count",
        definition="Distinct speakers that could be named.",
        higher_means="more voices",
    )
)
def speakers(reading: Reading) -> Measurement:
    """First attribution of each speaker."""
    first: dict[str, tuple[int, int]] = {}
    for span, name in zip(*_named(reading), strict=True):
        first.setdefault(name, span)
    return Measurement(tuple(first.values()))


@feature(
    FeatureSpec(
        "quote_concentration_index",
        definition="Herfindahl–Hirschman index of the speakers' shares of attributions.",
        higher_means="fewer speakers have the word",
        bounds=(0, 1),
        source="Hirschman 1964",
    )
)
def voice_concentration(reading: Reading) -> Measurement:
    """Each attribution weighed by its speaker's share."""
    return concentration(*_named(reading))


@feature(
    FeatureSpec(
        "quote_entropy_index",
        definition="Shannon entropy of the speakers' shares of attributions, in bits.",
        higher_means="the word is spread over more speakers",
        source="Shannon 1948",
    )
)
def voice_entropy(reading: Reading) -> Measurement:
    """Each attribution weighed by the surprise of its speaker."""
    return entropy(*_named(reading))


@feature(
    FeatureSpec(
        "quote_lead_words_share",
        definition="Words of the lead inside attributed content, as a share of its words.",
        higher_means="the story opens with what others said",
        zone="lead",
        voice="source",
        bounds=(0, 1),
    )
)
def lead_words(reading: Reading) -> Measurement:
    """Contents that begin in the lead."""
    spans = inside(quoted_spans(reading), zone_spans(reading, "lead"))
    return word_share(reading, spans, count_words(reading, zone="lead"))


@feature(
    FeatureSpec(
        "quote_headline_count",
        definition="Attributions whose content begins in the headline.",
        higher_means="the headline speaks with a source's voice",
        zone="headline",
        voice="source",
    )
)
def headline_quotes(reading: Reading) -> Measurement:
    """Contents that begin in a headline zone."""
    return Measurement(inside(quoted_spans(reading), zone_spans(reading, "headline")))


@actor_feature(
    FeatureSpec(
        "quote_{actor}_words_share",
        definition="Attributed words of speakers on the side of {actor}, as a share of all "
        "attributed words.",
        higher_means="{actor} has more of the word",
        voice="source",
        bounds=(0, 1),
    )
)
def side_words(reading: Reading, actor: str) -> Measurement:
    """Contents of that side weighed by words."""
    spans = _contents(reading, lambda quote: quote.side == actor)
    everything = quoted_spans(reading)
    return word_share(reading, spans, int(sum(words_in(reading, everything))))


@actor_feature(
    FeatureSpec(
        "quote_{actor}_doubt_share",
        definition="Attributions of speakers on the side of {actor} whose cue keeps a distance, "
        "as a share of that side's attributions.",
        higher_means="{actor} is more often said to claim",
        bounds=(0, 1),
    )
)
def side_doubt(reading: Reading, actor: str) -> Measurement:
    """Doubting cues of that side."""
    quotes = [quote for quote in reading.quotes if quote.side == actor]
    return share(_places([q for q in quotes if q.stance == "doubt"]), len(quotes))


def _words_of(reading: Reading, spans: Spans, whole: Spans) -> Measurement:
    return word_share(reading, spans, int(sum(words_in(reading, whole))))


def _register_speaker_kinds() -> None:
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


_register_speaker_kinds()


@feature(
    FeatureSpec(
        "quote_content_words_index",
        definition="Words of attributed content divided by attributions.",
        higher_means="sources speak at greater length",
        voice="source",
    )
)
def content_words(reading: Reading) -> Measurement:
    """Contents weighed by their words."""
    spans = quoted_spans(reading)
    return Measurement(spans, words_in(reading, spans), float(len(reading.quotes)))


@feature(
    FeatureSpec(
        "quote_nested_count",
        definition="Attributions whose cue stands inside what another source says.",
        higher_means="more is known at second hand",
        voice="source",
    )
)
def nested_quotes(reading: Reading) -> Measurement:
    """Cues inside the content of another attribution."""
    return Measurement(_places([quote for quote in reading.quotes if quote.nested]))


@feature(
    FeatureSpec(
        "quote_sourceless_count",
        definition="Attributions whose text names no source: floating quotations, passive cues.",
        higher_means="more is said by no one in particular",
    )
)
def sourceless_quotes(reading: Reading) -> Measurement:
    """Attributions without a source span."""
    return Measurement(_places([quote for quote in reading.quotes if not quote.source]))


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


@actor_feature(
    FeatureSpec(
        "quote_{actor}_first_count",
        definition="1 if the first speaker whose side is known is on the side of {actor}, 0 if on "
        "another; empty if no speaker's side is known.",
        higher_means="{actor} has the first word",
        bounds=(0, 1),
    )
)
def first_word(reading: Reading, actor: str) -> Measurement:
    """The first attribution of a known side."""
    known = [quote for quote in reading.quotes if quote.side is not None][:1]
    weights = tuple(float(quote.side == actor) for quote in known)
    return Measurement(_places(known), weights, float(len(known)))


def _register_stances_of_sides() -> None:
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


_register_stances_of_sides()
