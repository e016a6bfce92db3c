"""The classifier and the transformer as scikit-learn users call them."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import SkipTestWarning
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.utils import get_tags
from sklearn.utils.estimator_checks import parametrize_with_checks

import framing
from framing.classify.sample import Sample
from framing.errors import UsageError
from tests.classify.corpus import make_articles

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SkipTestWarning)
    CHECKS = parametrize_with_checks(
        [framing.OutletClassifier(kind="linear"), framing.OutletClassifier(kind="boosted")],
        expected_failed_checks=lambda estimator: {},
    )


@CHECKS
def test_scikit_learn_finds_nothing_to_object_to(estimator: Any, check: Any) -> None:
    with warnings.catch_warnings():
        # Checks of numbers as classes: scikit-learn itself warns of many classes in few rows.
        warnings.simplefilter("ignore")
        check(estimator)


def test_a_table_is_cross_validated_with_the_groups_of_the_splits(sample: Sample) -> None:
    scores = cross_val_score(
        framing.OutletClassifier(),
        sample.table,
        sample.outlets,
        groups=sample.groups,
        cv=GroupKFold(3),
    )
    assert scores.shape == (3,)
    assert scores.mean() > 0.6


def test_settings_are_searched_over_a_matrix_of_numbers(sample: Sample) -> None:
    numbers = sample.table.select_dtypes("number").to_numpy()
    search = GridSearchCV(
        framing.OutletClassifier(folds=0), {"kind": ["linear", "boosted"]}, cv=GroupKFold(2)
    )
    search.fit(numbers, np.array(sample.outlets), groups=sample.groups)
    assert search.best_params_["kind"] in ("linear", "boosted")
    assert search.best_estimator_.n_features_in_ == numbers.shape[1]


def test_texts_in_a_series_are_cross_validated(recwarn: pytest.WarningsRecorder) -> None:
    articles = make_articles(8)
    texts = pd.Series([one.text for one in articles])
    outlets = [one.outlet for one in articles]
    scores = cross_val_score(
        framing.OutletClassifier(folds=0), texts, outlets, groups=range(24), cv=GroupKFold(2)
    )
    assert np.isfinite(scores).all()


def test_a_tables_model_knows_how_many_features_it_saw(sample: Sample) -> None:
    model = framing.OutletClassifier(folds=0).fit(sample.table, sample.outlets)
    assert model.n_features_in_ == len(model.columns_)


@pytest.mark.parametrize(
    "dress",
    [
        list,
        tuple,
        pd.Series,
        lambda texts: pd.Series(texts, index=[7, 3, 5]),
        lambda texts: pd.DataFrame({"text": texts}),
        lambda texts: np.array(texts, object),
        lambda texts: np.array(texts, object)[:, None],
        lambda texts: np.array(texts),
        iter,
    ],
)
def test_texts_come_in_every_dress_and_give_the_same_rows(dress: Any) -> None:
    texts = ["Officials said the talks may resume.", "We must act now!", ""]
    features = framing.FramingFeatures().fit(texts)
    rows = features.transform(texts)
    assert np.array_equal(features.transform(dress(texts)), rows, equal_nan=True)


def test_a_wide_table_is_refused_by_the_names_of_its_columns() -> None:
    table = pd.DataFrame({"id": [1], "text": ["Officials met."], "outlet": ["A"]})
    with pytest.raises(UsageError, match=r"3 columns \(id, text, outlet\)"):
        framing.FramingFeatures().fit_transform(table)
    with pytest.raises(UsageError, match="row 1: expected a text or an article, not float"):
        framing.FramingFeatures().fit(pd.Series(["Officials met.", np.nan]))


def test_scikit_learn_is_told_that_texts_come_in_and_tables_too() -> None:
    texts = get_tags(framing.FramingFeatures()).input_tags
    assert (texts.string, texts.two_d_array, texts.allow_nan) == (True, False, False)
