"""Where an output goes: whole or not at all, held by one run, refused with a reason."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from framing.corpus.outputs import RECORD, files_of_record, is_our_folder
from framing.errors import StoppedError, UsageError
from framing.tables.overlap import check_folder, refuse_overlap
from framing.tables.target import (
    check_no_link,
    check_not_emptied,
    claimed,
    folder_aside,
    mark_folder,
    open_aside,
    real_folder,
    sync_folder,
    written_aside,
)


def test_a_folder_appears_whole_with_a_record_of_its_files(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    for names in (("a.csv", "b.csv"), ("c.csv",)):
        with folder_aside(target, "tables") as part:
            for name in names:
                (part / name).write_text(name)
            assert part.parent == tmp_path
            assert part.name.startswith(".tables.")
            assert not (target / names[0]).exists()
        assert sorted(path.name for path in target.iterdir()) == sorted([RECORD, *names])
        assert set(files_of_record(str(target))) >= {*names}
        check_folder(str(target))
    with pytest.raises(ZeroDivisionError):
        _break_folder(target)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
    assert (target / "c.csv").read_text() == "c.csv"
    with (
        pytest.raises(StoppedError, match="no/x: cannot be written"),
        folder_aside(tmp_path / "no" / "x", "t"),
    ):
        pass


def _break_folder(target: Path) -> None:
    with folder_aside(target, "tables") as part:
        (part / "d.csv").write_text("d")
        raise ZeroDivisionError


def test_a_folder_in_which_a_command_wrote_is_marked_with_all_that_lies_below(
    tmp_path: Path,
) -> None:
    (tmp_path / "charts" / "deep").mkdir(parents=True)
    (tmp_path / "charts" / "a.svg").write_text("x")
    (tmp_path / "charts" / "deep" / "b.svg").write_text("x")
    for _ in range(2):
        mark_folder(tmp_path / "charts", "chart")
        assert is_our_folder(str(tmp_path / "charts"))
        assert set(files_of_record(str(tmp_path / "charts"))) >= {"a.svg", "deep"}
        check_folder(str(tmp_path / "charts"))
    (tmp_path / "charts" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match=r"holds mine\.txt"):
        check_folder(str(tmp_path / "charts"))


def test_a_link_is_refused_and_a_folder_of_a_link_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(UsageError, match=r"-o .*link: is a link to real; name that file itself"):
        check_no_link(str(tmp_path / "link"))
    check_no_link(tmp_path / "real")
    check_no_link(tmp_path / "none")
    assert real_folder(f"{tmp_path}/link/") == tmp_path / "real"


def test_a_file_is_written_beside_its_place_and_only_for_its_owner_and_group(
    tmp_path: Path,
) -> None:
    target = tmp_path / "f.csv"
    old = os.umask(0o027)
    try:
        with written_aside(target) as part:
            assert part.parent == tmp_path
            assert part.read_bytes() == b""
            assert stat.S_IMODE(part.stat().st_mode) == 0o640
            part.write_bytes(b"x")
    finally:
        os.umask(old)
    assert target.read_bytes() == b"x"
    with open_aside(target) as file:
        assert file.read() == b""
        file.write(b"yz")
        file.seek(0)
        file.write(b"Y")
    assert target.read_bytes() == b"Yz"


@pytest.mark.parametrize(("there", "articles", "refused"), [
    (None, 0, False), (b"", 0, False), (b"x", 0, True), (b"x", 1, False),
])  # fmt: skip
def test_an_older_output_is_not_lost_for_no_article(
    tmp_path: Path, there: bytes | None, articles: int, refused: bool
) -> None:
    target = tmp_path / "f.csv"
    if there is not None:
        target.write_bytes(there)
    check_not_emptied("-", 0)
    if refused:
        with pytest.raises(StoppedError, match="no article came out, and an older output is there"):
            check_not_emptied(str(target), articles)
    else:
        check_not_emptied(str(target), articles)


def test_a_folder_that_cannot_be_synced_is_no_error(tmp_path: Path) -> None:
    before = len([*Path("/proc/self/fd").iterdir()])
    sync_folder(tmp_path)
    sync_folder(tmp_path / "none")
    assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_claim_is_of_all_targets_and_names_what_is_wrong(tmp_path: Path) -> None:
    one, two = str(tmp_path / "a.csv"), str(tmp_path / "b.csv")
    with claimed([one, two]):
        locks = sorted(path.name for path in tmp_path.iterdir())
        assert locks == [".a.csv.lock", ".b.csv.lock"]
        with pytest.raises(StoppedError, match=r"b\.csv: another run is writing it; wait for it"), \
                claimed([str(tmp_path / "c.csv"), two]):  # fmt: skip
            pass
        assert sorted(path.name for path in tmp_path.iterdir()) == locks
    with (
        pytest.raises(UsageError, match=f"no folder {tmp_path}/no; make it first"),
        claimed([f"{tmp_path}/no/f"]),
    ):
        pass
    odd = tmp_path / "a[1]*?.csv"
    for left in (
        ".a[1]*?.csv.0123abcd.part",
        ".a1xx.csv.0123abcd.part",
        ".a[1]*?.csv.0123abcdz.part",
    ):
        (tmp_path / left).write_bytes(b"x")
    (tmp_path / ".a.csv.89abcdef.part").mkdir()
    (tmp_path / ".a.csv.89abcdef.part" / "x").write_bytes(b"x")
    with claimed([str(odd), one]):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".a1xx.csv.0123abcd.part",
        ".a[1]*?.csv.0123abcdz.part",
    ]
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(3):
        with claimed([one]):
            pass
    assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_lock_that_cannot_be_made_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / ".f.csv.lock").mkdir()
    with pytest.raises(StoppedError, match=r"f\.csv: cannot be written \(Is a directory\)"), \
            claimed([str(tmp_path / "f.csv")]):  # fmt: skip
        pass
    (tmp_path / "mine").write_text("precious")
    (tmp_path / ".g.csv.lock").symlink_to("mine")
    with pytest.raises(StoppedError, match="cannot be written"), claimed([str(tmp_path / "g.csv")]):
        pass
    assert (tmp_path / "mine").read_text() == "precious"


def test_a_system_without_locks_runs_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "f.csv")
    (tmp_path / ".f.csv.0123abcd.part").write_bytes(b"half")
    monkeypatch.setitem(sys.modules, "fcntl", None)  # importing it fails
    with claimed([target]):
        assert [path.name for path in tmp_path.iterdir()] == [".f.csv.lock"]
        with claimed([target]):  # nobody can hold it
            pass
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


def test_folders_and_patterns_of_an_input_are_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    page = tmp_path / "deep" / "er" / "a.txt"
    page.write_text("Talks may resume.")
    (tmp_path / "deep" / "broken").symlink_to("nowhere")
    said = r"-o deep/er/a\.txt: is an input \(deep/er/a\.txt\), which the output would replace"
    for corpus in ("deep", "deep/er", "deep/*/a.txt", "**/a.txt", "deep/er/a.t?t"):
        with pytest.raises(UsageError, match=said):
            refuse_overlap(["deep/er/a.txt"], [corpus])
    refuse_overlap(["deep/er/b.txt", "-", "s3://b/x.csv"], ["deep", "none", "s3://b/*"])
    refuse_overlap([], [])
    with pytest.raises(UsageError, match=r"-o deep: holds the input deep/er/a\.txt; give another"):
        refuse_overlap(["deep"], ["deep/er/a.txt"])
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.txt").write_text("x")
    (tmp_path / "dee").mkdir()
    refuse_overlap(["dee"], ["deeper/b.txt"])
    os.link(page, tmp_path / "hard.csv")
    with pytest.raises(UsageError, match=r"hard\.csv: is the same file as deep/er/a\.txt"):
        refuse_overlap(["deep/er/a.txt", "hard.csv"], ["none"])
