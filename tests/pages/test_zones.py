"""What of a page is story; nothing is lost, nothing is in two zones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lists.word_lists import word_lists
from framing.pages.learned_furniture import LearnedFurniture, learn_furniture
from framing.pages.zones import find_zones
from framing.types import Article, Zone

STORY = (
    "The minister said on Tuesday that the talks in the capital would go on for another week. "
    "Officials of both sides spoke of progress and gave no further details."
)
_LINES = st.sampled_from(
    [
        STORY,
        "WASHINGTON (Reuters) - The talks go on, officials said on Monday in the capital.",
        "Subscribe",
        "© Example / A PhotographerLeaders shake hands",
        "Read also: Another story of the day",
        "Published: 5 August 2015, 10:20 GMT",
        "<tweet id=1>A short message</tweet>.",
        "Заголовок",
        "By Foreign Desk",
        "___.",
        "LISTEN:",
        " ",
        "",
        "4 October 2016 Talks go on in the capital. Talks go on. --AFP",
        "\u00a0indented\u00a0line with odd spaces, which ends here.\u2028and goes on",
    ]
)


def zones_of(text: str, title: str | None = None) -> tuple[Zone, ...]:
    return find_zones(Article("a", text, title=title), word_lists())


def pieces(text: str, kind: str, title: str | None = None) -> list[str]:
    return [text[z.start : z.stop] for z in zones_of(text, title) if z.kind == kind]


def assert_covered(text: str, zones: tuple[Zone, ...]) -> None:
    at = 0
    for zone in zones:
        assert zone.start < zone.stop
        assert text[at : zone.start].strip() == ""
        assert zone.rule
        at = zone.stop
    assert text[at:].strip() == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINES, max_size=12), st.sampled_from(["\n", "\n\n", " ", "\r\n"]))
def test_every_character_but_white_space_is_in_exactly_one_zone(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    assert_covered(text, zones_of(text))
    assert_covered(text, zones_of(text, "Talks go on in the capital"))
    learned = LearnedFurniture(
        learn_furniture([Article("a", text)], word_lists(), min_articles=1).counts
    )
    assert_covered(text, find_zones(Article("a", text), word_lists(), learned=learned))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_covered(text: str) -> None:
    assert_covered(text, zones_of(text))


def test_a_photographer_and_agency_between_paragraphs_is_a_caption() -> None:
    text = f"Talks go on in the capital\n\n{STORY}\n\nA. Photographer / Reuters.\n\n{STORY}"
    assert pieces(text, "caption") == ["A. Photographer / Reuters."]


def test_a_line_with_a_dateline_is_story_even_without_a_full_stop() -> None:
    text = f"The Latest on talks\n\nWASHINGTON (AP) — The Latest (all times EDT):\n\n{STORY}"
    assert pieces(text, "dateline") == ["WASHINGTON (AP) —"]
    assert pieces(text, "lead")[0] == "The Latest (all times EDT):"


def test_a_time_of_day_in_a_live_report_is_furniture() -> None:
    text = f"The Latest on talks\n\n6:01 p.m.\n\n{STORY}\n\n5:40 p.m.\n\n{STORY}"
    assert pieces(text, "furniture") == ["6:01 p.m.", "5:40 p.m."]


def test_a_headline_with_an_abbreviation_and_a_full_stop_is_a_headline() -> None:
    text = f"St. Paul Votes To Condemn New Rule.\n\n{STORY}\n\n{STORY}"
    assert pieces(text, "headline") == ["St. Paul Votes To Condemn New Rule."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chile Recalls Envoy From Peru After Border Row", "headline"),
        ("Norway’s Ministers Hail New Fishing Deal With Iceland", "headline"),
        ("Chile Recalled Its Envoy From Peru On Monday.", "lead"),
        ("The envoy left Peru after the row at the border", "body"),
        ("Ministry of Foreign Affairs", "body"),
    ],
)
def test_a_text_of_one_line_in_title_case_is_a_headline(text: str, kind: str) -> None:
    assert {zone.kind for zone in zones_of(text)} == {kind}


def test_a_title_split_over_two_lines_is_all_headline() -> None:
    title = "Ready for the talks?; Old tricks will not work this time"
    text = f"Ready for the talks?;\n\nOld tricks will not work this time.\n\n{STORY}"
    assert len(pieces(text, "headline", title)) == 2
    assert pieces(text, "lead", title) == [STORY]


def test_a_heading_in_sentence_case_between_paragraphs_is_furniture() -> None:
    text = f"Talks go on in the capital\n\n{STORY}\n\nScientists now silent\n\n{STORY}"
    assert pieces(text, "furniture") == ["Scientists now silent"]


def test_a_spoken_fragment_between_paragraphs_is_story() -> None:
    text = f"Talks go on in the capital\n\n{STORY}\n\n“Not at all.”\n\n{STORY}"
    assert "“Not at all.”" in pieces(text, "body")


def test_short_turns_of_a_talk_are_story_and_no_headings() -> None:
    turns = ["Thanks Judy.", "Right?", "Mister Spock?", "Well, Carolyn was –", "Oh, really?"]
    text = f"{STORY}\n\n" + "\n\n".join(turns) + f"\n\n{STORY}"
    assert [turn for turn in turns if turn in pieces(text, "body")] == turns


def test_names_and_towns_below_letters_do_not_make_a_page_of_talk() -> None:
    signed = "\n\n".join(f"{STORY}\n\nJohn Example.\n\nSpringfield, Mass." for _ in range(4))
    text = f"Readers on the talks\n\n{signed}\n\n{STORY}"
    assert pieces(text, "furniture").count("John Example.") == 4


def test_a_sentence_with_a_note_number_behind_it_is_story_to_the_end() -> None:
    last = "By the end of the year she had left the party. [15] [16]"
    assert last in pieces(f"Life of a minister\n\n{STORY}\n\n{last}", "body")


def test_the_greeting_of_an_open_letter_is_story() -> None:
    text = f"An open letter\n\nDear Mr. President:\n\n{STORY}\n\n{STORY}"
    assert "Dear Mr. President:" in pieces(text, "body")
    assert not pieces(text, "furniture")


def test_a_tweet_embed_is_furniture_with_its_words() -> None:
    tweet = '<tweet id="1" author="@desk" datetime="2016-01-01">The talks failed</tweet>.'
    text = f"Talks go on in the capital\n\n{STORY}\n\n{tweet}\n\n{STORY}"
    assert pieces(text, "furniture") == [tweet]


def test_stories_that_a_site_pastes_behind_a_name_are_cut_from_the_sentence() -> None:
    line = (
        "The bill of Sen. Ann Example Ann Middle ExampleTwo headlines of the day stand here "
        "Another headline MORE (D) passed on Monday."
    )
    text = f"Talks go on in the capital\n\n{STORY}\n\n{line}"
    assert "The bill of Sen. Ann Example" in pieces(text, "body")
    assert "(D) passed on Monday." in pieces(text, "body")


def test_a_text_of_one_short_line_is_the_story() -> None:
    assert pieces("Possible Causes of the Late War", "body") == ["Possible Causes of the Late War"]
