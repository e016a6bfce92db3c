"""What a relation word says of who acts on whom, for words that no rule ties to both sides.

One side is named the first by syntax (a subject, an owner, a complement); the model tells whether
it acts, is acted on, or both act.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.layers.relation_candidates import Candidate
from framing.layers.relation_link import clause_verb
from framing.layers.relation_sentence import Place, Sentence

DIRECTIONS = ("acts", "suffers", "both")


class First(NamedTuple):
    """The side that the syntax of a word names first, and by what."""

    side: str
    how: str


def first_side(sentence: Sentence, row: int, pair: tuple[str, str]) -> First | None:
    """The side nearest to a word in its syntax, none where no side of the pair is named."""
    for how, places in _ways(sentence, row):
        sides = {place.side for place in places if place.side in pair}
        if len(sides) == 1:
            return First(sides.pop(), how)
    named = [place for place in sentence.places if place.side in pair]
    before = [place for place in named if place.last < row]
    if before:
        return First(before[-1].side, "before")
    return First(named[0].side, "after") if named else None


def acts_jointly(sentence: Sentence, row: int, pair: tuple[str, str]) -> bool:
    """Whether both sides are the subject of a verb: "both countries expelled diplomats"."""
    group = sentence.lists.group_of[row]
    if group < 0 or sentence.passive(group):
        return False
    return set(pair) <= {place.side for place in sentence.subjects(group)}


def _ways(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    batch = sentence.batch
    group = batch.clauses.lists.group_of[row]
    if group >= 0:
        passive = sentence.passive(group)
        if passive:
            yield "agent", sentence.agents(group)
        yield "passive" if passive else "subject", sentence.subjects(group)
        return
    first, stop = sentence.chunk_rows(row)
    yield "owner", sentence.within(first, row)
    if stop + 1 < sentence.high and batch.tag(stop) in ("IN", "TO"):
        yield "word:" + batch.word(stop).lower(), sentence.within(*sentence.chunk_rows(stop + 1))
    held = clause_verb(sentence, row)
    if held >= 0:
        yield f"clause:{sentence.passive(held)}", sentence.subjects(held)


def outcome_features(candidate: Candidate, first: First, sentence: Sentence) -> Iterator[str]:
    """What is seen of a candidate, and of the side named first."""
    link, trigger, how = candidate.link, candidate.trigger, first.how
    yield from candidate.features
    yield "how:" + how
    yield f"how:{how}:{trigger.quad if trigger else ''}"
    for frame in sentence.frames:
        if frame.first + sentence.low == candidate.row:
            for _, name in frame.codes:
                yield f"how:{how}:{name}"
    if trigger is not None:
        yield f"tr:mutual:{trigger.mutual}"
    if link is not None:
        yield "rule:" + link.trigger.quad
        yield "rule:" + direction_of(first.side, link.source, link.mutual)


def direction_of(first: str, source: str, mutual: bool) -> str:
    """Whether the side named first acts, suffers, or both act."""
    return DIRECTIONS[2] if mutual else DIRECTIONS[source != first]
