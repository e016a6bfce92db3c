"""Frames of single words that only hold other rules back: "campaign", "former", "jointly"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.relation_frames import guard_words
from framing.types import IntArray


def is_framed(batch: Batch, row: int, frame: str) -> bool:
    """Whether a word, or the one after a possessive mark or hyphen, is of a frame."""
    return frame in guards_at(batch, row)


def guards_at(batch: Batch, row: int) -> frozenset[str]:
    """Frames of the kind "guard" of a word, and of the one after a possessive mark or hyphen."""
    if row >= batch.size:
        return frozenset()
    words = guard_words(batch.options.lexicons)
    found = words.get(batch.lemma(row).lower(), frozenset())
    if batch.tag(row) in ("POS", "HYPH") and row + 1 < batch.size:
        found |= words.get(batch.lemma(row + 1).lower(), frozenset())
    return found


def lemma_bits(batch: Batch, bits: Callable[[Path | None], Mapping[str, int]]) -> IntArray:
    """For each lemma what `bits` of the folder of word lists says of it, 0 for most."""
    folder = batch.options.lexicons
    known = bits(folder)

    def compute(strings: Sequence[str]) -> IntArray:
        return np.array([known.get(string.lower(), 0) for string in strings], np.int32)

    return batch.tokens.vocabulary.column((bits, folder), compute)
