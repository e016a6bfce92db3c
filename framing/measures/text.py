"""`text_`: how long the story is and how it is built."""

from __future__ import annotations

import numpy as np

from framing.measures.columns import features
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


def words(reading: Reading) -> Measurement:
    """Zones weighed by their words."""
    spans = zone_spans(reading, "headline", "lead", "body")
    return Measurement(spans, words_in(reading, spans))


def words_per_sentence(reading: Reading) -> Measurement:
    """Sentences weighed by their words."""
    spans = sentence_spans(reading)
    return Measurement(spans, sentence_words(reading), float(len(spans)))


def headline_words(reading: Reading) -> Measurement:
    """Headline zones weighed by their words."""
    spans = zone_spans(reading, "headline")
    return Measurement(spans, words_in(reading, spans))


def furniture(reading: Reading) -> Measurement:
    """Furniture zones weighed by their characters."""
    spans = zone_spans(reading, "furniture", "caption")
    total = sum(zone.stop - zone.start for zone in reading.zones)
    return Measurement(spans, tuple(float(b - a) for a, b in spans), float(total))


features(
    {
        "text_words_count": (
            "Words of headline, lead and body; furniture and captions are not counted.",
            "a longer story",
            words,
        ),
        "text_sentences_count": (
            "Sentences of headline, lead and body.",
            "more sentences",
            lambda reading: Measurement(sentence_spans(reading)),
        ),
        "text_paragraphs_count": (
            "Paragraphs (zones) of lead and body.",
            "more paragraphs",
            lambda reading: Measurement(zone_spans(reading, "lead", "body")),
        ),
        "text_words_per_sentence_index": (
            "Words divided by sentences.",
            "longer sentences",
            words_per_sentence,
        ),
        "text_headline_words_count": (
            "Words of the headline zones (decks included).",
            "a longer headline",
            headline_words,
            {"zone": "headline"},
        ),
        "text_furniture_share": (
            "Characters in furniture and caption zones divided by characters in all zones.",
            "more page around the story",
            furniture,
            {"zone": "all"},
        ),
    }
)


def _ending_with(reading: Reading, mark: str) -> Measurement:
    text = reading.article.text
    spans = sentence_spans(reading)
    if mark not in text:
        return share((), len(spans))
    hits = tuple(s for s in spans if mark in text[s[1] : s[1] + 3].split("\n")[0])
    return share(hits, len(spans))


def numbers(reading: Reading) -> Measurement:
    """Word tokens that begin with a digit."""
    digit = column(reading, "digit", lambda string: string[:1].isdigit(), bool)
    rows = marked_rows(reading.is_word & digit)
    return rate(row_spans(reading, rows), count_words(reading))


def distinct_words(reading: Reading) -> Measurement:
    """First occurrence of each lemma."""
    rows = marked_rows(reading.is_word)
    _, first = np.unique(reading.tokens.lemma_id[rows], return_index=True)
    return share(row_spans(reading, rows[np.sort(first)]), len(rows))


features(
    {
        "text_questions_share": (
            "Sentences that end with a question mark, as a share of all sentences.",
            "the story asks more",
            lambda reading: _ending_with(reading, "?"),
        ),
        "text_exclamations_share": (
            "Sentences that end with an exclamation mark, as a share of all sentences.",
            "the story exclaims more",
            lambda reading: _ending_with(reading, "!"),
        ),
        "text_numbers_per_1k_words": (
            "Words that begin with a digit, per 1,000 words.",
            "more figures and dates",
            numbers,
        ),
        "text_distinct_words_share": (
            "Distinct lemmas divided by words (type-token ratio); falls with length.",
            "a more varied vocabulary",
            distinct_words,
            {"source": "Johnson 1944"},
        ),
    }
)
