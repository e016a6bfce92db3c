"""What a name is where words beside it say so, and who is named behind a long title."""

from __future__ import annotations

import framing
from framing.types import Article, Mention, Quote


def _mentions(text: str, day: str = "2015-03-03") -> dict[str, Mention]:
    reading = framing.read_article(Article("x", text, published=day))
    return {text[m.start : m.stop]: m for m in reading.mentions}


def _quotes(text: str, day: str = "2015-03-03") -> tuple[Quote, ...]:
    return framing.read_article(Article("x", text, published=day)).quotes


def test_an_apposition_tells_a_firm_and_a_medium() -> None:
    text = (
        "The private equity firm Bain Capital said so. "
        "The Sludge, an investigative website, told it."
    )
    found = _mentions(text)
    assert found["Bain Capital"].type == "organisation"
    assert found["Sludge"].type == "media"


def test_a_storm_and_a_treaty_name_nobody() -> None:
    found = _mentions(
        "Hurricane Harvey hit the coast. Aid for Harvey came late.\n\n"
        "He left the Paris climate agreement. Rules of the Paris agreement remain."
    )
    assert not {"Harvey", "Paris"} & set(found)


def test_a_model_with_a_number_is_no_body() -> None:
    assert "IR" not in _mentions("They built IR-2m and IR-4 machines.")


def test_a_supreme_court_behind_a_state_of_the_us_is_not_that_of_the_nation() -> None:
    text = "The U.S. Congress met. The Arkansas Supreme Court struck down the law of the US."
    assert _mentions(text)["Arkansas Supreme Court"].side is None


def test_a_surname_behind_a_known_name_makes_another_person() -> None:
    found = _mentions("William Perry Pendley was appointed. Pendley smiled.")
    assert found["Pendley"].actor == "William Pendley"


def test_a_name_with_bin_is_one() -> None:
    assert "King Salman bin Abdul Aziz" in _mentions("King Salman bin Abdul Aziz came.")


def test_who_closes_a_long_title_speaks() -> None:
    text = "Russian Minister of Transport Maxim Sokolov said that Moscow would retaliate."
    assert _quotes(text)[0].speaker == "Maxim Sokolov"
    text = "FBI Special Agent in Charge Gregory Stone told reporters that it was viable."
    assert _quotes(text)[0].speaker == "Gregory Stone"


def test_a_news_agency_has_the_side_of_its_name() -> None:
    quote = _quotes("SANA news agency reported that the road was closed.")[0]
    assert (quote.speaker, quote.side) == ("SANA", "SYR")


def test_the_company_is_the_last_firm_named() -> None:
    text = (
        "The attorney general is investigating WeWork amid layoffs. "
        "The company confirmed that it had been contacted."
    )
    assert _quotes(text)[-1].speaker == "WeWork"


def test_who_is_described_behind_who_is_named_before_it() -> None:
    text = "Peter Stone, who has written a book, said that the goals are critical."
    assert _quotes(text)[0].speaker == "Peter Stone"
