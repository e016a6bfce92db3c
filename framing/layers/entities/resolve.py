"""Names of a story and of what stands beside it, each resolved among the others in its order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from framing.layers.entities.names import Name, Names, Words
from framing.lists.actors import Actor
from framing.lists.word_lists import WordLists

_TITLE_REACH = 5
"""Words before a surname in which its title and the state of that stand."""


def resolve_names(
    names: Sequence[Name],
    asides: Sequence[Name],
    words: Words,
    sentence: Sequence[int],
    known: Names,
) -> None:
    """Who bears each name; the story tells who is beside it, never the reverse."""
    known.sides = frozenset(
        side for name in names if name.type != "person" and (side := _own_side(name, known.day))
    )
    for group in (names, asides):
        for name in group:
            known.learn(name)
        for at, name in enumerate(group):
            if name.type == "person" and name.actor is None:
                low = max(name.first - _TITLE_REACH, 0)
                while sentence[low] != sentence[name.first]:
                    low += 1
                beside = [one for one in group[max(at - 2, 0) : at] if one.last >= low]
                near = {side for one in beside if (side := _own_side(one, known.day))}
                known.resolve(name, words.between(low, name.first - 1), near)
            else:
                known.resolve(name)
        _spread_holders(group, words.lists)
        for name in group:
            if name.actor is not None:
                name.side = name.actor.side_at(known.day) or name.side


def _spread_holders(names: Sequence[Name], lists: WordLists) -> None:
    """A surname whose bearer a title tells once ("Justice Roe") means the same one without it."""
    told: dict[str, Actor] = {}
    for name in names:
        core = name.core(lists) if name.type == "person" and name.actor is not None else ()
        if len(core) == 1 and name.actor is not None and len(name.words) > 1:
            told.setdefault(core[0], name.actor)
    for name in names:
        if name.type == "person" and name.actor is None and name.words == [name.id]:
            name.actor = told.get(name.id)
            name.id = name.actor.id if name.actor is not None else name.id


def _own_side(name: Name, day: date | None) -> str | None:
    if name.actor is not None and name.actor.type != "person":
        return name.actor.side_at(day)
    return name.side
