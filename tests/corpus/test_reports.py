"""What is said of input that is not read: which file, which row, why, and whether it is a fault."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.delimited import find_delimiter, is_table
from framing.corpus.jsonl import descend, names_in
from framing.corpus.records import RecordReader, Window
from framing.corpus.row_shape import RowShape
from framing.corpus.streams import _Counted

from .loading import load, write, zipped

LATIN = "Caf\u00e9 ol\u00e9, said the mayor of the town to all of them.".encode("cp1252")


@pytest.mark.parametrize(
    ("name", "data", "row", "kind", "words"),
    [
        ("a.txt", b"", "", "skipped", "empty file"),
        ("a.txt", b"\x00\x01\x02" * 99, "", "skipped", "binary data"),
        ("a.txt", LATIN, "", "noted", "windows-1252"),
        ("a.md", LATIN, "", "noted", "windows-1252"),
        ("a.md", b"---\n", "", "skipped", "without words"),
        ("a.csv", b"", "", "skipped", "empty file"),
        ("a.csv", b"id,text\n", "", "skipped", "no rows"),
        ("a.csv", b"id,text\n1,One.\n2,\n", "#2", "skipped", "line 3: no text"),
        ("a.csv", b"id,text\n1,One.\n2,Two.,x\n", "#2", "skipped", "line 3: 3 fields"),
        ("a.csv", b"id,text\n1,One.\n1,Two.\n", "#2", "repaired", "given before"),
        ("a.jsonl", b"", "", "skipped", "empty file"),
        ("a.jsonl", b"\n\n", "", "skipped", "empty file"),
        ("a.jsonl", b'{"text": "One."}\n{\n', "#2", "skipped", "malformed JSON"),
        ("a.jsonl", b'{"text": "One."}\n7\n', "#2", "skipped", "found a int"),
        ("a.jsonl", b'{"text": "One."}\n{"x": 1}\n', "#2", "skipped", "no column for the text"),
        ("a.json", b"", "", "skipped", "empty file"),
        ("a.json", b"[]", "", "skipped", "empty list"),
        ("a.json", b'{"text": "One."', "", "skipped", "malformed JSON"),
        ("a.json", b"[[[[", "#1", "skipped", "breaks off"),
        ("a.json", b'[{"text": "One."}, 7]', "#2", "skipped", "found a int"),
        ("a.html", b" ", "", "skipped", "empty file"),
        ("a.html", b"\x00\x01\x02" * 99, "", "skipped", "binary data"),
        ("a.xml", b"<a><b></a>", "", "skipped", "no sound XML"),
        ("a.xml", b"<a/>", "", "skipped", "root is <a>"),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "", "skipped", "entities"),
        ("a.rss", b"<rss/>", "", "skipped", "without entries"),
        ("a.docx", b"PK\x03\x04word/", "", "skipped", "left out"),
        ("a.docx", zipped({"word/x.xml": b"<a/>"}), "", "skipped", "no word/document.xml"),
        ("a.epub", zipped({"mimetype": b"application/epub"}), "", "skipped", "without a chapter"),
        ("a.pdf", b"%PDF-1.4 nothing", "", "skipped", "cannot be read"),
        ("a.rtf", b"{\\rtf1 }", "", "skipped", "without text"),
        ("a.xlsx", zipped({"xl/x.xml": b"<a/>"}), "", "skipped", "no readable workbook"),
        ("a.db", b"SQLite format 3\x00 nothing", "", "skipped", "no readable SQLite"),
        ("a.eml", b"Content-Type: image/png\n\nx", "", "skipped", "without text"),
        ("a.webarchive", b"bplist00", "", "skipped", "no readable web archive"),
        ("a.parquet", b"PAR1", "", "skipped", "no readable Parquet"),
        ("a.warc", b"WARC/1.0\r\nA: b\r\n", "#1", "skipped", "header without an end"),
        ("a.warc", b"no record", "#1", "skipped", "no record begins here"),
        ("a.warc", b"", "", "skipped", "no pages among 0"),
        ("a.zip", b"PK\x03\x04", "", "skipped", "no readable ZIP"),
        ("a.tar", b"x" * 600, "", "skipped", "damaged"),
    ],
)
def test_each_format_says_what_is_wrong_and_where(
    tmp_path: Path, name: str, data: bytes, row: str, kind: str, words: str
) -> None:
    path = write(tmp_path / name, data)
    _, said = load(path)
    told = [one for one in said if words in one.reason]
    assert [(one.path, one.kind) for one in told] == [(f"{path}{row}", kind)]


def test_a_page_that_is_too_large_says_how_large(tmp_path: Path) -> None:
    page = b"<html><body><p>" + b"One word. " * 900_000 + b"</p></body></html>"
    articles, (said,) = load(write(tmp_path / "a.html", page))
    assert articles == []
    assert said.reason.startswith("page of 8 MB")


@given(st.recursive(st.integers(), lambda inner: st.dictionaries(st.sampled_from("abc"), inner)))
def test_dotted_names_lead_to_their_values(tree: object) -> None:
    if not isinstance(tree, dict):
        return
    names = names_in(tree)
    assert len(set(names)) == len(names)
    for name in names:
        value: object = tree
        for part in name.split("."):
            assert isinstance(value, dict)
            value = value[part]
        assert descend(tree, name) == value
        assert name.count(".") <= 2
    inner = {name for name in names if name.count(".") == 2}
    wanted = {
        f"{a}.{b}.{c}"
        for a, one in tree.items()
        if isinstance(one, dict)
        for b, two in one.items()
        if isinstance(two, dict)
        for c in two
    }
    assert inner == wanted


def test_names_go_as_deep_as_asked_and_not_into_mappings_of_articles() -> None:
    deep = {"a": {"b": {"c": {"d": 1}}}}
    assert names_in(deep, 0) == ["a"]
    assert names_in(deep, 1) == ["a", "a.b"]
    assert names_in(deep) == ["a", "a.b", "a.b.c"]
    for count, entered in ((200, True), (201, False)):
        many = {str(k): {"x": 1} for k in range(count)}
        assert ("0.x" in names_in(many)) is entered
    assert descend({"a.b": 1, "a": {"b": 2}}, "a.b") == 1
    assert descend({"a": 1}, "a.b") is None


def records(text: str, delimiter: str = ",") -> list[tuple[int, list[str] | str]]:
    reader = RecordReader(Window(iter(text.splitlines(keepends=True))), delimiter)
    reader.read_header()
    return list(reader.read_rows())


FIELD = st.text("ab ,\n\"'", max_size=6)


@given(st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=6))
def test_every_row_that_a_writer_wrote_is_read_with_its_line(rows: list[tuple[str, ...]]) -> None:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["x", "y", "z"])
    starts = []
    for row in rows:
        starts.append(stream.getvalue().count("\n") + 1)
        writer.writerow(row)
    lines = io.StringIO(stream.getvalue(), newline="")
    reader = RecordReader(Window(iter(lines)), ",")
    reader.read_header()
    assert list(reader.read_rows()) == [
        (start, list(row)) for start, row in zip(starts, rows, strict=True)
    ]


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(4))
def test_a_mark_that_is_never_closed_costs_its_row_where_numbers_tell(
    before: int, after: int
) -> None:
    rows = [f"{k},2021-03-0{k + 1},Words of {k}\n" for k in range(before + 1)]
    rest = [f"{k},2021-04-0{k + 1},Words of {k}\n" for k in range(after)]
    found = records("".join(["n,day,text\n", *rows, '9,2021-03-09,"broken\n', *rest]))
    sound = [fields for _, fields in found if not isinstance(fields, str)]
    assert [fields[2] for fields in sound] == [
        *(f"Words of {k}" for k in range(before + 1)),
        *(f"Words of {k}" for k in range(after)),
    ]
    (broken,) = [(line, said) for line, said in found if isinstance(said, str)]
    assert broken[0] == before + 3
    assert broken[1].startswith(f"line {before + 3}: ")


def test_a_line_in_quotes_that_looks_like_a_row_ends_a_broken_one() -> None:
    rows = 'n,text\n1,One\n2,"broken\n3,Three\n4,four"\n5,Five\n'
    found = records(rows)
    texts = [fields[1] for _, fields in found if not isinstance(fields, str)]
    assert texts[:2] == ["One", "Three"]
    assert texts[-1] == "Five"


def test_the_shape_of_rows_tells_a_row_from_prose() -> None:
    shape = RowShape(3)
    assert not shape.is_distinct
    assert shape.fits(["a", "b", "c"], "a,b,c")
    assert not shape.fits(["a", "b"], "a,b")
    shape.learn(["1", "https://e.org/a", "One"], "1,")
    assert shape.is_distinct
    assert shape.fits(["2", "http://e.org/b", "Two"], "2,")
    assert shape.fits(["2", "", "Two"], "2,")
    assert not shape.fits(["b", "http://e.org/b", "Two"], "b,")
    assert not shape.fits(["", "", "Two"], ",,Two")
    shape.learn(["x", "y", "Two"], "x,")
    assert not shape.is_distinct
    assert shape.fits(["z", "z", "z"], "z,")


def test_a_field_is_far_longer_only_beside_five_short_ones() -> None:
    for rows, fits in ((4, True), (5, False)):
        shape = RowShape(2)
        for _ in range(rows):
            shape.learn(["a" * 10, "b" * 101], "a")
        assert shape.fits(["a" * 50, "b" * 999], "a")  # three times ten and twenty
        assert shape.fits(["a" * 51, "b"], "a") is fits


def test_rows_that_were_all_quoted_begin_with_a_mark() -> None:
    shape = RowShape(1)
    shape.learn(["a"], '"a"')
    assert shape.fits(["b"], '"b"')
    assert not shape.fits(["b"], "b")
    shape.learn(["a"], "a")
    assert shape.fits(["b"], "b")


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("title\ttext", True),
        ("title;text", False),
        ("title;text;date", True),
        ('"title","text","date"', True),
        ("title|text|date", True),
        ("One, two, three", False),
        ("text" + "," * 2000, False),
    ],
)
def test_a_first_line_that_only_names_columns_begins_a_table(line: str, table: bool) -> None:
    assert is_table(["", line, "rest"]) is table


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_finds_the_text(delimiter: str) -> None:
    assert find_delimiter(delimiter.join(["a", "text", "c"]), {}) == delimiter
    assert find_delimiter(delimiter.join("abcd"), {}) == delimiter


def test_bytes_are_counted_from_nought() -> None:
    taken: list[int] = []
    counted = _Counted(io.BytesIO(b"abcdef"), taken.append)
    assert counted.count() == 0
    assert (counted.read(4), counted.count()) == (b"abcd", 4)
    assert (counted.read(4), counted.count()) == (b"ef", 6)
    assert sum(taken) == 6


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_list_is_found_below_a_few_objects(tmp_path: Path, depth: int) -> None:
    made: object = [{"text": "One."}, {"text": "Two."}]
    for k in range(depth):
        made = {f"k{k}": made, "n": 1}
    path = write(tmp_path / "a.json", json.dumps(made))
    articles, _ = load(path)
    assert [(a.article_id, a.text) for a in articles] == [("a#1", "One."), ("a#2", "Two.")]


def test_a_file_packed_in_pieces_is_read_whole(tmp_path: Path) -> None:
    pack = {
        "gz": gzip.compress,
        "bz2": bz2.compress,
        "xz": lzma.compress,
        "zst": zstandard.compress,
    }
    for ending, packed in pack.items():
        path = write(tmp_path / f"a.txt.{ending}", packed(b"One. ") + packed(b"Two."))
        (article,), said = load(path)
        assert (article.text, said) == ("One. Two.", [])
