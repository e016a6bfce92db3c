"""Which words of a sentence may state something on two sides, and which act on a third party."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from framing.layers.relation_frames import FORCE_ROOTS, frame_words, linkers
from framing.layers.relation_link import interferes
from framing.layers.relation_sentence import Place, Sentence, Trigger
from framing.layers.relation_verbs import direct_places

_CONTENT_TAGS = frozenset(["NN", "VB", "JJ"])
_NAMES = ("NNP", "NNPS")
_LIGHT = ("guard", "light")


def content_rows(sentence: Sentence, pair: tuple[str, str], known: Collection[int]) -> list[int]:
    """Rows of nouns, verbs and adjectives that a list knows or that stand with a side."""
    low, batch = sentence.low, sentence.batch
    named = {row for place in sentence.places for row in range(place.first, place.last + 1)}
    prose = batch.in_prose[low : sentence.high].tolist()  # a caption states nothing
    words = frame_words(batch.options.lexicons)[0]
    found = []
    for at, (lemma, tag) in enumerate(zip(sentence.lemmas, sentence.tags, strict=True)):
        if tag[:2] not in _CONTENT_TAGS or tag in _NAMES or not prose[at] or low + at in named:
            continue
        if _LIGHT in words.get((lemma,), ()):
            continue
        if low + at in known or _beside(sentence, low + at, pair):
            found.append(low + at)
    return found


def _beside(sentence: Sentence, row: int, pair: tuple[str, str]) -> bool:
    """Whether a side is the verb's subject or object, or in or right behind the noun's phrase."""
    group = sentence.lists.group_of[row]
    if group >= 0:
        if row != sentence.head(group):
            return False
        return _names(sentence.subjects(group), pair) or _names(
            direct_places(sentence, group), pair
        )
    first, stop = sentence.chunk_rows(row)
    if _names(sentence.within(first, stop), pair):
        return True
    linked = stop + 1 < sentence.high and sentence.batch.tag(stop) in ("IN", "TO")
    return linked and _names(sentence.within(*sentence.chunk_rows(stop + 1)), pair)


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
