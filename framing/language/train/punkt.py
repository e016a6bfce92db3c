"""Punkt, trained without annotation on news: abbreviations and words that begin sentences."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from nltk.tokenize.punkt import PunktParameters, PunktTrainer

_LONGEST = 6
EVERY = 4
"""Each fourth text is enough: abbreviations are frequent or do no harm."""


def train_punkt(texts: Iterable[str]) -> PunktParameters:
    """Parameters as NLTK's trainer finds them with its own settings."""
    trainer = PunktTrainer()
    for text in islice(texts, 0, None, EVERY):
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    return trainer.get_params()


def abbreviations_of(parameters: PunktParameters) -> set[str]:
    """Abbreviations of letters alone, with their period; "u.s." and the like need no list."""
    types = parameters.abbrev_types
    return {t + "." for t in types if t.isalpha() and t.isascii() and 1 < len(t) <= _LONGEST}


def starters_of(parameters: PunktParameters) -> set[str]:
    """Words that Punkt found to begin sentences."""
    return {word for word in parameters.sent_starters if word.isalpha()}
