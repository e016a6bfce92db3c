"""Decides whether a statement on two sides is a deed, a hope, an offer, a denial."""

from __future__ import annotations

import numpy as np

from framing.layers.batch import Batch
from framing.lexicons import Term
from framing.types import Status

_REACH = 6  # tokens before the relation word in which a governing word may stand


def status_of(batch: Batch, term: Term, first: int, last: int) -> Status:
    """Status of the statement made by a relation word, from its clause and what governs it."""
    group = _group_near(batch, last)
    governed = _governing_status(batch, first)
    if group >= 0 and bool(batch.clauses.groups.negated[group]):
        return "negated"
    if governed is not None:
        return governed
    if group >= 0:
        modal = int(batch.clauses.groups.modal[group])
        if modal >= 0:
            return _modal_status(batch.tokens.vocabulary.strings[modal].lower())
    own = term.extra.get("status", "realised")
    return own if own else "realised"


def _group_near(batch: Batch, row: int) -> int:
    """Verb group at the row, else the nearest one before it in the sentence."""
    group_of, sentence = batch.clauses.group_of, batch.tokens.sentence
    lowest = int(np.searchsorted(sentence, sentence[row]))
    for near in range(row, max(lowest, row - 12) - 1, -1):
        if group_of[near] >= 0:
            return int(group_of[near])
    return -1


def _governing_status(batch: Batch, first: int) -> Status | None:
    lexicon, matches = batch.status_words
    low = int(np.searchsorted(matches.first, first - _REACH))
    for k in range(int(np.searchsorted(matches.first, first)) - 1, low - 1, -1):
        row = int(matches.first[k])
        if batch.tokens.sentence[row] == batch.tokens.sentence[first]:
            status: Status = lexicon.terms[int(matches.term[k])].extra["status"]
            return status
    return None


def _modal_status(modal: str) -> Status:
    if modal in ("should", "must", "ought", "shall"):
        return "urged"
    if modal in ("will", "wo", "'ll"):
        return "scheduled"
    return "possible"
