"""Scores frames and roles on gold: python -m research.evaluate.frames CORPORA VECTORS.npz [PART …]

Models are trained anew for each figure, so that nothing is scored on what it was trained on:
articles of climate news with outlets apart, units of climate news five-fold by document, passages
off climate news on the test, roles with outlets apart. Beside each stand flagging everything and
TF-IDF with a logistic regression; cuts of all models are learned inside training.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from framing.layers.frames.model import logistic, pool
from framing.layers.frames.names import FRAMES
from framing.layers.frames.roles import ROLES
from framing.learn.ridge import as_matrix, best_cut, fit, folds, held_out_scores
from research.gold.frames import OPENINGS, Gold, load_climate, load_narrative, load_own
from research.train import frames as training
from research.train import frames_roles as role_training

Array = NDArray[Any]
SEEDS = (3, 4, 5)
PARTS = ("articles", "passages", "roles", "climate")


def tfidf_scores(seen: Sequence[str], labels: Array, asked: Sequence[str]) -> Array:
    """Log odds of texts by a logistic regression on words and pairs, trained on `seen`."""
    if not 0 < labels.sum() < len(labels):
        return np.full(len(asked), float(labels.mean()) * 2 - 1)
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, class_weight="balanced", max_iter=200, solver="liblinear"),
    )
    found: Array = model.fit(list(seen), labels).decision_function(list(asked))
    return found


def tfidf_calls(gold: Gold, seen: Array, held: Array) -> Array:
    """Calls of TF-IDF on held rows; its cut is learned on a third of the training groups."""
    called = np.zeros((len(held), len(gold.frames)), int)
    inner = folds(gold.groups[seen], 3, 1) == 0
    for k in range(len(gold.frames)):
        labels = gold.labels[:, k]
        fitting, tuning = seen[~inner], seen[inner]
        tuned = tfidf_scores(
            [gold.texts[i] for i in fitting], labels[fitting], _texts(gold, tuning)
        )
        cut = best_cut(labels[tuning], tuned)
        scores = tfidf_scores(_texts(gold, seen), labels[seen], _texts(gold, held))
        called[:, k] = scores >= cut
    return called


def _texts(gold: Gold, rows: Array) -> list[str]:
    return [gold.texts[k] for k in rows.tolist()]


def show(name: str, frames: Sequence[str], values: Sequence[float]) -> None:
    cells = "  ".join(f"{frame} {value:.2f}" for frame, value in zip(frames, values, strict=True))
    print(f"{name:<34} mean {np.mean(values):.3f}  {cells}", flush=True)


def flag_all(labels: Array) -> list[float]:
    return [2 * rate / (1 + rate) for rate in labels.mean(axis=0)]


def climate_units(gold: Gold, words: list[str], vectors: Array) -> None:
    """Units of climate news, five-fold by document, model and baseline trained on them alone."""
    print(f"\nClimate news, {len(gold.texts)} units, five-fold by document")
    show("flag all", gold.frames, flag_all(gold.labels))
    found = []
    for seed in SEEDS:
        called = np.zeros_like(gold.labels)
        fold = folds(gold.groups, 5, seed)
        for number in range(5):
            seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            features = training.make_features(_texts(gold, seen), words, vectors)
            described = training.describe(features, gold.texts)
            matrix = as_matrix(features, described, training.DENSE_SHARE)
            targets = gold.labels[seen] * 2.0 - 1
            inner = [
                held_out_scores(
                    matrix[seen], targets, gold.groups[seen], training.CLIMATE_PENALTY, seed=one
                )
                for one in training.FOLDINGS
            ]
            weights, intercept = fit(matrix[seen], targets, training.CLIMATE_PENALTY)
            scores = matrix[held] @ weights + intercept
            for k in range(len(gold.frames)):
                odds, every = [one[:, k] for one in inner], np.full(len(seen), True)
                cut = training.mean_cut(gold.labels[seen, k], odds, every)
                called[held, k] = scores[:, k] >= cut
        found.append(
            [training.f1(gold.labels[:, k], called[:, k]) for k in range(len(gold.frames))]
        )
    show("model, mean of three foldings", gold.frames, np.mean(found, axis=0).tolist())
    show("TF-IDF", gold.frames, _tfidf_folds(gold))


def _tfidf_folds(gold: Gold) -> list[float]:
    called = np.zeros_like(gold.labels)
    fold = folds(gold.groups, 5, SEEDS[0])
    for number in range(5):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        called[held] = tfidf_calls(gold, seen, held)
    return [training.f1(gold.labels[:, k], called[:, k]) for k in range(len(gold.frames))]


def articles(model: Any, narrative: Gold, openings: Gold) -> None:
    """Articles of climate news, outlets apart; cuts are learned without the held-out outlets."""
    print(f"\nNarrative Frames Corpus, {len(narrative.texts)} articles, outlets apart")
    show("flag all", narrative.frames, flag_all(narrative.labels))
    called = np.zeros_like(narrative.labels)
    fold = folds(narrative.groups, 5, 0)
    assert narrative.soft is not None
    for number in range(5):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        part = Gold(
            _texts(narrative, seen),
            narrative.labels[seen],
            narrative.groups[seen],
            narrative.frames,
            narrative.part[seen],
            narrative.soft[seen],
        )
        pooling, _ = training.train_pooling(model, part, openings)
        scores = training.sentence_scores(model, _texts(narrative, held))
        odds = np.array([pooling @ pool(one) for one in scores])
        columns = [FRAMES.index(frame) for frame in narrative.frames]
        called[held] = odds[:, columns] > 0
    values = [
        training.f1(narrative.labels[:, k], called[:, k]) for k in range(len(narrative.frames))
    ]
    show("model", narrative.frames, values)
    show("TF-IDF", narrative.frames, _tfidf_folds(narrative))


def off_climate(model: Any, own: Gold) -> None:
    """The test passages off climate news."""
    seen, held = np.flatnonzero(own.part == "train"), np.flatnonzero(own.part == "test")
    labels = own.labels[held]
    print(f"\nOff climate news, {len(held)} test passages")
    show("flag all", FRAMES, flag_all(labels))
    odds = training.passage_scores(model, _texts(own, held))
    called = odds > 0
    show("model", FRAMES, [training.f1(labels[:, k], called[:, k] * 1) for k in range(len(FRAMES))])
    baseline = tfidf_calls(own, seen, held)
    values = [training.f1(labels[:, k], baseline[:, k]) for k in range(len(FRAMES))]
    show("TF-IDF", FRAMES, values)
    calibration(odds, labels)


def calibration(odds: Array, labels: Array) -> None:
    """Share of labels among passages of like probability, per frame.

    A probability is that of balanced odds: .5 is the cut, not the base rate. Rising shares say that
    it orders passages rightly; the last column is the Brier score against that of the base rate.
    """
    edges = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)
    print("\nCalibration: share of labels (passages) by probability; Brier, of the base rate")
    print(f"{'':<16}", *(f"{a:.1f}-{min(b, 1):.1f}    " for a, b in pairwise(edges)))
    for k, frame in enumerate(FRAMES):
        probability, label = logistic(odds[:, k]), labels[:, k]
        cells = []
        for low, high in pairwise(edges):
            rows = (probability >= low) & (probability < high)
            cells.append(
                f"{label[rows].mean():.2f} ({rows.sum():3d})" if rows.any() else "  - (  0)"
            )
        brier = float(((probability - label) ** 2).mean())
        base = float(label.mean() * (1 - label.mean()))
        print(f"{frame:<16}", *cells, f" {brier:.3f} {base:.3f}")


def roles(corpora: Path) -> None:
    """Roles of entities of climate news, outlets apart, beside two baselines."""
    gold = role_training.load_narrative_roles(corpora)
    print(
        f"\nRoles, {len(gold.roles)} entities of climate news, outlets apart: macro-F1 of {ROLES}"
    )
    print(f"model, names unseen  {role_training.outlets_apart(gold):.3f}")
    most = np.full(len(gold.roles), np.bincount(gold.roles).argmax())
    print(f"majority             {role_training.macro_f1(gold.roles, most):.3f}")
    fold, called = folds(gold.groups, 5, 0), np.zeros(len(gold.roles), int)
    for number in range(5):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        scores = [
            tfidf_scores(
                [gold.texts[i] for i in seen],
                (gold.roles[seen] == k) * 1,
                [gold.texts[i] for i in held],
            )
            for k in range(len(ROLES))
        ]
        called[held] = np.argmax(scores, axis=0)
    print(
        "TF-IDF of entity and context, names seen  "
        f"{role_training.macro_f1(gold.roles, called):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all without a name")
    options = parser.parse_args()
    parts, corpora = options.parts or PARTS, options.corpora
    words, vectors = training.load_vectors(options.vectors)
    climate = load_climate(corpora)
    if "articles" in parts or "passages" in parts:
        own = load_own(corpora)
        taught = training.train_sentences(training.part_of(own, "train"), climate, words, vectors)
        if "articles" in parts:
            openings = training.part_of(load_own(corpora, OPENINGS), "train")
            articles(taught.model, load_narrative(corpora), openings)
        if "passages" in parts:
            off_climate(taught.model, own)
    if "roles" in parts:
        roles(corpora)
    if "climate" in parts:
        climate_units(climate, words, vectors)


if __name__ == "__main__":
    main()
