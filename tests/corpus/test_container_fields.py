"""Books, workbooks, tables in columns and crawls: every field, and every bound that is told."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus.databases.labels import find_month, find_written_day, month_number, split_label
from framing.corpus.documents.package import Package, local_name, parse_xml
from framing.errors import FramingError

from .html_pages import prose
from .loading import load, write, zipped

STORY = list(prose(0, 3))
INNER = "".join(f"<p>{line}</p>" for line in STORY)


def _book(chapters: dict[str, str], opf: str = "", name: str = "OEBPS/book.opf") -> bytes:
    members = {"mimetype": b"application/epub+zip"}
    members |= {place: text.encode() for place, text in chapters.items()}
    if opf:
        members[name] = opf.encode()
    return zipped(members)


def _chapter(title: str, body: str = INNER, tag: str = "h1") -> str:
    head = "<?xml version='1.0' encoding='utf-8'?><html><head><title>T</title></head>"
    return f"{head}<body><{tag}>{title}</{tag}>{body}</body></html>"


def test_chapters_come_in_the_order_of_the_book_with_what_it_says(tmp_path: Path) -> None:
    opf = (
        "<package><metadata><publisher>Harbour Press</publisher><date>2021-03-04</date>"
        "<date>2022-01-01</date></metadata><manifest>"
        "<item id='a' href='in/a%20b.xhtml' media-type='application/xhtml+xml'/>"
        "<item id='b' href='../b.xhtml' media-type='application/xhtml+xml'/>"
        "<item id='c' href='c.png' media-type='image/png'/></manifest>"
        "<spine><itemref idref='b'/><itemref idref='c'/><itemref idref='a'/></spine></package>"
    )
    chapters = {
        "OEBPS/in/a b.xhtml": _chapter("One  of\nthem"),
        "b.xhtml": _chapter("Two", tag="h2"),
        "OEBPS/none.xhtml": _chapter("Not in the book"),
    }
    articles, _ = load(write(tmp_path / "a.epub", _book(chapters, opf)))
    assert [a.title for a in articles] == ["Two", "One of them"]
    assert [a.article_id for a in articles] == ["a#1", "a#2"]
    assert {(a.outlet, a.published) for a in articles} == {("Harbour Press", "2021-03-04")}
    assert articles[0].text == "\n\n".join(["Two", *STORY])


@pytest.mark.parametrize(("letters", "is_chapter"), [(200, True), (199, False)])
def test_a_chapter_has_two_hundred_letters(tmp_path: Path, letters: int, is_chapter: bool) -> None:
    chapters = {"a.xhtml": _chapter("A", f"<p>{'a' * (letters - 1)}</p>"), "b.html": _chapter("B")}
    articles, _ = load(write(tmp_path / "a.epub", _book(chapters)), languages=())
    assert [a.title for a in articles] == (["A", "B"] if is_chapter else ["B"])
    assert [a.article_id for a in articles] == (["a#1", "a#2"] if is_chapter else ["a"])


def _workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for k, rows in enumerate(sheets):
        sheet = book.create_sheet(f"sheet {k}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_rows_of_a_workbook_are_counted_through_its_sheets(tmp_path: Path) -> None:
    first = [
        ["a note"],
        ["Text", "Date", "Text"],
        ["One.", date(2021, 3, 4), "x"],
        [None],
        ["Two."],
    ]
    second = [["Headline", "Full Text"], ["T", "Three."]]
    other = [["who", "when"]]
    path = write(tmp_path / "a.xlsx", _workbook(first, other, second))
    articles, (said,) = load(path)
    assert [(a.text, a.article_id) for a in articles] == [
        ("One.", "a#1"),
        ("Two.", "a#2"),
        ("Three.", "a#3"),
    ]
    assert (articles[0].published, articles[2].title) == ("2021-03-04", "T")
    assert (said.path, said.kind) == (str(path), "noted")
    assert said.reason.startswith("sheet 'sheet 1': no column for the text")


@pytest.mark.parametrize(("notes", "found"), [(9, True), (10, False)])
def test_names_of_columns_stand_in_the_first_ten_rows(
    tmp_path: Path, notes: int, found: bool
) -> None:
    from framing.errors import UsageError

    rows: list[list[object]] = [*[["a note"]] * notes, ["text"], ["One."]]
    path = write(tmp_path / "a.xlsx", _workbook(rows))
    if found:
        assert [a.text for a in load(path)[0]] == ["One."]
    else:
        with pytest.raises(UsageError, match="columns found: a note"):
            load(path)


def test_a_workbook_with_names_and_no_rows_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", _workbook([["text"]]))
    articles, (said,) = load(path)
    assert articles == []
    assert (said.path, said.reason) == (str(path), "a workbook without rows; left out")


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array(["One.", "Two."], pa.large_string()), ["One.", "Two."]),
        (pa.array([b"Caf\xc3\xa9.", b"Caf\xe9."], pa.binary()), ["Café.", "Café."]),
        (pa.array([["One.", "more."], ["Two."]]), ["One.\n\nmore.", "Two."]),
        (pa.array(["One.", "Two."]).dictionary_encode(), ["One.", "Two."]),
    ],
)
def test_texts_of_parquet_in_each_of_its_types(
    tmp_path: Path, values: pa.Array, texts: list[str]
) -> None:
    pq.write_table(pa.table({"text": values}), tmp_path / "a.parquet")
    articles, said = load(tmp_path / "a.parquet")
    assert [a.text for a in articles] == texts
    assert said == []


def test_a_table_in_columns_without_rows_is_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "a.parquet")
    articles, (said,) = load(tmp_path / "a.parquet")
    assert (articles, said.path) == ([], f"{tmp_path}/a.parquet")
    assert "no rows" in said.reason


def _record(kind: str, mime: str, body: bytes, uri: str = "https://e.org/a") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2017-04-06T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {uri}\r\n"
        f"Content-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def test_texts_of_a_crawl_have_the_day_and_the_address_of_the_crawl(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/2017/https://www.lantern.org/b"
    data = _record("conversion", "text/plain", b"One.", "https://www.theguardian.com/a")
    data += _record("conversion", "text/plain; charset=x", b"Caf\xe9 two.", copy)
    data += _record("resource", "TEXT/CSS", b"x") * 2 + _record("metadata", "text/plain", b"x")
    path = write(tmp_path / "a.wet", data)
    articles, said = load(path)
    assert [(a.text, a.outlet, a.url) for a in articles] == [
        ("One.", "The Guardian", "https://www.theguardian.com/a"),
        ("Café two.", "lantern.org", "https://www.lantern.org/b"),
    ]
    assert {a.published for a in articles} == {"2017-04-06"}
    assert [a.article_id for a in articles] == ["a#1", "a#2"]
    assert [(one.path, one.kind) for one in said] == [(str(path), "noted")]
    assert said[0].reason.endswith(": 2 text/css")


def test_a_record_longer_than_an_article_is_told(tmp_path: Path) -> None:
    data = _record("conversion", "text/plain", b"a" * ((1 << 20) + 1))
    path = write(tmp_path / "a.wet", data + _record("conversion", "text/plain", b"One."))
    articles, said = load(path, max_megabytes=1, languages=())
    assert [a.article_id for a in articles] == ["a#2"]
    assert [one.path for one in said] == [f"{path}#1"]
    assert "1 MB" in said[0].reason


def test_parts_of_a_package_are_read_within_bounds() -> None:
    data = zipped({"a.xml": b"<a/>", "big": b"x" * (2 << 20)})
    package = Package(data, 1 << 30)
    assert package.names == ("a.xml", "big")
    assert package.part("a.xml") == b"<a/>"
    assert package.part("none") is None
    with pytest.raises(FramingError, match="more than 1 MB"):
        package.part("big")  # it packs a thousand times
    with pytest.raises(FramingError, match="unpacks to more than 9 MB"):
        package.check_size(9 << 20)
    small = Package(zipped({"a": bytes(range(256)) * 8}), 2048)
    small.check_size(2048)
    with pytest.raises(FramingError, match="unpacks"):
        small.check_size(2047)
    assert small.part("a") == bytes(range(256)) * 8
    with pytest.raises(FramingError, match="unpacks"):
        small.part("a")  # the bound holds for all parts together
    with pytest.raises(FramingError, match="no readable document"):
        Package(b"nothing", 1)


def test_names_of_elements_and_comments() -> None:
    root = parse_xml(b"\n <a xmlns='u'><!-- c --><b/></a>")
    assert [local_name(one) for one in root.iter()] == ["a", "", "b"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("13-Jan-2011", "2011-01-13"),
        ("22 de marzo de 2010", "2010-03-22"),
        ("Thursday, March 4th, 2021 10:30", "2021-03-04"),
        ("4.3.2021", "2021-03-04"),
        ("p. 3, 2021-03-04", "2021-03-04"),
        ("31 February 2021", None),
        ("4 Foo 2021", None),
        ("4 March 20215", None),
        ("Spring 2021", None),
        ("4 Foo 2021, 5 March 2021", "2021-03-05"),
    ],
)
def test_days_written_out(line: str, day: str | None) -> None:
    assert find_written_day(line) == day


def test_months_written_out_and_labels() -> None:
    assert (find_month("March 2021"), find_month("  mars 2021 x"), find_month("Spring 2021")) == (
        "March 2021",
        "mars 2021",
        None,
    )
    assert (month_number("Dec."), month_number("januar"), month_number("x")) == (12, 1, None)
    assert split_label("Byline : Ann\xa0Lee ", "nexis") == ("byline", "Byline", "Ann Lee")
    assert split_label("Byline:Ann", "nexis") is None
    assert split_label("Words: of a story", "nexis") is None
