"""Names that no list knows, by what stands before, behind and inside them."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article, Mention, Reading

OPENING = "Envoys meet again in Oslo over the crisis\n\n"


def _read(body: str, day: str = "2016-02-01") -> Reading:
    return framing.read_article(Article("x", f"{OPENING}{body}\n", published=day))


def _mentions(body: str) -> dict[str, Mention]:
    """The names of the body by their words."""
    reading = _read(body)
    text = reading.article.text
    return {text[m.start : m.stop]: m for m in reading.mentions if m.start >= len(OPENING)}


# A title makes a person


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Judge Zephrin Ramosky of the Southern District of New York", "Zephrin Ramosky"),
        ("Bishop Thandor Quillsby of Detroit", "Thandor Quillsby"),
        ("Kansas Secretary of State Delbert Hosker", "Delbert Hosker"),
        ("Indiana Secretary of State Connie Lawmark, a Republican,", "Connie Lawmark"),
        ("Hosk County, Florida, Supervisor of Elections Craig Latmark", "Craig Latmark"),
    ],
)
def test_a_title_before_two_words_makes_a_person_whatever_stands_behind(
    words: str, speaker: str
) -> None:
    (quote,) = _read(f"The vote was held on Monday. {words} said that the count was late.").quotes
    assert (quote.speaker, quote.speaker_kind) == (speaker, "person")


def test_a_body_with_of_in_its_name_is_no_person() -> None:
    found = _mentions(
        "They should join the National Rifle Association and the Chamber of Commerce."
    )
    assert found["Chamber of Commerce"].type == "organisation"


def test_an_age_behind_a_name_makes_a_person_of_a_town() -> None:
    assert _mentions("The prize went to Garland, 63, a teacher.")["Garland"].type == "person"
    assert _mentions("A flight left Garland on Monday.")["Garland"].type == "place"


# Bodies whose names a small word joins


@pytest.mark.parametrize(
    "words",
    [
        "Democracy for America",
        "Citizens for Iraq",
        "Mothers for Clean Air",
        "Committee for a Responsible Budget",
        "Office of the Inspector General",
    ],
)
def test_what_for_joins_to_a_body_is_one_name_of_no_state(words: str) -> None:
    found = _mentions(f"It was late. A report by the {words} said that the plan was weak.")
    assert {text: (m.type, m.side) for text, m in found.items()} == {words: ("organisation", None)}


@pytest.mark.parametrize(
    "words", ["The committee for Iraq", "Secretary for Iraq", "Doctors wait for Iraq"]
)
def test_for_joins_no_other_words_to_a_country(words: str) -> None:
    assert _mentions(f"{words} met on Monday.")["Iraq"].side == "IRQ"


def test_who_speaks_for_such_a_body_speaks_for_no_state() -> None:
    (quote,) = _read(
        '"It is late," said Jim Dorn, chairman of Democracy for America, a group in Vermont.'
    ).quotes
    assert (quote.speaker, quote.side) == ("Jim Dorn", None)


# Capitals only


def test_a_word_of_capitals_is_a_body_and_in_a_shouted_line_is_not() -> None:
    found = _mentions("He asked the QRTC about it. The QRTC paid the bill.")
    assert {mention.type for mention in found.values()} <= {"organisation", "person"}
    assert found["QRTC"].type == "organisation"


def test_initials_mean_the_body_that_the_article_names_in_full() -> None:
    own = _mentions("The Independent Police Complaints Commission met. The IPCC was late.")
    assert own["IPCC"].actor == "Independent Police Complaints Commission"
    assert own["IPCC"].side is None
    known = _mentions("The panel met. The IPCC was late.")
    assert known["IPCC"].side == "un"


# Things called after persons and places


def test_a_thing_is_no_person_and_no_place() -> None:
    found = _mentions("The Iowa Freedom Summit was long. Then #MeToo went on.")
    assert set(found) == {"Iowa"}


def test_a_member_of_a_party_is_no_place() -> None:
    found = _mentions("Sen. Jane Dorn spoke. The South Carolina Republican was late.")
    assert "South Carolina Republican" not in found
    assert found["South Carolina"].type == "place"


# One surname, one person


def test_a_surname_once_met_in_full_is_found_where_it_looks_like_a_verb() -> None:
    body = "Jon Husted ran the office. Husted, a Republican who is running again, said it was rare."
    assert [quote.speaker for quote in _read(body).quotes] == ["Jon Husted"]


def test_a_surname_that_is_a_city_stays_a_city() -> None:
    found = _mentions("Jane Boston lives here. She flew to Boston on Monday.")
    assert found["Boston"].type == "place"


def test_a_common_word_that_opens_a_sentence_is_no_surname() -> None:
    found = _mentions("Jane Snow cooked on Monday. Snow fell in the hills at night.")
    assert "Snow" not in found


def test_a_surname_means_the_known_bearer_named_so_far() -> None:
    body = (
        "Former President Bill Clinton spoke in Ohio. Clinton said that the plan was good. "
        "His wife, Hillary Clinton, agreed."
    )
    assert [quote.speaker for quote in _read(body).quotes] == ["Bill Clinton"]
    other = body.replace("Former President Bill Clinton", "Hillary Clinton").replace(
        "His wife, Hillary Clinton", "Her husband, Bill Clinton"
    )
    assert [quote.speaker for quote in _read(other).quotes] == ["Hillary Clinton"]


def test_a_title_tells_two_bearers_of_a_surname_apart() -> None:
    body = "Hillary Clinton came with Bill Clinton. Mr. Clinton said that the plan was good."
    assert [quote.speaker for quote in _read(body).quotes] == ["Bill Clinton"]


def test_a_title_says_that_a_surname_is_another_persons() -> None:
    found = _mentions("Barack Obama spoke. Mrs. Obama smiled, and Mr. Obama left.")
    assert found["Mr. Obama"].actor == found["Barack Obama"].actor == "barack_obama"
    assert found["Mrs. Obama"].actor not in {"barack_obama", "michelle_obama"}


@pytest.mark.parametrize("state", ["Georgia", "South Dakota", "Virginia"])
def test_a_state_of_the_us_is_a_place_unless_somebody_is_called_so(state: str) -> None:
    assert _mentions(f"Ohio and {state} said they would wait.")[state].type == "place"
