"""Fast model and teacher as one: their scores are evidence for regressions on unseen articles.

Which words state something, whose outcome is believed how far, and how likely a statement is real
are each fitted on the one half of the articles and applied to the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from framing.layers.relations.confidence import evidence
from framing.layers.relations.direction import BOTH, readings
from research.evaluate.relations_scoring import Statement, match
from research.train.relations import APART
from research.train.relations_confidence import LOOSE, QUADS, Judged
from research.train.relations_examples import Example
from research.train.relations_findings import HEADS, NAMES, STATUSES, VOICES, Findings
from research.train.relations_teacher import Taught

MOST = 3  # statements of a sentence, as in the layer
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How far the teacher is believed about outcomes; one is chosen for each kind."""
KINDS = (*NAMES, "way")
Array = Any
Stacked = list[list[Judged]]


def logit(chance: Any) -> Any:
    held = np.clip(np.asarray(chance, float), 1e-3, 1 - 1e-3)
    return np.log(held / (1 - held))


def split(told: Array) -> dict[str, Array]:
    """Chances of words' outcomes, or their logarithms, by kind."""
    return dict(zip(KINDS, np.split(told, np.cumsum(HEADS)[:-1], axis=-1), strict=True))


@dataclass(frozen=True, eq=False)
class Told:
    """A sentence that neither model has seen, with what both say of it."""

    example: Example
    found: Findings
    taught: Taught

    @cached_property
    def half(self) -> int:
        """Half of the articles that it belongs to."""
        key = "half " + self.example.rows[0]["article_id"]
        return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % 2

    @cached_property
    def outcomes(self) -> tuple[dict[str, Array], dict[str, Array]]:
        """Log chances of each word's outcomes, by the fast model and by the teacher."""
        return split(self.found.words[:, 2:]), split(np.log(np.maximum(self.taught.told, 1e-4)))

    def of_words(self, teacher: bool) -> Array:
        """Evidence that each word states something."""
        fast = self.found.words[:, :2]
        return np.column_stack([fast, logit(self.taught.words)]) if teacher else fast

    def of_places(self, scores: Array, teacher: bool) -> Array:
        """Evidence that each word, as the first and as a further one, is enough for a statement."""
        words = np.column_stack([scores, self.found.words[:, 1]])
        models = [self.found.sentence, *([logit(self.taught.sentence)] if teacher else [])]
        whole = [[np.full(len(words), held[place]) for held in models] for place in (0, 1)]
        return np.stack([np.column_stack([words, *held]) for held in whole])

    def told(self, kind: str, share: float) -> Array:
        """Log chances of an outcome at each word, the teacher believed to a share."""
        fast, slow = (one[kind] for one in self.outcomes)
        return (1 - share) * fast + share * slow


def crossed(held: Sequence[Told], fit: Callable[[list[Told]], Any]) -> dict[int, Any]:
    """For each half what is fitted on the other."""
    return {1 - half: fit([one for one in held if one.half == half]) for half in (0, 1)}


def regression(table: Array, right: Array) -> LogisticRegression:
    return LogisticRegression(max_iter=2000).fit(table, right)


@dataclass(frozen=True, eq=False)
class Chooser:
    """Which words state something, and whether a first and a further one is enough."""

    words: LogisticRegression
    places: tuple[LogisticRegression, LogisticRegression]
    teacher: bool

    def scores(self, one: Told) -> Array:
        """Log odds of each word."""
        return self.words.decision_function(one.of_words(self.teacher))

    def holds(self, one: Told, scores: Array) -> Array:
        """Whether each word is enough, as the first and as a further one: loosely, as the mix."""
        table = one.of_places(scores, self.teacher)
        margins = [self.places[k].decision_function(table[k]) for k in (0, 1)]
        return np.array(margins) + LOOSE > 0


def fit_chooser(held: list[Told], teacher: bool) -> Chooser:
    """Regressions on words, then on the likeliest and the second word of each sentence."""
    held = [one for one in held if one.example.words]
    right = np.concatenate([one.example.right for one in held])
    table = np.vstack([one.of_words(teacher) for one in held])
    words = regression(table[right > -2], right[right > -2] >= 0)
    rows: tuple[list[Array], list[Array]] = ([], [])
    gold: tuple[list[bool], list[bool]] = ([], [])
    for one in held:
        scores = words.decision_function(one.of_words(teacher))
        order, places = np.argsort(-scores), one.of_places(scores, teacher)
        for place in range(min(2, len(order))):
            rows[place].append(places[place][order[place]])
            gold[place].append(len(one.example.gold) > place)
    first, further = (regression(np.array(rows[k]), gold[k]) for k in (0, 1))
    return Chooser(words, (first, further), teacher)


