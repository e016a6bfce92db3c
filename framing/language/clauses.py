"""Who does what to whom, row by row: verb groups, noun phrases and their parts in the clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.language import (
    Arguments,
    Chunks,
    VerbGroups,
    find_arguments,
    find_chunks,
    find_verb_groups,
)
from framing.types import IntArray, Tokens

AGENT, PATIENT = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class ClauseLists:
    """Columns of verb groups and noun phrases as lists: an item costs a fifth of an array's."""

    group_of: list[int]
    chunk_of: list[int]
    group_first: list[int]
    group_last: list[int]
    group_head: list[int]
    tense: list[int]
    modal: list[int]
    negated: list[bool]
    passive: list[bool]
    agent: list[int]
    subject: list[int]
    direct: list[int]
    chunk_first: list[int]
    chunk_last: list[int]
    chunk_head: list[int]
    joined: list[int]
    governed: list[bool]


@dataclass(eq=False)
class Clauses:
    """Verb groups and noun phrases of a batch, found once and shared by the layers."""

    tokens: Tokens

    @cached_property
    def groups(self) -> VerbGroups:
        """Verb groups in order."""
        return find_verb_groups(self.tokens)

    @cached_property
    def chunks(self) -> Chunks:
        """Noun phrases in order."""
        return find_chunks(self.tokens)

    @cached_property
    def arguments(self) -> Arguments:
        """Subject, object, agent, patient of each verb group, as rows of `chunks`."""
        return find_arguments(self.tokens, self.groups, self.chunks)

    @cached_property
    def group_of(self) -> IntArray:
        """For each token the verb group it stands in, else -1."""
        return _spread(len(self.tokens), self.groups.first, self.groups.last)

    @cached_property
    def chunk_of(self) -> IntArray:
        """For each token the noun phrase it stands in, else -1."""
        return _spread(len(self.tokens), self.chunks.first, self.chunks.last)

    @cached_property
    def lists(self) -> ClauseLists:
        """For layers that look rows up one by one."""
        groups, arguments, chunks = self.groups, self.arguments, self.chunks
        verbs = (groups.first, groups.last, groups.head, groups.tense, groups.modal)
        marks = (groups.negated, groups.passive, groups.agent)
        nouns = (chunks.first, chunks.last, chunks.head, chunks.joined, chunks.governed)
        held = (*verbs, *marks, arguments.subject, arguments.object, *nouns)
        return ClauseLists(*(c.tolist() for c in (self.group_of, self.chunk_of, *held)))

    @cached_property
    def roles(self) -> NDArray[np.int8]:
        """For each token `AGENT` or `PATIENT` by the noun phrase it stands in, else 0.

        A phrase that is both ("asked Russia to help") counts by the verb nearer to its front.
        """
        by_chunk = np.zeros(len(self.chunks) + 1, np.int8)
        for role, column in ((AGENT, self.arguments.agent), (PATIENT, self.arguments.patient)):
            by_chunk[column[column >= 0]] = role
        by_chunk[-1] = 0
        # "Russia and China attacked": both act, though the arguments name the first phrase only.
        by_chunk[:-1] = np.where(by_chunk[:-1], by_chunk[:-1], by_chunk[self.chunks.joined])
        return by_chunk[self.chunk_of]


def _spread(size: int, first: IntArray, last: IntArray) -> IntArray:
    owner = np.full(size, -1, np.int32)
    lengths = last - first + 1
    rows = np.repeat(first - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    owner[rows] = np.repeat(np.arange(len(first), dtype=np.int32), lengths)
    return owner
