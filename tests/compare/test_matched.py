"""Matched mode: differences within stories."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_1samp

from framing.compare import CompareOptions, compare_matched
from tests.compare.tables import make_table

RATE, SHARE = "hedge_outlet_per_1k_words", "quote_anonymous_share"
OPTIONS = CompareOptions(resamples=1000)


def test_the_difference_is_the_mean_of_differences_within_stories() -> None:
    table = make_table(1, outlets=2, shift=2.0)
    rows = compare_matched(table, options=OPTIONS).set_index("feature")
    wide = table.pivot(index="story_id", columns="outlet", values=RATE)
    gaps = wide["A"] - wide["B"]
    row = rows.loc[RATE]
    assert row["n"] == 40
    assert row["difference"] == pytest.approx(gaps.mean())
    assert row["estimate"] == pytest.approx(wide["A"].mean())
    assert row["against_estimate"] == pytest.approx(wide["B"].mean())
    assert row["std_difference"] == pytest.approx(gaps.mean() / gaps.std())
    student = ttest_1samp(gaps, 0.0)
    assert row["p"] == pytest.approx(student.pvalue, abs=0.02)
    interval = student.confidence_interval()
    assert row["difference_low"] == pytest.approx(interval.low, abs=0.5)
    assert row["difference_high"] == pytest.approx(interval.high, abs=0.5)


def test_a_story_counts_only_if_both_sides_have_a_value() -> None:
    table = make_table(2, outlets=2)
    rows = compare_matched(table, options=OPTIONS).set_index("feature")
    wide = table.pivot(index="story_id", columns="outlet", values=SHARE).dropna()
    assert rows.loc[SHARE, "n"] == len(wide) < 40
    assert rows.loc[SHARE, "difference"] == pytest.approx((wide["A"] - wide["B"]).mean())


def test_several_articles_of_an_outlet_on_a_story_count_as_one() -> None:
    table = make_table(3, outlets=2)
    extra = table[table["outlet"] == "A"].assign(article_id=lambda t: t["article_id"] + "x")
    doubled = compare_matched(pd.concat([table, extra]), options=OPTIONS)
    once = compare_matched(table, options=OPTIONS)
    assert doubled["n"].tolist() == once["n"].tolist()
    assert doubled["difference"].to_numpy() == pytest.approx(once["difference"].to_numpy())


def test_few_shared_stories_are_told_not_judged() -> None:
    table = make_table(4, outlets=2, stories=7)
    row = compare_matched(table, options=OPTIONS).set_index("feature").loc[RATE]
    assert row["note"] == "7 stories told by both, 10 needed"
    assert np.isnan(row["difference"])
