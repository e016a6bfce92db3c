"""The statistics against others' code and against what is known in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from scipy.stats import permutation_test as scipy_test

from framing.compare.cells import make_cells
from framing.compare.intervals import studentised
from framing.compare.moderate import usual_ratio
from framing.compare.moments import Sums, story_weights, take_moments
from framing.compare.options import CompareOptions
from framing.compare.permutation import (
    Rounds,
    _CellMoments,
    _draw_labels,
    find_exchange,
    permutation_test,
    sign_flip_p,
)
from framing.compare.resampled import Resampled
from framing.compare.sample import make_sample
from framing.compare.tail import Extremes
from tests.compare.tables import make_table


def _permuted(
    values: np.ndarray, story: np.ndarray, is_first: np.ndarray, count: int
) -> np.ndarray:
    sums = values, np.ones_like(values)
    return permutation_test(sums, story, is_first, (4,), Rounds(count, 0.0, 1e-6)).p


def test_permutation_p_agrees_with_scipy_on_independent_articles() -> None:
    rng = np.random.default_rng(4)
    values, is_first = rng.gamma(1.0, size=40), np.arange(40) < 15
    values[:15] += 0.4
    ours = _permuted(values[:, None], np.arange(40), is_first, 20_000)[0]

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        gap = x.mean(axis) - y.mean(axis)
        return gap / np.sqrt(x.var(axis) / x.shape[axis] + y.var(axis) / y.shape[axis])

    theirs = scipy_test(
        (values[:15], values[15:]),
        welch,
        vectorized=True,
        n_resamples=20_000,
        alternative="two-sided",
        rng=np.random.default_rng(5),
    ).pvalue
    assert ours == pytest.approx(theirs, abs=0.01)
    assert 0.01 < theirs < 0.5


def test_sign_flips_agree_with_scipy() -> None:
    rng = np.random.default_rng(6)
    pairs = rng.normal(0.4, 1.0, (25, 1))
    theirs = scipy_test(
        (pairs[:, 0],),
        lambda x, axis: x.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        rng=np.random.default_rng(7),
    ).pvalue
    ours = sign_flip_p(pairs, rng, Rounds(20_000, 0.0, 1e-6))[0]
    assert ours == pytest.approx(theirs, abs=0.01)


@pytest.mark.parametrize("shared", [True, False])
def test_the_statistic_of_the_test_is_that_of_the_interval(shared: bool) -> None:
    table = make_table(11, stories=25, shared=shared)
    sample = make_sample(table, "outlet", CompareOptions())
    cells = make_cells(sample)
    gap = Resampled.observed(cells).against_rest(0)[1]
    ratio = gap.value[0, :2] / gap.error[0, :2]
    expected = ratio * np.abs(ratio)
    for column in range(2):  # the third never varies
        known = np.flatnonzero(cells.d[:, column] > 0)
        moments = _CellMoments(
            cells.y[known][:, [column]], cells.d[known, column], cells.story[known]
        )
        labels = (cells.group[known] == 0).astype(np.float32)
        found = moments.squared_statistic(labels[None, :])[0, 0]
        assert found == pytest.approx(expected[column], rel=1e-3)


def test_labels_move_only_inside_a_shared_story() -> None:
    # Stories differ a thousandfold, outlets not at all: only a test within stories sees that.
    rng = np.random.default_rng(8)
    story = np.repeat(np.arange(20), 2)
    is_first = np.tile([True, False], 20)
    level = np.repeat(10.0 ** rng.uniform(0, 3, 20), 2)
    values = (level * (1 + 0.01 * is_first))[:, None]
    assert str(find_exchange(story, is_first)) == "within 20 stories, among 0 others"
    assert _permuted(values, story, is_first, 2000)[0] < 0.001


def test_stories_that_the_others_shared_exchange_too() -> None:
    # The first side told none of the ten stories of two cells: those stay as they are. Of the
    # twenty single ones, and of ten more stories of two, it could have told others.
    story = np.concatenate([np.arange(20), np.repeat(np.arange(20, 40), 2)])
    is_first = np.zeros(60, bool)
    is_first[:8] = True
    assert str(find_exchange(story, is_first)) == "within 0 stories, among 20 others"
    is_first[20:40:2] = True
    exchange = find_exchange(story, is_first)
    assert str(exchange) == "within 10 stories, among 40 others"
    labels = _draw_labels(exchange, 2000, np.random.default_rng(0))
    assert (labels.sum(axis=1) == 18).all()
    assert (np.add.reduceat(labels, np.flatnonzero(np.diff(story, prepend=-1)), axis=1) <= 1).all()
    assert labels[:, :20].mean() == pytest.approx(8 / 20, abs=0.01)
    assert labels[:, 20:].mean(axis=0) == pytest.approx(np.full(40, 0.25), abs=0.05)


def test_nothing_to_exchange_gives_no_p() -> None:
    is_first = np.array([True, True, True])
    assert np.isnan(_permuted(np.arange(3.0)[:, None], np.arange(3), is_first, 100)).all()


def test_labels_stay_among_the_cells_that_hold_a_value() -> None:
    values = np.arange(12.0)[:, None]
    known = np.ones((12, 1))
    known[[2, 3, 4]] = 0.0
    is_first = np.arange(12) < 5
    rounds = Rounds(100, 0.0, 1e-6)
    found = permutation_test((values * known, known), np.arange(12), is_first, (0,), rounds)
    assert found.exchange == ["within 0 stories, among 9 others"]


def test_p_values_under_no_difference_are_uniform() -> None:
    rng = np.random.default_rng(9)
    values = rng.exponential(size=(30, 1500))
    p = _permuted(values, np.arange(30), np.arange(30) < 8, 400)
    for level in (0.01, 0.05, 0.2):
        assert np.mean(p <= level) == pytest.approx(level, abs=3 * np.sqrt(level / 1500))


def test_a_p_below_the_draws_is_read_off_the_tail_and_errs_upwards() -> None:
    rng = np.random.default_rng(10)
    observed = chi2.isf([1e-3, 1e-5, 1e-7], 1)
    found = []
    for _ in range(40):
        extremes = Extremes(observed, 1.0)
        extremes.add(np.arange(3), rng.chisquare(1, (20_000, 3)))
        found.append(np.log10(extremes.p(np.log(1e-9))))
    middle = np.median(found, axis=0)
    assert middle[0] == pytest.approx(-3, abs=0.05)
    assert -5.2 < middle[1] < -4.5
    assert -7.2 < middle[2] < -5.5


def test_no_p_is_below_what_the_number_of_labellings_allows() -> None:
    values = np.r_[np.arange(5.0), 100 + np.arange(4.0)][:, None]
    assert _permuted(values, np.arange(9), np.arange(9) < 5, 2000)[0] >= 2 / 126 - 1e-9


def test_moments_of_a_resample_are_those_of_the_stories_it_drew() -> None:
    rng = np.random.default_rng(1)
    y, d = rng.normal(size=(7, 2)), rng.uniform(1, 2, (7, 2))
    weights = story_weights(7, 5, rng)
    assert (weights.sum(axis=1) == 7).all()
    moments = take_moments(weights, Sums(np.arange(7), y, d))
    for row, drawn in enumerate(weights):
        chosen = np.repeat(np.arange(7), drawn)
        ratio = y[chosen].sum(axis=0) / d[chosen].sum(axis=0)
        assert moments.mean[row] == pytest.approx(ratio, rel=1e-4)
        residual = y[chosen] - ratio * d[chosen]
        error = np.sqrt((residual**2).sum(axis=0)) / d[chosen].sum(axis=0)
        assert moments.error()[row] == pytest.approx(error, rel=1e-3)


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_rest_by_subtraction_is_the_rest_counted_out(seed: int, shared: bool) -> None:
    table = make_table(seed, stories=12, shared=shared)
    sample = make_sample(table, "outlet", CompareOptions())
    cells = make_cells(sample)
    weights = story_weights(cells.stories, 20, np.random.default_rng(seed))
    rest, gap = Resampled(cells, weights).against_rest(0)
    two = make_cells(replace(sample, group=np.minimum(sample.group, 1)))
    theirs, direct = Resampled(two, weights).against(0, 1)
    known = np.isfinite(gap.error) & np.isfinite(direct.error)
    assert gap.value[known] == pytest.approx(direct.value[known], rel=1e-3, abs=1e-4)
    assert gap.error[known] == pytest.approx(direct.error[known], rel=1e-2, abs=1e-3)
    assert rest.d == pytest.approx(theirs.d, rel=1e-4)


def test_the_studentised_interval_leans_to_the_long_tail() -> None:
    rng = np.random.default_rng(2)
    values = rng.exponential(size=(30, 1))
    sums = Sums(np.arange(30), values, np.ones_like(values))
    sample = take_moments(np.ones((1, 30), np.uint8), sums)
    draws = take_moments(story_weights(30, 2000, rng), sums)
    mean = sample.mean[0]
    low, high = studentised(mean, sample.error()[0], (draws.mean, draws.error()), 0.95)
    assert (high - mean) > 1.2 * (mean - low)


def test_an_interval_that_degenerate_draws_reach_is_not_given() -> None:
    values = np.zeros((30, 1))
    values[0] = 1.0
    sums = Sums(np.arange(30), values, np.ones_like(values))
    sample = take_moments(np.ones((1, 30), np.uint8), sums)
    draws = take_moments(story_weights(30, 1000, np.random.default_rng(3)), sums)
    low, high = studentised(sample.mean[0], sample.error()[0], (draws.mean, draws.error()), 0.95)
    assert np.isnan([low, high]).all()


def test_the_usual_ratio_and_what_it_is_worth_are_those_drawn_from() -> None:
    # Ratios about 3, as scattered as variances on 8 degrees of freedom; each measured on 5.
    rng = np.random.default_rng(11)
    true = 3.0 * 8 / rng.chisquare(8, 20_000)
    usual, worth = usual_ratio(true * rng.chisquare(5, 20_000) / 5, np.full(20_000, 5.0))
    assert usual == pytest.approx(3.0, rel=0.05)
    assert worth == pytest.approx(8.0, rel=0.1)
