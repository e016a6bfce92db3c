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
from framing.layers.frames.clauses import describe_mentions, role_verbs
from framing.layers.frames.model import load_model, logistic
from framing.layers.frames.names import MODEL_FOLDER
from framing.learn.passages import Floats
from framing.types import ActorRole, Mention, Span

ROLES_FILE = MODEL_FOLDER / "roles.npz"
ROLES = ("hero", "villain", "victim")
_TYPES = frozenset({"person", "organisation", "state", "armed_group", "place"})
PRESENT = 0.5


@dataclass(frozen=True, eq=False)
class RoleModel:
    """Weights of the parts of a clause, a column a role; scores above 0 are the role."""

    weights: Floats
    intercept: Floats

    def score(self, described: Floats) -> Floats:
        """A row a mention, a column a role: log odds."""
        # Doubles, rounded, so that neighbours in a batch change nothing (as in `learn.ridge`).
        total = described.astype(np.float64) @ self.weights.astype(np.float64) + self.intercept
        scores: Floats = np.round(total, 5).astype(np.float32)
        return scores


@cache
def load_roles(path: Path = ROLES_FILE) -> RoleModel:
    """The model of roles that the package ships."""
    with np.load(path) as file:
        weights, intercept = file["weights"], file["intercept"]
    return RoleModel(weights.astype(np.float32), intercept.astype(np.float32))


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
    best = scores.argmax(axis=1)
    for row in np.flatnonzero(scores.max(axis=1) >= PRESENT).tolist():
        k, mention = chosen[row]
        roles[k].append(
            ActorRole(
                start=mention.start,
                stop=mention.stop,
                actor=mention.actor,
                role=ROLES[int(best[row])],
                score=round(float(scores[row].max()), 4),
                clause=_clause(batch, int(first[row]), int(last[row])),
                side=mention.side,
            )
        )
    return [tuple(found) for found in roles]


def _rows(batch: Batch, chosen: Sequence[tuple[int, Mention]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """First and last token rows of mentions, given by article and offsets."""
    tokens, bounds = batch.tokens, batch.tokens.bounds
    first, last = [], []
    for k, mention in chosen:
        low, high = int(bounds[k]), int(bounds[k + 1])
        starts = tokens.start[low:high]
        first.append(low + int(np.searchsorted(starts, mention.start, "right")) - 1)
        last.append(low + int(np.searchsorted(starts, mention.stop, "left")) - 1)
    return np.array(first), np.maximum(np.array(last), np.array(first))


def _clause(batch: Batch, first: int, last: int) -> Span:
    """From the mention to its verb and what the verb acts on, whichever stand there."""
    clauses = batch.clauses
    lists = clauses.lists
    chunk = lists.chunk_of[last]
    rows = [first, last]
    if chunk >= 0:
        arguments = clauses.arguments
        for column, other in (
            (arguments.agent, arguments.patient),
            (arguments.patient, arguments.agent),
        ):
            for group in np.flatnonzero(column == lists.joined[chunk]).tolist()[:1]:
                rows += [lists.group_first[group], lists.group_last[group]]
                partner = int(other[group])
                if partner >= 0:
                    rows += [lists.chunk_first[partner], lists.chunk_last[partner]]
    return batch.span(min(rows), max(rows))
