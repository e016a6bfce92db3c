"""Exports without line breaks: head and foot come off, and no sentence goes with them."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.edges import find_edges
from framing.pages.zones import find_zones
from framing.types import Article

BODY = (
    "At least 40 people left the town on Friday officials said. Buses were waiting at the gate. "
    "The agreement was reached after talks in March."
)


def story(text: str, title: str | None = None) -> str:
    zones = find_zones(Article("a", text, title=title), word_lists())
    return " ".join(text[z.start : z.stop] for z in zones if z.kind in ("lead", "body"))


@pytest.mark.parametrize(
    "head",
    [
        "Date of publication 4 October 2016 ",
        "Published August 3 2015 ",
        "Last updated at Nov 012017 ",
        "Last updated at Jun 062016 AMMAN ",
        "Last updated at Jun 062016 TOWN Syria ",
        "24.08.2013 ",
        "21.08.2013Get short URL 0 0 0 ",
        "08.04.2017(updated 1954 08.04.2017) Get short URL 0 214 ",
        "07.04.2017 Get short URL Topic Missile Attack on Base (200) 0 12 ",
        "August 22 2013 1849 UTC+3 ",
        "Wednesday 22 July 2015 22:33 ",
        "Published August 15 2016 SEND httpssho.rtBbrl4U ",
    ],
)
def test_dates_and_page_controls_come_off_the_head(head: str) -> None:
    assert story(head + BODY) == BODY


@pytest.mark.parametrize(
    "foot",
    [
        " Read Also",
        " --Reuters",
        "-REUTERS",
        " (Source: Example Coalition) Twitter",
        " Source ExampleWorld and agencies",
        " Source ExampleWorld and agencies Related News One Headline Another Headline. Follow us.",
        " ... 11 Tags Some Person chemical weapons Town Community standardsDiscussion Comment via "
        "FacebookComment via Example News",
        " Reporting by A. Writer; Editing by B. Writer Our Standards:The Thomson Reuters Trust "
        "Principles.",
        " This article is an edited translation from our other edition.",
        " Last Update: Saturday 7 October 2017 KSA 16:06 - GMT 13:06 3885",
        " 218-11",
        " SSH 11",
        " Desk/Writer",
        " H. Zain H. Said",
        " A.Writer/ Desk /M. al-Writer/H. Said",
        " About Us Careers Contact Us Legal Terms of Use Privacy Policy",
    ],
)
def test_sign_offs_tags_and_menus_come_off_the_foot(foot: str) -> None:
    assert story("4 October 2016 " + BODY + foot) == BODY


def test_the_title_is_found_in_spite_of_lost_marks_and_a_site_name() -> None:
    text = "Mon Aug 12 2013 Doctors say towns children sick again. " + BODY
    title = "Doctors say town's children sick again | Example Times"
    zones = find_zones(Article("a", text, title=title), word_lists())
    headline = [text[z.start : z.stop] for z in zones if z.kind == "headline"]
    assert headline == ["Doctors say towns children sick again."]
    assert story(text, title) == BODY


def test_an_agency_with_a_date_between_standfirst_and_story_is_a_byline() -> None:
    text = f"Buses leave the town after talks AFP Sunday 25 May 2014 {BODY}"
    zones = find_zones(Article("a", text), word_lists())
    bylines = [text[z.start : z.stop] for z in zones if z.kind == "byline"]
    assert bylines == ["AFP Sunday 25 May 2014"]


def test_a_caption_with_its_credit_above_the_story_is_a_caption() -> None:
    caption = "A man walks past a shop in the old town on Monday (AFP photo)"
    text = f"Last updated at Jul 152015 {caption} BEIRUT {BODY}"
    zones = find_zones(Article("a", text), word_lists())
    assert [text[z.start : z.stop] for z in zones if z.kind == "caption"] == [caption]
    assert story(text) == BODY


def test_a_sentence_before_the_title_stays_story() -> None:
    title = "Fighters leave the northern town"
    first = "Four members of the group have been killed amid reports that dozens fled. "
    assert first.strip() in story("23 February 2015 " + first + title + ". " + BODY, title)


@pytest.mark.parametrize(
    "body",
    [
        "October 2016 saw many talks. " + BODY,
        "He spoke to Sen. John Example. " + BODY + " He then met Gen. Example",
        BODY + " Officials thanked the United Nations",
        BODY + " The sources of the money are not known",
        BODY + " He read also the letter of the group",
        "The 4 October 2016 agreement holds. " + BODY,
    ],
)
def test_no_sentence_is_taken_for_an_edge(body: str) -> None:
    assert story(body) == body


def test_edges_never_overlap_and_stay_in_order() -> None:
    text = "4 October 2016 " + BODY + " ... 11 Tags Town --Reuters Read Also"
    edges = find_edges(text, None, word_lists())
    places = [place for piece in edges.pieces for place in (piece.start, piece.stop)]
    assert places == sorted(places)
    assert edges.start <= edges.stop
