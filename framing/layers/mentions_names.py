"""Who bears a name: known actors by alias, all others under an id of their own."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from framing.layers.mentions_features import name_words
from framing.layers.mentions_known import Actor

TYPES = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article by row, looked up only where a name stands."""

    strings: Sequence[str]
    types: Sequence[int]
    """Number of each row's word type: a list, since it is looked at row by row."""
    tags: NDArray[np.uint8]

    def between(self, first: int, last: int) -> list[str]:
        """Words of the rows, the last included; beyond the end there are none."""
        strings, types = self.strings, self.types
        if first == last < len(types):
            return [strings[types[first]]]
        return [strings[number] for number in types[first : last + 1]]


@dataclass(slots=True)
class Name:
    """A name in an article: rows, words, type, and who bears it once that is known."""

    first: int
    last: int
    words: list[str]
    type: str
    form: str = "name"
    actor: Actor | None = None
    single: bool = False
    id: str = ""
    side: str | None = None

    @property
    def core(self) -> tuple[str, ...]:
        """The words without titles before and suffixes after."""
        return core_of(tuple(self.words))


@lru_cache(maxsize=20_000)
def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a person's name without titles before and suffixes after.

    >>> core_of(("President", "John", "F.", "Kennedy", "Jr."))
    ('John', 'F.', 'Kennedy')
    """
    kinds = name_words()
    first, last = 0, len(words)
    while first < last and "person_title" in kinds.get(words[first].capitalize(), ()):
        first += 1
    while last > first and "person_suffix" in kinds.get(words[last - 1], ()):
        last -= 1
    return words[first:last]


@lru_cache(maxsize=20_000)
def _is_office(core: tuple[str, ...]) -> bool:
    """Whether words say what someone is: "Prime Minister", but not "Jane King"."""
    kinds = [name_words().get(word, ()) for word in core]
    if not core or "person_title" not in kinds[-1]:
        return not core
    return not any(kind.startswith("given") for found in kinds for kind in found)


@dataclass(slots=True)
class Names:
    """Names of one article by what later short forms may look like, in reading order."""

    persons: dict[str, list[tuple[int, str, Actor | None]]] = field(default_factory=dict)
    juniors: dict[str, list[tuple[int, str, Actor | None]]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    namesakes: dict[tuple[str, str], dict[tuple[str, ...], str]] = field(default_factory=dict)

    def learn(self, name: Name) -> None:
        """Keep a full name, so that a surname or an acronym alone can be told."""
        if len(name.words) == 1:
            return
        if name.type == "person":
            core = name.core
            if len(core) >= 2:
                full = name.actor.id if name.actor else self._person(core)
                bearers = self.persons if name.words[-1] == core[-1] else self.juniors
                for word in (core[-1], core[0]):
                    known = bearers.setdefault(word.casefold(), [])
                    insort(known, (name.first, full, name.actor), key=itemgetter(0))
        else:
            initials = "".join(w[0] for w in name.words if w[0].isupper())
            owner = name.actor.id if name.actor else self._spell(name.words)
            if len(initials) >= 2:
                self.bodies.setdefault(initials, owner)

    def resolve(self, name: Name) -> None:
        """Give a name its id."""
        if name.actor is None or name.single:
            if name.type == "person":
                self._resolve_person(name)
            elif name.actor is None:
                words = name.words
                plain = words[0].replace(".", "") if len(words) == 1 else ""
                name.id = self.bodies.get(plain) or self._spell(words)
        if name.actor is not None:
            name.id = name.actor.id

    def _resolve_person(self, name: Name) -> None:
        core = name.core
        if len(core) == 1 and (name.actor is None or name.single):
            found = self._bearer(core[0], name)
            if found is not None:
                name.id, name.actor = found
                return
        if name.actor is None:
            name.id = (
                self._person(self._bare(core)) if len(core) > 1 else self._spell(core or name.words)
            )
            name.form = "role" if _is_office(core) else "name"

    def _bearer(self, word: str, name: Name) -> tuple[str, Actor | None] | None:
        """The known actor of that name if named in full, else whom the article first named so.

        Who comes later under the same surname is told apart by the full name. Someone called Jr.
        only where the word alone is no known actor's.
        """
        bearers = self.persons.get(word.casefold())
        if not bearers and name.actor is None:
            bearers = self.juniors.get(word.casefold())
        if not bearers:
            return None
        meant = [one for one in bearers if name.actor is not None and one[2] is name.actor]
        _, full, actor = (meant or bearers)[0]
        return full, actor

    def _person(self, core: tuple[str, ...]) -> str:
        """The id of a full name: that of the one met before with no other middle name."""
        folded = tuple([word.casefold() for word in core])
        known = self.namesakes.setdefault((folded[0], folded[-1]), {})
        if folded not in known:
            same = {one for other, one in known.items() if _may_be(folded[1:-1], other[1:-1])}
            known[folded] = same.pop() if len(same) == 1 else self._spell(core)
        return known[folded]

    def _bare(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """A full name without what it is called by: "Scientologist Tom Cruise" is Tom Cruise."""
        for first in range(1, len(core) - 1):
            kinds = name_words().get(core[first - 1], ())
            if any(kind.startswith("given") for kind in kinds):
                break
            folded = tuple([word.casefold() for word in core[first:]])
            if folded in self.namesakes.get((folded[0], folded[-1]), {}):
                return core[first:]
        return core

    def _spell(self, words: Sequence[str]) -> str:
        """One spelling for a name in capitals and not, and with or without its article."""
        text = _joined(tuple(words))
        return self.spelled.setdefault(text.casefold(), text)


def _may_be(middle: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle names may be one person's: none at all, the same, or initials of the same."""
    if len(middle) != len(other):
        return not middle or not other
    return all(
        a == b or (a[0] == b[0] and min(len(a.rstrip(".")), len(b.rstrip("."))) == 1)
        for a, b in zip(middle, other, strict=True)
    )


@lru_cache(maxsize=20_000)
def _joined(words: tuple[str, ...]) -> str:
    chosen = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
    return " ".join(chosen).replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")
