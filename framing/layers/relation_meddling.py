"""Sentences that name one side and its meddling in a vote: whose vote it is, the article tells.

"The campaign knew of Russian interference in the election" binds two states, though it names one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.relation_frames import frame_words
from framing.types import IntArray


def meddled_sentences(batch: Batch, number: int, named: Mapping[int, set[str]]) -> Iterator[int]:
    """Sentences of an article that name one side of the dyad, meddling and a vote, nobody else.

    `named` holds the sides that each sentence names; elsewhere the article names the other side.
    """
    dyad = batch.options.dyad
    if dyad is None or not set(dyad) <= set().union(*named.values()):
        return
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    kinds = _kinds(batch)[batch.tokens.lemma_id[low:high]]
    sentence = batch.tokens.sentence[low:high]
    acts, votes = (set(sentence[(kinds & bit) > 0].tolist()) for bit in (1, 2))
    for key in sorted(acts & votes & named.keys()):
        if len(named[key]) == 1 and named[key] < set(dyad):
            yield key


@lru_cache(maxsize=8)
def _beginnings(folder: Path | None) -> tuple[frozenset[str], frozenset[str]]:
    words = frame_words(folder)[0]
    acts, votes = (
        frozenset(key[0] for key, codes in words.items() if ("guard", name) in codes)
        for name in ("interference", "election")
    )
    return acts, votes


def _kinds(batch: Batch) -> IntArray:
    """For each lemma 1 if a phrase of meddling begins with it, and 2 if one of a vote does."""
    acts, votes = _beginnings(batch.options.lexicons)

    def compute(strings: Sequence[str]) -> IntArray:
        lowered = [string.lower() for string in strings]
        return np.array([(word in acts) + 2 * (word in votes) for word in lowered], np.int32)

    return batch.tokens.vocabulary.column("relation.meddling", compute)
