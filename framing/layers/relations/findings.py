"""What the fast model finds in a sentence, as numbers that an encoder reads beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.layers.relations.direction import Stances
from framing.layers.relations.model import Detector

QUADS = ("verbal_coop", "material_coop", "verbal_conflict", "material_conflict", "neutral")
STATUSES = (
    *("realised", "agreed", "offered", "desired", "urged"),
    *("scheduled", "possible", "alleged", "negated"),
)
VOICES = ("outlet", "source")
NAMES = {"quad": QUADS, "status": STATUSES, "voice": VOICES}
HEADS = (len(QUADS), len(STATUSES), len(VOICES), 3)
"""Outcomes of a word: its class, status, voice, and who acts."""
UNKNOWN = -9.0  # log chance of a class that a model never saw
FARTHEST = 6.0  # where log odds and log chances are capped
SENTENCE, WORD = 2 + len(QUADS), 2 + sum(HEADS)
"""How many numbers there are of a sentence, and of a word."""
Floats = NDArray[np.float64]


class Seen(NamedTuple):
    """What the fast model reads of a word that may state something."""

    features: Sequence[str]
    linked: bool
    outcome: Sequence[str]
    stances: Stances


@dataclass(frozen=True, eq=False)
class Findings:
    """Log odds of a sentence (any statement, two, each class), and of each of its words.

    A word has the log odds that it states something, whether rules tie it to both sides, and the
    log chances of its outcomes in the order of `HEADS`.
    """

    sentence: Floats
    words: Floats

    @property
    def turned(self) -> Findings:
        """The same with the sides exchanged."""
        words = self.words.copy()
        words[:, [-3, -2]] = words[:, [-2, -3]]
        return Findings(self.sentence, words)


def findings_of(model: Detector, counts: Sequence[str], words: Iterable[Seen]) -> Findings:
    """What a model says of a sentence with these features, and of its words."""
    kinds = dict(zip(model.labels[0], model.kinds(counts), strict=True))
    sentence = [*model.number(counts), *(kinds.get(name, UNKNOWN) for name in QUADS)]
    rows = [
        [model.word(word.features), float(word.linked), *_outcomes(model, word)] for word in words
    ]
    return Findings(
        np.clip(sentence, -FARTHEST, FARTHEST),
        np.clip(np.reshape(np.array(rows, float), (-1, WORD)), -FARTHEST, FARTHEST),
    )


def _outcomes(model: Detector, word: Seen) -> list[float]:
    """Log chances of a word's outcomes."""
    found = {}
    margins = zip(
        ("quad", "voice", "status"), model.labels, model.outcome(word.outcome), strict=True
    )
    for head, names, held in margins:
        shares = dict(zip(names, _log_shares(held), strict=True))
        found[head] = [shares.get(name, UNKNOWN) for name in NAMES[head]]
    told = [one for head in NAMES for one in found[head]]
    return [*told, *_log_shares(model.way(word.stances))]


def _log_shares(margins: Sequence[float]) -> list[float]:
    held = np.asarray(margins, float)
    shares: list[float] = (held - held.max() - np.log(np.exp(held - held.max()).sum())).tolist()
    return shares
