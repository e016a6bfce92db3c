"""On whose side a speaker is, kind by kind: legislators, bodies, the state of a story."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article, Quote

OPENING = "Envoys meet again in Oslo over the crisis\n\n"


def _quotes(body: str, day: str | None = "2016-02-01") -> list[Quote]:
    article = Article("x", f"{OPENING}{body}\n", published=day)
    return list(framing.read_article(article).quotes)


def _last(body: str, day: str | None = "2016-02-01") -> tuple[str | None, str | None]:
    quote = _quotes(body, day)[-1]
    return quote.speaker, quote.side


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Jane Roe (R., Fla.)", "Jane Roe"),
        ("Jane Roe (D-Conn.)", "Jane Roe"),
        ("Jane Roe, R-Ohio,", "Jane Roe"),
        ("Jane Roe, Ohio Republican,", "Jane Roe"),
        ("Jane Roe, Republican of Maine,", "Jane Roe"),
    ],
)
def test_a_legislator_is_known_by_party_and_state(words: str, speaker: str) -> None:
    assert _last(f"{words} said that the bill was long.") == (speaker, "USA")


def test_a_voter_has_no_side() -> None:
    assert _last("Jane Roe, a Republican from Maine, said that the bill was long.")[1] is None


def test_the_republican_of_a_state_is_the_one_with_that_label() -> None:
    text = (
        "Jane Roe, Ohio Republican, left early. John Doe, Republican of Maine, came late.\n"
        '"It is late," the Ohio Republican said.'
    )
    assert _last(text) == ("Jane Roe", "USA")


def test_a_label_alone_is_the_legislator_before_the_links() -> None:
    text = (
        "Senate Majority Leader Mitch McConnell Overnight Report: What to know | Steps to take "
        "MORE (R-Ky.) said that the bill was long."
    )
    assert _last(text) == ("Mitch McConnell", "USA")


def test_members_of_a_party_in_a_parliament_are_on_its_side() -> None:
    text = "Democrats on the Senate Judiciary Committee said that the bill was long."
    assert _last(text)[1] == "USA"
    assert _last("House Democrats said that the bill was long.") == ("House Democrats", "USA")
    assert _last("Democrats said that the bill was long.")[1] is None


def test_prosecutors_are_those_of_the_body_that_the_story_names() -> None:
    said = "Prosecutors said that the papers were lost."
    assert _last(f"The Justice Department opened a case.\n{said}")[1] == "USA"
    assert _last(f"A case was opened in a town.\n{said}")[1] is None


def test_an_army_without_a_state_is_the_storys() -> None:
    text = "Syria opened a road. The Syrian army left the town. Syrian police came.\n"
    assert _last(text + "A military source said that the road was dry.")[1] == "SYR"
    assert _last(text + "A local official said that the road was dry.")[1] is None


def test_a_ministry_without_a_state_is_the_one_named_before() -> None:
    text = "The Russian Foreign Ministry spoke in Moscow.\n"
    said = "The Foreign Ministry said that the talks were long."
    assert _last(text + said) == ("Russian Foreign Ministry", "RUS")


def test_a_dateline_tells_whose_minister_it_is() -> None:
    text = "MOSCOW (AP) - Talks go on.\n\nThe Defense Ministry said that the road was dry."
    assert _last(text)[1] == "RUS"


def test_of_two_presidents_it_is_the_one_the_story_is_about() -> None:
    text = (
        "President Barack Obama spoke. Obama smiled. Obama met Russian President Vladimir Putin.\n"
        "The president said that the talks were long."
    )
    assert _last(text) == ("Barack Obama", "USA")


def test_a_surname_that_no_tagger_saw_is_the_person_met_in_full() -> None:
    text = (
        'Jane Hollander runs the program.\n"It is late," Hollander said. "It is," Hollander says.'
    )
    assert {quote.speaker for quote in _quotes(text)} == {"Jane Hollander"}


def test_a_hyphenated_surname_is_the_full_name() -> None:
    text = 'Jane Roe-Doe of Oslo arrived.\n"It is late," Roe-Doe said.'
    assert _last(text)[0] == "Jane Roe-Doe"


def test_a_given_name_alone_is_no_known_person_with_another_surname() -> None:
    assert _last("Jeb Hensler said that the talks were long.")[0] == "Jeb Hensler"


def test_the_first_of_two_attributes_of_a_state_is_its_possessive() -> None:
    """Databases that lose apostrophes: "Syrias" is no part of a name."""
    quote = _quotes("Turkeys interior minister said that the road was dry.")[-1]
    assert quote.side == "TUR"


def test_officials_familiar_with_a_matter_are_officials() -> None:
    text = "U.S. officials familiar with the matter said that the road was dry."
    assert _last(text) == ("U.S. officials", "USA")


def test_an_unnamed_speaker_goes_on() -> None:
    text = 'A guard told reporters that the car was late.\n"We saw it," he said.'
    assert [quote.anonymous for quote in _quotes(text)] == [True, True]


def test_one_of_them_is_as_unnamed_as_they_are() -> None:
    text = "Four sources said that the road was dry.\nOne of them said that it was late."
    assert [quote.anonymous for quote in _quotes(text)] == [True, True]


def test_a_spokeswoman_speaks_for_the_side_of_whom_she_serves() -> None:
    text = "House Speaker Paul Ryan spoke.\nJane Strong, Ryan’s spokeswoman, said it was late."
    assert _last(text) == ("Jane Strong", "USA")


def test_who_behind_a_place_is_the_person_of_that_place() -> None:
    text = "They thanked Jane Roe of Ohio, who said that the talks were long."
    assert _last(text)[0] == "Jane Roe"


def test_what_a_body_is_linked_to_is_not_its_side() -> None:
    text = (
        "Russia spoke. Russia wrote. Jane Roe, head of the Foreign Ministry-linked Roe Council, "
        "said that the talks were long."
    )
    assert _last(text)[1] is None
