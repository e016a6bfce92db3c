"""Where the witnesses of a page disagree: who is followed, and what the page says against it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from framing.corpus.page_blocks import Block, blocks_of, count_words, is_prose
from framing.corpus.page_facts import PageFacts
from framing.corpus.page_tree import parse_page
from framing.corpus.page_vote import densest, elect, find_doubts

SHORT = 20  # words of a sentence below


def sentences(first: int, last: int, mark: str = "w") -> list[str]:
    """Sentences of twenty words each, of which no two share one."""
    return [" ".join(f"{mark}{k}x{n}" for n in range(SHORT)) + "." for k in range(first, last)]


def box(lines: Sequence[str], tag: str = "div") -> str:
    return f"<{tag}>" + "".join(f"<p>{line}</p>" for line in lines) + f"</{tag}>"


def page_of(body: str) -> list[Block]:
    return list(blocks_of(parse_page(f"<html><body>{body}</body></html>")))


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


def never() -> Sequence[Block]:
    raise AssertionError("extracted anew without need")


STORY, OTHER = sentences(0, 10), sentences(0, 20, "c")


@pytest.mark.parametrize("told", ["h1", "title"])
@pytest.mark.parametrize("nearer", ["ours", "theirs"])
def test_of_two_texts_the_one_right_below_the_headline_is_read(told: str, nearer: str) -> None:
    heading = "<h1>Harbour opens</h1>" if told == "h1" else "<h2>Harbour opens</h2>"
    boxes = [box(STORY), box(OTHER)]
    page = page_of("".join([heading, *(boxes if nearer == "ours" else reversed(boxes))]))
    ours = [block for block in page if block.text in STORY]
    facts = PageFacts(title="Harbour opens") if told == "title" else PageFacts()
    found = elect(ours, page, facts, never)
    assert found is not None
    blocks, why = found
    assert texts(blocks) == (STORY if nearer == "ours" else OTHER)
    assert "200 words" in why
    assert "400 other words" in why
    assert ("below the headline" in why) is (nearer == "theirs")


def test_what_stands_above_the_headline_is_not_below_it() -> None:
    page = page_of(box(OTHER) + "<h1>Other words</h1><h2>Harbour opens</h2>" + box(STORY))
    ours = [block for block in page if block.text in STORY]
    for facts in (PageFacts(title="Harbour opens"), PageFacts()):
        found = elect(ours, page, facts, never)
        assert found is not None
        assert texts(found[0]) == STORY
    page = page_of(box(STORY) + "<h2>Harbour opens</h2><h1>Other words</h1>" + box(OTHER))
    found = elect([b for b in page if b.text in STORY], page, PageFacts(), never)
    assert found is not None
    assert texts(found[0]) == OTHER


def test_without_a_headline_the_first_text_of_the_page_is_read() -> None:
    page = page_of(box(STORY) + box(OTHER))
    found = elect([b for b in page if b.text in STORY], page, PageFacts(), never)
    assert found is not None
    assert texts(found[0]) == STORY
    page = page_of("<p>Menu</p>" + box(OTHER) + box(STORY))
    found = elect([b for b in page if b.text in STORY], page, PageFacts(), never)
    assert found is not None
    assert texts(found[0]) == OTHER


def test_a_story_that_is_most_of_its_page_stands() -> None:
    page = page_of(box(STORY))
    assert elect(page, page, PageFacts(), never) is None
    assert elect(page, page, PageFacts(body="\n".join(STORY)), never) is None
    assert elect(page[:7], page, PageFacts(), never) is None  # 200 words seen of 140


def test_a_story_that_only_the_pages_data_hold_is_read_from_there() -> None:
    page = page_of(box(STORY[:1]))
    found = elect(page, page, PageFacts(body="\n \n".join(STORY)), never)
    assert found is not None
    assert texts(found[0]) == STORY
    assert {(block.kind, block.link_share) for block in found[0]} == {("paragraph", 0.0)}
    assert "shows 20 words" in found[1]
    assert "hold 200" in found[1]


@pytest.mark.parametrize(("count", "is_missed"), [(2, False), (3, True)])
def test_the_pages_data_are_believed_from_sixty_words_on(count: int, is_missed: bool) -> None:
    page = page_of("<p>A few words stand here and no more of them.</p>")
    found = elect(page, page, PageFacts(body="\n".join(STORY[:count])), never)
    assert (found is not None) is is_missed


def test_two_witnesses_outvote_the_third() -> None:
    page = page_of(box(STORY) + box(sentences(0, 2, "d")))
    wrong = page[-2:]
    found = elect(wrong, page, PageFacts(body="\n".join(STORY)), never)
    assert found is not None
    assert texts(found[0]) == STORY
    assert "extraction found 40 words" in found[1]
    assert "the page's own data 200" in found[1]
    assert "its paragraphs 200" in found[1]
    # The data tell another story: extraction and paragraphs agree, and the first is kept.
    page = page_of(box(STORY))
    found = elect(page, page, PageFacts(body="\n".join(OTHER)), never)
    assert found is not None
    assert texts(found[0]) == STORY
    assert "the first was kept" in found[1]


def test_a_short_finding_loses_against_paragraphs_that_hold_far_more() -> None:
    page = page_of(box(STORY))
    found = elect(page[:2], page, PageFacts(), never)
    assert found is not None
    assert texts(found[0]) == STORY
    assert "its paragraphs" in found[1]


def test_far_more_prose_around_a_story_is_looked_at_without_names() -> None:
    page = page_of(box(sentences(0, 12)))
    ours = page[:4]  # 80 words of 240
    found = elect(ours, page, PageFacts(), lambda: page)
    assert found is not None
    assert texts(found[0]) == texts(page)
    assert "80 words of the 240" in found[1]
    assert "it found 240" in found[1]
    # A second reading that finds no more changes nothing at three times the words …
    assert elect(ours, page, PageFacts(), lambda: page[:4]) is None
    page = page_of(box(sentences(0, 13)))
    found = elect(page[:4], page, PageFacts(), lambda: page[:4])
    assert found is not None  # … and is told beyond
    assert texts(found[0]) == texts(page[:4])
    assert "260 stand around them" in found[1]


def test_prose_around_that_is_less_than_double_is_left_alone() -> None:
    page = page_of(box(sentences(0, 9)))
    assert elect(page[:5], page, PageFacts(), never) is None  # 180 of 100
    found = elect(page[:4], page, PageFacts(), lambda: page)  # 180 of 80
    assert found is not None


def test_the_densest_box_is_the_smallest_that_holds_most_prose() -> None:
    page = page_of(
        "<p>Menu</p>" + box(sentences(0, 2, "m")) + f"<div>{box(STORY)}<p>Tags</p></div>"
    )
    assert texts(densest(page)) == STORY
    assert densest([]) == []
    halves = page_of(box(STORY[:5]) + box(STORY[5:]))
    assert texts(densest(halves)) == STORY
    most = page_of(box(STORY[:6]) + box(STORY[6:]))  # six tenths are enough
    assert texts(densest(most)) == STORY[:6]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("one two three four five six seven eight nine ten.", True),
        ("one two three four five six seven eight nine.", False),
        ("one two three four five six seven eight nine ten", False),
        ("one two three four five six seven eight nine ten?”", True),
    ],
)
def test_prose_has_ten_words_and_an_end(text: str, prose: bool) -> None:
    (block,) = page_of(f"<p>{text}</p>")
    assert is_prose(block) is prose
    (heading,) = page_of(f"<h2>{text}</h2>")
    assert not is_prose(heading)
    (link,) = page_of(f"<p><a href='/a'>{text}</a></p>")
    assert not is_prose(link)
    assert (link.kind, link.link_share) == ("link", 1.0)


def _doubts(words: int, facts: PageFacts, body: str = "") -> list[str]:
    return list(find_doubts(words, facts, parse_page(f"<html><body>{body}</body></html>")))


@pytest.mark.parametrize(("words", "doubted"), [(100, False), (99, True), (0, True)])
def test_a_page_that_counts_far_more_words_is_believed(words: int, doubted: bool) -> None:
    found = _doubts(words, PageFacts(word_count=160))
    assert len(found) == doubted
    assert all(f"{words} words" in one and "160" in one for one in found)
    assert _doubts(words, PageFacts()) == []
    assert _doubts(0, PageFacts(word_count=1)) == []


@pytest.mark.parametrize(("words", "doubted"), [(200, False), (199, True)])
def test_a_short_story_that_is_not_free_may_be_a_teaser(words: int, doubted: bool) -> None:
    found = _doubts(words, PageFacts(is_free=False))
    assert len(found) == doubted
    assert all("not free" in one and str(words) in one for one in found)
    assert _doubts(words, PageFacts(is_free=True)) == []
    assert _doubts(words, PageFacts()) == []


@pytest.mark.parametrize(("words", "doubted"), [(13, True), (14, False)])
@pytest.mark.parametrize("behind", ['"', "\\n", "<br>"])
def test_a_story_hidden_in_a_script_is_told(words: int, doubted: bool, behind: str) -> None:
    told = " ".join(sentences(0, 2))  # forty words, more than three times thirteen
    script = f'<script>var x = {{"a": "{told}{behind}", "b": 2}}</script><script></script>'
    found = _doubts(words, PageFacts(), script)
    assert len(found) == doubted
    assert all("40 words in sentences" in one for one in found)
    assert _doubts(words, PageFacts(), script.replace(told, "Too short.")) == []


def test_words_are_counted_as_readers_count_them() -> None:
    (block,) = page_of("<p>One two-three 記者は言 four</p>")
    assert count_words([block, block]) == 2 * (4 + 4)


def test_data_of_a_page_that_hold_far_more_of_the_same_story_are_voted_on() -> None:
    page = page_of(box(STORY[:5]))
    told = PageFacts(body="\n".join(STORY))  # half of it stands on the page
    found = elect(page, page, told, never)
    assert found is not None
    assert texts(found[0]) == STORY[:5]
    assert "the page's own data 200" in found[1]
    assert elect(page, page, PageFacts(body="\n".join(STORY[:8])), never) is None
