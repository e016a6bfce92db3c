"""Candidates for hedges: words of the list, and words that hedge only in some places."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.layers.batch import Batch
from framing.layers.hedges.senses import is_other_sense
from framing.lists.load import Lexicon


class Cue(NamedTuple):
    """A match: rows `first` to `last`, and what the lists say of it.

    `listed` cues are hedges by themselves; of the others, `candidate` ones are hedges where the
    classifier finds them decisive, and the rest only inform it. `group` is the row's group.
    """

    first: int
    last: int
    text: str
    category: str
    group: str
    strength: float = 0.0
    uncertain: bool = True
    listed: bool = True
    candidate: bool = False


_Entry = tuple[str, str, str, float, bool, bool, bool]


def find_cues(batch: Batch) -> list[Cue]:
    """Listed hedges and words of the context list, in reading order.

    A sentence without a word that is or may be a hedge has no cue: what only informs the
    classifier is left out there.
    """
    listed, hedges = batch.find("hedges")
    context, words = batch.find("hedge_context")
    entries = _listed(listed) + _context(context)
    first = np.concatenate([hedges.first, words.first])
    last = np.concatenate([hedges.last, words.last])
    entry = np.concatenate([hedges.term, words.term + len(listed.terms)])
    may_hedge = np.array([e[5] or e[6] for e in entries], bool)[entry]
    sentence = batch.tokens.sentence[first]
    near = np.flatnonzero(np.isin(sentence, sentence[may_hedge]))
    order = near[np.lexsort((last[near], entry[near] >= len(listed.terms), first[near]))]
    rows = zip(first[order].tolist(), last[order].tolist(), entry[order].tolist(), strict=True)
    return _open(batch, [Cue(a, b, *entries[number]) for a, b, number in rows])


def _open(batch: Batch, cues: list[Cue]) -> list[Cue]:
    """Without what leaves nothing open: "could not possibly", "some of the anger"."""
    closed = {
        row for cue in cues if cue.group == "emphatic" for row in range(cue.first, cue.last + 1)
    }
    return [
        cue
        for cue in cues
        if cue.first not in closed
        and not (cue.category == "weasel_source" and _is_share(batch, cue.last + 1))
        and not (cue.category == "epistemic_modal" and is_other_sense(batch, cue.first))
    ]


def _is_share(batch: Batch, row: int) -> bool:
    """Whether a quantity is part of one thing: "of the anger", not "of the officials"."""
    if row + 1 >= batch.size or batch.word(row).lower() != "of":
        return False
    lists = batch.clauses.lists
    chunk = lists.chunk_of[row + 1]
    return chunk >= 0 and batch.tag(lists.chunk_head[chunk]) == "NN"


def _listed(lexicon: Lexicon) -> list[_Entry]:
    return [
        (t.text, t.category, "", t.strength, bool(t.extra.get("uncertain", True)), True, False)
        for t in lexicon.terms
    ]


def _context(lexicon: Lexicon) -> list[_Entry]:
    cues = [(term, str(term.extra.get("cue", ""))) for term in lexicon.terms]
    return [(t.text, cue, t.category, 0.5, True, False, bool(cue)) for t, cue in cues]
