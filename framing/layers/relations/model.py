"""The weights of the statement detector, read from one file (`framing/models/relations`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from framing.layers.relations.confidence import Certainty
from framing.layers.relations.direction import Stances, WayWeights, file_weights
from framing.learn.files import Arrays, pack_strings, read_arrays, unpack_strings, write_arrays
from framing.learn.linear import NamedLinear, pack_linear, pack_weights, read_linear, read_weights

MODEL_FILE = Path(__file__).parents[2] / "models" / "relations" / "detector.npz"
HEADS = ("quad", "voice", "status")
MOST = 3  # statements of a sentence and pair; chosen, not measured


@dataclass(frozen=True, eq=False)
class Detector:
    """Four linear models, and the thresholds that choose statements by them.

    `words`: that a word states a relation. `counts`: that a sentence holds one, two or more, and
    one of each class. `outcomes`:
    class, voice and status, in columns as `labels` names them. `ways`: the reading of who acts.
    `mix` says how much the first statement of a sentence, and each further one, owes to a
    constant, to the sentence, to its word, and to whether rules tie it; `apart` is how many tokens
    they must lie from each other. `certainty` judges what is left.
    """

    words: Mapping[str, float]
    start: float
    counts: NamedLinear
    outcomes: NamedLinear
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
        found: list[float] = self.counts.margins(features, 2).tolist()
        return found

    @cached_property
    def _counts(self) -> dict[str, tuple[float, float, float]]:
        """Weights of the counts' features, times their rarity, and its square."""
        rare = self.counts.rarity
        assert rare is not None
        weighed = self.counts.weights[:, :2].astype(np.float64) * rare[:, None]
        columns = (*weighed.T.tolist(), (rare * rare).tolist())
        return dict(zip(self.counts.columns, zip(*columns, strict=True), strict=True))

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
    """Writes a model, weights in half precision."""
    certainty, rarity = model.certainty, model.counts.rarity
    assert rarity is not None
    arrays = {
        **pack_weights("words", model.words, "word"),
        "start": np.array(model.start),
        **pack_linear("counts", model.counts, "count"),
        "rarity": rarity.astype(np.float16),
        **pack_linear("outcomes", model.outcomes, "outcome"),
        "labels": pack_strings(" ".join(names) for names in model.labels),
        **pack_weights("ways", model.ways, "way"),
        "mix": np.array(model.mix),
        "apart": np.array(model.apart),
        "certainty": np.array(certainty.weights),
        "quads": pack_strings(certainty.constants),
        "constants": np.array(list(certainty.constants.values())),
        "least": np.array(list(certainty.least.values())),
    }
    write_arrays(path, arrays)


@cache
def load_detector(path: Path = MODEL_FILE) -> Detector:
    """The shipped model, read once a process."""
    arrays = read_arrays(path)
    return Detector(
        words=read_weights(arrays, "words", "word"),
        start=float(arrays["start"]),
        counts=read_linear(arrays, "counts", "count", arrays["rarity"].astype(np.float64)),
        outcomes=read_linear(arrays, "outcomes", "outcome"),
        labels=tuple(tuple(line.split()) for line in unpack_strings(arrays["labels"])),
        ways=read_weights(arrays, "ways", "way"),
        mix=tuple(tuple(row) for row in arrays["mix"].tolist()),
        apart=int(arrays["apart"]),
        certainty=_certainty(arrays),
    )


def _certainty(arrays: Arrays) -> Certainty:
    quads = unpack_strings(arrays["quads"])
    constants, least = (
        dict(zip(quads, arrays[name].tolist(), strict=True)) for name in ("constants", "least")
    )
    return Certainty(tuple(arrays["certainty"].tolist()), constants, least)
