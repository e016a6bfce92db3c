"""How the story of a page is put together: what is put back, told once, or told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.corpus.html import extract
from framing.corpus.page_blocks import Block, blocks_of
from framing.corpus.page_facts import PageFacts
from framing.corpus.page_story import _Found, _once, _standfirst
from framing.corpus.page_tree import parse_page
from framing.types import PageNotes

from .exports import BODIES, TITLES
from .html_pages import prose
from .loading import load, write

STORY, TITLE = list(prose(0, 6)), "A headline of the day"
LINES = [f"word{k} " * 9 + f"and end{k} of it." for k in range(9)]


def page_of(body: str) -> list[Block]:
    return list(blocks_of(parse_page(f"<html><body>{body}</body></html>")))


def box(lines: list[str], tag: str = "div") -> str:
    return f"<{tag}>{''.join(f'<p>{line}</p>' for line in lines)}</{tag}>"


def found(page: list[Block], *kept: int) -> _Found:
    return _Found(page, [page[k] for k in kept])


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_prose_beside_two_kept_paragraphs_is_put_back_and_told() -> None:
    page = page_of(box(LINES[:4]) + box(LINES[4:6], "section"))
    one = found(page, 0, 2)
    (told,) = one.put_back()
    assert texts(one.story()) == LINES[:4]
    words = page[0].words
    assert told.startswith(f"{2 * words} of {4 * words} words")
    few = found(page, 0)
    assert list(few.put_back()) == []
    assert texts(few.story()) == LINES[:1]


def test_what_is_put_back_is_told_from_a_fifth_of_the_story_on() -> None:
    for count, told in ((5, True), (6, False)):
        page = page_of(box(LINES[:count]))
        one = found(page, *range(1, count))
        assert len(list(one.put_back())) == told
        assert texts(one.story()) == LINES[:count]


def test_a_stray_comment_that_was_kept_brings_back_no_others() -> None:
    page = page_of(box(LINES[:2]) + box(LINES[2:], "section"))
    one = found(page, 0, 1, 2)
    list(one.put_back())
    assert texts(one.story()) == LINES[:3]


def test_a_finding_keeps_the_order_of_the_page_and_its_own_lines_their_place() -> None:
    page = page_of(box(LINES[:3]))
    own = Block("words that stand nowhere on the page itself", "paragraph", 0.0, None)
    one = _Found(page, [page[0], own, page[2], page[1]])
    assert texts(one.story()) == [LINES[0], own.text, LINES[1], LINES[2]]
    first = _Found(page, [own, page[1]])
    assert texts(first.story()) == [own.text, LINES[1]]


def test_a_line_that_was_cut_or_joined_is_the_block_that_holds_it() -> None:
    page = page_of(box(LINES[:3]))
    part = Block(" ".join(LINES[1].split()[2:8]), "paragraph", 0.0, None)
    assert texts(_Found(page, [page[0], part]).story()) == LINES[:2]
    joined = Block(f"{LINES[1]} {LINES[2]}", "paragraph", 0.0, None)
    assert texts(_Found(page, [page[0], joined]).story()) == LINES[:3]
    again = Block(" ".join(LINES[0].split()[:6]), "paragraph", 0.0, None)
    assert texts(_Found(page, [page[0], again]).story()) == LINES[:1]


def test_a_story_from_data_that_nobody_sees_is_told() -> None:
    page = page_of(box(LINES[:2]))
    own = [Block(line, "paragraph", 0.0, None) for line in LINES[4:]]
    (told,) = _Found(page, [page[0], *own[:2]]).unseen()
    words = len(LINES[0].replace(".", "").split())
    assert told.startswith(f"{2 * words} of {3 * words} words")
    assert list(_Found(page, [page[0], page[1], *own[:2]]).unseen()) == []
    assert list(_Found(page, []).unseen()) == []


@pytest.mark.parametrize(("words", "goes"), [(8, True), (7, False)])
def test_what_another_box_told_before_is_told_once(words: int, goes: bool) -> None:
    line = " ".join(f"w{k}" for k in range(words))
    page = page_of(box([line, LINES[0]]) + box([line], "section"))
    kept, told = _once(page, "")
    assert texts(kept) == ([line, LINES[0]] if goes else [line, LINES[0], line])
    assert told == (len(line) if goes else 0)
    same = page_of(box([line, LINES[0], line]))
    assert _once(same, "") == (same, 0)
    headed = page_of(box([TITLE, line]))
    assert texts(_once(headed, TITLE.upper())[0]) == [line]


def test_a_line_is_told_before_if_four_runs_of_five_were() -> None:
    line = " ".join(f"w{k}" for k in range(23))  # twenty runs of four words
    for new, goes in ((4, True), (5, False)):
        other = " ".join([*line.split()[: 23 - new], *(f"n{k}" for k in range(new))])
        page = page_of(box([line]) + box([other], "section"))
        assert len(_once(page, "")[0]) == (1 if goes else 2)


def test_a_standfirst_is_what_the_page_describes_or_stands_beside_its_headline() -> None:
    deck = "Two states talk of the harbour again, and of its ships, after years."
    page = page_of(f"<div><h1>{TITLE}</h1><p>{deck}</p></div>{box(LINES[:2], 'section')}")
    story = [block for block in page if block.text in LINES]
    beside = PageFacts(title=TITLE)
    assert texts(_standfirst(story, page, beside)) == [deck]
    apart = page_of(f"<h1>{TITLE}</h1><b></b><div><p>{deck}</p></div>{box(LINES[:2], 'section')}")
    story = [block for block in apart if block.text in LINES]
    assert _standfirst(story, apart, beside) == []
    described = PageFacts(title=TITLE, description=deck)
    assert texts(_standfirst(story, apart, described)) == [deck]
    short = PageFacts(title=TITLE, description="Two states talk")
    assert _standfirst(story, apart, short) == []
    above = page_of(f"<p>{deck}</p><h1>{TITLE}</h1>{box(LINES[:2], 'section')}")
    story = [block for block in above if block.text in LINES]
    assert _standfirst(story, above, described) == []


def test_every_letter_of_a_page_is_in_the_story_or_counted() -> None:
    menu, form = "<nav>World</nav>", "<form>Sign up</form>"
    links = "<p><a href='/a'>Another story</a></p>"
    quote = f"<blockquote><p>{STORY[2]}</p></blockquote>"
    below = "<div><p>Short words below</p></div>"
    article = f"<article><h1>{TITLE}</h1>{box(STORY)}{quote}{links}</article>"
    html = (
        f"<html><head><title>{TITLE}</title></head><body>{menu}{article}{form}{below}</body></html>"
    )
    values = extract(html)
    notes = values["page"]
    assert isinstance(notes, PageNotes)
    left = dict(notes.left_out)
    assert left["navigation"] == len("World")
    assert left["forms and buttons"] == len("Sign up")
    assert left["told twice on the page"] == len(STORY[2])
    outside = left.get("outside the story", 0) + left.get("links alone on a line", 0)
    assert outside == len("Another story") + len("Short words below")
    assert all(count > 0 for count in left.values())
    text = str(values["text"])
    assert text == "\n\n".join([TITLE, *STORY])
    assert [(text[m.start : m.stop], m.kind) for m in notes.markup] == [
        (line, "paragraph") for line in STORY
    ]


FACTIVA = '<div class="article {}Article">{}</div>'


def test_factiva_pages_with_codes_and_without(tmp_path: Path) -> None:
    body, number = BODIES[0], "Document HARBGZ0020210304eh340001k"
    inner = "".join(f"<p>{line}</p>" for line in body)
    rows = {"HD": TITLES[0], "BY": "By Ann Lee", "PD": "4 March 2021", "SN": "Harbour Gazette"}
    coded = "".join(
        f"<tr><td class='index'><b>{code}</b></td><td>{said}</td></tr>"
        for code, said in [*rows.items(), ("TD", inner), ("AN", number)]
    )
    plain = (
        f"<div><span class='enHeadline'>{TITLES[0]}</span></div><div>By Ann Lee</div>"
        "<div>475 words</div><div>4 March 2021</div><div>Harbour Gazette</div><div>HARBGZ</div>"
        + "".join(f"<p class='articleParagraph enarticleParagraph'>{line}</p>" for line in body)
        + f"<p>{number}</p><p class='articleParagraph'>No more.</p>"
    )
    for made in (f"<table>{coded}</table>", plain):
        html = f"<html><body>{FACTIVA.format('en', made) * 2}</body></html>"
        articles, said = load(write(tmp_path / "a.html", html))
        assert said == []
        assert len(articles) == 2
        for article in articles:
            assert (article.title, article.outlet) == (TITLES[0], "Harbour Gazette")
            assert (article.published, article.authors) == ("2021-03-04", ("Ann Lee",))
            assert article.text == "\n\n".join([TITLES[0], *body])


def test_a_byline_near_the_top_of_a_markdown_text_tells_of_it(tmp_path: Path) -> None:
    text = f"# {TITLE}\n\nBy Ann Lee, Harbour Gazette, 12 May 2023\n\n{STORY[0]}\n"
    (article,), _ = load(write(tmp_path / "a.md", text))
    assert (article.authors, article.outlet) == (("Ann Lee",), "Harbour Gazette")
    assert (article.title, article.published) == (TITLE, "2023-05-12")
    header = f"---\noutlet: The Lantern\ndate: 2020-01-01\n---\n{text}"
    (article,), _ = load(write(tmp_path / "b.md", header))
    assert (article.outlet, article.published) == ("The Lantern", "2020-01-01")
    late = f"# {TITLE}\n\n{STORY[0]}\n\n{STORY[1]}\n\n{STORY[2]}\n\nBy Ann Lee, X, 12 May 2023\n"
    (article,), _ = load(write(tmp_path / "c.md", late))
    assert (article.authors, article.published) == ((), None)
