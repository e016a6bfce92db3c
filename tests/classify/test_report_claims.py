"""The company of a score: which lines stand there, of which articles, and what each was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import (
    ENGLISH_STOP_WORDS,
    CountVectorizer,
    TfidfTransformer,
    TfidfVectorizer,
)
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from framing.classify.evidence import coefficient_table
from framing.classify.importance import (
    Fitted,
    _part_of_stories,
    family_importance,
    fitted_folds,
    learning_curve,
)
from framing.classify.model import OutletClassifier
from framing.classify.probes import CommonTerms, edges, guess, lengths, marks
from framing.classify.report import SCORE_COLUMNS, EvaluateOptions, Evaluation, evaluate
from framing.classify.sample import Sample
from framing.classify.scores import (
    bounds_of,
    brier_score,
    group_confusions,
    macro_of,
    outlet_rows,
    reliability_table,
    resampled,
    score_row,
)
from framing.classify.sequences import COLUMN
from framing.classify.splits import Split, forward_split, grouped_folds
from framing.classify.telltale import COLUMNS, find_telltales
from framing.errors import UsageError
from tests.classify.numbers import OUTLETS, make_numbers

SAMPLE = make_numbers(120)
OPTIONS = EvaluateOptions(folds=3, seed=2, details=False)
SPLITS = grouped_folds(SAMPLE.outlets, SAMPLE.groups, folds=3, seed=2)
TRUTH = np.array(SAMPLE.outlets, object)
LINES = [
    *("framing", "majority", "length", "punctuation", "punctuation_raw", "edges", "edges_raw"),
    *("function_words", "words_masked", "words_raw", "framing_columns", "framing_unmasked"),
    *("framing_random_split", "forward_in_time"),
]


@pytest.fixture(scope="module")
def steps() -> list[str]:
    return []


@pytest.fixture(scope="module")
def found(steps: list[str]) -> Evaluation:
    return evaluate(SAMPLE, OPTIONS, steps.append)


def _row(found: Evaluation, name: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = found.scores[found.scores["name"] == name].to_dict("records")
    assert len(rows) == 1
    return rows[0]


def _expected(rows: Any, said: Any) -> dict[str, Any]:
    return score_row(TRUTH[rows].tolist(), list(said), SAMPLE.groups[rows])


def _refit(table: pd.DataFrame, splits: list[Split]) -> dict[str, Any]:
    said, rows = [], []
    for train, test in splits:
        model = OutletClassifier(folds=0, seed=2)
        model.fit(table.iloc[train], TRUTH[train], SAMPLE.groups[train])
        said += model.predict(table.iloc[test]).tolist()
        rows += test.tolist()
    return _expected(rows, said)


def test_every_line_stands_once_in_order_with_its_split(
    found: Evaluation, steps: list[str]
) -> None:
    assert tuple(found.scores.columns) == SCORE_COLUMNS
    assert found.scores["name"].tolist() == LINES
    splits = ["stories apart"] * 12 + ["random", "forward in time"]
    assert found.scores["split"].tolist() == splits
    assert found.scores["n"].tolist()[:-1] == [120] * 13
    assert set(found.scores["n_outlets"]) == {3}
    assert steps == [
        *LINES[:11],
        "framing_unmasked and framing_random_split",
        "coefficients and telltales",
    ]
    assert found.notes == ()
    assert found.learning.empty
    assert found.importance.empty


def test_the_classifier_and_its_variants_score_what_they_guess_on_unseen_stories(
    found: Evaluation,
) -> None:
    mixed = StratifiedKFold(3, shuffle=True, random_state=2)
    splits = list(mixed.split(SAMPLE.table, SAMPLE.outlets))
    assert SAMPLE.unmasked is not None
    for name, expected in {
        "framing": _refit(SAMPLE.table, SPLITS),
        "framing_columns": _refit(SAMPLE.table.drop(columns=COLUMN), SPLITS),
        "framing_unmasked": _refit(SAMPLE.unmasked, SPLITS),
        "framing_random_split": _refit(SAMPLE.table, splits),
        "forward_in_time": _refit(
            SAMPLE.table, [forward_split(SAMPLE.outlets, SAMPLE.published, SAMPLE.groups)]
        ),
    }.items():
        row = _row(found, name)
        assert {key: row[key] for key in expected} == pytest.approx(expected), name


def test_tables_by_outlet_and_by_confidence_are_of_the_same_guesses(found: Evaluation) -> None:
    chances, said = np.zeros((120, 3)), np.empty(120, object)
    model = OutletClassifier(folds=3, seed=2)
    for test, one in fitted_folds(model, SAMPLE, SPLITS):
        chances[test] = one.predict_proba(SAMPLE.table.iloc[test])
        said[test] = one.predict(SAMPLE.table.iloc[test])
    names = sorted(OUTLETS)
    expected = outlet_rows(SAMPLE.outlets, said.tolist(), SAMPLE.groups)
    pd.testing.assert_frame_equal(found.per_outlet, expected)
    assert found.confusion.to_numpy().sum() == 120
    assert np.trace(found.confusion) == (said == TRUTH).sum()
    assert found.brier == pytest.approx(brier_score(SAMPLE.outlets, chances, names))
    bins = reliability_table(SAMPLE.outlets, chances, names)
    pd.testing.assert_frame_equal(found.reliability, bins)
    train, test = forward_split(SAMPLE.outlets, SAMPLE.published, SAMPLE.groups)
    assert found.forward["n"].sum() == len(test) == _row(found, "forward_in_time")["n"]
    whole = OutletClassifier(folds=0, seed=2).fit(SAMPLE.table, SAMPLE.outlets, SAMPLE.groups)
    pd.testing.assert_frame_equal(found.coefficients, coefficient_table(whole))
    assert SAMPLE.masked is not None
    expected = find_telltales(SAMPLE.masked, SAMPLE.outlets)
    pd.testing.assert_frame_equal(found.telltales, expected)
    assert train.size


def _standard() -> dict[str, tuple[Callable[[list[str]], Any], Any]]:
    """Each baseline said anew with scikit-learn's own parts."""

    def machine(cost: float = 1.0) -> LinearSVC:
        return LinearSVC(C=cost, class_weight="balanced", random_state=0)

    stop_words = CountVectorizer(vocabulary=sorted(ENGLISH_STOP_WORDS))
    signs = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    return {
        "majority": (lengths, DummyClassifier(strategy="most_frequent")),
        "length": (
            lengths,
            DecisionTreeClassifier(min_samples_leaf=10, class_weight="balanced", random_state=0),
        ),
        "punctuation": (marks, make_pipeline(signs, machine())),
        "edges": (edges, make_pipeline(TfidfVectorizer(sublinear_tf=True), machine())),
        "function_words": (
            lambda texts: np.array(texts, object),
            make_pipeline(stop_words, TfidfTransformer(sublinear_tf=True), machine(0.1)),
        ),
        "words": (lambda texts: np.array(texts, object), make_pipeline(words, machine())),
    }


