"""A run that ends at any moment continues to the same bytes, or says why it cannot."""

from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from framing.errors import Skipped, StoppedError, UsageError
from framing.run import checkpoint as module
from framing.run.checkpoint import Checkpoint, partial_folder
from framing.run.pack import pack

NOW: Mapping[str, str] = {"the corpus": "1", "an option": "1"}
LINES = [f"line {k}\r\n" for k in range(10)]


@pytest.fixture
def target(tmp_path: Path) -> str:
    return str(tmp_path / "f.csv")


def _open(target: str, now: Mapping[str, str] = NOW, *, restart: bool = False) -> Checkpoint:
    return Checkpoint(target, lambda: now, pack(target, lambda: ("a",)), restart=restart)


def _begun(target: str, lines: int = 4) -> None:
    """A run that was cut off after `lines` lines, the last of which was never vouched for."""
    output = _open(target)
    output.begin("head\r\n")
    output.add(LINES[: lines - 1], [Skipped("in.csv#9", "poisoned")])
    output.save()
    output.add(LINES[lines - 1 : lines], [])
    output._flush()
    output.close()


def _finish(target: str) -> Checkpoint:
    output = _open(target)
    output.begin("head\r\n")
    output.add(LINES[output.found :], [])
    output.finish()
    return output


def test_a_run_that_was_cut_off_continues_behind_its_last_checkpoint(target: str) -> None:
    _begun(target)
    output = _open(target)
    assert (output.articles, output.found) == (4, 3)
    assert output.skipped == [Skipped("in.csv#9", "poisoned")]
    output.close()
    assert not Path(target).exists()
    _finish(target)
    assert Path(target).read_bytes() == "".join(["head\r\n", *LINES]).encode()
    assert not Path(target).stat().st_mode & 0o111  # a table is no program
    assert not partial_folder(target).exists()


@pytest.mark.parametrize("damage", ["torn line", "lost rows", "garbage", "no journal"])
def test_what_the_journal_does_not_vouch_for_is_done_again(target: str, damage: str) -> None:
    _begun(target)
    folder = partial_folder(target)
    journal, rows = folder / "journal", folder / "rows"
    if damage == "torn line":
        journal.write_bytes(journal.read_bytes()[:-5])
    elif damage == "lost rows":
        rows.write_bytes(rows.read_bytes()[:9])
    elif damage == "garbage":
        journal.write_bytes(b"\0\xff not json\n")
    else:
        journal.unlink()
    _finish(target)
    assert Path(target).read_bytes() == "".join(["head\r\n", *LINES]).encode()


def test_a_change_is_noticed_and_named(target: str) -> None:
    _begun(target)
    with pytest.raises(UsageError, match=r"changed: an option; .*--restart"):
        _open(target, {**NOW, "an option": "2"})
    output = _open(target, {**NOW, "an option": "2"}, restart=True)
    assert output.articles == 0
    output.close()


def test_two_runs_cannot_write_one_output(target: str) -> None:
    output = _open(target)
    with pytest.raises(StoppedError, match="another run is writing it"):
        _open(target)
    output.finish()
    assert Path(target).read_bytes() == b""


def test_an_older_output_stays_until_the_new_one_is_whole(target: str) -> None:
    Path(target).write_text("older")
    _begun(target)
    assert Path(target).read_text() == "older"
    _finish(target)
    assert Path(target).read_bytes().startswith(b"head")


def test_a_run_without_a_checkpoint_leaves_nothing(target: str) -> None:
    output = _open(target)
    output.add(LINES[:1], [])
    output.close()
    assert not partial_folder(target).exists()


def test_a_full_disk_stops_the_run_and_says_how_to_go_on(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begun(target)

    def full(file: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    output = _open(target)
    output.add(LINES[3:], [])
    with monkeypatch.context() as patch:
        patch.setattr(module.os, "write", full)
        with pytest.raises(StoppedError, match="No space left"):
            output.save()
    output.close()
    _finish(target)
    assert Path(target).read_bytes() == "".join(["head\r\n", *LINES]).encode()


def test_packed_output_does_not_depend_on_interruptions(tmp_path: Path) -> None:
    one, two = str(tmp_path / "one.csv.gz"), str(tmp_path / "two.csv.gz")
    _begun(one)
    _finish(one)
    _finish(two)
    assert Path(one).read_bytes() == Path(two).read_bytes()
    assert gzip.decompress(Path(one).read_bytes()).startswith(b"head")
