"""A title above a text: when it is put there, and that every offset moves with the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.pages.title import put_title_on_top
from framing.types import Article, Shared, Zone

TITLE = "Envoys agree to go on"
STORY = "The two met on Monday. They spoke of trade. Nothing was signed."
SPAN = st.tuples(st.integers(0, len(STORY)), st.integers(0, len(STORY))).map(sorted)


@given(st.lists(SPAN, max_size=4), st.lists(SPAN, max_size=3), st.sampled_from(["", " ", "\n"]))
def test_zones_and_shared_passages_keep_their_words(
    spans: list[list[int]], copied: list[list[int]], around: str
) -> None:
    zones = [Zone("body", start, stop, "some rule") for start, stop in spans]
    shared = tuple(Shared(start, stop, "b", 10) for start, stop in copied)
    article = Article("a", STORY, title=around + TITLE + around, shared=shared)
    whole, moved = put_title_on_top(article, zones)
    assert whole.text[whole.headed :] == STORY
    assert whole.text[: whole.headed].strip() == TITLE
    headline, *below = moved
    assert (headline.kind, headline.rule) == ("headline", "title column")
    assert whole.text[headline.start : headline.stop] == TITLE
    assert [(zone.kind, zone.rule) for zone in below] == [("body", "some rule")] * len(zones)
    assert [whole.text[zone.start : zone.stop] for zone in below] == [
        STORY[zone.start : zone.stop] for zone in zones
    ]
    assert whole.shared is not None
    assert [whole.text[one.start : one.stop] for one in whole.shared] == [
        STORY[one.start : one.stop] for one in shared
    ]
    assert [replace(one, start=0, stop=0) for one in whole.shared] == [
        replace(one, start=0, stop=0) for one in shared
    ]


def test_passages_that_nobody_looked_for_stay_unknown() -> None:
    whole, _ = put_title_on_top(Article("a", STORY, title=TITLE), [])
    assert whole.shared is None
    assert whole.title == TITLE


@pytest.mark.parametrize("title", [None, "", "  "])
def test_without_a_title_an_article_stays_as_it_is(title: str | None) -> None:
    article, zones = Article("a", STORY, title=title), [Zone("body", 0, len(STORY), "x")]
    assert put_title_on_top(article, zones) == (article, tuple(zones))


def test_a_title_is_put_on_top_once() -> None:
    zones = [Zone("body", 0, len(STORY), "x")]
    once = put_title_on_top(Article("a", STORY, title=TITLE), zones)
    assert put_title_on_top(*once) == once


def _with_first_line(line: str, rule: str, title: str) -> tuple[Article, tuple[Zone, ...]]:
    text = f"{line}\n\n{STORY}"
    zones = [Zone("headline", 0, len(line), rule), Zone("body", len(line) + 2, len(text), "x")]
    return put_title_on_top(Article("a", text, title=title), zones)


@pytest.mark.parametrize("rule", ["first line of the page", "deck below the headline"])
@pytest.mark.parametrize(
    ("line", "is_headline"),
    [
        ("Envoys agree to go on", True),
        ("ENVOYS AGREE, and part", True),  # two of four words: half
        ("Envoys leave in great anger today", False),  # one of five
        ("Harbour closed", False),
        ("Envoys agree", True),  # all of its own words
    ],
)
def test_a_first_line_is_the_headline_if_half_its_words_are_the_titles(
    line: str, rule: str, is_headline: bool
) -> None:
    article, zones = _with_first_line(line, rule, TITLE)
    assert (article.headed == 0) is is_headline
    kinds = [zone.kind for zone in zones]
    if is_headline:
        assert kinds == ["headline", "body"]
    else:
        assert kinds[0] == "headline"
        assert article.text[zones[1].start : zones[1].stop] == line


@pytest.mark.parametrize("rule", ["heading of the page", "equals the title"])
def test_a_sure_headline_stays_the_only_one_whatever_its_words(rule: str) -> None:
    article, zones = _with_first_line("Harbour closed for good", rule, TITLE)
    assert article.headed == 0
    assert [zone.rule for zone in zones] == [rule, "x"]


@pytest.mark.parametrize(
    ("line", "kind", "rule"),
    [
        ("Rain will stop by Friday", "headline", "deck below the headline"),  # five words
        ("Rain will stop soon", "furniture", "short line above the story"),
    ],
)
def test_a_line_between_title_and_story_is_a_deck_if_it_has_five_words(
    line: str, kind: str, rule: str
) -> None:
    article, zones = _with_first_line(line, "first line of the page", TITLE)
    assert (zones[1].kind, zones[1].rule) == (kind, rule)
    assert article.text[zones[1].start : zones[1].stop] == line
    assert zones[2].kind == "body"
