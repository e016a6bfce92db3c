"""Judges a marked pair: the class, the root and the scores of what the one does to the other.

Two linear models over the same features (`relation_features`), trained by
`benchmarks/train_relations.py`; the card beside the weights says on what, and how good they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.relation_frames import ROOT_QUADS
from framing.types import Quad, Status

MODEL_FILE = Path(__file__).parent.parent / "models" / "relations" / "pair.npz"


@dataclass(frozen=True, slots=True)
class PairClass:
    """What a text says that the source does to the target; `scores` sum to 1."""

    quad: Quad
    root: str
    status: Status
    mutual: bool
    scores: Mapping[Quad, float]


@dataclass(frozen=True, slots=True, eq=False)
class PairModel:
    """Rows of weights by feature; columns are classes, then roots."""

    rows: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    quads: tuple[Quad, ...]
    roots: tuple[str, ...]

    def judge(self, features: Iterable[str]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Probabilities of the classes and of the roots."""
        chosen = np.array([self.rows[name] for name in features if name in self.rows], np.intp)
        weight = self.idf[chosen]
        length = float(np.sqrt(weight @ weight)) or 1.0
        margins = (weight / length) @ self.weights[chosen] + self.bias
        split = len(self.quads)
        return _softmax(margins[:split]), _softmax(margins[split:])

    def best(self, features: Iterable[str]) -> tuple[dict[Quad, float], str]:
        """Scores of the classes, and the likeliest root within the best class."""
        by_quad, by_root = self.judge(features)
        best = self.quads[int(by_quad.argmax())]
        fitting = [ROOT_QUADS[root] == best for root in self.roots]
        root = self.roots[int(np.where(fitting, by_root, -1.0).argmax())]
        return dict(zip(self.quads, map(float, by_quad), strict=True)), root


def _softmax(margins: NDArray[Any]) -> NDArray[Any]:
    grown = np.exp(margins - margins.max())
    shares: NDArray[Any] = grown / grown.sum()
    return shares


@cache
def load_pair_model(path: Path = MODEL_FILE) -> PairModel:
    """The shipped model, read once a process."""
    with np.load(path, allow_pickle=False) as arrays:
        names = str(arrays["names"]).split("\n")
        return PairModel(
            rows={name: row for row, name in enumerate(names)},
            idf=arrays["idf"].astype(np.float32),
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            quads=tuple(str(arrays["quads"]).split()),  # type: ignore[arg-type]
            roots=tuple(str(arrays["roots"]).split()),
        )
