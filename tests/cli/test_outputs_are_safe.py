"""What holds for every command: no input is lost, no output is half, the system's word is told."""

from __future__ import annotations

import csv
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from framing.cli.main import COMMANDS, main
from framing.corpus.load import load_articles
from framing.corpus.outputs import command_of, files_of_record, is_our_folder
from framing.errors import Skipped
from framing.tables.target import claimed
from tests.cli.every_command import (
    CALLS,
    FOLDERS,
    INPUTS,
    KEY,
    NEVER_OVER,
    TO_STDOUT,
    call,
    prepare,
)

NOWHERE = Path("/sys/kernel")  # a folder in which nobody may write, not even root


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        prepare(folder, main)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in prepared.glob("in.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_table_of_calls_knows_every_command() -> None:
    assert {name.split()[0] for name in CALLS} == set(COMMANDS)


@pytest.mark.parametrize("command", CALLS)
def test_an_output_is_known_as_ours_and_leaves_nothing_beside_it(
    command: str, folder: Path
) -> None:
    before = state(folder)
    assert main(call(command)) == 0
    made = set(state(folder)) - set(before)
    output = CALLS[command][1]
    if command in FOLDERS:
        assert is_our_folder(output)
        assert made == {f"{output}/{name}" for name in files_of_record(output)}
    else:
        assert output in made
        assert not {name for name in made - {output} if not _belongs(name, output)}
        # Pages are all known as pages, whichever command drew them; a picture is no article.
        known = {"report": "explain", "chart": "None"}.get(command, command)
        assert str(command_of(output)).split()[0] == known.split()[0]
    assert {name: state(folder)[name] for name in before} == before
    # It may be replaced by the next run; the key of a sheet that people code may not.
    assert main(call(command)) == (2 if command in NEVER_OVER else 0)


def _belongs(name: str, output: str) -> bool:
    """Whether a file is what a command says it writes beside its output: a record, pages, a key."""
    beside = (f"{output}.run.json", KEY)
    return name in beside or name.startswith(f"{Path(output).stem}_pages/")


@pytest.mark.parametrize("command", CALLS)
def test_an_output_that_is_an_input_is_refused(command: str, folder: Path) -> None:
    inputs = [word for word in CALLS[command][0] if word in INPUTS]
    (folder / "there").symlink_to(".")
    before = state(folder)
    for name in inputs:
        (folder / "link.csv").unlink(missing_ok=True)
        (folder / "hard.csv").unlink(missing_ok=True)
        (folder / "link.csv").symlink_to(name)
        os.link(name, "hard.csv")
        for target in (name, f"./{name}", f"there/{name}", "link.csv", "hard.csv", "./", "."):
            assert main(call(command, target)) == 2, target
    for name in ("link.csv", "hard.csv"):
        (folder / name).unlink(missing_ok=True)
    assert state(folder) == before


@pytest.mark.skipif(not NOWHERE.is_dir(), reason="no folder that even root cannot write")
@pytest.mark.parametrize("command", CALLS)
def test_a_folder_that_cannot_be_written_ends_with_three(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call(command, str(NOWHERE / CALLS[command][1]))) == 3
    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert "kept" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", TO_STDOUT)
def test_a_full_stdout_ends_with_three(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(call(command, "-")) == 3
        monkeypatch.undo()
    assert "No space left" in capsys.readouterr().err


@pytest.mark.parametrize("command", CALLS)
def test_two_runs_at_one_output_are_refused(command: str, folder: Path) -> None:
    output = CALLS[command][1]
    with claimed([output]):
        assert main(call(command)) == 3
    assert not (folder / output).exists()


@pytest.mark.parametrize("command", CALLS)
def test_an_output_that_is_a_link_is_refused(command: str, folder: Path) -> None:
    output = CALLS[command][1]
    (folder / "precious").write_text("precious")
    (folder / output).symlink_to("precious")
    assert main(call(command)) == 2
    assert (folder / "precious").read_text() == "precious"
    assert (folder / output).is_symlink()


def test_a_folder_for_tables_that_is_not_ours_is_refused_and_a_link_to_one_stays(
    folder: Path,
) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "scores.csv").write_text("mine")
    assert main(call("evaluate", "mine")) == 2
    assert (folder / "mine" / "scores.csv").read_text() == "mine"
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    for command, target in (("evaluate", "link"), ("features", "parts/")):
        if command == "features":
            (folder / "parts").symlink_to("other")
            (folder / "other").mkdir()
        for _ in range(2):
            assert main(call(command, target)) == 0
        assert (folder / target.rstrip("/")).is_symlink()
        assert is_our_folder(target)


COMMANDS_OF_CORPORA = [name for name, (words, _) in CALLS.items() if "in.csv" in words]


@pytest.mark.parametrize("command", COMMANDS_OF_CORPORA)
def test_no_run_replaces_an_output_by_nothing(command: str, folder: Path) -> None:
    output = CALLS[command][1]
    assert main(call(command)) == 0
    before = state(folder)
    with (folder / "in.csv").open("w") as file:
        file.write("id,text\n1,\n2,\n")
    assert main(call(command)) in (2, 3)
    after = state(folder)
    assert all(after[name] == before[name] for name in before if name.startswith("out"))
    if command in ("features", "annotate", "quotes"):
        assert main(call(command, None, "--restart")) == 1
        assert (folder / output).read_bytes() != before[output]


@pytest.mark.parametrize("command", CALLS)
def test_a_fault_in_a_list_costs_no_output(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    if "--lexicons" not in capsys.readouterr().out:
        return  # the command reads no lists
    output = CALLS[command][1]
    older = command not in NEVER_OVER  # an older output is reason enough for these to refuse
    if older:
        (folder / output).write_text("older")
    (folder / "lists").mkdir()
    (folder / "lists" / "hedges.toml").write_text('name = "x"\n[[term]]\ntext = "resume"\n')
    assert main(call(command, None, "--lexicons", "lists")) == 2
    assert "hedges.toml: lacks version" in capsys.readouterr().err
    assert (folder / output).read_text() == "older" if older else not (folder / output).exists()


def test_outputs_in_the_corpus_are_no_articles_of_the_next_run(folder: Path) -> None:
    (folder / "pages").mkdir()
    shutil.copy("in.csv", "pages")
    for command in COMMANDS_OF_CORPORA:
        words = ["pages" if word == "in.csv" else word for word in CALLS[command][0]]
        more = ["--groups", "pages/groups.csv"] if command == "reuse" else []
        output = f"pages/{CALLS[command][1].replace('out', command.replace(' ', '_'))}"
        assert main([*command.split(), *words, "-o", output, *more]) == 0
    said: list[Skipped] = []
    assert len(list(load_articles("pages", on_skip=said.append))) == 72
    passed_over = {Path(one.path).name for one in said if "an output of framing" in one.reason}
    there = {path.name for path in (folder / "pages").rglob("*") if path.is_file()}
    assert there - {"in.csv"} - passed_over <= {"tables"} | set(files_of_record("pages/tables"))
    assert main(["features", "pages", "-o", "f.csv"]) == 0
    assert (folder / "f.csv").read_bytes() == (folder / "in.features.csv").read_bytes()
    assert main(["features", "pages", "-o", "pages/in.csv"]) == 2


def test_any_id_keeps_its_story_through_every_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "in.csv").open(newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert {name[:1] for name in ids} >= set("=+-@'")
    more = ("--groups", "in.groups.csv")
    for table in ("in.features.csv", "f.jsonl", "f.parquet"):
        if table != "in.features.csv":
            assert main(["features", "in.csv", "-o", table]) == 0
        capsys.readouterr()
        assert main(["compare", table, "-o", "c.csv", "--resamples", "100", *more]) == 0
        assert "belong to no story" not in capsys.readouterr().err
        words = ["predict", table, "--model", "in.model", "-o"]
        assert main([*words, "p.jsonl"]) == 0
        lines = (folder / "p.jsonl").read_text().splitlines()
        assert [line.split('"')[3] for line in lines] == ids


def test_ids_without_a_story_are_counted_and_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (folder / "in.groups.csv").read_text().splitlines(keepends=True)
    (folder / "some.csv").write_text("".join(lines[:-2]))
    words = [
        "compare",
        "in.features.csv",
        "--resamples",
        "100",
        "--groups",
        "some.csv",
        "-o",
        "c.csv",
    ]
    assert main(words) == 0
    assert f"2 of {len(lines) - 1} articles are not in some.csv" in capsys.readouterr().err


@pytest.mark.parametrize("command", CALLS)
def test_every_command_that_reads_articles_bounds_what_one_may_cost(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    said = capsys.readouterr().out
    assert {"--timeout", "--memory"} <= set(said.split()) or "CORPUS" not in said


@pytest.mark.parametrize("command", COMMANDS_OF_CORPORA)
def test_a_bound_that_cannot_be_is_refused(command: str, folder: Path) -> None:
    assert main(call(command, None, "--timeout", "0")) == 2
    assert main(call(command, None, "--memory", "0")) == 2
    assert not (folder / CALLS[command][1]).exists()


def test_documents_and_pictures_in_the_corpus_are_no_articles_of_the_next_run(
    folder: Path,
) -> None:
    (folder / "pages").mkdir()
    shutil.copy("in.csv", "pages")
    tables = [f"pages/words{ending}" for ending in (".xlsx", ".docx", ".md", ".tex", ".html")]
    for target in tables:
        assert main(["words", "pages", "-o", target]) == 0
    assert main(call("chart", "pages/chart.pdf")) == 0
    assert main(call("frames train", "pages/talks.npz")) == 0
    assert main(call("validate draw", "pages/sheet.xlsx")) == 0
    tiers = ["validate", "score", "in.sheet.csv", "--tiers", "pages/tiers.json"]
    assert main([*tiers, "-o", "pages/scores.csv"]) == 0
    said: list[Skipped] = []
    assert len(list(load_articles("pages", on_skip=said.append))) == 72
    passed_over = {Path(one.path).name for one in said if "an output of framing" in one.reason}
    assert passed_over == {path.name for path in (folder / "pages").iterdir()} - {"in.csv"}
    assert not any(one.faulty for one in said)


def test_a_workbook_that_somebody_worked_on_is_his_but_a_coded_sheet_is_no_corpus(
    folder: Path,
) -> None:
    from openpyxl import load_workbook

    assert main(["words", "in.csv", "-o", "words.xlsx"]) == 0
    assert main(call("validate draw", "sheet.xlsx")) == 0
    for name, known in (("words.xlsx", "a table"), ("sheet.xlsx", "validate")):
        assert command_of(name) == known
        book = load_workbook(name)
        book.properties.lastModifiedBy = "A Coder"
        book.save(name)
    assert command_of("words.xlsx") is None
    assert command_of("sheet.xlsx") == "validate"


@contextmanager
def always_changing(path: Path) -> Iterator[None]:
    """Somebody else writes a file again and again meanwhile."""
    ended = threading.Event()

    def write() -> None:
        for moment in count(time.time_ns(), 1_000_000):  # the clock of files is coarser
            if ended.wait(0.001):
                break
            os.utime(path, ns=(moment, moment))

    other = threading.Thread(target=write)
    other.start()
    try:
        yield
    finally:
        ended.set()
        other.join()


@pytest.mark.parametrize("command", COMMANDS_OF_CORPORA)
def test_a_corpus_that_changes_meanwhile_stops_the_run(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = call(command)
    if "--limit" in words:  # one article may be read before the clock of the file goes on
        at = words.index("--limit")
        del words[at : at + 2]
    with always_changing(folder / "in.csv"):
        assert main(words) == 3
    assert "was changed during the run" in capsys.readouterr().err
    assert not (folder / CALLS[command][1]).exists()