STANDARD = _standard()


@pytest.mark.parametrize("name", STANDARD)
@pytest.mark.parametrize("which", ["masked", "raw"])
def test_a_baseline_is_the_standard_model_that_its_name_says(
    found: Evaluation, name: str, which: str
) -> None:
    texts: list[str] = getattr(SAMPLE, which)
    see, model = STANDARD[name]
    seen = see(texts)
    expected = [clone(model).fit(seen[a], TRUTH[a]).predict(seen[b]) for a, b in SPLITS]
    said, rows = guess(name, texts, SAMPLE.outlets, SPLITS)
    assert said.tolist() == np.concatenate(expected).tolist()
    line = {"words masked": "words_masked", "words raw": "words_raw"}.get(f"{name} {which}", name)
    line = line if which == "masked" or name == "words" else f"{name}_raw"
    if line in LINES:
        row = _row(found, line)
        expected_row = _expected(rows, said)
        assert {key: row[key] for key in expected_row} == expected_row


def test_terms_are_as_many_as_are_kept_the_commonest_first() -> None:
    assert CommonTerms().get_params() == {"least": 2, "most": 50_000}


def test_without_texts_and_days_lines_are_missing_and_it_is_said() -> None:
    days = [None, *SAMPLE.published[1:]]
    bare = replace(SAMPLE, raw=None, masked=None, unmasked=None, published=days)
    some = evaluate(bare, OPTIONS)
    left = ["framing", "majority", "framing_columns", "framing_random_split", "forward_in_time"]
    assert some.scores["name"].tolist() == left
    assert set(some.notes) == {
        "length, edges and words need the texts: evaluate the corpus, not its table",
        "forward in time leaves out 1 articles without a day",
    }
    assert tuple(some.telltales.columns) == COLUMNS
    assert len(some.telltales) == 0
    undated = replace(bare, published=[None] * 120, table=bare.table.drop(columns=COLUMN))
    none = evaluate(undated, OPTIONS)
    assert none.scores["name"].tolist() == ["framing", "majority", "framing_random_split"]
    assert "not forward in time: 0 articles have a day: too few for a split in time" in none.notes
    assert none.forward.empty


