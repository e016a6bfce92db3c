"""Finds statements that bind two sides: who does what to whom, done or hoped, in whose voice.

What counts as a statement, its class, status and direction follow the codebook
(`docs/relations.md`): classes follow CAMEO, roots follow PLOVER.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from framing.layers.arguments import PATIENT
from framing.layers.batch import Batch
from framing.layers.relation_status import status_of
from framing.lexicons import Term
from framing.types import Mention, Relation


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention with its token rows."""

    mention: Mention
    first: int
    last: int
    side: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A relation word with its token rows."""

    term: Term
    first: int
    last: int


def find_relations(
    batch: Batch, mentions: Sequence[tuple[Mention, ...]]
) -> list[tuple[Relation, ...]]:
    """Statements of each article in reading order, for the dyad of the options (or all pairs)."""
    lexicon, matches = batch.find("relations")
    words: dict[int, list[_Word]] = {}
    sentence = batch.tokens.sentence
    for first, last, number in matches.rows():
        word = _Word(lexicon.terms[number], first, last)
        words.setdefault(int(sentence[first]), []).append(word)
    found: list[tuple[Relation, ...]] = []
    for number, article_mentions in enumerate(mentions):
        placed = _place(batch, number, article_mentions)
        relations = [
            relation
            for key, group in placed.items()
            for relation in _in_sentence(batch, group, words.get(key, []))
        ]
        found.append(tuple(sorted(relations, key=lambda r: (r.start, r.stop, r.source, r.target))))
    return found


def _place(batch: Batch, number: int, mentions: Sequence[Mention]) -> dict[int, list[_Placed]]:
    """Mentions by sentence; only those on some side."""
    base, end = int(batch.tokens.bounds[number]), int(batch.tokens.bounds[number + 1])
    starts = batch.tokens.start[base:end]
    placed: dict[int, list[_Placed]] = {}
    for mention in mentions:
        if mention.side is None:
            continue
        first = base + int(np.searchsorted(starts, mention.start))
        last = base + int(np.searchsorted(starts, mention.stop)) - 1
        key = int(batch.tokens.sentence[first])
        placed.setdefault(key, []).append(_Placed(mention, first, last, mention.side))
    return placed


def _pairs(batch: Batch, sides: Sequence[str]) -> Iterator[tuple[str, str]]:
    dyad = batch.options.dyad
    if dyad is None:
        yield from combinations(sorted(set(sides)), 2)
    elif set(dyad) <= set(sides):
        yield dyad


def _in_sentence(
    batch: Batch, placed: Sequence[_Placed], words: Sequence[_Word]
) -> Iterator[Relation]:
    if not words:
        return
    for pair in _pairs(batch, [one.side for one in placed]):
        ones = [one for one in placed if one.side in pair]
        best = _best_word(batch, ones, words)
        if best is not None:
            yield _relation(batch, ones, best, pair)


def _best_word(batch: Batch, ones: Sequence[_Placed], words: Sequence[_Word]) -> _Word | None:
    """The word tied closest to both sides; a weak word counts only between or beside them."""
    scored = [(_tie(batch, ones, word), -k) for k, word in enumerate(words)]
    score, position = max(scored)
    return words[-position] if score > 0 else None


def _tie(batch: Batch, ones: Sequence[_Placed], word: _Word) -> float:
    """How closely a relation word binds two sides, by place and by clause; 0 for not at all."""
    before = {one.side for one in ones if one.last < word.first}
    after = {one.side for one in ones if one.first > word.last}
    near = min(min(abs(one.first - word.last), abs(word.first - one.last)) for one in ones)
    between = any(a != b for a in before for b in after)
    score = word.term.strength + 0.6 * between - 0.02 * near
    group = batch.clauses.group_of[word.last]
    if group >= 0:
        arguments = batch.clauses.arguments
        chunk_of = batch.clauses.chunk_of
        held = {int(arguments.agent[group]), int(arguments.patient[group])} - {-1}
        score += 0.5 * len({one.side for one in ones if int(chunk_of[one.last]) in held})
    if not between and near > 8:
        score -= 0.5
    return score if word.term.strength >= 1 or between or near <= 3 else 0.0


def _relation(
    batch: Batch, ones: Sequence[_Placed], word: _Word, pair: tuple[str, str]
) -> Relation:
    mutual = _compound(batch, ones) or bool(word.term.extra.get("mutual", False))
    source = _initiator(batch, ones, word)
    target = pair[1] if source == pair[0] else pair[0]
    if mutual:
        source, target = pair
    sentence_rows = [row for one in ones for row in (one.first, one.last)]
    first = min([word.first, *sentence_rows])
    last = max([word.last, *sentence_rows])
    start, stop = batch.span(first, last)
    quote = int(batch.quote_of[word.first])
    return Relation(
        start=start,
        stop=stop,
        source=source,
        target=target,
        mutual=mutual,
        quad=word.term.extra["quad"],
        root=str(word.term.extra["root"]),
        status=status_of(batch, word.term, word.first, word.last),
        voice="source" if quote >= 0 else "outlet",
        quote=quote if quote >= 0 else None,
    )


def _compound(batch: Batch, ones: Sequence[_Placed]) -> bool:
    """Whether two sides stand joined: "Russia and the US", "US-Russian", "the US, Russia"."""
    for a, b in combinations(sorted(ones, key=lambda one: one.first), 2):
        if a.side == b.side or b.first - a.last > 5:
            continue
        between = [batch.word(row).lower() for row in range(a.last + 1, b.first)]
        if all(word in _JOINTS for word in between):
            return True
    return False


_JOINTS = frozenset(["and", "&", "the", "-", "–", "/", ",", "with", "along"])


def _initiator(batch: Batch, ones: Sequence[_Placed], word: _Word) -> str:
    """Side that acts: the agent of the word's clause, else the side that is named first."""
    group = int(batch.clauses.group_of[word.last])
    if group >= 0:
        arguments, chunk_of = batch.clauses.arguments, batch.clauses.chunk_of
        agent, patient = int(arguments.agent[group]), int(arguments.patient[group])
        for one in ones:
            if agent >= 0 and int(chunk_of[one.last]) == agent:
                return one.side
        for one in ones:
            if patient >= 0 and int(chunk_of[one.last]) == patient:
                other = [x.side for x in ones if x.side != one.side]
                return other[0]
    roles = batch.clauses.roles
    active = [one for one in ones if roles[one.last] != PATIENT]
    return min(active or ones, key=lambda one: one.first).side
