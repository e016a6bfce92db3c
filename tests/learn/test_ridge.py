"""The linear model finds what there is to find, and the same each time."""

from __future__ import annotations

import numpy as np

from framing.language import read_tokens
from framing.layers.frames.model import load_model
from framing.learn.passages import read_features
from framing.learn.ridge import as_matrix, as_model, best_cut, fit, folds, held_out_scores

GOOD = ["The harvest was rich.", "Wheat and corn grew well.", "Farmers sold their rye.", "A field."]
BAD = ["The train was late.", "Buses and trams stood still.", "Drivers went home.", "A station."]


def _rows(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    tokens = read_tokens(texts)
    return np.arange(len(tokens)), np.repeat(np.arange(len(texts)), np.diff(tokens.bounds))


def test_ridge_equals_its_closed_form() -> None:
    matrix = np.random.default_rng(0).standard_normal((30, 7)).astype(np.float32)
    targets = np.sign(matrix[:, :2])
    weights, intercept = fit(matrix, targets, 2.0)
    centred = targets - targets.mean(axis=0)
    exact = np.linalg.solve(matrix.T @ matrix + 2 * np.eye(7), matrix.T @ centred)
    np.testing.assert_allclose(weights, exact, atol=2e-3)
    np.testing.assert_allclose(intercept, targets.mean(axis=0), atol=1e-6)


def test_a_model_scores_as_its_matrix_does() -> None:
    features = load_model().features
    tokens = read_tokens([*GOOD, *BAD])
    rows, passage = _rows([*GOOD, *BAD])
    described = features.describe(tokens, rows, passage)
    matrix = as_matrix(features, described, 0.5)
    targets = np.repeat([[1.0], [-1.0]], 4, axis=0)
    weights, intercept = fit(matrix, targets, 0.1)
    model = as_model(weights, intercept, len(features.grams), 0.5)
    np.testing.assert_allclose(model.score(described), matrix @ weights + intercept, atol=1e-5)
    assert (np.sign(model.score(described)) == targets).all()


def test_features_survive_their_file() -> None:
    features = load_model().features
    again = read_features(features.arrays())
    assert list(again.words) == list(features.words)
    np.testing.assert_array_equal(again.grams, features.grams)
    np.testing.assert_allclose(again.vectors, features.vectors, atol=1e-3)


def test_a_passage_of_unknown_words_is_all_zeros() -> None:
    features = load_model().features
    tokens = read_tokens(["qzxv wvutqz"])
    found = features.describe(tokens, *_rows(["qzxv wvutqz"]))
    assert not len(found.gram)
    assert not found.dense.any()


def test_a_group_stands_in_one_fold() -> None:
    groups = np.repeat(np.arange(20), 3)
    fold = folds(groups, 5)
    assert all(len(set(fold[groups == g])) == 1 for g in range(20))
    assert len(set(fold)) == 5


def test_held_out_scores_do_not_see_their_group() -> None:
    matrix = np.eye(12, dtype=np.float32)
    targets = np.where(np.arange(12) < 6, 1.0, -1.0)[:, None]
    scores = held_out_scores(matrix, targets, np.arange(12), 0.01)
    # Each row has a column of its own: unseen, nothing can be known of it but the mean.
    assert abs(scores).max() < 0.6


def test_the_best_cut_parts_the_labels() -> None:
    scores = np.linspace(-1, 1, 40)
    labels = (scores > 0.3).astype(int)
    cut = best_cut(labels, scores)
    assert 0.05 < cut < 0.45
    assert best_cut(np.zeros(40, int), scores) > scores.max()
