"""A relation word tied to two sides, and what verbs and nouns share in tying it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from framing.layers.relation_frames import Codes, frame_words
from framing.layers.relation_sentence import Place, Sentence, Trigger


class Link(NamedTuple):
    """A relation word tied to a source and a target; `key` tells statements of a sentence apart."""

    trigger: Trigger
    source: str
    target: str
    mutual: bool
    key: tuple[str, int]


class Ruling(NamedTuple):
    """What the rules say of a pair of sides in a sentence: links, and rows that they ruled out."""

    pair: tuple[str, str]
    links: tuple[Link, ...]
    ruled_out: frozenset[int]


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
    words = frame_words(sentence.batch.options.lexicons)[0]
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
    words = frame_words(sentence.batch.options.lexicons)[0]
    parts = (trigger.text, *trigger.text.split())
    return any(("guard", "interference") in words.get(tuple(p.split()), ()) for p in parts)


def victimless(
    sentence: Sentence,
    trigger: Trigger,
    pair: tuple[str, str],
    source: str,
    key: tuple[str, int],
) -> Link | None:
    """ "Russia meddled in the election": the vote stands for the country."""
    if trigger.quad != "material_conflict" or not interferes(sentence, trigger):
        return None
    if not sentence.names("election"):
        return None
    return interference_link(sentence, trigger, pair, source, key)


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
