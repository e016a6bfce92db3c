"""Small samples worked out by hand, or by the plainest code there is, give the same numbers."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import stats

from framing.compare.associations import COLUMNS, find_collocations
from framing.compare.bounds import clip_differences, clip_values, column_bounds, drop_residue
from framing.compare.effects import Spread, article_spread, pooled_deviation, standardise
from framing.compare.intervals import studentised
from framing.compare.log_odds import LogOddsOptions, weighted_log_odds
from framing.compare.moments import (
    Sums,
    difference,
    shared_spread,
    story_weights,
    take_moments,
    weigh,
)
from framing.compare.options import CompareOptions
from framing.compare.sample import make_sample, measure_columns
from framing.compare.terms import TermCounter
from framing.errors import UsageError

NUMBERS = st.floats(-100, 100, allow_nan=False).map(lambda x: round(x, 3))


def _column(values: list[float]) -> np.ndarray:
    return np.array(values, float)


@settings(deadline=None, max_examples=60)
@given(st.lists(NUMBERS, min_size=2, max_size=12))
def test_spread_of_articles_is_the_variance_that_numpy_gives(values: list[float]) -> None:
    x = _column(values)
    n = np.array([float(len(x))])
    found = article_spread(np.array([(x**2).sum()]), np.array([x.sum()]), n, n)
    assert found.variance[0] == pytest.approx(x.var(ddof=1), abs=1e-6)
    assert found.count[0] == len(x)


def test_spread_never_falls_below_nought_by_rounding() -> None:
    x = np.full(3, 1e8 / 3)
    n = np.array([3.0])
    assert article_spread(np.array([(x**2).sum()]), np.array([x.sum()]), n, n).variance[0] >= 0


def test_the_pooled_deviation_is_cohens() -> None:
    rng = np.random.default_rng(1)
    one, two = rng.normal(0, 1, 12), rng.normal(0, 3, 7)
    spreads = [Spread(np.array([len(x)]), np.array([x.var(ddof=1)])) for x in (one, two)]
    by_hand = math.sqrt((11 * one.var(ddof=1) + 6 * two.var(ddof=1)) / 17)
    assert pooled_deviation(*spreads)[0] == pytest.approx(by_hand)


def test_a_standardised_difference_joins_the_error_of_the_deviation() -> None:
    value, low, high, deviation, degrees = 2.0, 1.0, 4.0, 4.0, 20.0
    ends = tuple(np.array([x]) for x in (value, low, high))
    d, below, above = (
        x[0]
        for x in standardise(ends, np.array([deviation]), np.array([degrees]), 0.95)  # type: ignore[arg-type]
    )
    z = stats.norm.ppf(0.975)
    own = (z * 0.5) ** 2 / (2 * 20)
    assert d == pytest.approx(0.5)
    assert below == pytest.approx(0.5 - math.sqrt(0.25**2 + own))
    assert above == pytest.approx(0.5 + math.sqrt(0.5**2 + own))
    flat = standardise(ends, np.array([0.0]), np.array([degrees]), 0.95)  # type: ignore[arg-type]
    assert np.isnan(flat[0][0])


def test_a_studentised_interval_by_hand() -> None:
    value, error = np.array([10.0]), np.array([2.0])
    pivots = np.arange(-50, 51) / 10.0  # 101 pivots from -5 to 5
    errors = np.full((101, 1), 0.5)
    values = 10.0 + pivots[:, None] * errors
    low, high = studentised(value, error, (values, errors), 0.899)  # ends between two pivots
    assert low[0] == pytest.approx(10 - 4.5 * 2)
    assert high[0] == pytest.approx(10 + 4.5 * 2)


def test_a_draw_without_spread_that_hits_the_estimate_is_nought_and_one_that_misses_is_far() -> (
    None
):
    value, error = np.array([1.0, 1.0]), np.array([1.0, 1.0])
    values = np.ones((100, 2))
    errors = np.zeros((100, 2))
    values[:10, 1] = 2.0
    low, high = studentised(value, error, (values, errors), 0.95)
    assert (low[0], high[0]) == (1.0, 1.0)
    assert np.isnan(low[1])
    assert np.isnan(high[1])


SUMS = arrays.arrays(np.float64, (5, 2), elements=st.floats(0, 20).map(lambda x: round(x, 2)))


@settings(deadline=None, max_examples=50)
@given(SUMS, SUMS, st.integers(0, 99))
def test_moments_are_sums_over_the_stories_that_were_drawn(
    y: np.ndarray, d: np.ndarray, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    weights = story_weights(7, 4, rng)
    assert weights.sum(axis=1).tolist() == [7] * 4
    stories = np.array([0, 2, 3, 5, 6])
    found = take_moments(weights, Sums(stories, y, d + 0.5))
    for row in range(4):
        for column in range(2):
            drawn = [
                (w, y[k, column], d[k, column] + 0.5) for k, w in enumerate(weights[row, stories])
            ]
            by_hand = {
                "y": sum(w * a for w, a, _ in drawn),
                "d": sum(w * b for w, _, b in drawn),
                "yy": sum(w * a * a for w, a, _ in drawn),
                "yd": sum(w * a * b for w, a, b in drawn),
                "dd": sum(w * b * b for w, _, b in drawn),
            }
            for name, value in by_hand.items():
                assert getattr(found, name)[row, column] == pytest.approx(value, rel=1e-4, abs=1e-3)
            total = by_hand["d"]
            if total:
                mean = by_hand["y"] / total
                spread = sum(w * (a - mean * b) ** 2 for w, a, b in drawn)
                assert found.mean[row, column] == pytest.approx(mean, rel=1e-4, abs=1e-4)
                assert found.error()[row, column] == pytest.approx(
                    math.sqrt(spread) / total, rel=0.02, abs=0.02
                )
            else:
                assert np.isnan(found.mean[row, column])


def test_one_resample_alone_is_summed_in_double() -> None:
    ones = np.ones((1, 3), np.uint8)
    sums = Sums(np.arange(3), np.array([[1e8], [1.0], [-1e8]]), np.ones((3, 1)))
    assert weigh(ones, sums, sums.y)[0][0, 0] == 1.0


def test_the_difference_of_two_sides_takes_what_they_share_into_account() -> None:
    ones = np.ones((1, 4), np.uint8)
    rng = np.random.default_rng(2)
    one = Sums(np.arange(4), rng.random((4, 1)), np.ones((4, 1)))
    two = Sums(np.arange(4), rng.random((4, 1)), np.ones((4, 1)))
    first, other = take_moments(ones, one), take_moments(ones, two)
    shared = shared_spread(ones, one, two, (first.mean, other.mean))
    found = difference(first, other, shared)
    paired = (one.y - two.y)[:, 0]
    assert found.value[0, 0] == pytest.approx(paired.mean())
    # Linearised: the sum of squared residuals of the paired differences, over n squared.
    assert found.error[0, 0] == pytest.approx(math.sqrt(((paired - paired.mean()) ** 2).sum()) / 4)
    apart = difference(first, other, 0.0)
    assert apart.error[0, 0] == pytest.approx(math.hypot(first.error()[0, 0], other.error()[0, 0]))


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("my_per_1k_words", (0.0, math.inf)),
        ("my_count", (0.0, math.inf)),
        ("my_share", (0.0, 1.0)),
        ("my_probability", (0.0, 1.0)),
        ("my_index", (-math.inf, math.inf)),
        ("relation_deeds_balance_index", (-1.0, 1.0)),
    ],
)
def test_values_and_differences_stay_inside_what_a_column_can_hold(
    name: str, bounds: tuple[float, float]
) -> None:
    assert column_bounds(name) == bounds
    least, most = bounds
    for value in (-3.0, -0.5, 0.0, 0.5, 3.0):
        assert clip_values([name], np.array([value]))[0] == min(max(value, least), most)
        widest = most - least
        assert clip_differences([name], np.array([value]))[0] == min(max(value, -widest), widest)


def test_what_rounding_leaves_is_nought() -> None:
    found = drop_residue(np.array([1e-13, -1e-13, 1e-11, -1e-11, -0.0, 2.0]))
    assert found.tolist() == [0.0, 0.0, 1e-11, -1e-11, 0.0, 2.0]
    assert not np.signbit(found[[0, 1, 4]]).any()


def _counter(articles: list[tuple[str, dict[str, int]]]) -> TermCounter:
    counter = TermCounter()
    for group, counts in articles:
        counter.add(group, counts)
    return counter


ARTICLES = [
    ("B", {"peace": 3, "war": 1}),
    ("A", {"war": 4}),
    ("B", {"peace": 2, "talks": 1}),
    ("A", {"war": 2, "talks": 2, "rare": 1}),
    ("A", {}),
]


def test_counts_are_gathered_by_article_and_terms_stand_in_order() -> None:
    found = _counter(ARTICLES).finish()
    assert found.terms == ("peace", "rare", "talks", "war")
    assert found.groups == ("A", "B")
    assert found.group.tolist() == [1, 0, 1, 0, 0]
    dense = np.asarray(found.counts.todense())
    assert dense.tolist() == [[3, 0, 0, 1], [0, 0, 0, 4], [2, 0, 1, 0], [0, 1, 2, 2], [0, 0, 0, 0]]
    assert len(set(found.story.tolist())) == 5


def test_articles_of_one_story_share_its_number() -> None:
    counter = TermCounter()
    for story in ("x", None, "x", None, "y"):
        counter.add("A", {"a": 1}, story)
    numbers = counter.finish().story.tolist()
    assert numbers[0] == numbers[2]
    assert len(set(numbers)) == 4


def test_log_odds_of_counted_articles_by_hand() -> None:
    options = LogOddsOptions(prior=10.0, min_count=2, min_articles=1)
    rows = weighted_log_odds(_counter(ARTICLES * 3).finish(), options=options)
    assert set(rows["term"]) == {"peace", "talks", "war", "rare"}
    totals, counts = Counter(), {"A": Counter(), "B": Counter()}
    for group, found in ARTICLES * 3:
        counts[group].update(found)
        totals[group] += sum(found.values())
    everything = sum(totals.values())
    for row in rows.rename(columns={"count": "times"}).itertuples():
        own = counts[row.group][row.term]
        other = "B" if row.group == "A" else "A"
        rest = counts[other][row.term]
        share = 10.0 * (own + rest) / everything
        delta = math.log((own + share) / (totals[row.group] + 10.0 - own - share)) - math.log(
            (rest + share) / (totals[other] + 10.0 - rest - share)
        )
        assert row.log_odds == pytest.approx(delta, rel=1e-4), row.term
        assert row.z == pytest.approx(
            delta / math.sqrt(1 / (own + share) + 1 / (rest + share)), rel=1e-4
        )
        assert (row.times, row.count_rest) == (own, rest)
        assert row.rate_per_1k == pytest.approx(1000 * own / totals[row.group])
        held = sum(row.term in found for group, found in ARTICLES * 3 if group == row.group)
        assert row.n_articles == held
    for group in ("A", "B"):
        part = rows[rows["group"] == group]["z"].tolist()
        assert part == sorted(part, reverse=True)
    assert rows["group"].is_monotonic_increasing


def test_terms_in_fewer_places_than_asked_for_are_left_out() -> None:
    options = LogOddsOptions(prior=10.0, min_count=6, min_articles=1)
    rows = weighted_log_odds(_counter(ARTICLES).finish(), options=options)
    assert set(rows["term"]) == {"war"}
    with pytest.raises(UsageError, match="no term is frequent enough"):
        weighted_log_odds(_counter(ARTICLES).finish(), options=LogOddsOptions(min_count=8))


def test_collocations_by_hand() -> None:
    words = _counter(
        [("A", {"prime": 4, "minister": 6, "said": 3}), ("A", {"prime": 2, "said": 5})]
    )
    pairs = _counter(
        [("A", {"prime minister": 4, "minister said": 2}), ("A", {"prime minister": 2})]
    )
    rows = find_collocations(words.finish(), pairs.finish(), min_count=3)
    assert tuple(rows.columns) == COLUMNS
    (row,) = list(rows.rename(columns={"count": "times"}).itertuples())
    assert (row.term, row.group, row.times) == ("prime minister", "A", 6)
    assert (row.count_first, row.count_second, row.n_articles) == (6, 6, 2)
    assert row.dice == pytest.approx(2 * 6 / (6 + 6))
    assert row.pmi == pytest.approx(math.log2(6 * 20 / (6 * 6)))
    assert len(find_collocations(words.finish(), pairs.finish(), min_count=2)) == 2
    assert find_collocations(words.finish(), pairs.finish(), min_count=7).empty


TABLE = pd.DataFrame(
    {
        "article_id": list("abcdef"),
        "outlet": ["X", "Y", "X", None, " ", "Y"],
        "story_id": ["s", "s", None, "t", "t", None],
        "n_words": [100, 50, None, 10, 10, -5],
        "hedge_outlet_per_1k_words": [1.0, 2.0, 3.0, 4.0, 5.0, np.inf],
        "quote_words_share": [0.1, np.nan, 0.3, 0.4, 0.5, 0.6],
        "note": list("uvwxyz"),
    }
)


def test_a_sample_numbers_groups_and_stories_and_leaves_nobodys_rows_out() -> None:
    sample = make_sample(TABLE, "outlet", CompareOptions())
    assert sample.groups == ("X", "Y")
    assert sample.group.tolist() == [0, 1, 0, 1]
    assert sample.left_out == 2
    assert sample.features == ("hedge_outlet_per_1k_words", "quote_words_share")
    assert sample.kinds == ["pooled", "mean"]
    assert sample.words.tolist() == [100.0, 50.0, 0.0, 0.0]
    assert sample.story[0] == sample.story[1]
    assert len(set(sample.story.tolist())) == 3
    assert np.isnan(sample.values[3, 0])  # infinite
    assert np.isnan(sample.values[1, 1])
    assert make_sample(TABLE, "outlet", CompareOptions(pooled=False)).kinds == ["mean", "mean"]
    by_note = make_sample(TABLE, "outlet", CompareOptions(story="note"))
    assert len(set(by_note.story.tolist())) == 4


def test_measures_are_numeric_columns_that_say_nothing_of_who_wrote() -> None:
    table = TABLE.assign(url=1.0, event=2.0)
    assert "url" not in measure_columns(table, [])
    assert measure_columns(table, ["quote_*", "event"]) == ["quote_words_share", "event"]
    assert measure_columns(table, ["event"], ("quote_words_share",)) == ["event"]
    with pytest.raises(UsageError, match=r"--features x_\*: no numeric column"):
        measure_columns(table, ["quote_*", "x_*"])
    with pytest.raises(UsageError, match="no numeric column to compare"):
        measure_columns(TABLE[["article_id", "n_words"]], [])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE.assign(article_id=list("abcdea")), "'a' stands in more than one row .1 repeated"),
        (TABLE.assign(outlet="X"), "expected two groups or more, found only 'X'"),
        (TABLE.assign(outlet=None), "found none"),
        (TABLE.drop(columns="outlet"), "--by outlet: no such column"),
        (pd.concat([TABLE, TABLE[["n_words"]]], axis=1), "'n_words' stands twice"),
        (
            TABLE.assign(hedge_outlet_per_1k_words=np.nan, quote_words_share=np.inf),
            "2 columns are empty",
        ),
    ],
)
def test_a_table_that_cannot_be_compared_is_told_of(table: pd.DataFrame, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        make_sample(table, "outlet", CompareOptions())
