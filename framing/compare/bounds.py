"""The least and greatest value that a column can have, as the codebook says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.compare.sample import FloatArray
from framing.measures.columns import find_spec

_RESIDUE = 1e-12  # far below the digits a table holds: what is left of sums that cancel
_BY_ENDING = {
    "_per_1k_words": (0.0, np.inf),
    "_count": (0.0, np.inf),
    "_share": (0.0, 1.0),
    "_probability": (0.0, 1.0),
}


@lru_cache(maxsize=4096)
def column_bounds(name: str) -> tuple[float, float]:
    """Bounds of a column: those of the codebook, for columns of one's own those of the ending.

    >>> column_bounds("relation_deeds_balance_index"), column_bounds("my_share")
    ((-1.0, 1.0), (0.0, 1.0))
    """
    spec = find_spec(name)
    if spec is not None:
        low, high = spec.bounds
        return (-np.inf if low is None else float(low)), (np.inf if high is None else float(high))
    for ending, bounds in _BY_ENDING.items():
        if name.endswith(ending):
            return bounds
    return -np.inf, np.inf


def clip_values(names: Sequence[str], values: FloatArray) -> FloatArray:
    """Values of columns inside what the columns can hold."""
    least, most = np.array([column_bounds(name) for name in names]).T
    return np.clip(values, least, most)


def clip_differences(names: Sequence[str], values: FloatArray) -> FloatArray:
    """Differences of values inside what two values of the columns can differ by."""
    least, most = np.array([column_bounds(name) for name in names]).T
    with np.errstate(invalid="ignore"):
        widest = most - least
    return np.clip(values, -widest, widest)


def drop_residue(values: FloatArray) -> FloatArray:
    """0 where rounding left next to nothing; never -0."""
    return np.where(np.abs(values) < _RESIDUE, 0.0, values)
