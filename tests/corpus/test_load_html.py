from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.types import PROSE_ZONES

from .html_pages import Page, classic, later, modern, prose
from .loading import load, write

PAGES = [*modern.PAGES, *classic.PAGES, *later.PAGES]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def page(body: str, head: str = "") -> str:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


STORY = "<article><h1>A headline</h1>" + "".join(f"<p>{p}</p>" for p in prose(0, 6)) + "</article>"


@pytest.mark.parametrize("shape", PAGES, ids=lambda shape: shape.name)
def test_a_template_gives_headline_date_author_outlet_and_body(tmp_path: Path, shape: Page) -> None:
    write(tmp_path / "a.html", shape.html)
    (article,), said = load(tmp_path)
    assert said == []
    assert (article.title, article.published) == (shape.title, shape.date)
    assert (article.authors, article.outlet) == (shape.authors, shape.outlet)
    zones = find_zones(article, word_lists())
    story = [article.text[z.start : z.stop] for z in zones if z.kind in PROSE_ZONES]
    assert story[0] == shape.title
    found, expected = words(" ".join(story[1:])), words(" ".join(shape.body))
    shared = sum((found & expected).values())
    assert shared / sum(found.values()) >= 0.95
    assert shared / sum(expected.values()) >= 0.95
    assert [line for line in shape.furniture if line in " ".join(story)] == []


def test_at_least_twelve_templates_are_tried() -> None:
    assert len({shape.name for shape in PAGES}) >= 12


def test_the_page_itself_is_kept_apart_where_asked(tmp_path: Path) -> None:
    write(tmp_path / "a.html", page(STORY))
    (plain,), _ = load(tmp_path)
    (kept,), _ = load(tmp_path, keep_html=True)
    assert plain.html is None
    assert kept.html == page(STORY)
    assert kept.text == plain.text


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "x-unknown", "shift_jis"])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_a_wrong_declared_charset_does_not_spoil_the_text(
    tmp_path: Path, declared: str, real: str
) -> None:
    html = page(STORY.replace("Negotiators", "“Café” négotiators"))
    html = html.replace("'utf-8'", f"'{declared}'")
    write(tmp_path / "a.html", html.encode(real))
    (article,), _ = load(tmp_path)
    assert "“Café” négotiators from both" in article.text


def test_a_declared_charset_that_fits_is_believed(tmp_path: Path) -> None:
    html = page(STORY.replace("Negotiators", "«Łódź» negotiators")).replace("utf-8", "iso-8859-2")
    html = html.replace("«", "").replace("»", "").replace("“", "'").replace("”", "'")
    write(tmp_path / "a.html", html.encode("iso-8859-2"))
    (article,), _ = load(tmp_path)
    assert "Łódź negotiators" in article.text


def test_entities_are_not_expanded_and_files_not_opened(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.bin", "the secret words")
    bomb = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">{bomb}]>' + page(
        STORY + "<p>Here &x; and &b; stand in a paragraph of some length, as in any text.</p>"
    )
    write(tmp_path / "a.xhtml", '<?xml version="1.0" encoding="utf-8"?>' + html)
    (article,), _ = load(tmp_path / "a.xhtml")
    assert "Negotiators" in article.text
    assert "secret words" not in article.text
    assert "lol" not in article.text


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>" + "x" * (20 << 20), "page of 20 MB"),
        ("<p>a</p>" * 200_000, "more than 100000 elements"),
        ("<html><body></body></html>", "no text"),
        ("   ", "empty file"),
    ],
)
def test_a_page_that_is_no_article_is_reported_and_the_next_read(
    tmp_path: Path, html: str, why: str
) -> None:
    write(tmp_path / "a.html", html)
    write(tmp_path / "b.html", page(STORY))
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b"]
    assert skipped.path.endswith("a.html")
    assert why in skipped.reason


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "blockquote", "ul><li"])
def test_deep_nesting_neither_crashes_nor_hides_the_next_page(tmp_path: Path, tag: str) -> None:
    write(tmp_path / "a.html", page(f"<{tag}>" * 30_000 + STORY))
    write(tmp_path / "b.html", page(STORY))
    articles, said = load(tmp_path)
    assert "b" in [a.article_id for a in articles]
    assert len(articles) + len(said) >= 2


def test_pictures_inside_the_page_do_not_count_as_its_length(tmp_path: Path) -> None:
    picture = "<img src='data:image/png;base64," + "iVBORw0K" * (2 << 20) + "'>"
    write(tmp_path / "a.html", page(picture + STORY))
    (article,), said = load(tmp_path)
    assert "Negotiators" in article.text
    assert said == []


def test_a_zero_byte_does_not_cut_a_page(tmp_path: Path) -> None:
    write(tmp_path / "a.html", page(STORY.replace("grain", "gr\0ain")))
    (article,), _ = load(tmp_path)
    assert "Fishermen" in article.text or "foreign ministry" in article.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<footer>© 2017 Lantern Media</footer>",
        "<p>On 3 May 2011 the port had been closed for a week, as it was again in 2013.</p>",
        "<aside><a href='/2016/05/04/other'>Another story</a></aside>",
    ],
)
def test_a_page_that_does_not_say_when_or_by_whom_gets_no_date_or_author(
    tmp_path: Path, elsewhere: str
) -> None:
    write(tmp_path / "a.html", page(STORY + elsewhere))
    (article,), _ = load(tmp_path)
    assert (article.published, article.authors, article.outlet) == (None, (), None)


@pytest.mark.parametrize(
    "line", ["April 5, 2017", "Posted on 5 April 2017 at 9:10", "Published: 2017-04-05 | 09:10 GMT"]
)
def test_a_date_in_a_line_of_its_own_is_the_date(tmp_path: Path, line: str) -> None:
    write(tmp_path / "a.html", page(STORY.replace("</h1>", f"</h1><div>{line}</div>")))
    (article,), _ = load(tmp_path)
    assert article.published == "2017-04-05"
