"""Finds choices of words: names, loaded words, boosters, acts and who does them, passives."""

from __future__ import annotations

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.batch import Batch
from framing.layers.wording.acts import find_acts
from framing.layers.wording.notes import Notes
from framing.layers.wording.tone import Tone
from framing.types import Wording

_SCARE_TOKENS = 5  # two marks and three words
_SUPERLATIVES = np.isin(np.array(PENN_TAGS), ("JJS", "RBS"))


def find_wordings(batch: Batch) -> list[tuple[Wording, ...]]:
    """Wordings of each article in reading order; one place may hold several kinds."""
    notes = Notes(batch)
    tone = Tone(batch)
    _find_names(batch, notes)
    _find_loaded(batch, tone, notes)
    _find_boosters(batch, notes)
    find_acts(batch, tone.statives, notes)
    _find_scare_quotes(batch, notes)
    for row in tone.first_person:
        notes.add((row, row), "first_person", batch.word(row).lower())
    superlatives = _SUPERLATIVES[batch.tokens.tag] & batch.in_prose
    for row in np.flatnonzero(superlatives).tolist():
        notes.add((row, row), "superlative", batch.lemma(row).lower())
    return notes.by_article()


def _find_names(batch: Batch, notes: Notes) -> None:
    lexicon, matches = batch.find("naming")
    for first, last, number in matches.rows():
        extra = lexicon.terms[number].extra
        notes.add(
            (first, last),
            "naming",
            str(extra["choice"]),
            referent=str(extra["referent"]),
            polarity=int(extra.get("polarity", 0)),
        )


def _find_loaded(batch: Batch, tone: Tone, notes: Notes) -> None:
    """Loaded words; a negation before one turns praise into blame, and blame into praise."""
    lexicon, matches = batch.find("loaded")
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        polarity, strength, negated = tone.shift(
            first, int(term.extra.get("polarity", 0)), term.strength
        )
        notes.add(
            (first, last),
            "loaded",
            {1: "praise", -1: "blame"}.get(polarity, "intense"),
            referent=term.category,
            polarity=polarity,
            strength=strength,
            negated=negated,
        )


def _find_boosters(batch: Batch, notes: Notes) -> None:
    lexicon, matches = batch.find("boosters")
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        notes.add((first, last), "booster", term.category, strength=term.strength)


def _find_scare_quotes(batch: Batch, notes: Notes) -> None:
    """Short fragments between quotation marks in running prose that no attribution covers."""
    quoted = batch.tokens.in_quote & batch.in_prose
    edges = np.flatnonzero(np.diff(quoted, prepend=False, append=False))
    sentence = batch.tokens.sentence
    for first, stop in edges.reshape(-1, 2).tolist():
        last = stop - 1
        # Marks included, so two to three words make four to five tokens.
        short = 3 <= stop - first <= _SCARE_TOKENS
        running = first > 0 and sentence[first - 1] == sentence[first] == sentence[last]
        if short and running and batch.quote_of[first + 1] < 0:
            notes.add((first, last), "scare_quote", "fragment")
