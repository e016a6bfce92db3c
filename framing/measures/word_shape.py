"""`text_`: how long words and names are, by their letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.measures.counting import count_words, rate, share
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Reading, Spans

_NAMES = np.isin(np.array(PENN_TAGS), ("NNP", "NNPS"))
_NOUNS = np.isin(np.array(PENN_TAGS), ("NN", "NNS"))
_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "nesses", "ity", "ities", "ism", "isms")


def _column(
    reading: Reading, name: str, of: Callable[[str], float], kind: type
) -> NDArray[np.float64]:
    def compute(strings: Sequence[str]) -> NDArray[np.float64]:
        return np.array([of(string) for string in strings], kind)

    tokens = reading.tokens
    column: NDArray[np.float64] = tokens.vocabulary.column(name, compute)[tokens.type_id]
    return column


def _spans(reading: Reading, rows: NDArray[np.intp]) -> Spans:
    starts, stops = reading.tokens.start[rows].tolist(), reading.tokens.stop[rows].tolist()
    return tuple(zip(starts, stops, strict=True))


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
    rows = np.flatnonzero(reading.is_word)
    lengths = _column(reading, "word_shape.length", len, float)[rows]
    return Measurement(_spans(reading, rows), tuple(lengths.tolist()), float(len(rows)))


def _register_lengths() -> None:
    for name, low, high in (("short", 1, 3), ("middle", 4, 6), ("longest", 10, 99)):

        def measured(reading: Reading, low: int = low, high: int = high) -> Measurement:
            length = _column(reading, "word_shape.length", len, float)
            rows = np.flatnonzero(reading.is_word & (length >= low) & (length <= high))
            return share(_spans(reading, rows), count_words(reading))

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
    ends = _column(reading, "word_shape.noun", lambda w: w.lower().endswith(_ENDINGS), bool)
    noun = _NOUNS[reading.tokens.tag] & reading.is_word
    rows = np.flatnonzero(noun & ends.astype(bool))
    return rate(_spans(reading, rows), count_words(reading))


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
    named = _NAMES[reading.tokens.tag] & reading.is_word
    edges = np.flatnonzero(np.diff(named, prepend=False, append=False)).reshape(-1, 2)
    rows = edges[edges[:, 1] - edges[:, 0] == 1, 0]
    return share(_spans(reading, rows), len(edges))
