"""--accurate: the same bytes for any number of processes, told in methods, refused elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from framing.cli.main import main
from framing.run.fingerprint import fingerprint
from framing.tables.record import read_record
from framing.types import Options

STORY = (
    "Envoys meet\n\nRussia expelled {n} American diplomats on Friday, an official said.\n\n"
    "“We regret this,” said Ada Lind, who speaks for the embassy. Washington may answer.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for n in range(25):  # two batches
        (tmp_path / "pages" / f"{n:02}.txt").write_text(STORY.format(n=n + 20), "utf-8")
    return tmp_path


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_any_number_of_processes_gives_the_same_bytes(folder: Path) -> None:
    for jobs in ("1", "2"):
        call = ["annotate", "pages", "-o", f"{jobs}.jsonl", "--accurate", "--jobs", jobs]
        assert main(call) == 0
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes()
    assert main(["annotate", "pages", "-o", "fast.jsonl"]) == 0
    assert Path("fast.jsonl").read_bytes() != Path("1.jsonl").read_bytes()


def test_its_numbers_come_from_what_it_finds(folder: Path) -> None:
    assert main(["quotes", "pages", "-o", "q.csv", "--accurate"]) == 0
    assert main(["features", "pages", "-o", "f.csv", "--columns", "all", "--accurate"]) == 0
    assert len(rows("q.csv")) == sum(int(row["quote_attributions_count"]) for row in rows("f.csv"))
    assert {row["speaker"] for row in rows("q.csv")} >= {"Ada Lind"}


def test_the_record_and_the_methods_tell_it(folder: Path) -> None:
    assert main(["features", "pages", "-o", "f.csv", "--accurate"]) == 0
    assert main(["features", "pages", "-o", "plain.csv"]) == 0
    record, plain = (read_record(name) for name in ("f.csv", "plain.csv"))
    assert record is not None
    assert plain is not None
    assert record["options"]["reading"]["accurate"] is True
    assert "onnxruntime" in record["libraries"]
    assert "onnxruntime" not in plain["libraries"]
    for name, told in (("f.csv", True), ("plain.csv", False)):
        assert main(["methods", name, "-o", "m.md"]) == 0
        text = Path("m.md").read_text("utf-8")
        assert ("option --accurate" in text) == told
        assert ("wang2020" in text) == told


def test_a_run_of_the_other_kind_is_not_continued(folder: Path) -> None:
    fast, slow = (fingerprint("pages", None, [Options(accurate=on)]) for on in (False, True))
    assert {key for key in fast if fast[key] != slow[key]} == {"an option"}


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_a_masked_corpus_is_measured_the_fast_way(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "pages", "-o", "out", "--accurate"]) == 2
    assert "framing features --accurate" in capsys.readouterr().err
    assert not Path("out").exists()
