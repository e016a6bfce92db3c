"""`text_`: how long the story is and how it is built."""

from __future__ import annotations

import numpy as np

from framing.measures.columns import FeatureSpec, feature
from framing.measures.counting import (
    column,
    count_words,
    marked_rows,
    rate,
    row_spans,
    sentence_spans,
    sentence_words,
    share,
    words_in,
    zone_spans,
)
from framing.types import Measurement, Reading


@feature(
    FeatureSpec(
        "text_words_count",
        definition="Words of headline, lead and body; furniture and captions are not counted.",
        higher_means="a longer story",
    )
)
def words(reading: Reading) -> Measurement:
    """Zones weighed by their words."""
    spans = zone_spans(reading, "headline", "lead", "body")
    return Measurement(spans, words_in(reading, spans))


@feature(
    FeatureSpec(
        "text_sentences_count",
        definition="Sentences of headline, lead and body.",
        higher_means="more sentences",
    )
)
def sentences(reading: Reading) -> Measurement:
    """Every sentence is a span."""
    return Measurement(sentence_spans(reading))


@feature(
    FeatureSpec(
        "text_paragraphs_count",
        definition="Paragraphs (zones) of lead and body.",
        higher_means="more paragraphs",
    )
)
def paragraphs(reading: Reading) -> Measurement:
    """Every lead or body zone is a span."""
    return Measurement(zone_spans(reading, "lead", "body"))


@feature(
    FeatureSpec(
        "text_words_per_sentence_index",
        definition="Words divided by sentences.",
        higher_means="longer sentences",
    )
)
def words_per_sentence(reading: Reading) -> Measurement:
    """Sentences weighed by their words."""
    spans = sentence_spans(reading)
    return Measurement(spans, sentence_words(reading), float(len(spans)))


@feature(
    FeatureSpec(
        "text_headline_words_count",
        definition="Words of the headline zones (decks included).",
        higher_means="a longer headline",
        zone="headline",
    )
)
def headline_words(reading: Reading) -> Measurement:
    """Headline zones weighed by their words."""
    spans = zone_spans(reading, "headline")
    return Measurement(spans, words_in(reading, spans))


@feature(
    FeatureSpec(
        "text_furniture_share",
        definition="Characters in furniture and caption zones divided by characters in all zones.",
        higher_means="more page around the story",
        zone="all",
        bounds=(0, 1),
    )
)
def furniture(reading: Reading) -> Measurement:
    """Furniture zones weighed by their characters."""
    spans = zone_spans(reading, "furniture", "caption")
    total = sum(zone.stop - zone.start for zone in reading.zones)
    return Measurement(spans, tuple(float(b - a) for a, b in spans), float(total))


def _ending_with(reading: Reading, mark: str) -> Measurement:
    text = reading.article.text
    spans = sentence_spans(reading)
    if mark not in text:
        return share((), len(spans))
    hits = tuple(s for s in spans if mark in text[s[1] : s[1] + 3].split("\n")[0])
    return share(hits, len(spans))


@feature(
    FeatureSpec(
        "text_questions_share",
        definition="Sentences that end with a question mark, as a share of all sentences.",
        higher_means="the story asks more",
        bounds=(0, 1),
    )
)
def questions(reading: Reading) -> Measurement:
    """Sentences followed by a question mark."""
    return _ending_with(reading, "?")


@feature(
    FeatureSpec(
        "text_exclamations_share",
        definition="Sentences that end with an exclamation mark, as a share of all sentences.",
        higher_means="the story exclaims more",
        bounds=(0, 1),
    )
)
def exclamations(reading: Reading) -> Measurement:
    """Sentences followed by an exclamation mark."""
    return _ending_with(reading, "!")


@feature(
    FeatureSpec(
        "text_numbers_per_1k_words",
        definition="Words that begin with a digit, per 1,000 words.",
        higher_means="more figures and dates",
    )
)
def numbers(reading: Reading) -> Measurement:
    """Word tokens that begin with a digit."""
    digit = column(reading, "digit", lambda string: string[:1].isdigit(), bool)
    rows = marked_rows(reading.is_word & digit)
    return rate(row_spans(reading, rows), count_words(reading))


@feature(
    FeatureSpec(
        "text_distinct_words_share",
        definition="Distinct lemmas divided by words (type-token ratio); falls with length.",
        higher_means="a more varied vocabulary",
        bounds=(0, 1),
        source="Johnson 1944",
    )
)
def distinct_words(reading: Reading) -> Measurement:
    """First occurrence of each lemma."""
    rows = marked_rows(reading.is_word)
    _, first = np.unique(reading.tokens.lemma_id[rows], return_index=True)
    return share(row_spans(reading, rows[np.sort(first)]), len(rows))
