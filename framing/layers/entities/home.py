"""The state a story is about: whose army "the army" is where no word beside it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.layers.entities.names import Name, Words
from framing.lists.actors import actor_rows, known_actors
from framing.lists.name_words import name_words
from framing.lists.word_lists import WordLists, per_lists

_SHARE, _LEAST = 0.5, 2
"""A story is about a state that more than half of its names of states are, and two at least. On
the two development sheets of speakers .6 finds less and .4 no more."""
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
    """Gives ministries and armies that are named without their state the side of the story's."""
    if home is None:
        return
    kinds = name_words(lists)
    for name in names:
        if name.type != "organisation" or name.actor is not None or name.side is not None:
            continue
        words = [word for word in name.words if word not in {"the", "The", "of", "and", "for"}]
        if words and all("state_body" in kinds.get(word, ()) for word in words):
            name.side = home
