"""What tells how many statements on two sides a sentence holds: its words, in order and in pairs.

The names of the sides are masked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from framing.layers.relation_link import Ruling
from framing.layers.relation_sentence import NAME, NAMES, SIDE, Place, Sentence
from framing.layers.relation_verbs import direct_places

_GAPS = (1, 2, 4, 8, 16)
_NAME, _SIDE = "w:" + NAME, "w:" + SIDE
_CONTENT = frozenset("NVJI")


def count_features(sentence: Sentence, ruling: Ruling) -> list[str]:
    """Names of the features, each once."""
    places = [place for place in sentence.places if place.side in ruling.pair]
    found = [*_words(sentence, places), *_named(sentence, places)]
    found += _ruled(sentence, ruling)
    found += _between(sentence, places, ruling.pair)
    found += _verbs(sentence, ruling.pair)
    return list(dict.fromkeys(found))


def _words(sentence: Sentence, places: list[Place]) -> list[str]:
    low, both = sentence.low, zip(sentence.word_names, sentence.tags, strict=True)
    masked = [_NAME if tag in NAMES else name for name, tag in both]
    for place in places:
        for row in range(place.first, place.last + 1):
            masked[row - low] = _SIDE
    found = [name for before, name in zip(["", *masked], masked, strict=False) if name != before]
    found += [f"{before} {name[2:]}" for before, name in pairwise(found)]
    found.append(f"length:{len(masked) // 10}")
    return found


def _named(sentence: Sentence, places: list[Place]) -> Iterator[str]:
    lemmas, low = sentence.lemmas, sentence.low
    for place in places:
        yield "m:" + lemmas[place.last - low]
        yield "m:form:" + place.form
        last = sentence.chunk_rows(place.last)[1] - 1
        if last > place.last:
            yield "m:head:" + lemmas[last - low]
    sides = {place.side for place in sentence.places}
    yield f"m:others:{min(len(sides) - len({p.side for p in places}), 2)}"


def _ruled(sentence: Sentence, ruling: Ruling) -> Iterator[str]:
    yield f"r:links:{min(len(ruling.links), 3)}"
    for one in ruling.links:
        yield "r:root:" + one.trigger.root
        yield "r:quad:" + one.trigger.quad
        yield "r:text:" + one.trigger.text
    for trigger in sentence.triggers:
        yield "t:root:" + trigger.root
    for frame in sentence.frames:
        for kind, name in frame.codes:
            yield f"f:{kind}:{name}"


def _between(sentence: Sentence, places: list[Place], pair: tuple[str, str]) -> Iterator[str]:
    """How far the nearest mentions of the two lie apart, and the words between them."""
    held = [[place for place in places if place.side == side] for side in pair]
    if not all(held):
        yield f"b:sides:{sum(map(bool, held))}"
        return
    gaps = [
        (max(b.first - a.last, a.first - b.last), min(a.last, b.last), max(a.first, b.first))
        for a in held[0]
        for b in held[1]
    ]
    gap, last, first = min(gaps)
    yield f"b:gap:{bisect_left(_GAPS, gap)}"
    between = slice(last + 1 - sentence.low, max(first, last + 1) - sentence.low)
    for word, tag in zip(sentence.lemmas[between], sentence.tags[between], strict=True):
        if tag[0] in _CONTENT:
            yield "b:" + word


def _verbs(sentence: Sentence, pair: tuple[str, str]) -> Iterator[str]:
    """How many of the sides each verb has for subject and for object."""
    for group in sentence.groups:
        subjects, objects = sentence.subjects(group), direct_places(sentence, group)
        if not subjects and not objects:
            continue
        held = [len({p.side for p in places if p.side in pair}) for places in (subjects, objects)]
        if any(held):
            yield f"v:{held[0]}{held[1]}"
            yield f"v:{held[0]}{held[1]}:{sentence.lemmas[sentence.head(group) - sentence.low]}"
