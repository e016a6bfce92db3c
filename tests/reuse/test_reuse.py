from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.load import load_articles
from framing.reuse.find import Passage, Reuse, ReuseOptions, attach_reuse, find_reuse
from framing.types import Article

BRIDGE = (
    "Workers from three villages reopened the narrow stone bridge above the mill on Sunday, "
    "ending eleven months of detours for farmers and school buses in the upper valley."
)
HARBOUR = (
    "The harbour board will spend its first winter budget on dredging, repairs to the eastern "
    "quay and a shelter for the crews who wait there between the morning tides."
)
ORCHARD = (
    "Growers expect a late harvest because frost in early May damaged the blossom in most of the "
    "orchards along the lake, and several cooperatives have asked for loans."
)


def article(
    name: str, *paragraphs: str, day: str | None = None, outlet: str | None = None
) -> Article:
    return Article(name, "\n\n".join(paragraphs), published=day, outlet=outlet)


def reuse_of(*articles: Article) -> Reuse:
    return find_reuse(articles, ReuseOptions(keep_text=True))


def only(passages: Sequence[Passage]) -> Passage:
    assert len(passages) == 1, passages
    return passages[0]


def test_a_paragraph_copied_word_for_word_is_found_with_its_offsets() -> None:
    reuse = reuse_of(article("a", HARBOUR, BRIDGE), article("b", BRIDGE, ORCHARD))
    passage = only(reuse.passages)
    assert reuse.words_of(passage) == (BRIDGE.rstrip("."), BRIDGE.rstrip("."))
    assert (passage.similarity, passage.kind) == (1.0, "copy")
    assert passage.start_a == len(HARBOUR) + 2


@pytest.mark.parametrize("place", range(1, 11))
def test_twelve_words_with_one_replaced_are_found_wherever_it_stands(place: int) -> None:
    line = "every ferry captain on northern routes carried spare lanterns during those weeks"
    words = line.split()
    changed = [*words[:place], "otherwise", *words[place + 1 :]]
    one = article("a", f"{HARBOUR} Meanwhile {' '.join(words)}.")
    two = article("b", f"{ORCHARD} Nonetheless {' '.join(changed)}.")
    passage = only(reuse_of(one, two).passages)
    assert passage.words == 12
    assert passage.similarity == pytest.approx(11 / 12, abs=1e-3)


def test_a_dropped_word_does_not_break_a_passage() -> None:
    passage = only(
        reuse_of(article("a", BRIDGE), article("b", BRIDGE.replace("narrow ", ""))).passages
    )
    assert passage.words == len(BRIDGE.split()) - 1
    assert 0.9 < passage.similarity < 1


def test_a_state_spelled_otherwise_is_the_same_state() -> None:
    said = (
        "Delegates of the {rus} and the {usa} left the talks on grain shipments without a text on "
        "Tuesday evening."
    )
    one = article("a", said.format(rus="Russian Federation", usa="USA"))
    two = article(
        "b", said.format(rus="Russia", usa="United States").replace("the Russia", "Russia")
    )
    passage = only(reuse_of(one, two).passages)
    assert passage.kind == "copy"
    assert passage.words >= 17


def test_eight_shared_words_are_not_copying() -> None:
    one = article("a", f"{HARBOUR} They waited for the boats by the old pier.")
    two = article("b", f"{ORCHARD} Guests waited for the boats by the old church.")
    assert reuse_of(one, two).passages == ()


def test_a_shared_quotation_is_marked_and_no_copy() -> None:
    said = (
        "“We will not sell one more acre of this forest to anybody who has never once walked "
        "through it,” the mayor {}."
    )
    reuse = reuse_of(
        article("a", HARBOUR, said.format("told the council")),
        article("b", ORCHARD, said.format("shouted from the balcony")),
    )
    assert only(reuse.passages).kind == "quotation"
    assert reuse.pairs[0].copied_words == 0


def test_a_post_that_stands_with_its_authors_handle_is_a_quotation() -> None:
    post = "Nobody asked the people of this long valley before closing that bridge again"
    text = f"{{}} {post}, Mill Owner (@the_mill_owner) {{}}."
    one = article("a", HARBOUR, text.format("It began with this:", "wrote on a wet Friday"))
    two = article("b", ORCHARD, text.format("So it came:", "let the town know by night"))
    assert only(reuse_of(one, two).passages).kind == "quotation"


def test_page_furniture_never_makes_a_copy() -> None:
    box = "To participate in the discussion log in or register. All rights reserved."
    copies = [article(name, text, box) for name, text in (("a", HARBOUR), ("b", ORCHARD))]
    assert reuse_of(*copies).pairs == ()


