"""Hedged sentences and news calibration.

    python -m research.evaluate.hedging CORPORA [--held-back CSV]

Five-fold on `hedging/wikipedia_train.csv` (three shufflings); with `--held-back` the shipped model
is scored on sentences it has not seen (columns `uncertain` and `sentence`).
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline

from framing.layers.hedges.features import Features
from framing.layers.hedges.model import load_model
from framing.measures.counting import holding, sentence_spans
from framing.reading import read_articles
from research.evaluate.sheets import GOLD, print_precision, read_by_id
from research.train.hedges import Labelled, read_labelled, train

QUANTITIES = ("many", "some", "several", "most")
SHUFFLES = 3
_TELLING = ("before:", "after:", "subject", "candidates", "groups")
Scores = NDArray[np.float64]


def _report(title: str, scores: Scores, labels: NDArray[np.int64], cutoff: float) -> None:
    chosen = scores >= cutoff
    right = int((chosen & (labels == 1)).sum())
    precision, recall = right / max(1, chosen.sum()), right / max(1, labels.sum())
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"  {title:58} F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}")


def _probability(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))


def cross_validate(features: Sequence[Features], labels: NDArray[np.int64], seed: int) -> Scores:
    """Probability of each sentence by a model that has not seen it."""
    scores = np.zeros(len(labels))
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    for seen, unseen in folds.split(labels, labels):
        model = train([features[k] for k in seen], labels[seen])
        scores[unseen] = [_probability(model.score(features[k])) for k in unseen]
    return scores


def _masked(features: Features) -> Features:
    """Without what tells of many, some, several, most, or that any vague quantity is there."""
    return {
        name: value
        for name, value in features.items()
        if not name.startswith(_TELLING)
        and not any(word in name.replace(":", " ").split() for word in QUANTITIES)
    }


def _has_cue(data: Labelled) -> NDArray[np.bool_]:
    """Sentences with a cue that may be uncertain: the ones the annotations can mark."""
    found = np.zeros(len(data.labels), bool)
    for cue in data.cues:
        if cue.candidate or (cue.listed and cue.uncertain):
            found[int(data.batch.article_of[cue.first])] = True
    return found


def print_cross_validated(path: Path) -> None:
    data = read_labelled(path)
    texts = [article.text for article in data.batch.articles]
    holds = np.array([any(f" {w} " in f" {t.lower()} " for w in QUANTITIES) for t in texts])
    cutoff = load_model().cutoff
    print(f"\nhedged sentences, five-fold, mean of {SHUFFLES} shufflings, {len(texts)} sentences")
    runs = [cross_validate(data.features, data.labels, seed) for seed in range(SHUFFLES)]
    labels, scores = np.tile(data.labels, SHUFFLES), np.concatenate(runs)
    cue = np.tile(_has_cue(data), SHUFFLES)
    _report(f"model, shipped cutoff {cutoff}", scores, labels, cutoff)
    _report("model, cutoff 0.40 (most F1)", scores, labels, 0.40)
    _report("model, cutoff 0.50 (most precise)", scores, labels, 0.50)
    _report("as annotated: only sentences with a cue, shipped cutoff", scores * cue, labels, cutoff)
    without = np.tile(~holds, SHUFFLES)
    _report("sentences without many, some, several, most", scores[without], labels[without], cutoff)
    masked = [_masked(one) for one in data.features]
    blind = cross_validate(masked, data.labels, 0)
    _report("model that sees no vague quantity", blind, data.labels, cutoff)
    listed = np.zeros(len(texts))
    for one in data.cues:
        if one.listed and one.uncertain:
            listed[int(data.batch.article_of[one.first])] = 1
    _report("plain list", listed, data.labels, 0.5)
    _report("plain list and those words", np.maximum(listed, holds), data.labels, 0.5)
    _report("TF-IDF and logistic regression", _by_words(texts, data.labels), data.labels, 0.45)


def _by_words(texts: Sequence[str], labels: NDArray[np.int64]) -> Scores:
    scores = np.zeros(len(labels))
    for seen, unseen in StratifiedKFold(5, shuffle=True, random_state=0).split(labels, labels):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        fitted = make_pipeline(words, LogisticRegression(C=5, max_iter=2000))
        fitted.fit([texts[k] for k in seen], labels[seen])
        scores[unseen] = fitted.predict_proba([texts[k] for k in unseen])[:, 1]
    return scores


def print_held_back(path: Path) -> None:
    """Scores the shipped model, by its sentences and by what the annotations say."""
    data = read_labelled(path)
    model = load_model()
    scores = np.array([_probability(model.score(one)) for one in data.features])
    print(f"\nshipped model on {path.name}")
    _report("model", scores, data.labels, model.cutoff)
    articles = (replace(article, outlet="none") for article in data.batch.articles)
    marked = [any(h.uncertain for h in reading.hedges) for reading in read_articles(articles)]
    _report("annotations (a hedge with uncertain: true)", np.array(marked, float), data.labels, 0.5)


def print_news(corpora: Path) -> None:
    """Agreement with the labelled news cues, and how much of news is uncertain."""
    with (GOLD / "hedge_sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    readings = read_by_id(corpora, {row["article_id"] for row in rows})
    pairs, sentences, uncertain = [], 0, 0
    for reading in readings.values():
        spans = sentence_spans(reading)
        sentences += len(spans)
        uncertain += len(holding(spans, [h.start for h in reading.hedges if h.uncertain]))
    for row in rows:
        reading = readings[row["article_id"]]
        hedges = {h.start - reading.article.headed: h for h in reading.hedges}
        hedge = hedges.get(int(row["start"]))
        if hedge and row["label"] != "wrong":
            pairs.append((hedge.uncertain, hedge.probability, row["label"] == "uncertain"))
    said, given = np.array([p[0] for p in pairs]), np.array([p[2] for p in pairs])
    probability = np.array([p[1] for p in pairs])
    print(f"\nnews (calibrated on the {len(pairs)} labelled cues themselves)")
    print(f"  cues decided as labelled {np.mean(said == given):.3f}")
    print(f"  Brier score {np.mean((probability - given) ** 2):.3f}")
    print(f"  uncertain sentences {uncertain / sentences:.3f} of {sentences}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--held-back", type=Path)
    options = parser.parse_args()
    if options.held_back:
        print_held_back(options.held_back)
        return
    print_cross_validated(options.corpora / "data" / "hedging" / "wikipedia_train.csv")
    print_news(options.corpora)
    print_precision(options.corpora, ("hedge",))


if __name__ == "__main__":
    main()
