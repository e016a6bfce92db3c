"""What `compare_outlets` says of a table, and when it says nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from framing.compare import CompareOptions, compare_outlets
from framing.compare.tidy import COLUMNS
from framing.errors import UsageError
from tests.compare.tables import make_table

QUICK = CompareOptions(resamples=300)
RATE, SHARE = "hedge_outlet_per_1k_words", "quote_anonymous_share"


def _row(rows: pd.DataFrame, feature: str, group: str = "A", against: str = "rest") -> pd.Series:
    chosen = rows[
        (rows["feature"] == feature) & (rows["group"] == group) & (rows["against"] == against)
    ]
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_a_share_is_the_mean_of_the_articles_that_have_one() -> None:
    table = make_table()
    row = _row(compare_outlets(table, options=QUICK), SHARE)
    values = table.loc[table["outlet"] == "A", SHARE].dropna()
    assert row["kind"] == "mean"
    assert row["n"] == len(values) < 40
    assert row["estimate"] == pytest.approx(values.mean())
    others = table.loc[table["outlet"] != "A", SHARE]
    assert row["difference"] == pytest.approx(values.mean() - others.mean())


def test_a_rate_is_pooled_over_words_unless_means_are_asked_for() -> None:
    table = make_table()
    own = table[table["outlet"] == "A"]
    pooled = _row(compare_outlets(table, options=QUICK), RATE)
    expected = np.average(own[RATE], weights=own["n_words"])
    assert (pooled["kind"], pooled["estimate"]) == ("pooled", pytest.approx(expected))
    mean = _row(compare_outlets(table, options=CompareOptions(resamples=300, pooled=False)), RATE)
    assert (mean["kind"], mean["estimate"]) == ("mean", pytest.approx(own[RATE].mean()))


def test_intervals_hold_their_estimates_and_units_keep_their_bounds() -> None:
    rows = compare_outlets(
        make_table(shift=3.0), options=CompareOptions(resamples=300, pairwise=True)
    )
    assert tuple(rows.columns) == COLUMNS
    known = rows.dropna(subset=["low", "high", "difference_low", "std_low"])
    assert len(known) >= 12
    assert (known["low"] <= known["estimate"]).all()
    assert (known["estimate"] <= known["high"]).all()
    assert (known["difference_low"] <= known["difference"]).all()
    assert (known["difference"] <= known["difference_high"]).all()
    assert (known["std_low"] <= known["std_difference"]).all()
    shares = known[known["feature"] == SHARE]
    assert shares["low"].ge(0).all()
    assert shares["high"].le(1).all()


def test_a_planted_difference_is_found_and_the_others_are_not() -> None:
    rows = compare_outlets(make_table(3, shift=6.0), options=QUICK)
    planted = _row(rows, RATE)
    assert planted["q"] < 0.01
    assert planted["difference_low"] > 2
    assert planted["std_difference"] > 0.5
    assert _row(rows, SHARE)["p"] > 0.05


def test_stories_make_the_interval_of_a_difference_narrower_when_outlets_share_them() -> None:
    table = make_table(5, stories=60)
    by_story = _row(compare_outlets(table, options=QUICK), RATE)
    alone = _row(compare_outlets(table.drop(columns="story_id"), options=QUICK), RATE)
    assert by_story["difference"] == pytest.approx(alone["difference"])
    widths = [row["difference_high"] - row["difference_low"] for row in (by_story, alone)]
    assert widths[0] < 0.9 * widths[1]
    assert by_story["exchange"] == "within 60 stories, among 0 others"
    assert alone["exchange"] == "within 0 stories, among 180 others"


def test_ten_copies_of_each_article_add_no_certainty() -> None:
    table = make_table(7, shared=False)
    copies = pd.concat([table.assign(article_id=table["article_id"] + f"#{k}") for k in range(10)])
    once, often = (compare_outlets(part, options=QUICK) for part in (table, copies))
    for name in ("low", "high", "difference_low", "difference_high", "p"):
        one, two = (_row(rows, RATE)[name] for rows in (once, often))
        assert two == pytest.approx(one, rel=0.02, abs=0.02), name
    assert _row(often, RATE)["n"] == 400


def test_it_abstains_below_the_minimum_and_says_why() -> None:
    table = make_table()
    few = table[(table["outlet"] != "C") | (table["story_id"].isin(["s0", "s1", "s2"]))]
    rows = compare_outlets(few, options=QUICK)
    row = _row(rows, RATE, "C")
    assert row["note"] == "3 articles, 15 needed"
    assert _row(rows, SHARE, "C")["note"].endswith("articles, 10 needed")
    assert row[["estimate", "low", "difference", "std_difference", "p", "q"]].isna().all()
    assert row["n"] == 3
    assert not np.isnan(_row(rows, RATE)["p"])


def test_many_articles_on_few_stories_are_not_enough() -> None:
    table = make_table().assign(story_id=lambda t: t["article_id"].str[-1].isin(list("12345")))
    row = _row(compare_outlets(table, options=QUICK), RATE)
    assert row["note"] == "2 stories, 5 needed"


def test_a_feature_that_is_the_same_everywhere_is_told_but_not_tested() -> None:
    row = _row(compare_outlets(make_table(), options=QUICK), "text_questions_share")
    assert (row["estimate"], row["difference"]) == (0, 0)
    assert np.isnan(row["p"])
    assert row["note"] == "the same value everywhere"


def test_q_is_over_all_tests() -> None:
    rows = compare_outlets(make_table(), options=CompareOptions(resamples=300, pairwise=True))
    tested = rows.dropna(subset="p")
    assert len(tested) == 2 * (3 + 3)
    assert tested["q"].to_numpy() == pytest.approx(false_discovery_control(tested["p"]))


def test_same_seed_same_rows_and_another_seed_nearly_so() -> None:
    table = make_table()
    first, again = (compare_outlets(table, options=QUICK) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    other = compare_outlets(table, options=CompareOptions(resamples=300, seed=1))
    assert not first["low"].equals(other["low"])
    assert _row(other, RATE)["low"] == pytest.approx(_row(first, RATE)["low"], rel=0.1)


def test_pairs_say_the_same_with_or_without_the_other_outlets() -> None:
    table = make_table()
    options = CompareOptions(resamples=300, pairwise=True)
    all_three = _row(compare_outlets(table, options=options), RATE, "A", "B")
    only_two = compare_outlets(table[table["outlet"] != "C"], options=options)
    assert _row(only_two, RATE, "A", "B")["difference"] == pytest.approx(all_three["difference"])
    assert _row(only_two, RATE)["difference"] == pytest.approx(all_three["difference"])
    assert _row(only_two, RATE)["difference_low"] == pytest.approx(
        _row(only_two, RATE, "A", "B")["difference_low"], rel=1e-4
    )


def test_a_difference_from_the_rest_that_one_outlet_makes_says_so() -> None:
    table = make_table(2, outlets=4, stories=60, shared=False)
    table.loc[table["outlet"] == "D", RATE] += 12
    rows = compare_outlets(table, options=CompareOptions(resamples=300, pairwise=True))
    innocent = _row(rows, RATE, "B")
    assert innocent["p"] <= 0.05
    assert innocent["note"] == "differs from D, not from the others"
    assert _row(rows, RATE, "D")["note"] == ""
    assert rows["against"].iloc[0] != "rest"  # pairs come first


def test_bounds_are_those_of_the_codebook_and_residues_are_nought() -> None:
    table = make_table(6, outlets=2, stories=12)
    rng = np.random.default_rng(1)
    table["actor_usa_salience_index"] = np.where(rng.random(24) < 0.5, rng.beta(0.3, 0.3, 24), 0.99)
    table["text_questions_share"] = [0.1 + 0.2, 0.3] * 12
    rows = compare_outlets(table, options=CompareOptions(resamples=300, min_articles=5))
    ends = rows[rows["feature"] == "actor_usa_salience_index"]
    assert ends[["low", "high"]].dropna().stack().between(0, 1).all()
    assert ends[["difference_low", "difference_high"]].dropna().stack().between(-1, 1).all()
    same = _row(rows, "text_questions_share")
    assert str(same["difference"]) == "0.0"


def test_no_table_makes_pandas_or_numpy_warn(recwarn: pytest.WarningsRecorder) -> None:
    table = make_table(outlets=4)
    table["hedge_tiny_share"] = np.where(table["outlet"] == "A", np.nan, 0.5)
    table["quote_none_share"] = np.nan
    compare_outlets(table, options=CompareOptions(resamples=100, pairwise=True))
    assert [str(one.message) for one in recwarn] == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"),
            st.integers(0, 8),
            st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(0.0)),
            st.integers(0, 500),
        ),
        min_size=2,
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_table_gives_rows_or_says_what_is_wrong(
    cells: list[tuple[str, int, float | None, int]],
) -> None:
    table = pd.DataFrame(cells, columns=["outlet", "story_id", "x_per_1k_words", "n_words"])
    options = CompareOptions(resamples=100, min_articles=2, pairwise=True)
    try:
        rows = compare_outlets(table.astype({"x_per_1k_words": float}), options=options)
    except UsageError:
        return
    assert len(rows) in (2, 3)
    assert rows["p"].dropna().between(0, 1).all()
    assert (rows["q"].dropna() >= rows["p"].dropna() - 1e-12).all()
    assert ((rows["low"] <= rows["high"]) | rows["low"].isna()).all()
    silent = rows["p"].isna() | rows["difference_low"].isna()
    assert (rows.loc[silent, "note"] != "").all()


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (lambda t: t.drop(columns="outlet"), {}, "--by outlet: no such column"),
        (lambda t: t[t["outlet"] == "A"], {}, "two groups or more, found only 'A'"),
        (lambda t: t.assign(outlet=None), {}, "found none"),
        (lambda t: pd.concat([t, t]), {}, "stands in more than one row"),
        (lambda t: t[["article_id", "outlet", "title"]], {}, "no numeric column"),
        (lambda t: t.assign(**{RATE: np.nan, SHARE: np.nan}), {"features": ("[hq]*",)}, "empty"),
        (lambda t: t, {"features": ("nothing_*",)}, "--features nothing_*"),
        (lambda t: t, {"story": "event"}, "--story event: no such column"),
    ],
)
def test_what_cannot_be_compared_is_a_clear_error(
    change: object, options: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError) as error:
        compare_outlets(change(make_table()), options=CompareOptions(**options))  # type: ignore
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("option", "last", "beyond"),
    [
        ("min_articles", 2, 1),
        ("resamples", 100, 99),
        ("confidence", 0.5, 0.499),
        ("confidence", 0.999, 1.0),
        ("seed", 0, -1),
    ],
)
def test_options_out_of_range_are_refused(option: str, last: float, beyond: float) -> None:
    assert getattr(CompareOptions(**{option: last}), option) == last  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=option):
        CompareOptions(**{option: beyond})  # type: ignore[arg-type]
