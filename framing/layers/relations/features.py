"""Features of how many statements a sentence holds: its words, in order and in pairs.

The names of the sides are masked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from framing.layers.relations.candidates import Candidate
from framing.layers.relations.links import direct_places
from framing.layers.relations.polarity import intended
from framing.layers.relations.sentence import (
    NAME,
    NAMES,
    SIDE,
    Place,
    Sentence,
    Trigger,
    is_headline,
)
from framing.layers.relations.status import status_of, voice_of
from framing.layers.relations.syntax import Link, Ruling, clause_verb
from framing.types import Status, Voice

_BEFORE, _AFTER = 6, 3  # words that are looked at before and after
_SPOKEN = ("VBD", "VBZ", "VBP", "MD")


class Ruled(NamedTuple):
    """What the rules say of a word, whether or not they tie it to both sides."""

    trigger: Trigger
    status: Status
    voice: Voice
    quote: int | None


def classify_by_rule(sentence: Sentence, candidate: Candidate, pair: tuple[str, str]) -> Ruled:
    """Status, voice and class by rule; a word that no list knows counts as neutral."""
    row = candidate.row
    unknown = Trigger(row, row, "neutral", "CONSULT", "realised", False, 1.0, "")
    trigger = candidate.link.trigger if candidate.link else candidate.trigger or unknown
    status = status_of(sentence.batch, trigger.status, trigger.first, trigger.last)
    voice, quote = voice_of(sentence, Link(trigger, *pair, False, ("word", row)))
    return Ruled(intended(trigger, status), status, voice, quote)


def outcome_features(sentence: Sentence, candidate: Candidate, ruled: Ruled) -> list[str]:
    """Names of the features, each once."""
    found = [*candidate.features, *_ruled_features(sentence, candidate, ruled)]
    found += _words_around(sentence, candidate.row)
    found += _verb_features(sentence, candidate.row)
    return list(dict.fromkeys(found))


def _ruled_features(sentence: Sentence, candidate: Candidate, ruled: Ruled) -> Iterator[str]:
    trigger, linked = ruled.trigger, candidate.link is not None
    yield f"r:quad:{trigger.quad}"
    yield f"r:quad:{trigger.quad}:{linked}"
    yield f"r:root:{trigger.root}"
    yield f"r:status:{ruled.status}"
    yield f"r:status:{ruled.status}:{trigger.quad}"
    yield f"r:status:{ruled.status}:{sentence.batch.tag(candidate.row)[0]}"
    batch, row = sentence.batch, candidate.row
    marked, told = bool(batch.tokens.in_quote[row]), int(batch.quote_of[row]) >= 0
    yield f"r:voice:{ruled.voice}"
    yield f"r:voice:{ruled.voice}:{batch.tag(row)[0]}:{told}"
    yield f"r:voice:{ruled.voice}:{trigger.quad}"
    yield f"told:{told}:{marked}"


def _words_around(sentence: Sentence, row: int) -> list[str]:
    """Words of the sentence, names left out, and those right before and behind."""
    low, here = sentence.low, row - sentence.low
    named = {at - low for place in sentence.places for at in range(place.first, place.last + 1)}
    kept = [at for at, tag in enumerate(sentence.tags) if tag not in NAMES and at not in named]
    names, lemmas = sentence.word_names, sentence.lemmas
    found = [names[at] for at in kept]
    found += ["before:" + lemmas[at] for at in kept if here - _BEFORE <= at < here]
    found += ["behind:" + lemmas[at] for at in kept if here < at <= here + _AFTER]
    return found


def _verb_features(sentence: Sentence, row: int) -> Iterator[str]:
    """The verb of the word's clause, its modal and tense, and the verb that opens the sentence."""
    batch, lists = sentence.batch, sentence.lists
    own = lists.group_of[row]
    held = own if own >= 0 else clause_verb(sentence, row)
    if held >= 0:
        modal = lists.modal[held]
        word = batch.tokens.vocabulary.strings[modal].lower() if modal >= 0 else ""
        negated, mine = lists.negated[held], own >= 0
        yield f"v:modal:{word}"
        yield f"v:modal:{word}:{mine}"
        yield f"v:negated:{negated}:{mine}"
        yield f"v:tense:{lists.tense[held]}:{negated}:{mine}"
        yield "v:verb:" + batch.lemma(sentence.head(held)).lower()
    spoken = [g for g in sentence.groups if batch.tag(lists.group_first[g]) in _SPOKEN]
    for group in [g for g in spoken if sentence.head(g) < row][-2:]:
        yield "v:above:" + batch.lemma(sentence.head(group)).lower()
    if spoken:
        yield "v:main:" + batch.lemma(sentence.head(spoken[0])).lower()
    if "if" in sentence.words[: row - sentence.low]:
        yield "v:if"
    at = (lists.group_first[held] if held >= 0 else row) - sentence.low
    to = "to" in sentence.words[max(at - 1, 0) : row - sentence.low + 1]
    yield f"v:to:{to}:{own >= 0}:{is_headline(sentence)}"


_GAPS = (1, 2, 4, 8, 16)  # edges of the steps of a distance in tokens
_NAME, _SIDE = "w:" + NAME, "w:" + SIDE
_CONTENT = frozenset("NVJI")


def count_features(sentence: Sentence, ruling: Ruling) -> list[str]:
    """Names of the features, each once."""
    places = [place for place in sentence.places if place.side in ruling.pair]
    found = [*_words(sentence, places), *_named(sentence, places)]
    found += _ruled(sentence, ruling)
    found += _between(sentence, places, ruling.pair)
    found += _verbs(sentence, ruling.pair)
    found.append(f"headline:{is_headline(sentence)}")
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
