"""What decides on each line of a page, at the bounds that the rules name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lists.word_lists import word_lists
from framing.pages.edges import find_foot
from framing.pages.furniture import match_line
from framing.pages.page_lines import (
    Line,
    capital_share,
    ends_speech,
    foreign_share,
    is_name,
    is_salutation,
    is_talk,
    split_lines,
    stands_between,
)
from framing.pages.site_lines import site_name
from framing.pages.transcript import find_labels
from framing.pages.zones import find_zones
from framing.types import Article, Markup, PageNotes

STORY = (
    "The minister said on Tuesday that the talks in the capital would go on for another week, "
    "and officials of both sides spoke of progress."
)
MORE = "Nobody knows when they end, and a spokesman said that both sides wanted calm."
TITLE = "Talks about the harbour begin in Geneva"


def lines_of(text: str) -> list[Line]:
    return list(split_lines(text))


def kinds(
    text: str, title: str | None = None, authors: Sequence[str] = (), marks: Sequence[Markup] = ()
) -> dict[str, tuple[str, str]]:
    page = PageNotes(markup=tuple(marks)) if marks else None
    article = Article("a", text, title=title, authors=tuple(authors), page=page)
    return {
        text[zone.start : zone.stop]: (zone.kind, zone.rule)
        for zone in find_zones(article, word_lists())
    }


PIECE = st.text("ab ", min_size=1, max_size=9)


@given(st.lists(PIECE, max_size=6), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\x0c"]))
def test_lines_stand_where_they_say_and_hold_all_words(texts: list[str], end: str) -> None:
    text = end.join(texts)
    found = lines_of(text)
    assert [line.text for line in found] == [one.strip() for one in texts if one.strip()]
    assert all(text[line.start :].startswith(line.text) for line in found)
    assert [line.words for line in found] == [len(line.text.split()) for line in found]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("They met on Monday.", True),
        ("They met again.", False),  # three words
        ("They met on Monday", False),
        ("They met on Monday.”)", True),
        ("They met on Monday. [12]", True),
        ("word " * 24, False),
        ("word " * 25, True),
        ("MOSCOW (Reuters) - Envoys met", True),
        ("“A fine work of art.” —Jane Roe, curator", True),
        ("“Fine.” —Jane Roe", False),
    ],
)
def test_what_reads_like_a_sentence(text: str, prose: bool) -> None:
    (line,) = lines_of(text)
    assert line.prose is prose


@pytest.mark.parametrize(
    ("text", "share"),
    [("abcd", 0.0), ("Слово", 1.0), ("ab же", 0.5), ("12 – 4", 0.0), ("a" * 400 + "ж" * 99, 0.0)],
)
def test_the_share_of_letters_of_another_script(text: str, share: float) -> None:
    assert foreign_share(text) == share


@pytest.mark.parametrize(
    ("text", "share"),
    [("Talks Begin Again", 1.0), ("Talks begin", 0.5), ("the end", 0.0), ("1234 talks", 0.5)],
)
def test_the_share_of_capitals_counts_longer_words(text: str, share: float) -> None:
    (line,) = lines_of(text)
    assert capital_share(line) == share


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Roe", True),
        ("Jane Roe, Ivan de la Holt", False),  # seven parts with the comma
        ("Jane Roe and Ivan Holt", True),
        ("Ludwig van der Rohe", True),
        ("Jane", False),
        ("Jane went home", False),
        ("Jane Roe Ivan Holt Mary Smith", True),
        ("Jane Roe Ivan Holt Mary Smith Lee", False),
    ],
)
def test_a_line_of_names(text: str, name: bool) -> None:
    (line,) = lines_of(text)
    assert is_name(line) is name


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("Dear Mr. President:", True),
        ("Dear all,", True),
        ("Dear all", False),
        ("Dear one two three four five six seven,", True),
        ("Dear one two three four five six seven eight,", False),
        ("My dear,", False),
    ],
)
def test_a_greeting(text: str, greets: bool) -> None:
    (line,) = lines_of(text)
    assert is_salutation(line) is greets


@pytest.mark.parametrize("text", ["Yes.", "No!", "What?", "Well…", "But —", "But --", "“Yes.”)"])
def test_speech_ends_with_a_mark(text: str) -> None:
    assert ends_speech(text)
    assert not ends_speech(text.rstrip("”).!?…—-") + " so")


def test_three_lively_turns_make_talk_if_they_are_a_share_of_the_page() -> None:
    turns = lines_of("Yes!\nNo?\nBut —")
    rest = lines_of("\n".join([STORY] * 17))
    assert is_talk([*turns, *rest])  # three of twenty
    assert not is_talk([*turns, *rest, *rest[:1]])
    assert not is_talk(turns[:2])
    assert not is_talk(lines_of("Yes.\nNo.\nWell."))
    assert not is_talk(lines_of("Yes we will go!\nNo we will not?\nBut we will not —"))
    assert not is_talk(lines_of("1!\n2?\n3!"))
    assert is_talk([*turns, *lines_of("Yes.\nNo.")])


@pytest.mark.parametrize(
    ("before", "line", "after", "between"),
    [
        (STORY, "What comes next", STORY, True),
        (STORY, "What comes next", "Short line", False),
        ("Short line", "What comes next", STORY, False),
        (STORY, "what comes next", STORY, False),
        (STORY, "What comes next —", STORY, False),
        (STORY, "What comes next,", STORY, False),
        ("They met on Monday.", "What comes next", "They met on Monday.", False),
        (STORY, "What comes next", "They met on Monday.", True),
    ],
)
def test_a_heading_has_paragraphs_on_both_sides(
    before: str, line: str, after: str, between: bool
) -> None:
    found = lines_of(f"{before}\n{line}\n{after}")
    assert stands_between(found, 1) is between
    assert not stands_between(found, 0)
    assert not stands_between(found, 2)


def _turns(*lines: str) -> dict[int, str]:
    found = lines_of("\n".join(lines))
    return {at: found[at].text[:stop] for at, stop in find_labels(found).items()}


TALK = ["ANN LEE: We have begun.", "Q: Will they go on?", "ANN LEE: They will.", "Q: When?"]


def test_labels_of_a_transcript_end_at_their_colon() -> None:
    assert _turns(*TALK) == {0: "ANN LEE:", 1: "Q:", 2: "ANN LEE:", 3: "Q:"}
    noted = [line.replace("LEE:", "LEE (by phone):") for line in TALK]
    assert _turns(*noted)[0] == "ANN LEE (by phone):"
    spaced = [line.replace("LEE:", "LEE, of the harbour:") for line in TALK]
    assert _turns(*spaced)[0] == "ANN LEE, of the harbour:"
    dots = ["Q. Will they?", "A. They will.", "Q. When?", "A. Soon."]
    assert set(_turns(*dots).values()) == {"Q.", "A."}


@pytest.mark.parametrize(
    "lines",
    [
        TALK[:3],  # three turns
        [line.replace("Q:", "ANN LEE:") for line in TALK],  # one speaker
        [*TALK, *[STORY] * 10],  # four of fourteen lines
        ["ANN LEE: one", "TOM LEE: two", "ANN LEE: three", "TOM LEE: four"],  # no speech
        ["ANN: One.", "TOM: Two.", "JO: Three.", "MAX: Four."],  # nobody speaks again
        ["Ann: One.", "Tom: Two.", "Jo: Three.", "Max: Four.", "Lee: Five."],
    ],
)
def test_what_is_no_transcript(lines: list[str]) -> None:
    assert _turns(*lines) == {}


def test_what_still_is_a_transcript() -> None:
    assert len(_turns(*TALK, *[STORY] * 9)) == 4  # four of thirteen lines: three tenths
    asked = ["MODERATOR: One.", "TOM LEE: Two.", "JO LEE: Three.", "MAX LEE: Four."]
    assert len(_turns(*asked)) == 4
    names = ["Ann Lee: One.", "Tom Lee: Two.", "Ann Lee: Three.", "Tom Lee: Four."]
    assert len(_turns(*names)) == 4
    alone = ["ANN LEE:", "so", "TOM LEE:", "no", "ANN LEE:", "so", "TOM LEE:", "no"]
    assert len(_turns(*alone)) == 4


@pytest.mark.parametrize(
    ("line", "written", "name"),
    [
        ("The Guardian", "The Guardian", "The Guardian"),
        ("World | The Guardian | By Ann Lee", "The Guardian", "The Guardian"),
        ("World – theguardian.com – Updated", "theguardian.com", "The Guardian"),
        ("By Ann Lee | China Daily Global", "China Daily Global", "China Daily"),
        (
            "The Washington PostDemocracy Dies in Darkness",
            "The Washington Post",
            "The Washington Post",
        ),
        ("World | World | The Guardian", "The Guardian", "The Guardian"),
    ],
)
def test_where_a_line_names_its_outlet(line: str, written: str, name: str) -> None:
    found = site_name(line, word_lists())
    assert found is not None
    start, stop, outlet = found
    assert (line[start:stop], outlet) == (written, name)
    assert site_name(line.replace(written, "Some Words"), word_lists()) is None


def test_a_row_above_the_story_says_what_it_is() -> None:
    for row, kind in (
        ("By Ann Lee | World | 5 May 2021", "byline"),
        ("World | Updated: 5 May 2021", "furniture"),
        ("Published 5 May 2021 – World", "furniture"),
    ):
        found = kinds(f"{row}\n\n{TITLE}\n\n{STORY}")
        assert found[row][0] == kind
        assert found[TITLE][0] == "headline"
    assert kinds(f"One | two and three\n\n{TITLE}\n\n{STORY}")["One | two and three"][1] != (
        "row of author, section or time"
    )


@pytest.mark.parametrize(
    ("title", "line", "equal"),
    [
        (TITLE, TITLE, True),
        (TITLE, TITLE.upper() + ".", True),
        (f"{TITLE} – and go on for weeks", TITLE, True),
        (f"Live – {TITLE}", TITLE, True),
        ("Talks begin", "Talks begin in the town today", True),
        (f"{TITLE} in 1921", "Other words of the day here", False),
    ],
)
def test_a_first_line_that_tells_the_title_is_the_headline(
    title: str, line: str, equal: bool
) -> None:
    found = kinds(f"{line}\n\n{STORY}\n\n{MORE}", title)
    assert found[line][0] == "headline"
    assert (found[line][1] == "equals the title") is equal


@pytest.mark.parametrize(
    ("line", "is_headline"), [("Ministers meet again", True), ("They meet", False)]
)
def test_a_headline_has_three_words_or_more(line: str, is_headline: bool) -> None:
    found = kinds(f"{line}\n\n{STORY}\n\n{MORE}")
    assert (found[line][0] == "headline") is is_headline


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [
        ("Ann Lee", "byline", "a name alone above the story"),
        ("ann l", "byline", "a name alone above the story"),
        ("It will rain in town", "headline", "deck below the headline"),
        ("It will rain soon", "furniture", "short line above the story"),
    ],
)
def test_lines_between_headline_and_story(line: str, kind: str, rule: str) -> None:
    found = kinds(f"{TITLE}\n\n{line}\n\n{STORY}\n\n{MORE}", authors=["Ann L"])
    assert found[line] == (kind, rule)


def test_what_follows_the_last_sentence_is_furniture() -> None:
    found = kinds(f"{TITLE}\n\n{STORY}\n\n{MORE}\n\nMore words\n\nAnd more words")
    assert found["More words"] == ("furniture", "after the end of the story")
    assert found["And more words"] == ("furniture", "after the end of the story")


def test_a_first_paragraph_leads_and_fifteen_words_are_enough() -> None:
    long = kinds(f"{TITLE}\n\n{STORY}\n\n{MORE}")
    assert (long[STORY], long[MORE]) == (("lead", "first paragraph"), ("body", "paragraph"))
    short = "They met again on Monday at noon."
    both = kinds(f"{TITLE}\n\n{short}\n\n{MORE}\n\n{STORY}")
    assert [both[one][0] for one in (short, MORE, STORY)] == ["lead", "lead", "body"]


def test_running_heads_come_back_with_other_numbers() -> None:
    heads = [f"Harbour Gazette, page {k}" for k in (3, 4)]
    found = kinds(f"{TITLE}\n\n{heads[0]}\n\n{STORY}\n\n{heads[1]}\n\n{MORE}")
    assert {found[head] for head in heads} == {("furniture", "running head of a printed page")}
    once = kinds(f"{TITLE}\n\n{STORY}\n\n{heads[0]}\n\n{MORE}")
    assert once[heads[0]][1] != "running head of a printed page"
    same = kinds(f"{TITLE}\n\nNo numbers here\n\n{STORY}\n\nNo numbers here\n\n{MORE}")
    assert same["No numbers here"][1] != "running head of a printed page"


def test_a_line_in_another_script_is_furniture_where_the_page_is_latin() -> None:
    line = "Заголовок"
    assert kinds(f"{TITLE}\n\n{STORY}\n\n{line}\n\n{MORE}")[line] == (
        "furniture",
        "line in another script",
    )
    story = "Послы двух государств встретились в понедельник и договорились продолжать."
    found = kinds(f"{story}\n\n{story} И ещё.\n\nTalks")
    assert all(rule != "line in another script" for _, rule in found.values())


def _marked(*blocks: tuple[str, str]) -> tuple[str, list[Markup]]:
    text, marks, at = "", [], 0
    for words, kind in blocks:
        marks.append(Markup(at, at + len(words), kind))  # type: ignore[arg-type]
        text += words + "\n\n"
        at = len(text)
    return text, marks


def test_elements_of_a_page_say_what_a_line_is() -> None:
    text, marks = _marked(
        (TITLE, "heading"),
        (STORY, "paragraph"),
        ("What comes next.", "heading"),
        ("bread and butter", "item"),
        ("one | two", "row"),
        ("eight words of a line without any end", "paragraph"),
        (MORE, "paragraph"),
    )
    found = kinds(text, marks=marks)
    assert found[TITLE][0] == "headline"
    assert found["What comes next."] == ("body", "sub-heading of the story")
    assert found["bread and butter"][0] == "body"
    assert found["one | two"][0] == "body"
    assert found["eight words of a line without any end"][0] == "body"


def test_the_paragraph_that_names_the_author_comes_at_the_end() -> None:
    bio = "Ann Lee has lived in the town for ten years and writes of it."
    text = f"{TITLE}\n\n{STORY}\n\n{MORE}\n\n{bio}"
    assert kinds(text, authors=["Ann Lee"])[bio] == ("furniture", "author bio")
    assert kinds(text, authors=["Lee"])[bio][0] == "body"
    assert kinds(text)[bio][0] == "body"
    early = f"{TITLE}\n\n{bio}\n\n{STORY}\n\n{MORE}"
    assert kinds(early, authors=["Ann Lee"])[bio][0] == "lead"
    long = bio[:-1] + " and more of it" * 40 + "."
    assert kinds(text.replace(bio, long), authors=["Ann Lee"])[long][0] == "body"


def test_a_name_and_an_agency_are_a_caption_or_a_signature() -> None:
    found = kinds(f"{TITLE}\n\nReuters\n\n{STORY}\n\nAnn Lee/AFP\n\n{MORE}")
    assert found["Reuters"] == ("byline", "agency above the story")
    assert found["Ann Lee/AFP"][0] == "caption"
    alone = kinds(f"{TITLE}\n\n{STORY}\n\nThe Guardian\n\n{MORE}")
    assert alone["The Guardian"] == ("caption", "photographer and agency")
    below = kinds(f"{TITLE}\n\n{STORY}\n\n{MORE}\n\nThe Guardian")
    assert below["The Guardian"] == ("furniture", "after the end of the story")
    related = kinds(f"{TITLE}\n\n{STORY}\n\nAnn Lee/AFP\n\nHarbour opens\n\n{MORE}")
    assert related["Harbour opens"][1] == "headline of a related story below its picture"


@pytest.mark.parametrize(
    ("tail", "zone"),
    [
        ("Mary Smith", "byline"),
        ("John B.", "byline"),  # an initial ends no sentence
        ("Mary Smith and John Brown.", "byline"),
        ("Long live Syria.", None),  # three words with a full stop
        ("ABC 12-3", "furniture"),
        ("(Mary Smith)", None),
        ("They said so", None),
    ],
)
def test_names_behind_the_last_sentence(tail: str, zone: str | None) -> None:
    text = f"{STORY} {MORE} {tail}"
    found = [(text[p.start : p.stop], p.zone) for p in find_foot(text, word_lists())]
    assert found == ([(tail, zone)] if zone else [])


def test_a_line_that_a_rule_claims_is_claimed_whole() -> None:
    line = "Share this article"
    found = match_line(line, word_lists())
    assert found is not None
    assert (found.start, found.stop, found.zone) == (0, len(line), "furniture")
    assert match_line(f"{STORY} {line}", word_lists()) is None
