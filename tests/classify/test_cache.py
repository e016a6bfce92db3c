"""A cache gives back what was put into it or nothing, and its faults cost time, never a result."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from framing.classify.cache import Row, RowCache
from framing.corpus.outputs import command_of
from framing.errors import SkippedWarning

TEXTS = [f"text {k}" for k in range(20)]
ROWS: dict[str, Row] = {text: (np.arange(3.0) + k, f"line {k}") for k, text in enumerate(TEXTS)}
FILE = "features.sqlite"


def _same(found: dict[int, Row]) -> bool:
    return all(
        np.array_equal(row, ROWS[TEXTS[k]][0]) and line == ROWS[TEXTS[k]][1]
        for k, (row, line) in found.items()
    )


def test_rows_come_back_for_the_same_state_alone(tmp_path: Path) -> None:
    RowCache(tmp_path, "a").write(ROWS)
    found = RowCache(tmp_path, "a").read([*TEXTS, "another"], 3)
    assert sorted(found) == list(range(20))
    assert _same(found)
    assert RowCache(tmp_path, "b").read(TEXTS, 3) == {}


def test_a_file_that_is_no_database_is_laid_aside_and_begun_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"the user's own notes")
    with pytest.warns(SkippedWarning, match="is damaged"):
        assert RowCache(tmp_path, "a").read(TEXTS, 3) == {}
    assert (tmp_path / f"{FILE}.damaged").read_bytes() == b"the user's own notes"
    RowCache(tmp_path, "a").write(ROWS)
    assert len(RowCache(tmp_path, "a").read(TEXTS, 3)) == 20


def test_a_damaged_row_is_measured_again(tmp_path: Path) -> None:
    RowCache(tmp_path, "a").write(ROWS)
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.execute(
            "UPDATE measured SET cells = substr(cells, 1, 2) || x'5500' || substr(cells, 5)"
        )
    found = RowCache(tmp_path, "a").read(TEXTS, 3)
    assert len(found) < 20
    assert _same(found)


@pytest.mark.filterwarnings("ignore::framing.errors.SkippedWarning")
def test_flipped_bits_and_cuts_never_give_another_row(tmp_path: Path) -> None:
    RowCache(tmp_path, "a").write(ROWS)
    whole = (tmp_path / FILE).read_bytes()
    chance = np.random.default_rng(3)
    for number in range(120):
        damaged = bytearray(whole)
        place = int(chance.integers(len(whole)))
        if number % 10 == 0:
            del damaged[place:]
        else:
            damaged[place] ^= 1 << int(chance.integers(8))
        (tmp_path / FILE).write_bytes(bytes(damaged))
        cache = RowCache(tmp_path, "a")
        assert _same(cache.read(TEXTS, 3))
        cache.write({TEXTS[0]: ROWS[TEXTS[0]]})


def test_a_cache_is_no_corpus(tmp_path: Path) -> None:
    RowCache(tmp_path, "a").write(ROWS)
    assert command_of(str(tmp_path / FILE)) == "cache"


def test_what_the_system_refuses_is_told_of_and_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.warns(SkippedWarning, match="not used"):
        RowCache(tmp_path / "file", "a").write(ROWS)
