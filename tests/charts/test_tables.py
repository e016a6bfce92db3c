"""From layers to charts: shares, balances, smoothing, intervals over stories."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from framing import charts
from framing.charts import Smoothing
from framing.charts.ratios import ratio_with_interval
from framing.errors import UsageError

FEATURES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c", "d"],
        "outlet": ["Herald", "Herald", "Post", None],
        "published": ["2014-01-01", "2014-02-01", "2014-02-01", "2014-03-01"],
        "story_id": ["a", "b", "b", "d"],
        "n_words": [100, 200, 100, 50],
        "quote_words_share": [0.5, 0.25, 0.0, 0.0],
    }
)


def _relations() -> pd.DataFrame:
    rows = [
        ("a", "USA", "verbal_coop", "realised", "outlet", False, False),
        ("a", "RUS", "material_conflict", "realised", "outlet", False, False),
        ("b", "USA", "verbal_coop", "realised", "outlet", False, False),
        ("b", "USA", "verbal_coop", "desired", "outlet", False, False),
        ("b", "USA", "verbal_conflict", "realised", "outlet", False, True),
        ("b", "USA", "neutral", "realised", "outlet", False, False),
        ("c", "RUS", "verbal_conflict", "realised", "source", True, False),
    ]
    names = ["article_id", "source", "quad", "status", "voice", "mutual", "copied"]
    return pd.DataFrame(rows, columns=names)


def _one(table: pd.DataFrame, **keys: str) -> pd.Series:
    for name, key in keys.items():
        table = table[table[name] == key]
    assert len(table) == 1
    return table.iloc[0]


def test_deeds_are_not_summed_with_hopes_nor_copies_counted() -> None:
    table = charts.tabulate_relation(_relations(), FEATURES)
    deeds = _one(table, row="Herald", panel="deeds", series="outlet")
    assert deeds["n"] == 3
    assert deeds["estimate"] == pytest.approx(1 / 3)
    hopes = _one(table, row="Herald", panel="hopes", series="outlet")
    assert (hopes["n"], hopes["estimate"]) == (1, 1.0)
    assert math.isnan(hopes["low"])  # one story has no interval


def test_mutual_statements_have_no_initiator() -> None:
    table = charts.tabulate_relation(_relations(), FEATURES)
    first = _one(table, row="Herald", panel="initiator", series="outlet")
    assert first["estimate"] == pytest.approx(3 / 4)
    none = _one(table, row="Post", panel="initiator", series="source")
    assert none["n"] == 0
    assert math.isnan(none["estimate"])


def test_speakers_without_a_side_are_a_part_of_their_own() -> None:
    quotes = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "side": ["USA", None, "RUS", "SYR"]})
    table = charts.tabulate_speakers(quotes, FEATURES)
    assert table.groupby("row")["estimate"].sum().to_dict() == {"Herald": 1.0}
    assert _one(table, part="no known side")["count"] == 1
    assert _one(table, part="other sides")["n"] == 4


def test_rates_are_over_the_words_of_their_voice() -> None:
    hedges = pd.DataFrame({"article_id": ["a", "a", "b"], "voice": ["outlet", "source", "outlet"]})
    wordings = pd.DataFrame(
        {"article_id": ["a"], "kind": ["booster"], "choice": ["booster"], "voice": ["source"]}
    )
    table = charts.tabulate_certainty(hedges, wordings, FEATURES)
    own = _one(table, row="Herald", panel="outlet", series="hedges")
    assert own["estimate"] == pytest.approx(1000 * 2 / (50 + 150))
    said = _one(table, row="Herald", panel="source", series="boosters")
    assert said["estimate"] == pytest.approx(1000 * 1 / 100)
    silent = _one(table, row="Post", panel="source", series="hedges")
    assert math.isnan(silent["estimate"])


def test_rows_counted_up_before_weigh_as_much_as_they_count() -> None:
    long = pd.DataFrame(
        {
            "article_id": ["a", "a", "b"],
            "kind": "naming",
            "voice": "outlet",
            "referent": "state",
            "choice": ["regime", "regime", "government"],
            "polarity": [-1, -1, 1],
        }
    )
    short = long.drop_duplicates().assign(count=[2, 1])
    pd.testing.assert_frame_equal(
        charts.tabulate_naming(long, FEATURES), charts.tabulate_naming(short, FEATURES)
    )


def test_who_came_first_is_the_origin_and_same_days_are_left_out() -> None:
    pairs = pd.DataFrame(
        {
            "article_id_a": ["a", "b", "a"],
            "article_id_b": ["c", "c", "c"],
            "first": ["b", "unknown", "b"],
            "words": [20, 30, 15],
            "kind": ["copy", "copy", "quotation"],
        }
    )
    table = charts.tabulate_copying(pairs, FEATURES)
    assert table.to_dict("records") == [
        {"copier": "Herald", "origin": "Post", "pairs": 1, "words": 20}
    ]


def test_matched_stories_are_those_that_both_told() -> None:
    table = charts.tabulate_matched(FEATURES, "n_words", "Herald", "Post")
    assert table.to_dict("records") == [{"story": "b", "left": 200.0, "right": 100.0}]


def test_intervals_cover_the_truth_about_as_often_as_they_claim() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(300):
        sizes = rng.integers(1, 9, 60)
        share = rng.beta(3, 5, 60)  # stories differ: statements in one are not independent
        above = rng.binomial(sizes, share)
        _, low, high, _ = ratio_with_interval(above, sizes, range(60))
        hits += low <= 3 / 8 <= high
    assert 0.91 <= hits / 300 <= 0.985


def test_copies_of_one_story_do_not_narrow_the_interval() -> None:
    told = [1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1]
    once = ratio_with_interval(told, [1] * 11, range(11))
    thrice = ratio_with_interval(told * 3, [1] * 33, [*range(11)] * 3)
    assert once == pytest.approx(thrice)


def test_a_share_that_few_stories_differ_from_has_no_interval() -> None:
    """As in a comparison: draws without the three that differ would reach the end of the scale."""
    estimate, low, high, count = ratio_with_interval([1] * 3 + [0] * 40, [1] * 43, range(43))
    assert (estimate, count) == (3 / 43, 43)
    assert np.isnan([low, high]).all()


def test_few_stories_get_the_wider_interval_of_compare_or_none() -> None:
    values = np.array([0.0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.9, 0.4])
    estimate, low, high, _ = ratio_with_interval(values, [1] * 8, range(8))
    reach = 2.365 * values.std(ddof=1) / np.sqrt(8)  # Student's t
    assert high - estimate > reach
    assert high - estimate > estimate - low
    assert np.isnan(ratio_with_interval(values[:4], [1] * 4, range(4))[1])


def test_a_share_of_nothing_or_all_keeps_an_interval() -> None:
    estimate, low, high, n = ratio_with_interval([0] * 20, [1] * 20, range(20))
    assert (estimate, low, n) == (0.0, 0.0, 20)
    assert 0.1 < high < 0.25
    assert ratio_with_interval([], [], [])[3] == 0


def test_the_smoothed_line_follows_a_change_and_stops_where_stories_are_few() -> None:
    days = pd.date_range("2014-01-01", periods=400, freq="D")
    rows = pd.DataFrame(
        {"published": days, "story": range(400), "sign": [-1.0] * 200 + [1.0] * 200}
    )
    line = charts.tabulate_timeline(rows, "sign", smoothing=Smoothing(days=15, bounds=(-1, 1)))
    line = line[line["kind"] == "line"]
    assert line["estimate"].iloc[0] < -0.9
    assert line["estimate"].iloc[-1] > 0.9
    assert (line["low"] >= -1).all()
    few = charts.tabulate_timeline(rows.iloc[:5], "sign")
    assert (few["kind"] == "point").all()


def test_a_finding_is_said_with_interval_and_n_or_not_at_all() -> None:
    row = samples_row = pd.Series({"row": "Post", "estimate": 0.5, "low": 0.4, "high": 0.6, "n": 9})
    assert charts.describe(row) == "Post: 0.50 (95 % interval 0.40 to 0.60; n = 9)."
    alone = samples_row.copy()
    alone[["low", "high"]] = np.nan
    assert "no interval" in charts.describe(alone)
    alone["estimate"] = np.nan
    assert "no number" in charts.describe(alone, "share")


def test_means_are_over_articles_with_a_value_and_intervals_over_stories() -> None:
    table = charts.tabulate_means(FEATURES, {"n_words": "words"})
    herald = _one(table, row="Herald", series="words")
    assert (herald["estimate"], herald["n"]) == (150.0, 2)
    assert math.isnan(_one(table, row="Post", series="words")["low"])


def test_the_pair_that_shares_most_stories_is_found_and_none_is_said() -> None:
    assert charts.most_shared_pair(FEATURES) == ("Herald", "Post")
    with pytest.raises(UsageError, match="framing reuse"):
        charts.most_shared_pair(FEATURES.assign(story_id=FEATURES["article_id"]))
