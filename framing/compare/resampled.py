"""Means and differences of groups in every resample of the stories."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells
from framing.compare.moments import (
    Difference,
    Moments,
    Sums,
    difference,
    rest_moments,
    shared_spread,
    take_moments,
)


class Resampled:
    """One row a resample, one column a feature; `weights` of one row of 1 is the sample itself."""

    def __init__(self, cells: Cells, weights: NDArray[np.uint8]) -> None:
        self._cells, self._weights = cells, weights
        self._moments: dict[int, Moments] = {}

    @classmethod
    def observed(cls, cells: Cells) -> Resampled:
        """The sample as it is."""
        return cls(cells, np.ones((1, cells.stories), np.uint8))

    def own(self, group: int) -> Moments:
        """Moments of one group."""
        if group not in self._moments:
            self._moments[group] = take_moments(self._weights, self._sums(group))
        return self._moments[group]

    def against_rest(self, group: int) -> tuple[Moments, Difference]:
        """Moments of all other groups together, and the group's difference from them."""
        if self._cells.groups == 2:
            return self.against(group, 1 - group)
        part, own = self._sums(group), self.own(group)
        whole = self._whole
        here = Sums(part.stories, whole.y[part.stories], whole.d[part.stories])
        rest = rest_moments(self._weights, self._total, own, here, part)
        other = Sums(part.stories, here.y - part.y, here.d - part.d)
        shared = shared_spread(self._weights, part, other, (own.mean, rest.mean))
        return rest, difference(own, rest, shared)

    def against(self, group: int, other: int) -> tuple[Moments, Difference]:
        """Moments of another group, and the group's difference from it."""
        own, theirs = self.own(group), self.own(other)
        one, two = self._sums(group), self._sums(other)
        both, rows, others = np.intersect1d(one.stories, two.stories, True, return_indices=True)
        if not len(both):
            return theirs, difference(own, theirs, 0.0)
        first = Sums(both, one.y[rows], one.d[rows])
        second = Sums(both, two.y[others], two.d[others])
        shared = shared_spread(self._weights, first, second, (own.mean, theirs.mean))
        return theirs, difference(own, theirs, shared)

    def _sums(self, group: int) -> Sums:
        rows = self._cells.of_group(group)
        return Sums(self._cells.story[rows], self._cells.y[rows], self._cells.d[rows])

    @cached_property
    def _whole(self) -> Sums:
        story = self._cells.story
        first = np.flatnonzero(np.diff(story, prepend=-1) != 0)
        y, d = (np.add.reduceat(part, first) for part in (self._cells.y, self._cells.d))
        return Sums(np.arange(self._cells.stories), y, d)

    @cached_property
    def _total(self) -> Moments:
        return take_moments(self._weights, self._whole)
