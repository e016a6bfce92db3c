"""Punkt, trained without annotation on news: abbreviations and words that begin sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from nltk.tokenize.punkt import PunktTrainer

_LONGEST = 6
_WORD = re.compile(r"\b([A-Za-z]+)(\.?)")
FEWEST = 6
CERTAIN = 15
MOST_PLAIN = 0.5
"""An abbreviation stands at least twice as often with its period as without."""
EVERY = 4
"""Each fourth text is enough: abbreviations are frequent or do no harm."""


@dataclass(frozen=True, slots=True)
class Punkt:
    """What Punkt found: abbreviations with their period, and words that begin sentences."""

    abbreviations: frozenset[str]
    starters: frozenset[str]


def train_punkt(texts: Iterable[str]) -> Punkt:
    """NLTK's trainer with its own settings; of its abbreviations those that are seldom words."""
    trainer = PunktTrainer()
    plain: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for text in islice(texts, 0, None, EVERY):
        trainer.train(text, finalize=False)
        for word, period in _WORD.findall(text):
            (ended if period else plain)[word.lower()] += 1
    trainer.finalize_training()
    found = trainer.get_params()
    kept = {w for w in found.abbrev_types if _WORD.fullmatch(w) and 1 < len(w) <= _LONGEST}
    kept = {w for w in kept if ended[w] >= FEWEST and plain[w] <= MOST_PLAIN * ended[w]}
    # trained text by text, Punkt may drop again what it had found: these are beyond doubt
    kept |= {w for w, n in ended.items() if n >= CERTAIN and plain[w] <= 0.1 * n and 1 < len(w) < 6}
    return Punkt(frozenset(w + "." for w in kept), frozenset(found.sent_starters))
