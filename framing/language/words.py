"""Closed classes of words that phrases and subjects are found by."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.language.models import MODEL_FOLDER
from framing.vocabulary import Vocabulary

SUBORDINATOR, EITHER, TIME, NOMINATIVE, ACCUSATIVE, INTRANSITIVE = range(1, 7)
_CLASSES = (
    "subordinators",
    "half_prepositions",
    "times",
    "nominative",
    "accusative",
    "intransitive",
)


@cache
def _class_of_word() -> dict[str, int]:
    content = tomllib.loads((MODEL_FOLDER / "words.toml").read_text("utf-8"))
    return {word: n for n, name in enumerate(_CLASSES, start=1) for word in content[name]}


def word_classes(vocabulary: Vocabulary) -> NDArray[np.int8]:
    """Closed class of each type, 0 for most."""
    known = _class_of_word()

    def compute(strings: Sequence[str]) -> NDArray[np.int8]:
        return np.array([known.get(string.lower(), 0) for string in strings], np.int8)

    return vocabulary.column("language.words", compute)
