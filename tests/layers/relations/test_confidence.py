"""Each statement carries the probability that a reader finds it too, and one may ask for more."""

from __future__ import annotations

import pytest

from framing.layers.relations.confidence import EVIDENCE, Certainty, evidence, log_odds
from framing.reading import read_article
from framing.types import Options

TEXT = (
    "Russia expelled 60 American diplomats on Friday. Washington criticised Moscow. "
    "Both countries may hold talks. A Russian paper wrote about US films."
)


def test_statements_carry_a_probability_and_more_is_asked_by_the_option() -> None:
    loose = read_article(TEXT, Options(confidence=0.0)).relations
    asked = max(one.confidence for one in loose) - 0.0005  # they are told with three digits
    strict = read_article(TEXT, Options(confidence=asked)).relations
    assert all(0 <= one.confidence <= 1 for one in loose)
    assert set(strict) == {one for one in loose if one.confidence >= asked}
    assert 0 < len(strict) < len(loose)


def test_what_is_asked_by_default_is_met() -> None:
    default = read_article(TEXT).relations
    assert default
    assert min(one.confidence for one in default) > 0.2


def test_log_odds_are_of_the_best_against_all_others() -> None:
    assert log_odds([0.0, 0.0]) == pytest.approx(0.0)
    assert log_odds([2.0, 0.0]) == pytest.approx(2.0)
    assert log_odds([500.0, 0.0, -500.0]) == 6.0


def test_more_evidence_of_the_sentence_makes_a_statement_likelier() -> None:
    judge = Certainty((1.0, *[0.0] * (len(EVIDENCE) - 1)), {"verbal_coop": 0.0}, {})
    low, high = (
        judge.of("verbal_coop", evidence((odds, 0.0), False, False, ([1, 0], [1, 0]), False, 0.0))
        for odds in (-1.0, 1.0)
    )
    assert low == pytest.approx(1 - high)
    assert low < high
