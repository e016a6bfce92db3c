"""Best labels are the best: against all sequences of labels, tried one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.learn.sequence import Steps, add_rows, best_labels


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.integers(0, 999), st.booleans())
def test_no_sequence_of_labels_scores_higher(sizes: list[int], seed: int, whole: bool) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.integers(-9, 9, (sum(sizes), 3)).astype(np.int32)
    transitions = chance.integers(-9, 9, (3, 3)).astype(np.int32 if whole else np.float32)
    size = np.array(sizes)
    steps = Steps(np.cumsum(size) - size, size)
    labels = np.zeros(len(scores), np.int64)
    labels[steps.rows] = best_labels(scores, steps, transitions)
    begin = 0
    for count in sizes:
        rows = scores[begin : begin + count]
        found = _total(rows, transitions, tuple(labels[begin : begin + count].tolist()))
        most = max(_total(rows, transitions, way) for way in product(range(3), repeat=count))
        assert found == most
        begin += count


def _total(rows: np.ndarray, transitions: np.ndarray, way: tuple[int, ...]) -> float:
    moves = sum(float(transitions[a, b]) for a, b in pairwise(way))
    return moves + sum(float(rows[k, label]) for k, label in enumerate(way))


def test_a_name_without_a_table_adds_nothing() -> None:
    scores = np.ones((2, 2), np.int32)
    table = np.array([[0, 0], [5, 7]], np.int32)
    add_rows(scores, {"known": table}, [("known", np.array([1, 0])), ("new", np.array([1, 1]))])
    assert scores.tolist() == [[6, 8], [1, 1]]
