"""Trains the classes and roots of marked pairs on PLOVER sentences, and reports 5-fold scores.

`python -m research.train.pairs CORPORA [--write]`. Only `plv_train.csv` is used. Folds keep
copies of a sentence together, and idf and the choice of features come from the training folds.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import normalize

from framing.language import read_tokens
from framing.layers.batch import Batch
from framing.layers.relations.pairs import (
    MODEL_FILE,
    PairModel,
    marked_pair,
    pair_features,
    save_pair_model,
)
from framing.learn.linear import NamedLinear, choose_features, feature_matrix
from framing.types import ZONE_KINDS, Article, Options, Span

QUADS = ("verbal_coop", "material_coop", "verbal_conflict", "material_conflict")
LEAST_SENTENCES = 2  # a feature of one sentence is noise: with it the 5-fold score is .02 lower
STRENGTH = 100.0  # 30 to 300 differ by less than .003; C of the logistic regression
_MARK = re.compile(r"</?([st])>")


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, the first source and the first target, class and root."""

    text: str
    source: Span | None
    target: Span | None
    quad: str
    root: str


def load_marked(path: Path) -> list[Marked]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_marked(row) for row in csv.DictReader(file)]


def _marked(row: dict[str, str]) -> Marked:
    text, place = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    marked = row["marked_sentence"]
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        place = mark.end()
        if mark.group().startswith("</"):
            spans.setdefault(mark.group(1), (opened[mark.group(1)], len(text)))
        else:
            opened[mark.group(1)] = len(text)
    quad = QUADS[int(row["gold_penta"]) - 1]
    return Marked(text + marked[place:], spans.get("s"), spans.get("t"), quad, row["gold_root"])


def features_of(rows: Sequence[Marked]) -> list[list[str]]:
    """Features by the same code that serves `classify`."""
    tokens = read_tokens([row.text for row in rows])
    tokens = replace(tokens, zone=np.full(len(tokens), ZONE_KINDS.index("body"), np.int8))
    articles = [Article(str(k), row.text) for k, row in enumerate(rows)]
    batch = Batch(articles, [()] * len(rows), tokens, Options())
    return [
        pair_features(marked_pair(batch, k, row.source, row.target)) for k, row in enumerate(rows)
    ]


class Encoder:
    """Feature names to columns, weighed by how rare they are."""

    def fit(self, features: Sequence[Sequence[str]]) -> Encoder:
        """Chooses and weighs the features of these texts."""
        self.columns = choose_features(features, LEAST_SENTENCES)
        seen = np.asarray(feature_matrix(features, self.columns).sum(axis=0)).ravel()
        self.rarity = np.log((1 + len(features)) / (1 + seen)) + 1
        return self

    def transform(self, features: Sequence[Sequence[str]]) -> csr_matrix:
        """One row of unit length a text."""
        return normalize(feature_matrix(features, self.columns).multiply(self.rarity).tocsr())


def fit(matrix: csr_matrix, labels: Sequence[str]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, labels)


def cross_validate(rows: Sequence[Marked], seed: int) -> tuple[float, float]:
    """Macro-F1 over classes, and accuracy of cooperation against conflict."""
    features = features_of(rows)
    gold = np.array([row.quad for row in rows])
    guessed = gold.copy()
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=seed)
    groups = [row.text for row in rows]
    for train, test in folds.split(gold, gold, groups):
        encoder = Encoder().fit([features[k] for k in train])
        model = fit(encoder.transform([features[k] for k in train]), gold[train])
        guessed[test] = model.predict(encoder.transform([features[k] for k in test]))
    sides = [[label.endswith("coop") for label in labels] for labels in (gold, guessed)]
    return f1_score(gold, guessed, average="macro"), accuracy_score(*sides)


def write(rows: Sequence[Marked]) -> None:
    features = features_of(rows)
    encoder = Encoder().fit(features)
    matrix = encoder.transform(features)
    models = [fit(matrix, [row.quad for row in rows]), fit(matrix, [row.root for row in rows])]
    weights = np.vstack([model.coef_ for model in models]).T
    bias = np.concatenate([model.intercept_ for model in models]).astype(np.float32)
    linear = NamedLinear(encoder.columns, weights, bias, encoder.rarity)
    save_pair_model(PairModel(linear, *(tuple(model.classes_) for model in models)))


def main() -> None:
    rows = load_marked(Path(sys.argv[1]) / "data/plover/plv_train.csv")
    scores = [cross_validate(rows, seed) for seed in range(3)]
    for name, values in zip(
        ("macro-F1", "cooperation against conflict"), zip(*scores, strict=True), strict=True
    ):
        print(name, *(f"{value:.4f}" for value in values), f"mean {np.mean(values):.4f}")
    if "--write" in sys.argv:
        write(rows)
        print(f"{MODEL_FILE.stat().st_size / 1000:.0f} kB written")


if __name__ == "__main__":
    main()
