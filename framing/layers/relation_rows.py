"""Which words of a sentence may state something on two sides, and which act on a third party."""

from __future__ import annotations

from collections.abc import Sequence

from framing.language import PENN_TAGS
from framing.layers.relation_frames import FORCE_ROOTS, guard_words, linkers
from framing.layers.relation_link import interferes
from framing.layers.relation_sentence import NAMES, PREPOSITIONS, Place, Sentence, Trigger
from framing.layers.relation_verbs import direct_places

_CONTENT_TAGS = frozenset(
    tag for tag in PENN_TAGS if tag[:2] in ("NN", "VB", "JJ") and tag not in NAMES
)


def content_rows(sentence: Sentence, pair: tuple[str, str]) -> list[int]:
    """Rows of nouns, verbs and adjectives that a list knows or that stand with a side."""
    low, batch, codes = sentence.low, sentence.batch, sentence.codes
    named = {row for place in sentence.places for row in range(place.first, place.last + 1)}
    known = {trigger.first for trigger in sentence.triggers}
    guards = guard_words(batch.options.lexicons)
    prose = batch.in_prose[low : sentence.high].tolist()  # a caption states nothing
    return [
        low + at
        for at, tag in enumerate(sentence.tags)
        if tag in _CONTENT_TAGS and prose[at] and low + at not in named
        if "light" not in guards.get(sentence.lemmas[at], ())
        if at in codes or low + at in known or _with_side(sentence, low + at, pair)
    ]


def _with_side(sentence: Sentence, row: int, pair: tuple[str, str]) -> bool:
    """Whether a side is the verb's subject or object, or in or right behind the noun's phrase."""
    group = sentence.lists.group_of[row]
    if group >= 0:
        if row != sentence.head(group):
            return False
        return _names(sentence.subjects(group), pair) or _names(
            direct_places(sentence, group), pair
        )
    if _names(sentence.beside(row), pair):
        return True
    stop = sentence.chunk_rows(row)[1]
    linked = stop + 1 < sentence.high and sentence.tags[stop - sentence.low] in PREPOSITIONS
    return linked and _names(sentence.beside(stop + 1), pair)


def _names(places: Sequence[Place], pair: tuple[str, str]) -> bool:
    return any(place.side in pair for place in places)


def all_elsewhere(sentence: Sentence, pair: tuple[str, str]) -> bool:
    """Whether acts are named, and each is done to a third party."""
    acts = [one for one in sentence.triggers if one.strength >= 1 or one.root in FORCE_ROOTS]
    return bool(acts) and all(_elsewhere(sentence, one, pair) for one in acts)


def _elsewhere(sentence: Sentence, act: Trigger, pair: tuple[str, str]) -> bool:
    """Whether what the word does is done to a third party: "sanctions on Iran", "bombed Syria".

    Force is, unless the other side is named as its target.
    """
    if act.root in FORCE_ROOTS and not interferes(sentence, act):
        return True
    _, stop = sentence.chunk_rows(act.last)
    after = sentence.batch.word(stop).lower() if stop < sentence.high else ""
    if act.quad.endswith("coop") and after == "on":
        return False  # "cooperate on Syria"
    group = sentence.lists.group_of[act.first]
    aims: list[tuple[Place, ...]] = [direct_places(sentence, group)] if group >= 0 else []
    if stop + 1 < sentence.high and after in linkers("aim"):
        aims.append(sentence.within(*sentence.chunk_rows(stop + 1)))
    sides = {place.side for places in aims for place in places}
    return bool(sides) and sides.isdisjoint(pair)
