"""Whose bodies and offices are: agencies, courts, parties, papers, offices of towns."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article

_US, _RU, _SY = (("organisation", side) for side in ("USA", "RUS", "SYR"))
Found = dict[str, tuple[str | None, str | None]]


def _found(text: str, day: str = "2019-05-05", title: str | None = None) -> Found:
    """Type and side of each mention by its words."""
    reading = framing.read_article(Article("x", text, title=title, published=day))
    whole = reading.article.text
    return {whole[m.start : m.stop]: (m.type, m.side) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "words", "kind", "side"),
    [
        ("U.S. District Judge Mary Roe ruled.", "District Judge Mary Roe", "person", "USA"),
        ("Washington Governor Jim Roe (D) left.", "Governor Jim Roe", "person", None),
        ("State Sen. Guy Roe, R-Ohio, lost in Congress.", "State Sen. Guy Roe", "person", None),
        ("He read the Yahoo News and left.", "Yahoo News", "media", None),
        ("He told Montana Public Radio of it.", "Montana Public Radio", "media", None),
        ("The Social Security Administration paid.", "Social Security Administration", *_US),
        ("A study of the NASA Roe Institute says so.", "NASA Roe Institute", *_US),
        ("He leads the Budget Committee in the Duma.", "Budget Committee in the Duma", *_RU),
        ("They met in the town of Roe al-Doe.", "Roe al-Doe", "place", None),
        ("A source at Aleppo Police Command spoke.", "Aleppo Police Command", *_SY),
        (
            "The Arkansas Supreme Court struck it down.",
            "Arkansas Supreme Court",
            "organisation",
            None,
        ),
        ("The New York University said so.", "New York University", "organisation", None),
    ],
)
def test_a_name_has_its_type_and_side(text: str, words: str, kind: str, side: str | None) -> None:
    assert _found(text)[words] == (kind, side)


def test_the_house_is_that_of_the_state_of_the_story() -> None:
    text = "The Senate met in Washington on Monday. The House will vote on the bill of the Senate."
    assert _found(text)["House"] == ("organisation", "USA")


def test_the_federal_government_is_that_of_the_state_of_the_story() -> None:
    text = "Canada is cold. Canadian officials left Canada. The federal government agreed to it."
    assert _found(text)["federal government"] == ("state", "CAN")


def test_a_state_that_lost_its_apostrophe_is_no_part_of_the_name() -> None:
    assert _found("Regime troops left Syrias Aleppo on Monday.")["Syrias"] == ("state", "SYR")


def test_a_treaty_called_after_a_capital_is_not_its_state() -> None:
    treaty = _found("It was not expected in the Paris agreement, they said.")
    assert treaty.get("Paris", (None, None))[1] is None
    assert _found("It was not expected in Paris, they said.")["Paris"] == ("state", "FRA")


def test_descent_is_no_state() -> None:
    assert "American" not in _found("He taught African-American studies there.")


def test_laws_and_programmes_are_nobody() -> None:
    found = _found("Under Obamacare and the DACA rules nobody lost. The Clean Water Act stays.")
    assert not found


def test_a_surname_with_a_title_once_is_the_same_person_without() -> None:
    text = "Justice Sotomayor wrote for the U.S. Supreme Court. Sotomayor said it was late."
    assert _found(text)["Sotomayor"] == ("person", "USA")


def test_a_surname_of_two_words_is_the_one_named_in_full() -> None:
    text = "Rep. Cathy McMorris Rodgers, R-Wash., spoke. McMorris Rodgers said it was late."
    assert _found(text, "2014-01-23")["McMorris Rodgers"] == ("person", "USA")


def test_a_justice_is_on_a_side_while_in_office() -> None:
    text = "Anthony Kennedy spoke in Washington."
    assert _found(text, "2016-05-05")["Anthony Kennedy"] == ("person", "USA")
    assert _found(text, "2019-05-05")["Anthony Kennedy"] == ("person", None)


def test_a_judge_of_appeal_is_on_a_side_before_the_supreme_court() -> None:
    text = "Neil Gorsuch spoke in Washington."
    assert _found(text, "2016-05-05")["Neil Gorsuch"] == ("person", "USA")
    assert _found(text, "2005-05-05")["Neil Gorsuch"] == ("person", None)
