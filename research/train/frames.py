"""Trains the model of frames: python -m research.train.frames CORPORA VECTORS.npz

VECTORS come from `research.train.word_vectors`; the file of the model itself keeps those it has.
Labels: our own passages and openings of articles
(labels of a language model that read them), the coded Canadian climate news, the Narrative Frames
Corpus. Prints and writes the card with held-out figures; takes some three minutes on one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from framing.language import read_tokens
from framing.layers.frames.model import CLIMATE_FRAMES, MODEL_FILE, FrameModel, blend_scores, pool
from framing.layers.frames.names import FRAMES
from framing.learn.files import write_arrays
from framing.learn.passages import Described, PassageFeatures, pair_key, read_features, stem_of
from framing.learn.ridge import (
    as_matrix,
    as_model,
    best_cut,
    fit,
    held_out_scores,
)
from framing.tokens import Tokens
from research.gold.frames import OPENINGS, Gold, load_climate, load_narrative, load_own

LEAST_PASSAGES = 3  # a word or pair in fewer passages gets no weight of its own
DENSE_SHARE = 0.6  # of .3, .5, .7 and 1 the best mean F1 of both kinds of labels, five-fold
OWN_PENALTY, CLIMATE_PENALTY, POOL_PENALTY = 1.0, 0.7, 3.0
FOLDINGS = (1, 2, 3)
"""Seeds of the foldings over which a cut is averaged: that of one folding is partly luck."""
REACHES = (0.0, 0.15, 0.3, 0.45)
OTHER_FRAMES = 0.5  # weight of the other frames' scores in an article beside the frame's own
_BATCH = 200
_CLIMATE = np.array([FRAMES.index(frame) for frame in CLIMATE_FRAMES])


def token_batches(texts: Sequence[str]) -> Iterator[Tokens]:
    """The texts as tokens, some at a time."""
    for first in range(0, len(texts), _BATCH):
        yield read_tokens(texts[first : first + _BATCH])


def make_features(texts: Sequence[str], words: list[str], vectors: NDArray[Any]) -> PassageFeatures:
    """The vocabulary of labelled passages beside the words that have vectors."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for tokens in token_batches(texts):
        lemmas = [tokens.vocabulary.strings[k].lower() for k in tokens.lemma_id.tolist()]
        for first, stop in pairwise(tokens.bounds.tolist()):
            met = set(lemmas[first:stop])
            single.update(met | {stem_of(lemma) for lemma in met} - {""})
            pairs.update(set(pairwise(lemmas[first:stop])))
    known = {word: number for number, word in enumerate(words)}
    for word in sorted(w for w, n in single.items() if n >= LEAST_PASSAGES):
        known.setdefault(word, len(known))
    keys = {known[w]: n for w, n in single.items() if n >= LEAST_PASSAGES}
    for (a, b), n in pairs.items():
        if n >= LEAST_PASSAGES and a in known and b in known:
            keys[int(pair_key(np.array([known[a]]), np.array([known[b]]))[0])] = n
    grams = np.array(sorted(keys), np.int64)
    counts = np.array([keys[key] for key in grams.tolist()])
    idf = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)
    bare = PassageFeatures(list(known), vectors, np.zeros(vectors.shape[1], np.float32), grams, idf)
    centre = describe(bare, texts).dense.mean(axis=0)
    return PassageFeatures(list(known), vectors, centre.astype(np.float32), grams, idf)


