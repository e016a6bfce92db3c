"""Acts of violence and of cooperation: who did them to whom, and sentences that do not say."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.batch import Batch
from framing.layers.wording.notes import Notes
from framing.types import Span

_BY_WITHIN = 9  # words after a passive in which a "by" still names the doer
_STOPS = frozenset({",", ":", ".", "WDT", "WP", "MD", "VBD", "VBZ", "VBP", "CC"})
_NO_DOER = frozenset({"VBG", "CD", "RB", "IN"})
_CLIPPED = frozenset({"'s", "’s"})
_AUXILIARIES = frozenset({"be", "get"})
_LISTS = {"violence_verbs": "violent", "cooperation_verbs": "cooperative"}


def find_acts(batch: Batch, statives: Set[int], notes: Notes) -> None:
    """Notes acts, nominalised violence and passives without a doer."""
    act_of = np.full(len(batch.tokens), "", dtype="U11")
    for name, choice in _LISTS.items():
        lexicon, matches = batch.find(name)
        for first, last, number in matches.rows():
            if lexicon.terms[number].category == choice:
                act_of[first] = choice
            elif choice == "violent":
                notes.add((first, last), "nominalisation", choice)
    _find_done(batch, act_of, notes)
    _find_passives(batch, act_of, statives, notes)


def _find_done(batch: Batch, act_of: np.ndarray, notes: Notes) -> None:
    groups, arguments = batch.clauses.groups, batch.clauses.arguments
    chosen = (act_of[groups.head] != "") & batch.in_prose[groups.head]
    for k in np.flatnonzero(chosen).tolist():
        head = int(groups.head[k])
        notes.add(
            (head, head),
            "act",
            str(act_of[head]),
            negated=bool(groups.negated[k]),
            agent=_phrase(batch, _doer(batch, k)),
            patient=_phrase(batch, int(arguments.patient[k])),
        )


def _doer(batch: Batch, group: int) -> int:
    """The phrase of the agent; of "Russia is believed to have shelled …" it is Russia."""
    groups, arguments = batch.clauses.groups, batch.clauses.arguments
    agent = int(arguments.agent[group])
    if agent >= 0 or group == 0 or groups.passive[group]:
        return agent
    raised = groups.passive[group - 1] and groups.last[group - 1] + 1 == groups.first[group]
    return int(arguments.subject[group - 1]) if raised else -1


def _phrase(batch: Batch, chunk: int) -> Span | None:
    if chunk < 0:
        return None
    chunks = batch.clauses.chunks
    return batch.span(int(chunks.first[chunk]), int(chunks.last[chunk]))


def _find_passives(batch: Batch, act_of: np.ndarray, statives: Set[int], notes: Notes) -> None:
    """Passives with an auxiliary that name no doer; the choice says whether they tell violence.

    A bare participle ("troops sent to …") is left out: too often it is an active past tense or an
    adjective, and the agent of a reduced clause is rarely at stake.
    """
    groups = batch.clauses.groups
    chosen = groups.passive & (groups.agent < 0) & batch.in_prose[groups.head]
    chosen &= groups.last > groups.first
    for k in np.flatnonzero(chosen).tolist():
        first, last, head = int(groups.first[k]), int(groups.last[k]), int(groups.head[k])
        if head in statives or not _has_auxiliary(batch, first, head) or _names_doer(batch, head):
            continue
        choice = "violent" if act_of[head] == "violent" else "other"
        notes.add((first, last), "agentless_passive", choice)


def _has_auxiliary(batch: Batch, first: int, head: int) -> bool:
    """Whether a form of be or get leads to the participle."""
    # "'s" may be "has" ("what's changed"): alone it proves nothing.
    return any(
        batch.lemma(row) in _AUXILIARIES and batch.word(row).lower() not in _CLIPPED
        for row in range(first, head)
    )


def _names_doer(batch: Batch, head: int) -> bool:
    """Whether a "by" with a noun phrase follows before the clause ends."""
    tokens = batch.tokens
    for row in range(head + 1, min(head + 1 + _BY_WITHIN, len(tokens) - 1)):
        tag = PENN_TAGS[int(tokens.tag[row])]
        if tokens.sentence[row] != tokens.sentence[head] or tag in _STOPS:
            return False
        if batch.word(row).lower() == "by":
            after = PENN_TAGS[int(tokens.tag[row + 1])]
            counted = after == "CD" and row + 2 < len(tokens) and batch.tag(row + 2) == "NNS"
            return counted or after not in _NO_DOER  # "by three colleagues", not "by 6 p.m."
    return False
