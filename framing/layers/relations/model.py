"""The weights of the statement detector, read from one file (`framing/models/relations`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.relations.confidence import Certainty
from framing.layers.relations.direction import Stances, WayWeights, file_weights

MODEL_FILE = Path(__file__).parents[2] / "models" / "relations" / "detector.npz"
HEADS = ("quad", "voice", "status")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Weights of features by name: a row a feature, a column an outcome."""

    rows: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float64]

    def margins(self, features: Iterable[str]) -> NDArray[Any]:
        """One number an outcome."""
        rows = self.rows
        chosen = [rows[name] for name in features if name in rows]
        # In double precision the sum of such weights is exact, in whatever order they come.
        found: NDArray[Any] = self.weights[chosen].sum(axis=0, dtype=np.float64) + self.bias
        return found


@dataclass(frozen=True, eq=False)
class Detector:
    """Four linear models, and the thresholds that choose statements by them.

    `words`: that a word states a relation. `counts`: that a sentence holds one, two or more, and
    one of each class; its features are weighed by `rarity` and scaled to unit length. `outcomes`:
    class, voice and status, in columns as `labels` names them. `ways`: the reading of who acts.
    `mix` says how much the first statement of a sentence, and each further one, owes to a
    constant, to the sentence, to its word, and to whether rules tie it; `apart` is how many tokens
    they must lie from each other. `certainty` judges what is left.
    """

    words: Mapping[str, float]
    start: float
    counts: Table
    rarity: NDArray[np.float32]
    outcomes: Table
    labels: tuple[tuple[str, ...], ...]
    ways: Mapping[str, float]
    mix: tuple[tuple[float, ...], ...]
    apart: int
    certainty: Certainty

    def word(self, own: Iterable[str], shared: float = 0.0) -> float:
        """Log odds that a word states a relation; `shared` is the weight of what it shares."""
        return self.start + (self.weight(own) + shared)

    def weight(self, features: Iterable[str]) -> float:
        """What features of a word weigh."""
        words = self.words
        return sum([words[name] for name in features if name in words])

    def number(self, features: Iterable[str]) -> tuple[float, float]:
        """Log odds that a sentence holds a statement, and that it holds another."""
        held = self._counts
        one = two = square = 0.0
        for first, second, rare in [held[name] for name in features if name in held]:
            one += first
            two += second
            square += rare
        length = math.sqrt(square) or 1.0
        bias = self.counts.bias
        return one / length + float(bias[0]), two / length + float(bias[1])

    def kinds(self, features: Iterable[str]) -> list[float]:
        """Log odds that a sentence holds a statement of each class, in the order of `labels`."""
        rows = [self.counts.rows[name] for name in features if name in self.counts.rows]
        rare = self.rarity[rows].astype(np.float64)
        length = math.sqrt(float(rare @ rare)) or 1.0
        margins = (rare / length) @ self.counts.weights[rows, 2:] + self.counts.bias[2:]
        found: list[float] = margins.tolist()
        return found

    @cached_property
    def _counts(self) -> dict[str, tuple[float, float, float]]:
        """Weights of the counts' features, times their rarity, and its square."""
        rare = self.rarity.astype(np.float64)
        weighed = self.counts.weights[:, :2].astype(np.float64) * rare[:, None]
        columns = (*weighed.T.tolist(), (rare * rare).tolist())
        return dict(zip(self.counts.rows, zip(*columns, strict=True), strict=True))

    def holds(self, place: int, sentence: float, word: float, tied: bool) -> bool:
        """Whether the likeliest word, or one at a further `place`, may be a statement."""
        constant, of_sentence, of_word, of_tie = self.mix[place]
        return constant + of_sentence * sentence + of_word * word + of_tie * tied >= 0

    def outcome(self, features: Iterable[str]) -> list[list[float]]:
        """Margins of each class, voice and status, in the order of `labels`."""
        margins = self.outcomes.margins(features).tolist()
        found, at = [], 0
        for names in self.labels:
            found.append(margins[at : at + len(names)])
            at += len(names)
        return found

    def way(self, seen: Stances) -> list[float]:
        """What each of the three readings of who acts weighs."""
        return self._ways.weigh(seen)

    @cached_property
    def _ways(self) -> WayWeights:
        return file_weights(self.ways)


def save_detector(model: Detector, path: Path = MODEL_FILE) -> None:
    """Writes a model: names as text, weights in half precision; no pickle."""
    np.savez_compressed(
        path,
        words=np.array("\n".join(model.words)),
        word_weights=np.array(list(model.words.values()), np.float16),
        start=np.array(model.start),
        counts=np.array("\n".join(model.counts.rows)),
        count_weights=model.counts.weights.astype(np.float16),
        count_bias=model.counts.bias,
        rarity=model.rarity.astype(np.float16),
        outcomes=np.array("\n".join(model.outcomes.rows)),
        outcome_weights=model.outcomes.weights.astype(np.float16),
        outcome_bias=model.outcomes.bias,
        labels=np.array("\n".join(" ".join(names) for names in model.labels)),
        ways=np.array("\n".join(model.ways)),
        way_weights=np.array(list(model.ways.values()), np.float16),
        mix=np.array(model.mix),
        apart=np.array(model.apart),
        certainty=np.array(model.certainty.weights),
        quads=np.array(" ".join(model.certainty.constants)),
        constants=np.array(list(model.certainty.constants.values())),
        least=np.array(list(model.certainty.least.values())),
    )


@cache
def load_detector(path: Path = MODEL_FILE) -> Detector:
    """The shipped model, read once a process."""
    with np.load(path, allow_pickle=False) as arrays:
        return Detector(
            words=_named(arrays, "words", "word_weights"),
            start=float(arrays["start"]),
            counts=_table(arrays, "counts", "count"),
            rarity=arrays["rarity"].astype(np.float32),
            outcomes=_table(arrays, "outcomes", "outcome"),
            labels=tuple(tuple(line.split()) for line in str(arrays["labels"]).split("\n")),
            ways=_named(arrays, "ways", "way_weights"),
            mix=tuple(tuple(row) for row in arrays["mix"].tolist()),
            apart=int(arrays["apart"]),
            certainty=_certainty(arrays),
        )


def _named(arrays: Mapping[str, Any], names: str, weights: str) -> dict[str, float]:
    held = arrays[weights].astype(np.float64).tolist()
    return dict(zip(str(arrays[names]).split("\n"), held, strict=True))


def _certainty(arrays: Mapping[str, Any]) -> Certainty:
    quads = str(arrays["quads"]).split()
    constants, least = (
        dict(zip(quads, arrays[name].tolist(), strict=True)) for name in ("constants", "least")
    )
    return Certainty(tuple(arrays["certainty"].tolist()), constants, least)


def _table(arrays: Mapping[str, Any], names: str, kind: str) -> Table:
    return Table(
        rows={name: row for row, name in enumerate(str(arrays[names]).split("\n"))},
        weights=arrays[f"{kind}_weights"].astype(np.float32),
        bias=arrays[f"{kind}_bias"].astype(np.float64),
    )
