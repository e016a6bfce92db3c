"""Who held which office on a day, and which titles name the same kind of office."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from framing.layers.mentions_known import Actor, Office, known_actors
from framing.lexicons import load_lexicon

Held = tuple[Office, Actor]


@lru_cache(maxsize=5_000)
def plain(title: str) -> str:
    """Lower case, in one spelling."""
    return title.lower().replace("defence", "defense")


@lru_cache(maxsize=8)
def _holders(folder: Path | None) -> dict[tuple[str, str], list[Held]]:
    held: dict[tuple[str, str], list[Held]] = {}
    for actor in known_actors(folder).values():
        for office in actor.offices if actor.side else ():
            held.setdefault((str(actor.side), plain(office.title)), []).append((office, actor))
    return held


@lru_cache(maxsize=8)
def _like(folder: Path | None) -> dict[str, frozenset[str]]:
    """Titles that some role noun can stand for together: foreign minister, secretary of state."""
    like: dict[str, set[str]] = {}
    for term in load_lexicon("role_nouns", folder).terms:
        titles = {plain(title) for title in term.extra.get("titles", ())}
        for title in titles:
            like.setdefault(title, set()).update(titles)
    return {title: frozenset(found) for title, found in like.items()}


def find_holder(
    side: str,
    titles: Sequence[str],
    day: date | None,
    named: Collection[str],
    folder: Path | None = None,
) -> Actor | None:
    """The one holder of an office of a side on a day; without a day, one the article names."""
    found = {
        actor.id: actor
        for title in titles
        for office, actor in _holders(folder).get((side, plain(title)), ())
        if (office.start <= day <= office.end if day else actor.id in named)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def titles_at(actor: Actor, day: date | None) -> frozenset[str]:
    """Titles of the offices a person holds, plain."""
    return frozenset(
        plain(o.title) for o in actor.offices if day is None or o.start <= day <= o.end
    )


def counterpart_of(
    actor: Actor, side: str, day: date | None, named: Collection[str], folder: Path | None = None
) -> Actor | None:
    """Who holds the same kind of office on another side."""
    own = titles_at(actor, day)
    alike = {other for title in own for other in _like(folder).get(title, {title})}
    return find_holder(side, sorted(alike | own), day, named, folder)
