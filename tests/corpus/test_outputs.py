"""What framing has written is told from a corpus by what it is, not by what it is called."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus.outputs import (
    AUTHOR,
    FIRST_COLUMNS,
    GENERATOR,
    MADE_BY,
    MODEL,
    OWN_FRAME,
    PARQUET_MARK,
    RECORD,
    SHEET_AUTHOR,
    command_of,
    command_of_start,
    files_of_record,
    is_our_folder,
    record_of,
)

from .loading import write, zipped

CORPORA = {
    "id,text,outlet\r\n1,A story.,X\r\n",
    "article_id,outlet,agency,published,title,n_words,text\r\n",  # joined with texts by the user
    "article_id,outlet\r\n",
    '{"article_id":"a","text":"A story."}\n',
    '{"id": 1, "text": "A story."}\n',
    "<!doctype html><html><head><title>T</title></head><body><p>Text.</p>",
    "# Codebook of a cipher\n\nA story.",
    "term\n",
    "",
    '"never closed',
}


@pytest.mark.parametrize("start", sorted(CORPORA))
def test_a_corpus_is_no_output(start: str) -> None:
    assert command_of_start(start.encode()) is None


@pytest.mark.parametrize("command", FIRST_COLUMNS)
def test_tables_are_known_by_their_first_columns(command: str) -> None:
    first = FIRST_COLUMNS[command]
    assert command_of_start((",".join([*first, "more"]) + "\r\n1,2\r\n").encode()) == command
    values = ['"a \\" }, { \\\\"', "null", '"b"', '"c"', "null", '"d"'][: len(first)]
    pairs = ",".join(f'"{name}":{value}' for name, value in zip(first, values, strict=True))
    assert command_of_start(f'{{{pairs},"more":1}}\n'.encode()) == command
    fewer = ",".join(first[:-1])
    assert command_of_start(f"{fewer}\r\n".encode()) != command


def test_a_numeric_last_column_is_known_in_json_lines(tmp_path: Path) -> None:
    line = '{"article_id":"a","outlet":null,"agency":null,"published":null,"title":"T","n_words":9,'
    assert command_of_start(line.encode()) == "features"


def test_packed_and_parquet_files_are_looked_into(tmp_path: Path) -> None:
    header = b"article_id,outlet,agency,published,title,n_words\r\n"
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(header))
    assert command_of(str(tmp_path / "f.csv.gz")) == "features"
    (tmp_path / "f.csv.gz").write_bytes(b"\x1f\x8bnot gzip at all")
    assert command_of(str(tmp_path / "f.csv.gz")) is None
    table = pa.table({"text": ["A story."]})
    pq.write_table(table, tmp_path / "t.parquet")
    assert command_of(str(tmp_path / "t.parquet")) is None
    pq.write_table(table.replace_schema_metadata({PARQUET_MARK: b"{}"}), tmp_path / "o.parquet")
    assert command_of(str(tmp_path / "o.parquet")) == "features"


def test_a_long_header_is_read_to_its_end(tmp_path: Path) -> None:
    first = ",".join(FIRST_COLUMNS["features"])
    many = ",".join(f"text_of_many_words_{k}_count" for k in range(400))
    for extra, command in (("", "features"), (",text", None), (",texts", "features")):
        (tmp_path / "f.csv").write_text(f"{first},{many}{extra}\r\n1,2\r\n")
        assert command_of(str(tmp_path / "f.csv")) == command
        (tmp_path / "f.csv.gz").write_bytes(gzip.compress((tmp_path / "f.csv").read_bytes()))
        assert command_of(str(tmp_path / "f.csv.gz")) == command


def test_what_cannot_be_read_is_not_ours(tmp_path: Path) -> None:
    assert command_of(str(tmp_path / "nowhere")) is None
    assert command_of(str(tmp_path)) is None
    (tmp_path / "z.zip").write_bytes(b"PK\3\4 and nothing")
    assert command_of(str(tmp_path / "z.zip")) is None
    (tmp_path / "p.parquet").write_bytes(b"PAR1 and nothing")
    assert command_of(str(tmp_path / "p.parquet")) is None


@pytest.mark.parametrize(
    ("member", "mark", "command"),
    [
        ("schema.json", MODEL, "train"),
        ("about.npy", OWN_FRAME.encode(), "frames train"),
        ("docProps/core.xml", f"<dc:creator>{SHEET_AUTHOR}</dc:creator>".encode(), "validate"),
        (
            "docProps/core.xml",
            f"<dc:creator a='b'>{AUTHOR}</dc:creator>"
            f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>".encode(),
            "a table",
        ),
        ("docProps/core.xml", f"<dc:creator>{AUTHOR}</dc:creator>".encode(), None),
        ("other.json", MODEL, None),
    ],
)
def test_archives_are_known_by_the_first_megabyte_of_a_member(
    tmp_path: Path, member: str, mark: bytes, command: str | None
) -> None:
    path = write(tmp_path / "a.zip", zipped({"x": b"x", member: b"  " + mark}))
    assert command_of(str(path)) == command
    late = write(tmp_path / "b.zip", zipped({member: b" " * (1 << 20) + mark}))
    assert command_of(str(late)) is None


def test_a_folder_is_ours_by_the_record_in_it(tmp_path: Path) -> None:
    assert files_of_record(str(tmp_path)) == frozenset()
    write(tmp_path / RECORD, record_of("features", ["b.csv", "a.csv"]))
    assert files_of_record(str(tmp_path)) == {RECORD, "a.csv", "b.csv"}
    assert is_our_folder(str(tmp_path))
    for other in ("[]", "{}", '{"files": 7}', "{", "[" * 100_000):
        write(tmp_path / RECORD, other)
        assert not is_our_folder(str(tmp_path))


def test_a_table_of_ours_is_packed_or_not_and_a_picture_known_by_its_end(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", b"%PDF-1.4" + b"x" * 9000 + f"/Author ({AUTHOR})".encode())
    assert command_of(str(path)) == "chart"
    assert command_of(str(write(tmp_path / "b.pdf", path.read_bytes() + b"x" * 4096))) is None
    assert command_of(str(write(tmp_path / "c.pdf", b"%PDF-1.4"))) is None


@pytest.mark.parametrize(
    ("start", "command"),
    [
        (f"<!-- {MADE_BY} methods -->", "methods"),
        (f"<!-- {MADE_BY} compare -->", "a table"),
        (f"% {MADE_BY}", "a table"),
        (f"<html>{GENERATOR}", "explain"),
        ("# Codebook\nx", "codebook"),
        ('{"framing": "1", "language_core": 2', "the record of a run"),
        ('{"format": 1, "question": {', "the key of a sheet"),
        ('{"columns": [{"columns": "a', "validate score --tiers"),
        ("<!-- made by hand -->", None),
    ],
)
def test_other_files_are_known_by_their_first_words(start: str, command: str | None) -> None:
    assert command_of_start(start.encode()) == command
    assert command_of_start(f"x{start}".encode()) is None
