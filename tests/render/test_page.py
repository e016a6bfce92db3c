"""A reading is drawn with every layer, and hostile text stays text."""

from __future__ import annotations

from html.parser import HTMLParser

from framing import Article, read_article


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.classes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.classes |= {
            part for key, value in attrs if key == "class" for part in (value or "").split()
        }
        assert not [key for key, _ in attrs if key.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def _parsed(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(read_article(Article("a", text))._repr_html_())
    return parser


def test_hostile_text_is_escaped() -> None:
    hostile = (
        'A headline that is long enough <script>alert(1)</script>\n\n"Moscow may<img src=x '
        'onerror=alert(1)> attack," said <b>officials</b> of the United States on Monday.'
    )
    parsed = _parsed(hostile)
    assert parsed.tags == {"style", "div", "p", "span", "br"}
    assert "<script>alert(1)</script>" in parsed.text


def test_layers_are_coloured() -> None:
    text = (
        "Talks may resume\n\nThe United States may resume talks with Russia, they said on Monday "
        "in Washington, after what he called a brutal attack."
    )
    assert {"content", "cue", "source", "hedge", "mention", "relation"} <= _parsed(text).classes


def test_an_empty_article_is_drawn_too() -> None:
    assert "no story text" in _parsed("").text
