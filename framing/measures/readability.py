"""`wording_`: how hard the prose is to read."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from framing.measures.columns import features
from framing.measures.counting import (
    column,
    count_words,
    marked_rows,
    remembered,
    row_spans,
    sentence_rows,
    sentence_spans,
    share,
)
from framing.types import Measurement, Reading

_LONG = 6  # letters; longer words count as long (Björnsson 1968)
_OTHERS = re.compile(r"[^a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeiouy])e[sd]$")
_SOUNDED = re.compile(r"(?:[sxz]|[cs]h|[cg])es$|[td]ed$")
_SPLIT = re.compile(
    r"(?<![stcg])i[ao](?!n)|[^tcsgq]ian|eo(?!u|pl)|[aeiouy]ing$|creat|ual|uat|nuou|ui[st]|mc|ism$"
    r"|nuclea|^areas?$|^ideas?$"
)
_MUTED = re.compile(r"(?<=[^aeiou])e(?=ments?$|ly$|where$)")  # "statement", "likely"


def count_syllables(word: str) -> int:
    """Spoken syllables of an English word by its letters; at least one.

    >>> [count_syllables(word) for word in ("the", "killed", "Syria", "government", "nation")]
    [1, 1, 3, 3, 2]
    """
    letters = word.lower()
    if not (letters.isascii() and letters.isalpha()):
        letters = _OTHERS.sub("", letters)
    count = len(_VOWELS.findall(_MUTED.sub("", letters))) + len(_SPLIT.findall(letters))
    if _SILENT.search(letters) and not _SOUNDED.search(letters):
        count -= 1
    return max(1, count)


@remembered()
def _syllables(reading: Reading) -> NDArray[np.int64]:
    """Syllables of the measured words of each sentence."""
    counts = column(reading, "readability.syllables", count_syllables, np.int64)
    before = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts * reading.is_word, out=before[1:])
    first, last, _ = sentence_rows(reading)
    found: NDArray[np.int64] = before[last + 1] - before[first]
    return found


def _by_length(
    reading: Reading, base: float, per_length: float, per_syllable: float
) -> Measurement:
    """base + per_length * words a sentence + per_syllable * syllables a word, over sentences."""
    words = sentence_rows(reading).words
    if not len(words):
        return Measurement((), (), 0.0)
    mean = words.sum() / len(words)
    weights = (base + per_length * mean) * words + per_syllable * _syllables(reading)
    return Measurement(sentence_spans(reading), tuple(weights.tolist()), float(words.sum()))


features(
    {
        "wording_flesch_ease_index": (
            (
                "Flesch reading ease: 206.835 - 1.015 words a sentence - 84.6 syllables a "
                "word; syllables are counted from the letters."
            ),
            "easier to read",
            lambda reading: _by_length(reading, 206.835, -1.015, -84.6),
            {"bounds": (None, 206.835), "source": "Flesch 1948"},
        ),
        "wording_flesch_kincaid_index": (
            (
                "Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59; "
                "syllables are counted from the letters."
            ),
            "more years of school needed",
            lambda reading: _by_length(reading, -15.59, 0.39, 11.8),
            {"bounds": (None, None), "source": "Kincaid et al. 1975"},
        ),
    }
)


def _is_long(word: str) -> bool:
    return len(word) > _LONG and (word.isalpha() or sum(map(str.isalpha, word)) > _LONG)


def long_words(reading: Reading) -> Measurement:
    """Long words."""
    long = column(reading, "readability.long", _is_long, bool)
    return share(row_spans(reading, marked_rows(long & reading.is_word)), count_words(reading))


features(
    {
        "wording_long_words_share": (
            f"Words of more than {_LONG} letters, as a share of all words.",
            "harder words",
            long_words,
            {"source": "Björnsson 1968"},
        ),
    }
)
