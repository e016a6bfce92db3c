"""Kinds of sentences that came out wrong once, in other words than those they were met in."""

from __future__ import annotations

import pytest

from framing.reading import read_article
from framing.types import Options, Relation

OPENING = "Ministers gather for a second day at the lake\n\n"


def told(text: str, pair: tuple[str, str], headline: bool = False) -> tuple[Relation, ...]:
    whole = f"{text}\n\nIt rained all day." if headline else OPENING + text
    return read_article(whole, Options(dyad=pair)).relations


@pytest.mark.parametrize(
    ("text", "pair", "way"),
    [
        ("Ankara quit the visa accord with Moscow in spring.", ("TUR", "RUS"), "TUR"),
        ("China has pulled out of the fishing treaty with Japan.", ("CHN", "JPN"), "CHN"),
        ("India suspended its water treaty with Pakistan on Friday.", ("IND", "PAK"), "IND"),
    ],
)
def test_who_leaves_a_treaty_acts_against_the_other(
    text: str, pair: tuple[str, str], way: str
) -> None:
    (found,) = told(text, pair)
    assert (found.source, found.mutual) == (way, False)
    assert found.quad.endswith("conflict")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The sanctions that Washington extended hurt Iran.",
            marks=pytest.mark.xfail(strict=True, reason="a relative clause hides who imposes"),
        ),
        "Iran lives under sanctions of the United States.",
        "Sanctions were imposed on Iran by the United States.",
        "US sanctions on Iran remain in force.",
    ],
)
def test_sanctions_point_from_who_imposes_them(text: str) -> None:
    (found,) = told(text, ("IRN", "USA"))
    assert (found.source, found.target, found.quad) == ("USA", "IRN", "material_conflict")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey and Iran to Continue Contacts on Water",
        "Ankara, Tehran to resume dialogue on trade",
        "Turkey, Iran to hold consultations on gas",
    ],
)
def test_talks_named_by_a_noun_are_cooperation_in_a_headline(text: str) -> None:
    (found,) = told(text, ("TUR", "IRN"), headline=True)
    assert (found.quad, found.mutual) == ("verbal_coop", True)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Three Chinese envoys were ordered out by Japan.", "JPN"),
        ("Iran was rebuked by Britain over the tanker.", "GBR"),
        ("Two Indian officials were expelled by Pakistan.", "PAK"),
    ],
)
def test_the_agent_of_a_passive_acts(text: str, source: str) -> None:
    pairs = {"JPN": ("CHN", "JPN"), "GBR": ("IRN", "GBR"), "PAK": ("IND", "PAK")}
    (found,) = told(text, pairs[source])
    assert (found.source, found.mutual) == (source, False)
    assert found.quad.endswith("conflict")


@pytest.mark.parametrize(
    "text",
    [
        "A Turkish minister attacked the wording of Russian statements.",
        "Turkey blasted Russian remarks about the straits.",
    ],
)
def test_fighting_words_about_words_are_verbal(text: str) -> None:
    found = told(text, ("TUR", "RUS"))
    assert [one.quad for one in found] == ["verbal_conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "Beijing and Tokyo on trade after the summit",
        "The rivers of India and Pakistan",
    ],
)
def test_two_sides_with_nothing_between_them_state_nothing(text: str) -> None:
    assert not told(text, ("CHN", "JPN"), headline=True)
    assert not told(text, ("IND", "PAK"), headline=True)


def test_cooperation_that_is_not_looked_at_is_negated() -> None:
    said = "“We are not planning any joint work with Iran,” a Turkish spokesman said."
    (found,) = told(said, ("TUR", "IRN"))
    assert (found.status, found.voice, found.mutual) == ("negated", "source", False)
