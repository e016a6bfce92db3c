"""Which part of its sentence a hedge weakens, its verb, and whether it is negated.

The conventions follow BioScope (Vincze et al. 2008): to the right the scope runs to the end of the
clause; to the left it takes in the subject where the hedge is part of a verb group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.batch import Batch

_ENDS = frozenset({",", ":", ".", "WDT", "WP", "WRB", "-RRB-", "''"})
_VERBAL = frozenset({"MD", "VB", "VBD", "VBP", "VBZ"})
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
        self._sentence = batch.tokens.sentence
        self._tag = batch.tokens.tag
        self._groups, self._group_of = clauses.groups, clauses.group_of
        self._subject, self._chunks = clauses.arguments.subject, clauses.chunks

    def find(self, first: int, last: int, category: str) -> Scope:
        """Scope of the hedge in the rows `first` to `last`."""
        stop = self._clause_end(last)
        group, verb = self._verb_of(first, last, stop, category)
        begin = first
        own = int(self._group_of[first])
        if own >= 0 and category not in _PHRASES and self._subject[own] >= 0:
            begin = min(first, int(self._chunks.first[self._subject[own]]))
        negated = any(g >= 0 and bool(self._groups.negated[g]) for g in {own, group})
        return Scope(begin, max(stop, verb), verb, negated)

    def _clause_end(self, last: int) -> int:
        """Last row of the clause that goes on after a row."""
        row, total = last, len(self._tag)
        while row + 1 < total and self._sentence[row + 1] == self._sentence[last]:
            tag = PENN_TAGS[int(self._tag[row + 1])]
            if tag in _ENDS or (tag == "CC" and self._opens_clause(row + 2)):
                break
            row += 1
        return row

    def _opens_clause(self, row: int) -> bool:
        """Whether a conjunction before this row joins clauses: a finite verb, or its subject."""
        if row >= len(self._tag):
            return False
        near = [PENN_TAGS[int(tag)] for tag in self._tag[row : row + 4]]
        return bool(near) and (near[0] in _VERBAL or any(tag in _VERBAL for tag in near[1:]))

    def _verb_of(self, first: int, last: int, stop: int, category: str) -> tuple[int, int]:
        """Verb group that the hedge weakens, and the row of its main verb."""
        own = int(self._group_of[last])
        heads = self._groups.head
        if own >= 0 and heads[own] > last:
            return own, int(heads[own])
        if category in _PHRASES and category != "probability_adjective":
            return own, int(heads[own]) if own >= 0 else -1
        after = int(np.searchsorted(self._groups.first, last, side="right"))
        if after < len(self._groups):
            begins = int(self._groups.first[after])
            if begins <= min(stop + 1, last + _FAR) and self._same(begins, last):
                return after, int(heads[after])
        if own < 0 and after > 0 and self._same(int(heads[after - 1]), first):
            return after - 1, int(heads[after - 1])
        return own, -1

    def _same(self, row: int, other: int) -> bool:
        return bool(self._sentence[row] == self._sentence[other])
