"""`wording_`: questions, exclamations, first person, superlatives, kinds of loaded words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from framing.measures.columns import features, features_by
from framing.measures.counting import (
    count_words,
    own_wordings,
    rate,
    sentence_spans,
    share,
    spans_of,
)
from framing.types import Measurement, Reading, Spans

_CATEGORIES = {
    "condemnation": "condemn",
    "extremism_label": "call somebody extreme",
    "fear": "frighten",
    "intensifier": "intensify",
    "certainty_puffery": "claim certainty",
    "moral": "judge morals",
    "praise": "praise",
    "ridicule": "ridicule",
    "scandal": "tell of scandal",
    "sensational": "dramatise",
    "victimhood": "tell of suffering",
    "violence_metaphor": "tell of quarrels as of violence",
}
_MARKS = {"?": ("questions", "asks"), "!": ("exclamations", "exclaims")}


def _category_rate(reading: Reading, category: str) -> Measurement:
    chosen = (w for w in own_wordings(reading, "loaded") if w.referent == category)
    return rate(spans_of(chosen), count_words(reading, voice="outlet"))


features_by(
    _CATEGORIES,
    (
        "wording_loaded_{key}_per_1k_words",
        "Loaded words that {meaning}, in the outlet's own voice, per 1,000 words of it.",
        "more words that {meaning}",
    ),
    _category_rate,
    {"voice": "outlet"},
)


def _mark_share(reading: Reading, mark: str) -> Measurement:
    return share(_ending_in(reading, mark), len(sentence_spans(reading)))


features(
    {
        f"wording_{name}_share": (
            f"Sentences that end in “{mark}” outside attributed words, as a share of all "
            "sentences.",
            f"the outlet {does} more",
            partial(_mark_share, mark=mark),
            {"voice": "outlet"},
        )
        for mark, (name, does) in _MARKS.items()
    }
)


def _ending_in(reading: Reading, mark: str) -> Spans:
    """Sentences in whose own words the mark stands last, closing marks apart."""

    def compute(strings: Sequence[str]) -> NDArray[np.bool_]:
        return np.array([mark in string for string in strings], bool)

    tokens = reading.tokens
    marked = tokens.vocabulary.column(("wording.mark", mark), compute)[tokens.type_id]
    own = tokens.start[marked & (reading.quote_of < 0) & ~tokens.in_quote].tolist()
    if not own:
        return ()
    # A sentence's span ends with its last word; its mark stands within the next characters.
    return tuple(
        (start, stop)
        for start, stop in sentence_spans(reading)
        if bisect_left(own, stop) < bisect_left(own, stop + 3)
    )


def first_person(reading: Reading) -> Measurement:
    """Own first persons."""
    return rate(
        spans_of(own_wordings(reading, "first_person")), count_words(reading, voice="outlet")
    )


def superlatives(reading: Reading) -> Measurement:
    """Own superlatives."""
    return rate(
        spans_of(own_wordings(reading, "superlative")), count_words(reading, voice="outlet")
    )


def loaded_strength(reading: Reading) -> Measurement:
    """Own loaded words weighed by strength."""
    own = own_wordings(reading, "loaded")
    return Measurement(spans_of(own), tuple(w.strength for w in own), float(len(own)))


def loaded_negated(reading: Reading) -> Measurement:
    """Own negated loaded words."""
    own = own_wordings(reading, "loaded")
    return share(spans_of(w for w in own if w.negated), len(own))


features(
    {
        "wording_first_person_per_1k_words": (
            "First persons (I, we, our …) in the outlet's own voice per 1,000 words of it.",
            "the writer steps forward",
            first_person,
            {"voice": "outlet"},
        ),
        "wording_superlatives_per_1k_words": (
            (
                "Superlatives (worst, most important) in the outlet's own voice per 1,000 "
                "words of it."
            ),
            "the outlet speaks of extremes",
            superlatives,
            {"voice": "outlet"},
        ),
        "wording_loaded_strength_index": (
            (
                "Mean strength (0 to 1, after degree words and negation) of the loaded words "
                "in the outlet's own voice."
            ),
            "stronger words",
            loaded_strength,
            {"voice": "outlet", "bounds": (0, 1)},
        ),
        "wording_loaded_negated_share": (
            (
                "Loaded words under a negation, as a share of the loaded words in the outlet's "
                "own voice."
            ),
            "more judgements are turned down",
            loaded_negated,
            {"voice": "outlet"},
        ),
    }
)
