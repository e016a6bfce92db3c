"""The story of a page goes by what its elements are, never by what its boxes are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.corpus.html import extract
from framing.corpus.page_tree import flatten, parse_page
from framing.reading import read_articles
from framing.tables.rows import annotation
from framing.types import Options, PageNotes

from .html_pages import prose
from .loading import load, write

STORY = list(prose(0, 6))
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in STORY)
OTHERS = list(prose(6, 9))
TITLE = "A headline of the day"


def page(body: str, head: str = "") -> str:
    head = f"<meta charset='utf-8'><title>{TITLE}</title>{head}"
    return f"<html><head>{head}</head><body>{body}</body></html>"


def notes(values: dict[str, object]) -> PageNotes:
    found = values["page"]
    assert isinstance(found, PageNotes)
    return found


def ld(**fields: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, **fields})
    return f"<script type='application/ld+json'>{data}</script>"


@pytest.mark.parametrize(
    "name",
    [
        *("paywall", "read-more", "share-content", "comments-wrapper", "newsletter-body", "promo"),
        *("subscribe", "sponsored", "sidebar-main", "related", "cookie", "advert-free", "social"),
    ],
)
@pytest.mark.parametrize("place", ["box", "paragraphs", "half"])
def test_no_name_of_a_box_costs_a_story_its_paragraphs(name: str, place: str) -> None:
    named = "".join(f"<p class='{name}'>{p}</p>" for p in STORY)
    half = "".join(f"<p>{p}</p>" for p in STORY[:2]) + "".join(
        f"<p class='{name}'>{p}</p>" for p in STORY[2:]
    )
    body = {
        "box": f"<div class='{name}' id='{name}'>{PARAGRAPHS}</div>",
        "paragraphs": named,
        "half": half,
    }[place]
    text = str(extract(page(f"<article><h1>{TITLE}</h1>{body}</article>"))["text"])
    assert [p for p in STORY if p not in text] == []


def test_menus_forms_and_captions_are_left_out_and_the_reading_says_how_much(
    tmp_path: Path,
) -> None:
    menu = "<nav><a href='/a'>World</a> <a href='/b'>Home affairs</a></nav>"
    form = "<form><label>Your address</label><button>Sign up</button></form>"
    picture = "<figure><img src='a.png'><figcaption>A ship in the harbour</figcaption></figure>"
    html = page(f"{menu}<article><h1>{TITLE}</h1>{picture}{PARAGRAPHS}</article>{form}")
    write(tmp_path / "a.html", html)
    (article,), _ = load(tmp_path, keep_html=True)
    assert article.page is not None
    left = dict(article.page.left_out)
    assert left["navigation"] == len("World Home affairs")
    assert left["captions"] == len("A ship in the harbour")
    assert left["forms and buttons"] == len("Your address") + len("Sign up")
    assert "A ship in the harbour" in str(article.html)
    (reading,) = read_articles([article], Options())
    assert annotation(reading, [])["left_out"] == left


def test_a_paragraph_that_the_page_tells_twice_is_told_once() -> None:
    quoted = f"<blockquote><p>{STORY[2]}</p></blockquote>"
    body = f"<article><h1>{TITLE}</h1><div>{PARAGRAPHS}</div>{quoted}</article>"
    values = extract(page(body))
    assert str(values["text"]).count(STORY[2]) == 1
    assert dict(notes(values).left_out)["told twice on the page"] == len(STORY[2])


def test_a_refrain_among_the_paragraphs_of_a_story_stays() -> None:
    body = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}<p>{STORY[1]}</p></article>"
    assert str(extract(page(body))["text"]).count(STORY[1]) == 2


def test_a_story_that_only_the_data_of_the_page_hold_is_taken_from_there_and_said() -> None:
    body = f"<article><h1>{TITLE}</h1><p>{OTHERS[0]}</p></article>"
    values = extract(page(body, ld(articleBody="\n".join(STORY))))
    assert [p for p in STORY if p not in str(values["text"])] == []
    (problem,) = notes(values).problems
    assert "data" in problem


def test_data_that_only_hold_a_teaser_do_not_shorten_the_story() -> None:
    body = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>"
    values = extract(page(body, ld(articleBody=STORY[0])))
    assert [p for p in STORY if p not in str(values["text"])] == []
    assert notes(values).problems == ()


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "section", "font"])
def test_an_article_inside_a_hundred_thousand_tags_is_read(tmp_path: Path, tag: str) -> None:
    deep = f"<{tag}>" * (100_000 // tag.count("<") if "<" in tag else 100_000)
    write(tmp_path / "a.html", page(f"{deep}<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>"))
    (article,), said = load(tmp_path)
    assert said == []
    assert [p for p in STORY if p not in article.text] == []


def test_flattening_keeps_every_word_and_the_edges_of_paragraphs() -> None:
    text = flatten("<div>a" * 5_000 + "<p>one</p><p>two</p>" + "</div>" * 5_000)
    assert text.count("a") >= 5_000
    assert "<p>one</p><p>two</p>" in text
    assert "one" in parse_page(f"<html><body>{text}</body></html>").text_content()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Harbour opens again | Example Herald</title>", "Harbour opens again"),
        ("<title>Harbour opens again - The Guardian</title>", "Harbour opens again"),
        ("<title>Example Herald: Harbour opens again</title>", "Harbour opens again"),
        ("<title>Storm - what we know - Example Herald</title>", "Storm - what we know"),
        ("<title>Harbour – a town waits</title>", "Harbour – a town waits"),
    ],
)
def test_a_title_comes_without_the_name_of_the_site(head: str, title: str) -> None:
    site = "<meta property='og:site_name' content='Example Herald'>"
    html = f"<html><head>{head}{site}</head><body><article>{PARAGRAPHS}</article></body></html>"
    assert extract(html)["title"] == title


@pytest.mark.parametrize(
    ("body", "head", "authors"),
    [
        ("<ul class='author'><li><a class='author'>Sport</a></li></ul>", "", ()),
        ("<a rel='author' href='/h'>Ivan Holt</a>", "", ("Ivan Holt",)),
        ("<span class='author'>Money</span><p>By Ann Lee</p>", "", ("Ann Lee",)),
        ("", "<meta name='author' content='Ann Lee and Ivan Holt'>", ("Ann Lee", "Ivan Holt")),
        ("", "<meta property='article:author' content='https://example.org/u/7'>", ()),
        ("", ld(author=[{"@type": "Person", "name": "Ann Lee"}]), ("Ann Lee",)),
        ("", ld(author={"@id": "#a"}) + ld(**{"@id": "#a", "name": "Ivan Holt"}), ("Ivan Holt",)),
    ],
)
def test_authors_are_those_the_page_marks_and_no_words_of_menus(
    body: str, head: str, authors: tuple[str, ...]
) -> None:
    html = page(f"<div>{body}</div><article><h1>{TITLE}</h1>{PARAGRAPHS}</article>", head)
    assert extract(html)["authors"] == authors


@pytest.mark.parametrize(
    ("named", "address", "outlet"),
    [
        (
            "Example Herald - News that matters to all",
            "https://herald.example.org/a",
            "Example Herald",
        ),
        ("All the news of the whole wide world", "https://www.lantern.org/a", "lantern.org"),
        ("The Daily Lantern", "https://www.dailylantern.org/a", "The Daily Lantern"),
        ("World news", "https://www.theguardian.com/world/a", "The Guardian"),
        ("The Daily Star", "https://www.dailystar.co.uk/a", "Daily Star (UK)"),
    ],
)
def test_the_outlet_is_a_name_that_fits_the_address(named: str, address: str, outlet: str) -> None:
    head = (
        f"<meta property='og:site_name' content='{named}'><link rel='canonical' href='{address}'>"
    )
    html = page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>", head)
    assert extract(html)["outlet"] == outlet
