"""What the fast model finds in labelled sentences that it has not seen."""

from __future__ import annotations

import numpy as np

from framing.layers.relations.findings import Findings, Seen
from framing.layers.relations.findings import findings_of as read_findings
from framing.layers.relations.model import Detector
from research.train.relations import FOLDS, Material, train
from research.train.relations_examples import Example


def findings_of(model: Detector, example: Example) -> Findings:
    """What a model says of a sentence that it should not have seen."""
    words = [Seen(word.features, word.linked, word.outcome, word.stances) for word in example.words]
    return read_findings(model, example.counts, words)


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
