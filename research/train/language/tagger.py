"""Fits the tagger: softmax regression by Adagrad, with half of the features hidden at each step.

Two passes, as in tagging: types in a window, then tables over the tags that the first pass gave.
The second is fitted on tags given to each part of the data by a model that had not seen it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from framing.language.features import EDGE, Clusters, Features
from framing.language.penn import PENN_TAGS, TAG_ID
from framing.language.tagging import OFFSETS, TAG_BASE, class_keys, tag_keys
from research.train.language.treebank import Sentence

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_TAGS = len(PENN_TAGS)


@dataclass(frozen=True, slots=True)
class Options:
    """How the tagger is fitted; `folds` parts give the second pass its unseen tags."""

    epochs: int = 6
    batch: int = 1024
    rate: float = 0.3
    hidden: float = 0.45
    table_hidden: float = 0.5
    frequent: int = 60
    folds: int = 4
    second_epochs: int = 4
    seed: int = 1


class Weights:
    """A matrix of weights whose rows are trained by Adagrad as they are met."""

    def __init__(self, rows: int) -> None:
        self.value = np.zeros((rows, _TAGS), np.float32)
        self._squares = np.full((rows, _TAGS), 1e-2, np.float32)

    def step(self, rows: Ints, gradient: Floats, rate: float) -> None:
        """One step on some rows."""
        squares = self._squares[rows] + gradient * gradient
        self._squares[rows] = squares
        self.value[rows] -= rate * gradient / np.sqrt(squares)


@dataclass(slots=True)
class Data:
    """Sentences as padded type numbers and gold tags, -1 at edges; `types` are the strings."""

    ids: Ints
    gold: Ints
    places: Ints
    types: list[str]
    counts: Ints
    sentence: Ints


def encode(sentences: Sequence[Sentence], known: dict[str, int]) -> Data:
    """Columns of a treebank, edges between sentences; `known` grows."""
    ids, gold, owner = [0, 0], [-1, -1], [-1, -1]
    for number, sentence in enumerate(sentences):
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            ids.append(known.setdefault(word, len(known)))
            gold.append(TAG_ID[tag])
            owner.append(number)
        ids.append(0)
        gold.append(-1)
        owner.append(-1)
    columns = [np.array([*c, e], np.int64) for c, e in ((ids, 0), (gold, -1), (owner, -1))]
    counts = np.bincount(columns[0], minlength=len(known))
    places = np.flatnonzero(columns[1] >= 0)
    return Data(columns[0], columns[1], places, list(known), counts, columns[2])


class Design:
    """Types by features, for the word itself and for its neighbours, and the classes of types."""

    def __init__(self, data: Data, clusters: Clusters, frequent: int) -> None:
        often = [w for w, n in zip(data.types, data.counts, strict=True) if n >= frequent]
        self.frequent = sorted({w.replace("’", "'") for w in often if w != EDGE})
        self.features = Features(clusters, dict.fromkeys(self.frequent, 0))
        self.centre, self.centre_names = _matrix(data, self.features.centre, 2)
        self.context, self.context_names = _matrix(data, self.features.context, 3)
        names = [self.features.class_name(w) if w != EDGE else EDGE for w in data.types]
        self.class_names = sorted(set(names))
        number = {name: i for i, name in enumerate(self.class_names)}
        self.classes = np.array([number[name] for name in names])


def _matrix(
    data: Data, features: Callable[[str], list[str]], fewest: int
) -> tuple[csr_matrix, list[str]]:
    seen: Counter[str] = Counter()
    rows = [features(word) if word != EDGE else ["w=" + EDGE] for word in data.types]
    for row, count in zip(rows, data.counts.tolist(), strict=True):
        for name in row:
            seen[name] += count
    names = sorted(name for name, count in seen.items() if count >= fewest)
    number = {name: i for i, name in enumerate(names)}
    kept = [[number[name] for name in row if name in number] for row in rows]
    pointer = np.cumsum([0, *map(len, kept)])
    columns = np.array([i for row in kept for i in row])
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, columns, pointer), shape=(len(rows), len(names))), names


class Window:
    """First pass: five words, and pairs of word classes."""

    def __init__(self, design: Design, data: Data) -> None:
        self.design = design
        self.weights = {
            o: Weights((design.context if o else design.centre).shape[1]) for o in OFFSETS
        }
        keys = class_keys(design.classes[data.ids], data.places, len(design.class_names))
        self.tables = Tables(keys, fewest=3)

    def scores(self, data: Data, places: Ints) -> Floats:
        """Scores of the tags at some places."""
        keys = class_keys(self.design.classes[data.ids], places, len(self.design.class_names))
        total = self.tables.scores(self.tables.rows(keys))
        for offset, weights in self.weights.items():
            matrix = self.design.context if offset else self.design.centre
            types, back = np.unique(data.ids[places + offset], return_inverse=True)
            total += (matrix[types] @ weights.value)[back]
        return total

    def fit(self, data: Data, places: Ints, options: Options) -> None:
        """Train on some places."""
        rng = np.random.default_rng(options.seed)
        for batch, rate in _batches(places, options.epochs, options, rng):
            self._step(data, batch, rate, rng, options)

    def _step(
        self, data: Data, batch: Ints, rate: float, rng: np.random.Generator, options: Options
    ) -> None:
        keys = class_keys(self.design.classes[data.ids], batch, len(self.design.class_names))
        rows = self.tables.rows(keys)
        masks = [_mask(len(batch), options.table_hidden, rng) for _ in rows]
        total = self.tables.scores(rows, masks)
        parts = []
        for offset, weights in self.weights.items():
            types, back = np.unique(data.ids[batch + offset], return_inverse=True)
            hidden = _hide(
                (self.design.context if offset else self.design.centre)[types], options, rng
            )
            live = np.unique(hidden.indices)
            hidden = hidden[:, live]
            total += (hidden @ weights.value[live])[back]
            parts.append((weights, back, hidden, live))
        error = _error(total, data.gold[batch])
        for weights, back, hidden, live in parts:
            weights.step(live, hidden.T @ _gather(back, error, hidden.shape[0]), rate)
        self.tables.step(rows, error, rate, masks)


class Tables:
    """Rows of weights found by whole-number keys; row 0 stands for all rare keys."""

    def __init__(self, keys: Sequence[Ints], fewest: int) -> None:
        self.keys: list[Ints] = []
        for column in keys:
            values, counts = np.unique(column, return_counts=True)
            self.keys.append(values[counts >= fewest])
        self.weights = [Weights(len(k) + 1) for k in self.keys]

    def rows(self, keys: Sequence[Ints]) -> list[Ints]:
        """Row of each key."""
        found = []
        for known, column in zip(self.keys, keys, strict=True):
            at = np.minimum(np.searchsorted(known, column), len(known) - 1)
            found.append(np.where(known[at] == column, at + 1, 0))
        return found

    def scores(self, rows: Sequence[Ints], masks: Sequence[Floats] | None = None) -> Floats:
        """Sum of the rows."""
        total = np.zeros((len(rows[0]), _TAGS), np.float32)
        for i, (weights, column) in enumerate(zip(self.weights, rows, strict=True)):
            part = weights.value[column]
            total += part if masks is None else part * masks[i][:, None]
        return total

    def step(
        self, rows: Sequence[Ints], error: Floats, rate: float, masks: Sequence[Floats]
    ) -> None:
        """One step on all tables."""
        for weights, column, mask in zip(self.weights, rows, masks, strict=True):
            live, back = np.unique(column, return_inverse=True)
            weights.step(live, _gather(back, error * mask[:, None], len(live)), rate)
            weights.value[0] = 0


def fit_second(scores: Floats, tags: Ints, classes: Ints, data: Data, options: Options) -> Tables:
    """Second pass: tables over the tags around a token, added to the scores of the first."""
    rng = np.random.default_rng(options.seed + 1)
    tables = Tables(tag_keys(tags, classes, data.places), fewest=3)
    row_of = np.full(len(data.ids), -1)
    row_of[data.places] = np.arange(len(data.places))
    for batch, rate in _batches(data.places, options.second_epochs, options, rng):
        rows = tables.rows(tag_keys(tags, classes, batch))
        masks = [_mask(len(batch), options.table_hidden, rng) for _ in rows]
        total = scores[row_of[batch]] + tables.scores(rows, masks)
        tables.step(rows, _error(total, data.gold[batch]), rate * 0.5, masks)
    return tables


def unseen_scores(design: Design, data: Data, options: Options) -> Floats:
    """First-pass scores of every token by a model that was not fitted on its part."""
    scores = np.zeros((len(data.places), _TAGS), np.float32)
    # parts of 50 sentences in a row, dealt out in turn, so that every part has every genre
    part = (data.sentence[data.places] // 50) % options.folds
    for fold in range(options.folds):
        window = Window(design, data)
        window.fit(data, data.places[part != fold], options)
        scores[part == fold] = window.scores(data, data.places[part == fold])
    return scores


def tags_with_edges(data: Data, scores: Floats) -> Ints:
    """The best tag at each place, the edge's number elsewhere."""
    tags = np.full(len(data.ids), TAG_BASE - 1)
    tags[data.places] = scores.argmax(1)
    return tags


def _batches(places: Ints, epochs: int, options: Options, rng: np.random.Generator) -> Any:
    steps = epochs * -(-len(places) // options.batch)
    done = 0
    for _ in range(epochs):
        order = rng.permutation(places)
        for at in range(0, len(order), options.batch):
            yield order[at : at + options.batch], options.rate * (1 - done / steps) + 0.005
            done += 1


def _mask(size: int, hidden: float, rng: np.random.Generator) -> Floats:
    return ((rng.random(size) >= hidden) / (1 - hidden)).astype(np.float32)


def _hide(matrix: csr_matrix, options: Options, rng: np.random.Generator) -> csr_matrix:
    hidden = matrix.copy()
    hidden.data = _mask(hidden.nnz, options.hidden, rng)
    return hidden


def _gather(back: Ints, error: Floats, size: int) -> Floats:
    ones = np.ones(len(back), np.float32)
    summed: Floats = csr_matrix((ones, (back, np.arange(len(back)))), (size, len(back))) @ error
    return summed


def _error(total: Floats, gold: Ints) -> Floats:
    total = np.exp(total - total.max(1, keepdims=True))
    total /= total.sum(1, keepdims=True)
    total[np.arange(len(gold)), gold] -= 1
    return total