def _told_by_hedges() -> Sample:
    """Hedges tell the outlet for certain, quotations say nothing, words vary with neither."""
    random = np.random.default_rng(0)
    outlets = ["A", "B"] * 40
    hedges = np.where(np.array(outlets) == "A", 0.0, 9.0) + random.normal(size=80) / 9
    table = pd.DataFrame({"hedge_a_count": hedges, "quote_b_count": random.normal(size=80)})
    return Sample(table, outlets, np.arange(80), [None] * 80)


def test_what_a_model_rests_on_is_lost_when_it_is_shuffled_and_what_it_does_not_is_not() -> None:
    sample = _told_by_hedges()
    splits = grouped_folds(sample.outlets, sample.groups, folds=4)
    fitted = fitted_folds(OutletClassifier(folds=0), sample, splits)
    table = family_importance(fitted, sample)
    assert table.columns.tolist() == ["family", "drop", "low", "high"]
    assert table["family"].tolist() == ["hedge", "quote"]
    hedge, quote = table.to_dict("records")
    assert abs(quote["drop"]) < 0.05
    assert 0.3 < hedge["low"] < hedge["drop"] < hedge["high"] < 0.6
    assert family_importance(fitted, sample, seed=1)["drop"][0] != hedge["drop"]
    # The mean of five shufflings, in which each fold goes on where the one before stopped.
    whole = _confusions(fitted, sample, lambda rows: rows)
    random = np.random.default_rng(0)

    def shuffled(rows: pd.DataFrame) -> pd.DataFrame:
        order = random.permutation(len(rows))
        return rows.assign(hedge_a_count=rows["hedge_a_count"].to_numpy()[order])

    mean = np.mean([_confusions(fitted, sample, shuffled) for _ in range(5)], axis=0)
    drop = macro_of(whole.sum(axis=0)) - macro_of(mean.sum(axis=0))
    low, high = bounds_of(macro_of(resampled(whole)) - macro_of(resampled(mean)))
    assert list(hedge.values())[1:] == pytest.approx([drop, low, high])


def _confusions(
    fitted: Fitted, sample: Sample, change: Callable[[pd.DataFrame], pd.DataFrame]
) -> Any:
    """Confusions of the articles, tested after a change of their rows."""
    rows = np.concatenate([test for test, _ in fitted])
    said = [one.predict(change(sample.table.iloc[test])) for test, one in fitted]
    truth = [sample.outlets[k] for k in rows]
    found = np.concatenate(said).tolist()
    return group_confusions(truth, found, sample.groups[rows], ["A", "B"])


