"""The last step of a run: lines become the file or folder that was asked for."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pyarrow.parquet as pq

from framing.run.pack import pack

COLUMNS = ("article_id", *(f"x{k}" for k in range(20)))


def _peak(folder: Path, count: int) -> int:
    """Bytes of Python objects held at most while so many lines become parts."""
    folder.mkdir()
    lines = folder / "rows"
    with lines.open("w") as file:
        for number in range(count):
            row = dict.fromkeys(COLUMNS, number + 0.5) | {"article_id": str(number)}
            file.write(json.dumps(row) + "\n")
    tracemalloc.start()
    pack(f"{folder}/parts/", lambda: COLUMNS)(lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(pq.read_metadata(part).num_rows for part in folder.glob("parts/*.parquet")) == count
    return peak


def test_a_part_is_never_held_whole_in_memory(tmp_path: Path) -> None:
    assert _peak(tmp_path / "long", 9_000) < 1.5 * _peak(tmp_path / "short", 2_000)
