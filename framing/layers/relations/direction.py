"""Judges who acts on whom: each of two sides as the source, or both alike.

The three readings are weighed by the same features with the roles swapped, so that what is learned
of one state as a source holds for the other; no state is taken for the one that meddles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from framing.layers.relations.candidates import Candidate
from framing.layers.relations.features import Ruled
from framing.layers.relations.links import direct_places
from framing.layers.relations.polarity import wished_by
from framing.layers.relations.sentence import PREPOSITIONS, Place, Sentence, Trigger
from framing.layers.relations.syntax import Link, clause_verb

_LINKERS = frozenset([*PREPOSITIONS, "RP", "CC", ","])
_PHRASES = 4  # phrases after a word that are looked at


def standings(sentence: Sentence, row: int, pair: tuple[str, str]) -> tuple[list[str], list[str]]:
    """All ways in which each of two sides stands to the word at a row, each once."""
    found: dict[str, dict[str, None]] = {side: {} for side in pair}
    for how, places in (*_clause_ways(sentence, row), *_phrases_after(sentence, row)):
        for place in places:
            if place.side in found:
                found[place.side][how] = None
    speaker = sentence.speaker(row)
    if speaker in found:
        found[speaker]["speaker"] = None
    clause = sentence.clause_start(row), sentence.clause_end(row)
    for side, held in found.items():
        held.update(dict.fromkeys(_nearest(sentence, row, side, clause)))
    return list(found[pair[0]]), list(found[pair[1]])


def _clause_ways(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    lists = sentence.lists
    group = lists.group_of[row]
    if group >= 0:
        yield from _verb_ways(sentence, group, "")
        after = lists.group_last[group] + 1
        yield "object:" + _preposition(sentence, after), direct_places(sentence, group)
    else:
        yield from _owner_ways(sentence, row)
        held = clause_verb(sentence, row)
        if held >= 0:
            yield from _verb_ways(sentence, held, "clause ")
    for _, main in sentence.starts[:1]:
        yield "main subject", sentence.subjects(main)


def _verb_ways(sentence: Sentence, group: int, of: str) -> Iterator[tuple[str, Sequence[Place]]]:
    passive = sentence.passive(group)
    yield f"{of}{'passive ' if passive else ''}subject", sentence.subjects(group)
    if passive:
        yield f"{of}agent", sentence.agents(group)
    yield f"{of}object", direct_places(sentence, group)


def _owner_ways(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    batch = sentence.batch
    for place in sentence.within(sentence.chunk_rows(row)[0], row):
        possessive = batch.tag(place.last + 1) == "POS" or batch.tag(place.last) == "PRP$"
        yield "owner", (place,)
        yield f"owner:{'possessive' if possessive else place.form}", (place,)


def _preposition(sentence: Sentence, row: int) -> str:
    held = sentence.low <= row < sentence.high and sentence.batch.tag(row) in PREPOSITIONS
    return sentence.batch.word(row).lower() if held else ""


def _phrases_after(sentence: Sentence, row: int) -> Iterator[tuple[str, Sequence[Place]]]:
    """The phrases that follow, each behind the word that links it: "talks with Moscow on …"."""
    batch, group = sentence.batch, sentence.lists.group_of[row]
    at = max(sentence.chunk_rows(row)[1], row + 1)
    if group >= 0:
        at = max(at, sentence.lists.group_last[group] + 1)
    for step in range(_PHRASES):
        if at >= sentence.high:
            return
        word = ""
        if batch.tag(at) in _LINKERS:
            word, at = batch.word(at).lower(), at + 1
        elif step:
            return
        if at >= sentence.high:
            return
        first, stop = sentence.chunk_rows(at)
        yield f"after{min(step, 1)}:{word}", sentence.within(min(first, at), stop)
        at = max(stop, at + 1)


def _nearest(sentence: Sentence, row: int, side: str, clause: tuple[int, int]) -> list[str]:
    """Where the mention nearest to the word stands, and after which preposition."""
    places = sentence.of_side(side)
    if not places:
        return ["absent"]
    place = min(places, key=lambda one: min(abs(one.first - row), abs(one.last - row)))
    where = "before" if place.last < row else "behind"
    first = min(sentence.chunk_rows(place.first)[0], place.first)
    inside = clause[0] <= place.last < clause[1]
    found = [where, f"{where}:{_preposition(sentence, first - 1)}", f"in clause:{inside}"]
    if place.last + 1 < sentence.high and sentence.batch.tag(place.last + 1) == "POS":
        found.append("possessive " + where)
    return [*found, "form:" + place.form]


BOTH = 2
"""Number of the reading in which both act."""


class Stances(NamedTuple):
    """What tells the three readings apart at a word.

    `stands` are the ways in which each side stands to it, `words` what the word is, `more` what
    else is seen of each reading. None holds a name twice.
    """

    words: Sequence[str]
    stands: tuple[Sequence[str], Sequence[str]]
    more: tuple[Sequence[str], Sequence[str], Sequence[str]]


def names_of(seen: Stances) -> tuple[list[str], ...]:
    """Names of the features of each reading, each once."""
    one, other = seen.stands
    ways = (
        [*_one_way(one, other, seen.words), *seen.more[0]],
        [*_one_way(other, one, seen.words), *seen.more[1]],
        [*_both_ways(one, other, seen.words), *seen.more[BOTH]],
    )
    return tuple(list(dict.fromkeys(names)) for names in ways)


def _one_way(source: Sequence[str], target: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    for sign, held in (("S", source), ("T", target)):
        for how in held:
            yield f"{sign}:{how}"
            for word in words:
                yield f"{sign}:{how}|{word}"


def _both_ways(one: Sequence[str], other: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    yield "both"
    for word in words:
        yield "both:" + word
    for how in (*one, *other):
        yield "any:" + how
    for how in one:
        for beside in other:
            yield "both:" + "|".join(sorted((how, beside)))


@dataclass(frozen=True, slots=True)
class WayWeights:
    """Weights by name, and filed: of a side as source and as target, and of both together.

    `single` is by way of standing, then by word ("" for the way alone); `joint` by the one side's
    way, then the other's.
    """

    named: Mapping[str, float]
    single: Mapping[str, Mapping[str, tuple[float, float]]]
    joint: Mapping[str, Mapping[str, float]]

    def weigh(self, seen: Stances) -> list[float]:
        """What each of the three readings weighs."""
        sums = [self._sum(names) for names in seen.more]
        for side, held in enumerate(seen.stands):
            source, target = self._alone(held, seen.words)
            sums[side] += source
            sums[1 - side] += target
        sums[BOTH] += self._together(seen)
        return sums

    def _sum(self, names: Sequence[str]) -> float:
        named = self.named
        return sum([named[name] for name in names if name in named])

    def _alone(self, held: Sequence[str], words: Sequence[str]) -> tuple[float, float]:
        """What a side's ways of standing say for it as source, and as target."""
        source = target = 0.0
        wanted = ("", *words)
        for how in held:
            known = self.single.get(how)
            if known is not None:
                for weights in [known[word] for word in wanted if word in known]:
                    source += weights[0]
                    target += weights[1]
        return source, target

    def _together(self, seen: Stances) -> float:
        one, other = seen.stands
        seconds = set(other)
        names = ["both", *["both:" + word for word in seen.words]]
        names += ["any:" + how for how in seconds.union(one)]
        total = self._sum(names)
        for how in one:
            known = self.joint.get(how)
            if known is not None:
                for beside in [name for name in other if name in known]:
                    # A pair that both orders make is one feature.
                    if not (beside < how and how in seconds and beside in one):
                        total += known[beside]
        return total


def file_weights(named: Mapping[str, float]) -> WayWeights:
    """Files weights by the parts of their names."""
    single: dict[str, dict[str, tuple[float, float]]] = {}
    joint: dict[str, dict[str, float]] = {}
    for name, weight in named.items():
        kind, _, rest = name.partition(":")
        how, _, other = rest.partition("|")
        if kind in ("S", "T"):
            source, target = single.setdefault(how, {}).get(other, (0.0, 0.0))
            single[how][other] = (weight, target) if kind == "S" else (source, weight)
        elif kind == "both" and other:
            joint.setdefault(how, {})[other] = weight
            joint.setdefault(other, {})[how] = weight
    return WayWeights(named, single, joint)


Way = tuple[str, str, bool]
"""Source, target, and whether both act."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Counts of (root of the act, side) in an article where, by the rules, the side acted."""

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
