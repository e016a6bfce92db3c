"""Offsets of what is found on a page: the very words, wherever they stand, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lists.word_lists import word_lists
from framing.pages.credits import Names, find_credits, find_names, house_style
from framing.pages.dateline import (
    find_bare_place,
    find_dateline,
    find_inner_dateline,
    find_source_lead,
    starts_with_dateline,
)
from framing.pages.edges import find_edges, find_foot, find_title
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.types import Article

NAMES = Names(word_lists())
AGENCIES = ("Reuters", "AFP", "Xinhua", "TASS", "Anadolu Agency")
DIVIDERS = ("/", ", ", " and ", " & ", "; ")
SENTENCE = "Envoys of the two states met on Monday and agreed to go on."


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(DIVIDERS), min_size=4, max_size=4),
    st.sampled_from(("", "(", "- ", "— ")),
    st.integers(0, 500),
)
def test_each_name_of_a_credit_is_found_where_it_stands(
    agencies: list[str], dividers: list[str], before: str, offset: int
) -> None:
    line = before + "".join(
        name + divider
        for name, divider in zip(agencies, [*dividers[: len(agencies) - 1], ""], strict=False)
    )
    found = list(find_credits(line, offset, "rule", NAMES))
    assert [line[e.start - offset : e.stop - offset] for e in found] == agencies
    assert [e.name for e in found] == [NAMES.agency(name) for name in agencies]
    assert {(e.role, e.rule) for e in found} == {("agency", "rule")}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=3, unique=True),
    st.sampled_from(("The report of ", "as seen by ", "Staff Writer, ", "")),
    st.integers(0, 500),
)
def test_each_name_in_a_line_is_found_where_it_stands(
    agencies: list[str], before: str, offset: int
) -> None:
    line = before + " with material by ".join(agencies)
    found = list(find_names(line, offset, "rule", NAMES))
    assert [line[e.start - offset : e.stop - offset] for e in found] == agencies


def test_picture_agencies_sell_no_text_but_stand_in_photo_credits() -> None:
    assert list(find_names("Getty Images", 0, "rule", NAMES)) == []
    (found,) = find_names("Photo: Getty Images", 10, "rule", NAMES, photo=True)
    assert (found.start, found.stop) == (17, 29)
    assert NAMES.pictured("Getty Images") == "Getty Images"
    assert NAMES.agency("Getty Images") is None


def test_a_house_style_tells_the_agency_and_its_place() -> None:
    assert house_style("A plain line of text.", word_lists()) is None


HEADS = {
    # a head: what is dateline, what byline
    "MOSCOW (Reuters) - ": ("MOSCOW (Reuters) - ", ""),
    "WASHINGTON, April 5 (Xinhua) -- ": ("WASHINGTON, April 5 (Xinhua) -- ", ""),
    "Aleppo, Syria (AFP) — ": ("Aleppo, Syria (AFP) — ", ""),
    "MOSCOW (Sputnik), Staff Writer - ": ("MOSCOW (Sputnik), ", "Staff Writer - "),
    "MOSCOW, March 14. /TASS/. ": ("MOSCOW, March 14. /TASS/. ", ""),
    "BEIRUT — ": ("BEIRUT — ", ""),
    "(Reuters) - ": ("(Reuters) - ", ""),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_dateline_is_cut_off_to_the_letter(head: str) -> None:
    dateline, byline = HEADS[head]
    text = head + SENTENCE
    parts = find_dateline(text, word_lists())
    assert [text[part.start : part.stop] for part in parts] == [
        one for one in (dateline, byline) if one
    ]
    assert [part.kind for part in parts] == ["dateline", "byline"][: len(parts)]
    assert text[parts[-1].stop :] == SENTENCE
    assert find_dateline(f" {text}", word_lists()) == []


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "The minister (who had left) - " + SENTENCE,
        "MOSCOW (an unknown source of ours) - " + SENTENCE,
        "UN — " + SENTENCE,
        "Beirut — " + SENTENCE,
        "USA/EU/ talks go on.",
    ],
)
def test_what_is_no_dateline_stays_in_the_story(text: str) -> None:
    assert find_dateline(text, word_lists()) == []


def test_a_bracket_without_a_dash_ends_the_dateline() -> None:
    text = "MOSCOW (Reuters) Envoys met on Monday."
    (part,) = find_dateline(text, word_lists())
    assert text[part.start : part.stop] == "MOSCOW (Reuters)"


def test_only_a_head_with_a_dash_and_a_story_starts_one() -> None:
    assert starts_with_dateline("MOSCOW (Reuters) - Envoys met.")
    assert not starts_with_dateline("MOSCOW (Reuters) Envoys met.")
    assert not starts_with_dateline("MOSCOW (Reuters) - ")
    assert starts_with_dateline("MOSCOW, March 14. /TASS/. Envoys met.")
    assert not starts_with_dateline("MOSCOW, March 14. /TASS/.")
    assert not starts_with_dateline("MOSCOW, March 14. /Tass/. Envoys met.")


@pytest.mark.parametrize(("before", "reached"), [(0, True), (40, True), (860, True), (905, False)])
@pytest.mark.parametrize("start", [0, 33])
def test_a_datelines_reach_inside_a_text_of_one_line(
    before: int, reached: bool, start: int
) -> None:
    # Nine hundred characters behind the head a dateline still belongs to this story.
    standfirst = ("word " * 400)[: max(0, before - 2)].rstrip() + ". " if before else "Yes. "
    text = "x" * start + standfirst + "MOSCOW (Reuters) - " + SENTENCE
    place = text.index("MOSCOW")
    assert find_inner_dateline(text, word_lists(), start) == (place if reached else None)


def test_an_inner_dateline_of_a_source_that_nobody_knows_is_passed_over() -> None:
    text = "Yes. MOSCOW (our own man) - Talks. Then. MOSCOW (Reuters) - Talks go on."
    assert find_inner_dateline(text, word_lists()) == text.index("MOSCOW (Reuters)")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Aleppo, SANA - Envoys met.", "Aleppo, SANA - "),
        ("SANA - Envoys met.", "SANA - "),
        ("AFP Envoys met.", "AFP "),
        ("AFP envoys met.", None),
        ("QQQQ - Envoys met.", None),
    ],
)
def test_a_source_that_opens_the_story_ends_where_the_story_begins(
    text: str, end: str | None
) -> None:
    for start in (0, 7):
        found = find_source_lead("x" * start + text, start, word_lists())
        assert found == (None if end is None else start + len(end))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("BEIRUT At least ten people met.", "BEIRUT"),
        ("BEIRUT Lebanon At least ten people met.", "BEIRUT Lebanon"),
        ("BEIRUT Minister At least ten people met.", "BEIRUT"),
        ("BEIRUT at least ten people met.", None),
        ("UN At least ten people met.", None),
        ("TEL AVIV 12 people met.", None),  # a first word of three letters is no sure place
        ("PORT VILA 12 people met.", "PORT VILA"),
    ],
)
def test_a_place_that_lost_its_dash_ends_with_its_country(text: str, end: str | None) -> None:
    for start in (0, 5):
        found = find_bare_place("x" * start + text, start, word_lists())
        assert found == (None if end is None else start + len(end))


TITLE = "Envoys of Two States Agree to Go On"


@pytest.mark.parametrize("before", [0, 1, 100, 195])
def test_a_title_is_found_near_the_start_to_the_letter(before: int) -> None:
    text = "x" * before + " " * bool(before) + TITLE + '." ' + SENTENCE
    found = find_title(text, 0, TITLE)
    assert found is not None
    assert text[found.start : found.stop] == TITLE + '."'
    assert (found.zone, found.rule) == ("headline", "equals the title")


def test_a_title_is_not_found_far_away_nor_by_chance() -> None:
    assert find_title("x" * 210 + " " + TITLE, 0, TITLE) is None
    assert find_title("x" * 210 + " " + TITLE, 100, TITLE) is not None
    assert find_title("Talks Fail. " + SENTENCE, 0, "Talks Fail") is None  # two words
    assert find_title("Talks Fail Again. " + SENTENCE, 0, "Talks Fail Again") is not None
    assert find_title("Envoys of Two Towns Hope to Stay. " + SENTENCE, 0, TITLE) is None


@pytest.mark.parametrize("tail", [" - Example Site", " | Example Site", " – World – Example"])
def test_the_sites_name_behind_a_title_does_not_count(tail: str) -> None:
    found = find_title(f"{TITLE} {SENTENCE}", 0, TITLE + tail)
    assert found is not None
    assert found.stop == len(TITLE)


def test_a_title_of_which_one_word_was_lost_is_found_and_of_two_is_not() -> None:
    lost = TITLE.replace(" Two", "")
    found = find_title(f"{lost}. {SENTENCE}", 0, TITLE)
    assert found is not None
    assert found.stop == len(lost) + 1
    assert find_title("Envoys of Agree Go On. " + SENTENCE, 0, TITLE + " and On") is None


BODY = SENTENCE + " " + "They spoke of trade, of borders and of the river that parts them. " * 12


def test_names_behind_the_last_sentence_are_a_sign_off() -> None:
    text = BODY.rstrip() + " Mary Smith / John Brown"
    (piece,) = find_foot(text, word_lists())
    assert text[piece.start : piece.stop] == "Mary Smith / John Brown"
    assert (piece.zone, piece.rule) == ("byline", "names and codes behind the story")
    (piece,) = find_foot(BODY.rstrip() + " ABC 12-3", word_lists())
    assert piece.zone == "furniture"
    assert list(find_foot(BODY, word_lists())) == []
    assert list(find_foot(BODY + "Long live Syria.", word_lists())) == []
    assert list(find_foot(BODY + '"Mary Smith"', word_lists())) == []


def test_a_head_of_title_and_place_is_peeled_and_the_story_is_left() -> None:
    text = f"{TITLE} MOSCOW At least ten envoys met. {BODY}Mary Smith"
    found = find_edges(text, TITLE, word_lists())
    assert text[found.start : found.stop].startswith("At least ten envoys") or text[
        found.start : found.stop
    ].startswith(" At least ten envoys")
    assert text[found.stop :] == "Mary Smith"
    assert [text[p.start : p.stop] for p in found.pieces] == [TITLE, "MOSCOW", "Mary Smith"]
    assert [p.zone for p in found.pieces] == ["headline", "dateline", "byline"]


def test_a_title_behind_a_sentence_of_the_story_is_none_of_its_head() -> None:
    text = f"{SENTENCE} They said so, and more than that, on Monday. {TITLE}. {BODY}"
    assert find_edges(text, TITLE, word_lists()).start == 0
    text = f"12 May 2017 World {TITLE}. {BODY}"
    found = find_edges(text, TITLE, word_lists())
    assert "before the title" in {piece.rule for piece in found.pieces} or found.pieces
    assert text[found.start :].lstrip().startswith(SENTENCE)


@pytest.mark.parametrize("kind", ["by", "photo", "foot", "dateline"])
@pytest.mark.parametrize("agency", ["Reuters", "AFP"])
def test_evidence_of_a_page_is_the_name_itself(kind: str, agency: str) -> None:
    lines = {
        "by": f"{TITLE}\n\nBy {agency}\n\n{BODY}",
        "photo": f"{TITLE}\n\n{BODY}\n\nPhoto: {agency}",
        "foot": f"{TITLE}\n\n{BODY}\n\n({agency})",
        "dateline": f"{TITLE}\n\nMOSCOW ({agency}) - {BODY}",
    }
    text = "\n\n" + lines[kind]
    article = Article("a", text, title=TITLE)
    zones = find_zones(article, word_lists())
    found = find_provenance(article, zones, word_lists())
    for one in found.evidence:
        if one.start is not None and one.stop is not None:
            assert NAMES.pictured(text[one.start : one.stop]) == one.name
    assert (found.agency == agency) == (kind != "photo")
    whole = " ".join(text[zone.start : zone.stop] for zone in zones)
    assert whole.split() == text.split()  # marked, never cut
