"""The outlet classifier: columns and grammar seen apart, their evidence added up, calibrated."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import QuantileTransformer, StandardScaler
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import (
    check_consistent_length,
    check_is_fitted,
    column_or_1d,
    validate_data,
)

from framing.classify.columns import framing_columns
from framing.classify.grammar import GrammarView
from framing.classify.inputs import has_names, is_text, known_groups
from framing.classify.sequences import COLUMN
from framing.classify.splits import grouped_folds
from framing.errors import UsageError

Kind = Literal["linear", "boosted"]
Chances = NDArray[np.float64]

_TEMPERATURES = np.geomspace(0.25, 32.0, 85)
_TINY = 1e-12  # keeps logarithms and quotients of 0 finite
_GRAMMAR_WEIGHT = 1.5
"""Of the grammar's evidence to that of the columns, each in standard deviations in training.

The grammar's shrinks by a third on new articles and the columns' does not, so this makes them even.
"""
ABSTAINED = "(unsure)"
"""What `predict` says of an article whose best outlet is less likely than `min_confidence`."""


def make_pipeline(kind: Kind, rows: int, outlets: int, seed: int = 0) -> Pipeline:
    """Unfitted steps for `rows` articles. Every outlet weighs the same, whatever its size.

    linear: an empty cell becomes the median with a column that says so (NaN is "no evidence", not
    0); ranks are mapped to a normal curve, because rates are skewed; then linear discriminants with
    Ledoit–Wolf shrinkage, which has nothing to tune. boosted: trees, which take NaN as it is.
    """
    if kind == "boosted":
        trees = HistGradientBoostingClassifier(
            max_iter=120,
            learning_rate=0.08,
            max_leaf_nodes=12,
            min_samples_leaf=8,
            l2_regularization=5.0,
            max_features=0.2,
            class_weight="balanced",
            random_state=seed,
        )
        return Pipeline([("classify", trees)])
    return Pipeline(
        [
            (
                "impute",
                SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
            ),
            ("rank", QuantileTransformer(n_quantiles=min(100, rows), output_distribution="normal")),
            ("scale", StandardScaler()),
            (
                "classify",
                LinearDiscriminantAnalysis(
                    solver="lsqr", shrinkage="auto", priors=[1 / outlets] * outlets
                ),
            ),
        ]
    )


class OutletClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Guesses the outlet of an article from its framing features.

    X is a feature table (`framing features`), a matrix of numbers, or articles or texts, which
    `features` (by default a `FramingFeatures`) then measures; from these the linear kind also sees
    how sentences are built (`framing.classify.sequences`). `kind` is "linear" or "boosted".
    `predict` says "(unsure)" below `min_confidence`. Probabilities are softened or sharpened by one
    temperature that fits out-of-group predictions best (Guo et al. 2017): which outlet comes first
    never changes by it; `folds=0` leaves that out. Where no groups are given (scikit-learn's
    `cross_val_score(..., groups=)` keeps them for its own splits), they are `story_id` and
    `copy_id` of the table or the stories that the texts share; a matrix has none, and its
    temperature is 1.

    >>> OutletClassifier(kind="boosted").get_params()["kind"]
    'boosted'
    """

    def __init__(
        self,
        *,
        kind: Kind = "linear",
        features: Any = None,
        min_confidence: float = 0.0,
        folds: int = 5,
        seed: int = 0,
    ) -> None:
        self.kind = kind
        self.features = features
        self.min_confidence = min_confidence
        self.folds = folds
        self.seed = seed

    def fit(self, X: Any, y: Any, groups: Any = None) -> OutletClassifier:  # noqa: N803
        """Learn from articles and their outlets; `groups` keep stories and copies together.

        Raises `UsageError` (a `ValueError`) with one outlet, or if no column is a feature.
        """
        if self.kind not in ("linear", "boosted"):
            raise UsageError(f"kind={self.kind!r}: expected 'linear' or 'boosted'")
        if y is None:
            raise UsageError("requires y to be passed, but the target y is None: give the outlets")
        labels = column_or_1d(y, warn=True)
        check_classification_targets(labels)
        table = self._measured(X, fit=True)
        check_consistent_length(table, labels)
        self.classes_ = np.unique(labels)
        if len(self.classes_) < 2:
            raise UsageError(f"one class, one outlet ({self.classes_[0]}): nothing to tell apart")
        matrix = not is_text(X) and not has_names(X)
        self.columns_ = varying_columns(table) if matrix else usable_columns(table)
        self.n_features_in_ = table.shape[1] if matrix else len(self.columns_)
        self.temperature_ = self._temperature(table, labels, known_groups(X, groups, len(labels)))
        self._learn(table, labels)
        return self

    def _learn(self, table: pd.DataFrame, labels: NDArray[Any]) -> OutletClassifier:
        values = table[self.columns_].to_numpy(float)
        if self.kind == "boosted":  # trees refuse a column without a value: in a fold it happens
            values = np.where(np.isnan(values).all(axis=0), 0.0, values)
        steps = make_pipeline(self.kind, len(values), len(np.unique(labels)), self.seed)
        self.pipeline_ = steps.fit(values, labels)
        self.grammar_, self.weight_ = None, 0.0
        if self.kind == "linear" and COLUMN in table:
            self.grammar_ = GrammarView.fit(table[COLUMN].tolist(), labels, self.seed)
        if self.grammar_ is not None:
            columns = logits_of(self.pipeline_.predict_proba(values)).std()
            grammar = self.grammar_.decide(table[COLUMN].tolist()).std()
            self.weight_ = float(_GRAMMAR_WEIGHT * columns / max(grammar, _TINY))
        return self

    def _temperature(self, table: pd.DataFrame, labels: NDArray[Any], groups: Any) -> float:
        if self.folds < 2 or groups is None:
            return 1.0
        try:
            splits = grouped_folds(labels.tolist(), groups, folds=self.folds, seed=self.seed)
        except UsageError:
            return 1.0  # too few stories to learn it from
        evidence = np.zeros((len(labels), len(self.classes_)))
        for train, test in splits:
            self._learn(table.iloc[train], labels[train])
            evidence[test] = self.evidence(table.iloc[test])
        return best_temperature(evidence, np.searchsorted(self.classes_, labels))

    def evidence(self, table: pd.DataFrame) -> Chances:
        """What speaks for each outlet, before the temperature: higher is likelier, mean 0 a row."""
        values = table[self.columns_].to_numpy(float)
        return logits_of(self.pipeline_.predict_proba(values)) + self.grammar_evidence(table)

    def grammar_evidence(self, table: pd.DataFrame) -> Chances | float:
        """The grammar's part of the evidence; 0 for a model that does not see it."""
        if self.grammar_ is None:
            return 0.0
        return self.weight_ * self.grammar_.decide(table[COLUMN].tolist())

    def predict_proba(self, X: Any) -> Chances:  # noqa: N803
        """Probability of each outlet (columns as `classes_`).

        Raises `UsageError` for a table without a feature that the model was trained on.
        """
        check_is_fitted(self)
        table = self._measured(X, fit=False)
        wanted = [*self.columns_, *([COLUMN] if self.grammar_ is not None else [])]
        missing = [name for name in wanted if name not in table.columns]
        if missing:
            raise UsageError(
                f"{len(missing)} of the {len(wanted)} features the model was trained on are "
                f"not in the table (first: {missing[0]}); make the table with the same version"
            )
        return _chances(self.evidence(table), self.temperature_)

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: N803
        """Most likely outlet, or "(unsure)"."""
        chances = self.predict_proba(X)
        best = self.classes_[chances.argmax(axis=1)]
        unsure = chances.max(axis=1) < self.min_confidence
        if not unsure.any():
            return np.asarray(best)
        return np.where(unsure, np.array(ABSTAINED, object), best)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        return tags

    def _measured(self, X: Any, *, fit: bool) -> pd.DataFrame:  # noqa: N803
        if not is_text(X):
            if has_names(X):
                return X  # type: ignore[no-any-return]  # a table, as has_names has seen
            numbers = validate_data(
                self, X, reset=fit, dtype=np.float64, ensure_all_finite="allow-nan"
            )
            return pd.DataFrame(numbers, columns=[f"x{k}" for k in range(numbers.shape[1])])
        if fit:
            from framing.classify.transformer import FramingFeatures  # reads texts: heavy

            self.features_ = (
                clone(self.features) if self.features is not None else FramingFeatures()
            )
            self.features_.fit(X)
        if not hasattr(self, "features_"):
            raise UsageError("the model was trained on a feature table: give a table, not texts")
        if hasattr(self.features_, "measure"):
            return self.features_.measure(self.features_.masked(X))
        names = self.features_.get_feature_names_out()
        return pd.DataFrame(np.asarray(self.features_.transform(X)), columns=names)


