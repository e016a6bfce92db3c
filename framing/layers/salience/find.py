"""How much of the story an actor is: the chance that a reader's summary names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.salience.features import FEATURES, Floats, describe_actors
from framing.learn.files import number_strings, read_arrays
from framing.types import Mention

MODEL_FILE = Path(__file__).parents[2] / "models" / "salience" / "salience.npz"
# Standard deviations, so that an odd document cannot turn a score; chosen, not measured.
_FARTHEST = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class SalienceModel:
    """A logistic model: each feature is centred, scaled, weighed. `cut` is where F1 was best."""

    mean: Floats
    scale: Floats
    weight: Floats
    intercept: float
    cut: float

    def score(self, values: Floats) -> Floats:
        """Probability that a summary names the actor of each row."""
        total = scaled(values, self.mean, self.scale) @ self.weight + self.intercept
        probability: Floats = 1 / (1 + np.exp(-total))
        return probability


def scaled(values: Floats, mean: Floats, scale: Floats) -> Floats:
    """Features centred and scaled; what lies far outside of training counts as its edge."""
    inside: Floats = np.clip((values - mean) / scale, -_FARTHEST, _FARTHEST)
    return inside


@cache
def load_model(file: Path = MODEL_FILE) -> SalienceModel:
    """The shipped weights, read at the first call."""
    data = read_arrays(file)
    row_of = number_strings(data["names"])
    mean, scale, weight = data["rows"][[row_of[name] for name in FEATURES]].T
    return SalienceModel(mean, scale, weight, float(data["intercept"]), float(data["cut"]))


def score_salience(batch: Batch, mentions: Sequence[tuple[Mention, ...]]) -> list[dict[str, float]]:
    """Salience of each actor per article: the chance that a reader's summary names it."""
    table = describe_actors(batch, mentions)
    scores: list[dict[str, float]] = [{} for _ in batch.articles]
    values = load_model().score(table.values).round(6).tolist()
    for article, actor, value in zip(table.article, table.actor, values, strict=True):
        scores[article][actor] = value
    return [dict(sorted(found.items())) for found in scores]
