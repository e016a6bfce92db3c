"""A relation word tied to two sides, and what verbs and nouns share in tying it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from framing.layers.relations.sentence import (
    PREPOSITIONS,
    Place,
    Sentence,
    Trigger,
    is_headline,
)
from framing.lists.frames import FORCE_ROOTS, Codes, frame_words, linkers


class Link(NamedTuple):
    """A relation word tied to a source and a target; `key` tells statements of a sentence apart."""

    trigger: Trigger
    source: str
    target: str
    mutual: bool
    key: tuple[str, int]


class Ruling(NamedTuple):
    """What the rules say of a pair of sides in a sentence."""

    pair: tuple[str, str]
    links: tuple[Link, ...]


def sides_of(places: Sequence[Place], pair: tuple[str, str]) -> tuple[str, ...]:
    """Sides of the pair in order of appearance."""
    return tuple(dict.fromkeys(place.side for place in places if place.side in pair))


def other_of(side: str, pair: tuple[str, str]) -> str:
    """The other of the two."""
    return pair[1] if side == pair[0] else pair[0]


def governor(sentence: Sentence, group: int) -> int:
    """The finite group that an infinitive or participle hangs on: one statement together."""
    lists = sentence.lists
    while group - 1 in sentence.groups and lists.tense[group] >= 3:
        if sentence.lists.subject[group] >= 0 and lists.passive[group]:
            break
        group -= 1
    return group


def codes_of(sentence: Sentence, trigger: Trigger) -> Codes:
    """Frames of the relation word as it stands in the list."""
    words = frame_words(sentence.batch.lists)[0]
    return words.get(tuple(trigger.text.split()), ())


def clause_verb(sentence: Sentence, row: int) -> int:
    """The verb group whose object or complement a noun is: the nearest one before its row."""
    heads, groups = sentence.lists.group_head, sentence.groups
    group = bisect_left(heads, row, groups.start, groups.stop) - 1
    if group < groups.start:
        return -1
    return group if sentence.clause_end(heads[group]) > row else -1


def interferes(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the word names meddling, hacking and the like."""
    words = frame_words(sentence.batch.lists)[0]
    parts = (trigger.text, *trigger.text.split())
    return any(("guard", "interference") in words.get(tuple(p.split()), ()) for p in parts)


def victimless(sentence: Sentence, trigger: Trigger) -> bool:
    """ "Russia meddled in the election": whether the vote stands for the country."""
    hostile = trigger.quad == "material_conflict" and interferes(sentence, trigger)
    return hostile and sentence.names("election")


def interference_link(
    sentence: Sentence,
    trigger: Trigger,
    pair: tuple[str, str],
    source: str,
    key: tuple[str, int],
) -> Link | None:
    """Interference is aimed at the other side, unless a third country is named with it."""
    stop = min(sentence.clause_end(trigger.last), trigger.last + 8)
    near = sentence.within(trigger.last + 1, stop)
    target = other_of(source, pair)
    if near and target not in {place.side for place in near}:
        return None
    return Link(trigger, source, target, False, key)


_Ends = tuple[str | None, str | None]
"""Source and target, as far as the words around the noun name them."""

_THIRD = "third party"
_NEAR = 15  # tokens; farther off the other side takes part in something else
_MEETING_ROOTS = frozenset(["CONSULT", "COOPERATE"])


def noun_link(sentence: Sentence, trigger: Trigger, pair: tuple[str, str]) -> Link | None:
    """Owner and complement of a noun as source and target, the rest from its clause."""
    inner = _owners(sentence, trigger)
    key = ("noun", trigger.first)
    own = sides_of(inner, pair)
    if len(own) == 2:
        return _joint_link(sentence, trigger, inner, pair, key)
    source, target, both = _complements(sentence, trigger, pair)
    if source == _THIRD:
        return None
    if not (source or target or both):
        source, target = _around_passive(sentence, trigger, pair)
    if both:
        return Link(trigger, *pair, True, key)
    if own and own[0] != target:
        source = source or own[0]
    elif own and not source:
        source, target = None, own[0]
    return _completed(sentence, trigger, pair, (source, target))


