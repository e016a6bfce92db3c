"""Columns of frames are what the layer scored: the article, its sentences, its roles."""

from __future__ import annotations

import math
from functools import cache

import pytest

from framing.layers.frames.names import FRAMES
from framing.measures.columns import list_features
from framing.measures.frames import ROLES
from framing.reading import read_articles
from framing.types import Article, Options, Reading
from tests.measures.test_recounted import STORIES

OPTIONS = Options(columns="all")
ROLE_STORY = (
    "Envoys meet\n\nRussia saved the hostages on Monday. Russia attacked Ukraine and killed ten "
    "people. Ukraine bombed Russia. The United States helped the victims of Russia.\n"
)


@cache
def readings() -> tuple[Reading, ...]:
    texts = (*STORIES, ROLE_STORY)
    return tuple(read_articles([Article(f"s{k}", text) for k, text in enumerate(texts)], OPTIONS))


@cache
def measured(number: int) -> dict[str, float]:
    return {one.spec.name: one.measure(readings()[number]).value for one in list_features(OPTIONS)}


@pytest.mark.parametrize("number", range(len(STORIES) + 1))
def test_each_frame_has_the_probability_that_was_scored_for_it(number: int) -> None:
    scores, found = readings()[number].frame_scores, measured(number)
    for column, frame in enumerate(FRAMES):
        value = found[f"frame_{frame}_probability"]
        if scores is None or not len(scores.spans):
            assert math.isnan(value)
        else:
            assert value == pytest.approx(float(scores.article[column]))


def test_the_roles_of_an_actor_are_shares_of_all_its_roles() -> None:
    roles, found = readings()[-1].roles, measured(len(STORIES))
    for actor in ("RUS", "USA"):
        own = [one for one in roles if actor in (one.actor, one.side)]
        for role in ROLES:
            value = found[f"frame_{actor.lower()}_{role}_share"]
            if own:
                assert value == sum(one.role == role for one in own) / len(own)
            else:
                assert math.isnan(value)
    assert {one.role for one in roles} & {*ROLES}


def test_a_column_of_the_headline_is_empty_where_no_page_has_one_and_full_where_one_has() -> None:
    names = [one.spec.name for one in list_features(OPTIONS) if one.spec.zone == "headline"]
    for number, reading in enumerate(readings()):
        known = [name for name in names if not math.isnan(measured(number)[name])]
        if any(zone.kind == "headline" for zone in reading.zones):
            assert known
        else:
            assert not known
