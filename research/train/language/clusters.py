"""Groups words by the company they keep in unlabelled news: what the tagger knows of rare words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from framing.language.chunktable import ChunkTable
from framing.language.layout import find_stretches
from framing.language.splitting import SplitRules
from framing.vocabulary import Vocabulary

FEWEST = 12
CONTEXTS = 2000
DIMENSIONS = 80
SIZES = (48, 320)


def train_clusters(texts: Iterable[str], rules: SplitRules, seed: int) -> dict[str, list[int]]:
    """Cluster numbers of each word met often enough, one number a size in `SIZES`."""
    vocabulary, ids = _number_tokens(texts, rules)
    counts = np.bincount(ids, minlength=len(vocabulary))
    kept = np.flatnonzero(counts >= FEWEST)
    vectors = _vectors(ids, counts, kept, seed)
    labels = [
        MiniBatchKMeans(size, random_state=seed, n_init=3, batch_size=4096).fit_predict(vectors)
        for size in SIZES
    ]
    columns = zip(*(label.tolist() for label in labels), strict=True)
    strings = vocabulary.strings
    return {strings[i]: list(row) for i, row in zip(kept.tolist(), columns, strict=True)}


def _number_tokens(texts: Iterable[str], rules: SplitRules) -> tuple[Vocabulary, NDArray[np.int32]]:
    vocabulary = Vocabulary()
    table = ChunkTable(vocabulary, rules)
    texts, parts = iter(texts), []
    while batch := list(islice(texts, 200)):
        numbers = table.numbers(find_stretches(batch, None).strings)
        count, first = table.count.array[numbers], table.first.array[numbers]
        ends = np.cumsum(count)
        rows = np.arange(ends[-1]) + np.repeat(first - (ends - count), count)
        parts.append(table.type_id.array[rows])
    return vocabulary, np.concatenate(parts)


def _vectors(
    ids: NDArray[np.int32], counts: NDArray[Any], kept: NDArray[Any], seed: int
) -> NDArray[np.float32]:
    """Words by neighbours: positive mutual information with left and right, then SVD."""
    row_of = np.full(len(counts), -1)
    row_of[kept] = np.arange(len(kept))
    column_of = np.full(len(counts), CONTEXTS)
    column_of[np.argsort(-counts, kind="stable")[:CONTEXTS]] = np.arange(CONTEXTS)
    sides = [_mutual(row_of[a], column_of[b], len(kept)) for a, b in _neighbours(ids)]
    left, values, _ = randomized_svd(hstack(sides).tocsr(), DIMENSIONS, random_state=seed)
    vectors = left * np.sqrt(values)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit


def _neighbours(ids: NDArray[np.int32]) -> Sequence[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    return (ids[1:], ids[:-1]), (ids[:-1], ids[1:])


def _mutual(rows: NDArray[Any], columns: NDArray[Any], size: int) -> csr_matrix:
    known = rows >= 0
    shape = (size, CONTEXTS + 1)
    seen = csr_matrix((np.ones(int(known.sum())), (rows[known], columns[known])), shape=shape)
    by_row = np.asarray(seen.sum(1)).ravel()
    by_column = np.asarray(seen.sum(0)).ravel() ** 0.75  # damps the pull of rare contexts
    by_column /= by_column.sum()
    cells = seen.tocoo()
    expected = by_row[cells.row] * by_column[cells.col]
    value = np.maximum(np.log(np.maximum(cells.data, 1e-9) / np.maximum(expected, 1e-9)), 0.0)
    return csr_matrix((value, (cells.row, cells.col)), shape=shape)
