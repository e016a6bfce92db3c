"""Outlets against one another, feature by feature: estimates, intervals, sizes, tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

import framing.compare.tidy as tidy
from framing.compare.cells import Cells, make_cells
from framing.compare.effects import article_spread, pooled_deviation, standardise
from framing.compare.intervals import studentised
from framing.compare.moments import story_weights
from framing.compare.options import CompareOptions
from framing.compare.permutation import Rounds, Tested, permutation_test
from framing.compare.resampled import Resampled
from framing.compare.sample import BoolArray, FloatArray, IntArray, Sample, make_sample

REST = "rest"
_DRIVEN = 0.5  # of a difference from the rest: what is left of it without one outlet
_KEPT_AT_ONCE = 40_000_000  # moments kept: by resample, group and feature
_WORK = 4e10  # cells x features x permutations a table that small p values may cost


def compare_outlets(
    table: pd.DataFrame, *, by: str = "outlet", options: CompareOptions | None = None
) -> pd.DataFrame:
    """Compares the groups of a feature table, each with the rest and, on request, in pairs.

    One row a (feature, group, against). `estimate` is the group's mean over articles, or for
    rates per 1,000 words the rate over all its words (`kind` pooled); its interval and that of
    the `difference` come from a studentised bootstrap over stories. `p` is from permutation of
    labels (`exchange` says which), `q` from Benjamini and Hochberg (1995) over all rows. What
    cannot be judged is NaN, and `note` says why. Raises `UsageError` (see `make_sample`).
    """
    chosen = options or CompareOptions()
    sample = make_sample(table, by, chosen)
    cells = make_cells(sample)
    pairs = _pairs(sample, chosen)
    kept = 5 * chosen.resamples * (len(sample.groups) if chosen.pairwise else 1)
    step = max(1, _KEPT_AT_ONCE // kept)
    parts: list[pd.DataFrame] = []
    for start in range(0, len(sample.features), step):
        block = slice(start, start + step)
        tests = len(pairs) * len(sample.features)
        rounds = Rounds(chosen.resamples, _WORK / len(pairs), tidy.smallest_p(tests))
        comparing = _Comparing(cells.take(block), chosen, rounds)
        parts += _compare(sample, block, comparing, pairs)
    return tidy.finish_rows(parts, sample.features)


def _compare(
    sample: Sample, block: slice, comparing: _Comparing, pairs: list[tuple[int, int | None]]
) -> Iterator[pd.DataFrame]:
    """The rows of some features, a frame a comparison."""
    for group, other in pairs:
        labels = {
            "group": sample.groups[group],
            "against": REST if other is None else sample.groups[other],
            "kind": sample.kinds[block],
        }
        found = comparing.compare(group, other)
        driven_by = [sample.groups[k] if k >= 0 else "" for k in comparing.driving(group, other)]
        found = replace(found, driven_by=driven_by)
        yield tidy.comparison_rows(labels, sample.features[block], found, comparing.options)


def _pairs(sample: Sample, options: CompareOptions) -> list[tuple[int, int | None]]:
    """Each pair of groups that are large enough at all; then each group with the rest."""
    pairs: list[tuple[int, int | None]] = []
    if options.pairwise:
        sizes = np.bincount(sample.group)
        pairs += combinations(np.flatnonzero(sizes >= options.min_articles).tolist(), 2)
    return pairs + [(group, None) for group in range(len(sample.groups))]


class _Comparing:
    """Compares groups on a set of features; the resamples are drawn once for all of them."""

    def __init__(self, cells: Cells, options: CompareOptions, rounds: Rounds) -> None:
        self.options = options
        self._cells, self._rounds = cells, rounds
        rng = np.random.default_rng(options.seed)
        weights = story_weights(cells.stories, options.resamples, rng)
        self._sample = Resampled.observed(cells)
        self._draws = Resampled(cells, weights)

    def compare(self, group: int, other: int | None) -> tidy.Found:
        """One group with another, or with all others together (`None`)."""
        mine = self._cells.of_group(group)
        theirs = (
            np.flatnonzero(self._cells.group != group)
            if other is None
            else self._cells.of_group(other)
        )
        against, estimate, difference = self._intervals(group, other)
        size, others = self._size(mine), self._size(theirs)
        least = np.full(size.articles.shape, self.options.min_articles)
        judged = size.enough(least) & others.enough(least)
        tested = self._test(mine, theirs, (group, -1 if other is None else other), judged)
        return tidy.Found(
            size=size,
            other=others,
            estimate=self._in_units(estimate, self._cells.centre),
            against=self._cells.centre + self._cells.scale * against,
            difference=self._in_units(difference, 0.0),
            standard=self._standard(mine, theirs, difference),
            p=tested.p,
            exchange=tested.exchange,
            varies=self._cells.scale > 0,
            driven_by=[],
        )

    def driving(self, group: int, other: int | None) -> IntArray:
        """The outlet of the rest without which the difference would shrink to less than half.

        -1 where there is none, and in pairs.
        """
        cells = self._cells
        nobody: IntArray = np.full(cells.y.shape[1], -1)
        if other is not None or cells.groups < 3:
            return nobody
        y, d = (np.zeros((cells.groups, cells.y.shape[1])) for _ in range(2))
        np.add.at(y, cells.group, cells.y)
        np.add.at(d, cells.group, cells.d)
        with np.errstate(invalid="ignore", divide="ignore"):
            own = y[group] / d[group]
            rest = y.sum(axis=0) - y[group], d.sum(axis=0) - d[group]
            gap = own - rest[0] / rest[1]
            without = own - (rest[0] - y) / (rest[1] - d)
            # In the direction of the difference: what is left of it without each outlet.
            left = np.where(np.isfinite(without), without / gap, np.inf)
        left[group] = np.inf
        return np.where(left.min(axis=0) < _DRIVEN, left.argmin(axis=0), nobody)

    def _intervals(self, group: int, other: int | None) -> tuple[FloatArray, tidy.Ends, tidy.Ends]:
        """The other side's mean; the group's own and the difference, with their intervals."""
        if other is None:
            found, drawn = self._sample.against_rest(group), self._draws.against_rest(group)
        else:
            found, drawn = self._sample.against(group, other), self._draws.against(group, other)
        own, owns = self._sample.own(group), self._draws.own(group)
        confidence = self.options.confidence
        mean, error = own.mean[0], own.error()[0]
        estimate = studentised(mean, error, (owns.mean, owns.error()), confidence)
        gap, gaps = found[1], drawn[1]
        value, gap_error = gap.value[0], gap.error[0]
        difference = studentised(value, gap_error, (gaps.value, gaps.error), confidence)
        return found[0].mean[0], (mean, *estimate), (value, *difference)

    def _in_units(self, ends: tidy.Ends, centre: FloatArray | float) -> tidy.Ends:
        value, low, high = (centre + self._cells.scale * part for part in ends)
        return value, low, high

    def _size(self, rows: IntArray) -> tidy.Size:
        count, story = self._cells.count[rows], self._cells.story[rows]
        first = np.flatnonzero(np.diff(story, prepend=-1) != 0)
        told = np.add.reduceat(count, first) > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            values = self._cells.y[rows] / self._cells.d[rows]
        return tidy.Size(count.sum(axis=0), told.sum(axis=0), tidy.count_differing(values))

    def _standard(self, mine: IntArray, theirs: IntArray, difference: tidy.Ends) -> tidy.Ends:
        cells = self._cells
        first, second = (
            article_spread(
                *(part[rows].sum(axis=0) for part in (cells.squares, cells.y, cells.d, cells.count))
            )
            for rows in (mine, theirs)
        )
        degrees = first.count + second.count - 2
        deviation = pooled_deviation(first, second)
        return standardise(difference, deviation, degrees, self.options.confidence)

    def _test(
        self, mine: IntArray, theirs: IntArray, names: tuple[int, int], judged: BoolArray
    ) -> Tested:
        rows = np.sort(np.concatenate([mine, theirs]))
        cells = self._cells
        # One stream a comparison: its p does not depend on which others are asked for.
        seed = (self.options.seed, names[0] + 1, names[1] + 1)
        sums = cells.y[rows], cells.d[rows]
        return permutation_test(
            sums, cells.story[rows], cells.group[rows] == names[0], seed, self._rounds, judged
        )
