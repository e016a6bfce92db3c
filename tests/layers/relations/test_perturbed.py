"""Statements stay when only the words change, and change when the facts do."""

from __future__ import annotations

import pytest

from research.evaluate.relations_perturbed import CHANGE, STAY, changes, consistency

FLOORS = {"stay": 0.9, "change": 0.85}


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    return {name: right / total for name, (right, total) in consistency().items()}


def test_there_are_at_least_400_pairs_of_every_sort() -> None:
    kinds = [change.kind for change in changes()]
    assert len(kinds) >= 400
    assert set(kinds) == {*STAY, *CHANGE}


@pytest.mark.parametrize("sort", ["stay", "change"])
def test_answers_stay_and_change_as_they_must(shares: dict[str, float], sort: str) -> None:
    assert shares[sort] >= FLOORS[sort], shares
