"""Whom a source takes up: who was named or spoke before under the same noun."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from framing.layers.entities.legislators import PARTIES, us_states
from framing.layers.entities.names import Name
from framing.layers.page import Rows
from framing.layers.quotes.phrases import kind_of
from framing.layers.quotes.scene import UNKNOWN, Sources, Speaker, speaker_of
from framing.lists.name_words import word_groups

DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "these", "those"})
EARLIER = 120
"""Tokens back that "the statement" may reach."""
_NEAR = 60
"""Tokens back that "the company" may reach; chosen."""


def one_side(names: Iterable[Name]) -> Name | None:
    """The state or body whose side a phrase is on: a state's before a body's, none if two."""
    found = list(names)
    if found and found[-1].actor is not None and found[-1].actor.type == "armed_group":
        return found[-1]  # "the Lebanese Hezbollah forces"
    states = [name for name in found if name.actor is not None and name.actor.type == "state"]
    chosen = states or found
    return chosen[0] if len({name.side for name in chosen}) == 1 else None


def taken_up(scene: Sources, base: Rows, head: int, whose: Sequence[Name]) -> Speaker | None:
    """The person whom the article gave this role, most shared words first, then the nearest.

    "The minister" takes up one named before, "Minister says" in a headline the only one at all.
    """
    page = scene.page
    definite = page.words[base[0]] in DEFINITE
    opens = base[0] == page.sentence_rows(head)[0] and page.tags[base[0]].startswith("NN")
    of = page.words[base[0] : head].index("of") if "of" in page.words[base[0] : head] else 0
    noun = page.words[base[0] + of - 1] if of and opens else page.words[head]
    if not definite and not (opens and kind_of(noun, scene.page.lists) == "person"):
        return None
    side, here = one_side(whose), frozenset(page.words[base[0] : base[1]])
    told = [
        one
        for one in scene.entities.descriptions.by_head.get(noun, ())
        if side is None or one.person.side in (None, side.side)
    ]
    before = [one for one in told if one.row < base[0]] if definite else []
    # who is called so only later, or below a headline, must be the only one
    told = before or told
    if not told or (not before and len({one.person.id for one in told}) > 1):
        return None
    met = Counter(name.id for name in scene.entities.names if name.first < base[0])
    best = max(told, key=lambda one: (len(one.words & here), _weight(met[one.person.id]), one.row))
    return speaker_of(scene.entities.discourse.refer(head, best.person), scene.page.lists)


def _weight(times: int) -> int:
    """How often somebody was named, roughly: of two presidents the one whom the story is about."""
    return times.bit_length()


def said_before(scene: Sources, base: Rows, head: int) -> Speaker | None:
    """Who spoke before under the same noun, if the words beside it say nothing else."""
    page = scene.page
    said = scene.last_of_head.get(page.words[head])
    beside = frozenset(page.words[base[0] : head]) - DEFINITE
    return said if said is not None and (said.id or beside <= said.words) else None


def body_before(scene: Sources, noun: str, base: Rows) -> Speaker | None:
    """The body that a word of its name takes up: "the observatory", "the ministry"."""
    if kind_of(noun, scene.page.lists) not in ("organisation", "media") or base[1] - base[0] != 2:
        return None
    for name in reversed(scene.entities.within(max(0, base[0] - EARLIER), base[0])):
        words = [*name.words, *(name.actor.name.split() if name.actor else ())]
        if name.type == "organisation" and noun in (word.lower() for word in words):
            return speaker_of(name, scene.page.lists)
    return None


def firm_before(scene: Sources, noun: str, base: Rows) -> Speaker | None:
    """The firm or group that "the company" takes up: the last one named that is on no side."""
    nouns = word_groups(scene.page.lists, "apposed_nouns")["firm"]
    if noun not in nouns or base[1] - base[0] != 2 or scene.page.words[base[0]] != "the":
        return None
    for name in reversed(scene.entities.within(max(0, base[0] - _NEAR), base[0])):
        known = name.actor.type if name.actor is not None else name.type
        party = name.actor is not None and name.actor.name.endswith(" Party")
        if known == "organisation" and name.side is None and not party:
            return speaker_of(name, scene.page.lists)
    return None


def person_before(scene: Sources, row: int) -> Speaker | None:
    """The person whom "the 56-year-old" takes up: the last subject named of late, else anyone."""
    first = max(0, row - _NEAR)
    near = [n for n in scene.entities.within(first, row) if n.type == "person" and n.form == "name"]
    seen = {one.last: one for one in scene.entities.discourse.persons}
    subjects = [n for n in near if n.last in seen and (seen[n.last].subject or seen[n.last].agent)]
    found = (subjects or near)[-1:]
    return speaker_of(found[0], scene.page.lists) if found else None


def whose_its(scene: Sources, base: Rows) -> list[Name]:
    """The state or body that "its ministry" means: what opens the sentence, or the one before.

    Behind a subject of another kind ("The firm shut, its owner said") it is nobody.
    """
    page = scene.page
    if page.words[base[0]] != "its":
        return []
    begin = page.sentence_rows(base[0])[0]
    if begin == base[0] or page.quoted[begin]:
        begin = page.sentence_rows(begin - 1)[0] if begin else 0
    opening = scene.entities.within(begin, base[0])[:1]
    alone = opening and opening[0].first - begin <= (page.tags[begin] == "DT")
    return [n for n in opening if alone and n.type != "person" and n.side is not None]


def last(scene: Sources, kinds: Sequence[str]) -> Speaker:
    """Who of some kinds spoke last, whoever that was."""
    latest = reversed(scene.last_of_kind.items())
    return next((speaker for kind, speaker in latest if kind in kinds), UNKNOWN)


def legislator(scene: Sources, base: Rows, head: int, named: Sequence[Name]) -> Speaker | None:
    """ "The Ohio Republican": who was called so before, else the last of a parliament to speak."""
    page, discourse = scene.page, scene.entities.discourse
    noun, here = page.words[head], frozenset(page.words[base[0] : base[1]])
    if noun not in PARTIES or page.words[base[0]] != "the":
        return None
    if any(name.type == "person" and name.form == "name" for name in named):
        return None
    states = {word for full in us_states(page.lists).values() for word in full.split()} & here
    told = [
        one
        for one in scene.entities.descriptions.by_head.get(noun, ())
        if one.row < base[0] and states <= one.words
    ]
    if told:
        return speaker_of(discourse.refer(head, told[-1].person), page.lists)
    spoke = [discourse.people.get(id) for _, id in scene.spoken]
    met = discourse.persons[: bisect_left(discourse.persons, base[0], key=attrgetter("last"))]
    for seen in (*reversed(spoke), *reversed(met)):
        if seen is not None and discourse.can_be(seen.id, seen.actor, "lawmaker"):
            return speaker_of(discourse.refer(head, seen), page.lists)
    return None
