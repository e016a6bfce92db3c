"""How likely a statement is real and of its class, from what the models say of it.

A logistic regression over a few numbers, fitted on articles that the models had not seen
(`research/train/relations_confidence.py`), so that of a hundred statements at .8 about eighty are
real; and for each class the least that a statement must have to be reported.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EVIDENCE = ("sentence", "word", "tied", "further", "class", "runner-up", "way", "headline", "kind")
"""What is weighed: log odds of the sentence and the word, whether a rule ties it to both sides,
whether a likelier statement stands in the sentence, log odds of the class and of the reading of
who acts, how far the second class is behind, whether it is a headline, and log odds that the
sentence holds a statement of the class, whichever word states it."""
_FAR = 6.0  # log odds at which evidence is capped; chosen, not measured


def evidence(
    odds: tuple[float, float],
    tied: bool,
    further: bool,
    margins: tuple[Sequence[float], Sequence[float]],
    headline: bool,
    kind: float,
) -> tuple[float, ...]:
    """The numbers in the order of `EVIDENCE`; `margins` are those of class and reading."""
    quads, ways = margins
    first, second = sorted(quads, reverse=True)[:2]
    return (
        _capped(odds[0]),
        _capped(odds[1]),
        float(tied),
        float(further),
        log_odds(quads),
        min(first - second, _FAR),
        log_odds(ways),
        float(headline),
        _capped(kind),
    )


def _capped(value: float) -> float:
    return max(-_FAR, min(_FAR, value))


def log_odds(margins: Sequence[float]) -> float:
    """Log odds of the likeliest of several outcomes against all others."""
    best = max(margins)
    held = [math.exp(one - best) for one in margins]
    rest = sum(held) - 1.0
    return _FAR if rest <= 0 else _capped(-math.log(rest))


@dataclass(frozen=True, slots=True)
class Certainty:
    """Weights of the evidence, a constant of each class, and the least that is reported."""

    weights: tuple[float, ...]
    constants: Mapping[str, float]
    least: Mapping[str, float]

    def of(self, quad: str, seen: Sequence[float]) -> float:
        """Probability that a statement is real and of its class."""
        total = self.constants[quad] + sum(
            [w * value for w, value in zip(self.weights, seen, strict=True)]
        )
        return 1.0 / (1.0 + math.exp(-total))
