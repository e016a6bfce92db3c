"""Outputs that wait, appear or are refused: when a checkpoint is due, what nothing replaces."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest

from framing.errors import Skipped, StoppedError, UsageError
from framing.run import checkpoint as checkpoints
from framing.run.checkpoint import Checkpoint, partial_folder
from framing.run.pack import StandardOutput, pack
from framing.tables.record import read_record


def _checkpoint(target: Path, **more: Any) -> Checkpoint:
    now = {"the corpus": "1", "an option": "1"}
    return Checkpoint(str(target), lambda: now, pack(str(target), lambda: ("a",)), **more)


def test_an_unfinished_output_lies_beside_its_target_or_here() -> None:
    assert partial_folder("a/f.csv") == Path("a/.f.csv.partial")
    assert partial_folder("s3://bucket/x/f.csv") == Path(".f.csv.partial")
    assert partial_folder("s3://bucket/parts/") == Path(".parts.partial")
    assert partial_folder("a/parts/").name == ".parts.partial"


def test_a_checkpoint_is_made_when_it_is_due_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(checkpoints.time, "monotonic", lambda: clock.now)
    output = _checkpoint(tmp_path / "f.csv")
    journal = output.folder / "journal"
    output.begin("head\n")
    for now, lines in ((102.0, 0), (102.1, 1), (104.1, 1), (104.2, 2)):
        clock.now = now
        output.add(["x\n"], [])
        assert len(journal.read_bytes().splitlines()) == lines
    manifest = json.loads((output.folder / "manifest.json").read_text())
    assert manifest == {"the corpus": "1", "an option": "1"}
    entry = json.loads(journal.read_bytes().splitlines()[1].split(b" ", 1)[1])
    assert (entry["articles"], entry["found"], entry["bytes"]) == (4, 4, 13)
    assert not (output.folder / "manifest.part").exists()
    output.close()
    output.close()  # nothing is left to close


def test_rows_wait_in_memory_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "_BUFFER", 10)
    output = _checkpoint(tmp_path / "f.csv")
    output.add(["12345", "67890"], [])
    assert output.rows.read_bytes() == b""
    output.add(["x"], [])
    assert output.rows.read_bytes() == b"1234567890x"
    output.add(["é\ud800"], [])
    with output.lines() as lines:
        assert lines.read() == "1234567890xé?"
    output.finish()
    assert (tmp_path / "f.csv").read_bytes() == "1234567890xé?".encode()
    assert not output.folder.exists()


@pytest.mark.parametrize("manifest", [b"[]", b"no json", b'{"an option": "1"}'])
def test_a_manifest_that_says_otherwise_is_a_change_of_what_it_does_not_say(
    tmp_path: Path, manifest: bytes
) -> None:
    output = _checkpoint(tmp_path / "f.csv")
    output.add(["x\n"], [])
    output.save()
    output.close()
    (output.folder / "manifest.json").write_bytes(manifest)
    what = "the corpus" if manifest[:1] == b"{" else "the corpus, an option"
    with pytest.raises(
        UsageError, match=rf"\.f\.csv\.partial, but since then changed: {what}; undo"
    ):
        _checkpoint(tmp_path / "f.csv")
    assert output.folder.is_dir()
    again = _checkpoint(tmp_path / "f.csv", restart=True)
    assert (again.articles, again.found, again.rows.read_bytes()) == (0, 0, b"")
    assert (again.folder / "journal").read_bytes() == b""
    again.close()
    assert not again.folder.exists()


def test_rows_without_a_manifest_are_begun_anew(tmp_path: Path) -> None:
    for gone in ("manifest.json", "rows"):
        output = _checkpoint(tmp_path / "f.csv")
        output.add(["x\n"], [Skipped("a", "why", "noted")])
        output.save()
        assert output.skipped == [Skipped("a", "why", "noted")]
        output.close()
        (output.folder / gone).unlink()
        again = _checkpoint(tmp_path / "f.csv")
        assert (again.articles, again.skipped) == (0, [])
        again.add(["y\n"], [])
        again.finish()
        assert (tmp_path / "f.csv").read_bytes() == b"y\n"


def test_a_system_without_locks_writes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)  # importing it fails
    output = _checkpoint(tmp_path / "f.csv")
    output.add(["x\n"], [])
    output.finish()
    assert (tmp_path / "f.csv").read_bytes() == b"x\n"


def test_an_older_folder_of_parts_is_not_replaced_by_nothing(tmp_path: Path) -> None:
    target = f"{tmp_path}/parts/"
    (tmp_path / "parts").mkdir()

    def nothing(restart: bool = False) -> Checkpoint:
        output = Checkpoint(
            target, lambda: {"x": "1"}, pack(target, lambda: ("a",)), restart=restart
        )
        output.begin("")
        return output

    nothing().finish()  # an empty folder is nothing to lose
    refused = nothing()
    with pytest.raises(StoppedError, match="no article came out"):
        refused.finish()
    refused.close()
    nothing(restart=True).finish()
    assert len(list((tmp_path / "parts").iterdir())) == 2


def test_a_store_gets_the_record_first_and_never_half_a_file(tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pipe_file("/out/parts/notes.txt", b"mine")
    store.pipe_file("/out/parts/part-00009.parquet", b"older")
    lines = tmp_path / "rows"
    lines.write_text('{"a": 1}\n')
    pack("memory://out/parts/", lambda: ("a",), lambda: {"framing": "0"})(lines)
    assert store.find("/out/parts") == [
        *("/out/parts/_framing.json", "/out/parts/notes.txt", "/out/parts/part-00000.parquet"),
    ]
    record = json.loads(store.cat_file("/out/parts/_framing.json"))
    assert record["files"] == ["part-00000.parquet"]
    pack("memory://out/f.csv", lambda: ("a",))(lines)
    assert store.cat_file("/out/f.csv") == b'{"a": 1}\n'
    assert not [name for name in store.find("/out") if name.endswith(".part")]
    store.store.clear()


def test_the_first_rows_on_stdout_are_kept_for_a_screen(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    output = StandardOutput()
    output.begin("head\n")
    output.add([f"{k}\n" for k in range(24)], [Skipped("a", "why")])
    output.add(["24\n"], [])
    output.add(["25\n"], [])
    with output.lines() as lines:
        assert len(lines.read().splitlines()) == 25
    assert capfdbinary.readouterr().out.count(b"\n") == 27


def test_rows_of_a_packed_table_have_its_record_and_a_file_keeps_its_permissions(
    tmp_path: Path,
) -> None:
    lines = tmp_path / "rows"
    lines.write_text('{"article_id": "x", "n": 1}\n')
    target = tmp_path / "t.parquet"
    target.write_bytes(b"older")
    target.chmod(0o604)
    pack(
        str(target),
        lambda: ("article_id", "n"),
        lambda: {"framing": "9", "corpus_fingerprint": "c"},
    )(lines)
    assert pq.read_table(target).to_pylist() == [{"article_id": "x", "n": 1.0}]
    assert read_record(target)["framing"] == "9"
    assert target.stat().st_mode & 0o777 == 0o604
    assert lines.exists()
