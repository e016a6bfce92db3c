"""Which of many ranges hold a place, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from framing.types import Span


class IntervalIndex:
    """Half-open ranges, each with the number of its owner, in any order and overlapping."""

    def __init__(self, ranges: Iterable[tuple[Span, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for (start, _), _ in self._ranges]
        self._reach = list(accumulate((stop for (_, stop), _ in self._ranges), max))

    def owners(self, start: int, stop: int) -> list[int]:
        """Owners of the ranges that share a place with `start:stop`, each once, in order.

        >>> IntervalIndex([((0, 9), 0), ((2, 4), 1), ((4, 5), 2)]).owners(3, 4)
        [0, 1]
        """
        found = set()
        row = bisect_left(self._starts, stop) - 1
        while row >= 0 and self._reach[row] > start:
            (_, end), owner = self._ranges[row]
            if end > start:
                found.add(owner)
            row -= 1
        return sorted(found)
