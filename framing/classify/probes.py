"""The company every score keeps: what a classifier gets without reading any framing.

Each probe counts once what its texts hold; what is learned (which words, how they are weighed) is
learned in each fold anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import (
    ENGLISH_STOP_WORDS,
    CountVectorizer,
    TfidfTransformer,
    TfidfVectorizer,
)
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.validation import check_is_fitted

from framing.classify.splits import Split

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_EDGE = 8
"""Words at each end that the first-and-last-words probe sees."""
_LEAST_ARTICLES = 2  # a term of one article names it and cannot tell outlets apart
_MOST_TERMS = 50_000  # commonest first: bounds memory; chosen, not measured


def edges(texts: Sequence[str]) -> NDArray[Any]:
    """First and last words of each text.

    >>> edges(["one two three"]).tolist()
    ['one two three one two three']
    """
    words = [_WORD.findall(text) for text in texts]
    return np.array([" ".join([*found[:_EDGE], *found[-_EDGE:]]) for found in words], object)


def lengths(texts: Sequence[str]) -> NDArray[np.float64]:
    """Characters and words of each text."""
    return np.array([[len(text), len(text.split())] for text in texts], float).reshape(-1, 2)


def marks(texts: Sequence[str]) -> NDArray[Any]:
    """Punctuation alone: words become w, numbers 0, blanks stay; what is left is the house's hand.

    >>> marks(['"Yes," he said.']).tolist()
    ['"w," w w.']
    """
    bare = [re.sub(r"[^\W\d_]+", "w", re.sub(r"\d+", "0", text)) for text in texts]
    return np.array(bare, object)


class CommonTerms(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns of a table of counts that two articles share, the `most` frequent of them."""

    def __init__(self, least: int = _LEAST_ARTICLES, most: int = _MOST_TERMS) -> None:
        self.least = least
        self.most = most

    def fit(self, X: Any, y: Any = None) -> CommonTerms:  # noqa: N803
        """Choose columns of a sparse table."""
        articles = np.bincount(X.indices, minlength=X.shape[1])
        shared = np.flatnonzero(articles >= self.least)
        total = np.asarray(X.sum(axis=0)).ravel()[shared]
        self.chosen_ = np.sort(shared[np.argsort(-total, kind="stable")[: self.most]])
        return self

    def transform(self, X: Any) -> Any:  # noqa: N803
        """The chosen columns."""
        check_is_fitted(self)
        return X[:, self.chosen_]


def count_words(texts: Sequence[str]) -> Any:
    """How often each word and pair of words stands in each text, if two texts share it."""
    counter = CountVectorizer(ngram_range=(1, 2), min_df=_LEAST_ARTICLES, dtype=np.float64)
    return counter.fit_transform(texts).tocsr()


def count_function_words(texts: Sequence[str]) -> Any:
    """How often each of some 300 words without topic stands in each text."""
    counter = CountVectorizer(vocabulary=sorted(ENGLISH_STOP_WORDS), dtype=np.float64)
    return counter.fit_transform(texts).tocsr()


def _marks() -> Pipeline:
    """Runs of one to four signs that hold a mark, weighed by rarity."""
    runs = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=_LEAST_ARTICLES
    )
    return make_pipeline(runs, _linear())


def _linear(C: float = 1.0) -> LinearSVC:  # noqa: N803
    return LinearSVC(C=C, class_weight="balanced", random_state=0)


def _edge_words() -> Pipeline:
    return make_pipeline(TfidfVectorizer(sublinear_tf=True), _linear())


def _function_words() -> Pipeline:
    """Weighed by rarity (Mosteller and Wallace 1964).

    Of ten ways to weigh and fit them this came out best on two corpora: the line to beat should not
    be a weak one.
    """
    return make_pipeline(TfidfTransformer(sublinear_tf=True), _linear(C=0.1))


def _words() -> Pipeline:
    """Weighed by rarity: the usual text classifier."""
    return make_pipeline(CommonTerms(), TfidfTransformer(sublinear_tf=True), _linear())


def _length() -> DecisionTreeClassifier:
    return DecisionTreeClassifier(min_samples_leaf=10, class_weight="balanced", random_state=0)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a probe sees of texts, and the model that guesses from it."""

    see: Callable[[Sequence[str]], Any]
    model: Callable[[], Any]


PROBES = {
    "majority": Probe(lengths, partial(DummyClassifier, strategy="most_frequent")),
    "length": Probe(lengths, _length),
    "punctuation": Probe(marks, _marks),
    "edges": Probe(edges, _edge_words),
    "function_words": Probe(count_function_words, _function_words),
    "words": Probe(count_words, _words),
}


def guess(
    name: str, texts: Sequence[str], labels: Sequence[str], splits: Sequence[Split]
) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Guesses on the tested rows of all splits, and which rows these are."""
    seen, truth = PROBES[name].see(texts), np.asarray(labels, object)
    model = PROBES[name].model()
    found = [
        clone(model).fit(seen[train], truth[train]).predict(seen[test]) for train, test in splits
    ]
    return np.concatenate(found), np.concatenate([test for _, test in splits])
