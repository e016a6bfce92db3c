"""Heads of paragraphs: place, date, source, dash."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.dateline import find_bare_place, find_dateline, find_source_lead


@pytest.mark.parametrize(
    "line",
    [
        "WASHINGTON (Reuters) - ",
        "HEMPSTEAD, N.Y., Sept. 26 (UPI) — ",
        "Dec 29 (Reuters) - ",
        "PARIS, Aug 31 (Reuters) - ",
        "Mexico City (AFP) – ",
        "MOSCOW October 18 (RIA Novosti) - ",
        "BRUSSELS - ",
        "(ANSA) - Turin, March 3 - ",
        "(Xinhua) -- ",
        "SOCHI, June 2. /TASS/. ",
        "ST. LOUIS — ",
    ],
)
def test_datelines_of_every_style_end_before_the_sentence(line: str) -> None:
    parts = find_dateline(line + "The talks go on.", word_lists())
    assert parts[0].start == 0
    assert parts[-1].stop == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "The talks (which failed) - and the war go on.",
        "He said (Sunday) that talks go on.",
        "US-Russia talks go on.",
        "Officials (at least two) — both from the ministry — spoke.",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    assert find_dateline(line, word_lists()) == []


def test_a_name_behind_the_dateline_is_a_byline() -> None:
    parts = find_dateline("WASHINGTON (Sputnik), Some Reporter — The talks go on.", word_lists())
    assert [part.kind for part in parts] == ["dateline", "byline"]


def test_an_agency_and_a_dash_open_the_story() -> None:
    text = "Aleppo, SANA – The talks go on."
    assert text[: find_source_lead(text, 0, word_lists())].strip(" –") == "Aleppo, SANA"


def test_an_agency_that_is_the_subject_opens_no_dateline() -> None:
    assert find_source_lead("SANA reporter in the town said so.", 0, word_lists()) is None


def test_a_place_in_capitals_takes_its_country_along() -> None:
    text = "JISREEN Syria At least four people left."
    assert text[: find_bare_place(text, 0, word_lists())] == "JISREEN Syria"
    assert find_bare_place("BEIRUT At least four people left.", 0, word_lists()) == len("BEIRUT")
    assert find_bare_place("ISIS fighters left the town.", 0, word_lists()) is None
