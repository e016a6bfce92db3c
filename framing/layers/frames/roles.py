"""Which mentions their clauses tell as hero, villain or victim.

Measured against labels of ordinary news this is weak (see the card): the columns are experimental.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.batch import Batch
from framing.layers.frames.clauses import (
    PARTS,
    MentionClauses,
    describe_mentions,
    role_verbs,
    sum_parts,
)
from framing.layers.frames.model import load_model, logistic
from framing.layers.frames.names import MODEL_FOLDER
from framing.learn.files import read_arrays
from framing.learn.passages import Floats
from framing.types import ActorRole, Mention, Span

ROLES_FILE = MODEL_FOLDER / "roles.npz"
ROLES = ("hero", "villain", "victim")
_TYPES = frozenset({"person", "organisation", "state", "armed_group", "place"})
PRESENT = 0.5  # probabilities are calibrated so that half is the cut-off


@dataclass(frozen=True, eq=False)
class RoleModel:
    """What each word weighs in each part of a clause, and each flag, a column a role.

    Scores above 0 are the role.
    """

    tables: Sequence[NDArray[np.float64]]
    flags: NDArray[np.float64]
    intercept: NDArray[np.float64]

    def score(self, described: MentionClauses) -> Floats:
        """A row a mention, a column a role: log odds."""
        total = sum(sum_parts(self.tables, described), self.intercept)
        # Doubles, rounded, so that neighbours in a batch change nothing (as in `learn.ridge`).
        scores: Floats = np.round(total + described.flags @ self.flags, 5).astype(np.float32)
        return scores


def make_role_model(vectors: Floats, weights: NDArray[Any], intercept: NDArray[Any]) -> RoleModel:
    """The model of weights on vectors, part after part, then flags."""
    wide = vectors.astype(np.float64)
    size, weights = wide.shape[1], weights.astype(np.float64)
    tables = [wide @ weights[k * size : (k + 1) * size] for k in range(len(PARTS))]
    return RoleModel(tables, weights[len(PARTS) * size :], intercept.astype(np.float64))


@cache
def load_roles(path: Path = ROLES_FILE) -> RoleModel:
    """The model of roles that the package ships."""
    file = read_arrays(path)
    return make_role_model(load_model().features.vectors, file["weights"], file["intercept"])


def find_roles(batch: Batch, mentions: Sequence[Sequence[Mention]]) -> list[tuple[ActorRole, ...]]:
    """Roles of the mentions of each article that act or are acted upon."""
    chosen: list[tuple[int, Mention]] = [
        (k, mention)
        for k, found in enumerate(mentions)
        for mention in found
        if mention.role != "other" and mention.in_story and mention.type in _TYPES
    ]
    roles: list[list[ActorRole]] = [[] for _ in mentions]
    if not chosen:
        return [()] * len(mentions)
    first, last = _rows(batch, chosen)
    described = describe_mentions(
        load_model().features,
        role_verbs(batch.lists),
        batch.tokens,
        batch.clauses,
        first=first,
        last=last,
    )
    scores = logistic(load_roles().score(described))
    best, most = scores.argmax(axis=1).tolist(), scores.max(axis=1)
    present = np.flatnonzero(most >= PRESENT).tolist()
    clauses = _ClauseSpans(batch)
    for row in present:
        k, mention = chosen[row]
        roles[k].append(
            ActorRole(
                start=mention.start,
                stop=mention.stop,
                actor=mention.actor,
                role=ROLES[best[row]],
                score=round(float(most[row]), 4),
                clause=clauses.span(int(first[row]), int(last[row])),
                side=mention.side,
            )
        )
    return [tuple(found) for found in roles]


def _rows(batch: Batch, chosen: Sequence[tuple[int, Mention]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """First and last token rows of mentions, given by article and offsets, articles in order."""
    tokens, bounds = batch.tokens, batch.tokens.bounds.tolist()
    places = np.array([(k, mention.start, mention.stop) for k, mention in chosen])
    edges = np.searchsorted(places[:, 0], np.arange(len(bounds))).tolist()
    first, last = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for k in range(len(bounds) - 1):
        some = slice(edges[k], edges[k + 1])
        if some.start < some.stop:
            starts = tokens.start[bounds[k] : bounds[k + 1]]
            first[some] = bounds[k] + np.searchsorted(starts, places[some, 1], "right") - 1
            last[some] = bounds[k] + np.searchsorted(starts, places[some, 2], "left") - 1
    return first, np.maximum(first, last)


class _ClauseSpans:
    """From a mention to its verb and what the verb acts on, whichever stand there."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._lists = batch, batch.clauses.lists
        arguments = batch.clauses.arguments
        self._agent, self._patient = arguments.agent.tolist(), arguments.patient.tolist()
        self._acting = self._first_groups(arguments.agent)
        self._suffering = self._first_groups(arguments.patient)

    def _first_groups(self, column: NDArray[Any]) -> list[int]:
        """For each noun phrase the first verb group that it is agent (or patient) of, else -1."""
        found = np.full(len(self._batch.clauses.chunks) + 1, -1)
        found[column[::-1]] = np.arange(len(column))[::-1]
        found[-1] = -1
        groups: list[int] = found.tolist()
        return groups

    def span(self, first: int, last: int) -> Span:
        """Offsets of the clause of a mention."""
        lists, low, high = self._lists, first, last
        chunk = lists.chunk_of[last]
        if chunk >= 0:
            joined = lists.joined[chunk]
            for groups, others in (
                (self._acting, self._patient),
                (self._suffering, self._agent),
            ):
                group = groups[joined]
                if group >= 0:
                    low = min(low, lists.group_first[group])
                    high = max(high, lists.group_last[group])
                    other = others[group]
                    if other >= 0:
                        low = min(low, lists.chunk_first[other])
                        high = max(high, lists.chunk_last[other])
        return self._batch.span(low, high)
