"""What the classifier rests on: families of features, and whether more articles would help."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import clone

from framing.classify.model import OutletClassifier, best_temperature, logits_of
from framing.classify.sample import Sample
from framing.classify.scores import bounds_of, group_confusions, macro_of, resampled, score_row
from framing.classify.splits import Split
from framing.measures.columns import FAMILIES

Fitted = list[tuple[NDArray[np.intp], OutletClassifier]]

GRAMMAR = "grammar"
"""The family of runs of symbols, which are no columns of the codebook."""
REPEATS = 5  # shufflings of a family; their spread is shown beside the mean
SHARES = (0.25, 0.5, 0.75, 1.0)  # of the training articles, for the learning curve


def fitted_folds(model: OutletClassifier, sample: Sample, splits: Sequence[Split]) -> Fitted:
    """A fitted copy of the model for each split, with the rows to test it on.

    The temperature of each copy is what fits the tested rows of the other splits best: one number,
    learned from guesses on unseen stories, at a fifth of the cost of splits within splits.
    """
    truth = np.asarray(sample.outlets, object)
    quick = clone(model).set_params(folds=0)
    fitted = [
        (test, clone(quick).fit(sample.table.iloc[train], truth[train], sample.groups[train]))
        for train, test in splits
    ]
    evidence = [one.evidence(sample.table.iloc[test]) for test, one in fitted]
    for number, (_, one) in enumerate(fitted):
        others = [k for k in range(len(fitted)) if k != number]
        if model.folds >= 2 and others:
            rows = np.concatenate([fitted[k][0] for k in others])
            one.temperature_ = best_temperature(
                np.concatenate([evidence[k] for k in others]),
                np.searchsorted(one.classes_, truth[rows]),
            )
    return fitted


def family_importance(fitted: Fitted, sample: Sample, seed: int = 0) -> pd.DataFrame:
    """family, drop, low, high: macro-F1 lost when a family's columns are shuffled among articles.

    Permutation importance (Breiman 2001) on the tested rows of each fold, a family at a time, so
    that features which stand in for one another go together. The greatest loss comes first.
    """
    names = sorted(set(sample.outlets))
    rows = np.concatenate([test for test, _ in fitted])
    truth = [sample.outlets[k] for k in rows]

    def confusions(found: list[str]) -> NDArray[np.float64]:
        return group_confusions(truth, found, sample.groups[rows], names)

    folds = [_Fold(sample.table.iloc[test], model) for test, model in fitted]
    whole = confusions([guess for fold in folds for guess in fold.guesses()])
    found = []
    for family in (*FAMILIES, GRAMMAR):
        if not any(fold.sees(family) for fold in folds):
            continue
        random = np.random.default_rng(seed)
        shuffled = [
            confusions([guess for fold in folds for guess in fold.guesses(family, random)])
            for _ in range(REPEATS)
        ]
        mean = np.mean(shuffled, axis=0)
        low, high = bounds_of(macro_of(resampled(whole, seed)) - macro_of(resampled(mean, seed)))
        drop = float(macro_of(whole.sum(axis=0)) - macro_of(mean.sum(axis=0)))
        found.append({"family": family, "drop": drop, "low": float(low), "high": float(high)})
    frame = pd.DataFrame(found, columns=["family", "drop", "low", "high"])
    return frame.sort_values("drop", ascending=False, ignore_index=True)


class _Fold:
    """The tested rows of a fold, imputed and scaled once: steps work on each column alone."""

    def __init__(self, table: pd.DataFrame, model: OutletClassifier) -> None:
        self._model, steps = model, model.pipeline_
        names = np.array(model.columns_, object)
        self._rows = table[model.columns_].to_numpy(float)
        if len(steps) > 1:
            names = steps["impute"].get_feature_names_out(names)
            self._rows = steps[:-1].transform(self._rows)
        self._family = np.array(
            [name.removeprefix("missingindicator_").split("_")[0] for name in names]
        )
        self._grammar = model.grammar_evidence(table)

    def sees(self, family: str) -> bool:
        if family == GRAMMAR:
            return isinstance(self._grammar, np.ndarray)
        return bool((self._family == family).any())

    def guesses(self, family: str = "", random: np.random.Generator | None = None) -> list[str]:
        """The outlets that come first, after a family's values went to other rows."""
        rows, grammar = self._rows, self._grammar
        if random is not None:
            order = random.permutation(len(rows))
            mixed = self._family == family
            rows = np.where(mixed, rows[order], rows)
            grammar = grammar[order] if family == GRAMMAR else grammar  # type: ignore[index]
        evidence = logits_of(self._model.pipeline_["classify"].predict_proba(rows)) + grammar
        found: list[str] = self._model.classes_[evidence.argmax(axis=1)].tolist()
        return found


def learning_curve(fitted: Fitted, sample: Sample, splits: Sequence[Split]) -> pd.DataFrame:
    """share, n, macro_f1, low, high: trained on a share of the stories, `n` articles on average.

    `fitted` are the models trained on all stories of each split.
    """
    rows = np.concatenate([test for _, test in splits])
    truth = [sample.outlets[k] for k in rows]
    found = []
    for share in SHARES:
        guesses, size = _learned(fitted, sample, splits, share)
        score = score_row(truth, guesses, sample.groups[rows])
        cells = {name: score[name] for name in ("macro_f1", "low", "high")}
        found.append({"share": share, "n": size, **cells})
    return pd.DataFrame(found)


def _learned(
    fitted: Fitted, sample: Sample, splits: Sequence[Split], share: float
) -> tuple[list[str], int]:
    """Guesses on the tested rows after a share of the stories, and how many articles that was."""
    if share >= 1:
        whole = [g for test, model in fitted for g in model.predict(sample.table.iloc[test])]
        return whole, int(np.mean([len(train) for train, _ in splits]))
    truth = np.asarray(sample.outlets, object)
    guesses: list[str] = []
    sizes = []
    for number, ((train, test), (_, model)) in enumerate(zip(splits, fitted, strict=True)):
        part = _part_of_stories(train, sample, share, number)
        quick = clone(model).set_params(folds=0)
        quick.fit(sample.table.iloc[part], truth[part], sample.groups[part])
        guesses += quick.predict(sample.table.iloc[test]).tolist()
        sizes.append(len(part))
    return guesses, int(np.mean(sizes))


def _part_of_stories(
    train: NDArray[np.intp], sample: Sample, share: float, seed: int
) -> NDArray[np.intp]:
    """Rows of a share of the stories; every outlet keeps at least two articles."""
    group = sample.groups[train]
    stories = np.unique(group)
    random = np.random.default_rng(seed)
    wanted = min(len(stories), max(2, round(share * len(stories))))
    kept = random.choice(stories, wanted, replace=False)
    chosen = np.isin(group, kept)
    truth = np.asarray(sample.outlets, object)[train]
    for outlet in np.unique(truth):
        rows = np.flatnonzero(truth == outlet)
        if chosen[rows].sum() < 2:
            chosen[rows[:2]] = True
    part: NDArray[np.intp] = train[chosen]
    return part
