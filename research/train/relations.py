"""Trains the detector of statements on two sides: `framing/models/relations/detector.npz`.

`python -m research.train.relations CORPORA [--write] [--curve]` trains on the sentences
of `relations_train.csv` and `relations_near.csv` in `research/gold` and scores five models, each
on the fifth of the articles that it has not seen, thresholds chosen on the rest; with `--curve`
also on a quarter and a half of the training articles. Sentences of the second file were drawn for
their doubt: they train, but no score or threshold counts them. The frozen sheet and the seeds are
never read here.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from framing.layers.relations.model import HEADS, MODEL_FILE, Detector, Table, save_detector
from research.evaluate.relations_scoring import Sheet
from research.gold.relations_labels import NEAR, TRAIN
from research.train.relations_examples import Example, Told, read_examples

FOLDS = 5
LEAST = 3  # times that a feature must be seen
WORDS, COUNTS, OUTCOMES, WAYS = 0.2, 1.0, 0.1, 6.0  # strengths: C, C, C, and ridge
APART = 4  # tokens between two statements that no rule tells apart
AROUND = 2  # steps to each side over which scores of constants are evened out
Columns = dict[str, int]


def fold_of(example: Example) -> int:
    """Fold of an article, by a hash of its id."""
    key = "fold " + example.rows[0]["article_id"]
    return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % FOLDS


def columns_of(named: Iterable[Iterable[str]], least: int = LEAST) -> Columns:
    """Numbers of the features that are seen often enough."""
    counts = Counter(name for names in named for name in set(names))
    return {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= least))}


def matrix_of(named: Sequence[Iterable[str]], columns: Mapping[str, int]) -> csr_matrix:
    """One row of ones and zeros each."""
    held = [sorted({columns[name] for name in names if name in columns}) for names in named]
    ends = np.cumsum([0, *map(len, held)])
    flat = np.concatenate([np.array(row, int) for row in held])
    return csr_matrix((np.ones(len(flat)), flat, ends), (len(held), len(columns)))


def train(examples: Sequence[Example], near: Sequence[Example]) -> Detector:
    """All four models, with thresholds still to be chosen; `near` helps all but the last."""
    both = [*examples, *near]
    words, start = train_words(both)
    counts, rarity = train_counts(both)
    outcomes, labels = train_outcomes([one for example in both for one in example.told])
    ways = train_ways([one for example in examples for one in example.told])
    return Detector(
        words, start, counts, rarity, outcomes, labels, ways, ((0.0, 1.0, 0.0, 0.0),) * 2, APART
    )


def train_words(examples: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Which candidates state a relation."""
    words = [pair for example in examples for pair in example.words]
    columns = columns_of(one.features for one, _ in words)
    matrix = matrix_of([one.features for one, _ in words], columns)
    model = LogisticRegression(C=WORDS, max_iter=500, solver="liblinear")
    model.fit(matrix, [right for _, right in words])
    return dict(zip(columns, model.coef_[0].tolist(), strict=True)), float(model.intercept_[0])


def train_counts(examples: Sequence[Example]) -> tuple[Table, Any]:
    """Whether a sentence holds one statement, and whether two."""
    seen = [example for example in examples if example.seen]
    named = [example.counts for example in seen]
    columns = columns_of(named)
    matrix = matrix_of(named, columns)
    rarity = np.log(len(seen) / (1 + np.asarray(matrix.sum(axis=0)).ravel())) + 1
    scaled = normalize(matrix.multiply(rarity).tocsr())
    models = [
        LogisticRegression(C=COUNTS, max_iter=500, solver="liblinear").fit(
            scaled, [len(example.gold) >= number for example in seen]
        )
        for number in (1, 2)
    ]
    weights = np.vstack([model.coef_ for model in models]).T.astype(np.float32)
    bias = np.concatenate([model.intercept_ for model in models])
    return Table(columns, weights, bias), rarity.astype(np.float32)


def train_outcomes(told: Sequence[Told]) -> tuple[Table, tuple[tuple[str, ...], ...]]:
    """Class and voice."""
    columns = columns_of(one.outcome for one in told)
    matrix = matrix_of([one.outcome for one in told], columns)
    models = []
    for head in HEADS:
        model = LogisticRegression(C=OUTCOMES, max_iter=3000)
        models.append(model.fit(matrix, [one.row[head] for one in told]))
    weights = np.vstack([_full(model.coef_) for model in models]).T.astype(np.float32)
    bias = np.concatenate([_full(model.intercept_[:, None])[:, 0] for model in models])
    return Table(columns, weights, bias), tuple(tuple(model.classes_) for model in models)


