"""Sentences that name one side and its meddling in a vote: whose vote it is, the article tells.

"The campaign knew of Russian interference in the election" binds two states, though it names one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from framing.layers.batch import Batch
from framing.layers.relation_frames import frame_words
from framing.layers.relation_guards import lemma_bits

_ACT, _VOTE = 1, 2


def meddled_sentences(batch: Batch, number: int, named: Mapping[int, set[str]]) -> Iterator[int]:
    """Sentences of an article that name one side of the dyad, meddling and a vote, nobody else.

    `named` holds the sides that each sentence names; elsewhere the article names the other side.
    """
    dyad = batch.options.dyad
    if dyad is None or not set(dyad) <= set().union(*named.values()):
        return
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    kinds = lemma_bits(batch, _beginnings)[batch.tokens.lemma_id[low:high]]
    sentence = batch.tokens.sentence[low:high]
    acts, votes = (set(sentence[(kinds & bit) > 0].tolist()) for bit in (_ACT, _VOTE))
    for key in sorted(acts & votes & named.keys()):
        if len(named[key]) == 1 and named[key] < set(dyad):
            yield key


@lru_cache(maxsize=8)
def _beginnings(folder: Path | None) -> Mapping[str, int]:
    """Words that a phrase of meddling begins with, and those of a vote."""
    found: dict[str, int] = {}
    for words, codes in frame_words(folder)[0].items():
        for frame, bit in (("interference", _ACT), ("election", _VOTE)):
            if ("guard", frame) in codes:
                found[words[0]] = found.get(words[0], 0) | bit
    return found
