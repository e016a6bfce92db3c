"""Whatever is done to an unfinished output, the end is the same bytes, or a word on why not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import Skipped, StoppedError, UsageError
from framing.run.checkpoint import Checkpoint, partial_folder
from framing.run.pack import pack

NOW: Mapping[str, str] = {"the corpus": "1", "an option": "1"}
LINES = [f"line {k} {'x' * (k * 7 % 40)}\r\n" for k in range(30)]
WHOLE = "".join(["head\r\n", *LINES]).encode()


def _open(target: Path, *, restart: bool = False) -> Checkpoint:
    return Checkpoint(str(target), lambda: NOW, pack(str(target), lambda: ("a",)), restart=restart)


def _go_on(target: Path, upto: int, checkpoints: int, *, restart: bool = False) -> Checkpoint:
    """Write from where a run stands up to some line, with checkpoints on the way."""
    output = _open(target, restart=restart)
    output.begin("head\r\n")
    done = output.articles
    assert output.found == done - len(output.skipped)
    for number in range(done, upto):
        if number % 5 == 4:
            output.add([], [Skipped(f"in.csv#{number}", "poisoned")])
        else:
            output.add([LINES[number]], [])
        if checkpoints and number % checkpoints == 0:
            output.save()
    return output


EXPECTED = "".join(["head\r\n", *(line for k, line in enumerate(LINES) if k % 5 != 4)]).encode()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=5))
def test_any_series_of_interruptions_ends_in_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, int]]
) -> None:
    target = tmp_path_factory.mktemp("cut") / "f.csv"
    for upto, checkpoints in cuts:
        output = _go_on(target, upto, checkpoints)
        output.close()
    output = _go_on(target, len(LINES), 3)
    output.finish()
    assert target.read_bytes() == EXPECTED
    assert [one.path for one in output.skipped] == [f"in.csv#{k}" for k in range(4, 30, 5)]
    assert (output.articles, output.found) == (30, 24)
    assert not partial_folder(str(target)).exists()


def test_a_thousand_kinds_of_damage_end_in_the_same_bytes_or_a_refusal(tmp_path: Path) -> None:
    target, chance, refused = tmp_path / "f.csv", random.Random(20261129), 0
    output = _go_on(target, 22, 4)
    output.close()
    left, kept = partial_folder(str(target)), tmp_path / "kept"
    left.rename(kept)
    for number in range(1000):
        shutil.copytree(kept, left)
        name = chance.choice(("journal", "rows", "manifest.json"))
        data = bytearray((left / name).read_bytes())
        place = chance.randrange(len(data))
        if number % 4:
            data[place] ^= 1 << chance.randrange(8)
        elif number % 8:
            del data[place:]
        else:
            data[place : place + 20] = chance.randbytes(20)
        (left / name).write_bytes(bytes(data))
        try:
            output = _go_on(target, len(LINES), 3)
        except UsageError:
            refused += 1
            output = _go_on(target, len(LINES), 3, restart=True)
        output.finish()
        assert target.read_bytes() == EXPECTED, (name, place, number)
        assert not left.exists()
        target.unlink()
    assert 50 < refused < 500  # the manifest's own damage, and no more


def test_rows_and_journal_of_two_runs_do_not_fit_together(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    _go_on(one, 20, 4).close()
    output = _open(other)
    output.begin("HEAD\r\n")
    output.add([line.upper() for line in LINES[:20]], [])
    output.save()
    output.close()
    journal = (partial_folder(str(one)) / "journal").read_bytes()
    (partial_folder(str(other)) / "journal").write_bytes(journal)
    output = _go_on(other, len(LINES), 3)
    output.finish()
    assert other.read_bytes() == EXPECTED


def test_a_line_taken_out_of_the_journal_is_noticed(tmp_path: Path) -> None:
    target = tmp_path / "f.csv"
    _go_on(target, 20, 4).close()
    journal = partial_folder(str(target)) / "journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == 5
    journal.write_bytes(lines[0] + b"".join(lines[2:]))
    output = _open(target)
    assert output.articles == 1  # what the first line vouched for
    output.close()


def test_nothing_is_said_to_be_kept_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StoppedError, match="nothing is kept"):
        _open(tmp_path / "no" / "f.csv")


@pytest.mark.parametrize("older", [b"", b"head\r\n", b"head\r\nrow\r\n"])
def test_an_output_with_rows_is_not_replaced_by_one_without(tmp_path: Path, older: bytes) -> None:
    target = tmp_path / "f.csv"
    target.write_bytes(older)
    output = _open(target)
    output.begin("head\r\n")
    output.add([], [Skipped("in.csv#1", "no text")])
    if older.endswith(b"row\r\n"):
        with pytest.raises(StoppedError, match="was left as it is"):
            output.finish()
        output.close()
        assert target.read_bytes() == older
        output = _open(target, restart=True)
        output.begin("head\r\n")
    output.finish()
    assert target.read_bytes() == b"head\r\n"


def test_a_folder_that_is_a_link_stays_one_and_its_parts_are_renewed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    for rows in (["x"], ["y"]):
        output = Checkpoint(
            f"{tmp_path}/link/", lambda: NOW, pack(f"{tmp_path}/link/", lambda: ("article_id",))
        )
        output.begin("")
        output.add([f'{{"article_id":"{row}"}}\n' for row in rows], [])
        output.finish()
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == [
        "_framing.json",
        "part-00000.parquet",
    ]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["link", "real"]
