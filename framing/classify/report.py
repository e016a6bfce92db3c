"""Evaluates a classifier, and always beside what it would get by cheating."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold

from framing.classify.evidence import coefficient_table
from framing.classify.importance import (
    Fitted,
    family_importance,
    fitted_folds,
    learning_curve,
)
from framing.classify.model import Kind, OutletClassifier
from framing.classify.probes import guess
from framing.classify.sample import Sample
from framing.classify.scores import (
    brier_score,
    confusion_table,
    outlet_rows,
    reliability_table,
    score_row,
)
from framing.classify.sequences import COLUMN
from framing.classify.splits import Split, forward_split, grouped_folds
from framing.classify.telltale import COLUMNS as TELLTALE_COLUMNS
from framing.classify.telltale import find_telltales
from framing.errors import UsageError

SCORE_COLUMNS = ("name", "macro_f1", "low", "high", "accuracy", "n", "n_outlets", "split")
STORIES, RANDOM, FORWARD = "stories apart", "random", "forward in time"


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """`details` adds the learning curve and the importances, which fit many more models."""

    kind: Kind = "linear"
    folds: int = 5
    seed: int = 0
    details: bool = True


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Tables; intervals are of 95 %, from a bootstrap over stories.

    scores: one row a model or baseline (name, macro_f1, low, high, accuracy, n, n_outlets, split);
    per_outlet and forward: outlet, precision, recall, f1, low, high, n, with stories apart and
    forward in time; confusion: true by guessed; reliability: low, high, confidence, accuracy, n;
    learning: share, n, macro_f1, low, high; importance: family, drop, low, high; coefficients:
    outlet, feature, coefficient; telltales: strings that still give an outlet away. `brier` is of
    the framing model with stories apart, `notes` say what could not be done and why.
    """

    scores: pd.DataFrame
    per_outlet: pd.DataFrame
    forward: pd.DataFrame
    confusion: pd.DataFrame
    reliability: pd.DataFrame
    learning: pd.DataFrame
    importance: pd.DataFrame
    coefficients: pd.DataFrame
    telltales: pd.DataFrame
    brier: float
    notes: tuple[str, ...] = ()


def evaluate(
    sample: Sample,
    options: EvaluateOptions | None = None,
    on_step: Callable[[str], object] = lambda step: None,
) -> Evaluation:
    """Everything that should stand beside a score of outlet classification.

    `on_step` hears of each part when it begins. Raises `UsageError` if an outlet has fewer stories
    than there are folds.
    """
    chosen = options or EvaluateOptions()
    on_step("framing")
    model = OutletClassifier(kind=chosen.kind, folds=chosen.folds, seed=chosen.seed)
    splits = grouped_folds(sample.outlets, sample.groups, folds=chosen.folds, seed=chosen.seed)
    fitted = fitted_folds(model, sample, splits)
    chances = _chances(fitted, sample)
    names = fitted[0][1].classes_
    found = names[chances.argmax(axis=1)]
    notes: list[str] = []
    quick = clone(model).set_params(folds=0)  # which outlet comes first is the same
    forward, forward_found = _forward(quick, sample, notes)
    rows = [_row("framing", sample, found, np.arange(len(sample)), STORIES)]
    rows += _baselines(quick, sample, splits, (notes, on_step))
    if forward is not None:
        rows.append(_row("forward_in_time", sample, forward_found, forward[1], FORWARD))
    learning, importance = _details(fitted, sample, splits, on_step) if chosen.details else _NONE
    on_step("coefficients and telltales")
    return Evaluation(
        scores=pd.DataFrame(rows, columns=list(SCORE_COLUMNS)),
        per_outlet=outlet_rows(sample.outlets, found.tolist(), sample.groups),
        forward=_forward_rows(sample, forward, forward_found),
        confusion=confusion_table(sample.outlets, found.tolist()),
        reliability=reliability_table(sample.outlets, chances, names.tolist()),
        learning=learning,
        importance=importance,
        coefficients=_coefficients(quick, sample),
        telltales=_telltales(sample),
        brier=brier_score(sample.outlets, chances, names.tolist()),
        notes=tuple(notes),
    )


_NONE = (pd.DataFrame(), pd.DataFrame())


