"""Trains the sentence model of hedges: python -m research.train.hedges CORPORA

Two linear models are averaged: one over all features, each scaled by its log count ratio (Wang and
Manning 2012), and one over the features of cues and form alone. An average of linear models is a
linear model, so what ships is one weight a feature.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from framing.language import read_tokens
from framing.layers.batch import Batch
from framing.layers.hedges.cues import Cue, find_cues
from framing.layers.hedges.features import Features, describe_cues, named_words, sentences_with
from framing.layers.hedges.model import (
    MODEL_FILE,
    HedgeModel,
    load_model,
    save_model,
    subject_rows,
)
from framing.learn.linear import choose_features, feature_matrix
from framing.types import ZONE_KINDS, Article, Options, Zone

CUTOFF = 0.45  # best F1 of the five-fold runs, with precision above .75
_WORDS = ("word:", "lemma:", "pair:", "next:", "opening:")
_COUNT_C, _FORM_C, _SMOOTHING, _MIN_SENTENCES = 0.06, 0.1, 0.5, 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences as features and labels; `cues` are those of all sentences together."""

    batch: Batch
    cues: list[Cue]
    features: list[Features]
    labels: NDArray[np.int64]


def batch_of(texts: Sequence[str]) -> Batch:
    """Each text as an article that is one sentence of body."""
    tokens = read_tokens(texts)
    body = np.full(len(tokens), ZONE_KINDS.index("body"), np.int8)
    zones = [(Zone("body", 0, len(text), "given"),) for text in texts]
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    batch = Batch(articles, zones, replace(tokens, zone=body), Options(), [()] * len(texts))
    batch.tokens = replace(batch.tokens, sentence=batch.article_of.astype(np.int32))
    return batch


def read_labelled(path: Path) -> Labelled:
    """Features of the sentences of a CSV with the columns `uncertain` and `sentence`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    batch = batch_of([row["sentence"] for row in rows])
    cues = find_cues(batch)
    subjects = subject_rows(batch)
    features: list[Features] = [{} for _ in rows]
    sentences = sentences_with(batch, cues)
    numbers = np.array([sentence.number for sentence in sentences], np.int32)
    words = named_words(batch.tokens, numbers)
    for sentence, named in zip(sentences, words, strict=True):
        found = named | describe_cues(sentence, subjects)
        held = {name: value for name, value in found.items() if value}
        features[int(batch.article_of[sentence.first])] = held
    return Labelled(batch, cues, features, np.array([int(row["uncertain"]) for row in rows]))


def train(features: Sequence[Features], labels: NDArray[np.int64]) -> HedgeModel:
    """Weights and intercept from labelled sentences."""
    columns = choose_features(features, _MIN_SENTENCES)
    names, matrix = list(columns), feature_matrix(features, columns)
    form = np.array([not name.startswith(_WORDS) for name in names])
    counted, first = _counted(matrix, labels)
    weights = counted / 2
    plain = LogisticRegression(C=_FORM_C, max_iter=3000).fit(matrix[:, form], labels)
    weights[form] += plain.coef_[0] / 2
    kept = np.flatnonzero(np.abs(weights) > 2e-3).tolist()
    return HedgeModel(
        weights={str(names[k]): round(float(weights[k]), 4) for k in kept},
        intercept=round(float(first + plain.intercept_[0]) / 2, 4),
        cutoff=CUTOFF,
        offsets={},
    )


def _counted(matrix: csr_matrix, labels: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    """Weights of a logistic regression over features scaled by their log count ratio."""
    present = (matrix != 0).astype(float).tocsr()
    yes = _SMOOTHING + np.asarray(present[labels == 1].sum(axis=0)).ravel()
    no = _SMOOTHING + np.asarray(present[labels == 0].sum(axis=0)).ravel()
    ratio = np.log(yes / labels.sum()) - np.log(no / (len(labels) - labels.sum()))
    fitted = LogisticRegression(C=_COUNT_C, max_iter=3000)
    fitted.fit(matrix.multiply(ratio).tocsr(), labels)
    return fitted.coef_[0] * ratio, float(fitted.intercept_[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    folder = parser.parse_args().corpora / "data" / "hedging"
    data = read_labelled(folder / "wikipedia_train.csv")
    model = train(data.features, data.labels)
    # The offsets are fitted on news, by research.train.hedges_calibration.
    offsets = load_model().offsets if MODEL_FILE.is_file() else {}
    save_model(replace(model, offsets=offsets))
    print(f"{len(model.weights)} weights from {len(data.labels)} sentences -> {MODEL_FILE.name}")


if __name__ == "__main__":
    main()
