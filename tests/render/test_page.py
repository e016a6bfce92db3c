"""A reading is drawn with every layer, and hostile text stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from framing import Article, read_article
from framing.cli.main import main
from framing.corpus.outputs import RECORD
from framing.render.page import page_name


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
    assert not parsed.tags & {"script", "img", "object", "iframe", "svg", "form"}
    assert "<script>alert(1)</script>" in parsed.text


def test_layers_are_coloured() -> None:
    text = (
        "Talks may resume\n\nThe United States may resume talks with Russia, they said on Monday "
        "in Washington, after what he called a brutal attack."
    )
    assert {"content", "cue", "source", "hedge", "mention", "relation"} <= _parsed(text).classes


def test_an_empty_article_is_drawn_too() -> None:
    assert "no story text" in _parsed("").text


def test_speakers_and_statements_stand_in_the_margin() -> None:
    text = (
        "Talks may resume\n\n“The United States condemned Russia again,” Sergei Lavrov said on "
        "Monday. Russia criticised the United States."
    )
    parsed = _parsed(text)
    assert "Sergei Lavrov" in parsed.text
    assert "USA → RUS, verbal conflict, realised, in Sergei Lavrov's voice" in parsed.text
    assert "RUS → USA, verbal conflict, realised, in the outlet's voice" in parsed.text


def test_marks_that_turn_text_around_are_shown() -> None:
    assert "\u202e" not in _parsed("Officials \u202esaid talks may end.").text


def test_several_articles_make_a_page_each_and_an_index(demo_folder: Path, tmp_path: Path) -> None:
    assert main(["explain", str(demo_folder), "-o", f"{tmp_path}/pages/"]) == 0
    pages = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert [name for name in pages if not name.endswith(".html")] == [RECORD]
    pages.remove(RECORD)
    assert len(pages) == 6
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert all(f'href="./{name}"' in index for name in pages if name != "index.html")
    assert main(["explain", str(demo_folder), "-o", f"{tmp_path}/all.html"]) == 0
    assert len(list((tmp_path / "all_pages").glob("*.html"))) == 5


def test_one_article_is_one_page_without_an_index(demo_folder: Path, tmp_path: Path) -> None:
    first = next(iter(sorted(demo_folder.iterdir())))
    assert main(["explain", str(first), "-o", f"{tmp_path}/one.html"]) == 0
    page = (tmp_path / "one.html").read_text("utf-8")
    assert "All articles" not in page
    assert "<script" not in page


def test_pages_of_ids_that_look_alike_have_names_of_their_own() -> None:
    assert len({page_name(i) for i in ("a/b", "a b", "a-b", "é", "è", "")}) == 6
