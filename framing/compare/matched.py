"""Matched mode: two outlets on the same stories, by the differences within each story."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

import framing.compare.tidy as tidy
from framing.compare.cells import Cells, make_cells
from framing.compare.effects import standardise
from framing.compare.intervals import studentised
from framing.compare.moments import Sums, story_weights, take_moments
from framing.compare.options import STORY_COLUMN, CompareOptions
from framing.compare.permutation import Rounds, sign_flip_p
from framing.compare.sample import FloatArray, IntArray, make_sample
from framing.errors import UsageError


def compare_matched(
    table: pd.DataFrame, *, by: str = "outlet", options: CompareOptions | None = None
) -> pd.DataFrame:
    """Compares each pair of groups on the stories that both told.

    The unit is the story: the mean over the group's articles on it (rates per 1,000 words:
    weighted by their words), less the other's. Columns are those of `compare_outlets`, kind
    "matched"; `n` counts stories with a value on both sides, `min_articles` is a minimum of them,
    `std_difference` is in units of the spread of the differences (Cohen's d_z), and p is from
    flipping the signs of whole stories. Raises `UsageError` if no column says which story it is
    or no two groups share one.
    """
    chosen = options or CompareOptions()
    if chosen.story is None and STORY_COLUMN not in table.columns:
        raise UsageError(
            "matched comparison needs stories: name their column with --story, or join those that "
            "`framing reuse --groups` finds with --groups"
        )
    sample = make_sample(table, by, chosen)
    cells = make_cells(sample)
    parts = []
    tests = len(sample.groups) * (len(sample.groups) - 1) // 2 * len(sample.features)
    rounds = Rounds(chosen.resamples * _ROUNDS, 0.0, tidy.smallest_p(tests))
    for group, other in combinations(range(len(sample.groups)), 2):
        pair = _paired(cells, group, other)
        if not len(pair[0]):
            continue
        labels = {
            "group": sample.groups[group],
            "against": sample.groups[other],
            "kind": "matched",
        }
        found = _compare(pair, cells, chosen, (group, other), rounds)
        parts.append(tidy.comparison_rows(labels, sample.features, found, chosen))
    if not parts:
        raise UsageError(f"no two groups of {by} tell the same story; expected shared stories")
    return tidy.finish_rows(parts, sample.features)


def _paired(cells: Cells, group: int, other: int) -> tuple[FloatArray, FloatArray]:
    """Cell means of both sides on the stories that both tell; NaN on both where one has none."""
    mine, theirs = cells.of_group(group), cells.of_group(other)
    _, rows, others = np.intersect1d(
        cells.story[mine], cells.story[theirs], True, return_indices=True
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        first, second = (cells.y[k] / cells.d[k] for k in (mine[rows], theirs[others]))
    unknown = np.isnan(first) | np.isnan(second)
    return np.where(unknown, np.nan, first), np.where(unknown, np.nan, second)


def _compare(
    pair: tuple[FloatArray, FloatArray],
    cells: Cells,
    options: CompareOptions,
    names: tuple[int, int],
    rounds: Rounds,
) -> tidy.Found:
    first, second = pair
    gaps = first - second
    rng = np.random.default_rng((options.seed, names[0], names[1]))
    estimate, difference = (_interval(part, options, rng) for part in (first, gaps))
    stories = np.isfinite(gaps).sum(axis=0).astype(float)
    unequal = (np.nan_to_num(gaps) != 0).sum(axis=0).astype(float)
    unit = "stories told by both"
    scale = cells.scale

    def in_units(ends: tidy.Ends, centre: FloatArray | float) -> tidy.Ends:
        value, low, high = (centre + scale * part for part in ends)
        return value, low, high

    return tidy.Found(
        size=tidy.Size(stories, stories, tidy.count_differing(first), unit),
        other=tidy.Size(stories, stories, unequal, unit),
        estimate=in_units(estimate, cells.centre),
        against=cells.centre + scale * (estimate[0] - difference[0]),
        difference=in_units(difference, 0.0),
        standard=_standard(gaps, difference, options.confidence),
        p=sign_flip_p(gaps, rng, rounds),
        exchange=[f"signs of {len(gaps)} stories"] * len(stories),
        varies=unequal > 0,
        driven_by=[""] * len(stories),
    )


_ROUNDS = 5  # sign flips are cheap: as many rounds of them as a small p may need


def _interval(values: FloatArray, options: CompareOptions, rng: np.random.Generator) -> tidy.Ends:
    """Mean over stories and its interval; NaN values are left out."""
    known = np.isfinite(values)
    stories: IntArray = np.arange(len(values))
    sums = Sums(stories, np.where(known, values, 0.0), known.astype(np.float64))
    sample = take_moments(np.ones((1, len(values)), np.uint8), sums)
    draws = take_moments(story_weights(len(values), options.resamples, rng), sums)
    mean, error = sample.mean[0], sample.error()[0]
    return mean, *studentised(mean, error, (draws.mean, draws.error()), options.confidence)


def _standard(gaps: FloatArray, difference: tidy.Ends, confidence: float) -> tidy.Ends:
    known = np.isfinite(gaps)
    count = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.where(known, (gaps - difference[0]) ** 2, 0.0).sum(axis=0)
        deviation = np.sqrt(squares / (count - 1))
    return standardise(difference, deviation, count - 1.0, confidence)
