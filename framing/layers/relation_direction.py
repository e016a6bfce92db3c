"""Judges who acts on whom: each of two sides as the source, or both alike.

The three readings are weighed by the same features with the roles swapped, so that what is learned
of one state as a source holds for the other; no state is taken for the one that meddles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.layers.relation_candidates import Candidate
from framing.layers.relation_link import Link
from framing.layers.relation_outcome import Ruled
from framing.layers.relation_sentence import Sentence
from framing.layers.relation_stands import standings
from framing.layers.relation_turns import wished_by

Way = tuple[str, str, bool]
"""Source, target, and whether both act."""
BOTH = 2
"""Number of the reading in which both act."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How often the rules found each side the source of a kind of act in the article."""

    sources: Mapping[tuple[str, str], int]

    def leader(self, kind: str, pair: tuple[str, str]) -> str | None:
        """The side that does such acts more often than the other."""
        first, second = (self.sources.get((kind, side), 0) for side in pair)
        return None if first == second else pair[first < second]


def remember(links: Sequence[Link]) -> Memory:
    """Sources of one article's links by root, mutual ones left out."""
    counted: dict[tuple[str, str], int] = {}
    for one in links:
        if not one.mutual:
            key = (one.trigger.root, one.source)
            counted[key] = counted.get(key, 0) + 1
    return Memory(counted)


def readings(pair: tuple[str, str]) -> tuple[Way, Way, Way]:
    """The readings in the order of `direction_features`."""
    return (*pair, False), (*pair[::-1], False), (*pair, True)


def direction_features(
    sentence: Sentence,
    candidate: Candidate,
    ruled: Ruled,
    pair: tuple[str, str],
    memory: Memory,
) -> tuple[list[str], ...]:
    """Names of the features of each reading, each once."""
    if candidate.link is not None:
        link = wished_by(sentence, candidate.link, ruled.status)
        candidate = replace(candidate, link=link)
    stands = {side: standings(sentence, candidate.row, side) for side in pair}
    words = [*_words(sentence, candidate), f"s:{ruled.status}"]
    ways = [
        [
            *_one_way(stands[source], stands[target], words),
            *_surroundings(sentence, candidate, (source, target)),
            *_remembered(candidate, (source, target), memory),
        ]
        for source, target in (pair, pair[::-1])
    ]
    both = list(_both_ways([stands[side] for side in pair], words, candidate.link))
    return tuple(list(dict.fromkeys(names)) for names in (*ways, both))


def _words(sentence: Sentence, candidate: Candidate) -> Iterator[str]:
    batch, row, trigger = sentence.batch, candidate.row, candidate.trigger
    yield "l:" + batch.lemma(row).lower()
    yield "t:" + batch.tag(row)[:2]
    for frame in sentence.frames:
        if frame.first + sentence.low == row:
            for _, name in frame.codes:
                yield "f:" + name
    if trigger is not None:
        yield "tr:" + trigger.root
        yield "q:" + trigger.quad
        yield f"m:{trigger.mutual}:{trigger.root}"


def _one_way(source: Sequence[str], target: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    for sign, held in (("S", source), ("T", target)):
        for how in held:
            yield f"{sign}:{how}"
            for word in words:
                yield f"{sign}:{how}|{word}"


def _surroundings(sentence: Sentence, candidate: Candidate, way: tuple[str, str]) -> Iterator[str]:
    """Which side is named first, which is nearer, and what the rule says."""
    row, kind = candidate.row, candidate.trigger.quad if candidate.trigger else "none"
    named = [place for place in sentence.places if place.side in way]
    first = bool(named) and named[0].side == way[0]
    gaps = [
        min(
            (min(abs(p.first - row), abs(p.last - row)) for p in named if p.side == side),
            default=99,
        )
        for side in way
    ]
    yield f"first:{first}"
    yield f"first:{first}:{kind}"
    yield f"nearer:{gaps[0] < gaps[1]}"
    link = candidate.link
    if link is not None:
        rule = "both" if link.mutual else "S" if link.source == way[0] else "T"
        yield f"rule:{rule}"
        yield f"rule:{rule}:{link.key[0]}:{link.trigger.quad}"
        yield f"rule:{rule}:{link.trigger.root}"


def _remembered(candidate: Candidate, way: tuple[str, str], memory: Memory) -> Iterator[str]:
    """Whether the source does such acts elsewhere in the article."""
    if candidate.trigger is None:
        return
    root = candidate.trigger.root
    leader = memory.leader(root, way)
    if leader is not None:
        yield f"memory:{leader == way[0]}"
        yield f"memory:{leader == way[0]}:{root}"


def _both_ways(
    stands: Sequence[Sequence[str]], words: Sequence[str], link: Link | None
) -> Iterator[str]:
    yield "both"
    for word in words:
        yield "both:" + word
    for how in stands[0]:
        yield "any:" + how
        for other in stands[1]:
            yield "both:" + "|".join(sorted((how, other)))
    for how in stands[1]:
        yield "any:" + how
    if link is None:
        yield "both:rule:none"
        return
    yield f"both:rule:{link.mutual}"
    yield f"both:rule:{link.mutual}:{link.key[0]}:{link.trigger.quad}"
    yield f"both:rule:{link.mutual}:{link.trigger.root}"
