"""`text_`: how long words and names are, by their letters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.measures.counting import count_words, rate, share
from framing.measures.rows import column, marked_rows, remembered, row_spans
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Reading

_NAMES = np.isin(np.array(PENN_TAGS), ("NNP", "NNPS"))
_NOUNS = np.isin(np.array(PENN_TAGS), ("NN", "NNS"))
_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "nesses", "ity", "ities", "ism", "isms")


@remembered()
def _lengths(reading: Reading) -> NDArray[np.int32]:
    """Characters of each measured word, 0 elsewhere."""
    lengths: NDArray[np.int32] = column(reading, "word_shape.length", len, np.int32)
    return lengths * reading.is_word


@feature(
    FeatureSpec(
        "text_letters_per_word_index",
        definition="Mean characters of a word.",
        higher_means="longer words",
        source="Biber 1988",
    )
)
def letters_per_word(reading: Reading) -> Measurement:
    """Words weighed by their characters."""
    rows = marked_rows(reading.is_word)
    lengths = _lengths(reading)[rows].astype(float).tolist()
    return Measurement(row_spans(reading, rows), tuple(lengths), float(len(rows)))


def _register_lengths() -> None:
    for name, low, high in (("short", 1, 3), ("middle", 4, 6), ("longest", 10, 99)):

        def measured(reading: Reading, low: int = low, high: int = high) -> Measurement:
            length = _lengths(reading)
            rows = marked_rows((length >= low) & (length <= high))
            return share(row_spans(reading, rows), count_words(reading))

        spec = FeatureSpec(
            f"text_{name}_words_share",
            definition=f"Words of {low} to {high} characters, as a share of all words.",
            higher_means=f"more {name} words",
            bounds=(0, 1),
            source="Mendenhall 1887",
        )
        feature(spec)(measured)


_register_lengths()


@feature(
    FeatureSpec(
        "text_nominalisations_per_1k_words",
        definition="Nouns in -tion, -ment, -ness, -ity or -ism (and plurals) per 1,000 words.",
        higher_means="deeds are told as things",
        source="Biber 1988",
    )
)
def nominalisations(reading: Reading) -> Measurement:
    """Nouns that name a deed or a quality by such an ending."""
    ends = column(reading, "word_shape.noun", lambda w: w.lower().endswith(_ENDINGS), bool)
    rows = marked_rows(_NOUNS[reading.tokens.tag] & reading.is_word & ends)
    return rate(row_spans(reading, rows), count_words(reading))


@feature(
    FeatureSpec(
        "text_single_names_share",
        definition="Runs of names that are one word long, as a share of all runs of names.",
        higher_means="persons and bodies are named briefly",
        bounds=(0, 1),
    )
)
def single_names(reading: Reading) -> Measurement:
    """Names of one word."""
    named = np.zeros(len(reading.tokens) + 2, bool)
    named[1:-1] = _NAMES[reading.tokens.tag] & reading.is_word
    edges = marked_rows(named[1:] != named[:-1]).reshape(-1, 2)
    rows = edges[edges[:, 1] - edges[:, 0] == 1, 0]
    return share(row_spans(reading, rows), len(edges))
