"""`framing quotes`: one row an attribution, its words where its spans say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from framing.cli.main import main

STORY = (
    "Minister defends the talks\n\n“The talks were useful,” said the US State Department on "
    "Monday.\n\nIt added that Moscow would return to the table.\n"
)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STORY, "utf-8")
    assert main(["quotes", "a.txt", "-o", "q.csv"]) == 0
    with Path("q.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_words_stand_where_the_spans_say(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 2
    for row in rows:
        for name in ("content", "cue", "source"):
            spans = [one.split(":") for one in row[f"{name}_spans"].split(";") if one]
            assert " … ".join(STORY[int(a) : int(b)] for a, b in spans) == row[name]


def test_a_pronoun_keeps_the_speaker(rows: list[dict[str, str]]) -> None:
    added = next(row for row in rows if "table" in row["content"])
    assert "State Department" in added["speaker"]
    assert {row["article_id"] for row in rows} == {"a"}