def _details(
    fitted: Fitted, sample: Sample, splits: list[Split], on_step: Callable[[str], object]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    on_step("learning curve")
    learning = learning_curve(fitted, sample, splits)
    on_step("importance of families")
    return learning, family_importance(fitted, sample)


def _coefficients(quick: OutletClassifier, sample: Sample) -> pd.DataFrame:
    if quick.kind != "linear":
        return pd.DataFrame()
    return coefficient_table(quick.fit(sample.table, sample.outlets, sample.groups))


def _row(
    name: str, sample: Sample, found: Any, rows: NDArray[np.intp], split: str
) -> dict[str, Any]:
    truth = [sample.outlets[k] for k in rows]
    return {"name": name, **score_row(truth, list(found), sample.groups[rows]), "split": split}


def _chances(fitted: Fitted, sample: Sample) -> NDArray[np.float64]:
    names = fitted[0][1].classes_
    chances = np.zeros((len(sample), len(names)))
    for test, model in fitted:
        chances[test] = model.predict_proba(sample.table.iloc[test])
    return chances


def _baselines(
    quick: OutletClassifier,
    sample: Sample,
    splits: list[Split],
    told: tuple[list[str], Callable[[str], object]],
) -> Iterator[dict[str, Any]]:
    notes, on_step = told
    plain = sample.masked or [""] * len(sample)
    if sample.raw is None:
        notes.append("length, edges and words need the texts: evaluate the corpus, not its table")
    for name, probe, given in _probes(sample, plain):
        if given is not None:
            on_step(name)
            found, rows = guess(probe, given, sample.outlets, splits)
            yield _row(name, sample, found, rows, STORIES)
    if COLUMN in sample.table:
        on_step("framing_columns")
        found, rows = _refit(quick, sample.table.drop(columns=COLUMN), sample, splits)
        yield _row("framing_columns", sample, found, rows, STORIES)
    on_step("framing_unmasked and framing_random_split")
    if sample.unmasked is not None:
        found, rows = _refit(quick, sample.unmasked, sample, splits)
        yield _row("framing_unmasked", sample, found, rows, STORIES)
    mixed = StratifiedKFold(len(splits), shuffle=True, random_state=quick.seed)
    found, rows = _refit(quick, sample.table, sample, list(mixed.split(plain, sample.outlets)))
    yield _row("framing_random_split", sample, found, rows, RANDOM)


def _probes(sample: Sample, plain: list[str]) -> Iterator[tuple[str, str, list[str] | None]]:
    """Name of the line, its probe, and the texts that it sees."""
    yield "majority", "majority", plain
    yield "length", "length", sample.masked
    yield "punctuation", "punctuation", sample.masked
    yield "punctuation_raw", "punctuation", sample.raw
    yield "edges", "edges", sample.masked
    yield "edges_raw", "edges", sample.raw
    yield "function_words", "function_words", sample.masked
    yield "words_masked", "words", sample.masked
    yield "words_raw", "words", sample.raw


def _refit(
    model: OutletClassifier, table: pd.DataFrame, sample: Sample, splits: list[Split]
) -> tuple[NDArray[Any], NDArray[np.intp]]:
    truth = np.asarray(sample.outlets, object)
    found = [
        model.fit(table.iloc[train], truth[train], sample.groups[train]).predict(table.iloc[test])
        for train, test in splits
    ]
    return np.concatenate(found), np.concatenate([test for _, test in splits])


def _forward(
    model: OutletClassifier, sample: Sample, notes: list[str]
) -> tuple[Split | None, NDArray[Any]]:
    try:
        split = forward_split(sample.outlets, sample.published, sample.groups)
    except UsageError as error:
        notes.append(f"not forward in time: {error}")
        return None, np.empty(0, object)
    undated = len(sample) - sum(day is not None for day in sample.published)
    if undated:
        notes.append(f"forward in time leaves out {undated} articles without a day")
    return split, _refit(model, sample.table, sample, [split])[0]


def _forward_rows(sample: Sample, split: Split | None, found: NDArray[Any]) -> pd.DataFrame:
    if split is None:
        return pd.DataFrame()
    truth = [sample.outlets[k] for k in split[1]]
    return outlet_rows(truth, found.tolist(), sample.groups[split[1]])


def _telltales(sample: Sample) -> pd.DataFrame:
    if sample.masked is None:
        return pd.DataFrame(columns=list(TELLTALE_COLUMNS))
    return find_telltales(sample.masked, sample.outlets)
