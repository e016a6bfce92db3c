"""Whole runs of the command line: interrupted, poisoned, in parts, with any number of processes."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.cli.main import main
from framing.corpus.options import LoadOptions
from framing.corpus.outputs import RECORD
from framing.run import pack
from framing.run.plan import Plan, Workers, run_work
from framing.types import Options
from tests.run.dying import DYING
from tests.run.poison import PoisonedFeatures

STORY = (
    "Envoys may meet\n\nOfficials of the United States said on {} that Moscow may resume talks.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "in.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "outlet", "text"])
        for k in range(120):
            table.writerow([f"a{k}", f"Site {k % 3}", STORY.format(f"day {k}")])
    return tmp_path


def _start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "framing", *words], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )


def test_a_killed_run_continues_to_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("features", "in.csv", "--jobs", "2", "-o")
    assert main([*words, "whole.csv"]) == 0
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    command = [sys.executable, "-c", DYING, *words, "f.csv"]
    killed = subprocess.run(command, env={**os.environ, "KILL_AT": "3"}, stderr=subprocess.PIPE)
    assert killed.returncode == -signal.SIGKILL
    assert not (folder / "f.csv").exists()
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "continues after" in done.stderr
    assert (folder / "f.csv").read_bytes() == (folder / "whole.csv").read_bytes()
    assert not list(folder.glob(".*.partial"))


def test_poison_in_a_real_run_is_reported_by_file_and_row(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "in.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "text"])
        for k in range(60):
            word = {7: "SEGFAULT", 31: "HANG", 33: "EXIT"}.get(k, "Monday")
            table.writerow([f"a{k}", STORY.format(word)])
    plan = Plan(corpus=["in.csv"], output="f.csv", loading=LoadOptions(), learn=False)
    workers = Workers(jobs=2, seconds=3)
    with workers.open(None) as engine:
        status = run_work(plan, workers, engine, PoisonedFeatures(Options()))
    assert status == 1
    said = capsys.readouterr().err
    for row, what in ((8, "SIGSEGV"), (32, "longer than 3 s"), (34, "exit code 7")):
        assert f"in.csv#{row}: analysis" in said
        assert what in said
    with (folder / "f.csv").open(newline="", encoding="utf-8") as file:
        ids = [row["article_id"] for row in csv.DictReader(file)]
    assert ids == [f"a{k}" for k in range(60) if k not in (7, 31, 33)]


def test_a_folder_of_parts_holds_the_same_table(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "ROWS_A_PART", 50)
    assert main(["features", "in.csv", "--jobs", "1", "-o", "f.parquet"]) == 0
    for _ in range(2):  # the second run replaces the first
        assert main(["features", "in.csv", "--jobs", "1", "-o", "parts/"]) == 0
    names = sorted(path.name for path in (folder / "parts").iterdir())
    assert names == [RECORD, "part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    assert len(pd.read_parquet("parts/part-00002.parquet")) == 20
    pd.testing.assert_frame_equal(pd.read_parquet("parts"), pd.read_parquet("f.parquet"))


def test_a_folder_with_other_files_is_never_replaced(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("mine")
    assert main(["features", "in.csv", "-o", "mine/"]) == 2
    assert "notes.txt, which framing has not written" in capsys.readouterr().err
    assert main(["features", "in.csv", "-o", "mine"]) == 2
    assert "notes.txt, which framing has not written" in capsys.readouterr().err
    (folder / "archive").mkdir()
    (folder / "archive" / "part-00000.parquet").write_bytes(b"the user's own")
    assert main(["features", "in.csv", "-o", "archive/"]) == 2
    assert (folder / "archive" / "part-00000.parquet").read_bytes() == b"the user's own"


def test_a_command_guards_even_one_article_and_names_its_skips(folder: Path) -> None:
    (folder / "one.txt").write_text(STORY)
    run = _start("features", "one.txt", "-o", "one.csv", "--memory", "20", "--timeout", "60")
    _, said = run.communicate()
    # So little memory that not even the models load: said, and not tried for ever.
    assert run.returncode == 2
    assert b"do not start" in said
    assert not list(folder.glob(".*.partial"))
