"""Parts of a page: what is taken out by its element, and the lines that are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.blocks import (
    column_width,
    ends_paragraph,
    html_lines,
    is_wrapped,
    join_lines,
    join_text,
    paragraphs_of,
    parse_markup,
)
from framing.corpus.html import extract
from framing.corpus.page_blocks import Block, blocks_of, is_under, runs_of, with_verses, words_of
from framing.corpus.page_tree import flatten, leave_out, open_layout_tables, parse_page
from framing.corpus.saved import (
    original_address,
    outlet_at,
    saved_address,
    shown_source,
    without_toolbar,
)

from .html_pages import prose

STORY = list(prose(0, 6))
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)


P = "paragraph"


def blocks(body: str) -> list[tuple[str, str]]:
    tree = parse_page(f"<html><head><title>T</title></head><body>{body}</body></html>")
    return [(block.text, block.kind) for block in with_verses(blocks_of(tree))]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "<p>One</p>two<p>three</p>",
            [("One", P), ("two", P), ("three", P)],
        ),
        ("<p>One <b>of <i>them</i></b> all</p>", [("One of them all", P)]),
        ("<h2>A</h2><h6>B</h6>", [("A", "heading"), ("B", "heading")]),
        ("<ul><li>A</li><li><p>B</p></li></ul>", [("A", "item"), ("B", "item")]),
        ("<dl><dt>A</dt><dd>B</dd></dl>", [("A", "item"), ("B", "item")]),
        ("<blockquote><p>A</p></blockquote>", [("A", "quote")]),
        ("<table><tr><td>A</td><td>B</td></tr></table>", [("A | B", "row")]),
        ("<ul><li><article><p>A</p></article></li></ul>", [("A", P)]),
        ("<p><a href='x'>A</a></p>", [("A", "link")]),
        (
            "<p>Read: <a href='x'>a longer link than that</a></p>",
            [("Read: a longer link than that", P)],
        ),
        (
            "<p>Is: <a href='x'>a much longer link than that</a></p>",
            [("Is: a much longer link than that", "link")],
        ),
        ("<p>One<br>two</p>", [("One", P), ("two", P)]),
        ("<p>One<br>two<br>three</p>", [("One", "item"), ("two", "item"), ("three", "item")]),
        (
            "<div>One<br>two<br>three</div>",
            [("One", P), ("two", P), ("three", P)],
        ),
        ("<p>A<script>x</script>b <style>y</style>c</p>", [("Ab c", P)]),
        ("<noscript><p>No</p></noscript>yes", [("yes", P)]),
        ("<svg><text>No</text></svg><p>yes</p>", [("yes", P)]),
        ("<p> </p><p>|</p>", []),
    ],
)
def test_the_lines_of_a_page_and_what_they_are(body: str, found: list[tuple[str, str]]) -> None:
    assert blocks(body) == found


@given(st.lists(st.sampled_from(["one", "two words", "<b>three</b>", "<a href='x'>four</a>"])))
def test_no_word_of_a_page_is_lost_or_doubled(parts: list[str]) -> None:
    body = "".join(f"<div><p>{part}</p> and </div>" for part in parts)
    words = " ".join(text for text, _ in blocks(body)).split()
    tree = parse_page(f"<html><body>{body} </body></html>")
    assert words == " ".join(tree.itertext()).split()


def test_words_are_counted_in_every_script() -> None:
    assert Block("one two three", "paragraph", 0.0, None).words == 3
    assert Block("記者は言", "paragraph", 0.0, None).words == 3
    assert words_of("One-two 記者") == ["one", "two", "記", "者"]
    assert runs_of("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert runs_of("a b") == {("a", "b"): 1}
    assert runs_of("a b c d a b c d")[("a", "b", "c", "d")] == 2


def test_an_element_is_under_itself_and_the_boxes_around_it() -> None:
    tree = parse_page("<html><body><div><p>A</p></div><i>B</i></body></html>")
    (inner,), (box,), (other,) = (list(tree.iter(tag)) for tag in ("p", "div", "i"))
    assert is_under(inner, box)
    assert is_under(inner, inner)
    assert is_under(inner, tree)
    assert not is_under(other, box)
    assert not is_under(box, inner)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<nav>{}</nav>", "navigation"),
        ("<aside>{}</aside>", "beside the story"),
        ("<figcaption>{}</figcaption>", "captions"),
        ("<form>{}</form>", "forms and buttons"),
        ("<button>{}</button>", "forms and buttons"),
        ("<dialog>{}</dialog>", "notices over the page"),
        ("<address>{}</address>", "contact details"),
        ("<div role='navigation'>{}</div>", "navigation"),
        ("<div role=' Menu '>{}</div>", "navigation"),
        ("<div role='complementary'>{}</div>", "beside the story"),
        ("<div role='search'>{}</div>", "forms and buttons"),
        ("<div role='contentinfo'>{}</div>", "foot of the page"),
        ("<div role='alertdialog'>{}</div>", "notices over the page"),
        ("<aside><nav>{}</nav></aside>", "beside the story"),
    ],
)
def test_elements_that_declare_themselves_go_and_are_counted(part: str, what: str) -> None:
    words = "Ten words  more"
    tree = parse_page(f"<html><body>{PARAGRAPHS}{part.format(words)}<p>Tail</p></body></html>")
    assert dict(leave_out(tree)) == {what: len("Ten words more")}
    left = tree.text_content()
    assert "Ten words" not in left
    assert "Tail" in left
    assert all(line in left for line in STORY)


@pytest.mark.parametrize("tag", ["aside", "form", "dialog"])
def test_a_part_of_three_tenths_of_the_page_is_the_story(tag: str) -> None:
    rest = "b" * 69
    for size, stays in ((31, True), (29, False)):
        words = "a" * size
        body = f"<{tag}>{words}</{tag}><p>{rest + 'b' * (30 - size + 1 - 1)}</p>"
        tree = parse_page(f"<html><body>{body}</body></html>")
        leave_out(tree)
        assert (words in tree.text_content()) is stays
    tree = parse_page(f"<html><body><{tag}><h1>A</h1></{tag}><p>{rest}</p></body></html>")
    leave_out(tree)
    assert "A" in tree.text_content()  # a headline stands in it


def test_menus_and_captions_go_whatever_their_size() -> None:
    for tag in ("nav", "figcaption"):
        tree = parse_page(f"<html><body><{tag}>{'a' * 90}</{tag}><p>b</p></body></html>")
        leave_out(tree)
        assert tree.text_content().strip() == "b"
    tree = parse_page("<html><body><main role='navigation'>a</main></body></html>")
    assert dict(leave_out(tree)) == {}
    scripts = "<nav>a<script>var x = 1;</script><style>b {}</style></nav>"
    tree = parse_page(f"<html><body>{scripts}<p>b</p></body></html>")
    assert dict(leave_out(tree)) == {"navigation": 1}


@pytest.mark.parametrize(
    ("cell", "opens"),
    [
        ("a" * 501, True),
        ("a" * 500, False),
        ("<p>a</p>" * 3, True),
        ("<p>a</p>" * 2, False),
    ],
)
def test_a_table_that_lays_out_a_page_becomes_boxes(cell: str, opens: bool) -> None:
    tree = parse_page(f"<html><body><table><tr><td>{cell}</td></tr></table></body></html>")
    open_layout_tables(tree)
    assert (not list(tree.iter("table", "tr", "td"))) is opens


@pytest.mark.parametrize(("tag", "most"), [("div", 100), ("i", 100), ("a", 200), ("article", 200)])
def test_opening_tags_are_kept_down_to_a_depth(tag: str, most: int) -> None:
    text = f"<{tag}>x" * 300 + "y" + f"</{tag}>" * 300
    flat = flatten(text)
    assert flat.count(f"<{tag}>") == flat.count(f"</{tag}>") == most
    assert flat.count("x") == 300
    assert flatten(f"<{tag}>x</{tag}>" * 300) == f"<{tag}>x</{tag}>" * 300


def test_paragraphs_and_cells_that_are_never_closed_nest_no_deeper() -> None:
    text = "<p>x" * 500
    assert flatten(text) == text
    assert flatten("<br>" * 500 + "<p>x") == "<br>" * 500 + "<p>x"
    row = "<ul>" + "<li>x</li>" * 500 + "</ul>"
    assert flatten(row) == row


def test_a_page_that_repeats_itself_and_lists_links() -> None:
    title = "A headline of the day"
    links = "".join(f"<p><a href='/{k}'>Another story {k}</a></p>" for k in range(3))
    body = f"<article><h1>{title}</h1>{PARAGRAPHS}{links}</article>"
    values = extract(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert values["text"] == "\n\n".join([title, *STORY])


@pytest.mark.parametrize(
    ("copy", "address"),
    [
        ("https://web.archive.org/web/20210305/https://e.org/a", "https://e.org/a"),
        ("http://web.archive.org/web/20210305000000im_/e.org/a", "http://e.org/a"),
        ("//wayback.archive-it.org/12/20210305000000/http://e.org/a", "http://e.org/a"),
        ("https://archive.ph/20210305/https://e.org/a", "https://e.org/a"),
        ("https://archive.today/o/abc/https://e.org/a", "https://e.org/a"),
        ("https://e.org/a", "https://e.org/a"),
    ],
)
def test_the_address_that_an_archive_copied(copy: str, address: str) -> None:
    assert original_address(copy) == address


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- Page saved with SingleFile\n url: https://e.org/a \n-->",
        "<!-- saved from url=(0020)https://e.org/a -->",
        "<!-- Mirrored from https://e.org/a by x -->",
        "<!-- This page was saved from https://e.org/a -->",
        '<a class="x reader-domain y" id="b" href="https://e.org/a">',
        '<BASE target="x" href="https://e.org/a">',
        "<a href='https://web.archive.org/web/2021/https://e.org/a'>",
    ],
)
def test_marks_of_programs_that_save_pages(mark: str) -> None:
    assert saved_address(f"<html>{mark}</html>") == "https://e.org/a"
    assert saved_address(" " * 20_000 + mark) is None
    assert saved_address("<html></html>") is None


def test_the_bar_of_an_archive_and_its_links_are_taken_off() -> None:
    bar = "<!-- BEGIN WAYBACK TOOLBAR INSERT -->\nbar\n<!-- END WAYBACK TOOLBAR INSERT -->"
    link = "<a href='https://web.archive.org/web/20210305id_/https://e.org/a'>a</a>"
    assert without_toolbar(f"x{bar}{link}y") == "x<a href='https://e.org/a'>a</a>y"
    assert without_toolbar(f"x{bar}y") == f"x{bar}y"  # no word of the archive in it


def test_the_source_that_a_browser_showed_is_the_page() -> None:
    page = "<html><body><p>One</p></body></html>"
    shown = page.replace("<", "&lt;")
    cells = f"<table><tr><td class='line-content'>{shown}</td></tr></table>"
    named = f"<html><head><title>view-source: https://e.org/a </title></head>{cells}</html>"
    assert shown_source(named) == (page, "https://e.org/a")
    assert shown_source(f"<html>{cells}</html>") == (page, "")
    assert shown_source(page) is None
    part = named.replace(shown, "&lt;p>One&lt;/p>")
    assert shown_source(part) == ("<html><body><p>One</p></body></html>", "https://e.org/a")
    assert shown_source(named.replace(shown, "words")) is None
    assert shown_source(named.replace(cells, f"<pre>{shown}</pre>")) == (page, "https://e.org/a")


def test_the_outlet_at_an_address() -> None:
    assert outlet_at("https://www.theguardian.com/a") == "The Guardian"
    assert outlet_at("https://www.lantern.org/a") == "lantern.org"
    assert outlet_at(None) is None


@given(st.lists(st.sampled_from(["one", "two-", "three", "Four-", "12-", "and"]), max_size=6))
def test_lines_are_joined_without_a_word_lost(lines: list[str]) -> None:
    joined = join_lines(lines)
    assert joined.replace("-", "").replace(" ", "") == "".join(lines).replace("-", "")


@pytest.mark.parametrize(
    ("line", "following", "ends"),
    [
        ("It ended.", "Then more", True),
        ("It ended", "Then more", False),
        ("It ended.", "then more", False),
        ("It ended.", "", False),
        ("It ended.", None, False),
        ("It ended.”", "“Then", True),
        ("a" * 35 + ".", "Then", True),  # 36 of 40 letters
        ("a" * 36 + ".", "Then", False),
        ("a" * 39 + ".", "  Then", True),  # an indented line begins a paragraph
        ("  " + "a" * 39 + ".", "  Then", False),
    ],
)
def test_a_short_line_with_a_full_stop_ends_a_paragraph(
    line: str, following: str | None, ends: bool
) -> None:
    assert ends_paragraph(line, following, 40) is ends


def test_the_width_of_a_column_is_that_of_nine_lines_in_ten() -> None:
    assert column_width(["a" * k for k in range(1, 12)]) == 10
    assert column_width([" ", ""]) == 0
    assert is_wrapped(["a" * 100] * 9)
    assert not is_wrapped(["a" * 101] * 9)
    assert not is_wrapped([])
    assert is_wrapped(["a" * 90] * 99 + ["a" * 300])
    assert not is_wrapped(["a" * 90] * 10 + ["a" * 300] * 2)


def test_twelve_lines_without_an_empty_one_are_several_paragraphs() -> None:
    lines = [*["a" * 40] * 5, "It ended.", *["B" + "a" * 39] * 6]
    assert len(paragraphs_of([*lines, "", "C"], wrapped=True)) == 3
    assert len(paragraphs_of([*lines[1:], "", "C"], wrapped=True)) == 2
    assert len(paragraphs_of(lines[1:], wrapped=True)) == 2
    assert paragraphs_of([" One ", "", "two"], wrapped=False) == ["One", "two"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One</p><p>two</p>", ["One", "", "two"]),
        ("One<br>two<br><br>three", ["One", "two", "", "three"]),
        ("<pre>One\ntwo</pre>", ["One", "two"]),
        ("<p>One\ntwo</p>", ["One two"]),
        ("<p>One<script>x</script></p>", ["One"]),
        ("<div>One <b>of\xa0 them</b>\nall</div>", ["One of them all"]),
    ],
)
def test_lines_as_a_browser_shows_them(markup: str, lines: list[str]) -> None:
    tree = parse_markup(f"<html><body>{markup}</body></html>")
    found = html_lines(tree)
    while found and not found[-1]:
        found.pop()
    assert found == lines


def test_a_headline_stands_above_its_text_once() -> None:
    assert join_text("A b", ["a  B", "One"]) == "A b\n\nOne"
    assert join_text(None, ["One", "two"]) == "One\n\ntwo"
    assert join_text("A", []) == ""
    assert join_text("A", ["a"]) == ""


def test_half_a_character_spoils_no_page() -> None:
    assert parse_page("<html><body><p>a\ud800b</p></body></html>").text_content() == "a?b"
