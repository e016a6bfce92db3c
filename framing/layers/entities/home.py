"""The state a story is about: whose army "the army" is where no word beside it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.layers.entities.names import Name, Words
from framing.lists.actors import Actor, actor_rows, known_actors
from framing.lists.name_words import name_words
from framing.lists.outlets import is_outlet, state_owner
from framing.lists.word_lists import WordLists, per_lists

_SHARE, _LEAST = 0.5, 2
"""A story is about a state that more than half of its names of states are, and two at least. On
the two development sheets of speakers .6 finds less and .4 no more."""
_ARTICLES = frozenset({"the", "The"})
_LINKS = _ARTICLES | {"of", "and", "for"}
_CITY = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+)*")


def state_of_story(names: Sequence[Name], dateline: str, words: Words) -> str | None:
    """The state in whose capital the dateline is, else the one most of the names of states mean.

    The outlet does not count: two outlets that tell the same in the same words have the same sides.
    """
    stated = _state_of_dateline(dateline, words.lists)
    if stated is not None:
        return stated
    actors = known_actors(words.lists)
    states = Counter(
        name.side
        for name in names
        if name.side is not None
        and name.type != "person"
        and name.side in actors
        and actors[name.side].type == "state"
    )
    if not states:
        return None
    state, count = states.most_common(1)[0]
    return state if count >= _LEAST and count > _SHARE * states.total() else None


def _state_of_dateline(dateline: str, lists: WordLists) -> str | None:
    """The state in whose capital a story was written: "MOSCOW (Roe News) -"."""
    found = _CITY.match(dateline.strip())
    return _capitals(lists).get(found[0].casefold()) if found else None


@per_lists
def _capitals(lists: WordLists) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in actor_rows(lists):
        if row.get("type", "state") == "state":
            for alias in (*row.get("capitals", ()), *row.get("metonyms", ())):
                text = str(alias if isinstance(alias, str) else alias["text"])
                found.setdefault(text.casefold(), str(row["id"]))
    return found


def settle_bodies(names: Sequence[Name], home: str | None, lists: WordLists) -> None:
    """Tells bodies that are named without their state, and newspapers from other bodies.

    "The House" is that of the story's state, a ministry or army has its side, and news media that
    a state owns have the owner's.
    """
    likely = home or _state_of_most(names, lists)
    for name in names:
        text = " ".join(word for word in name.words if word not in _ARTICLES)
        known = _at_home(lists).get((likely, text))
        if known is not None and (name.actor is None or name.actor.type != "person"):
            name.actor, name.id, name.side, name.type = known, known.id, known.side, known.kind
        if name.type != "organisation" or name.actor is not None:
            continue
        if "armed_word" in name_words(lists).get(name.words[-1], ()) and name.side is None:
            name.type = "armed_group"
        elif _is_media(text, lists):
            name.type, name.side = "media", name.side or state_owner(text, lists)
        elif name.side is None and likely is not None and _is_body_of(name, likely, lists):
            name.side = likely


def _state_of_most(names: Sequence[Name], lists: WordLists) -> str | None:
    """The state of most names with a side, persons among them, in a story that names no state."""
    actors = known_actors(lists)
    sides = Counter(name.side for name in names if name.side is not None)
    states = {
        side: n for side, n in sides.items() if side in actors and actors[side].type == "state"
    }
    state = max(states, key=lambda side: states[side], default=None)
    return state if state is not None and states[state] > _SHARE * sides.total() else None


def _is_media(text: str, lists: WordLists) -> bool:
    """Whether a name is that of a known outlet, or made of a word that names of news media have."""
    words = text.split()
    ends = words and "news_word" in name_words(lists).get(words[-1], ())
    return is_outlet(text, lists) or bool(ends) or ("News" in words and "Agency" in words)


def _is_body_of(name: Name, state: str, lists: WordLists) -> bool:
    return _is_of_state(name.words, lists) or _is_part(name.words, state, lists)


def _is_part(words: Sequence[str], state: str, lists: WordLists) -> bool:
    """Whether a name is of a part of a body that the state has: "House Budget Committee"."""
    parts = any("part_of_body" in name_words(lists).get(word, ()) for word in words[1:])
    return parts and (state, words[0]) in _at_home(lists)


def _is_of_state(found: Sequence[str], lists: WordLists) -> bool:
    """Whether all words are those of bodies of a state: "Foreign Ministry", "the Air Force"."""
    kinds = name_words(lists)
    words = [word for word in found if word not in _LINKS]
    bodies = [word for word in words if "state_body" in kinds.get(word, ())]
    branches = {word for word in words if "branch" in kinds.get(word, ())}
    forces = any("branch_body" in kinds.get(word, ()) for word in bodies)
    return bool(bodies) and all(word in bodies or (forces and word in branches) for word in words)


@per_lists
def _at_home(lists: WordLists) -> dict[tuple[str | None, str], Actor]:
    """Actors by the state of a story and the name that means them there: "the House"."""
    actors, found = known_actors(lists), {}
    for row in actor_rows(lists):
        actor = actors[str(row["id"])]
        for text in row.get("at_home", ()):
            found[actor.country or actor.side, str(text)] = actor
    return found
