"""Rows above a story, pictures beside it, notices of the site, transcripts."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.transcript import SPEAKER_LABEL, TURN
from framing.pages.zones import find_zones
from framing.types import Article, PageNotes, Zone

STORY = (
    "The minister said on Tuesday that the talks in the capital would go on for another week. "
    "Officials of both sides spoke of progress and gave no further details."
)


def zones(*lines: str) -> list[tuple[str, str]]:
    text = "\n\n".join(lines)
    return [(z.kind, text[z.start : z.stop]) for z in find_zones(Article("a", text), word_lists())]


def kind_of(line: str, found: list[tuple[str, str]]) -> set[str]:
    return {kind for kind, text in found if text in line or line in text}


@pytest.mark.parametrize(
    "stamp",
    [
        "09:05 GMT +312 March 2018",
        "18:40 07.11.2019",
        "7:15 pm, 3 May 2016",
        "21:30 GMT 1 June 2020",
    ],
)
def test_time_picture_headline_and_owner_open_a_stored_page(stamp: str) -> None:
    found = zones(
        stamp,
        "A ship in the harbour of the old town",
        "Harbour Opens Again After a Week of Storms",
        "© Example/ Some Photographer",
        STORY,
        STORY,
    )
    assert [kind for kind, _ in found[:4]] == ["furniture", "caption", "headline", "caption"]


def test_a_headline_above_the_owner_of_a_picture_stays_the_headline() -> None:
    found = zones("18:40 07.11.2019", "Harbour Opens Again", "© Example/ Some Photographer", STORY)
    assert found[1] == ("headline", "Harbour Opens Again")


@pytest.mark.parametrize(
    "line",
    [
        "In this image released by the palace, two guests walk through the garden on Monday.",
        "In this Thursday, May 4, 2017 file photo provided by the port, a ship leaves the harbour.",
        "FILE - The bridge over the river in the old town, pictured on a day in May.",
        "FILE PHOTO: A ship leaves the harbour of the old town on a day in May.",
        "This combination of pictures shows the two guests in the garden of the palace.",
        "Two guests walk through the garden on Monday. (Some Name, Palace Pool via AP)",
        "This satellite image provided by a company shows the harbour after the storm.",
    ],
)
def test_a_line_that_describes_a_picture_is_a_caption(line: str) -> None:
    for found in (zones("Harbour opens again", line, STORY), zones("Harbour", STORY, line, STORY)):
        assert kind_of(line, found) == {"caption"}


@pytest.mark.parametrize(
    "line",
    [
        "In this photo of the country that he paints there is no place for doubt, she said.",
        "In this picture book the minister tells of her youth in the harbour town.",
        "This image of the town has changed, the mayor said on Tuesday in the old hall.",
        "They filed the photos at the court (two of them were later lost), the clerk said.",
    ],
)
def test_a_sentence_that_speaks_of_pictures_is_story(line: str) -> None:
    found = zones("Harbour opens again", STORY, line, STORY)
    assert "caption" not in kind_of(line, found)


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to make this site better and to learn how you use it.",
        "Diese Seite verwendet Cookies. Mit der Nutzung stimmen Sie dem zu, Einstellungen hier.",
        "Nous utilisons des cookies pour améliorer ce site.",
        "Utilizamos cookies propias y de terceros en este sitio.",
        "Ta strona używa ciasteczek, aby działać lepiej.",
        "Мы используем файлы cookie на этом сайте.",
        "Bu sitede çerezler ve cookies kullanıyoruz.",
        "Home › World › Europe",
        "The Wayback Machine - https://web.archive.org/web/2016/https://example.org/a",
        "https://example.org/world/a-story 12/05/2019, 10:01",
        "We may earn a commission when you buy through links on this page.",
        "Subscribe to continue reading this story",
    ],
)
def test_notices_of_the_site_are_no_story(line: str) -> None:
    for found in (zones("Harbour opens again", line, STORY, STORY), zones(STORY, line, STORY)):
        assert kind_of(line, found) == {"furniture"}


@pytest.mark.parametrize(
    "line",
    [
        "We have a policy at home: on the eve of the feast, cookies stand on the table for guests.",
        "They are tough cookies, he said, and we are going to talk to them; the policy stays.",
        "This image would work better if a ship were on the wall behind her, the critic said.",
        "The baker sold cookies on the quay while the ships came in, and children ran after them.",
        "He was paid a commission for each ship that he brought into the harbour, she said.",
    ],
)
def test_words_of_notices_in_a_story_are_story(line: str) -> None:
    assert kind_of(line, zones("Harbour opens again", STORY, line, STORY)) <= {"lead", "body"}


def transcript(*lines: str) -> tuple[str, tuple[Zone, ...]]:
    text = "\n".join(lines)
    return text, find_zones(Article("a", text), word_lists())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOST", "MS. LEE"),
        ("Q", "A"),
        ("Ann Lee", "Ivan Holt"),
        ("SEN. LEE", "MODERATOR (off mic)"),
    ],
)
def test_who_speaks_in_a_transcript_is_a_label_and_the_rest_a_turn(one: str, other: str) -> None:
    text, found = transcript(
        "Talk about the harbour of the town",
        f"{one}: Good evening, and thank you for coming.",
        f"{other}: Thanks.",
        f"{one}: Will the harbour open again this week?",
        f"{other}: It will. The storm has gone, and the ships wait outside.",
        f"{one}: Thank you.",
        f"{other}: Always.",
    )
    labels = [text[z.start : z.stop] for z in found if z.rule == SPEAKER_LABEL]
    turns = [text[z.start : z.stop] for z in found if z.rule == TURN]
    assert labels == [f"{one}:", f"{other}:"] * 3
    assert turns[1] == "Thanks."
    assert turns[-1] == "Always."
    assert {z.kind for z in found if z.rule == TURN} == {"lead", "body"}


def test_a_list_of_definitions_is_no_transcript() -> None:
    _, found = transcript(
        "What to know",
        "WHO: The port.",
        "WHAT: A storm.",
        "WHEN: Monday.",
        "WHERE: The quay.",
        STORY,
    )
    assert not [z for z in found if z.rule == SPEAKER_LABEL]


def test_items_and_rows_of_a_page_are_story_without_a_full_stop() -> None:
    from framing.types import Markup

    lines = ["Concerts", STORY, "The dates", "June 9 – Old Hall", "June 12 – Town Hall"]
    text, marks, at = "\n\n".join(lines), [], 0
    for line, kind in zip(lines, ("heading", "paragraph", "heading", "item", "item"), strict=True):
        marks.append(Markup(at, at + len(line), kind))  # type: ignore[arg-type]
        at += len(line) + 2
    plain = find_zones(Article("a", text), word_lists())
    marked = find_zones(Article("a", text, page=PageNotes(markup=tuple(marks))), word_lists())
    assert [z.kind for z in plain[-2:]] == ["furniture", "furniture"]
    assert [z.kind for z in marked] == ["furniture", "lead", "body", "body", "body"]


def test_a_paragraph_at_the_end_that_names_the_author_tells_of_the_author() -> None:
    bio = "Ann Lee likes ships and has sailed round the world, and lives by the sea."
    lines = ["Harbour opens again", STORY, STORY, STORY, bio]
    text = "\n\n".join(lines)
    found = find_zones(Article("a", text, authors=("Ann Lee",)), word_lists())
    assert (found[-1].kind, found[-1].rule) == ("furniture", "author bio")
    assert find_zones(Article("a", text, authors=("Ivan Holt",)), word_lists())[-1].kind == "body"
