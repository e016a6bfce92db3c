"""Which part of its sentence a hedge weakens, its verb, and whether it is negated.

The conventions follow BioScope (Vincze et al. 2008): to the right the scope runs to the end of the
clause; to the left it takes in the subject where the hedge is part of a verb group.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.batch import Batch
from framing.types import IntArray

_ENDS = np.isin(PENN_TAGS, [",", ":", ".", "WDT", "WP", "WRB", "-RRB-", "''"])
_VERBAL = np.isin(PENN_TAGS, ["MD", "VB", "VBD", "VBP", "VBZ"])
_JOINS = np.isin(PENN_TAGS, ["CC"])
_PHRASES = frozenset({"approximator", "possibility_noun", "probability_adjective", "weasel_source"})
_FAR = 12  # words between a hedging verb and the verb that depends on it


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows of the hedged part, row of its main verb (-1 for none), and its negation."""

    first: int
    last: int
    verb: int
    negated: bool


class ScopeFinder:
    """Finds scopes in one batch."""

    def __init__(self, batch: Batch) -> None:
        clauses = batch.clauses
        self._sentence: list[int] = batch.tokens.sentence.tolist()
        self._stops: list[int] = _clause_stops(batch).tolist()
        self._group_of: list[int] = clauses.group_of.tolist()
        self._first: list[int] = clauses.groups.first.tolist()
        self._head: list[int] = clauses.groups.head.tolist()
        self._negated: list[bool] = clauses.groups.negated.tolist()
        subject = clauses.arguments.subject
        begins = clauses.chunks.first[subject] if len(clauses.chunks) else subject
        self._subject: list[int] = np.where(subject >= 0, begins, -1).tolist()

    def find(self, first: int, last: int, category: str) -> Scope:
        """Scope of the hedge in the rows `first` to `last`."""
        # The last row of the clause that goes on after the hedge.
        stop = self._stops[bisect_right(self._stops, last)] - 1
        group, verb = self._verb_of(first, last, stop, category)
        begin = first
        own = self._group_of[first]
        if own >= 0 and category not in _PHRASES and self._subject[own] >= 0:
            begin = min(first, self._subject[own])
        negated = any(g >= 0 and self._negated[g] for g in {own, group})
        return Scope(begin, max(stop, verb), verb, negated)

    def _verb_of(self, first: int, last: int, stop: int, category: str) -> tuple[int, int]:
        """Verb group that the hedge weakens, and the row of its main verb."""
        own = self._group_of[last]
        heads = self._head
        if own >= 0 and heads[own] > last:
            return own, heads[own]
        if category in _PHRASES and category != "probability_adjective":
            return own, heads[own] if own >= 0 else -1
        after = bisect_right(self._first, last)
        if after < len(self._first):
            begins = self._first[after]
            if begins <= min(stop + 1, last + _FAR) and self._same(begins, last):
                return after, heads[after]
        if own < 0 and after > 0 and self._same(heads[after - 1], first):
            return after - 1, heads[after - 1]
        return own, -1

    def _same(self, row: int, other: int) -> bool:
        return self._sentence[row] == self._sentence[other]


def _clause_stops(batch: Batch) -> IntArray:
    """Rows, rising, before which a clause ends: marks, relative words, joined clauses, sentences.

    The last is the row after the end.
    """
    tag, sentence = batch.tokens.tag, batch.tokens.sentence
    verbal = np.append(_VERBAL[tag], np.zeros(4, bool))
    # A conjunction joins clauses where a finite verb follows, or its subject and then the verb.
    near = verbal[1:-3] | verbal[2:-2] | verbal[3:-1] | verbal[4:]
    stops = _ENDS[tag] | (_JOINS[tag] & near)
    stops[1:] |= sentence[1:] != sentence[:-1]
    return np.append(np.flatnonzero(stops), len(tag)).astype(np.int32)
