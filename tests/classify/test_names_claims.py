"""Names of outlets and of their people: every spelling, from its first sign to its last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.classify.hiding import learn_hider
from framing.classify.house_marks import quotation_edits, title_edits
from framing.classify.masking import Masker, MaskOptions, learn_masker
from framing.classify.names import NameFinder, outlet_finder, outlet_spellings, people_of
from framing.lists.word_lists import word_lists
from framing.types import Article
from tests.pages.test_furniture_learned import page, paragraph

FINDER = NameFinder(["the Calm Gazette", "CNN", "Time", "O'Neil News", "24 Hours"])
STORY = "Officials said on Monday that the talks between both sides will go on until the spring."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told the Calm Gazette so.", ["the Calm Gazette"]),
        ("The Calm Gazette's man and Calm Gazettes", ["The Calm Gazette's"]),
        ("Calm-Gazette CALM GAZETTE calm gazette", ["Calm-Gazette", "CALM GAZETTE"]),
        ("It took time; Time said", ["Time"]),
        ("O’Neil News' man, O'Neil News", ["O’Neil News'", "O'Neil News"]),
        ("(calm gazette) [CNN; agencies]", ["(calm gazette)", "[CNN; agencies]"]),
        ("(CNN and the sea)", ["CNN"]),
        ("(agencies) (a) CNN2 CNN_ 24 Hours", ["24 Hours"]),
        ("bathe CNN, the  CNN, then CNN", ["CNN", "the  CNN", "CNN"]),
        ("CNN", ["CNN"]),
    ],
)  # fmt: skip
def test_a_name_is_found_with_what_belongs_to_it(text: str, names: list[str]) -> None:
    found = list(FINDER.spans(text, 0, len(text)))
    assert [text[a:b] for a, b in found] == names


PIECES = st.lists(
    st.sampled_from(["CNN", "(CNN)", "the ", "Calm Gazette", " ", "he said ", ". ", "[", ")"]),
    max_size=9,
)  # fmt: skip


@settings(deadline=None)
@given(PIECES, PIECES, PIECES)
def test_names_lie_inside_the_part_that_is_searched_in_order_and_apart(
    before: list[str], inside: list[str], behind: list[str]
) -> None:
    text = "".join([*before, "\n", *inside, "\n", *behind])
    start = len("".join(before)) + 1
    stop = start + len("".join(inside))
    found = list(FINDER.spans(text, start, stop))
    last = start
    for a, b in found:
        assert last <= a < b <= stop
        last = b
    alone = "".join(inside)
    assert [(a - start, b - start) for a, b in found] == list(FINDER.spans(alone, 0, len(alone)))


def test_the_article_before_a_part_is_not_taken_from_beyond_it() -> None:
    text = "the CNN and the CNN"
    assert list(FINDER.spans(text, 4, len(text))) == [(4, 7), (12, 19)]
    assert list(FINDER.spans(text, 0, 18)) == [(0, 7)]


def test_a_longer_name_goes_before_a_shorter_one() -> None:
    finder = NameFinder(["Daily", "Daily Post", "Daily Post Group"])
    text = "Daily Post Group, Daily Post, Daily"
    assert [text[a:b] for a, b in finder.spans(text, 0, len(text))] == text.split(", ")


def test_an_outlet_is_known_by_every_spelling_and_never_by_a_letter_or_a_number() -> None:
    found = outlet_spellings(word_lists(), ("Calm-Gazette.com", "Ardent Courier (UK)", "7", "Q"))
    assert set(found) >= {
        *("Calm-Gazette.com", "Calm Gazette.com", "CalmGazettecom", "Calm-Gazette"),
        *("Ardent Courier (UK)", "ArdentCourierUK", "Ardent Courier"),
    }
    assert not {"7", "Q", ""} & set(found)
    assert list(found) == sorted(set(found))
    lists = word_lists()
    rows = [*lists.rows("outlets", "outlet"), *lists.rows("agencies", "agency")]
    assert len(rows) > 50
    for row in rows:
        known = {row["name"]}
        for key in ("aliases", "spellings", "abbreviations", "hosts"):
            known.update(row.get(key, ()))
        assert {name for name in known if len(name) > 1 and not name.isdigit()} <= set(found)
    text = "He told Ardent Courier so."
    assert list(outlet_finder(lists, ("Ardent Courier",)).spans(text, 0, len(text))) == [(8, 22)]


def _signed(count: int, named: int) -> list[Article]:
    """So many articles, one signed by somebody whom so many others name."""
    lines = ["Ursula Grand spoke. "] * named + [""] * (count - 1 - named)
    return [Article("s", STORY, authors=("Ursula Grand",))] + [
        Article(f"a{k}", f"{STORY} {line}{STORY}") for k, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("count", "named", "person"),
    [(30, 10, True), (30, 11, False), (600, 12, True), (600, 13, False)],
)
def test_whom_ten_stories_or_one_in_fifty_name_is_news(
    count: int, named: int, person: bool
) -> None:
    assert people_of(_signed(count, named)) == (("Ursula Grand",) if person else ())


def test_people_are_authors_and_those_in_bylines() -> None:
    articles = [
        Article("a", STORY, authors=("PETRA VANDELAY", "Otto van Bergfeld", "Staff Writer")),
        Article("b", f"By Anna Lindt\n\n{STORY}"),
        Article("c", f"BY HUGO BRAND\n\n{STORY}"),
    ]
    assert people_of(articles) == (
        *("Anna Lindt", "Hugo Brand", "Otto van Bergfeld", "Petra Vandelay"),
    )
    told = Article("d", f"By Anna Lindt\n\n{STORY} Anna Lindt saw it. {STORY}")
    assert "Lindt" not in learn_masker([told]).mask(told).text
    assert people_of([]) == ()


def test_hidden_words_are_names_and_addresses_alone() -> None:
    articles = [
        Article(
            f"a{k}",
            f"{STORY} Anna Lindt told the Calm Gazette so: www.x.com/a <b>is</b> down. {STORY}",
            outlet="Calm Gazette",
            authors=("Anna Lindt",),
        )
        for k in range(2)
    ]
    hide = learn_hider(iter(articles))
    text = articles[0].text
    hidden = [text[a:b] for a, b in hide(articles[0])]
    assert hidden == ["Anna Lindt", "the Calm Gazette", "www.x.com/a", "<b>", "</b>"]


def test_a_hider_reads_the_lists_it_is_given(tmp_path: Path) -> None:
    head = 'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "one row"\n'
    row = '[[outlet]]\nname = "Danube Herald"\nhosts = []\ncountry = "AUT"\n'
    (tmp_path / "outlets.toml").write_text(f"{head}{row}state_owned = false\nagency = false\n")
    text = f"{STORY} He told the Danube Herald so."
    found = [learn_hider([], lists)(Article("a", text)) for lists in (None, tmp_path)]
    assert [[text[a:b] for a, b in one] for one in found] == [[], ["the Danube Herald"]]


QUOTED = st.lists(
    st.sampled_from(["“", "”", '"', "‘", "’", "'", "''", "``", "word", " ", ",", ".", "n't", "("]),
    max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(QUOTED)
def test_edits_of_a_part_are_those_of_the_part_alone(pieces: list[str]) -> None:
    part = "".join(pieces)
    text = f"“So”. \n{part}\n , “So”."
    start = text.index("\n") + 1
    stop = start + len(part)
    lone = list(quotation_edits(f"\n{part}\n", 1, 1 + len(part)))
    found = list(quotation_edits(text, start, stop))
    assert found == [(a + start - 1, b + start - 1, kind, new) for a, b, kind, new in lone]
    assert all(start <= a < b <= stop and kind == "punctuation" for a, b, kind, _ in found)


def _edited(text: str) -> str:
    for start, stop, _, new in sorted(quotation_edits(text, 0, len(text)), reverse=True):
        text = text[:start] + new + text[stop:]
    return text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“Yes”, he said.", '"Yes," he said.'),
        ("“Yes!”, he said.", '"Yes!" he said.'),
        ("“Yes.”.", '"Yes."'),
        ("(“yes”.) [“no”]", '("yes.") ["no"]'),
        ("He – “no” – left", 'He – "no" – left'),
        ("“One ‘two’ three”, “I ‘four’ five”", "\"One 'two' three,\" \"I 'four' five\""),
        ("‘One “two” three’, ‘four’.", '"One \'two\' three," "four."'),
        ("the farmers’ and ’90s don’t", "the farmers’ and ’90s don’t"),
        ("“3.5”.5 and “a”...", '"3.5".5 and "a"...'),
        ('"plain," he', '"plain," he'),
        ("", ""),
    ],
)
def test_marks_are_written_the_american_way(written: str, read: str) -> None:
    assert _edited(written) == read
    assert _edited(read) == read


def test_a_dot_goes_off_a_title_before_a_name_inside_the_part_alone() -> None:
    text = "Mr. Smith, Mr. 5, Dr. Jones"
    lists = word_lists()
    found = list(title_edits(text, 0, len(text), lists))
    assert found == [(2, 3, "punctuation", ""), (20, 21, "punctuation", "")]
    assert list(title_edits(text, 4, 21, lists)) == []


def test_a_tail_of_fifteen_words_goes_and_one_of_sixteen_is_a_sentence() -> None:
    for words, kept in ((1, False), (15, False), (16, True)):
        tail = " ".join(f"tag{k}" for k in range(words))
        masked = Masker().mask(f"{STORY} {STORY} {tail}").text
        assert masked.endswith(tail if kept else "spring.")
        assert masked.startswith(f"{STORY} {STORY}")


def test_what_is_removed_is_told_with_its_kind_and_the_graver_kind_holds() -> None:
    text = f"{STORY} See https://cnn.com/x and <b class='www.cnn.com'> as CNN has it. {STORY}"
    masked = Masker().mask(text)
    told = [(text[a:b], kind) for a, b, kind in masked.removed]
    assert told == [
        ("https://cnn.com/x", "address"),
        ("<b class='www.cnn.com'>", "markup"),
        ("CNN", "outlet"),
    ]
    page = f"Talks may resume\n\nBy Anna Lindt\n\n{STORY}\n\n{STORY}"
    furniture = Masker().mask(page)
    gone = [(page[a:b], kind) for a, b, kind in furniture.removed]
    assert gone == [("Talks may resume\n\nBy Anna Lindt\n\n", "furniture"), ("\n\n", "furniture")]
    assert furniture.text == f"{STORY} {STORY}"
    headed = Masker(MaskOptions(headline=True)).mask(page)
    assert headed.text == f"Talks may resume {STORY} {STORY}"


def test_no_words_lie_behind_no_words() -> None:
    masked = Masker().mask(f"{STORY} He told CNN so. {STORY}")
    at = masked.text.index("so.")
    assert masked.to_original_span(at, at) == (at + 4, at + 4)
    assert masked.to_original_span(at, at + 2) == (at + 4, at + 6)
    empty = Masker().mask("")
    assert (empty.text, empty.removed, empty.to_original_span(0, 0)) == ("", (), (0, 0))


def test_a_learned_mask_keeps_what_it_was_told_and_adds_what_the_corpus_shows() -> None:
    line = "Your town may be on our map"
    articles = [
        replace(
            page(k, line if k < 22 else "", paragraph(k, 4)),
            outlet="Calm Gazette",
            authors=("Anna Lindt",),
        )
        for k in range(30)
    ]
    told = MaskOptions(outlets=("Ardent Courier",), people=("Otto Bergfeld",), entities=True)
    masker = learn_masker(iter(articles), told)
    assert masker.options.outlets == ("Ardent Courier", "Calm Gazette")
    assert masker.options.people == ("Anna Lindt", "Otto Bergfeld")
    assert (masker.options.entities, masker.options.headline) == (True, False)
    other = Article("b", articles[0].text, outlet="Doubtful Mirror")
    assert line not in masker.mask(other).text
    assert line in Masker().mask(other).text
    bare = learn_masker([Article("a", STORY)])
    assert (bare.options.outlets, bare.options.people) == ((), ())
    headed = learn_masker([], MaskOptions(headline=True)).mask(f"Talks may resume\n\n{STORY}")
    assert headed.text.startswith("Talks may resume")
