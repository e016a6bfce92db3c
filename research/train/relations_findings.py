"""What the fast model finds in a sentence, as numbers for a teacher to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.layers.relations.model import Detector
from research.train.relations import FOLDS, Material, train
from research.train.relations_confidence import QUADS
from research.train.relations_examples import Example, Word

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
Array = Any


@dataclass(frozen=True, eq=False)
class Findings:
    """Log odds of a sentence (any statement, two, each class), and of each of its words.

    A word has the log odds that it states something, whether rules tie it to both sides, and the
    log chances of its outcomes in the order of `HEADS`.
    """

    sentence: Array
    words: Array


def log_shares(margins: Sequence[float]) -> Array:
    held = np.asarray(margins, float)
    return held - held.max() - np.log(np.exp(held - held.max()).sum())


def fast_told(model: Detector, word: Word) -> dict[str, Array]:
    """The fast model's log chances of a word's outcomes, in the teacher's order."""
    found = {}
    for head, names, margins in zip(
        ("quad", "voice", "status"), model.labels, model.outcome(word.outcome), strict=True
    ):
        held = dict(zip(names, log_shares(margins), strict=True))
        found[head] = np.array([held.get(name, UNKNOWN) for name in NAMES[head]])
    return {**{head: found[head] for head in NAMES}, "way": log_shares(model.way(word.stances))}


def findings_of(model: Detector, example: Example) -> Findings:
    """What a model says of a sentence that it should not have seen."""
    kinds = dict(zip(model.labels[0], model.kinds(example.counts), strict=True))
    sentence = [*model.number(example.counts), *(kinds.get(name, UNKNOWN) for name in QUADS)]
    words = [
        [
            model.word(word.features),
            float(word.linked),
            *np.concatenate([*fast_told(model, word).values()]),
        ]
        for word in example.words
    ]
    return Findings(
        np.clip(sentence, -FARTHEST, FARTHEST),
        np.clip(np.reshape(words, (-1, WORD)), -FARTHEST, FARTHEST),
    )


def cross_findings(material: Material, without: int | None) -> list[Findings | None]:
    """For each sentence that is read what a model says that saw neither its fold nor `without`.

    Sentences of the fold `without` get what a model says that saw all others.
    """
    found: list[Findings | None] = [None] * len(material.examples)
    for fold in range(FOLDS):
        known = (material.fold != fold) & (material.fold != (fold if without is None else without))
        model = train(material, known)
        for k in np.flatnonzero((material.fold == fold) & material.seen):
            found[k] = findings_of(model, material.examples[k])
    return found
