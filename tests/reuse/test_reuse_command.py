from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from framing.cli.main import main

SHARED = (
    "Workers from three villages reopened the narrow stone bridge above the mill on Sunday, ending "
    "eleven months of detours for farmers and school buses."
)
ROWS = [
    {"id": "a", "outlet": "Valley Post", "date": "2017-03-02", "text": f"It rained.\n\n{SHARED}"},
    {
        "id": "b",
        "outlet": "Lake Mail",
        "date": "2017-03-04",
        "text": f"{SHARED}\n\nMore rain fell.",
    },
    {"id": "c", "outlet": "Lake Mail", "date": "2017-03-09", "text": "Snow closed the pass."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_points_into_both_texts_and_says_who_was_first(corpus: Path, tmp_path: Path) -> None:
    assert main(["reuse", str(corpus), "-o", str(tmp_path / "pairs.csv"), "--text"]) == 0
    (row,) = rows_of(tmp_path / "pairs.csv")
    for side, article in (("a", ROWS[0]), ("b", ROWS[1])):
        start, stop = int(row[f"start_{side}"]), int(row[f"stop_{side}"])
        assert article["text"][start:stop] == row[f"text_{side}"] == SHARED.rstrip(".")
        assert row[f"outlet_{side}"] == article["outlet"]
    assert (row["first"], row["kind"], row["similarity"]) == ("a", "copy", "1")


def test_groups_name_every_article(corpus: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    main(["reuse", str(corpus), "-o", str(tmp_path / "pairs.csv"), "--groups", str(groups)])
    assert [row["article_id"] for row in rows_of(groups)] == ["a", "b", "c"]


def test_bad_rows_are_reported_and_the_rest_compared(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.write_text("{broken\n" + corpus.read_text("utf-8"), "utf-8")
    assert main(["reuse", str(corpus), "-o", str(tmp_path / "pairs.csv")]) == 1
    assert "skipped" in capsys.readouterr().err
    assert len(rows_of(tmp_path / "pairs.csv")) == 1


def test_output_does_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    many = [{**row, "id": f"{row['id']}{k}"} for k in range(40) for row in ROWS]
    path.write_text("".join(json.dumps(row) + "\n" for row in many), "utf-8")
    for jobs in ("1", "2"):
        main(["reuse", str(path), "-o", str(tmp_path / f"{jobs}.csv"), "--jobs", jobs, "--all"])
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


@pytest.mark.parametrize("target", ["pairs.parquet", "pairs.txt"])
def test_an_unknown_ending_is_refused(corpus: Path, tmp_path: Path, target: str) -> None:
    assert main(["reuse", str(corpus), "-o", str(tmp_path / target)]) == 2


def test_groups_do_not_overwrite_the_pairs(corpus: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "pairs.csv")
    assert main(["reuse", str(corpus), "-o", out, "--groups", out]) == 2