def fit_shares(held: list[Told]) -> dict[str, float]:
    """How far the teacher is believed about each kind of outcome: what makes labels likeliest."""
    found = {}
    for kind in KINDS:
        losses = [
            -sum(log_share(one, kind, share, k) for one in held for k in stated(one.example))
            for share in SHARES
        ]
        found[kind] = SHARES[int(np.argmin(losses))]
    return found


def stated(example: Example) -> list[int]:
    """The words that state something."""
    return [k for k, number in enumerate(example.right) if number >= 0]


def answer(example: Example, kind: str, number: int) -> int:
    """The labelled outcome of a statement, as a number."""
    if kind == "way":
        return example.way(number)
    return NAMES[kind].index(example.rows[number][kind])


def log_share(one: Told, kind: str, share: float, k: int) -> float:
    margins = one.told(kind, share)[k]
    right = answer(one.example, kind, one.example.right[k])
    return float(margins[right] - np.log(np.exp(margins).sum()))


def stack(held: Sequence[Told], teacher: bool) -> Stacked:
    """The statements of each sentence, loosely chosen, with the evidence for each."""
    chooser = crossed(held, lambda some: fit_chooser(some, teacher))
    none = dict.fromkeys(KINDS, 0.0)
    believed = crossed(held, fit_shares) if teacher else {0: none, 1: none}
    return [
        statements_of(one, chooser[one.half], believed[one.half]) if one.example.words else []
        for one in held
    ]


def statements_of(one: Told, chooser: Chooser, believed: dict[str, float]) -> list[Judged]:
    """What the likeliest words of a sentence state."""
    scores = chooser.scores(one)
    told = {kind: one.told(kind, share) for kind, share in believed.items()}
    words, pair = one.example.words, one.example.pair
    best = told["way"].argmax(1).tolist()
    ways = [BOTH if word.joint else way for word, way in zip(words, best, strict=True)]
    found = []
    for place, k in enumerate(likeliest(one.example, scores, chooser.holds(one, scores), ways)):
        quad, status, voice = (int(told[kind][k].argmax()) for kind in NAMES)
        source, target, mutual = readings(pair)[ways[k]]
        outcome = QUADS[quad], STATUSES[status], VOICES[voice]
        statement = Statement(*words[k].span, source, target, mutual, *outcome)
        margins = told["quad"][k].tolist(), told["way"][k].tolist()
        odds = one.found.sentence[min(place, 1)], one.found.words[k, 0]
        kind = one.found.sentence[2 + quad]
        seen = evidence(odds, words[k].linked, place > 0, margins, one.example.headline, kind)
        if chooser.teacher:
            slow = one.taught.sentence[[min(place, 1), 2 + quad]]
            seen = (*seen, *logit(slow), logit(one.taught.words[k]), scores[k])
        found.append(Judged(statement, tuple(map(float, seen))))
    return found


def likeliest(example: Example, scores: Array, holds: Array, ways: Sequence[int]) -> list[int]:
    """Numbers of the likeliest words, best first, none beside a likelier one, as in the layer."""
    kept: list[int] = []
    for k in map(int, np.argsort(-scores)):
        if not holds[min(len(kept), 1), k] or len(kept) == MOST:
            break
        if all(
            not beside(example, k, one)
            or (example.words[k].linked and example.words[one].linked)
            or {ways[k], ways[one]} == {0, 1}
            for one in kept
        ):
            kept.append(k)
    return kept


def beside(example: Example, one: int, other: int) -> bool:
    """Whether two words stand in one clause or close together."""
    first, second = example.words[one], example.words[other]
    return first.clause == second.clause or abs(first.row - second.row) <= APART


def weigh(held: Sequence[Told], judged: Stacked) -> list[list[float]]:
    """Confidence of each statement, fitted on the half of the articles that does not hold it."""
    of = {id(one): some for one, some in zip(held, judged, strict=True)}

    def fit(part: Iterable[Told]) -> LogisticRegression:
        rows = [row for one in part for row in matched(one.example, of[id(one)])]
        table = np.array([numbers(found) for found, _ in rows])
        return regression(
            table, [gold is not None and gold.quad == found.statement.quad for found, gold in rows]
        )

    fitted = crossed(held, fit)
    return [
        [float(fitted[one.half].predict_proba([numbers(found)])[0, 1]) for found in some]
        for one, some in zip(held, judged, strict=True)
    ]


def numbers(one: Judged) -> list[float]:
    """What the confidence of a statement is made of."""
    return [*one.seen, *(one.statement.quad == name for name in QUADS)]


def matched(example: Example, some: Sequence[Judged]) -> list[tuple[Judged, Statement | None]]:
    pairs = match(example.gold, [one.statement for one in some])
    gold_of = {id(got): gold for gold, got in pairs}
    return [(one, gold_of.get(id(one.statement))) for one in some]