def _owners(sentence: Sentence, trigger: Trigger) -> tuple[Place, ...]:
    """Inner places, less the owner of a later head: "the FBI's Russia meddling probe"."""
    inner = _inner(sentence, trigger)
    chunk = sentence.lists.chunk_of[trigger.last]
    if len(inner) < 2 or chunk < 0 or sentence.lists.chunk_head[chunk] <= trigger.last:
        return inner
    owned = [place for place in inner if sentence.batch.tag(place.last + 1) != "POS"]
    return tuple(owned) or inner


def _inner(sentence: Sentence, trigger: Trigger) -> tuple[Place, ...]:
    """Places before the word in its own phrase: "Russia's interference", "US-Russia talks"."""
    first, _ = sentence.chunk_rows(trigger.first)
    row = first
    while row - 1 >= sentence.low and sentence.batch.word(row - 1).lower() in linkers(
        sentence.batch.lists, "joiner"
    ):
        before, _ = sentence.chunk_rows(row - 2) if row - 2 >= sentence.low else (row, row)
        comma = sentence.batch.word(row - 1) == "," and not is_headline(sentence)
        if comma or not sentence.within(before, row - 1):
            break
        row = before
    return sentence.within(row, trigger.last + 1)


def _joint_link(
    sentence: Sentence,
    trigger: Trigger,
    inner: Sequence[Place],
    pair: tuple[str, str],
    key: tuple[str, int],
) -> Link:
    """ "US-Russian talks" are both's; in "Russia's anti-American propaganda" the owner acts."""
    owner = next(p for p in inner if p.side in pair)
    possessive = sentence.batch.tag(owner.last + 1) in ("POS", "PRP$")
    if possessive and not trigger.mutual:
        return Link(trigger, owner.side, other_of(owner.side, pair), False, key)
    return Link(trigger, *pair, True, key)


def _complements(
    sentence: Sentence, trigger: Trigger, pair: tuple[str, str]
) -> tuple[str | None, str | None, bool]:
    """Source and target named by phrases after the noun: "by Moscow", "against the US"."""
    source = target = None
    row = sentence.chunk_rows(trigger.last)[1]
    row = max(row, trigger.last + 1)
    for _ in range(3):
        if row >= sentence.high or sentence.batch.tag(row) not in PREPOSITIONS:
            break
        word = sentence.batch.word(row).lower()
        first, stop = sentence.chunk_rows(row + 1) if row + 1 < sentence.high else (row, row + 1)
        named = sentence.within(first, stop)
        found = sides_of(named, pair)
        if named and not found and word in sentence.linkers("aim"):
            return _THIRD, _THIRD, False  # "sanctions on Iran", "the war between others"
        reach = stop
        while reach < sentence.high and sentence.batch.word(reach).lower() in ("and", ","):
            _, further = sentence.chunk_rows(reach + 1) if reach + 1 < sentence.high else (0, reach)
            joined = sides_of(sentence.within(reach + 1, further), pair)
            if further <= reach + 1:
                break
            found, reach = tuple(dict.fromkeys((*found, *joined))), further
        if len(found) == 2:
            return None, None, True
        if found:
            if word in ("by", "from"):
                source = source or found[0]
            elif word in sentence.linkers("toward") or word == "between":
                target = target or found[0]
        row = reach
    return source, target, False


def _around_passive(
    sentence: Sentence, trigger: Trigger, pair: tuple[str, str]
) -> tuple[str | None, str | None]:
    """ "Sanctions were imposed on Russia by the United States": what stands after the verb."""
    batch = sentence.batch
    chunk = batch.clauses.lists.chunk_of[trigger.last]
    subject, passive = batch.clauses.lists.subject, batch.clauses.lists.passive
    held = [g for g in sentence.groups if chunk >= 0 and subject[g] == chunk and passive[g]]
    if not held:
        return None, None
    source = target = None
    row = sentence.head(held[0]) + 1
    for place in sentence.within(row, min(sentence.clause_end(row), row + 12)):
        first, _ = sentence.chunk_rows(place.last)
        word = batch.word(first - 1).lower()
        if place.side in pair and word == "by":
            source = source or place.side
        elif place.side in pair and word == "between":
            return pair
        elif place.side in pair and word in sentence.linkers("toward"):
            target = target or place.side
    return source, target


