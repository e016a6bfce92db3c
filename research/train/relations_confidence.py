"""Fits how likely a statement is real, and what is reported, on articles not seen in training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from framing.layers.relations.confidence import EVIDENCE, Certainty, evidence
from framing.layers.relations.detect import HOPELESS, Odds, likeliest
from framing.layers.relations.direction import BOTH, readings
from framing.layers.relations.findings import QUADS
from framing.layers.relations.model import Detector
from research.evaluate.relations_scoring import ByClass, Statement, match
from research.train.relations_examples import Example, Word

NO_CERTAINTY = Certainty((0.0,) * len(EVIDENCE), dict.fromkeys(QUADS, 9.0), dict.fromkeys(QUADS, 0))
REPORTED = 0.45
"""The least that is reported. On articles not seen (two folds) .25 gives precision .74, recall .66,
F1 .70; .35 gives .78, .59, .67; .45 gives .83, .53, .64; .55 gives .86, .46, .60. There is no knee:
.45 is kept because below it less than four of five reported statements are real."""
LOOSE = 1.2  # added to the constants that choose words: the certainty judges what they let in
Held = Sequence[tuple[Example, Detector, int]]


class Judged(NamedTuple):
    """A statement that models find, and what tells how likely it is real."""

    statement: Statement
    seen: tuple[float, ...]


def judge(example: Example, model: Detector) -> list[Judged]:
    """The statements of a sentence that the model's `mix` lets in, as `detect` has them."""
    if not example.seen:
        return []
    number = model.number(example.counts)
    if number[0] < HOPELESS:
        return []
    words = example.words
    odds = [model.word(word.features) for word in words]
    clauses = {word.row: word.clause for word in words}
    entries = [(odd, word.row, word.linked) for odd, word in zip(odds, words, strict=True)]
    taken = likeliest(
        entries, number, model, clauses.__getitem__, lambda k: _ways(words[k], model)[1]
    )
    kinds = model.kinds(example.counts)
    return [
        _judged(example, words[k], model, Odds(number[min(place, 1)], odds[k], place > 0, kinds))
        for place, k in enumerate(taken)
    ]


def _ways(word: Word, model: Detector) -> tuple[Sequence[float], int]:
    ways = model.way(word.stances)
    return ways, BOTH if word.joint else ways.index(max(ways))


def _judged(example: Example, word: Word, model: Detector, odds: Odds) -> Judged:
    margins = model.outcome(word.outcome)
    quad, voice, status = (
        names[held.index(max(held))] for names, held in zip(model.labels, margins, strict=True)
    )
    ways, way = _ways(word, model)
    source, target, mutual = readings(example.pair)[way]
    kind = odds.kinds[model.labels[0].index(quad)]
    told = evidence(
        (odds.sentence, odds.word),
        word.linked,
        odds.further,
        (margins[0], ways),
        example.headline,
        kind,
    )
    statement = Statement(*word.span, source, target, mutual, quad, status, voice)
    return Judged(statement, told)


def fit_mix(held: Held) -> tuple[tuple[float, ...], ...]:
    """How sentence and word are mixed to choose words, by regression; loosely, see `LOOSE`."""
    gold, seen = [], []
    for example, model, _ in held:
        if example.seen:
            found = [(model.word(w.features), w.linked) for w in example.words]
            found = sorted(found, reverse=True) + [(-9.0, False)] * 2
            number = model.number(example.counts)
            gold.append(len(example.gold))
            seen.append([[number[k], *map(float, found[k])] for k in (0, 1)])
    counted, table = np.array(gold), np.array(seen)
    mixes = []
    for place in (0, 1):
        model_ = LogisticRegression().fit(table[:, place], counted > place)
        mixes.append((float(model_.intercept_[0]) + LOOSE, *model_.coef_[0].tolist()))
    return tuple(mixes)


Row = tuple[str, tuple[float, ...], bool]
"""Class, evidence, and whether the statement is real and of its class."""


def rows_of(example: Example, found: Sequence[Judged]) -> list[Row]:
    """What is learned from the statements of a sentence."""
    pairs = match(example.gold, [one.statement for one in found])
    right = {id(got) for gold, got in pairs if gold.quad == got.quad}
    return [(one.statement.quad, one.seen, id(one.statement) in right) for one in found]


def fit_certainty(rows: Sequence[Row]) -> Certainty:
    """Weights by regression; the same least for each class."""
    table = np.array([[*seen, *(quad == name for name in QUADS)] for quad, seen, _ in rows], float)
    right = np.array([hit for _, _, hit in rows])
    model = LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False).fit(table, right)
    weights = model.coef_[0].tolist()
    constants = dict(zip(QUADS, weights[len(EVIDENCE) :], strict=True))
    least = dict.fromkeys(QUADS, REPORTED)
    return Certainty(tuple(weights[: len(EVIDENCE)]), constants, least)


@dataclass(frozen=True)
class Cut:
    """A group of sentences with a score of its own."""

    name: str
    holds: Callable[[Example], bool]


CUTS = (
    Cut("all", lambda one: True),
    Cut("older labels", lambda one: "a" not in one.rows[0]),
    Cut("new labels", lambda one: "a" in one.rows[0]),
    Cut("new, US and Russia", lambda one: "a" in one.rows[0] and set(one.pair) == {"USA", "RUS"}),
    Cut("new, other pairs", lambda one: set(one.pair) != {"USA", "RUS"}),
    Cut("headlines", lambda one: one.headline),
)


def judge_all(held: Held) -> tuple[tuple[tuple[float, ...], ...], list[list[Judged]]]:
    """The mix, fitted on all (eight numbers), and what each fold's models find with it."""
    mix = fit_mix(held)
    mixed = {id(model): replace(model, mix=mix) for _, model, _ in held}
    return mix, [judge(example, mixed[id(model)]) for example, model, _ in held]


def score_folds(held: Held, judged: Sequence[Sequence[Judged]]) -> dict[str, ByClass]:
    """Scores on unseen articles: each fold by models, certainty and cuts of the others."""
    sheets = {cut.name: ByClass(cut.name) for cut in CUTS}
    rows = [rows_of(example, found) for (example, _, _), found in zip(held, judged, strict=True)]
    for fold in sorted({fold for _, _, fold in held}):
        known = [
            row for (_, _, own), some in zip(held, rows, strict=True) if own != fold for row in some
        ]
        certainty = fit_certainty(known)
        for (example, _, own), found in zip(held, judged, strict=True):
            if own == fold:
                got = reported(found, certainty)
                for cut in CUTS:
                    if cut.holds(example):
                        sheets[cut.name].add(example.gold, got)
    return sheets


def reported(found: Sequence[Judged], certainty: Certainty) -> list[Statement]:
    """Those that are likely enough for their class."""
    return [
        one.statement
        for one in found
        if certainty.of(one.statement.quad, one.seen) >= certainty.least[one.statement.quad]
    ]
