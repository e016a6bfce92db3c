"""Who speaks where a source is cut too long or too short, or takes somebody up by another word."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article, Quote

OPENING = "Envoys meet again in Oslo over the crisis\n\n"


def _quotes(body: str, day: str = "2016-02-01") -> list[Quote]:
    article = Article("x", f"{OPENING}{body}\n", published=day)
    return list(framing.read_article(article).quotes)


def _speakers(body: str) -> list[str | None]:
    return [quote.speaker for quote in _quotes(body) if quote.source]


def test_who_is_told_more_of_between_commas_speaks() -> None:
    body = (
        "On the day when they began, Jane Dorn, then the agent in charge of the field office, said"
        " that it was late."
    )
    assert _speakers(body) == ["Jane Dorn"]


def test_he_and_another_are_two_speakers() -> None:
    (quote,) = _quotes("Mark Dorn met aides. He and Jane Stone said that the vote was off.")
    assert (quote.speaker, quote.speaker_kind) == ("He and Jane Stone", "group")


def test_a_person_and_another_behind_a_comma_are_two_speakers() -> None:
    (quote,) = _quotes(
        "Ambassador Jane Dorn, and Secretary of State John Kerry said that it was off."
    )
    assert quote.speaker_kind == "group"


def test_what_opens_the_sentence_does_not_speak() -> None:
    body = (
        "Just weeks after losing control of the Senate, Republicans on the panel said that the"
        " bill was dead."
    )
    assert _speakers(body) == ["Republican Party"]


def test_the_age_of_a_person_takes_up_who_was_named() -> None:
    body = "Jose Dornino was sacked in December. The 56-year-old said that he was ready to work."
    (quote,) = _quotes(body)
    assert (quote.speaker, quote.anonymous) == ("Jose Dornino", False)


def test_an_age_that_takes_up_nobody_stays_as_it_is() -> None:
    (quote,) = _quotes("A crowd met in the square. The 56-year-old said that it was late.")
    assert quote.speaker is not None
    assert "56-year-old" in quote.speaker


@pytest.mark.parametrize(
    ("named", "noun", "speaker"),
    [
        ("Wisconsin Gov. Scott Dornby", "governor", "Scott Dornby"),
        ("Gen. Mark Hillard", "general", "Mark Hillard"),
        ("Capt. Mark Hillard", "captain", "Mark Hillard"),
        ("Jane Stonemark, a University of Florida professor who votes,", "professor", None),
    ],
)
def test_a_short_title_and_the_whole_noun_are_one(
    named: str, noun: str, speaker: str | None
) -> None:
    found = _speakers(f"{named} spoke on Monday. The {noun} said that taxes were too high.")
    assert found[-1] == (speaker or "Jane Stonemark")


def test_a_legislator_who_did_not_speak_yet_is_taken_up() -> None:
    body = "Sen. Lindsey Graham opened the hearing. The South Carolina Republican said it was late."
    assert _speakers(body) == ["Lindsey Graham"]


def test_police_of_a_town_are_on_no_state_in_the_united_states() -> None:
    body = "A man was shot in Springfield. Police officials said that two were held. {0}. {0}."
    assert [
        quote.side for quote in _quotes(body.format("Roads in the United States are long"))
    ] == [None]
    assert [quote.side for quote in _quotes(body.format("Roads in Syria are long"))] == ["SYR"]


def test_he_is_whom_the_story_is_about_before_who_was_named_once() -> None:
    body = (
        "Mark Dorn was held in May. Dorn had lived alone. Dorn had a dog. The police came for Dorn"
        " at noon, when the town waited for President Carl Stone. “It was late,” he said."
    )
    assert _speakers(body)[-1] == "Mark Dorn"


@pytest.mark.parametrize("noun", ["official", "lawmaker", "diplomat"])
def test_who_did_something_to_the_speaker_is_not_the_speaker(noun: str) -> None:
    body = f"The {noun} briefed by FBI Director James Comey said that it was late."
    (quote,) = _quotes(body)
    assert "Comey" not in str(quote.speaker)


def test_one_of_several_is_not_all_of_them() -> None:
    body = "Other senators who voted, including Utah Sen. Orrin Hatch, said that it was late."
    (speaker,) = _speakers(body)
    assert "Hatch" not in str(speaker)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Kerry spokeswoman Jane Dorn", "USA"),
        ("Lavrov's deputy Sergei Dornov", "RUS"),
        ("Kerry lawyer Jane Dorn", None),
        ("Former Kerry aide Jane Dorn", None),
    ],
)
def test_a_named_aide_speaks_for_the_side_of_whom_she_serves(words: str, side: str | None) -> None:
    (quote,) = _quotes(f"{words} said that it was late.", "2015-05-01")
    assert quote.side == side