def _full(weights: Any) -> Any:
    """One row a class, also of two classes."""
    return np.vstack([-weights, weights]) if len(weights) == 1 else weights


def train_ways(told: Sequence[Told]) -> dict[str, float]:
    """Which of three readings: one set of weights, softmax over the readings, ridge."""
    columns = columns_of([{name for way in one.ways for name in way} for one in told], 2)
    matrices = [matrix_of([one.ways[k] for one in told], columns) for k in range(3)]
    rows, right = np.arange(len(told)), np.array([one.way for one in told])

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


Judged = tuple[int, list[list[float]]]
"""Labelled statements of a sentence, and of its two likeliest words what decides on them."""


def tune(examples: Sequence[Example], near: Sequence[Example]) -> tuple[tuple[float, ...], ...]:
    """How to mix sentence and word, by regression on folds that the models have not seen.

    The constants are then moved to where F1 over statements is best, evened out.
    """
    judged = [one for fold in range(FOLDS) for one in judge(examples, near, fold)]
    gold = np.array([statements for statements, _ in judged])
    seen = np.array([places for _, places in judged])
    margins, mixes = [], []
    for place in (0, 1):
        model = LogisticRegression().fit(seen[:, place], gold > place)
        margins.append(model.decision_function(seen[:, place]))
        mixes.append([float(model.intercept_[0]), *model.coef_[0].tolist()])

    def score(moved: Sequence[float]) -> float:
        held = np.stack([margin + add >= 0 for margin, add in zip(margins, moved, strict=True)])
        number = np.cumprod(held, axis=0).sum(axis=0)
        return float(2 * np.minimum(number, gold).sum() / (number.sum() + gold.sum()))

    moves = np.arange(-0.4, 1.21, 0.1)
    scores = np.array([[score((one, two)) for two in moves] for one in moves])
    best = np.unravel_index(smoothed(scores).argmax(), scores.shape)
    return tuple((m[0] + float(moves[k]), *m[1:]) for m, k in zip(mixes, best, strict=True))


def smoothed(scores: Any) -> Any:
    """Means over neighbours: one score alone is best by chance."""
    wide = np.pad(scores, AROUND, mode="edge")
    size = 2 * AROUND + 1
    return np.lib.stride_tricks.sliding_window_view(wide, (size, size)).mean(axis=(2, 3))


def judge(examples: Sequence[Example], near: Sequence[Example], fold: int) -> Iterator[Judged]:
    """The sentences of a fold by models of the others, `near` among them."""
    known = beyond(examples, fold) + beyond(near, fold)
    (table, rarity), (words, start) = train_counts(known), train_words(known)
    model = Detector(words, start, table, rarity, table, (), {}, (), 0)
    for one in examples:
        if fold_of(one) == fold and one.seen:
            found = [(model.word(word.features), word.link is not None) for word, _ in one.words]
            found = sorted(found, reverse=True) + [(-9.0, False)] * 2
            number = model.number(one.counts)
            yield len(one.gold), [[number[k], *map(float, found[k])] for k in (0, 1)]


def beyond(examples: Sequence[Example], fold: int) -> list[Example]:
    """Those of other folds."""
    return [one for one in examples if fold_of(one) != fold]


def cross_validate(
    examples: Sequence[Example], near: Sequence[Example], share: float = 1.0
) -> None:
    """Scores on unseen articles, as the benchmark scores; `share` of the others train."""
    sheets = Sheet("unseen articles"), Sheet("beyond interference")
    for fold in range(FOLDS):
        known, more = beyond(examples, fold), beyond(near, fold)
        known, more = (held[: round(len(held) * share)] for held in (known, more))
        model = replace(train(known, more), mix=tune(known, more))
        for example in examples:
            if fold_of(example) == fold:
                got = [statement for one in example.seen for statement in one.found(model)]
                other = not any(one.interference for one in example.gold)
                for sheet in sheets[: 1 + other]:
                    sheet.add(example.gold, got)
    for sheet in sheets:
        sheet.report()


def main() -> None:
    examples, near = (list(read_examples(Path(sys.argv[1]), path)) for path in (TRAIN, NEAR))
    for share in (0.25, 0.5) if "--curve" in sys.argv else ():
        print(f"trained on {share:.0%} of the articles")
        cross_validate(examples, near, share)
    print(f"{len(examples)} sentences, {len(near)} more train")
    cross_validate(examples, near)
    if "--write" in sys.argv:
        model = replace(train(examples, near), mix=tune(examples, near))
        save_detector(model)
        print(f"mix {model.mix}; {MODEL_FILE.stat().st_size / 1000:.0f} kB written")


if __name__ == "__main__":
    main()
