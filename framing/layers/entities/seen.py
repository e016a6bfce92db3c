"""Who was named where, and which two were last named together: "both sides", "the two leaders"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from framing.lists.actors import Actor, known_actors
from framing.lists.word_lists import WordLists

_REACH = 2
"""How many sentences back "the two countries" may point."""


@dataclass(slots=True)  # not frozen: one is made for every name
class Seen:
    """A person or side seen so far."""

    id: str
    actor: Actor | None
    sentence: int
    agent: bool
    last: int
    words: Sequence[str] = ()
    side: str | None = None
    party: bool = True
    subject: bool = False
    beside: bool = False
    """Whether the name only modifies the noun behind it: "the Roe campaign"."""


def since(seen: Sequence[Seen], sentence: int) -> Sequence[Seen]:
    """Those seen in a sentence or later ones."""
    return seen[bisect_left(seen, sentence, key=attrgetter("sentence")) :]


def states_near(sides: Sequence[Seen], sentence: int, lists: WordLists) -> list[Seen]:
    """The states that were named in a sentence or of late, or whose people were."""
    actors, found = known_actors(lists), []
    for seen in since(sides, sentence - _REACH):
        if seen.sentence > sentence:
            break
        state = actors.get(seen.side or "")
        if state is not None and state.type == "state":
            one = Seen(state.id, state, seen.sentence, seen.agent, seen.last, (), state.id)
            one.party = seen.party
            found.append(one)
    return found


def two_of(seen: Sequence[Seen], sentence: int) -> list[Seen]:
    """The two last named together, up to a sentence; else nobody.

    Of three, one that the others only talk of does not count: "Russia's envoy to Syria".
    """
    for back in range(_REACH + 1):
        late = since(seen, sentence - back)
        near = {one.id: one for one in late}
        if len(near) > 2:
            near = {one.id: one for one in late if one.party}
        if len(near) > 1:
            return list(near.values()) if len(near) == 2 else []
    return []