def _completed(
    sentence: Sentence, trigger: Trigger, pair: tuple[str, str], ends: _Ends
) -> Link | None:
    """Fills what the phrase leaves open from the clause: subject first, then what it names."""
    source, target = ends
    key = ("noun", trigger.first)
    if source and target and source != target:
        mutual = trigger.mutual and trigger.root in _MEETING_ROOTS
        return Link(trigger, source, target, mutual, key)
    if source and not target and interferes(sentence, trigger):
        return interference_link(sentence, trigger, pair, source, key)
    if trigger.root in FORCE_ROOTS and not target and not interferes(sentence, trigger):
        return None  # a strike is on a third party unless the other is named as its target
    return _from_clause(sentence, trigger, pair, ends)


def _from_clause(
    sentence: Sentence, trigger: Trigger, pair: tuple[str, str], ends: _Ends
) -> Link | None:
    source, target = ends
    group = clause_verb(sentence, trigger.first)
    acting = _acting(sentence, group, pair)
    clause = ("verb", governor(sentence, group))
    weak = trigger.strength < 1 and not _charges(sentence, group, pair, acting)
    if weak and len(acting) < 2 and not (target and _is_object(sentence, trigger, group)):
        return None
    if len(acting) == 2 and not source:
        return Link(trigger, *pair, True, clause)
    if target and acting and acting[0] != target:
        mutual = trigger.mutual and trigger.root in _MEETING_ROOTS
        return Link(trigger, acting[0], target, mutual, clause)
    if target:
        thirds = group >= 0 and not acting and sentence.subjects(group)
        absent = None
        if not weak and not thirds:  # "The EU extended its sanctions on Russia"
            absent = _elsewhere(sentence, trigger, other_of(target, pair))
        return Link(trigger, absent, target, trigger.mutual, clause) if absent else None
    reached = sides_of(_near(sentence, trigger), pair)
    if source:
        named = [s for s in (*acting[:1], *reached) if s != source]
        key = ("noun", trigger.first)
        missing = other_of(source, pair)
        found = named[0] if named else None if weak else _elsewhere(sentence, trigger, missing)
        return Link(trigger, source, found, trigger.mutual, key) if found else None
    close = sides_of(sentence.within(trigger.last + 1, trigger.last + 7), pair)
    if acting and other_of(acting[0], pair) in reached and other_of(acting[0], pair) in close:
        return Link(trigger, acting[0], other_of(acting[0], pair), trigger.mutual, clause)
    return None


def _charges(sentence: Sentence, group: int, pair: tuple[str, str], acting: Sequence[str]) -> bool:
    """Whether the verb accuses the other or denies: "blamed Iran for an attack on its embassy"."""
    if len(acting) != 1:
        return False
    lists, head = sentence.lists, sentence.head(group)
    chunk = lists.direct[group]
    rows = (lists.chunk_first[chunk], lists.chunk_last[chunk] + 1) if chunk >= 0 else (0, 0)
    accused = other_of(acting[0], pair) in sides_of(sentence.within(*rows), pair)
    return any(
        one.first == head and (one.text == "deny" or (one.root == "ACCUSE" and accused))
        for one in sentence.triggers
    )


def _is_object(sentence: Sentence, trigger: Trigger, group: int) -> bool:
    """Whether the noun stands right after its verb: "gave help to Moscow"."""
    first, _ = sentence.chunk_rows(trigger.first)
    return group >= 0 and sentence.head(group) == first - 1


def _elsewhere(sentence: Sentence, trigger: Trigger, side: str) -> str | None:
    """The side if it is named somewhere near, though not in the clause."""
    near = sentence.within(trigger.first - _NEAR, trigger.last + _NEAR)
    return side if any(place.side == side for place in near) else None


def _acting(sentence: Sentence, group: int, pair: tuple[str, str]) -> tuple[str, ...]:
    """Sides that do what the verb says: its agent if it is passive, else its subject."""
    if group < 0:
        return ()
    agents = sentence.agents(group) if _passive(sentence, group) else ()
    return sides_of(agents or sentence.subjects(group), pair)


def _near(sentence: Sentence, trigger: Trigger) -> tuple[Place, ...]:
    """Places in the rest of the clause, at most a dozen words off."""
    stop = min(sentence.clause_end(trigger.last), trigger.last + 13)
    return sentence.within(trigger.last + 1, stop)


def _passive(sentence: Sentence, group: int) -> bool:
    return sentence.lists.passive[group]
