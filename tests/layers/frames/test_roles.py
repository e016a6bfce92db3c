"""Roles are told by clauses, each traced to its words, and names alone say nothing."""

from __future__ import annotations

import pytest

from framing.measures.columns import list_features
from framing.reading import read_article
from framing.tables.rows import feature_row
from framing.types import Options

VILLAIN = "{} bombed the hospital and killed twelve children."


def _roles(text: str) -> dict[str, str]:
    return {text[r.start : r.stop]: r.role for r in read_article(text).roles}


@pytest.mark.parametrize("name", ["Russia", "Syria", "Ethiopia", "Iran"])
def test_who_does_harm_is_a_villain_whatever_its_name(name: str) -> None:
    assert _roles(VILLAIN.format(name)).get(name) == "villain"


def test_a_role_points_at_its_mention_and_its_clause() -> None:
    text = VILLAIN.format("Russia")
    role = read_article(text).roles[0]
    assert text[role.start : role.stop] == "Russia"
    assert "bombed" in text[slice(*role.clause)]
    assert role.clause[0] <= role.start < role.stop <= role.clause[1]


def test_shares_count_the_mentions_that_have_a_role() -> None:
    text = f"{VILLAIN.format('Russia')} The river was calm."
    row = feature_row(read_article(text), list_features(Options(columns="all")))
    assert row["frame_rus_villain_share"] == 1
    assert row["frame_rus_hero_share"] == 0
    assert row["frame_usa_villain_share"] != row["frame_usa_villain_share"]  # nothing to measure


@pytest.mark.parametrize("text", ["", "Russia.", "- - -", "Russia and Syria."])
def test_a_text_without_a_clause_has_no_role(text: str) -> None:
    assert read_article(text).roles == ()
