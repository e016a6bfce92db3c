"""Pronouns and role nouns count where only one reading is in reach, and nowhere else."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article


def _pointing(text: str, day: str | None = "2016-02-01") -> list[tuple[str, str]]:
    reading = framing.read_article(Article("x", text, published=day))
    return [
        (text[m.start : m.stop], m.actor) for m in reading.mentions if m.form in {"pronoun", "role"}
    ]


def test_he_is_the_one_man_of_the_sentence() -> None:
    assert _pointing("Barack Obama said he would leave.") == [("he", "barack_obama")]


def test_she_is_not_a_man() -> None:
    found = _pointing("Barack Obama met Angela Merkel, and she smiled.")
    assert found == [("she", "angela_merkel")]


def test_he_stays_open_between_two_men() -> None:
    assert _pointing("A letter reached Barack Obama from John Kerry, and his coat was wet.") == []


def test_he_in_a_quotation_is_left_open() -> None:
    assert _pointing('Barack Obama arrived late. "He is tired," an aide said.') == []


def test_both_leaders_are_the_two_of_the_sentence_before() -> None:
    found = _pointing("Vladimir Putin met Barack Obama on Monday. Both leaders agreed to talk.")
    assert found == [("Both leaders", "vladimir_putin"), ("Both leaders", "barack_obama")]


def test_the_two_countries_are_not_three() -> None:
    text = "Russia, Iran and Turkey signed the paper on Monday. The two countries will meet again."
    assert _pointing(text) == []


def test_an_office_stands_for_its_holder_on_the_day() -> None:
    text = "The Russian president left early and the crowd went home."
    assert _pointing(text, "2016-02-01") == [("president", "vladimir_putin")]
    assert _pointing(text, "2010-02-01") == [("president", "dmitry_medvedev")]


def test_an_office_without_a_day_stands_for_nobody_unnamed() -> None:
    assert _pointing("The Russian president left early.", None) == []


def test_a_counterpart_holds_the_like_office_on_the_other_side() -> None:
    text = "John Kerry called his Russian counterpart on Monday."
    assert ("counterpart", "sergei_lavrov") in _pointing(text)


def test_an_office_before_a_name_is_not_counted_twice() -> None:
    text = "The Russian president Vladimir Putin left early."
    assert all(words != "president" for words, _ in _pointing(text))


def test_a_title_after_a_comma_tells_more_of_the_same_person() -> None:
    found = _pointing("Angela Merkel, Chancellor of Germany, arrived early on Monday.")
    assert found == [("Chancellor", "angela_merkel")]


def test_a_title_of_a_state_is_its_holder_on_the_day() -> None:
    text = "They wrote to the President of Russia about the gas."
    assert _pointing(text, "2016-02-01") == [("President", "vladimir_putin")]
    assert _pointing(text, "2010-02-01") == [("President", "dmitry_medvedev")]


def test_titles_of_two_states_are_two_persons() -> None:
    text = "The Prime Minister of Norway wrote to the Prime Minister of Nepal."
    found = dict.fromkeys(actor for _, actor in _pointing(text, None))
    assert len(found) == 2


def test_the_president_of_one_state_is_not_that_of_another() -> None:
    text = "Barack Obama met the president of France on Monday."
    assert _pointing(text, "2015-05-05") == [("president", "francois_hollande")]
    assert _pointing(text, None) == []


def test_a_president_elect_holds_no_office_yet() -> None:
    text = "Vladimir Putin called on Monday. An aide said the President-elect was concerned."
    assert "vladimir_putin" not in {actor for _, actor in _pointing(text)}


def test_the_next_president_is_not_the_present_one() -> None:
    text = "She wants to become the next U.S. president and a Russian president laughed."
    assert _pointing(text) == []


def test_a_surname_alone_is_not_the_son_s() -> None:
    text = "Donald Trump Jr. met a lawyer. Mr. Trump denied it."
    reading = framing.read_article(Article("x", text, published="2017-08-01"))
    found = [(text[m.start : m.stop], m.actor) for m in reading.mentions if m.form == "name"]
    assert found == [("Donald Trump Jr.", "donald_trump_jr"), ("Mr. Trump", "donald_trump")]


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Ann Field, D-Del., spoke.",
        "Sen. Tom Field (R-S.C.) spoke.",
        "The Pentagon sent F-22 fighters.",
    ],
)
def test_party_label_or_type_of_arms_names_nobody(text: str) -> None:
    named = [text[m.start : m.stop] for m in framing.read_article(Article("x", text)).mentions]
    assert not any("-" in name for name in named)


def test_names_joined_by_a_hyphen_are_two() -> None:
    text = "Mueller leads the Trump-Russia probe."
    named = [text[m.start : m.stop] for m in framing.read_article(Article("x", text)).mentions]
    assert named == ["Mueller", "Trump", "Russia"]


def test_both_parties_are_no_states_where_political_parties_are_named() -> None:
    text = (
        "Democrats and Republicans said Russia meddled in the United States. Both parties agreed."
    )
    assert not any(m.form == "role" for m in framing.read_article(Article("x", text)).mentions)
