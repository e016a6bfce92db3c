"""Word clusters from plain text: neighbours weighed by PPMI, reduced by SVD, grouped by k-means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

_TOKEN = re.compile(r"(?:n't|'\w+|\w+(?=n't)|\w+(?:\.\w+)*)|[^\w\s]")
_NEIGHBOURS = 4000
_DIMENSIONS = 64
SEED = 20161108


def split_words(text: str) -> list[str]:
    """Lower-case words and marks, near enough to our own tokens for counting."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


def cluster_words(
    texts: Iterable[str], n_words: int, sizes: tuple[int, int]
) -> tuple[list[str], NDArray[np.int32]]:
    """The commonest words and their number (from 1) in a coarse and in a fine clustering."""
    lines = [split_words(text) for text in texts]
    counts = Counter(word for line in lines for word in line)
    words = [word for word, count in counts.most_common(n_words) if count >= 5]
    vectors = _vectors(lines, words)
    groups = [
        MiniBatchKMeans(
            size, random_state=SEED, batch_size=8192, n_init=3, max_iter=60
        ).fit_predict(vectors)
        + 1
        for size in sizes
    ]
    return words, np.stack(groups, axis=1).astype(np.int32)


def _vectors(lines: list[list[str]], words: list[str]) -> NDArray[np.float32]:
    number = {word: row for row, word in enumerate(words)}
    stream = np.concatenate(
        [np.array([number.get(word, -1) for word in line] + [-1, -1], np.int32) for line in lines]
    )
    blocks = []
    for offset in (-2, -1, 1, 2):
        here = stream[max(0, -offset) : len(stream) - max(0, offset)]
        there = stream[max(0, offset) : len(stream) - max(0, -offset)]
        fits = (here >= 0) & (there >= 0) & (there < _NEIGHBOURS)
        shape = (len(words), min(_NEIGHBOURS, len(words)))
        table = sparse.coo_matrix(
            (np.ones(int(fits.sum()), np.float32), (here[fits], there[fits])), shape
        )
        blocks.append(_ppmi(table.tocsr()))
    left, values, _ = randomized_svd(
        sparse.hstack(blocks).tocsr(), _DIMENSIONS, n_iter=4, random_state=SEED
    )
    vectors = left * np.sqrt(values)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / lengths, np.float32)


def _ppmi(table: sparse.csr_matrix) -> sparse.csr_matrix:
    total = table.sum()
    rows = np.asarray(table.sum(axis=1)).ravel()
    columns = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    columns *= total / columns.sum()
    table = table.tocoo()
    weights = np.log(table.data * total / (rows[table.row] * columns[table.col]))
    keep = weights > 0
    return sparse.csr_matrix((weights[keep], (table.row[keep], table.col[keep])), table.shape)