def test_details_are_the_importance_of_every_family_seen_and_a_curve_up_to_all_stories() -> None:
    told: list[str] = []
    whole = evaluate(SAMPLE, replace(OPTIONS, details=True), told.append)
    assert told[-3:] == ["learning curve", "importance of families", "coefficients and telltales"]
    fitted = fitted_folds(OutletClassifier(folds=3, seed=2), SAMPLE, SPLITS)
    pd.testing.assert_frame_equal(whole.learning, learning_curve(fitted, SAMPLE, SPLITS))
    pd.testing.assert_frame_equal(whole.importance, family_importance(fitted, SAMPLE))
    assert sorted(whole.importance["family"]) == ["grammar", "hedge", "quote", "wording"]
    drops = whole.importance["drop"].tolist()
    assert drops == sorted(drops, reverse=True)
    assert (whole.importance["low"] <= whole.importance["high"]).all()
    curve = whole.learning
    assert curve.columns.tolist() == ["share", "n", "macro_f1", "low", "high"]
    assert curve["share"].tolist() == [0.25, 0.5, 0.75, 1.0]
    assert curve["n"].tolist() == [20, 40, 60, 80]
    for share, macro in zip((0.25, 0.5), curve["macro_f1"], strict=False):
        said, rows = [], []
        for number, (train, test) in enumerate(SPLITS):
            part = _part_of_stories(train, SAMPLE, share, number)
            model = OutletClassifier(folds=0, seed=2)
            model.fit(SAMPLE.table.iloc[part], TRUTH[part], SAMPLE.groups[part])
            said += model.predict(SAMPLE.table.iloc[test]).tolist()
            rows += test.tolist()
        assert _expected(rows, said)["macro_f1"] == macro
    last = _row(whole, "framing")
    for name in ("macro_f1", "low", "high"):
        assert curve[name].iloc[-1] == last[name]
    assert (curve["low"] <= curve["macro_f1"]).all()
    assert (curve["macro_f1"] <= curve["high"]).all()


@pytest.mark.parametrize(("share", "stories"), [(0.01, 2), (0.25, 10), (0.5, 20), (1.0, 40)])
def test_a_share_of_the_stories_is_rounded_and_never_less_than_two(
    share: float, stories: int
) -> None:
    outlets = ["A", "B"] * 200
    groups = np.arange(400) // 10
    sample = Sample(pd.DataFrame(index=range(400)), outlets, groups, [None] * 400)
    part, same, other = (
        _part_of_stories(np.arange(400), sample, share, seed) for seed in (0, 0, 1)
    )
    assert len(part) == 10 * stories
    assert len(set(groups[part].tolist())) == stories
    assert part.tolist() == same.tolist()
    assert (part.tolist() == other.tolist()) is (stories == 40)


def test_an_outlet_that_no_drawn_story_has_keeps_its_first_two_articles() -> None:
    outlets = ["A"] * 300 + ["B"] * 3
    groups = np.array([*(np.arange(300) // 10), 99, 99, 99])
    sample = Sample(pd.DataFrame(index=range(303)), outlets, groups, [None] * 303)
    train = np.arange(303)[::-1].copy()
    for seed in range(5):
        part = _part_of_stories(train, sample, 0.1, seed)
        kept = [row for row in part.tolist() if row >= 300]
        assert kept in ([302, 301], [302, 301, 300])
        assert len(part) - len(kept) in (20, 30)


def test_as_many_folds_as_an_outlet_has_stories_and_no_more() -> None:
    labels, groups = ["x", "y"] * 4, [0, 1, 2, 3, 4, 5, 6, 7]
    assert len(grouped_folds(labels, groups, folds=4)) == 4
    said = r"x: 4 groups of articles, 5 folds need 5; leave it out \(--min-articles\)"
    with pytest.raises(UsageError, match=said):
        grouped_folds(labels, groups)
    one, other = (grouped_folds(labels * 9, range(72), seed=seed) for seed in (0, 1))
    assert len(one) == 5
    assert [b.tolist() for _, b in one] != [b.tolist() for _, b in other]
    with pytest.raises(UsageError, match="7 articles have a day: too few"):
        forward_split(["x"] * 8, ["2020-01-01"] * 7 + [None], range(8))
