"""Tables for people, form by form: what a cell shows, what a page says beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.outputs import AUTHOR, MADE_BY
from framing.errors import UsageError
from framing.tables import publish as publishing
from framing.tables.publish import (
    cell_text,
    check_papers,
    interval,
    need,
    publish,
)
from framing.tables.record import (
    KEY,
    record_bytes,
)

RECORD: dict[str, Any] = {
    "framing": "0",
    "corpus_fingerprint": "ä--b",
    "command": "framing compare x",
    "long": "y" * 300,
}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (float("nan"), ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (-7, "−7"),
        (999, "999"),
        (1000, "1,000"),
        (999.4, "999"),
        (999.49, "999"),
        (999.5, "1,000"),
        (-999.94, "−1,000"),
        (1000.5, "1,000"),
        (1001.5, "1,002"),
        (-1234.5, "−1,234"),
        (0.0004, "0.0004"),
        (0.0001, "0.0001"),
        (0.00005, "0.0001"),
        (0.0000499, "0.0000"),
        (1e14, "100,000,000,000,000"),
        (1e16, "10,000,000,000,000,000"),
        (-1e-5, "0.0000"),
        (" a\n\tb ", "a b"),
        ("x\x00y\u202ez\u2066\u202a\u2069\u2029", "x\ufffdyz"),
        ("\u2029\u202f\u2065\u206a", "\u2065\u206a"),
    ],
)
def test_a_cell_is_what_people_read(value: object, shown: str) -> None:
    assert cell_text(value) == shown


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_keep_every_digit(value: int) -> None:
    for given_value in (value, float(value)):
        assert cell_text(given_value).replace(",", "").replace("−", "-") == str(value)


def test_estimates_stand_with_their_intervals_as_far_as_there_are_any() -> None:
    table = pd.DataFrame(
        {
            "e": [0.12345, -1.5, np.nan, 2.0, 3.0, 0.5],
            "l": [0.1, -2.0, 0.0, np.nan, 1.0, 0.25],
            "h": [0.2, -1.0, 1.0, 3.0, np.nan, 0.75],
        }
    )
    found = interval(table, ["e", "l", "h"])
    assert found == ["0.123 [0.1, 0.2]", "−1.5 [−2, −1]", "", "2", "3", "0.5 [0.25, 0.75]"]
    assert interval(table, ["e", "l", "h"], digits=2)[0] == "0.12 [0.1, 0.2]"
    assert interval(table, ["l", "e", "h"])[0] == "0.1 [0.123, 0.2]"
    large = pd.DataFrame({"e": [1234.5], "l": [99.6], "h": [-99.5]})
    assert interval(large, ["e", "l", "h"], digits=2) == ["1,234 [100, −100]"]


TABLE = pd.DataFrame(
    {"out|let": ["He|rald", "<b>&</b>"], "n": [1234, 2], "x": [0.5, np.nan], "free": [True, False]}
)


def _written(tmp_path: Path, ending: str, table: pd.DataFrame = TABLE, **more: Any) -> bytes:
    target = tmp_path / f"t{ending}"
    publish(str(target), table, text=["out|let"], **more)
    return target.read_bytes()


def test_a_markdown_page_is_mark_caption_table_and_record_in_order(tmp_path: Path) -> None:
    lines = _written(tmp_path, ".md", caption="A caption", record=RECORD).decode().split("\n")
    assert lines[:4] == [f"<!-- {MADE_BY} -->", "", "A caption", ""]
    body = [line for line in lines if line.startswith("|")]
    assert [cell.strip() for cell in re.split(r"(?<!\\)\|", body[2])[1:-1]] == [
        *("He\\|rald", "1,234", "0.5", "yes"),
    ]
    assert "&lt;b>&&lt;/b>" in body[3]
    told = json.loads(lines[-2].removeprefix("<!-- ").removesuffix(" -->"))
    assert told["corpus_fingerprint"] == "ä- -b"
    assert lines[-1] == ""
    bare = _written(tmp_path, ".md").decode()
    assert bare.count("<!--") == 1
    assert "A caption" not in bare


def test_latex_has_its_sides_its_caption_and_its_record(tmp_path: Path) -> None:
    text = _written(tmp_path, ".tex", caption="5 < 6", record=RECORD).decode()
    head, record, *rest = text.split("\n")
    assert head == f"% {MADE_BY}"
    assert rest[0] == "% needs \\usepackage[T1]{fontenc}, \\usepackage{booktabs}"
    assert json.loads(record[2:])["corpus_fingerprint"] == "ä--b"
    whole = "\n".join(rest)
    assert "\\begin{tabular}{lrrl}" in whole
    assert "\\begin{table}[t]" in whole
    assert "\\caption{5 $<$ 6}" in whole
    assert "out\\textbar{}let & n & x & free \\\\" in whole
    assert "$<$b$>$\\&$<$/\\allowbreak{}b$>$ & 2 &  & no \\\\" in whole
    bare = _written(tmp_path, ".tex").decode()
    assert "\\caption" not in bare
    assert bare.count("%") == 2
    marks = pd.DataFrame({"a": ["\\~^−≥≤{}"]})
    shown = _written(tmp_path, ".tex", marks).decode()
    assert r"\textbackslash{}\textasciitilde{}\textasciicircum{}$-$$\geq$$\leq$\{\}" in shown


def test_a_page_has_numbers_right_a_title_and_a_record_nobody_sees(tmp_path: Path) -> None:
    page = _written(tmp_path, ".html", caption="A <caption>", record=RECORD).decode()
    assert "<title>A &lt;caption&gt;</title>" in page
    assert "<caption>A &lt;caption&gt;</caption>" in page
    assert "default-src 'none'" in page
    assert json.loads(page.split("<!-- ")[1].split(" -->")[0])["framing"] == "0"
    right = re.findall(r"#T_framing_row(\d)_col(\d)", page.split("</style>")[1])
    assert sorted(set(right)) == [("0", "1"), ("0", "2"), ("1", "1"), ("1", "2")]
    assert "text-align: right" in page
    bare = _written(tmp_path, ".html", TABLE[["out|let"]]).decode()
    assert "<title>Table</title>" in bare
    assert "text-align: right" not in bare
    assert "<caption>" not in bare
    assert "<!-- " not in bare


def test_a_workbook_has_names_a_frozen_head_and_its_record(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    hostile = TABLE.assign(**{"out|let": ["=1+1", "a\x01b"]})
    _written(tmp_path, ".xlsx", hostile, caption="A caption", record={**RECORD, "n": [1]})
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["table", "run"]
    assert (book.properties.creator, book.properties.lastModifiedBy) == (AUTHOR, AUTHOR)
    rows = [[cell.value for cell in row] for row in book["table"].iter_rows()]
    assert rows == [
        ["out|let", "n", "x", "free"],
        ["=1+1", 1234, 0.5, True],
        ["a\ufffdb", 2, None, False],
    ]
    assert book["table"]["A2"].data_type == "s"
    assert book["table"].freeze_panes == "A2"
    notes = {row[0].value: row[1].value for row in book["run"].iter_rows()}
    assert notes == {"caption": "A caption", **RECORD, "n": "[1]"}


def test_a_word_file_has_caption_sides_command_and_record(tmp_path: Path) -> None:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _written(tmp_path, ".docx", caption="A\u202e caption", record=RECORD)
    document = Document(str(tmp_path / "t.docx"))
    assert [one.text for one in document.paragraphs] == ["A caption", "framing compare x"]
    about = document.core_properties
    assert (about.author, about.last_modified_by) == (AUTHOR, AUTHOR)
    assert len(about.comments) == 250
    assert about.comments.startswith('{"framing": "0", "corpus_fingerprint": "\\u00e4--b"')
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["out|let", "n", "x", "free"],
        ["He|rald", "1,234", "0.5", "yes"],
        ["<b>&</b>", "2", "", "no"],
    ]
    for row in table.rows:
        right = [c.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for c in row.cells]
        assert right == [False, True, True, False]
    _written(tmp_path, ".docx")
    assert Document(str(tmp_path / "t.docx")).paragraphs == []


def test_forms_to_read_hold_the_view_and_forms_to_work_with_the_whole(tmp_path: Path) -> None:
    def view(table: pd.DataFrame) -> pd.DataFrame:
        return table[["out|let"]].rename(columns={"out|let": "seen"})

    for ending in (".md", ".tex", ".html"):
        assert b"1,234" not in _written(tmp_path, ending, view=view)
        assert b"seen" in _written(tmp_path, ending, view=view)
    from openpyxl import load_workbook

    for ending in (".xlsx", ".csv", ".jsonl", ".parquet"):
        _written(tmp_path, ending, view=view)
    assert load_workbook(tmp_path / "t.xlsx")["table"]["B2"].value == 1234
    assert (tmp_path / "t.csv").read_text().splitlines()[1] == "He|rald,1234,0.5,True"
    assert json.loads((tmp_path / "t.jsonl").read_text().splitlines()[1])["n"] == 2
    numbers = TABLE.rename(columns={"n": 5})
    publish(str(tmp_path / "n.parquet"), numbers, text=["out|let"], record=RECORD)
    held = pq.read_table(tmp_path / "n.parquet")
    assert held.column_names == ["out|let", "5", "x", "free"]
    assert held.schema.types == [pa.string(), pa.float64(), pa.float64(), pa.float64()]
    assert held.to_pylist()[1] == {"out|let": "<b>&</b>", "5": 2.0, "x": None, "free": 0.0}
    assert json.loads(held.schema.metadata[KEY]) == RECORD


def test_a_record_lies_beside_what_cannot_hold_one_and_nowhere_else(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for ending in (".csv", ".jsonl.gz"):
        _written(tmp_path, ending, record=RECORD)
        assert (tmp_path / f"t{ending}.run.json").read_bytes() == record_bytes(RECORD)
    _written(tmp_path, ".csv.gz")
    _written(tmp_path, ".parquet", record=RECORD)
    publish("-", TABLE, text=["out|let"], record=RECORD)
    assert capfdbinary.readouterr().out.startswith(b"out|let,n,x,free\r\n")
    records = sorted(path.name for path in tmp_path.glob("*.run.json"))
    assert records == ["t.csv.run.json", "t.jsonl.gz.run.json"]


def test_a_form_that_needs_more_packages_says_so_before_any_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UsageError, match=r"\.xlsx needs pip install 'framing\[papers\]'; or take"):
        need("no_such_module", ".xlsx")
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(publishing, "need", lambda *words: asked.append(words))
    for target in ("a.xlsx", "a.docx", "a.csv", "a.md"):
        check_papers(target)
    assert asked == [("openpyxl", ".xlsx"), ("docx", ".docx")]
