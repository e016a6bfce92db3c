"""Measured rows kept in one file, keyed by text and versions; nothing in it to run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILE = "features.sqlite"
_MAKE = "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, cells BLOB) WITHOUT ROWID"

Row = tuple[NDArray[np.float64], str]
"""An article's numbers and its line of symbols."""


class RowCache:
    """Rows of numbers in `folder/features.sqlite`; `state` is all that they depend on but texts."""

    def __init__(self, folder: str | Path, state: str) -> None:
        self._path = Path(folder)
        self._state = state.encode()

    def key(self, text: str) -> bytes:
        """What a text's row is kept under."""
        whole = self._state + b"\0" + text.encode("utf-8", "surrogatepass")
        return blake2b(whole, digest_size=16).digest()

    def read(self, texts: Iterable[str], width: int) -> dict[int, Row]:
        """Rows of the texts that were measured before, by position."""
        if not (self._path / _FILE).is_file():
            return {}
        found = {}
        with closing(sqlite3.connect(self._path / _FILE)) as base:
            base.execute(_MAKE)
            for number, text in enumerate(texts):
                query = base.execute("SELECT cells FROM rows WHERE key = ?", (self.key(text),))
                row = query.fetchone()
                if row is not None and len(row[0]) >= 8 * width:
                    cells, line = row[0][: 8 * width], row[0][8 * width :]
                    found[number] = np.frombuffer(cells, "<f8"), line.decode()
        return found

    def write(self, rows: Mapping[str, Row]) -> None:
        """Keep new rows, by text."""
        self._path.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path / _FILE)) as base, base:
            base.execute(_MAKE)
            cells = (
                (self.key(text), row.astype("<f8").tobytes() + line.encode())
                for text, (row, line) in rows.items()
            )
            base.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", cells)
