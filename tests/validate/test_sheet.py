"""Sheets: what coders get, what comes back, and what is said of a broken one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from framing.errors import UsageError
from framing.validate import read_answers, read_key, write_key, write_sheet
from framing.validate.draw import Sample
from framing.validate.sheet import check_sheet_target, find_key, key_path
from tests.validate.made import make_coded


@pytest.fixture
def sample() -> Sample:
    return make_coded(60).sample


def test_a_key_comes_back_as_it_was(sample: Sample, tmp_path: Path) -> None:
    write_key(tmp_path / "s.key.json", sample)
    back = read_key(tmp_path / "s.key.json")
    assert back.articles == sample.articles
    assert back.question == sample.question
    assert [u.unit_id for u in back.drawn] == [u.unit_id for u in sample.drawn]
    assert all(unit.text == "" for unit in back.drawn)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_is_blind_and_comes_back_with_its_answers(
    sample: Sample, tmp_path: Path, ending: str
) -> None:
    known = {sample.drawn[0].unit_id: "yes", sample.drawn[1].unit_id: "no"}
    write_sheet(tmp_path / f"s.{ending}", sample, sample.drawn, known)
    found = read_answers(tmp_path / f"s.{ending}", sample)
    assert found.answers == known
    assert found.blank == 58
    assert found.problems == ()


def test_coders_see_neither_outlet_nor_detection(sample: Sample, tmp_path: Path) -> None:
    for ending in ("csv", "html"):
        write_sheet(tmp_path / f"s.{ending}", sample, sample.drawn, {})
        text = (tmp_path / f"s.{ending}").read_text("utf-8")
        assert "Harbour Post" not in text
        assert "stratum" not in text
        assert '"found"' not in text
    rows = list(csv.DictReader(io.StringIO((tmp_path / "s.csv").read_text("utf-8"))))
    assert {row["answer"] for row in rows} == {""}
    assert all("⟦" in row["text"] for row in rows)


def _sheet(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    place = tmp_path / "coded.csv"
    place.write_bytes(text.encode(encoding))
    return place


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read(
    sample: Sample, tmp_path: Path, encoding: str, separator: str
) -> None:
    first, second, third = (unit.unit_id for unit in sample.drawn[:3])
    lines = [
        ["unit_id", "note", "Answer"],
        [first, "café", "YES"],
        [second, "", "1"],
        [third, "", ""],
    ]
    text = "\r\n".join(separator.join(line) for line in lines)
    found = read_answers(_sheet(tmp_path, text, encoding), sample)
    assert found.answers == {first: "yes", second: "no"}
    assert (found.blank, found.problems) == (1, ())


def test_faults_are_told_by_line_and_cell_and_good_rows_used(
    sample: Sample, tmp_path: Path
) -> None:
    one, two, three = (unit.unit_id for unit in sample.drawn[:3])
    text = (
        f'unit_id,text,answer\n{one},"two\nlines",yes\n{two},b,maybe\nzzz,c,no\n\n'
        f"{one},a,no\n{three},d\n"
    )
    found = read_answers(_sheet(tmp_path, text), sample)
    assert found.answers == {one: "yes"}
    assert found.blank == 1
    assert [problem.split(":")[0] for problem in found.problems] == [
        "line 4, answer",
        "line 5, unit_id",
        "line 7, answer",
    ]
    assert "'maybe' is none of no, yes" in found.problems[0]


def test_what_is_no_sheet_or_no_key_is_a_clear_error(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_answers(tmp_path / "none.csv", sample)
    with pytest.raises(UsageError, match="names no column unit_id"):
        read_answers(_sheet(tmp_path, "a,b\n1,2\n"), sample)
    (tmp_path / "x.xlsx").write_text("no book")
    (tmp_path / "x.html").write_text("<p>")
    (tmp_path / "x.key.json").write_text("[1]")
    with pytest.raises(UsageError, match="not a readable Excel sheet"):
        read_answers(tmp_path / "x.xlsx", sample)
    with pytest.raises(UsageError, match="score the CSV"):
        read_answers(tmp_path / "x.html", sample)
    with pytest.raises(UsageError, match="is not a key"):
        read_key(tmp_path / "x.key.json")
    with pytest.raises(UsageError, match="give it with --key"):
        read_key(tmp_path / "none.key.json")


def test_the_key_is_found_beside_the_sheet_or_alone_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.key.json").write_text("{}")
    assert find_key(tmp_path / "a.csv") == key_path(tmp_path / "a.html") == tmp_path / "a.key.json"
    assert find_key(tmp_path / "a (1).csv") == tmp_path / "a.key.json"
    (tmp_path / "b.key.json").write_text("{}")
    with pytest.raises(UsageError, match="but 2 others"):
        find_key(tmp_path / "c.csv")


def test_nobodys_work_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("codes")
    with pytest.raises(UsageError, match="nothing is overwritten"):
        check_sheet_target(tmp_path / "s.csv")
    with pytest.raises(UsageError, match="expected a sheet"):
        check_sheet_target(tmp_path / "s.txt")
    with pytest.raises(UsageError, match="there is no folder"):
        check_sheet_target(tmp_path / "no" / "s.csv")