def usable_columns(table: pd.DataFrame) -> list[str]:
    """Feature columns that vary; raises `UsageError` if there is none."""
    columns = framing_columns(table.columns)
    kept = [name for name in columns if table[name].nunique() > 1]
    if not kept:
        raise UsageError("no feature column that varies; expected a table of `framing features`")
    return kept


def varying_columns(table: pd.DataFrame) -> list[str]:
    """Columns of a matrix that vary; raises `UsageError` if there is none."""
    kept = [str(name) for name in table.columns if table[name].nunique() > 1]
    if not kept:
        raise UsageError("no column of the matrix varies: there is nothing to learn from")
    return kept


def logits_of(chances: Chances) -> Chances:
    """Logarithms of probabilities, mean 0 a row."""
    logits = np.log(chances + _TINY)
    centred: Chances = logits - logits.mean(axis=1, keepdims=True)
    return centred


def best_temperature(evidence: Chances, right: NDArray[np.intp]) -> float:
    """The temperature that makes the right outlets likeliest; `right` are their columns."""
    rows = np.arange(len(right))
    losses = [-np.log(_TINY + _chances(evidence, t)[rows, right]).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _chances(evidence: Chances, temperature: float) -> Chances:
    logits = evidence / temperature
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Chances = odds / odds.sum(axis=1, keepdims=True)
    return chances
