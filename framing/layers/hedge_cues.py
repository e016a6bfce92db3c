"""Candidates for hedges: words of the list, and words that hedge only in some places."""

from __future__ import annotations

from dataclasses import dataclass

from framing.layers.batch import Batch


@dataclass(frozen=True, slots=True)
class Cue:
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


def find_cues(batch: Batch) -> list[Cue]:
    """Listed hedges and words of the context list, in reading order."""
    lexicon, matches = batch.find("hedges")
    cues = []
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        uncertain = bool(term.extra.get("uncertain", True))
        cues.append(Cue(first, last, term.text, term.category, "", term.strength, uncertain))
    lexicon, matches = batch.find("hedge_context")
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        category = str(term.extra.get("cue", ""))
        cues.append(
            Cue(first, last, term.text, category, term.category, 0.5,
                listed=False, candidate=bool(category))
        )  # fmt: skip
    return sorted(cues, key=lambda cue: (cue.first, not cue.listed, cue.last))
