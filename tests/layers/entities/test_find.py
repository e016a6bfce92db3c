"""Who is in the story: known actors, their sides at a date, and all others."""

from __future__ import annotations

import pycountry
import pytest

import framing
from framing.layers.entities.find import known_actors
from framing.lists.actors import parse_day
from framing.lists.word_lists import word_lists
from framing.measures.counting import story_mentions
from framing.types import Article, Mention


def _mentions(text: str, day: str | None = "2016-02-01") -> list[tuple[str, Mention]]:
    reading = framing.read_article(Article("x", text, published=day))
    return [(text[m.start : m.stop], m) for m in reading.mentions]


def _actors(text: str, day: str | None = "2016-02-01") -> list[tuple[str, str]]:
    return [(words, mention.actor) for words, mention in _mentions(text, day)]


def _sides(text: str, actor: str, day: str | None) -> set[str | None]:
    return {mention.side for _, mention in _mentions(text, day) if mention.actor == actor}


def test_a_person_speaks_for_a_side_only_while_in_office() -> None:
    text = "John Kerry met reporters in the garden and said little."
    assert _sides(text, "john_kerry", "2015-06-01") == {"USA"}
    assert _sides(text, "john_kerry", "2019-06-01") == {None}


def test_a_person_without_an_article_date_keeps_the_side() -> None:
    assert _sides("John Kerry met reporters.", "john_kerry", None) == {"USA"}


def test_a_surname_alone_is_the_known_bearer_by_default() -> None:
    assert ("Trump", "donald_trump") in _actors("Trump went home.", "2018-01-01")


def test_a_surname_follows_the_full_name_given_before() -> None:
    found = _actors("Gary Clinton of Ohio grows corn. On Monday Clinton sold his farm.")
    assert found[0] == ("Gary Clinton", "Gary Clinton")
    assert ("Clinton", "Gary Clinton") in found
    assert all(actor != "hillary_clinton" for _, actor in found)


def test_a_middle_initial_does_not_make_another_person() -> None:
    assert ("Donald J. Trump", "donald_trump") in _actors("Donald J. Trump left.", "2018-01-01")


def test_unknown_people_get_an_id_and_a_type_but_no_side() -> None:
    found = _mentions("The mayor thanked Susan Miller on Friday. Mrs. Miller smiled.")
    assert [(w, m.actor, m.type, m.side) for w, m in found] == [
        ("Susan Miller", "Susan Miller", "person", None),
        ("Mrs. Miller", "Susan Miller", "person", None),
    ]


@pytest.mark.parametrize("end", ["both countries", "the President", "the two leaders"])
def test_a_text_may_break_off_behind_a_role_noun(end: str) -> None:
    assert _mentions(f"Barack Obama met Vladimir Putin. It was a blow for {end}")


_PAGE = (
    "Talks go on in Geneva\n\n"
    "The minister said on Tuesday that the talks would go on for another week in the old town.\n\n"
    "{}\n\n"
    "Officials of both sides spoke of progress in Geneva and gave no further details at all."
)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Sergei Lavrov in Vienna. Photo: A. Example/Reuters", "caption"),
        ("What Russia wants", "furniture"),
    ],
)
def test_names_beside_the_story_are_found_and_counted_nowhere(line: str, zone: str) -> None:
    with_line = framing.read_article(_PAGE.format(line))
    beside = [m for m in with_line.mentions if m.zone == zone]
    assert {m.side for m in beside} >= {"RUS"}
    assert "RUS" not in {m.side for m in story_mentions(with_line)}
    assert not {m.actor for m in beside} & set(with_line.salience)
    shares = framing.analyze([Article("x", _PAGE.format(line))]).features
    assert float(shares["actor_rus_mention_share"].iloc[0]) == 0.0


def test_a_caption_is_told_who_is_meant_by_the_story() -> None:
    page = _PAGE.format("Smith in the garden. Photo: A. Example/Reuters")
    text = page.replace("The minister said", "Susan Smith said")
    found = framing.read_article(text).mentions
    assert next(m.actor for m in found if m.zone == "caption") == "Susan Smith"


def test_a_caption_tells_nothing_of_who_is_meant_in_the_story() -> None:
    page = _PAGE.format("Susan Smith in the garden. Photo: A. Example/Reuters")
    text = page.replace("The minister said", "Mrs. Smith said")
    found = [m for m in framing.read_article(text).mentions if m.zone == "lead"]
    assert [m.actor for m in found if m.type == "person"] == ["Smith"]


def test_a_body_named_after_a_city_is_not_the_government_there() -> None:
    assert all(a != "RUS" for _, a in _actors("She studied at Moscow State University in 1980."))


def test_an_embassy_is_on_the_side_of_its_state() -> None:
    found = _mentions("Officials of the U.S. Embassy in Oslo closed the doors on Friday.")
    assert ("U.S. Embassy", "USA") in [(words, mention.side) for words, mention in found]


def test_a_state_before_a_title_is_still_named() -> None:
    text = "U.S. Secretary of State Warren Christopher telephoned Paris on Tuesday."
    assert "USA" in {mention.side for _, mention in _mentions(text, None)}


def test_names_in_lower_case_words_are_not_names() -> None:
    assert _actors("she told us that it is turkey for dinner.") == []


def test_international_bodies_have_a_code_instead_of_a_country() -> None:
    actors = known_actors(word_lists())
    assert actors["nato"].code == "IGO"
    assert actors["hamas"].code == "PSE"
    assert actors["FRA"].code == "FRA"


def test_ids_of_states_are_iso_codes() -> None:
    codes = {country.alpha_3 for country in pycountry.countries}
    states = {
        a.id for a in known_actors(word_lists()).values() if a.type == "state" and len(a.id) == 3
    }
    assert states - codes <= {"XKX"}
    members = {"USA", "RUS", "SYR", "FRA", "BRA", "IND", "NGA", "AUS"}
    assert members <= states


@pytest.mark.parametrize("published", [None, "", "yesterday", "2015"])
def test_a_day_that_is_no_date_is_unknown(published: str | None) -> None:
    assert parse_day(published) is None


def test_half_a_title_is_nobody() -> None:
    found = _actors("Secretary of State Rex Tillerson met reporters.", "2017-06-01")
    assert all(actor != "Secretary" for _, actor in found)
    assert "rex_tillerson" in {actor for _, actor in found}


def test_us_without_its_second_dot_is_the_state() -> None:
    found = [actor for _, actor in _actors("The U.S and Russia met. Officials of the USA left.")]
    assert found == ["USA", "RUS", "USA"]
