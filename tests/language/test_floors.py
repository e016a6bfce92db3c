"""Scores on the development treebanks never fall below what was once reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import UsageError
from research.train.language.floors import gold_hash, measure, raise_floors, read_floors

FLOORS = Path(__file__).parent / "floors.toml"


@pytest.mark.corpora
def test_scores_hold_their_pinned_floors(corpora: Path) -> None:
    gold, floors = read_floors(FLOORS)
    assert gold == gold_hash(corpora / "data"), "the gold set is not the one the floors are for"
    scores = measure(corpora / "data")
    assert scores.keys() == floors.keys()
    assert {name: scores[name] for name in floors if scores[name] < floors[name]} == {}


def test_floor_rises_with_the_score() -> None:
    assert raise_floors({"tags": 0.9}, {"tags": 0.9567}) == {"tags": 0.956}


def test_floor_goes_down_only_by_an_explicit_flag() -> None:
    with pytest.raises(UsageError, match="tags"):
        raise_floors({"tags": 0.9}, {"tags": 0.8})
    assert raise_floors({"tags": 0.9}, {"tags": 0.8}, lower=True) == {"tags": 0.8}
