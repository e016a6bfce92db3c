"""Weighs who acts on whom: how both sides stand to a word, crossed with what the word is.

The features have names (`names_of`), by which they are learned. Hundreds of names for each word
would cost more than all else, so the weights are filed by way of standing and word, and read
without a name being put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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

    def best(self, seen: Stances) -> int:
        """Which of the three readings weighs most."""
        sums = [self._sum(names) for names in seen.more]
        for side, held in enumerate(seen.stands):
            source, target = self._alone(held, seen.words)
            sums[side] += source
            sums[1 - side] += target
        sums[BOTH] += self._together(seen)
        return sums.index(max(sums))

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
