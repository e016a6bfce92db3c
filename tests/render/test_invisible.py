"""A page shows what a text holds, marks that hide or turn words included."""

from __future__ import annotations

from framing.reading import read_article
from framing.render.invisible import visible
from framing.render.page import draw_page
from framing.types import Article


def test_each_invisible_character_is_shown_by_its_number() -> None:
    for mark in ("\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\U000e0041"):
        assert visible(f"a{mark}b") == f"a⟨U+{ord(mark):04X}⟩b"
    assert visible("Plain text – “quoted”, naïve,\nنص") == "Plain text – “quoted”, naïve,\nنص"


def test_a_page_holds_no_mark_of_direction_and_no_zero_width() -> None:
    name = "Mos\u200bcow"
    text = (
        f"Talks\u202e may resume\n\n“We agree,” the minister of {name}\u2066 said on Monday.\n" * 3
    )
    page = draw_page(
        read_article(Article("a\u200fb", text, outlet="Out\u202elet", title=f"T\u200b{name}"))
    )
    assert not [mark for mark in ("\u202e", "\u200b", "\u2066", "\u200f") if mark in page]
    assert "⟨U+202E⟩" in page
    assert "⟨U+200B⟩" in page
