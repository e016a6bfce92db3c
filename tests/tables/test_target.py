"""An output appears whole or not at all, under a name that one run holds, never through a link."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from framing.errors import StoppedError, UsageError
from framing.tables.target import cannot_write, claimed, open_aside


def test_a_new_output_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "f.csv"
    with open_aside(target) as file:
        file.write(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"]


def _fail_halfway(target: Path) -> None:
    with open_aside(target) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_an_older_output_stays_if_the_new_one_fails(tmp_path: Path) -> None:
    target = tmp_path / "f.csv"
    target.write_bytes(b"older")
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(target)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"]


def test_the_new_output_may_be_read_by_those_who_could_read_the_old(tmp_path: Path) -> None:
    target = tmp_path / "f.csv"
    target.write_bytes(b"older")
    target.chmod(0o640)
    with open_aside(target) as file:
        file.write(b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_target_that_is_a_link_is_refused_and_what_it_leads_to_is_unharmed(
    tmp_path: Path,
) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "f.csv").symlink_to("precious")
    with pytest.raises(UsageError, match="is a link to precious"), open_aside(tmp_path / "f.csv"):
        pass
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (tmp_path / "f.csv").is_symlink()


def test_names_aside_are_new_each_time(tmp_path: Path) -> None:
    seen = set()
    for _ in range(3):
        with open_aside(tmp_path / "f.csv"):
            seen |= {path.name for path in tmp_path.glob(".*.part")}
    assert len(seen) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_what_the_system_refuses_stops_the_run_and_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(StoppedError, match=r"f\.csv: cannot be written \(Not a directory\)"),
        open_aside("/dev/full/f.csv"),
    ):
        pass
    target = tmp_path / "f.csv"
    with (
        pytest.raises(StoppedError, match="No space left"),
        open_aside(target),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")
    assert not list(tmp_path.iterdir())


def test_two_runs_cannot_hold_one_output(tmp_path: Path) -> None:
    target = str(tmp_path / "f.csv")
    with claimed([target]):
        with pytest.raises(StoppedError, match="another run is writing it"), claimed([target]):
            pass
        with claimed([str(tmp_path / "g.csv")]):
            pass
    with claimed([target]):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_is_held_under_its_real_name(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with (
        claimed([f"{tmp_path}/link/"]),
        pytest.raises(StoppedError),
        claimed([f"{tmp_path}/real/"]),
    ):
        pass


def test_what_a_killed_run_left_aside_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".f.csv.0123abcd.part").write_bytes(b"half")
    (tmp_path / ".f.csv.lock").touch()
    (tmp_path / ".g.csv.0123abcd.part").write_bytes(b"of another")
    (tmp_path / ".f.csv.notes.part").write_bytes(b"of the user")
    with claimed([str(tmp_path / "f.csv")]):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".f.csv.notes.part",
        ".g.csv.0123abcd.part",
    ]


def _hold_and_count(target: str, rounds: int, held: str, results: str) -> None:
    """Takes the target again and again; a file that only a holder makes must never be there."""
    taken = clashes = 0
    while taken < rounds:
        try:
            with claimed([target]):
                mark = os.open(held, os.O_CREAT | os.O_EXCL)
                os.close(mark)
                Path(held).unlink()
                taken += 1
        except FileExistsError:
            clashes += 1
            taken += 1
        except StoppedError:
            pass
    Path(results).write_text(str(clashes))


def test_the_lock_holds_while_runs_come_and_go(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [
        context.Process(
            target=_hold_and_count,
            args=(str(tmp_path / "f.csv"), 200, str(tmp_path / "held"), str(tmp_path / f"{k}")),
        )
        for k in range(3)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [(tmp_path / f"{k}").read_text() for k in range(3)] == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("a word of its own"), "a word of its own"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_target_that_cannot_be_written_says_why(error: OSError, reason: str) -> None:
    said = str(cannot_write("f.csv", error))
    assert said.startswith(f"-o f.csv: cannot be written ({reason})")
