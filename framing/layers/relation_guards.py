"""Frames of single words that only hold other rules back: "campaign", "former", "jointly"."""

from __future__ import annotations

from framing.layers.batch import Batch
from framing.layers.relation_frames import guard_words


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
