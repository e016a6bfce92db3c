"""Rates of listed word classes: registers (`text_`) and news frames (`wording_`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from framing.language import PENN_TAGS
from framing.lists.word_lists import WordLists, per_lists, word_lists
from framing.measures.columns import features
from framing.measures.counting import (
    IndexArray,
    column,
    count_words,
    marked_rows,
    own_rows,
    prose_rows,
    rate,
    remembered,
    row_spans,
    share,
)
from framing.types import Measurement, Reading

_REGISTERS = {
    "first_singular": "first persons singular (I, my)",
    "first_plural": "first persons plural (we, our)",
    "second": "second persons (you, your)",
    "third_singular": "third persons singular (he, her)",
    "third_plural": "third persons plural (they, their)",
    "it": "the pronoun it",
    "indefinite": "indefinite pronouns (someone, nothing)",
    "demonstrative": "demonstratives (this, those)",
    "definite_article": "definite articles",
    "indefinite_article": "indefinite articles",
    "relative": "relative pronouns (who, which)",
    "negation": "negations (not, never)",
    "cause": "words of cause (because, therefore)",
    "concession": "words of concession (although, but)",
    "contrast": "words of contrast (while, instead)",
    "condition": "words of condition (if, unless)",
    "addition": "words of addition (also, moreover)",
    "time_clause": "words that order time (when, after)",
    "present_time": "words of present time (now, today)",
    "past_time": "words of past time (yesterday, ago)",
    "weekday": "days of the week",
    "month": "months",
    "place": "words of place (here, near)",
    "amplifier": "amplifiers (very, extremely)",
    "emphatic": "emphatics (just, even)",
    "downtoner": "downtoners (almost, slightly)",
    "quantifier": "quantifiers (many, several)",
    "number_word": "numbers in words (two, dozens)",
    "possibility": "modals of possibility (can, might)",
    "necessity": "modals of necessity (must, should)",
    "prediction": "modals of prediction (will, would)",
    "be": "forms of be",
    "have": "forms of have",
    "do": "forms of do",
    "conjunction_and": "the conjunction and",
    "conjunction_or": "the conjunction or",
    "comparison": "words of comparison (than, like)",
    "preposition_of": "the preposition of",
    "preposition_to": "the preposition or particle to",
    "preposition_in": "the preposition in",
    "preposition_on": "the preposition on",
    "preposition_by": "the preposition by",
    "preposition_with": "the preposition with",
    "preposition_for": "the preposition for",
    "preposition_from": "the preposition from",
    "preposition_at": "the preposition at",
    "preposition_about": "the preposition about",
    "preposition_against": "the preposition against",
    "preposition_path": "prepositions of path (over, into)",
    "honorific": "honorifics (Mr, Dr)",
}
_FRAMES = {
    "conflict": ("quarrels and attacks", "Semetko and Valkenburg 2000"),
    "human_interest": ("persons, families and feelings", "Semetko and Valkenburg 2000"),
    "economy": ("money, trade and work", "Semetko and Valkenburg 2000"),
    "morality": ("faith, values and guilt", "Semetko and Valkenburg 2000"),
    "responsibility": ("duties, plans and remedies", "Semetko and Valkenburg 2000"),
    "strategy": ("winning and losing campaigns", "Cappella and Jamieson 1997"),
    "law": ("courts, laws and rights", "after Boydstun et al. 2014"),
    "crime": ("police, crime and investigation", "after Boydstun et al. 2014"),
    "security": ("defence and threats", "after Boydstun et al. 2014"),
    "terrorism": ("terror and extremists", "framing"),
    "casualties": ("the dead and wounded", "framing"),
    "humanitarian": ("refugees, relief and need", "framing"),
    "war": ("bombs, strikes and fronts", "framing"),
    "diplomacy": ("talks, envoys and treaties", "after Boydstun et al. 2014"),
    "government": ("offices, parties and legislation", "after Boydstun et al. 2014"),
    "opinion": ("the public and its support", "after Boydstun et al. 2014"),
    "media": ("media and what they show", "framing"),
    "people_power": ("protest, opposition and regimes", "framing"),
    "science": ("studies, experts and figures", "framing"),
    "identity": ("faiths, peoples and origins", "after Boydstun et al. 2014"),
}


@per_lists
def _class_of_word(lists: WordLists, name: str) -> tuple[dict[str, int], dict[str, int]]:
    """Number of each word's class, and of each class, from 1."""
    terms = lists.lexicon(name).terms
    numbers = {category: k for k, category in enumerate(_REGISTERS | _FRAMES, 1)}
    return {term.text: numbers[term.category] for term in terms}, numbers


