"""Features by name, and linear models over them: training and running number them alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.files import Arrays, number_strings, pack_strings, unpack_strings

Matrix = Any
Named = Iterable[str] | Mapping[str, float]
"""Names of features that hold, or names with values."""


def choose_features(rows: Iterable[Named], least: int) -> dict[str, int]:
    """Columns of the features that at least so many rows hold, by name in alphabetical order."""
    counts = Counter(name for row in rows for name in set(row))
    chosen = sorted(name for name, count in counts.items() if count >= least)
    return {name: column for column, name in enumerate(chosen)}


def feature_matrix(rows: Sequence[Named], columns: Mapping[str, int]) -> Matrix:
    """A sparse row a row of features; names without a column are left out, values are 1 if none.

    Needs SciPy, which only training does.
    """
    from scipy.sparse import csr_matrix

    held = [
        sorted((columns[n], v) for n, v in _valued(row).items() if n in columns) for row in rows
    ]
    ends = np.cumsum([0, *map(len, held)])
    flat = np.array([cell for row in held for cell in row], float).reshape(-1, 2)
    content = (flat[:, 1], flat[:, 0].astype(np.int64), ends)
    return csr_matrix(content, (len(held), len(columns)))


def _valued(row: Named) -> Mapping[str, float]:
    return row if isinstance(row, Mapping) else dict.fromkeys(row, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class NamedLinear:
    """A linear model: a row of `weights` a feature, a column an outcome.

    With `rarity` features are weighed by it and scaled to unit length; without, each counts 1.
    """

    columns: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[Any]
    rarity: NDArray[Any] | None = None

    def margins(self, features: Iterable[str], first: int = 0) -> NDArray[Any]:
        """One number an outcome, from the outcome `first` on; each feature may be named once."""
        columns = self.columns
        chosen = [columns[name] for name in features if name in columns]
        weights = self.weights[chosen, first:] if first else self.weights[chosen]
        found: NDArray[Any]
        if self.rarity is None:
            # In double precision the sum of such weights is exact, in whatever order they come.
            found = weights.sum(axis=0, dtype=np.float64) + self.bias[first:]
            return found
        rare = self.rarity[chosen]
        length = float(np.sqrt(rare @ rare)) or 1.0
        found = (rare / length) @ weights + self.bias[first:]
        return found


def pack_weights(names: str, weights: Mapping[str, float], kind: str) -> Arrays:
    """Weights by name as arrays of a model's file, in half precision."""
    held = np.array(list(weights.values()), np.float16)
    return {names: pack_strings(weights), f"{kind}_weights": held}


def read_weights(arrays: Arrays, names: str, kind: str) -> dict[str, float]:
    """The weights that `pack_weights` packed."""
    held = arrays[f"{kind}_weights"].astype(np.float64).tolist()
    return dict(zip(unpack_strings(arrays[names]), held, strict=True))


def pack_linear(names: str, model: NamedLinear, kind: str) -> Arrays:
    """A model as arrays of a file, weights in half precision; its rarity is packed apart."""
    weights = model.weights.astype(np.float16)
    packed = {f"{kind}_weights": weights, f"{kind}_bias": model.bias}
    return {names: pack_strings(model.columns)} | packed


def read_linear(
    arrays: Arrays, names: str, kind: str, rarity: NDArray[Any] | None = None
) -> NamedLinear:
    """The model that `pack_linear` packed."""
    weights = arrays[f"{kind}_weights"].astype(np.float32)
    return NamedLinear(number_strings(arrays[names]), weights, arrays[f"{kind}_bias"], rarity)
