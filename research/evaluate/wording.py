"""Biased sentences, precision by hand, cost of matching.

    python -m research.evaluate.wording CORPORA

Nothing trained here is shipped. Folds are grouped by article, then by whole outlets.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import BaseCrossValidator, GroupKFold, LeaveOneGroupOut
from sklearn.preprocessing import StandardScaler

from research.cost.matching_cost import print_cost
from research.evaluate.sheets import print_precision
from research.evaluate.wording_sentences import describe_sentences

_SHARE = 0.12  # weight of a standardised feature beside TF-IDF rows of length 1
Rows = NDArray[np.int64]
Judge = Callable[[Rows, Rows], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """BABE: sentences, labels (1 biased), the article and the outlet of each."""

    texts: Sequence[str]
    labels: Rows
    articles: NDArray[Any]
    outlets: NDArray[Any]
    features: NDArray[np.float64]


def read_babe(path: Path) -> Sentences:
    """The sentences with an agreed label."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label_bias"] != "No agreement"]
    texts = [row["text"] for row in rows]
    matrix = DictVectorizer(sparse=False).fit_transform(describe_sentences(texts))
    return Sentences(
        texts=texts,
        labels=np.array([int(row["label_bias"] == "Biased") for row in rows]),
        articles=np.array([row["news_link"] or row["text"] for row in rows]),
        outlets=np.array([row["outlet"] for row in rows]),
        features=np.log1p(np.maximum(matrix, 0)),
    )


def _by_features(data: Sentences) -> Judge:
    def judge(seen: Rows, unseen: Rows) -> NDArray[np.float64]:
        scaler = StandardScaler().fit(data.features[seen])
        model = LogisticRegression(C=0.05, max_iter=2000)
        model.fit(scaler.transform(data.features[seen]), data.labels[seen])
        return np.asarray(model.predict_proba(scaler.transform(data.features[unseen]))[:, 1])

    return judge


def _by_words(data: Sentences, weight: float) -> Judge:
    """Words and letters by TF-IDF, beside them the features if their weight is not 0."""

    def judge(seen: Rows, unseen: Rows) -> NDArray[np.float64]:
        parts: tuple[list[Any], list[Any]] = ([], [])
        for counter in (
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
        ):
            parts[0].append(counter.fit_transform([data.texts[k] for k in seen]))
            parts[1].append(counter.transform([data.texts[k] for k in unseen]))
        if weight:
            scaler = StandardScaler().fit(data.features[seen])
            for part, rows in zip(parts, (seen, unseen), strict=True):
                part.append(weight * csr_matrix(scaler.transform(data.features[rows])))
        model = LogisticRegression(C=1.0, max_iter=500)
        model.fit(hstack(parts[0]).tocsr(), data.labels[seen])
        return np.asarray(model.predict_proba(hstack(parts[1]).tocsr())[:, 1])

    return judge


def _by_outlet(data: Sentences) -> Judge:
    """The share of biased sentences that the outlet had among those seen."""

    def judge(seen: Rows, unseen: Rows) -> NDArray[np.float64]:
        shares = {
            outlet: float(data.labels[seen][data.outlets[seen] == outlet].mean())
            for outlet in set(data.outlets[seen])
        }
        return np.array([shares.get(data.outlets[k], 0.5) for k in unseen])

    return judge


def _score(data: Sentences, judge: Judge, folds: BaseCrossValidator, groups: Any) -> float:
    chance = np.zeros(len(data.labels))
    for seen, unseen in folds.split(data.labels, data.labels, groups):
        chance[unseen] = judge(seen, unseen)
    return float(f1_score(data.labels, chance >= 0.5, average="macro"))


def print_biased(path: Path) -> None:
    data = read_babe(path)
    print(f"\nbiased sentences, macro-F1, {len(data.labels)} sentences (published: features .569)")
    judges = {
        "wording and hedge features alone": (_by_features(data), 0.67, None),
        "words and letters alone (TF-IDF)": (_by_words(data, 0.0), None, None),
        "joined": (_by_words(data, _SHARE), 0.75, 0.69),
        "outlet name alone": (_by_outlet(data), None, None),
    }
    for name, (judge, wanted, wanted_out) in judges.items():
        inside = _score(data, judge, GroupKFold(5), data.articles)
        print(f"  {name:36} folds by article {inside:.3f} (wanted {wanted or '-'})", end="")
        outside = _score(data, judge, LeaveOneGroupOut(), data.outlets)
        print(f"  outlets held out {outside:.3f} (wanted {wanted_out or '-'})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", choices=("biased", "precision", "cost"))
    options = parser.parse_args()
    if options.only in (None, "cost"):
        print_cost(options.corpora)
    if options.only in (None, "precision"):
        print_precision(options.corpora, ("loaded", "agentless_passive", "naming"))
    if options.only in (None, "biased"):
        print_biased(options.corpora / "data" / "babe" / "sg2_train.csv")


if __name__ == "__main__":
    main()