def test_standing_text_of_an_outlet_is_no_copy() -> None:
    bio = (
        "The correspondent has covered rivers, weirs and weather for nine years and answers "
        "letters from readers on the last Friday of every month."
    )
    stories = [BRIDGE, HARBOUR, ORCHARD, "Snow closed the pass above the quarry for two days."]
    articles = [
        article(f"{k}", text, bio, outlet="Valley Post", day=f"2017-0{k + 1}-01")
        for k, text in enumerate(stories)
    ]
    reuse = reuse_of(*articles)
    assert {passage.kind for passage in reuse.passages} == {"boilerplate"}
    assert reuse.pairs == ()


def test_the_earlier_day_is_first() -> None:
    early, late = article("a", BRIDGE, day="2017-03-04"), article("b", BRIDGE, day="2017-03-02")
    assert only(reuse_of(early, late).passages).first == "b"


@pytest.mark.parametrize("day", [None, "2017-03-04", "some day"])
def test_without_two_different_days_first_is_unknown(day: str | None) -> None:
    articles = article("a", BRIDGE, day="2017-03-04"), article("b", BRIDGE, day=day)
    assert only(reuse_of(*articles).passages).first == "unknown"


def test_the_side_that_credits_an_agency_is_named() -> None:
    credited = article("a", f"LYON (Reuters) - {BRIDGE}", HARBOUR)
    assert only(reuse_of(credited, article("b", BRIDGE, ORCHARD)).passages).agency_credited == "a"


def test_near_duplicates_share_a_copy_id_and_a_story() -> None:
    whole = article("a", BRIDGE, HARBOUR, ORCHARD)
    again = article("b", BRIDGE.replace("narrow", "old"), HARBOUR, ORCHARD)
    other = article("c", "Snow closed the pass above the quarry for two days in October.")
    groups = reuse_of(whole, again, other).groups
    assert [(g.copy_id, g.story_id) for g in groups] == [("a", "a"), ("a", "a"), ("c", "c")]


def test_one_shared_paragraph_makes_no_near_duplicate() -> None:
    groups = reuse_of(
        article("a", BRIDGE, HARBOUR, HARBOUR.replace("board", "master")),
        article("b", BRIDGE, ORCHARD),
    ).groups
    assert [group.copy_id for group in groups] == ["a", "b"]


def test_a_copy_in_very_many_articles_still_ties_them_into_one_group() -> None:
    articles = [
        article(f"{k:02}", BRIDGE, HARBOUR, outlet=f"Paper {k}", day="2017-03-04")
        for k in range(60)
    ]
    groups = reuse_of(*articles).groups
    assert {group.copy_id for group in groups} == {"00"}


def test_what_is_shared_reaches_the_articles() -> None:
    articles = [article("a", BRIDGE, day="2017-03-02"), article("b", BRIDGE, day="2017-03-04")]
    first, later = attach_reuse(articles, find_reuse(articles))
    assert first.shared is not None
    assert later.shared is not None
    assert [(one.other, one.first) for one in first.shared] == [("b", 1)]
    assert [(one.other, one.first) for one in later.shared] == [("a", -1)]


def test_empty_corpora_and_empty_articles_share_nothing() -> None:
    assert find_reuse([]) == Reuse((), (), (), {})
    reuse = find_reuse([article("a", ""), article("b", "word"), article("c", "")])
    assert reuse.passages == ()
    assert [group.article_id for group in reuse.groups] == ["a", "b", "c"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_at_all_can_be_compared(texts: list[str]) -> None:
    articles = [Article(str(k), text) for k, text in enumerate(texts)]
    reuse = find_reuse([*articles, *(Article(f"{a.article_id}'", a.text) for a in articles)])
    for one in reuse.passages:
        assert 0 <= one.start_a < one.stop_a <= len(texts[int(one.article_a.rstrip("'"))])
        assert 0 <= one.similarity <= 1


def test_the_order_of_other_articles_changes_no_passage() -> None:
    articles = [article("a", BRIDGE), article("b", BRIDGE), article("c", ORCHARD)]
    plain, moved = find_reuse(articles), find_reuse([articles[2], *articles[:2]])
    assert plain.passages == moved.passages


@pytest.mark.corpora
def test_the_copies_among_the_seeds_are_found_and_no_others(corpora: Path) -> None:
    reuse = find_reuse(load_articles([str(corpora / "seeds")]))
    pairs = {(pair.article_a[:3], pair.article_b[:3]): pair for pair in reuse.pairs}
    assert set(pairs) == {("000", "001"), ("002", "004")}
    assert pairs["000", "001"].copied_words >= 120
    assert pairs["002", "004"].copied_words >= 28
