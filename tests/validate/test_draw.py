"""The sample: known chances, nested sizes, both strata, blind sheets."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import UsageError
from framing.reading import read_article
from framing.types import Article
from framing.validate import draw, question_of, questions, table_units
from framing.validate.draw import FOUND, NOT_FOUND, allocate, spread_places
from framing.validate.frame import table_question
from framing.validate.units import FINDERS, units_of
from tests.validate.made import YES_NO, make_articles


def test_every_layer_has_a_question_and_units() -> None:
    assert set(FINDERS) == set(questions())


@given(st.integers(1, 500), st.integers(1, 200), st.floats(0, 0.999))
def test_places_are_different_and_a_longer_list_begins_with_the_shorter(
    size: int, count: int, shift: float
) -> None:
    places = spread_places(size, count, shift)
    assert len(places) == len(set(places)) == min(size, count)
    assert all(0 <= place < size for place in places)
    assert spread_places(size, count // 2, shift) == places[: min(count // 2, size)]


def test_every_place_is_as_likely_as_any_other() -> None:
    rng = np.random.default_rng(0)
    drawn = Counter(p for _ in range(6000) for p in spread_places(20, 7, rng.random()))
    shares = np.array([drawn[k] for k in range(20)]) / 6000
    assert shares == pytest.approx(np.full(20, 7 / 20), abs=0.03)


@pytest.mark.parametrize(
    ("found", "not_found", "n", "expected"),
    [
        (1000, 9000, 200, (67, 133)),
        (1000, 9000, 60, (30, 30)),
        (1000, 9000, 100, (33, 67)),
        (20, 9000, 200, (20, 180)),
        (1000, 10, 200, (190, 10)),
        (5, 5, 200, (5, 5)),
        (0, 50, 40, (0, 40)),
    ],
)
def test_a_third_is_found_and_enough_is_not(
    found: int, not_found: int, n: int, expected: tuple[int, int]
) -> None:
    assert tuple(allocate(found, not_found, n).values()) == expected


def test_a_sample_is_stratified_and_a_larger_one_contains_it() -> None:
    articles, _ = make_articles()
    small, large = (draw(articles, YES_NO, n, seed=3) for n in (240, 400))
    counts = Counter((unit.group, unit.stratum) for unit in small.drawn)
    assert set(counts.values()) == {40, 80}
    ids = {unit.unit_id for unit in small.drawn}
    assert len(ids) == 240
    assert ids < {unit.unit_id for unit in large.drawn}
    assert small == draw(articles, YES_NO, 240, seed=3)
    assert small != draw(articles, YES_NO, 240, seed=4)
    for group in small.groups:
        units = sum(one.counts().get("yes", 0) for one in articles if one.group == group)
        chances = {u.probability for u in small.drawn if (u.group, u.stratum) == (group, FOUND)}
        assert chances == {40 / units}
    strata = [unit.stratum for unit in small.drawn]
    assert strata[:60].count(NOT_FOUND) not in (0, 60)


def test_units_lie_spread_over_stories() -> None:
    articles, _ = make_articles()
    sample = draw(articles, YES_NO, 400)
    per_story = Counter((unit.group, unit.story) for unit in sample.drawn)
    assert len(per_story) > 90
    assert max(per_story.values()) <= 12


def test_too_little_is_a_clear_error() -> None:
    articles, _ = make_articles()
    with pytest.raises(UsageError, match="fewer than 10 units a group"):
        draw(articles, YES_NO, 15)
    with pytest.raises(UsageError, match="no sentence in 0 articles"):
        draw([], YES_NO, 100)
    with pytest.raises(UsageError, match="choose from relations"):
        question_of("moods")


STORY = (
    "Talks stall in the capital\n\n"
    "Moscow condemned the sanctions that Washington imposed on Monday. Officials said that the "
    'talks may resume. The river rose again. "We will wait," said Anna Belkina, the mayor.\n\n'
    "Sign up for our newsletter to get the best stories every day.\n"
)


@pytest.mark.parametrize(
    ("layer", "piece", "answer"),
    [
        ("relations", "Moscow condemned", None),
        ("quotes", "Officials said", "indirect"),
        ("quotes", "The river rose", "none"),
        ("sources", "Officials said", "unnamed"),
        ("sources", '"We will wait', "named"),
        ("quoted_words", "wait", "yes"),
        ("quoted_words", "river", "no"),
        ("hedges", "Officials said", "uncertain"),
        ("hedges", "The river rose", "certain"),
        ("mentions", "Moscow condemned", "both"),
        ("mentions", "The river rose", "neither"),
        ("wordings", "The river rose", "none"),
        ("zones", "Moscow condemned", "story"),
    ],
)
def test_units_hold_what_the_layer_found(layer: str, piece: str, answer: str | None) -> None:
    reading = read_article(Article("a", STORY))
    units = units_of(layer, reading)
    at = STORY.index(piece)
    here = [unit for unit in units if unit.start <= at < unit.stop]
    assert len(here) == 1
    assert here[0].found in question_of(layer).keys
    if answer is not None:
        assert here[0].found == answer


def test_labels_of_ones_own_are_drawn_from_a_table() -> None:
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "article_id": [f"a{k}" for k in range(400)],
            "outlet": rng.choice(["A", "B"], 400),
            "text": [f"Text number {k}." for k in range(400)],
            "llm": rng.choice(["neutral", "hostile"], 400, p=[0.8, 0.2]),
        }
    )
    units = table_units(table, "llm", by="outlet")
    question = table_question(units, "llm", "Is it hostile?")
    assert question.nothing == "neutral"
    sample = draw(units, question, 160)
    assert {unit.found for unit in sample.drawn if unit.stratum == FOUND} == {"hostile"}
    with pytest.raises(UsageError, match="moods: no such column"):
        table_units(table, "moods")
    with pytest.raises(UsageError, match="no column 'text'"):
        table_units(table.drop(columns="text"), "llm")
    assert len(table_units(table.drop(columns="text"), "llm", texts={"a1": "One."})) == 1
