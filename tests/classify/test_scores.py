"""Scores are those of scikit-learn, intervals those of the resamples, telltales those by hand."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn import metrics

from framing.classify.grammar import GrammarView
from framing.classify.importance import _part_of_stories
from framing.classify.model import best_temperature, logits_of, usable_columns, varying_columns
from framing.classify.probes import PROBES, CommonTerms, edges, guess, lengths, marks
from framing.classify.sample import Sample, enough_articles
from framing.classify.scores import (
    bounds_of,
    brier_score,
    confusion_table,
    group_confusions,
    macro_of,
    outlet_rows,
    reliability_table,
    resampled,
    score_row,
)
from framing.classify.splits import forward_split
from framing.classify.telltale import find_telltales
from framing.errors import UsageError

NAMES = st.sampled_from(["a", "b", "c"])
ROWS = st.lists(st.tuples(NAMES, NAMES, st.integers(0, 4)), min_size=1, max_size=30)


@settings(deadline=None)
@given(ROWS)
def test_scores_are_those_of_scikit_learn(rows: list[tuple[str, str, int]]) -> None:
    truth, found, groups = (list(part) for part in zip(*rows, strict=True))
    there = sorted(set(truth))
    row = score_row(truth, found, groups)
    macro = metrics.f1_score(truth, found, labels=there, average="macro", zero_division=0)
    assert row["macro_f1"] == pytest.approx(macro)
    assert row["accuracy"] == pytest.approx(metrics.accuracy_score(truth, found))
    assert (row["n"], row["n_outlets"]) == (len(truth), len(there))
    assert 0 <= row["low"] <= row["high"] <= 1
    by_outlet = outlet_rows(truth, found, groups)
    expected = metrics.precision_recall_fscore_support(truth, found, labels=there, zero_division=0)
    for name, column in zip(("precision", "recall", "f1", "n"), expected, strict=True):
        assert by_outlet[name].tolist() == pytest.approx(column.tolist())
    assert by_outlet["outlet"].tolist() == there
    names = sorted({*truth, *found})
    table = confusion_table(truth, found)
    assert table.index.tolist() == there
    assert table.columns.tolist() == names
    pairs = Counter(zip(truth, found, strict=True))
    assert table.to_numpy().tolist() == [[pairs[a, b] for b in names] for a in there]


def test_an_interval_is_of_resampled_groups() -> None:
    truth, found = ["a", "b"] * 20, ["a", "b"] * 15 + ["b", "a"] * 5
    table = group_confusions(truth, found, range(40), ["a", "b"])
    drawn = resampled(table, seed=3, resamples=50)
    assert drawn.shape == (50, 2, 2)
    assert (drawn.sum(axis=(1, 2)) == 40).all()  # as many groups as there are, each of one row
    assert (drawn != resampled(table, seed=4, resamples=50)).any()
    low, high = bounds_of(macro_of(resampled(table)))
    row = score_row(truth, found, list(range(40)))
    assert (row["low"], row["high"]) == (low, high)
    assert low < row["macro_f1"] < high
    # All in one group: nothing varies.
    together = score_row(truth, found, [0] * 40)
    assert together["low"] == together["high"] == together["macro_f1"]


def test_bounds_leave_a_fortieth_out_at_each_end() -> None:
    low, high = bounds_of(np.arange(1001.0))
    assert (low, high) == (pytest.approx(25), pytest.approx(975))


def test_confidence_is_binned_and_compared_with_accuracy() -> None:
    chances = np.array([[0.9, 0.1], [0.8, 0.2], [0.45, 0.55], [0.15, 0.85], [1.0, 0.0]])
    table = reliability_table(["a", "b", "b", "b", "a"], chances, ["a", "b"], bins=5)
    assert table["low"].tolist() == pytest.approx([0.4, 0.6, 0.8])
    assert table["high"].tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert table["n"].tolist() == [1, 1, 3]  # .8 itself belongs to the bin that it ends
    assert table["confidence"].tolist() == pytest.approx([0.55, 0.8, (0.9 + 0.85 + 1) / 3])
    assert table["accuracy"].tolist() == pytest.approx([1, 0, 1])
    brier = (2 * 0.1**2 + 2 * 0.8**2 + 2 * 0.45**2 + 2 * 0.15**2) / 5
    assert brier_score(["a", "b", "b", "b", "a"], chances, ["a", "b"]) == pytest.approx(brier)


def test_the_temperature_that_made_the_outcomes_is_found_again() -> None:
    rng = np.random.default_rng(0)
    evidence = rng.normal(size=(4000, 3)) * 3
    for temperature in (0.5, 1.0, 4.0):
        odds = np.exp(evidence / temperature)
        chances = odds / odds.sum(axis=1, keepdims=True)
        right = (chances.cumsum(axis=1) > rng.random((4000, 1))).argmax(axis=1)
        assert best_temperature(evidence, right) == pytest.approx(temperature, rel=0.15)
    logits = logits_of(chances)
    assert logits.mean(axis=1) == pytest.approx(np.zeros(4000))
    centred = (evidence - evidence.mean(axis=1, keepdims=True)) / temperature
    assert logits == pytest.approx(centred, abs=1e-6)


def test_columns_that_never_vary_are_not_learned_from() -> None:
    table = pd.DataFrame({"hedge_a_count": [1, 1], "hedge_b_count": [1, 2], "outlet": ["x", "y"]})
    assert usable_columns(table) == ["hedge_b_count"]
    assert varying_columns(table.drop(columns="hedge_a_count")) == ["hedge_b_count", "outlet"]
    for columns in (usable_columns, varying_columns):
        with pytest.raises(UsageError, match="varies"):
            columns(table[["hedge_a_count"]])


def test_a_string_that_tells_the_outlet_by_hand() -> None:
    texts = [f"Our wire said {k}." for k in "abcdefghij"] + [f"It said {k}." for k in "klmnopqrst"]
    texts[19] = "Our own said t."
    found = find_telltales(texts, ["X"] * 10 + ["Y"] * 10).set_index(["outlet", "string"])
    assert set(found.index) == {("X", "wire"), ("X", "Our"), ("Y", "It")}  # the shortest of each
    row = found.loc[("X", "Our")]
    assert (row["articles"], row["share"], row["elsewhere"]) == (10, 1.0, 0.1)
    assert row["lift"] == pytest.approx(10 / 11 * 20 / 10)
    pooled = (11 + 1) / (20 + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / 10 + 1 / 10))
    assert row["z"] == pytest.approx((10.5 / 11 - 1.5 / 11) / error)
    assert found["z"].is_monotonic_decreasing
    assert found.loc[("Y", "It")]["articles"] == 9
    outlets = ["X"] * 10 + ["Y"] * 10
    assert len(find_telltales(texts, outlets, most=1)) == 1
    assert len(find_telltales(texts, outlets, least=10)) == 2
    assert find_telltales(texts, outlets, least=21).empty
    assert find_telltales(texts[:4], outlets[:4], least=5).empty


def test_the_latest_third_is_tested_and_its_stories_are_not_trained_on() -> None:
    labels, days = ["x"] * 10 + ["y"] * 10, [f"2020-02-{k:02}" for k in range(1, 11)] * 2
    groups = list(range(20))
    train, test = forward_split(labels, days, groups)
    assert test.tolist() == [7, 8, 9, 17, 18, 19]
    assert train.tolist() == [*range(7), *range(10, 17)]
    groups[0] = groups[19]
    assert forward_split(labels, days, groups)[0].tolist() == [*range(1, 7), *range(10, 17)]
    assert forward_split(labels, days, groups, share=0.5)[1].tolist() == [
        *range(5, 10),
        *range(15, 20),
    ]


def _sample(outlets: list[str], groups: list[int] | None = None) -> Sample:
    rows = len(outlets)
    return Sample(
        table=pd.DataFrame({"x": range(rows)}, index=range(100, 100 + rows)),
        outlets=outlets,
        groups=np.array(range(rows) if groups is None else groups),
        published=[f"2020-01-{k + 1:02}" for k in range(rows)],
        raw=[f"r{k}" for k in range(rows)],
        masked=[f"m{k}" for k in range(rows)],
        unmasked=pd.DataFrame({"y": range(rows)}),
    )


def test_rows_of_a_sample_stay_together() -> None:
    kept = enough_articles(_sample(["a", "b", "c", "a", "b", "a"]), 2)
    assert kept.outlets == ["a", "b", "a", "b", "a"]
    assert kept.table["x"].tolist() == kept.groups.tolist() == [0, 1, 3, 4, 5]
    assert kept.table.index.tolist() == [0, 1, 2, 3, 4]
    assert kept.raw == ["r0", "r1", "r3", "r4", "r5"]
    assert kept.masked == ["m0", "m1", "m3", "m4", "m5"]
    assert kept.published[2] == "2020-01-04"
    assert kept.unmasked is not None
    assert kept.unmasked["y"].tolist() == [0, 1, 3, 4, 5]
    with pytest.raises(UsageError, match="1 outlets with 3 articles or more"):
        enough_articles(_sample(["a", "b", "c", "a", "b", "a"]), 3)


@given(st.lists(st.integers(0, 6), min_size=8, max_size=40), st.sampled_from([0.25, 0.5, 0.75]))
def test_a_share_of_the_stories_leaves_two_articles_of_every_outlet(
    groups: list[int], share: float
) -> None:
    outlets = ["a" if k % 2 else "b" for k in range(len(groups))]
    sample = _sample(outlets, groups)
    train = np.arange(2, len(groups))
    part = _part_of_stories(train, sample, share, 0)
    assert set(part) <= set(train)
    assert all(sum(outlets[k] == name for k in part) >= 2 for name in "ab")
    stories = len({groups[k] for k in train})
    whole = {
        g for g in {groups[k] for k in part} if all(k in part for k in train if groups[k] == g)
    }
    assert len(whole) >= min(stories, max(2, round(share * stories)))


def test_probes_see_only_what_their_names_say() -> None:
    words = " ".join(f"w{k}" for k in range(20))
    first, last = words.split()[:8], words.split()[-8:]
    assert edges([words]).tolist() == [" ".join(first + last)]
    assert lengths(["one two", ""]).tolist() == [[7, 2], [0, 0]]
    assert lengths([]).shape == (0, 2)
    assert marks(["On 12 May, “they” said – no."]).tolist() == ["w 0 w, “w” w – w."]
    counts = csr_array(np.array([[1, 0, 5, 1], [1, 3, 0, 1], [0, 0, 4, 1]], float))
    assert CommonTerms(least=2, most=2).fit(counts).chosen_.tolist() == [2, 3]
    assert CommonTerms(least=2, most=9).fit(counts).transform(counts).shape == (3, 3)
    texts = ["alpha beta said"] * 6 + ["gamma delta said"] * 6
    labels = ["x"] * 6 + ["y"] * 6
    splits = [
        (np.array([0, 1, 2, 6, 7, 8]), np.array([3, 9])),
        (np.array([3, 4, 9, 10]), np.array([0, 11])),
    ]
    for name in PROBES:
        found, rows = guess(name, texts, labels, splits)
        assert rows.tolist() == [3, 9, 0, 11]
        if name == "words":
            assert found.tolist() == ["x", "y", "x", "y"]


def test_a_grammar_view_takes_runs_that_three_articles_share() -> None:
    lines = ["DT JJ NN"] * 3 + ["NN JJ DT"] * 3
    labels = np.array(["x"] * 3 + ["y"] * 3)
    view = GrammarView.fit(lines, labels)
    assert view is not None
    sides = view.decide(lines)
    assert sides.shape == (6, 2)
    assert sides.sum(axis=1) == pytest.approx(np.zeros(6))
    assert sides.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]
    best = view.strongest(["x", "y"], most=2)
    assert best["outlet"].tolist() == ["x", "x", "y", "y"]
    strength = best["coefficient"].abs().tolist()
    assert strength[0] >= strength[1] > 0
    assert best["coefficient"].tolist()[:2] == pytest.approx([-c for c in best["coefficient"][2:]])
    assert GrammarView.fit(["DT JJ"] * 2 + ["", ""], labels[1:5]) is None
