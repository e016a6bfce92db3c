"""Word types met so far, each with a number, and what is computed once per type."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


class Vocabulary:
    """Numbers word types from 0 in the order met, and keeps derived columns, one row a type.

    Outputs must never depend on the numbers themselves: they differ from process to process.
    """

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._ids: dict[str, int] = {}
        self._columns: dict[Hashable, Column] = {}

    def __len__(self) -> int:
        return len(self.strings)

    def id_of(self, string: str) -> int:
        """Number of a type, new if it was not met before."""
        found = self._ids.get(string)
        if found is None:
            found = self._ids[string] = len(self.strings)
            self.strings.append(string)
        return found

    def column(self, key: Hashable, compute: Callable[[Sequence[str]], Column]) -> Column:
        """One row a type, for all types met; `compute` sees only the types it has not seen."""
        known = self._columns.get(key)
        done = 0 if known is None else len(known)
        if done == len(self.strings) and known is not None:
            return known
        new = compute(self.strings[done:])
        grown = new if known is None else np.concatenate([known, new])
        # `compute` may itself intern types (a lemma, a folded form): they wait for the next call.
        self._columns[key] = grown
        return grown
