"""From how many articles on a line counts as learned, and where learned edges lie."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.learned_furniture import LearnedFurniture, learn_furniture, outlet_key
from framing.types import Article

LISTS = word_lists()


def _letters(number: int) -> str:
    return "".join("bcdfghjklm"[int(digit)] for digit in str(number))


def story(number: int) -> str:
    mark = _letters(number)
    return "\n".join(f"On that day the {mark}{place} was opened by the mayor." for place in "aeiou")


def learned_from(line: str, times: int, total: int) -> tuple[Article, LearnedFurniture]:
    articles = [
        Article(str(k), story(k) + (f"\n{line}" if k < times else ""), outlet="Example Times")
        for k in range(total)
    ]
    return articles[0], learn_furniture(articles, LISTS)


@pytest.mark.parametrize(
    ("line", "total", "fewest"),
    [
        ("Your town your paper", 30, 3),  # a plain line: three articles …
        ("Your town your paper", 400, 4),  # … or one in a hundred
        ("MODERATOR:", 30, 5),  # a label: five …
        ("MODERATOR:", 80, 8),  # … or one in ten
        ("Thank you.", 80, 8),
        ("They were here on Monday.", 20, 5),  # a sentence: five …
        ("They were here on Monday.", 40, 10),  # … or one in four
    ],
)
def test_how_often_a_line_must_recur(line: str, total: int, fewest: int) -> None:
    for times in (fewest - 1, fewest):
        article, learned = learned_from(line, times, total)
        assert learned.line(article, line, LISTS) == (times if times == fewest else 0)


@pytest.mark.parametrize(("total", "learns"), [(19, False), (20, True)])
def test_an_outlet_teaches_from_twenty_articles_on(total: int, learns: bool) -> None:
    article, learned = learned_from("Your town your paper", total, total)
    assert bool(learned.line(article, "Your town your paper", LISTS)) is learns
    assert dict(learned.articles) == ({outlet_key(article, LISTS): total} if learns else {})


def test_fewer_articles_may_be_asked_for() -> None:
    articles = [Article(str(k), story(k) + "\nYour town", outlet="E") for k in range(5)]
    assert learn_furniture(articles, LISTS, 5).line(articles[0], "Your town", LISTS) == 5
    assert learn_furniture(articles, LISTS, 6) == LearnedFurniture()


def test_an_outlet_is_known_by_its_name_else_its_host() -> None:
    assert outlet_key(Article("a", "", outlet="The Guardian"), LISTS) == outlet_key(
        Article("a", "", outlet="guardian"), LISTS
    )
    assert outlet_key(Article("a", "", url="https://www.lantern.org/a"), LISTS) == outlet_key(
        Article("a", "", url="http://www.lantern.org/b"), LISTS
    )
    assert outlet_key(Article("a", ""), LISTS) == ""


def one_line(number: int) -> str:
    return story(number).replace("\n", " ")


def test_where_the_recurring_end_of_a_line_begins() -> None:
    foot = "Write to us in the old town hall"
    articles = [Article(str(k), f"{one_line(k)} {foot}", outlet="E") for k in range(25)]
    learned = learn_furniture(articles, LISTS)
    text = articles[3].text
    found = learned.foot(articles[3], text, LISTS)
    assert found is not None
    assert (text[found[0] :], found[1]) == (foot, 25)
    longer = f"{text[: found[0]]}They left. {foot}"
    found = learned.foot(articles[3], longer, LISTS)
    assert found is not None
    assert longer[found[0] :] == foot
    assert learned.foot(articles[3], one_line(77), LISTS) is None
    assert learned.foot(Article("x", text, outlet="Other"), text, LISTS) is None


def test_where_the_recurring_beginning_of_a_line_ends() -> None:
    head = "Desk File Town Print "
    articles = [Article(str(k), head + one_line(k), outlet="E") for k in range(25)]
    learned = learn_furniture(articles, LISTS)
    text = articles[3].text
    found = learned.head(articles[3], text, LISTS)
    assert found == (len(head), 25)
    assert learned.head(articles[3], one_line(77), LISTS) is None
    assert learned.head(Article("x", text, outlet="Other"), text, LISTS) is None


@pytest.mark.parametrize(("times", "learns"), [(11, False), (12, True)])
def test_a_beginning_must_open_three_stories_of_ten(times: int, learns: bool) -> None:
    articles = [
        Article(
            str(k), ("Desk File " if k < times else f"{_letters(k)} ") + one_line(k), outlet="E"
        )
        for k in range(40)
    ]
    found = learn_furniture(articles, LISTS).head(articles[0], articles[0].text, LISTS)
    assert (found == (len("Desk File "), times)) is learns
