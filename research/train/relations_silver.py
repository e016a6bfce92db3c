"""Trains the fast model on labelled sentences and on a teacher's soft labels of others.

    python -m research.train.relations_silver WEIGHTS CORPORA CACHE TEACHER FOLD UNLABELLED

TEACHER is a file of `research.train.relations_teacher`, trained without FOLD; UNLABELLED the folder
of `research.train.relations_unlabelled`, whose articles of FOLD are left out. Prints the scores on
FOLD of models with several weights of a soft label against a reader's.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from framing.layers.relations.direction import names_of
from framing.layers.relations.model import HEADS, Detector
from framing.learn.linear import NamedLinear, choose_features, feature_matrix
from research.train.relations import (
    APART,
    COUNTS,
    LEAST,
    OUTCOMES,
    RULED,
    USUAL,
    WAYS,
    WORDS,
    Material,
    fold_of,
    read_material,
)
from research.train.relations_confidence import NO_CERTAINTY
from research.train.relations_examples import Example, Word
from research.train.relations_teacher import Taught, Teacher, teach
from research.train.relations_teacher_scores import NAMES, Scored, split, unseen
from research.train.relations_unlabelled import read_parts

MOST = 24_000  # sentences that are labelled softly: what an hour allows
SURE = 0.02  # chances below it are taken for none: halves the rows
STATES = 0.3  # least chance that a word states something, to teach what it states
SILVER = (0.0, 0.2, 0.5)
Array = Any


def soft(rows: csr_matrix, chances: Array, weights: Array) -> tuple[csr_matrix, Array, Array]:
    """Rows twice, once for yes and once for no, weighed by their chances; sure ones once."""
    yes = np.where(chances < SURE, 0.0, np.where(chances > 1 - SURE, 1.0, chances))
    held, no = np.flatnonzero(yes > 0), np.flatnonzero(yes < 1)
    return (
        vstack([rows[held], rows[no]]),
        np.r_[np.ones(len(held), bool), np.zeros(len(no), bool)],
        np.r_[(weights * yes)[held], (weights * (1 - yes))[no]],
    )


@dataclass(eq=False)
class Mixed:
    """Labelled and softly labelled sentences, as matrices made once for all weights."""

    gold: Sequence[Example]
    directs: Sequence[bool]
    silver: Sequence[Example]
    taught: Sequence[Taught]

    @cached_property
    def told(self) -> list[tuple[Example, Word, int]]:
        """Labelled words, with the number of their statement."""
        return [
            (one, word, number)
            for one in self.gold
            for word, number in zip(one.words, one.right, strict=True)
            if number > -2
        ]

    @cached_property
    def words(self) -> tuple[dict[str, int], csr_matrix, csr_matrix]:
        """Columns, and features of the labelled and of the other words."""
        gold = [word.features for _, word, _ in self.told]
        silver = [word.features for one in self.silver for word in one.words]
        columns = choose_features((*gold, *silver), LEAST)
        return columns, feature_matrix(gold, columns), feature_matrix(silver, columns)

    @cached_property
    def counts(self) -> tuple[dict[str, int], csr_matrix, csr_matrix]:
        """Columns, and features of the labelled and of the other sentences."""
        gold = [one.counts for one in self.gold if one.seen]
        silver = [one.counts for one in self.silver]
        columns = choose_features((*gold, *silver), LEAST)
        return columns, feature_matrix(gold, columns), feature_matrix(silver, columns)

    @cached_property
    def stating(self) -> list[tuple[Word, dict[str, Array], float]]:
        """Words that the teacher takes to state something: log chances, and how likely."""
        return [
            (word, {head: held[k] for head, held in split(taught.told).items()}, float(chance))
            for one, taught in zip(self.silver, self.taught, strict=True)
            for k, (word, chance) in enumerate(zip(one.words, taught.words, strict=True))
            if chance > STATES
        ]

    def train(self, weight: float) -> Detector:
        """The fast model, a soft label weighing so much of a reader's."""
        words, start = self.train_words(weight)
        outcomes, labels = self.train_outcomes(weight)
        counts = self.train_counts(weight, labels[0])
        mix = ((0.0, 1.0, 0.0, 0.0),) * 2
        ways = self.train_ways(weight)
        return Detector(words, start, counts, outcomes, labels, ways, mix, APART, NO_CERTAINTY)

    def train_words(self, weight: float) -> tuple[dict[str, float], float]:
        """Which candidates state a relation."""
        columns, gold, silver = self.words
        chances = np.concatenate([one.words for one in self.taught]).astype(float)
        right = np.array([float(number >= 0) for _, _, number in self.told])
        fitted = _fit(WORDS, (gold, silver), (right, chances), weight)
        named = zip(columns, fitted.coef_[0].tolist(), strict=True)
        return {name: w for name, w in named if w}, float(fitted.intercept_[0])

    def train_counts(self, weight: float, quads: Sequence[str]) -> NamedLinear:
        """Whether a sentence holds one statement, two, and one of each class."""
        columns, gold, silver = self.counts
        both = vstack([gold, silver]) if weight else gold
        rarity = np.log(both.shape[0] / (1 + np.asarray(both.sum(axis=0)).ravel())) + 1
        scaled = [normalize(matrix.multiply(rarity).tocsr()) for matrix in (gold, silver)]
        named = [[one.quad for one in example.gold] for example in self.gold if example.seen]
        right = [[len(held) >= number for held in named] for number in (1, 2)]
        right += [[quad in held for held in named] for quad in quads]
        chances = np.array([one.sentence for one in self.taught], float)
        order = [0, 1, *(2 + NAMES["quad"].index(quad) for quad in quads)]
        models = [
            _fit(COUNTS, scaled, (np.array(target, float), chances[:, column]), weight)
            for target, column in zip(right, order, strict=True)
        ]
        weights = np.vstack([model.coef_ for model in models]).T.astype(np.float32)
        bias = np.concatenate([model.intercept_ for model in models])
        return NamedLinear(columns, weights, bias, rarity)

    def train_outcomes(self, weight: float) -> tuple[NamedLinear, tuple[tuple[str, ...], ...]]:
        """Class, voice and status."""
        told = [one for one in self.told if one[2] >= 0]
        stating = self.stating if weight else []
        rows = [word.outcome for _, word, _ in told] + [word.outcome for word, _, _ in stating]
        columns = choose_features(rows, LEAST)
        matrix = feature_matrix(rows, columns)
        models = []
        for head in HEADS:
            at, answers, weights = list(range(len(told))), [], [1.0] * len(told)
            answers = [one.rows[number][head] for one, _, number in told]
            for k, (_, chances, likely) in enumerate(stating, len(told)):
                for name, chance in zip(NAMES[head], np.exp(chances[head]), strict=True):
                    if chance > SURE:
                        at.append(k)
                        answers.append(name)
                        weights.append(weight * likely * float(chance))
            model = LogisticRegression(C=OUTCOMES, max_iter=300)
            models.append(model.fit(matrix[at], answers, weights))
        return _outcomes(models, columns)

    def train_ways(self, weight: float) -> dict[str, float]:
        """Which of three readings: one set of weights, softmax over the readings, ridge."""
        drawn = {id(one) for one, use in zip(self.gold, self.directs, strict=True) if use}
        told = [one for one in self.told if one[2] >= 0 and id(one[0]) in drawn]
        stating = self.stating if weight else []
        named = [names_of(word.stances) for word in _words(told, stating)]
        columns = choose_features(({name for way in ways for name in way} for ways in named), 2)
        matrices = [feature_matrix([ways[k] for ways in named], columns) for k in range(3)]
        right = np.zeros((len(named), 3))
        right[range(len(told)), [one.way(number) for one, _, number in told]] = 1
        for k, (_, chances, likely) in enumerate(stating, len(told)):
            right[k] = weight * likely * np.exp(chances["way"])
        total = right.sum(axis=1, keepdims=True)

        def loss(weights: Any) -> tuple[float, Any]:
            margins = np.stack([matrix @ weights for matrix in matrices], axis=1)
            shares = np.exp(margins - margins.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            value = -(right * np.log(shares + 1e-12)).sum() + WAYS / 2 * weights @ weights
            off = total * shares - right
            slope = sum(matrix.T @ off[:, k] for k, matrix in enumerate(matrices))
            return float(value), slope + WAYS * weights

        found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B")
        return dict(zip(columns, found.x.tolist(), strict=True))


def _words(told: Iterable[Any], stating: Iterable[Any]) -> list[Word]:
    return [word for _, word, _ in told] + [word for word, _, _ in stating]


def _fit(
    strength: float, rows: Sequence[csr_matrix], chances: Sequence[Array], weight: float
) -> LogisticRegression:
    """A regression on labelled rows and, if they weigh anything, on softly labelled ones."""
    gold, silver = rows
    held = [(gold, chances[0] > 0, np.ones(gold.shape[0]))]
    if weight:
        held.append(soft(silver, chances[1], np.full(silver.shape[0], weight)))
    model = LogisticRegression(C=strength, max_iter=500, solver="liblinear")
    matrix = vstack([one for one, _, _ in held]).tocsr()
    return model.fit(
        matrix, np.concatenate([r for _, r, _ in held]), np.concatenate([w for _, _, w in held])
    )


def _outcomes(
    models: Sequence[LogisticRegression], columns: dict[str, int]
) -> tuple[NamedLinear, tuple[tuple[str, ...], ...]]:
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
    return np.vstack([-weights, weights]) if len(weights) == 1 else weights


def labelled_softly(
    weights: Path, teacher: Path, folder: Path, fold: int
) -> tuple[list[Example], list[Taught]]:
    """Unlabelled sentences of articles of other folds, and what the teacher says; kept."""
    open_ones = (one for one in read_parts(folder) if one.seen and fold_of(one) != fold)
    examples = list(islice(open_ones, MOST))
    kept = folder / f"taught.{teacher.stem}.{len(examples)}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(teach(load_teacher(weights, teacher), weights, examples)))
    taught: list[Taught] = pickle.loads(kept.read_bytes())
    return examples, taught


def load_teacher(weights: Path, path: Path) -> Teacher:
    """A trained teacher."""
    teacher = Teacher(weights)
    teacher.load_state_dict(torch.load(path))
    teacher.eval()
    return teacher


def mixed_of(material: Material, fold: int, silver: list[Example], taught: list[Taught]) -> Mixed:
    """The labelled sentences of other folds with the softly labelled ones."""
    known = np.flatnonzero(material.fold != fold)
    gold = [material.examples[k] for k in known]
    return Mixed(gold, [bool(material.directs[k]) for k in known], silver, taught)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("weights", "corpora", "cache", "teacher"):
        parser.add_argument(name, type=Path)
    parser.add_argument("fold", type=int)
    parser.add_argument("unlabelled", type=Path)
    options = parser.parse_args()
    silver, taught = labelled_softly(
        options.weights, options.teacher, options.unlabelled, options.fold
    )
    material = read_material(options.corpora, options.cache)
    mixed = mixed_of(material, options.fold, silver, taught)
    examples, missed = unseen(material, options.fold)
    said = teach(load_teacher(options.weights, options.teacher), options.weights, examples)
    for weight in SILVER:
        begun = time.perf_counter()
        model = mixed.train(weight)
        spent = time.perf_counter() - begun
        print(f"{len(silver)} soft labels weighing {weight}, {spent:.0f} s", flush=True)
        Scored(examples, model, said, missed).report()
        sys.stdout.flush()


if __name__ == "__main__":
    main()