def describe(features: PassageFeatures, texts: Sequence[str]) -> Described:
    """Each text as one passage."""
    parts, first = [], 0
    for tokens in token_batches(texts):
        sizes = np.diff(tokens.bounds)
        rows = np.arange(len(tokens))
        found = features.describe(tokens, rows, np.repeat(np.arange(len(sizes)), sizes))
        missing = len(sizes) - len(found.dense)  # empty texts at the end
        dense = np.pad(found.dense, ((0, missing), (0, 0)))
        parts.append((found.passage + first, found.gram, found.value, dense))
        first += len(sizes)
    return Described(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def passage_scores(model: FrameModel, texts: Sequence[str]) -> NDArray[Any]:
    """Log odds of each frame in each text, judged as one passage."""
    return model.score(describe(model.features, texts))[:, : len(FRAMES)]


def sentence_scores(model: FrameModel, texts: Sequence[str]) -> list[NDArray[Any]]:
    """Scores of the sentences of each text."""
    found = []
    for tokens in token_batches(texts):
        scores = model.score(
            model.features.describe(tokens, np.arange(len(tokens)), tokens.sentence)
        )
        for first, stop in pairwise(tokens.bounds.tolist()):
            found.append(scores[tokens.sentence[first] : tokens.sentence[stop - 1] + 1])
    return found


@dataclass(frozen=True, eq=False)
class Trained:
    """A model of sentences, and scores of the training passages by models that did not see them."""

    model: FrameModel
    held_out: NDArray[Any]
    labels: NDArray[Any]
    climate: NDArray[Any]


def train_sentences(own: Gold, climate: Gold, words: list[str], vectors: NDArray[Any]) -> Trained:
    """The linear scores and their blend, learned from passages of both kinds of labels."""
    texts = [*own.texts, *climate.texts]
    features = make_features(texts, words, vectors)
    matrix = as_matrix(features, describe(features, texts), DENSE_SHARE)
    count = len(own.texts)
    is_climate = np.arange(len(texts)) >= count
    groups = np.concatenate([own.groups, climate.groups])
    ours, theirs, topic = own.labels * 2.0 - 1, climate.labels * 2.0 - 1, is_climate * 2.0 - 1
    weights, intercepts = [], []
    scores: list[list[NDArray[Any]]] = [[] for _ in FOLDINGS]
    for rows, targets, penalty in (
        (~is_climate, ours, OWN_PENALTY),
        (is_climate, theirs, CLIMATE_PENALTY),
        (is_climate | True, topic[:, None], OWN_PENALTY),
    ):
        found, intercept = fit(matrix[rows], targets, penalty)
        for part, seed in zip(scores, FOLDINGS, strict=True):
            score = matrix @ found + intercept
            score[rows] = held_out_scores(matrix[rows], targets, groups[rows], penalty, seed=seed)
            part.append(score)
        weights.append(found)
        intercepts.append(intercept)
    linear = as_model(
        np.hstack(weights), np.concatenate(intercepts), len(features.grams), DENSE_SHARE
    )
    labels = np.zeros((len(texts), len(FRAMES)), np.int64)
    labels[:count] = own.labels
    labels[np.ix_(is_climate, _CLIMATE)] = climate.labels
    scored = [np.hstack(part) for part in scores]
    blend = _fit_blend(scored, labels, is_climate)
    none = np.zeros((len(FRAMES), 3 * len(FRAMES) + 2), np.float32)
    model = FrameModel(features, linear, blend, none)
    return Trained(model, blend_scores(scored[0], blend), labels, is_climate)


def _fit_blend(
    scored: list[NDArray[Any]], labels: NDArray[Any], is_climate: NDArray[Any]
) -> NDArray[Any]:
    """A logistic regression a frame on the scores of both; then 0 is where F1 is best.

    Where climate news begins is chosen by the sum of both F1: our labels of climate news in
    general papers are not those of the coder of climate news.
    """
    blend = np.zeros((len(FRAMES), 7), np.float32)
    for column, frame in enumerate(FRAMES):
        found = []
        for start in REACHES if frame in CLIMATE_FRAMES else REACHES[:1]:
            tried = blend.copy()
            tried[column, -1] = start
            _fit_blend_of(column, scored, labels, is_climate, tried)
            called = (blend_scores(scored[0], tried)[:, column] > 0) * 1
            kinds = (~is_climate, is_climate)
            total = sum(f1(labels[rows, column], called[rows]) for rows in kinds)
            found.append((total, tried[column]))
        blend[column] = max(found, key=lambda one: one[0])[1]
    return blend


def _fit_blend_of(
    column: int,
    scored: list[NDArray[Any]],
    labels: NDArray[Any],
    is_climate: NDArray[Any],
    blend: NDArray[Any],
) -> None:
    """Fills a row of `blend` whose last number is given."""
    shared = FRAMES[column] in CLIMATE_FRAMES
    rows = np.flatnonzero(~is_climate | shared)
    used = (0, 1, 2, 3, 4) if shared else (0,)
    inputs = _blend_inputs(scored[0], column, float(blend[column, -1]))[rows][:, used]
    # Both kinds of labels weigh the same, however many there are of each.
    weight = np.where(is_climate[rows], (~is_climate).sum() / max(1, is_climate.sum()), 1.0)
    fitted = LogisticRegression(C=10, max_iter=2000)
    fitted.fit(inputs, labels[rows, column], sample_weight=weight)
    blend[column, list(used)] = fitted.coef_[0]
    blend[column, -2] = fitted.intercept_[0]
    odds = [blend_scores(one, blend)[:, column] for one in scored]
    cut = mean_cut(labels[:, column], odds, ~is_climate)
    blend[column, -2] -= cut
    if shared:
        blend[column, 2] -= mean_cut(labels[:, column], odds, is_climate) - cut


def mean_cut(labels: NDArray[Any], scores: Sequence[NDArray[Any]], rows: NDArray[Any]) -> float:
    """The mean of the best cuts of some rows, one a folding."""
    return float(np.mean([best_cut(labels[rows], one[rows]) for one in scores]))


def _blend_inputs(scored: NDArray[Any], column: int, start: float) -> NDArray[Any]:
    """The five terms of the blend for one frame, read off `blend_scores` term by term."""
    terms = np.zeros((5, len(FRAMES), 7), np.float32)
    terms[:, :, -1] = start
    for k in range(5):
        terms[k, :, k] = 1
    return np.column_stack([blend_scores(scored, terms[k])[:, column] for k in range(5)])


def train_pooling(
    model: FrameModel, narrative: Gold, openings: Gold
) -> tuple[NDArray[Any], dict[str, Any]]:
    """Weights of pooled sentence scores, a row a frame, and held-out odds of the articles."""
    pools = [
        np.array([pool(scores) for scores in sentence_scores(model, gold.texts)])
        for gold in (narrative, openings)
    ]
    pooling = np.zeros((len(FRAMES), pools[0].shape[1]), np.float32)
    held: dict[str, Any] = {}
    for column, frame in enumerate(FRAMES):
        own = openings.labels[:, column]
        parts = [(pools[1], own, own.astype(float), openings.groups, np.zeros(len(own), bool))]
        if frame in narrative.frames and narrative.soft is not None:
            k = list(narrative.frames).index(frame)
            labels = narrative.labels[:, k]
            # Where coders disagree, the truth lies between: half the label, half their shares.
            soft = (labels + narrative.soft[:, k]) / 2
            parts.append((pools[0], labels, soft, narrative.groups, np.ones(len(labels), bool)))
        rows = [np.concatenate(part) for part in zip(*parts, strict=True)]
        pooling[column], odds = _fit_pooling(column, *rows)
        held[frame] = {"odds": odds, "labels": rows[1], "climate": rows[4]}
    return pooling, held


def _fit_pooling(
    column: int,
    pooled: NDArray[Any],
    labels: NDArray[Any],
    soft: NDArray[Any],
    groups: NDArray[Any],
    is_climate: NDArray[Any],
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Ridge on standardised pooled scores; other frames' scores count less than the frame's own."""
    scored = pooled[:, :-2]
    mean, spread = scored.mean(axis=0), scored.std(axis=0) + 1e-6
    share = np.full(scored.shape[1], OTHER_FRAMES)
    share[column :: len(FRAMES)] = 1
    share /= np.sqrt((share**2).sum())
    inputs = ((scored - mean) / spread * share).astype(np.float32)
    targets = (soft * 2 - 1)[:, None]
    weights, intercept = fit(inputs, targets, POOL_PENALTY)
    scores = [
        held_out_scores(inputs, targets, groups, POOL_PENALTY, seed=s)[:, 0] for s in FOLDINGS
    ]
    platt = LogisticRegression(C=10).fit(scores[0][:, None], labels)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    odds = [slope * one + shift for one in scores]
    row = weights[:, 0] * share / spread * slope
    cut = mean_cut(labels, odds, ~is_climate)
    beyond = mean_cut(labels, odds, is_climate) - cut if is_climate.any() else 0.0
    constant = slope * float(intercept[0]) + shift - cut - float(row @ mean)
    held = odds[0] - cut - beyond * pooled[:, -2]
    return np.append(row, [-beyond, constant]).astype(np.float32), held


def save(model: FrameModel, path: Path = MODEL_FILE) -> None:
    """Write the model; weights as half floats, those of words as bytes with a scale a label."""
    weights = model.linear.gram_weights
    scale = np.abs(weights).max(axis=0) / 127
    arrays: dict[str, Any] = {
        **model.features.arrays(),
        "gram_weights": np.round(weights / scale).astype(np.int8),
        "gram_scale": scale.astype(np.float32),
        "dense_weights": model.linear.dense_weights.astype(np.float16),
        "intercept": model.linear.intercept,
        "blend": model.blend,
        "pooling": model.pooling,
    }
    write_arrays(path, arrays)


def part_of(gold: Gold, part: str) -> Gold:
    """The rows of a part: train or test."""
    kept = np.flatnonzero(gold.part == part)
    texts = [gold.texts[k] for k in kept.tolist()]
    return Gold(texts, gold.labels[kept], gold.groups[kept], gold.frames, gold.part[kept])


def f1(labels: NDArray[Any], called: NDArray[Any]) -> float:
    """F1 of the calls; 0 where nothing is right."""
    right = float((labels * called).sum())
    return 2 * right / max(1.0, float(labels.sum() + called.sum()))


def load_vectors(path: Path) -> tuple[list[str], NDArray[Any]]:
    """Words and vectors that `research.train.word_vectors` wrote, or those of a model's file."""
    with np.load(path) as file:
        if "grams" not in file:
            return file["words"].tolist(), file["vectors"]
        features = read_features(dict(file))
    return list(features.words[: len(features.vectors)]), features.vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("vectors", type=Path)
    options = parser.parse_args()
    own, climate = load_own(options.corpora), load_climate(options.corpora)
    narrative = load_narrative(options.corpora)
    openings = load_own(options.corpora, OPENINGS)
    words, vectors = load_vectors(options.vectors)
    trained = train_sentences(part_of(own, "train"), climate, words, vectors)
    pooling, held = train_pooling(trained.model, narrative, part_of(openings, "train"))
    model = FrameModel(trained.model.features, trained.model.linear, trained.model.blend, pooling)
    save(model)
    from research.train.frames_card import write_card

    write_card(model, trained, held, own, part_of(openings, "test"))


if __name__ == "__main__":
    main()
