"""Tables for programs: cells, types, row groups, records, the codebook; and all of it read back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus.outputs import PARQUET_MARK
from framing.errors import StoppedError, UsageError
from framing.language import LANGUAGE_VERSION
from framing.lists.load import lexicon_folder, list_version
from framing.measures.columns import FAMILIES, list_features
from framing.measures.core import is_core
from framing.measures.tiers import find_tier
from framing.tables import folder as folders
from framing.tables import write as writing
from framing.tables.codebook import FAMILY_TITLES, codebook_markdown, codebook_rows
from framing.tables.folder import TablesFolder
from framing.tables.layers import LAYERS, as_day, column_type, schema_of
from framing.tables.publish import (
    write_record,
    write_whole,
)
from framing.tables.read import READ_ENDINGS, read_feature_table, read_table
from framing.tables.record import (
    KEY,
    read_record,
    record_bytes,
    record_of_source,
    record_place,
)
from framing.tables.rows import BASE_COLUMNS
from framing.tables.write import (
    ParquetWriter,
    check_target,
    csv_line,
    is_folder_of_parts,
    open_lines,
    open_table,
    text_of_cell,
)
from framing.types import Options
from framing.version import __version__

RECORD: dict[str, Any] = {
    "framing": "0",
    "corpus_fingerprint": "ä--b",
    "command": "framing compare x",
    "long": "y" * 300,
}


def test_a_record_is_read_from_wherever_it_lies(tmp_path: Path) -> None:
    whole = record_bytes(RECORD)
    assert json.loads(whole) == RECORD
    assert whole.endswith(b"}\n")
    assert "ä" in whole.decode()
    assert b"\n " in whole
    assert b"?" in record_bytes({"a": "\ud800"})
    assert record_place("a/b.csv") == record_place("a/b.csv/") == Path("a/b.csv.run.json")
    (tmp_path / "f.csv").write_text("x")
    write_record(str(tmp_path / "f.csv"), RECORD)
    (tmp_path / "parts").mkdir()
    for place in (tmp_path / "f.csv", tmp_path / "f.csv.run.json", tmp_path):
        assert read_record(place) == RECORD
    for name, content in (
        ("a.run.json", "no json"),
        ("b.run.json", '{"a": 1}'),
        ("c.run.json", "[]"),
    ):
        (tmp_path / "parts" / name).write_text(content)
    with pytest.raises(UsageError, match=r"parts: holds no run record .* parts\.run\.json beside"):
        read_record(tmp_path / "parts")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "parts" / "d.parquet")
    assert record_of_source(tmp_path / "parts") is None
    with (tmp_path / "parts" / "e.parquet").open("wb") as file:
        ParquetWriter(file, ["x"], record={**RECORD, "framing": "1"}).close()
    assert read_record(tmp_path / "parts")["framing"] == "1"
    assert read_record(tmp_path / "parts" / "e.parquet")["framing"] == "1"
    write_record(f"{tmp_path}/parts/", {**RECORD, "framing": "2"})
    assert read_record(tmp_path / "parts")["framing"] == "2"
    assert record_of_source(tmp_path / "none.csv") is None
    assert record_of_source(tmp_path / "none.parquet") is None


@pytest.mark.parametrize("mark", "=+-@\t\r")
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_and_no_other(mark: str) -> None:
    for text in (f"{mark}1", f"'{mark}1", f"''{mark}1"):
        (cell,) = next(csv.reader(io.StringIO(csv_line([text]), newline="")))
        assert cell == f"'{text}"
        assert text_of_cell(cell) == text
    for text in (f"a{mark}", f"'a{mark}", f" {mark}"):
        (cell,) = next(csv.reader(io.StringIO(csv_line([text]), newline="")))
        assert cell == text == text_of_cell(cell)
    assert csv_line([-1, -0.5, True]) == "-1,-0.5,True\r\n"
    assert csv_line(["a\0b\ud800"]) == "a\ufffdb?\r\n"


def test_lines_go_to_stdout_as_utf_8_with_the_ends_they_have(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    with open_lines("-") as stream:
        assert stream.write("ä\r\nb\n") == 5
        stream.write("c")
    assert capfdbinary.readouterr().out == "ä\r\nb\nc".encode()
    with open_table("-", ["a"]) as table:
        table.write({"a": "x"})
    assert capfdbinary.readouterr().out == b"a\r\nx\r\n"


def test_packed_lines_have_no_name_and_no_time(tmp_path: Path) -> None:
    with open_lines(str(tmp_path / "t.csv.gz")) as stream:
        stream.write("ä\r\n" * 500)
    packed = (tmp_path / "t.csv.gz").read_bytes()
    assert gzip.decompress(packed) == "ä\r\n".encode() * 500
    assert packed[3:9] == bytes(6)  # neither name nor time, and not for speed or size alone


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6])
def test_row_groups_hold_so_many_rows_and_the_last_the_rest(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PARQUET_ROWS", 3)
    monkeypatch.setattr(folders, "_ROWS", 3)
    rows = [{"article_id": f"a{k}", "n": float("nan") if k == 1 else k} for k in range(count)]
    with open_table(str(tmp_path / "t.parquet"), ["article_id", "n"]) as table:
        for row in rows:
            table.write(row)
    with TablesFolder(tmp_path / "tables", "parquet", RECORD) as tables:
        tables.add({"mentions": [{"article_id": row["article_id"], "start": 1} for row in rows]})
    for path in (tmp_path / "t.parquet", tmp_path / "tables" / "mentions.parquet"):
        about = pq.read_metadata(path)
        groups = [about.row_group(k).num_rows for k in range(about.num_row_groups)]
        assert groups[: count // 3] == [3] * (count // 3)
        assert sum(groups) == count
        assert max(groups, default=0) <= 3
        held = pq.read_table(path)
        assert held["article_id"].to_pylist() == [row["article_id"] for row in rows]
        assert held.schema.metadata[PARQUET_MARK] == __version__.encode()
    assert pq.read_table(tmp_path / "t.parquet")["n"].to_pylist() == [
        None if k == 1 else k for k in range(count)
    ]
    assert (
        json.loads(pq.read_schema(tmp_path / "tables" / "quotes.parquet").metadata[KEY]) == RECORD
    )


def test_a_folder_of_csv_has_heads_for_what_was_not_found(tmp_path: Path) -> None:
    with TablesFolder(tmp_path / "tables", "csv", RECORD) as tables:
        tables.add({"hedges": [{"article_id": "a", "published": "2020-01-05T09", "x": np.nan}]})
        tables.add({"hedges": [{"article_id": "b"}]})
        tables.add_reuse([{"article_id_a": "a", "words": 3, "other": 1}])
    held = {path.stem: path.read_bytes() for path in (tmp_path / "tables").glob("*.csv")}
    assert sorted(held) == sorted([*LAYERS, "reuse"])
    assert held["quotes"] == b"article_id,outlet,published\r\n"
    assert held["hedges"] == b"article_id,published,x\r\na,2020-01-05,\r\nb,,\r\n"
    reuse = list(csv.DictReader(io.StringIO(held["reuse"].decode(), newline="")))
    assert (reuse[0]["article_id_a"], reuse[0]["words"]) == ("a", "3")
    assert "other" not in reuse[0]
    assert list(reuse[0])[:7] == [
        *("article_id_a", "article_id_b", "start_a", "stop_a", "start_b", "stop_b", "words"),
    ]
    assert read_record(tmp_path / "tables") == RECORD


def test_columns_of_a_layer_have_the_types_that_they_are_declared_with() -> None:
    reuse = folders._schema("reuse", ["article_id_a", "words", "similarity", "kind"])
    assert reuse.types == [pa.string(), pa.float64(), pa.float64(), pa.string()]
    assert column_type("quotes", "words") is int
    assert column_type("quotes", "anonymous") is bool
    assert column_type("quotes", "confidence") is float
    assert column_type("quotes", "content") is str
    assert column_type("quotes", "stop") is int
    assert column_type("quotes", "no_such_column") is str
    assert column_type("relations", "published") == "date"
    assert schema_of("quotes", ["published", "kind"]).types == [pa.date32(), pa.string()]
    assert schema_of("articles", ["kind"]).types == [pa.float64()]
    assert schema_of("articles", ["kind"], iter(["kind"])).types == [pa.string()]
    for value, day in (
        ("2020-02-29", date(2020, 2, 29)),
        ("2020-02-29 10:00", date(2020, 2, 29)),
        ("2019-02-29", None),
        ("", None),
        (0, None),
        ("2020", None),
    ):
        assert as_day(value) == day


FEATURES = "article_id,outlet,n_words\r\n007,NA,3\r\n"


def test_tables_of_features_are_read_and_those_of_articles_are_not(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,text\n1,Talks may resume.\n")
    with pytest.raises(UsageError, match=r"t\.csv: holds articles, .*`framing features .*t\.csv"):
        read_feature_table(tmp_path / "t.csv")
    assert read_table(tmp_path / "t.csv")["id"].tolist() == [1]
    for head in ("article_id,text", "n_words,text"):
        (tmp_path / "u.csv").write_text(f"{head}\n1,Talks may resume.\n")
        assert len(read_feature_table(tmp_path / "u.csv")) == 1
    (tmp_path / "v.csv").write_text("label\nx\n")
    assert read_feature_table(tmp_path / "v.csv")["label"].tolist() == ["x"]
    (tmp_path / "e.csv").write_text("article_id,n\n")
    assert read_feature_table(tmp_path / "e.csv", empty=True).empty
    assert read_table(tmp_path / "e.csv", empty=True).columns.tolist() == ["article_id", "n"]
    for refuse in (read_table, read_feature_table):
        with pytest.raises(UsageError, match="holds no row; `framing features` writes one"):
            refuse(tmp_path / "e.csv")
    said = f"ending in {', '.join(READ_ENDINGS)}; make one of articles with"
    with pytest.raises(UsageError, match=re.escape(said)):
        read_table(tmp_path / "t.xlsx")


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".tsv", ".jsonl", ".jsonl.gz"])
def test_text_columns_of_every_format_stay_text_and_lose_their_apostrophe(
    ending: str, tmp_path: Path
) -> None:
    rows = [("'=x", "01", "'tis"), ("007", "2", "None")]
    if "jsonl" in ending:
        rows = [("=x", "01", "'tis"), ("007", "2", "None")]
        text = "".join(
            json.dumps({"outlet": a, "event": b, "title": c, "n": 1, "none": None}) + "\n"
            for a, b, c in rows
        )
    else:
        mark = "\t" if ending == ".tsv" else ","
        lines = [("outlet", "event", "title", "n", "none"), *((*row, "1", "") for row in rows)]
        text = "".join(mark.join(line) + "\n" for line in lines)
    path = tmp_path / f"t{ending}"
    path.write_bytes(gzip.compress(text.encode()) if ending.endswith("gz") else text.encode())
    table = read_feature_table(path, ["event"])
    assert table["outlet"].tolist() == ["=x", "007"]
    assert table["event"].tolist() == ["01", "2"]
    assert table["title"].tolist() == ["'tis", "None"]
    assert table["n"].tolist() == [1, 1]
    assert table["none"].isna().all()
    assert table["none"].dtype == float


def test_the_codebook_says_of_each_column_what_its_definition_says() -> None:
    options = Options()
    rows = {row["column"]: row for row in codebook_rows(options)}
    assert list(rows)[: len(BASE_COLUMNS)] == list(BASE_COLUMNS)
    for name in BASE_COLUMNS:
        row = rows[name]
        assert (row["core"], row["version"], row["tier"]) == ("yes", "1", "")
        assert row["definition"]
        assert {row[key] for key in ("unit", "higher_means", "bounds", "zone", "voice")} == {""}
    specs = [one.spec for one in list_features(Options(columns="all"))]
    assert list(rows)[len(BASE_COLUMNS) :] == [spec.name for spec in specs]
    for spec in specs:
        row = rows[spec.name]
        for key in ("unit", "definition", "higher_means", "zone", "voice", "source", "version"):
            assert row[key] == getattr(spec, key)
        low, high = row["bounds"].split("..")
        assert [float(x) if x else None for x in (low, high)] == list(spec.bounds)
        assert row["core"] == ("yes" if is_core(spec.name) else "no")
        assert (row["tier"], row["measured"]) == find_tier(spec.name, None)


def test_the_codebooks_page_has_a_table_of_core_and_of_style_for_each_family() -> None:
    page = codebook_markdown(Options())
    assert f"framing {__version__}, language core {LANGUAGE_VERSION}" in page
    names = sorted(path.stem for path in lexicon_folder().glob("*.toml"))
    told = ", ".join(list_version(name, None) for name in names)
    assert f"Versions of the word lists: {told}." in page
    assert (
        "## Which article it is\n\n| column | meaning |\n| --- | --- |\n| article_id | Id" in page
    )
    specs = [one.spec for one in list_features(Options(columns="all"))]
    place = 0
    for family in FAMILIES:
        mine = [spec for spec in specs if spec.family == family]
        head = f"## {FAMILY_TITLES[family]} (`{family}_`)"
        assert (head in page) is bool(mine)
        if not mine:
            continue
        assert page.index(head) > place
        place = page.index(head)
        part = page[place:].split("\n## ")[1 if page[place:].startswith("\n## ") else 0]
        core, _, style = part.partition("### Style and grammar")
        for spec in mine:
            row = f"| `{spec.name}` | {spec.unit} | "
            assert (row in core) is is_core(spec.name)
            assert (row in style) is not is_core(spec.name)
        assert bool(style) is any(not is_core(spec.name) for spec in mine)
    assert "| – |" in page


def _targets() -> Iterator[tuple[str, tuple[str, ...], str | None]]:
    yield "s3://b/f.csv", (".csv", ".md"), None
    yield "s3://b/f.txt", (".csv", ".md"), "-o s3://b/f.txt: expected a name ending in .csv, .md"
    yield "parts/", (".csv",), "expected a name ending in .csv, or -"
    yield "ours/", (".csv", "/"), None
    yield "mine/", (".csv", "/"), "holds notes.txt, which framing has not written there"
    yield "no/parts/", (".csv", "/"), "no folder no; make it first"


@pytest.mark.parametrize(("target", "endings", "said"), list(_targets()))
def test_a_target_is_checked_by_its_kind(
    target: str,
    endings: tuple[str, ...],
    said: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    if said is None:
        check_target(target, endings)
        return
    with pytest.raises(UsageError, match=re.escape(said)):
        check_target(target, endings)
    assert is_folder_of_parts(target) is target.endswith(os.sep)


def test_a_whole_file_replaces_the_older_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "f", b"older and longer")
    write_whole(str(tmp_path / "f"), b"new")
    assert (tmp_path / "f").read_bytes() == b"new"
    with pytest.raises(StoppedError, match="cannot be written"):
        write_whole(tmp_path / "no" / "f", b"x")
