"""Rows of tables: the numbers of the reading, the words of the text, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.outputs import PARQUET_MARK
from framing.errors import UsageError
from framing.measures.columns import list_features
from framing.reading import read_article, read_articles
from framing.tables.codebook import codebook_markdown, codebook_rows
from framing.tables.read import read_feature_table
from framing.tables.rows import (
    BASE_COLUMNS,
    QUOTE_COLUMNS,
    base_row,
    column_names,
    feature_row,
    headline_of,
    layer_rows,
    measure,
    quote_rows,
    rounded,
)
from framing.tables.write import (
    check_target,
    csv_line,
    form_of,
    json_line,
    json_row,
    open_lines,
    open_table,
    text_of_cell,
)
from framing.types import Article, Options

STORY = (
    "Talks may resume\n\n"
    "“We are ready for talks,” the minister said on Monday. “They may resume soon.”\n\n"
    "Officials of the United States said that Russia had attacked no one, and that Mr. Smith told "
    "reporters: “He said ‘never’ to me.” The United States accused Russia of air strikes.\n\n"
    "Read more: Other stories\n"
)
ARTICLE = Article("a", STORY, outlet="Example Site", published="2017-04-05", path="in.csv#1")


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_keeps_six_digits_and_whole_numbers_whole(value: float) -> None:
    found = rounded(value)
    assert math.isclose(found, value, rel_tol=5e-6, abs_tol=0.0)
    if value.is_integer() and abs(value) < 10**6:
        assert found == value
    if float(found).is_integer():
        assert isinstance(found, int)
    assert rounded(float(found)) == found
    digits = re.sub(r"e.*|[-.]", "", f"{found:.17g}".lstrip("-0.")) if found else "0"
    assert float(f"{found:.6g}") == found or len(digits) <= 17


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (0.0, 0),
        (-3.0, -3),
        (1 / 3, 0.333333),
        (2 / 3, 0.666667),
        (999_999.0, 999_999),
        (1_000_000.0, 1_000_000),
        (1_234_567.0, 1_234_570),
        (123_456.7, 123_457),
        (1e-9 / 3, 3.33333e-10),
    ],
)
def test_rounded_values_are_those_a_reader_expects(value: float, found: float) -> None:
    assert rounded(value) == found
    assert isinstance(rounded(value), type(found))


def test_nothing_stays_nothing() -> None:
    assert math.isnan(rounded(math.nan))


def test_base_columns_say_which_article_it_is() -> None:
    reading = read_article(ARTICLE)
    row = base_row(reading)
    assert tuple(row) == BASE_COLUMNS
    assert row["article_id"] == "a"
    assert row["published"] == "2017-04-05"
    assert row["title"] == headline_of(reading) == "Talks may resume"
    assert base_row(read_article(Article("a", STORY, title="Given")))["title"] == "Given"
    assert row["n_words"] == feature_row(reading, list_features(Options()))["text_words_count"]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 45])
def test_measuring_together_changes_no_row_and_loses_none(count: int) -> None:
    articles = [Article(str(k), STORY.replace("Monday", f"day {k}")) for k in range(count)]
    features = list_features(Options())
    found = list(measure(read_articles(articles), features))
    assert [reading.article.article_id for reading, _ in found] == [str(k) for k in range(count)]
    for reading, row in found[:: max(1, count // 3)]:
        alone = feature_row(read_article(reading.article), features)
        assert list(row) == list(column_names(Options()))
        assert all(
            a == b or (a != a and b != b) for a, b in zip(row.values(), alone.values(), strict=True)
        )


def test_rows_of_attributions_hold_the_words_of_their_spans() -> None:
    reading = read_article(ARTICLE)
    rows = quote_rows(reading)
    assert len(rows) == len(reading.quotes) >= 3
    for row, quote in zip(rows, reading.quotes, strict=True):
        assert tuple(sorted(row)) == tuple(sorted(QUOTE_COLUMNS))
        assert (row["article_id"], row["path"], row["published"]) == ("a", "in.csv#1", "2017-04-05")
        assert row["outlet"] == reading.provenance.publisher
        for name in ("content", "cue", "source"):
            pairs = [
                tuple(map(int, pair.split(":"))) for pair in row[f"{name}_spans"].split(";") if pair
            ]
            assert pairs == [tuple(span) for span in getattr(quote, name)]
            assert row[name] == " … ".join(STORY[a:b] for a, b in pairs)
        assert 0 <= row["confidence"] <= 1


def _words(text: str) -> int:
    return len(re.findall(r"\w+(?:[.'’-]\w+)*", text))


def test_words_of_a_quotation_are_those_of_its_own_content() -> None:
    reading = read_article(ARTICLE)
    rows = layer_rows(reading, "quotes")
    contents = [quote.content for quote in reading.quotes]
    for row, own in zip(rows, contents, strict=True):
        inner = [
            STORY[a:b]
            for other in contents
            for a, b in other
            if other != own and any(c <= a and b <= d for c, d in own)
        ]
        expected = sum(_words(STORY[a:b]) for a, b in own) - sum(map(_words, inner))
        assert row["words"] == expected, row
        assert row["zone"] in {
            zone.kind for zone in reading.zones if zone.start <= own[0][0] < zone.stop
        }
        for name in ("content", "cue", "source"):
            assert row[f"{name}_text"] == " … ".join(STORY[a:b] for a, b in row[name])
    assert sum(row["words"] for row in rows) == int((reading.quote_of[reading.is_word] >= 0).sum())


@pytest.mark.parametrize("layer", ["hedges", "mentions", "relations", "wordings"])
def test_rows_of_a_layer_hold_the_words_and_the_zone_of_each_thing(layer: str) -> None:
    reading = read_article(ARTICLE)
    rows = layer_rows(reading, layer)
    items = getattr(reading, layer)
    assert len(rows) == len(items) > 0
    for row, item in zip(rows, items, strict=True):
        assert row["article_id"] == "a"
        assert row["text"] == STORY[item.start : item.stop] != ""
        (zone,) = [z.kind for z in reading.zones if z.start <= item.start < z.stop]
        assert row["zone"] == zone


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.text("=+-@'\t\r\n\",x", max_size=6),
    st.integers(),
    st.booleans(),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(CELLS, min_size=1, max_size=5))
def test_cells_come_back_as_they_were_and_no_spreadsheet_runs_them(cells: list[object]) -> None:
    line = csv_line([*cells, "end"])
    assert line.endswith("\r\n")
    (found,) = list(csv.reader(io.StringIO(line, newline="")))
    for written, cell in zip(found, [*cells, "end"], strict=True):
        if not isinstance(cell, int) or isinstance(cell, bool):
            assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
        if isinstance(cell, str):
            clean = cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
            assert text_of_cell(written) == clean
        else:
            assert written == ("" if cell is None else str(cell))


def test_numbers_in_cells_have_six_digits_and_nothing_is_empty() -> None:
    assert csv_line([0.5, math.nan, None, 1 / 3, 7, 1e10, "a"]) == "0.5,,,0.333333,7,1e+10,a\r\n"


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=5), st.text(max_size=8) | st.none() | st.integers(), max_size=4
    )
)
def test_a_line_of_json_is_one_line_and_comes_back(value: dict[str, object]) -> None:
    line = json_line(value)
    assert line.count("\n") == 1
    assert line.endswith("\n")
    clean = {k.encode("utf-8", "replace").decode(): v for k, v in value.items()}
    assert json.loads(line).keys() == clean.keys()
    assert json_row(["a", "b"], {"a": math.nan, "b": 0.5, "c": 1}) == '{"a":null,"b":0.5}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line({"a": math.inf})


ROWS = [
    {"article_id": "=a", "outlet": None, "score": 1.5},
    {"article_id": 'b,"c"\n', "outlet": "Ünï", "score": math.nan},
    {"article_id": "007", "outlet": "NA", "score": 3.0},
]


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "jsonl", "jsonl.gz", "parquet"])
@pytest.mark.parametrize("many", [1, 1500])
def test_a_table_comes_back_from_every_format(tmp_path: Path, ending: str, many: int) -> None:
    path = tmp_path / f"t.{ending}"
    with open_table(str(path), ["article_id", "outlet", "score"]) as table:
        for row in ROWS * many:
            table.write(row)
    back = read_feature_table(path)
    assert back["article_id"].tolist() == [row["article_id"] for row in ROWS] * many
    assert [x if isinstance(x, str) else None for x in back["outlet"]] == [None, "Ünï", "NA"] * many
    assert np.array_equal(
        back["score"].to_numpy(float), [1.5, math.nan, 3.0] * many, equal_nan=True
    )
    if ending == "parquet":
        assert PARQUET_MARK in (pq.read_schema(path).metadata or {})
    again = tmp_path / f"u.{ending}"
    with open_table(str(again), ["article_id", "outlet", "score"]) as table:
        for row in ROWS * many:
            table.write(row)
    assert again.read_bytes() == path.read_bytes()


def _break_off(target: str) -> None:
    with open_table(target, ["article_id", "score"]) as table:
        table.write({"article_id": "a", "score": 1.0})
        table.write({"article_id": "b"})


def test_a_gap_in_the_middle_of_a_table_leaves_no_file(tmp_path: Path) -> None:
    for ending in ("csv", "csv.gz", "jsonl", "parquet"):
        with pytest.raises(KeyError):
            _break_off(str(tmp_path / f"t.{ending}"))
    assert not list(tmp_path.iterdir())


def test_lines_keep_their_ends(tmp_path: Path) -> None:
    with open_lines(str(tmp_path / "t.csv")) as stream:
        stream.write("a\r\nb\nc")
    assert (tmp_path / "t.csv").read_bytes() == b"a\r\nb\nc"


@pytest.mark.parametrize(
    ("target", "endings", "said"),
    [
        ("f.xlsx", (".csv", ".md"), "expected a name ending in .csv, .md, or -"),
        ("f.xlsx", (".csv", "/"), "ending in .csv, or in / for a folder of Parquet parts, or -"),
        ("s3://b/f.xlsx", (".csv", "/"), "expected a name ending in"),
        ("here.csv", (".csv",), "is a folder; give a file name"),
        ("here.csv", (".csv", "/"), "end it with / for a folder"),
        ("no/f.csv", (".csv",), "no folder no; make it first"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_what_is_expected(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
    endings: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.csv").mkdir()
    with pytest.raises(UsageError, match=re.escape(said)):
        check_target(target, endings)


@pytest.mark.parametrize("target", ["-", "f.csv", "parts/", "s3://b/f.csv", "s3://b/parts/"])
def test_a_target_that_can_be_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    check_target(target, (".csv", "/"))
    form = "jsonl" if target.endswith("/") else "csv"
    assert form_of(target) == form
    assert form_of("f.csv.gz") == "csv"
    assert form_of("f.parquet") == form_of("f.jsonl") == "jsonl"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.txt", b"", "expected a table"),
        ("none.csv", None, "no such file"),
        ("t.csv", b"", "is not a readable table"),
        ("t.csv", b"a,b\n", "holds no row"),
        ("t.parquet", b"PAR1", "is not a readable table"),
        ("t.jsonl", b"{", "is not a readable table"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_of(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=said):
        read_feature_table(tmp_path / name)


def test_ids_and_named_columns_stay_text_and_only_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("article_id\toutlet\tevent\tn\n007\tNA\t01\t1\n\t\t\t\n")
    table = read_feature_table(tmp_path / "t.tsv", ["event"])
    assert table["article_id"][0] == "007"
    assert table["outlet"][0] == "NA"
    assert table["event"][0] == "01"
    assert table["n"][0] == 1
    assert table.iloc[1].isna().all()
    assert read_feature_table(tmp_path / "t.tsv")["event"][0] == 1


def test_empty_columns_of_json_lines_are_numbers_unless_they_are_text(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"outlet":null,"n":null,"m":1}\n')
    table = read_feature_table(tmp_path / "t.jsonl")
    assert table["n"].dtype == float
    assert table["outlet"].dtype != float
    assert isinstance(table, pd.DataFrame)


def test_the_codebook_has_a_row_a_column_and_all_of_them_in_its_text() -> None:
    options = Options()
    rows = codebook_rows(options)
    assert len(rows) == len({row["column"] for row in rows})
    assert set(column_names(options)) <= {row["column"] for row in rows}
    assert len({tuple(row) for row in rows}) == 1
    assert all(row["definition"] for row in rows)
    text = codebook_markdown(options)
    assert [row["column"] for row in rows if row["column"] not in text] == []
    heads = [k for k, line in enumerate(text.splitlines()) if line.startswith("|---")]
    lines = text.splitlines()
    for head in heads:  # each row of a table has as many cells as its head
        cells = lines[head].count("|")
        for line in lines[head + 1 :]:
            if not line.startswith("|"):
                break
            assert len(re.findall(r"(?<!\\)\|", line)) == cells, line
