"""Measured rows kept in one file, keyed by text and versions; nothing in it to run."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.errors import SkippedWarning

_FILE = "features.sqlite"
_MAKE = "CREATE TABLE IF NOT EXISTS measured (key BLOB PRIMARY KEY, cells BLOB) WITHOUT ROWID"
_DIGEST = 16  # bytes: no two of 1e12 texts will share one
_PATIENCE = 30  # seconds to wait for another run that is writing

Row = tuple[NDArray[np.float64], str]
"""An article's numbers and its line of symbols."""


class RowCache:
    """Rows of numbers in `folder/features.sqlite`; `state` is all that they depend on but texts.

    Each row carries a digest: a damaged one is measured again. A file that is no database, or a
    broken one, is told of with a warning and laid aside (`.damaged`), and a new one is begun; what
    the system refuses is told of and done without.
    """

    def __init__(self, folder: str | Path, state: str) -> None:
        self._path = Path(folder)
        self._state = state.encode()

    def key(self, text: str) -> bytes:
        """Cache key: hash of the text, the options and the versions of all models and lists."""
        whole = self._state + b"\0" + text.encode("utf-8", "surrogatepass")
        return blake2b(whole, digest_size=_DIGEST).digest()

    def read(self, texts: Iterable[str], width: int) -> dict[int, Row]:
        """Rows of the texts that were measured before, by position."""
        if not (self._path / _FILE).is_file():
            return {}
        found: dict[int, Row] = {}
        with self._telling(), closing(self._open()) as base:
            for number, text in enumerate(texts):
                key = self.key(text)
                row = base.execute("SELECT cells FROM measured WHERE key = ?", (key,)).fetchone()
                cells = _sound(key, row[0]) if row is not None else None
                if cells is not None and len(cells) >= 8 * width:
                    numbers, line = cells[: 8 * width], cells[8 * width :]
                    found[number] = np.frombuffer(numbers, "<f8"), line.decode()
        return found

    def write(self, rows: Mapping[str, Row]) -> None:
        """Keep new rows, by text."""
        with self._telling():
            self._path.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as base, base:
                cells = (
                    (
                        key := self.key(text),
                        _sealed(key, row.astype("<f8").tobytes() + line.encode()),
                    )
                    for text, (row, line) in rows.items()
                )
                base.executemany("INSERT OR REPLACE INTO measured VALUES (?, ?)", cells)

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path / _FILE, timeout=_PATIENCE)
        base.text_factory = bytes  # what damage turned into text is compared as it is
        try:
            base.execute(_MAKE)
        except BaseException:
            base.close()
            raise
        return base

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # locked, full, not to be written
            warnings.warn(f"--cache {self._path}: not used ({error})", SkippedWarning, stacklevel=4)
        except OSError as error:
            warnings.warn(
                f"--cache {self._path}: not used ({error.strerror or error})",
                SkippedWarning,
                stacklevel=4,
            )
        except sqlite3.DatabaseError as error:
            damaged = self._path / f"{_FILE}.damaged"
            with suppress(OSError):
                (self._path / _FILE).replace(damaged)
            warnings.warn(
                f"--cache {self._path}: {_FILE} is damaged ({error}); it is now {damaged.name}, "
                "and a new one is begun",
                SkippedWarning,
                stacklevel=4,
            )


def _sealed(key: bytes, cells: bytes) -> bytes:
    return blake2b(key + cells, digest_size=_DIGEST).digest() + cells


def _sound(key: bytes, sealed: object) -> bytes | None:
    """The cells of a row, if they are those that were written."""
    if not isinstance(sealed, bytes) or sealed != _sealed(key, sealed[_DIGEST:]):
        return None
    return sealed[_DIGEST:]
