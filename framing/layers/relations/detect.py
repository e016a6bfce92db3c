"""Decides which words of a sentence state a relation between two sides, and what they state.

Rules (`relation_links`) tie known words to both sides by syntax; linear models trained on labelled
sentences weigh what they found against all else in the sentence: how many statements there are,
which words make them, of what class, status and voice, and who acts on whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from framing.layers.relations.candidates import Candidate, candidates
from framing.layers.relations.direction import BOTH, Memory, readings, stances
from framing.layers.relations.features import count_features, outcome_features, rule_on
from framing.layers.relations.model import Detector, load_detector
from framing.layers.relations.sentence import Sentence, Trigger
from framing.layers.relations.syntax import Link, Ruling, clause_verb, governor
from framing.lists.frames import ROOT_QUADS

_USUAL_ROOT = {
    "verbal_coop": "CONSULT",
    "material_coop": "COOPERATE",
    "verbal_conflict": "ACCUSE",
    "material_conflict": "COERCE",
    "neutral": "CONSULT",
}
_HOPELESS = -0.6  # log odds of a sentence below which no word is looked at
_MOST = 3
_TIED = 1.0
_NEAR = 3


class Statement(NamedTuple):
    """A word tied to two sides, with what it states; `quote` is that whose voice it is."""

    link: Link
    status: str
    voice: str
    quote: int | None


def detect(sentence: Sentence, ruling: Ruling, memory: Memory) -> Iterator[Statement]:
    """The statements of a sentence on a pair of sides; `memory` is what its article tells."""
    model = load_detector()
    for candidate in chosen(sentence, ruling, model):
        yield settled(sentence, candidate, ruling.pair, memory, model)


def chosen(sentence: Sentence, ruling: Ruling, model: Detector) -> list[Candidate]:
    """The words that state something, in order."""
    number = model.number(count_features(sentence, ruling))
    if number[0] < _HOPELESS:
        return []
    return likeliest(sentence, list(_judged(candidates(sentence, ruling), model)), number, model)


def _judged(found: Iterable[Candidate], model: Detector) -> Iterator[tuple[float, Candidate]]:
    """Each word with its log odds; what several words share is weighed once."""
    weights: dict[tuple[str, ...], float] = {}
    for one in found:
        shared = weights.get(one.shared)
        if shared is None:
            shared = weights[one.shared] = model.weight(one.shared)
        yield model.word(one.own, shared), one


def likeliest(
    sentence: Sentence,
    judged: Sequence[tuple[float, Candidate]],
    number: tuple[float, float],
    model: Detector,
) -> list[Candidate]:
    """The likeliest words while the model holds them for statements.

    None beside a likelier one, unless rules hold both.
    """
    kept: list[Candidate] = []
    for word, candidate in sorted(judged, key=_rank, reverse=True):
        near = [
            one
            for one in kept
            if abs(one.row - candidate.row) <= model.apart
            or _clause(sentence, one.row) == _clause(sentence, candidate.row)
        ]
        if near and not all(one.link is not None for one in (candidate, *near)):
            continue
        place, tied = min(len(kept), 1), candidate.link is not None
        if len(kept) == _MOST or not model.holds(place, number[place], word, tied):
            break
        kept.append(candidate)
    return sorted(kept, key=lambda one: one.row)


def _rank(judged: tuple[float, Candidate]) -> float:
    """Log odds of a word, and something more where a rule ties it to both sides."""
    return judged[0] + _TIED * (judged[1].link is not None)


def _clause(sentence: Sentence, row: int) -> int:
    """The finite verb that a word is of or hangs on."""
    group = sentence.lists.group_of[row]
    return governor(sentence, group if group >= 0 else clause_verb(sentence, row))


def settled(
    sentence: Sentence,
    candidate: Candidate,
    pair: tuple[str, str],
    memory: Memory,
    model: Detector,
) -> Statement:
    """What a word states of the two sides."""
    ruled = rule_on(sentence, candidate, pair)
    quad, voice = model.outcome(outcome_features(sentence, candidate, ruled))
    if candidate.link is not None:
        quad = ruled.trigger.quad
    if _joint(sentence, candidate, pair):
        way = BOTH
    else:
        way = model.way(stances(sentence, candidate, ruled, pair, memory))
    source, target, mutual = readings(pair)[way]
    trigger = _trigger(sentence, candidate, ruled.trigger, quad)
    key = candidate.link.key if candidate.link else ("word", candidate.row)
    quote = int(sentence.batch.quote_of[candidate.row])
    held = quote if voice == "source" and quote >= 0 else None
    return Statement(Link(trigger, source, target, mutual, key), ruled.status, voice, held)


def _joint(sentence: Sentence, candidate: Candidate, pair: tuple[str, str]) -> bool:
    """Whether a phrase for both sides stands right before: "both countries expelled …"."""
    if candidate.link is not None:
        return False
    row = candidate.row
    near = [place for place in sentence.places if place.last < row <= place.last + _NEAR]
    firsts = [{place.first for place in near if place.side == side} for side in pair]
    return not firsts[0].isdisjoint(firsts[1])


def _trigger(sentence: Sentence, candidate: Candidate, ruled: Trigger, quad: str) -> Trigger:
    """The word as a trigger of its class, its root from the lists where they agree with it."""
    if ruled.quad == quad and (candidate.link or candidate.trigger):
        return ruled
    row = candidate.row
    frames = [f for f in sentence.frames if f.first + sentence.low == row]
    roots = [name for f in frames for kind, name in f.codes if kind == "act"]
    fitting = [root for root in roots if ROOT_QUADS.get(root) == quad]
    root = fitting[0] if fitting else _USUAL_ROOT[quad]
    last = ruled.last if candidate.link or candidate.trigger else row
    return Trigger(row, last, quad, root, "realised", False, 1.0, sentence.batch.lemma(row))
