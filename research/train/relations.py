"""Trains the detector of statements on two sides: `framing/models/relations/detector.npz`.

    python -m research.train.relations CORPORA [--cache FOLDER] [--write]

trains on the sentences of `relations_train.csv`, `relations_near.csv`, `relations_pairs.csv` and
`relations_aimed.csv` in `research/gold` and scores five models, each on the fifth of the articles
that it has not seen. With --cache the features of the sentences are kept in a folder: reading them
takes most of the time; empty it when a feature or a word list changes. Sentences of
`relations_near.csv` and `relations_aimed.csv` were drawn for their doubt: they train, but no score
or threshold counts them. The frozen sheet and the seeds are never read here.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from framing.layers.relations.direction import names_of
from framing.layers.relations.model import HEADS, MODEL_FILE, Detector, save_detector
from framing.layers.relations.stack import APART
from framing.learn.linear import NamedLinear, choose_features, feature_matrix
from research.gold.relations_labels import AIMED, NEAR, TRAIN
from research.gold.relations_pairs_labels import GOLD as PAIRS
from research.train.relations_confidence import (
    NO_CERTAINTY,
    fit_certainty,
    judge_all,
    rows_of,
    score_folds,
)
from research.train.relations_examples import Example, Word, cached_examples
from research.train.relations_taught import TAUGHT, taught_examples

FOLDS = 5
LEAST = 3  # times that a feature must be seen
WORDS, COUNTS, OUTCOMES, WAYS = 0.2, 2.0, 0.1, 6.0  # strengths: C, C, C, and ridge
USUAL, RULED = 0.8, 0.5
"""Taken from the margin of "realised", and given to the status that the rule says: seven of ten
labels are realised, and regression gave that status half of those that are possible or alleged.
On a fifth of the labels: actual or not macro-F1 .75 to .79, the right status .78 to .79."""
Columns = dict[str, int]


def fold_of(example: Example) -> int:
    """Fold of an article, by a hash of its id."""
    key = "fold " + example.rows[0]["article_id"]
    return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % FOLDS


@dataclass(eq=False)
class Material:
    """Examples, and their features as matrices, made once for all folds."""

    examples: list[Example]
    path: list[Path]

    @cached_property
    def fold(self) -> NDArray[Any]:
        """Fold of each example."""
        return np.array([fold_of(one) for one in self.examples])

    @cached_property
    def scored(self) -> NDArray[Any]:
        """Whether scores and thresholds count an example."""
        return np.array([path in (TRAIN, PAIRS) for path in self.path])

    @cached_property
    def directs(self) -> NDArray[Any]:
        """Whether an example teaches direction: those drawn for doubt hurt there."""
        return np.array([path != NEAR for path in self.path])

    @cached_property
    def seen(self) -> NDArray[Any]:
        """Whether the layer reads an example."""
        return np.array([one.seen for one in self.examples])

    @cached_property
    def words(self) -> list[tuple[int, Word, int]]:
        """Number of the example, word, and the labelled statement that it states or -1, -2."""
        return [
            (k, word, right)
            for k, one in enumerate(self.examples)
            for word, right in zip(one.words, one.right, strict=True)
        ]

    @cached_property
    def owner(self) -> NDArray[Any]:
        """Number of the example of each word."""
        return np.array([k for k, _, _ in self.words])

    @cached_property
    def right(self) -> NDArray[Any]:
        """The labelled statement of each word."""
        return np.array([right for _, _, right in self.words])

    @cached_property
    def word_columns(self) -> Columns:
        """Features of words."""
        return choose_features((word.features for _, word, _ in self.words), LEAST)

    @cached_property
    def word_matrix(self) -> csr_matrix:
        """Features of words, a row each."""
        return feature_matrix([word.features for _, word, _ in self.words], self.word_columns)

    def prepare(self) -> None:
        """Makes what all trainings share."""
        for made in (self.fold, self.scored, self.directs, self.seen, self.owner, self.right):
            del made
        for matrix in (self.word_matrix, self.count_matrix):
            del matrix

    @cached_property
    def count_columns(self) -> Columns:
        """Features of sentences."""
        return choose_features((one.counts for one in self.examples), LEAST)

    @cached_property
    def count_matrix(self) -> csr_matrix:
        """Features of sentences, a row each."""
        return feature_matrix([one.counts for one in self.examples], self.count_columns)


def train(material: Material, known: NDArray[Any]) -> Detector:
    """All models but the certainty, on the examples that `known` marks."""
    words, start = train_words(material, known)
    told = [
        (material.examples[k], word, right)
        for k, word, right in material.words
        if right >= 0 and known[k]
    ]
    outcomes, labels = train_outcomes(told)
    counts = train_counts(material, known, labels[0])
    drawn = [
        (material.examples[k], word, right)
        for k, word, right in material.words
        if right >= 0 and known[k] and material.directs[k]
    ]
    ways = train_ways(drawn)
    mix = ((0.0, 1.0, 0.0, 0.0),) * 2
    return Detector(words, start, counts, outcomes, labels, ways, mix, APART, NO_CERTAINTY)


def train_words(material: Material, known: NDArray[Any]) -> tuple[dict[str, float], float]:
    """Which candidates state a relation."""
    rows = np.flatnonzero(known[material.owner] & (material.right > -2))
    model = LogisticRegression(C=WORDS, max_iter=500, solver="liblinear")
    model.fit(material.word_matrix[rows], material.right[rows] >= 0)
    named = zip(material.word_columns, model.coef_[0].tolist(), strict=True)
    return {name: weight for name, weight in named if weight}, float(model.intercept_[0])


def train_counts(material: Material, known: NDArray[Any], quads: Sequence[str]) -> NamedLinear:
    """Whether a sentence holds one statement, two, and one of each class."""
    rows = np.flatnonzero(known & material.seen)
    matrix = material.count_matrix[rows]
    rarity = np.log(len(rows) / (1 + np.asarray(matrix.sum(axis=0)).ravel())) + 1
    scaled = normalize(matrix.multiply(rarity).tocsr())
    gold = [[one.quad for one in material.examples[k].gold] for k in rows]
    targets = [[len(held) >= number for held in gold] for number in (1, 2)]
    targets += [[quad in held for held in gold] for quad in quads]
    models = [
        LogisticRegression(C=COUNTS, max_iter=500, solver="liblinear").fit(scaled, target)
        for target in targets
    ]
    weights = np.vstack([model.coef_ for model in models]).T.astype(np.float32)
    bias = np.concatenate([model.intercept_ for model in models])
    return NamedLinear(material.count_columns, weights, bias, rarity)


Told = Sequence[tuple[Example, Word, int]]
"""Words that state something, with the number of the labelled statement."""


def train_outcomes(told: Told) -> tuple[NamedLinear, tuple[tuple[str, ...], ...]]:
    """Class, voice and status."""
    columns = choose_features((word.outcome for _, word, _ in told), LEAST)
    matrix = feature_matrix([word.outcome for _, word, _ in told], columns)
    models = []
    for head in HEADS:
        model = LogisticRegression(C=OUTCOMES, max_iter=300)
        models.append(model.fit(matrix, [one.rows[number][head] for one, _, number in told]))
    weights = np.vstack([_full(model.coef_) for model in models]).T.astype(np.float32)
    bias = np.concatenate([_full(model.intercept_[:, None])[:, 0] for model in models])
    labels = tuple(tuple(map(str, model.classes_)) for model in models)
    first = len(bias) - len(labels[-1])
    for column, status in enumerate(labels[-1], first):
        bias[column] -= USUAL * (status == "realised")
        ruled = columns.get(f"r:status:{status}")
        if ruled is not None:
            weights[ruled, column] += RULED
    return NamedLinear(columns, weights, bias), labels


def _full(weights: Any) -> Any:
    """One row a class, also of two classes."""
    return np.vstack([-weights, weights]) if len(weights) == 1 else weights


def train_ways(told: Told) -> dict[str, float]:
    """Which of three readings: one set of weights, softmax over the readings, ridge."""
    named = [names_of(word.stances) for _, word, _ in told]
    columns = choose_features(({name for way in ways for name in way} for ways in named), 2)
    matrices = [feature_matrix([ways[k] for ways in named], columns) for k in range(3)]
    rows = np.arange(len(told))
    right = np.array([example.way(number) for example, _, number in told])

    def loss(weights: Any) -> tuple[float, Any]:
        margins = np.stack([matrix @ weights for matrix in matrices], axis=1)
        shares = np.exp(margins - margins.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log(shares[rows, right] + 1e-12).sum() + WAYS / 2 * weights @ weights
        shares[rows, right] -= 1
        slope = sum(matrix.T @ shares[:, k] for k, matrix in enumerate(matrices))
        return float(value), slope + WAYS * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B")
    return dict(zip(columns, found.x.tolist(), strict=True))


def read_material(corpora: Path, cache: Path | None) -> Material:
    """All labelled sentences that train."""
    held = [(path, cached_examples(corpora, path, cache)) for path in (TRAIN, PAIRS, NEAR, AIMED)]
    held.append((TAUGHT, taught_examples()))
    return Material(
        [one for _, examples in held for one in examples],
        [path for path, examples in held for _ in examples],
    )


def train_all(material: Material) -> tuple[list[Detector], Detector]:
    """For each fold a detector of the articles of the others, and one of all, side by side."""
    material.prepare()
    masks = [material.fold != fold for fold in range(FOLDS)]
    masks.append(np.ones(len(material.examples), bool))
    with ProcessPoolExecutor(len(masks), get_context("fork"), _share, (material,)) as pool:
        *folds, whole = pool.map(_train_shared, masks)
    return folds, whole


_shared: list[Material] = []


def _share(material: Material) -> None:
    _shared.append(material)


def _train_shared(known: NDArray[Any]) -> Detector:
    return train(_shared[0], known)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    material = read_material(options.corpora, options.cache)
    print(f"{len(material.examples)} sentences, {int((~material.scored).sum())} of them only train")
    models, whole = train_all(material)
    held = [
        (one, models[fold], int(fold))
        for one, fold, scored in zip(material.examples, material.fold, material.scored, strict=True)
        if scored
    ]
    mix, judged = judge_all(held)
    for sheet in score_folds(held, judged).values():
        sheet.report()
    if options.write:
        rows = [row for (one, _, _), f in zip(held, judged, strict=True) for row in rows_of(one, f)]
        certainty = fit_certainty(rows)
        save_detector(replace(whole, mix=mix, certainty=certainty))
        print(f"mix {mix}; {certainty}")
        print(f"{MODEL_FILE.stat().st_size / 1000:.0f} kB written")


if __name__ == "__main__":
    main()