@remembered(2)
def _rows_of_classes(reading: Reading, name: str, own: bool) -> dict[str, IndexArray]:
    """Rows of each class in headline, lead and body (in the own voice only)."""
    lists = word_lists(reading.options.lexicons)
    known, numbers = _class_of_word(lists, name)

    def compute(strings: Sequence[str]) -> NDArray[np.int16]:
        found = (known.get(string.lower().replace("’", "'"), 0) for string in strings)
        return np.fromiter(found, np.int16, len(strings))

    tokens = reading.tokens
    key = ("word classes", name, lists)
    classes = tokens.vocabulary.column(key, compute)[tokens.type_id]
    classes = classes * (own_rows if own else prose_rows)(reading)
    rows = marked_rows(classes)
    rows = rows[np.argsort(classes[rows], kind="stable")]
    edges = np.searchsorted(classes[rows], np.arange(1, len(numbers) + 2)).tolist()
    return {category: rows[edges[k - 1] : edges[k]] for category, k in numbers.items()}


def _measure(reading: Reading, name: str, category: str, *, own: bool) -> Measurement:
    rows = _rows_of_classes(reading, name, own)[category]
    words = count_words(reading, voice="outlet") if own else count_words(reading)
    return rate(row_spans(reading, rows), words)


features(
    {
        f"text_register_{category}_per_1k_words": (
            f"{what[0].upper()}{what[1:]} in the outlet's own voice, per 1,000 words of it.",
            f"more often {what}",
            partial(_measure, name="register", category=category, own=True),
            {"voice": "outlet", "source": "after Biber 1988"},
        )
        for category, what in _REGISTERS.items()
    }
)
features(
    {
        f"wording_frame_{category}_per_1k_words": (
            f"Words about {what} per 1,000 words.",
            f"the story is told more by {what}",
            partial(_measure, name="news_frames", category=category, own=False),
            {"source": source},
        )
        for category, (what, source) in _FRAMES.items()
    }
)


_NAMES = np.isin(np.array(PENN_TAGS), ("NNP", "NNPS"))
_NOUNS = np.isin(np.array(PENN_TAGS), ("NN", "NNS"))
_ENDINGS = ("tion", "tions", "ment", "ments", "ness", "nesses", "ity", "ities", "ism", "isms")


@remembered()
def _lengths(reading: Reading) -> NDArray[np.int32]:
    """Characters of each measured word, 0 elsewhere."""
    lengths: NDArray[np.int32] = column(reading, "word_shape.length", len, np.int32)
    return lengths * reading.is_word


def letters_per_word(reading: Reading) -> Measurement:
    """Words weighed by their characters."""
    rows = marked_rows(reading.is_word)
    lengths = _lengths(reading)[rows].astype(float).tolist()
    return Measurement(row_spans(reading, rows), tuple(lengths), float(len(rows)))


features(
    {
        "text_letters_per_word_index": (
            "Mean characters of a word.",
            "longer words",
            letters_per_word,
            {"source": "Biber 1988"},
        ),
    }
)


def _of_length(reading: Reading, low: int, high: int) -> Measurement:
    length = _lengths(reading)
    rows = marked_rows((length >= low) & (length <= high))
    return share(row_spans(reading, rows), count_words(reading))


features(
    {
        f"text_{name}_words_share": (
            f"Words of {low} to {high} characters, as a share of all words.",
            f"more {name} words",
            partial(_of_length, low=low, high=high),
            {"source": "Mendenhall 1887"},
        )
        for name, low, high in (("short", 1, 3), ("middle", 4, 6), ("longest", 10, 99))
    }
)


def nominalisations(reading: Reading) -> Measurement:
    """Nouns that name a deed or a quality by such an ending."""
    ends = column(reading, "word_shape.noun", lambda w: w.lower().endswith(_ENDINGS), bool)
    rows = marked_rows(_NOUNS[reading.tokens.tag] & reading.is_word & ends)
    return rate(row_spans(reading, rows), count_words(reading))


def single_names(reading: Reading) -> Measurement:
    """Names of one word."""
    named = np.zeros(len(reading.tokens) + 2, bool)
    named[1:-1] = _NAMES[reading.tokens.tag] & reading.is_word
    edges = marked_rows(named[1:] != named[:-1]).reshape(-1, 2)
    rows = edges[edges[:, 1] - edges[:, 0] == 1, 0]
    return share(row_spans(reading, rows), len(edges))


features(
    {
        "text_nominalisations_per_1k_words": (
            "Nouns in -tion, -ment, -ness, -ity or -ism (and plurals) per 1,000 words.",
            "deeds are told as things",
            nominalisations,
            {"source": "Biber 1988"},
        ),
        "text_single_names_share": (
            "Runs of names that are one word long, as a share of all runs of names.",
            "persons and bodies are named briefly",
            single_names,
        ),
    }
)
