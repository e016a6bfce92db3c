"""The transformer keeps scikit-learn's contract, remembers rows, and gives the same everywhere."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import SkipTestWarning
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

import framing
from framing.classify.cache import RowCache
from framing.errors import UsageError
from framing.types import Article
from tests.classify.corpus import make_articles

TEXTS = ["Officials said the talks may resume.", "We must act now! Why did they wait?", ""]

# scikit-learn says by a warning that a transformer of texts gets the checks that feed no matrix of
# numbers: parameters, cloning, construction, tags, names; the tests below stand for the others.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", SkipTestWarning)
    ESTIMATOR_CHECKS = parametrize_with_checks(
        [framing.FramingFeatures()], expected_failed_checks=lambda estimator: {}
    )


@ESTIMATOR_CHECKS
def test_scikit_learn_finds_nothing_to_object_to(estimator: Any, check: Any) -> None:
    check(estimator)


def test_numbers_are_refused_by_name() -> None:
    with pytest.raises(UsageError, match="row 0: expected a text or an article, not ndarray"):
        framing.FramingFeatures().fit(np.zeros((2, 3)))
    with pytest.raises(UsageError, match="put it in"):
        framing.FramingFeatures().fit("one text")
    with pytest.raises(UsageError, match="not int"):
        framing.FramingFeatures().fit(5)


def test_it_works_as_a_transformer_should() -> None:
    features = framing.FramingFeatures()
    assert clone(features).get_params() == features.get_params()
    rows = features.fit_transform(TEXTS)
    assert rows.shape == (3, len(features.get_feature_names_out()))
    assert np.array_equal(rows, features.fit(TEXTS).transform(TEXTS), equal_nan=True)
    again = clone(features).fit(TEXTS[:1]).transform(TEXTS[::-1])
    assert np.array_equal(rows, again[::-1], equal_nan=True)
    table = framing.FramingFeatures().set_output(transform="pandas").fit_transform(TEXTS)
    assert isinstance(table, pd.DataFrame)
    assert list(table.columns) == list(features.get_feature_names_out())
    assert make_pipeline(framing.FramingFeatures()).fit(TEXTS).transform(TEXTS).shape == rows.shape
    assert features.transform([]).shape == (0, rows.shape[1])


def test_rows_are_the_same_from_two_processes_and_from_the_cache(tmp_path: Path) -> None:
    texts = [article.text for article in make_articles(10)]
    plain = framing.FramingFeatures().fit_transform(texts)
    two = framing.FramingFeatures(n_jobs=2, cache=tmp_path).fit_transform(texts)
    kept = framing.FramingFeatures(cache=tmp_path).fit_transform(texts)
    assert np.array_equal(plain, two, equal_nan=True)
    assert np.array_equal(plain, kept, equal_nan=True)


def test_the_cache_is_read_and_keyed_by_what_numbers_depend_on(tmp_path: Path) -> None:
    features = framing.FramingFeatures(cache=tmp_path).fit(TEXTS)
    first = features.transform(TEXTS[:1])
    cache = RowCache(tmp_path, features._state())
    key = f"None\n{TEXTS[0]}"
    assert list(cache.read([key], first.shape[1])) == [0]
    cache.write({key: (np.full(first.shape[1], 7.0), "NN VBD")})
    assert np.array_equal(features.transform(TEXTS[:1]), np.full(first.shape, 7.0))
    other = framing.FramingFeatures(cache=tmp_path, dyad=("RUS", "TUR")).fit(TEXTS)
    assert not np.array_equal(other.transform(TEXTS[:1]), np.full((1, other.columns_.__len__()), 7))


@pytest.mark.parametrize(
    "dressed",
    [
        "“The talks,” he said, “don’t help.”\n\nShe’d agreed — at once.",
        "''The talks,'' he said, ``don't help.''\nShe'd agreed -- at once.",
        '"The talks," he said, "don\'t help." She\'d agreed – at once.',
        "‘The talks’, he said, ‘don’t help.’ She’d agreed – at once.",
        '(Reuters) "The talks," he said, "don\'t help."\r\n\r\n\r\nShe\'d agreed—at once.',
    ],
)
def test_quotation_marks_apostrophes_and_line_breaks_change_no_feature(dressed: str) -> None:
    base = "Officials met the ministers on Monday in the capital to talk about the plan for peace."
    plain = '"The talks," he said, "don\'t help." She\'d agreed - at once.'
    features = framing.FramingFeatures().fit([base])
    one, two = features.transform([f"{base} {plain} {base}", f"{base} {dressed} {base}"])
    names = features.get_feature_names_out()
    assert [n for n, a, b in zip(names, one, two, strict=True) if a != b and a == a] == []


def test_the_label_and_the_page_address_change_no_feature() -> None:
    one = make_articles(2)[0]
    other = Article("x", one.text, outlet="Another", url="https://another.example/", title="T")
    rows = framing.FramingFeatures().fit(make_articles(2)).transform([one, other])
    assert np.array_equal(rows[0], rows[1], equal_nan=True)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_gives_a_row(text: str) -> None:
    features = framing.FramingFeatures().fit([text])
    assert features.transform([text]).shape == (1, len(features.columns_))
