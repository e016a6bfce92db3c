"""Word types seen so far, each with a number, and what is computed once per type."""

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
        self._columns: dict[Hashable, tuple[int, Column]] = {}

    def __len__(self) -> int:
        return len(self.strings)

    def id_of(self, string: str) -> int:
        """Number of a type, new if it was not met before."""
        found = self._ids.get(string)
        if found is None:
            found = self._ids[string] = len(self.strings)
            self.strings.append(string)
        return found

    def find(self, string: str) -> int:
        """Number of a type that was met, -1 for one that was not; nothing is added."""
        return self._ids.get(string, -1)

    def column(self, key: Hashable, compute: Callable[[Sequence[str]], Column]) -> Column:
        """One row a type, for all types met; `compute` sees only the types it has not seen.

        The column is a view of a buffer that doubles, so that meeting a few new types costs a few
        rows and not a copy of all. `compute` may itself intern types (a lemma, a folded form):
        they wait for the next call.
        """
        done, buffer = self._columns.get(key, (0, None))
        total = len(self.strings)
        if buffer is None or done < total:
            new = compute(self.strings[done:total])
            buffer = _with_room(buffer, total, new)
            buffer[done:total] = new
            self._columns[key] = (total, buffer)
        return buffer[:total]


def _with_room(buffer: Column | None, rows: int, like: Column) -> Column:
    if buffer is not None and len(buffer) >= rows:
        return buffer
    grown = np.empty((max(1024, 2 * rows), *like.shape[1:]), like.dtype)
    if buffer is not None:
        grown[: len(buffer)] = buffer
    return grown


def fold(string: str) -> str:
    """Lower case, apostrophes straight: how word lists and texts meet.

    >>> fold("Don’t")
    "don't"
    """
    return string.lower().replace("’", "'")


def lowered(vocabulary: Vocabulary) -> NDArray[np.object_]:
    """For each type its string in lower case."""

    def compute(strings: Sequence[str]) -> Column:
        return np.array([string.lower() for string in strings], np.object_)

    return vocabulary.column("lowered", compute)


def folded_ids(vocabulary: Vocabulary) -> NDArray[np.int32]:
    """For each type the number of its folded form."""

    def compute(strings: Sequence[str]) -> Column:
        return np.array([vocabulary.id_of(fold(string)) for string in strings], np.int32)

    return vocabulary.column("folded", compute)
