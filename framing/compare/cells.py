"""Sums over cells: all articles of one outlet on one story, the unit that is resampled."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from framing.compare.sample import FloatArray, IntArray, Sample


@dataclass(frozen=True, slots=True)
class Cells:
    """One row a cell, by story, then group; one column a feature.

    With weights w (1, or the article's words) and values x less `centre`, over `scale`: `y` holds
    sum(w x), `d` sum(w), `squares` sum(w x²), `count` the articles with a value.
    `scale` is 0 for a feature that is the same everywhere.
    """

    group: IntArray
    story: IntArray
    y: FloatArray
    d: FloatArray
    squares: FloatArray
    count: FloatArray
    centre: FloatArray
    scale: FloatArray

    @property
    def stories(self) -> int:
        """How many stories there are; `story` numbers them from 0."""
        return int(self.story[-1]) + 1

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max()) + 1

    def take(self, columns: slice) -> Cells:
        """The same cells, some features."""
        return replace(
            self,
            y=self.y[:, columns],
            d=self.d[:, columns],
            squares=self.squares[:, columns],
            count=self.count[:, columns],
            centre=self.centre[columns],
            scale=self.scale[columns],
        )

    def of_group(self, group: int) -> IntArray:
        """Rows of a group's cells."""
        return np.flatnonzero(self.group == group)


def make_cells(sample: Sample) -> Cells:
    """Sums the articles of each cell. A feature without any value gets NaN for its centre."""
    order = np.lexsort((sample.group, sample.story))
    group, story = sample.group[order], sample.story[order]
    first = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (np.diff(story, prepend=-1) != 0))
    values = sample.values[order]
    weights = np.where(sample.pooled, sample.words[order][:, None], 1.0) * np.isfinite(values)
    known = weights > 0
    centre, scale = _centre(np.where(known, values, 0.0), weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        shifted = np.where(known & (scale > 0), (values - centre) / scale, 0.0)
    weighted = weights * shifted
    return Cells(
        group=group[first],
        story=np.unique(story[first], return_inverse=True)[1],
        y=np.add.reduceat(weighted, first),
        d=np.add.reduceat(weights, first),
        squares=np.add.reduceat(weighted * shifted, first),
        count=np.add.reduceat(known.astype(np.float64), first),
        centre=centre,
        scale=scale,
    )


def _centre(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weighted mean and deviation of each column; a constant has deviation 0."""
    total = weights.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = (weights * values).sum(axis=0) / total
        variance = (weights * (values - centre) ** 2).sum(axis=0) / total
    scale = np.sqrt(variance)
    # Far below the digits a table holds: rounding, not variation.
    return centre, np.where(scale > 1e-9 * (1.0 + np.abs(centre)), scale, 0.0)
