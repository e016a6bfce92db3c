"""Word vectors of news: python -m research.train.word_vectors CORPORA OUT.npz

Positive pointwise mutual information of lemmas that stand near each other, factored (Levy and
Goldberg 2014). Learned from the public corpora without their labels; the articles of the test of
frames are left out. The power iterations start from a seeded matrix, so that two runs agree.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from framing.language import read_tokens
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from research.gold.frames import load_climate, load_narrative, load_own
from research.gold.frames_sample import TRAIN, corpus_articles

WORDS, DIMENSIONS, LEAST = 14000, 96, 12
WINDOW = 6  # lemmas to each side, in the same sentence or the next
COMMON = 1e-3  # words more common than this weigh less in a passage (Arora et al. 2017)
_CONTEXT_POWER, _STEPS, _SPARE, _BATCH = 0.75, 3, 20, 200


def unlabelled_texts(corpora: Path) -> Iterator[str]:
    """Prose of all articles of the corpora but those of the test."""
    own = load_own(corpora)
    tested = set(own.groups[own.part == "test"])
    for corpus in TRAIN:
        for article in corpus_articles(corpora, corpus):
            if f"{corpus} {article.article_id}" not in tested:
                zones = [z for z in find_zones(article, word_lists()) if z.kind in ("lead", "body")]
                yield "\n".join(article.text[z.start : z.stop] for z in zones)
    yield from load_narrative(corpora).texts
    yield from load_climate(corpora).texts


Sequence = tuple[NDArray[np.int32], NDArray[np.int64]]


def lemma_sequences(texts: Iterator[str]) -> tuple[list[str], list[Sequence]]:
    """Lemmas by number in the order met, and the numbers and sentences of batches of texts."""
    numbers: dict[str, int] = {}
    found: list[Sequence] = []
    kept = [text for text in texts if text]
    for first in range(0, len(kept), _BATCH):
        tokens = read_tokens(kept[first : first + _BATCH])
        of_type = np.array(
            [numbers.setdefault(s.lower(), len(numbers)) for s in tokens.vocabulary.strings]
        )
        found.append((of_type[tokens.lemma_id].astype(np.int32), tokens.sentence.astype(np.int64)))
    return list(numbers), found


def train_vectors(words: list[str], sequences: list[Sequence]) -> tuple[list[str], NDArray[Any]]:
    """The most common words and a vector each, of unit length times the weight of the word."""
    counts = np.zeros(len(words), np.int64)
    for lemmas, _ in sequences:
        counts += np.bincount(lemmas, minlength=len(words))
    common = np.argsort(-counts, kind="stable")
    chosen = [k for k in common if counts[k] >= LEAST and any(c.isalpha() for c in words[k])]
    chosen = chosen[:WORDS]
    row_of = np.full(len(words), -1, np.int32)
    row_of[chosen] = np.arange(len(chosen))
    matrix = _information(_near_pairs(sequences, row_of, len(chosen)))
    vectors = _factored(matrix)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    share = counts[chosen] / counts[chosen].sum()
    weighed = vectors * (COMMON / (COMMON + share))[:, None]
    return [words[k] for k in chosen], weighed.astype(np.float32)


def _near_pairs(sequences: list[Sequence], row_of: NDArray[Any], size: int) -> csr_matrix:
    """How often two words stand near each other; far counts less."""
    total = csr_matrix((size, size), dtype=np.float32)
    for lemmas, sentence in sequences:
        rows = row_of[lemmas]
        kept = rows >= 0
        rows, of = rows[kept], sentence[kept]
        parts = []
        for gap in range(1, WINDOW + 1):
            near = of[gap:] - of[:-gap] <= 1
            weight = np.full(int(near.sum()), gap**-0.5, np.float32)
            parts.append((rows[:-gap][near], rows[gap:][near], weight))
        first, second, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
        total = total + coo_matrix((weights, (first, second)), shape=(size, size)).tocsr()
    return (total + total.T).tocoo()


def _information(pairs: coo_matrix) -> csr_matrix:
    row = np.bincount(pairs.row, pairs.data, pairs.shape[0])
    context = row**_CONTEXT_POWER
    context /= context.sum()
    information = np.log(pairs.data / (row[pairs.row] * context[pairs.col]))
    kept = information > 0
    places = (pairs.row[kept], pairs.col[kept])
    return csr_matrix((information[kept].astype(np.float32), places), shape=pairs.shape)


def _factored(matrix: csr_matrix) -> NDArray[Any]:
    start = np.random.default_rng(0).standard_normal((matrix.shape[0], DIMENSIONS + _SPARE))
    found = matrix @ start.astype(np.float32)
    for _ in range(_STEPS):
        base, _ = np.linalg.qr(found)
        found = matrix @ (matrix.T @ base)
    base, _ = np.linalg.qr(found)
    left, values, _ = np.linalg.svd((matrix.T @ base).T, full_matrices=False)
    vectors: NDArray[Any] = (base @ left)[:, :DIMENSIONS] * np.sqrt(values[:DIMENSIONS])
    return vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    words, vectors = train_vectors(*lemma_sequences(unlabelled_texts(options.corpora)))
    np.savez_compressed(options.out, words=np.array(words), vectors=vectors)
    print(f"{len(words)} words of {vectors.shape[1]} dimensions -> {options.out}")


if __name__ == "__main__":
    main()
