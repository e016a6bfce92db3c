"""What is seen of a statement that tells its class, its status and its voice.

The rules' own answers (`relation_status`, `relation_voice`) are features beside the words around.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from framing.layers.relation_candidates import Candidate
from framing.layers.relation_link import Link, clause_verb
from framing.layers.relation_sentence import NAMES, Sentence, Trigger
from framing.layers.relation_status import status_of
from framing.layers.relation_turns import intended
from framing.layers.relation_voice import voice_of
from framing.types import Status, Voice

_BEFORE, _AFTER = 6, 3  # words that are looked at before and after
_SPOKEN = ("VBD", "VBZ", "VBP", "MD")


class Ruled(NamedTuple):
    """What the rules say of a word, whether or not they tie it to both sides."""

    trigger: Trigger
    status: Status
    voice: Voice
    quote: int | None


def rule_on(sentence: Sentence, candidate: Candidate, pair: tuple[str, str]) -> Ruled:
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
        yield f"v:modal:{word}"
        yield f"v:tense:{lists.tense[held]}:{lists.negated[held]}:{own >= 0}"
        yield "v:verb:" + batch.lemma(sentence.head(held)).lower()
    spoken = [g for g in sentence.groups if batch.tag(lists.group_first[g]) in _SPOKEN]
    for group in [g for g in spoken if sentence.head(g) < row][-2:]:
        yield "v:above:" + batch.lemma(sentence.head(group)).lower()
    if spoken:
        yield "v:main:" + batch.lemma(sentence.head(spoken[0])).lower()
    if "if" in sentence.words[: row - sentence.low]:
        yield "v:if"
