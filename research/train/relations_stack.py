"""Fits what weighs fast model and encoder together, on sentences that neither has seen.

    python -m research.train.relations_stack WEIGHTS CORPORA CACHE FOLD TEACHER

as `research.train.relations_teacher_scores`, which scores the same regressions on halves of the
articles; this fits them on all of FOLD and writes `framing/models/relations/stack.npz`.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from framing.layers.relations.direction import readings
from framing.layers.relations.findings import NAMES, QUADS
from framing.layers.relations.stack import (
    KINDS,
    Both,
    Choice,
    Stack,
    Word,
    numbers,
    save_stack,
)
from research.evaluate.relations_scoring import Statement, match
from research.train.relations_confidence import LOOSE, REPORTED, Judged
from research.train.relations_examples import Example

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How far the encoder is believed about outcomes; one is chosen for each kind."""
Array = Any


@dataclass(frozen=True, eq=False)
class Told(Both):
    """A labelled sentence that neither model has seen, with what both say of it."""

    example: Example

    @cached_property
    def half(self) -> int:
        """Half of the articles that it belongs to."""
        key = "half " + self.example.rows[0]["article_id"]
        return hashlib.sha1(key.encode(), usedforsecurity=False).digest()[0] % 2

    @cached_property
    def words(self) -> list[Word]:
        """Its words as the package sees them."""
        return [Word(one.row, one.clause, one.linked, one.joint) for one in self.example.words]

    def chosen(self, stack: Stack) -> list[Choice]:
        """What a stack finds in it."""
        return stack.choose(self, self.words, self.example.headline)

    def statement(self, one: Choice) -> Statement:
        """A choice as a statement."""
        source, target, mutual = readings(self.example.pair)[one.way]
        span = self.example.words[one.word].span
        outcome = one.quad, one.status, one.voice
        return Statement(*span, source, target, mutual, *outcome)

    def judged(self, stack: Stack) -> list[Judged]:
        """The statements that a stack finds, each with its confidence alone as what is seen."""
        return [Judged(self.statement(one), (stack.confidence(one),)) for one in self.chosen(stack)]


def crossed(held: Sequence[Told], fit: Callable[[list[Told]], Any]) -> dict[int, Any]:
    """For each half what is fitted on the other."""
    return {1 - half: fit([one for one in held if one.half == half]) for half in (0, 1)}


def regression(table: Array, right: Array) -> Array:
    """Weights, the constant last."""
    fitted = LogisticRegression(max_iter=2000).fit(table, right)
    return np.append(fitted.coef_[0], fitted.intercept_[0])


def fit_words(held: Iterable[Told]) -> Array:
    """That a word states something."""
    held = [one for one in held if one.words]
    right = np.concatenate([one.example.right for one in held])
    table = np.vstack([one.of_words() for one in held])
    return regression(table[right > -2], right[right > -2] >= 0)


def fit_places(held: Iterable[Told], words: Array) -> Array:
    """That the likeliest and the second word of a sentence is enough: loosely, see `LOOSE`."""
    rows: tuple[list[Array], list[Array]] = ([], [])
    gold: tuple[list[bool], list[bool]] = ([], [])
    for one in held:
        if not one.words:
            continue
        scores = one.of_words() @ words[:-1] + words[-1]
        order, places = np.argsort(-scores, kind="stable"), one.of_places(scores)
        for place in range(min(2, len(order))):
            rows[place].append(places[place][order[place]])
            gold[place].append(len(one.example.gold) > place)
    fitted = np.stack([regression(np.array(rows[k]), gold[k]) for k in (0, 1)])
    fitted[:, -1] += LOOSE
    return fitted


def fit_shares(held: Sequence[Told]) -> dict[str, float]:
    """How far the encoder is believed about each kind of outcome: what makes labels likeliest."""
    found = {}
    for kind in KINDS:
        losses = [
            -sum(log_share(one, kind, share, k) for one in held for k in stated(one.example))
            for share in SHARES
        ]
        found[kind] = SHARES[int(np.argmin(losses))]
    return found


def fit_certainty(held: Iterable[Told], stack: Stack) -> Array:
    """That a statement is real and of its class."""
    rows, right = [], []
    for one in held:
        chosen = one.chosen(stack)
        found = [one.statement(choice) for choice in chosen]
        pairs = match(one.example.gold, found)
        real = {id(got) for gold, got in pairs if gold.quad == got.quad}
        rows += [numbers(choice) for choice in chosen]
        right += [id(got) in real for got in found]
    return regression(np.array(rows), np.array(right))


def fit_stack(held: list[Told]) -> Stack:
    """All weights, each fitted on what those before it choose; the same least for each class."""
    words = fit_words(held)
    least = dict.fromkeys(QUADS, REPORTED)
    stack = Stack(words, fit_places(held, words), fit_shares(held), np.zeros(0), least)
    certainty = fit_certainty(held, stack)
    return Stack(words, stack.places, stack.shares, certainty, least)


def stated(example: Example) -> list[int]:
    """The words that state something."""
    return [k for k, number in enumerate(example.right) if number >= 0]


def answer(example: Example, kind: str, number: int) -> int:
    """The labelled outcome of a statement, as a number."""
    if kind == "way":
        return example.way(number)
    return NAMES[kind].index(example.rows[number][kind])


def log_share(one: Told, kind: str, share: float, k: int) -> float:
    """Log chance of the labelled outcome of a word."""
    margins = one.told(kind, share)[k]
    right = answer(one.example, kind, one.example.right[k])
    return float(margins[right] - np.log(np.exp(margins).sum()))


def main() -> None:
    from research.train.relations_teacher_scores import read_unseen

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("weights", "corpora", "cache"):
        parser.add_argument(name, type=Path)
    parser.add_argument("fold", type=int)
    parser.add_argument("teacher", type=Path)
    options = parser.parse_args()
    held = read_unseen(
        options.weights, options.corpora, options.cache, options.fold, [options.teacher]
    )
    stack = fit_stack(held.held)
    save_stack(stack)
    print(f"{len(held.held)} sentences; shares {stack.shares}")


if __name__ == "__main__":
    main()
