"""Who speaks in a headline, and whom short titles of headlines mean."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article, Quote

BELOW = "\n\nThe meeting was held in Oslo on Monday.\n"


def _quote(headline: str) -> Quote:
    (quote,) = framing.read_article(Article("x", headline + BELOW, published="2018-09-29")).quotes
    return quote


@pytest.mark.parametrize(
    ("headline", "speaker", "said"),
    [
        ("Merkel on Macron: 'He is a friend'", "Angela Merkel", "'He is a friend'"),
        ("Erdogan on Harbour: We Will Not Sell", "Recep Tayyip Erdogan", "We Will Not Sell"),
        ("'We Are Ready': Lavrov on New Grain Duties", "Sergei Lavrov", "'We Are Ready'"),
        ("Jane Dorn to Lavrov: never wait for rain", "Jane Dorn", "never wait for rain"),
    ],
)
def test_who_speaks_is_told_apart_from_the_matter(headline: str, speaker: str, said: str) -> None:
    quote = _quote(headline)
    assert quote.speaker == speaker
    assert [headline[start:stop] for start, stop in quote.content] == [said]


def test_a_report_on_something_keeps_its_matter() -> None:
    text = "Council on Ports says quay is safe"
    quote = _quote(text)
    assert [text[start:stop] for start, stop in quote.content] == ["quay is safe"]
    assert quote.speaker_kind == "organisation"


@pytest.mark.parametrize(
    ("headline", "speaker", "side"),
    [
        ("Egypt FM: talks with Turkey 'useful'", "Sameh Shoukry", "EGY"),
        ("Israeli PM says visit is off", "Benjamin Netanyahu", "ISR"),
        ("UK PM Theresa May says visit is off", "Theresa May", "GBR"),
        ("Turkish FM Cavusoglu says visit is off", "Mevlut Cavusoglu", "TUR"),
    ],
)
def test_short_titles_mean_who_holds_the_office(headline: str, speaker: str, side: str) -> None:
    quote = _quote(headline)
    assert (quote.speaker, quote.side) == (speaker, side)


def test_an_hour_is_no_office() -> None:
    text = "Envoys meet in Oslo\n\nTurkey said on Monday that the gate shuts at 5 PM in winter.\n"
    reading = framing.read_article(Article("x", text, published="2018-09-29"))
    assert not [m for m in reading.mentions if text[m.start : m.stop] == "PM"]


def test_a_presidency_speaks_for_its_state() -> None:
    text = "Envoys meet in Oslo\n\nThe Turkish presidency said that the gate was shut.\n"
    (quote,) = framing.read_article(Article("x", text, published="2018-09-29")).quotes
    assert (quote.speaker_kind, quote.side) == ("organisation", "TUR")


@pytest.mark.parametrize("noun", ["spokesperson", "spokesman", "aide"])
def test_an_article_that_opens_a_sentence_is_no_part_of_a_name(noun: str) -> None:
    text = f"Envoys meet in Oslo\n\nA State Department {noun} said that the gate was shut.\n"
    reading = framing.read_article(Article("x", text, published="2018-09-29"))
    assert [quote.side for quote in reading.quotes] == ["USA"]
    assert "us_state_department" in {mention.actor for mention in reading.mentions}
