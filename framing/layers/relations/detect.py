"""Decides which words of a sentence state a relation between two sides, and what they state.

Rules (`relation_links`) tie known words to both sides by syntax; linear models trained on labelled
sentences weigh what they found against all else in the sentence: how many statements there are,
which words make them, of what class, status and voice, and who acts on whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from framing.layers.relations.candidates import Candidate, candidates
from framing.layers.relations.confidence import evidence
from framing.layers.relations.direction import BOTH, Memory, readings, stances
from framing.layers.relations.features import (
    Ruled,
    classify_by_rule,
    count_features,
    outcome_features,
)
from framing.layers.relations.model import MOST, Detector, load_detector
from framing.layers.relations.sentence import Sentence, Trigger, is_headline
from framing.layers.relations.syntax import Link, Ruling, clause_verb, governor
from framing.lists.frames import ROOT_QUADS

_USUAL_ROOT = {
    "verbal_coop": "CONSULT",
    "material_coop": "COOPERATE",
    "verbal_conflict": "ACCUSE",
    "material_conflict": "COERCE",
    "neutral": "CONSULT",
}
HOPELESS = -0.6  # log odds of a sentence below which no word is looked at
_TIED = 1.0  # log odds for a word that a rule ties to both sides; chosen, not measured alone
_NEAR = 3  # tokens behind a side that the word may stand; chosen, not measured alone
_OPPOSED = {0, 1}  # numbers of the readings "the first acts" and "the second acts"


class Statement(NamedTuple):
    """A word tied to two sides, with what it states; `quote` is that whose voice it is."""

    link: Link
    status: str
    voice: str
    quote: int | None
    confidence: float


class Odds(NamedTuple):
    """Log odds of a sentence, of a word in it, and of each class in the sentence.

    `further` says whether a likelier word of the sentence states something too.
    """

    sentence: float
    word: float
    further: bool
    kinds: Sequence[float]


def detect(sentence: Sentence, ruling: Ruling, memory: Memory) -> Iterator[Statement]:
    """The statements of a sentence on a pair of sides; `memory` counts who acts in the article."""
    model = load_detector()
    counts = count_features(sentence, ruling)
    number = model.number(counts)
    if number[0] < HOPELESS:
        return
    judged = list(_judged(candidates(sentence, ruling), model))
    taken = likeliest(
        [(odds, one.row, one.link is not None) for odds, one in judged],
        number,
        model,
        lambda row: clause_of(sentence, row),
        lambda k: _way(sentence, judged[k][1], ruling.pair, memory),
    )
    kinds = model.kinds(counts) if taken else []
    for k in sorted(taken, key=lambda k: judged[k][1].row):
        place = min(taken.index(k), 1)
        odds, candidate = judged[k]
        odds_of = Odds(number[place], odds, place > 0, kinds)
        stated = settled(sentence, candidate, ruling.pair, memory, odds_of)
        least = sentence.batch.options.confidence
        if least is None:
            least = model.certainty.least[stated.link.trigger.quad]
        if stated.confidence >= least:
            yield stated


def _judged(found: Iterable[Candidate], model: Detector) -> Iterator[tuple[float, Candidate]]:
    """Each word with its log odds; what several words share is weighed once."""
    weights: dict[tuple[str, ...], float] = {}
    for one in found:
        shared = weights.get(one.shared)
        if shared is None:
            shared = weights[one.shared] = model.weight(one.shared)
        yield model.word(one.own, shared), one


def likeliest(
    judged: Sequence[tuple[float, int, bool]],
    number: tuple[float, float],
    model: Detector,
    clause: Callable[[int], int],
    way: Callable[[int], int],
) -> list[int]:
    """Numbers of the likeliest words, best first, while the model holds them for statements.

    `judged` holds log odds, row, and whether a rule ties the word to both sides; `way` gives the
    reading of who acts on whom, by number. None is taken beside a likelier one, unless rules hold
    both or one side does the first and the other the second: "condemned the raid of".
    """
    kept: list[int] = []
    ranks = [odds + _TIED * tied for odds, _, tied in judged]
    for k in sorted(range(len(judged)), key=ranks.__getitem__, reverse=True):
        odds, row, tied = judged[k]
        holds = model.holds(min(len(kept), 1), number[min(len(kept), 1)], odds, tied)
        near = [
            one
            for one in kept
            if abs(judged[one][1] - row) <= model.apart or clause(judged[one][1]) == clause(row)
        ]
        ruled = tied and all(judged[one][2] for one in near)
        if (
            near
            and not ruled
            and not (holds and all({way(one), way(k)} == _OPPOSED for one in near))
        ):
            continue
        if len(kept) == MOST or not holds:
            break
        kept.append(k)
    return kept


def clause_of(sentence: Sentence, row: int) -> int:
    """The finite verb that a word is of or hangs on."""
    group = sentence.lists.group_of[row]
    return governor(sentence, group if group >= 0 else clause_verb(sentence, row))


def _way(sentence: Sentence, candidate: Candidate, pair: tuple[str, str], memory: Memory) -> int:
    ruled = classify_by_rule(sentence, candidate, pair)
    return _ways(sentence, candidate, ruled, pair, memory)[1]


def _ways(
    sentence: Sentence,
    candidate: Candidate,
    ruled: Ruled,
    pair: tuple[str, str],
    memory: Memory,
) -> tuple[Sequence[float], int]:
    """Scores of the readings of who acts on whom, and the number of the one that is taken."""
    ways = load_detector().way(stances(sentence, candidate, ruled, pair, memory))
    return ways, BOTH if joint(sentence, candidate, pair) else ways.index(max(ways))


def settled(
    sentence: Sentence,
    candidate: Candidate,
    pair: tuple[str, str],
    memory: Memory,
    odds: Odds,
) -> Statement:
    """What a word states of the two sides."""
    model = load_detector()
    ruled = classify_by_rule(sentence, candidate, pair)
    margins = model.outcome(outcome_features(sentence, candidate, ruled))
    quad, voice, status = (
        names[held.index(max(held))] for names, held in zip(model.labels, margins, strict=True)
    )
    ways, way = _ways(sentence, candidate, ruled, pair, memory)
    tied, headline = candidate.link is not None, is_headline(sentence)
    kind = odds.kinds[model.labels[0].index(quad)]
    seen = (odds.sentence, odds.word)
    told = evidence(seen, tied, odds.further, (margins[0], ways), headline, kind)
    confidence = model.certainty.of(quad, told)
    outcome = quad, status, voice
    return stated_by(sentence, candidate, ruled, outcome, readings(pair)[way], confidence)


def stated_by(
    sentence: Sentence,
    candidate: Candidate,
    ruled: Ruled,
    outcome: tuple[str, str, str],
    way: tuple[str, str, bool],
    confidence: float,
) -> Statement:
    """A word as a statement of a class, status and voice; `way` is who acts on whom."""
    quad, status, voice = outcome
    trigger = _trigger(sentence, candidate, ruled.trigger, quad)
    key = candidate.link.key if candidate.link else ("word", candidate.row)
    quote = int(sentence.batch.quote_of[candidate.row])
    held = quote if voice == "source" and quote >= 0 else None
    return Statement(Link(trigger, *way, key), status, voice, held, confidence)


def joint(sentence: Sentence, candidate: Candidate, pair: tuple[str, str]) -> bool:
    """Whether a phrase for both sides stands right before: "both countries expelled …"."""
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
