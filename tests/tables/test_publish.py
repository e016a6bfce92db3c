"""Tables in every form: nothing lost, nothing run, the record of the run with them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.errors import UsageError
from framing.run.record import run_record
from framing.tables.publish import PAPER_ENDINGS, cell_text, publish
from framing.tables.record import read_record
from framing.tables.write import TABLE_ENDINGS

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> 50% of $5 & _more_ | x\u202ey"
TABLE = pd.DataFrame({"outlet": ["Herald", HOSTILE], "estimate": [0.12345, np.nan], "n": [1234, 2]})


@pytest.fixture(scope="module")
def record() -> dict[str, object]:
    return run_record(["seeds/articles"], None, {"confidence": 0.95})


@pytest.mark.parametrize("ending", [*PAPER_ENDINGS, *TABLE_ENDINGS])
def test_every_form_holds_all_rows_and_the_record(
    ending: str, tmp_path: Path, record: dict[str, object]
) -> None:
    target = tmp_path / f"table{ending}"
    publish(str(target), TABLE, text=["outlet"], caption="Differences", record=record)
    assert target.stat().st_size > 100
    assert not list(tmp_path.glob("*.part"))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    if ending in (".csv", ".md", ".tex", ".html", ".jsonl"):
        assert b"Herald" in kept
        assert str(record["corpus_fingerprint"]).encode() in kept


def test_a_page_runs_nothing_that_an_article_says(tmp_path: Path) -> None:
    publish(str(tmp_path / "t.html"), TABLE, text=["outlet"])
    page = (tmp_path / "t.html").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


def test_latex_says_the_special_marks_as_text(tmp_path: Path) -> None:
    publish(str(tmp_path / "t.tex"), TABLE, text=["outlet"], caption="50 %")
    text = (tmp_path / "t.tex").read_text("utf-8")
    assert r"50\% of \$5 \& " in text
    assert r"\toprule" in text
    assert r"\caption{50 \%}" in text


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(
    tmp_path: Path, record: dict[str, object]
) -> None:
    from openpyxl import load_workbook

    publish(str(tmp_path / "t.xlsx"), TABLE, text=["outlet"], record=record)
    book = load_workbook(tmp_path / "t.xlsx")
    sheet = book["table"]
    assert sheet["A3"].data_type == "s"
    assert sheet["B2"].value == pytest.approx(0.12345)
    assert sheet["B3"].value is None
    notes = {row[0].value: row[1].value for row in book["run"].iter_rows()}
    assert notes["corpus_fingerprint"] == record["corpus_fingerprint"]


def test_a_word_file_has_the_table(tmp_path: Path) -> None:
    from docx import Document

    publish(str(tmp_path / "t.docx"), TABLE, text=["outlet"], caption="Differences")
    table = Document(io.BytesIO((tmp_path / "t.docx").read_bytes())).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Herald", "0.123", "1,234"]


def test_a_word_table_of_many_columns_lies_on_its_side_and_one_of_none_is_no_table(
    tmp_path: Path,
) -> None:
    from docx import Document

    publish(str(tmp_path / "w.docx"), pd.DataFrame({f"n{k}": [k] for k in range(7)}), text=[])
    page = Document(str(tmp_path / "w.docx")).sections[0]
    assert page.page_width > page.page_height
    publish(str(tmp_path / "e.docx"), pd.DataFrame(), text=[])
    assert not Document(str(tmp_path / "e.docx")).tables


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_the_record_is_found_again(ending: str, tmp_path: Path, record: dict[str, object]) -> None:
    target = tmp_path / f"t{ending}"
    publish(str(target), TABLE, text=["outlet"], record=record)
    assert read_record(target) == json.loads(json.dumps(record))
    assert read_record(tmp_path) == read_record(target)


def test_a_table_without_record_says_what_is_expected(tmp_path: Path) -> None:
    TABLE.to_csv(tmp_path / "own.csv")
    with pytest.raises(UsageError, match=r"own\.csv\.run\.json"):
        read_record(tmp_path / "own.csv")


def test_the_same_call_gives_the_same_record() -> None:
    assert run_record(["seeds/articles"], None) == run_record(["seeds/articles"], None)


def test_an_empty_table_is_written_too(tmp_path: Path) -> None:
    for ending in (*PAPER_ENDINGS, ".csv", ".parquet"):
        publish(str(tmp_path / f"t{ending}"), TABLE.iloc[:0], text=["outlet"])
        assert (tmp_path / f"t{ending}").is_file()


def test_cells_are_short_and_exact_where_they_count() -> None:
    assert cell_text(1234567) == "1,234,567"
    assert cell_text(0.00012345) == "0.000123"
    assert cell_text(True) == "yes"
    assert cell_text("two\nlines") == "two lines"


def test_numbers_of_a_markdown_table_stand_right_and_words_left(tmp_path: Path) -> None:
    publish(str(tmp_path / "t.md"), TABLE, text=["outlet"])
    lines = (tmp_path / "t.md").read_text("utf-8").split("\n")
    (rule,) = [line for line in lines if set(line) <= set("|:-") and line]
    sides = rule.strip("|").split("|")
    assert [(side[0] == ":", side[-1] == ":") for side in sides] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_a_truth_value_stays_one_in_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    held = pd.DataFrame({"free": pd.Series([np.True_, False], dtype=object)})
    publish(str(tmp_path / "t.xlsx"), held, text=[])
    sheet = load_workbook(tmp_path / "t.xlsx")["table"]
    assert (sheet["A2"].value, sheet["A3"].value) == (True, False)
    assert {sheet["A2"].data_type, sheet["A3"].data_type} == {"b"}
