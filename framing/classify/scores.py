"""Macro-F1 and its company with intervals: resampled over groups, because stories repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

RESAMPLES = 1000  # of the articles; chosen, not measured
CONFIDENCE = 0.95  # of intervals, as usual

Numbers = NDArray[np.float64]
Groups = Sequence[Any] | NDArray[Any]


def group_confusions(
    truth: Sequence[str], found: Sequence[str], groups: Groups, names: Sequence[str]
) -> Numbers:
    """One confusion matrix a group: shape (groups, outlets, outlets), rows true, columns found."""
    place = {name: k for k, name in enumerate(names)}
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    table = np.zeros((int(group.max(initial=-1)) + 1, len(names), len(names)))
    rows = np.array([place[name] for name in truth], np.intp)
    columns = np.array([place[name] for name in found], np.intp)
    np.add.at(table, (group, rows, columns), 1.0)
    return table


def _f1(confusion: Numbers) -> Numbers:
    """F1 an outlet, over the last two axes; 0 for an outlet nobody guessed right."""
    hit: Numbers = np.diagonal(confusion, axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    f1: Numbers = np.divide(2 * hit, total, out=np.zeros_like(hit), where=total > 0)
    return f1


def macro_of(confusion: Numbers) -> Numbers:
    """Mean F1 over the outlets that occur in truth."""
    present = confusion.sum(axis=-1) > 0
    score: Numbers = (_f1(confusion) * present).sum(axis=-1) / np.maximum(1, present.sum(axis=-1))
    return score


def resampled(table: Numbers, seed: int = 0, resamples: int = RESAMPLES) -> Numbers:
    """Confusion matrices of bootstrap samples of the groups (Efron 1979)."""
    random = np.random.default_rng(seed)
    count = len(table)
    weights = random.multinomial(count, np.full(count, 1 / count), size=resamples)
    drawn: Numbers = np.tensordot(weights.astype(float), table, axes=1)
    return drawn


def bounds_of(values: Numbers) -> tuple[Numbers, Numbers]:
    """Low and high end of the interval, over the first axis."""
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(values, [tail, 1 - tail], axis=0)
    return low, high


def score_row(
    truth: Sequence[str], found: Sequence[str], groups: Groups, seed: int = 0
) -> dict[str, Any]:
    """macro_f1 with low and high (95 %), accuracy, n, n_outlets."""
    names = sorted({*truth, *found})
    table = group_confusions(truth, found, groups, names)
    total = table.sum(axis=0)
    low, high = bounds_of(macro_of(resampled(table, seed)))
    return {
        "macro_f1": float(macro_of(total)),
        "low": float(low),
        "high": float(high),
        "accuracy": float(np.trace(total) / max(1.0, total.sum())),
        "n": len(truth),
        "n_outlets": len(set(truth)),
    }


def outlet_rows(
    truth: Sequence[str], found: Sequence[str], groups: Groups, seed: int = 0
) -> pd.DataFrame:
    """outlet, precision, recall, f1, low, high (of f1), n; in order of name."""
    names = sorted({*truth, *found})
    table = group_confusions(truth, found, groups, names)
    total = table.sum(axis=0)
    hit = np.diagonal(total)
    low, high = bounds_of(_f1(resampled(table, seed)))
    guessed, there = total.sum(axis=0), total.sum(axis=1)
    frame = pd.DataFrame(
        {
            "outlet": names,
            "precision": np.divide(hit, guessed, out=np.zeros_like(hit), where=guessed > 0),
            "recall": np.divide(hit, there, out=np.zeros_like(hit), where=there > 0),
            "f1": _f1(total),
            "low": low,
            "high": high,
            "n": there.astype(int),
        }
    )
    kept: pd.DataFrame = frame[there > 0].reset_index(drop=True)
    return kept


def confusion_table(truth: Sequence[str], found: Sequence[str]) -> pd.DataFrame:
    """Counts; index the true outlet, columns the guessed one, both in order of name."""
    names = sorted({*truth, *found})
    counts = group_confusions(truth, found, np.zeros(len(truth), int).tolist(), names)[0]
    frame = pd.DataFrame(counts.astype(int), index=pd.Index(names, name="outlet"), columns=names)
    kept: pd.DataFrame = frame.loc[sorted(set(truth))]
    return kept


def reliability_table(
    truth: Sequence[str], chances: Numbers, names: Sequence[str], bins: int = 10
) -> pd.DataFrame:
    """low, high, confidence, accuracy, n of each bin of the highest probability; empty bins out."""
    best = chances.max(axis=1)
    right = np.asarray(names, object)[chances.argmax(axis=1)] == np.asarray(truth, object)
    edges = np.linspace(0, 1, bins + 1)
    place = np.clip(np.digitize(best, edges[1:-1], right=True), 0, bins - 1)
    rows = [
        {
            "low": edges[k],
            "high": edges[k + 1],
            "confidence": best[place == k].mean(),
            "accuracy": right[place == k].mean(),
            "n": int((place == k).sum()),
        }
        for k in range(bins)
        if (place == k).any()
    ]
    return pd.DataFrame(rows, columns=["low", "high", "confidence", "accuracy", "n"])


def brier_score(truth: Sequence[str], chances: Numbers, names: Sequence[str]) -> float:
    """Mean squared error of the probabilities summed over outlets: 0 best, 2 worst (Brier 1950)."""
    right = np.asarray(truth, object)[:, None] == np.asarray(names, object)[None, :]
    return float(((chances - right) ** 2).sum(axis=1).mean())
