"""Words of documents, and what becomes of each field of a row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from framing.corpus.raw import Raw, to_article
from framing.types import Article

from .exports import BODIES, TITLES
from .loading import load, write, zipped

BODY, TITLE, OUTLET = list(BODIES[0]), TITLES[0], "Harbour Gazette"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
TEXT = "\n\n".join([TITLE, *BODY])


def _odt(inner: str, meta: str = "") -> bytes:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    spaces = f'xmlns:o="{office}" xmlns:t="{text}"'
    content = f"<o:document-content {spaces}><o:text>{inner}</o:text></o:document-content>"
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content.encode(),
    }
    if meta:
        members["meta.xml"] = meta.encode()
    return zipped(members)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<t:p>One<t:s/>two<t:tab/>three</t:p>", "One two\tthree"),
        ("<t:p>One <t:span>of <t:a>them</t:a> all</t:span> went</t:p>", "One of them all went"),
        ("<t:p>One<t:note><t:p>No.</t:p></t:note> two</t:p>", "One two"),
        ("<t:p>One<t:line-break/>two</t:p>", "One\n\ntwo"),
        ("<t:list><t:item><t:p>A</t:p></t:item></t:list><t:h>B</t:h>", "A\n\nB"),
        ("<o:annotation><t:p>No.</t:p></o:annotation><t:p>One</t:p>", "One"),
        ("<t:tracked-changes><t:p>No.</t:p></t:tracked-changes><t:p>One</t:p>", "One"),
    ],
)
def test_words_of_an_opendocument_text(tmp_path: Path, inner: str, text: str) -> None:
    (article,), said = load(write(tmp_path / "a.odt", _odt(inner)))
    assert (article.text, article.title, said) == (text, None, [])


def test_a_document_has_the_title_that_it_says_and_no_other(tmp_path: Path) -> None:
    meta = "<m xmlns:d='u'><d:title> </d:title><d:title> A title </d:title></m>"
    (article,), _ = load(write(tmp_path / "a.odt", _odt("<t:p>One</t:p>", meta)))
    assert article.title == "A title"


def test_a_document_without_words_is_named(tmp_path: Path) -> None:
    articles, (said,) = load(write(tmp_path / "a.odt", _odt("<t:p> </t:p>")))
    assert articles == []
    assert said.path == str(tmp_path / "a.odt")
    assert "without text" in said.reason
    assert said.faulty


def test_of_a_word_document_breaks_tabs_and_hyphens_are_kept(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = "<w:t>One</w:t><w:tab/><w:t>two</w:t><w:noBreakHyphen/><w:t>b</w:t>"
    run = f"<w:p><w:r>{words}<w:{{}}/><w:t>c</w:t></w:r></w:p>"
    for name in ("br", "cr"):
        body = f"<w:body>{run.format(name)}</w:body>"
        made = f'<w:document xmlns:w="{space}">{body}</w:document>'
        core = b"<c><title>A title</title></c>"
        members = {"word/document.xml": made.encode(), "docProps/core.xml": core}
        data = zipped({"[Content_Types].xml": b"<T/>", **members})
        (article,), _ = load(write(tmp_path / "a.docx", data))
        assert (article.text, article.title) == ("One\ttwo-b\n\nc", "A title")


def article_of(**fields: object) -> Article:
    article, _ = to_article(Raw("in", {"text": "Words.", **fields}))
    assert article is not None
    return article


@pytest.mark.parametrize("empty", ["", " ", "nan", "None", "NULL", "n/a", None, float("nan")])
@pytest.mark.parametrize("field", ["outlet", "title", "published", "url", "html"])
def test_what_stands_for_no_value_is_none(field: str, empty: object) -> None:
    assert getattr(article_of(**{field: empty}), field) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["One.", None, "Two."], "One.\n\nTwo."),
        ({"value": "", "rendered": "One."}, "One."),
        (
            {"sections": [{"headline": "H", "paragraphs": ["One.", "Two."]}], "summary": "S"},
            "S\n\nH\n\nOne.\n\nTwo.",
        ),
        (7, "7"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One <b>two</b><br/> three", "One <b>two</b><br/> three"),
        ("5 < 7 </p> only", "5 < 7 </p> only"),
    ],
)
def test_a_text_may_be_a_list_an_object_or_markup(value: object, text: str) -> None:
    assert article_of(text=value).text == text


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee; Ivan Holt|Jo Doe, Mary Smith", ("Ann Lee", "Ivan Holt", "Jo Doe", "Mary Smith")),
        ("By Ann Lee in Moscow", ("Ann Lee",)),
        (["Ann Lee, Jr", {"name": "Ivan Holt"}, None], ("Ann Lee, Jr", "Ivan Holt")),
        ("['Ann Lee', 'Ivan Holt']", ("Ann Lee", "Ivan Holt")),
        (None, ()),
    ],
)
def test_authors_of_a_row(value: object, names: tuple[str, ...]) -> None:
    assert article_of(authors=value).authors == names


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It sailed… [+1,234 chars]", True),
        ("It sailed [12 more characters] ", True),
        ("It [+12 chars] sailed", False),
        ("It sailed [12 boats]", False),
    ],
)
def test_a_text_that_breaks_off_is_no_full_text(text: str, cut: bool) -> None:
    article, said = to_article(Raw("in", {"text": text}, 3, 9))
    assert (article is None) is cut
    if cut:
        assert said is not None
        assert said.path == "in#3"
        assert said.reason.startswith("line 9: no full text")


def test_half_characters_are_named_field_by_field() -> None:
    article, said = to_article(Raw("in", {"text": "a\ud800", "title": "b\udfff", "url": "u"}, 2))
    assert article is not None
    assert (article.text, article.title) == ("a\ufffd", "b\ufffd")
    assert said is not None
    assert (said.kind, said.path) == ("repaired", "in#2")
    assert "text, title" in said.reason


def test_every_table_of_a_database_file_counts_its_rows(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "a.db")
    for name in ("one", "two"):
        base.execute(f"CREATE TABLE {name} (title text, content text)")
        base.execute(f"INSERT INTO {name} VALUES (?, ?)", (TITLE, f"Words of {name}."))
    base.execute("CREATE TABLE empty (title text, content text)")
    base.commit()
    base.close()
    articles, _ = load(tmp_path / "a.db")
    assert sorted(a.text for a in articles) == ["Words of one.", "Words of two."]
    assert sorted(a.article_id for a in articles) == ["a#1", "a#2"]
