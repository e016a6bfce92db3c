"""Judges who acts on whom: each of two sides as the source, or both alike.

The three readings are weighed by the same features with the roles swapped, so that what is learned
of one state as a source holds for the other; no state is taken for the one that meddles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.layers.relation_candidates import Candidate
from framing.layers.relation_link import Link
from framing.layers.relation_outcome import Ruled
from framing.layers.relation_sentence import Place, Sentence, Trigger
from framing.layers.relation_stands import standings
from framing.layers.relation_turns import wished_by
from framing.layers.relation_ways import Stances, names_of

Way = tuple[str, str, bool]
"""Source, target, and whether both act."""


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
    """The readings in the order of `stances`."""
    return (*pair, False), (*pair[::-1], False), (*pair, True)


def direction_features(
    sentence: Sentence,
    candidate: Candidate,
    ruled: Ruled,
    pair: tuple[str, str],
    memory: Memory,
) -> tuple[list[str], ...]:
    """Names of the features of each reading, each once."""
    return names_of(stances(sentence, candidate, ruled, pair, memory))


def stances(
    sentence: Sentence,
    candidate: Candidate,
    ruled: Ruled,
    pair: tuple[str, str],
    memory: Memory,
) -> Stances:
    """What tells the readings apart at a word."""
    link, trigger = candidate.link, candidate.trigger
    if link is not None:
        link = wished_by(sentence, link, ruled.status)
    words = dict.fromkeys([*_words(sentence, candidate), f"s:{ruled.status}"])
    held = standings(sentence, candidate.row, pair)
    one, other = (
        [
            *_surroundings(sentence, candidate.row, trigger, way),
            *_ruled(link, way),
            *_remembered(trigger, way, memory),
        ]
        for way in (pair, pair[::-1])
    )
    return Stances(list(words), held, (one, other, _ruled_both(link)))


def _words(sentence: Sentence, candidate: Candidate) -> Iterator[str]:
    at, trigger = candidate.row - sentence.low, candidate.trigger
    yield "l:" + sentence.lemmas[at]
    yield "t:" + sentence.tags[at][:2]
    for _, name in sentence.codes.get(at, ()):
        yield "f:" + name
    if trigger is not None:
        yield "tr:" + trigger.root
        yield "q:" + trigger.quad
        yield f"m:{trigger.mutual}:{trigger.root}"


def _surroundings(
    sentence: Sentence, row: int, trigger: Trigger | None, way: tuple[str, str]
) -> tuple[str, ...]:
    """Which side is named first, and which is nearer."""
    kind = trigger.quad if trigger else "none"
    leading = next((place.side for place in sentence.places if place.side in way), "")
    near, far = (_distance(sentence.of_side(side), row) for side in way)
    first = f"first:{leading == way[0]}"
    return first, f"{first}:{kind}", f"nearer:{near < far}"


def _distance(places: Sequence[Place], row: int) -> int:
    return min([min(abs(p.first - row), abs(p.last - row)) for p in places], default=99)


def _ruled(link: Link | None, way: tuple[str, str]) -> Sequence[str]:
    """What the rule says."""
    if link is None:
        return ()
    rule = "both" if link.mutual else "S" if link.source == way[0] else "T"
    return _rule_names("rule:" + rule, link)


def _ruled_both(link: Link | None) -> Sequence[str]:
    return ("both:rule:none",) if link is None else _rule_names(f"both:rule:{link.mutual}", link)


def _rule_names(rule: str, link: Link) -> tuple[str, ...]:
    return rule, f"{rule}:{link.key[0]}:{link.trigger.quad}", f"{rule}:{link.trigger.root}"


def _remembered(trigger: Trigger | None, way: tuple[str, str], memory: Memory) -> Sequence[str]:
    """Whether the source does such acts elsewhere in the article."""
    leader = memory.leader(trigger.root, way) if trigger else None
    if trigger is None or leader is None:
        return ()
    name = f"memory:{leader == way[0]}"
    return name, f"{name}:{trigger.root}"
