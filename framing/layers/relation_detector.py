"""Decides which words of a sentence state a relation between two sides.

Rules (`relation_links`) tie known words to both sides by syntax; here a linear model trained on
labelled sentences weighs what they found against all else in the sentence, drops what is no
statement on the two, and adds words that no rule reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.relation_candidates import Candidate, candidates
from framing.layers.relation_frames import ROOT_QUADS
from framing.layers.relation_link import Link, Ruling, other_of
from framing.layers.relation_outcome import (
    DIRECTIONS,
    acts_jointly,
    first_side,
    outcome_features,
)
from framing.layers.relation_sentence import Sentence, Trigger

MODEL_FILE = Path(__file__).parent.parent / "models" / "relations" / "detector.npz"
_USUAL_ROOT = {
    "verbal_coop": "CONSULT",
    "material_coop": "COOPERATE",
    "verbal_conflict": "ACCUSE",
    "material_conflict": "COERCE",
    "neutral": "CONSULT",
}


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """Weights by feature: `shares` of detection, `weights` of detection, classes, directions.

    `least` is the least probability of a word with and without a rule's link; `apart` is how many
    tokens two statements of a sentence must lie from each other.
    """

    rows: Mapping[str, int]
    shares: Mapping[str, float]
    weights: NDArray[np.float32]
    bias: NDArray[np.float64]
    quads: tuple[str, ...]
    least: tuple[float, float]
    apart: int

    def probability(self, features: Iterable[str]) -> float:
        """That a word states a relation."""
        shares = self.shares
        margin = self.bias[0] + sum([shares[name] for name in features if name in shares])
        return 1 / (1 + exp(-margin))

    def outcome(self, features: Iterable[str]) -> tuple[str, str]:
        """Class and direction of a statement."""
        chosen = [self.rows[name] for name in features if name in self.rows]
        margins = self.weights[chosen, 1:].sum(axis=0) + self.bias[1:]
        split = len(self.quads)
        return self.quads[int(margins[:split].argmax())], DIRECTIONS[int(margins[split:].argmax())]

    def choose(self, judged: Sequence[tuple[float, Candidate]]) -> list[Candidate]:
        """The likeliest words, none beside a likelier one unless rules hold both."""
        kept: list[Candidate] = []
        for share, candidate in sorted(judged, key=lambda pair: -pair[0]):
            linked = candidate.link is not None
            if share < self.least[not linked]:
                continue
            near = [one for one in kept if abs(one.row - candidate.row) <= self.apart]
            if not near or (linked and all(one.link is not None for one in near)):
                kept.append(candidate)
        return sorted(kept, key=lambda one: one.row)


def detect(sentence: Sentence, ruling: Ruling) -> Iterator[Link]:
    """The statements of a sentence on a pair of sides."""
    model, pair = load_detector(), ruling.pair
    found = candidates(sentence, ruling)
    judged = [(model.probability(one.features), one) for one in found]
    for candidate in model.choose(judged):
        link = candidate.link or _made(sentence, candidate, pair, model)
        if link is not None:
            yield link


def _made(
    sentence: Sentence, candidate: Candidate, pair: tuple[str, str], model: Detector
) -> Link | None:
    """A link for a word that no rule ties to both sides."""
    first = first_side(sentence, candidate.row, pair)
    if first is None:
        return None
    quad, direction = model.outcome(outcome_features(candidate, first, sentence))
    trigger = _trigger(sentence, candidate, quad)
    key = ("word", candidate.row)
    if direction == DIRECTIONS[2] or acts_jointly(sentence, candidate.row, pair):
        return Link(trigger, *pair, True, key)
    other = other_of(first.side, pair)
    if direction == DIRECTIONS[0]:
        return Link(trigger, first.side, other, False, key)
    return Link(trigger, other, first.side, False, key)


def _trigger(sentence: Sentence, candidate: Candidate, quad: str) -> Trigger:
    """The word as a trigger of its class, its root from the lists where they agree with it."""
    known, row = candidate.trigger, candidate.row
    if known is not None and known.quad == quad:
        return known
    frames = [f for f in sentence.frames if f.first + sentence.low == row]
    roots = [name for f in frames for kind, name in f.codes if kind == "act"]
    fitting = [root for root in roots if ROOT_QUADS.get(root) == quad]
    root = fitting[0] if fitting else _USUAL_ROOT[quad]
    return Trigger(row, row, quad, root, "realised", False, 1.0, sentence.batch.lemma(row))


@cache
def load_detector(path: Path = MODEL_FILE) -> Detector:
    """The shipped model, read once a process."""
    with np.load(path, allow_pickle=False) as arrays:
        names = str(arrays["names"]).split("\n")
        weights = arrays["weights"].astype(np.float32)
        held: dict[str, Any] = {name: arrays[name] for name in ("least", "apart", "quads")}
        return Detector(
            rows={name: row for row, name in enumerate(names)},
            shares=dict(zip(names, weights[:, 0].tolist(), strict=True)),
            weights=weights,
            bias=arrays["bias"].astype(np.float64),
            quads=tuple(str(held["quads"]).split()),
            least=(float(held["least"][0]), float(held["least"][1])),
            apart=int(held["apart"]),
        )
