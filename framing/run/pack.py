"""From the lines of a finished run to the file or folder that was asked for."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Protocol

from framing.corpus.outputs import RECORD, record_of
from framing.corpus.remote import is_remote
from framing.errors import Skipped
from framing.tables.record import Record
from framing.tables.target import real_folder, sync_folder
from framing.tables.write import ParquetWriter, is_folder_of_parts

ROWS_A_PART = 10_000
"""Rows of each Parquet part but the last."""


class Output(Protocol):
    """Where the lines of a run go; `articles`, `found`, `skipped` are what earlier runs did."""

    articles: int
    found: int
    skipped: list[Skipped]

    def begin(self, header: str) -> None:
        """Write the first line of a new output."""

    def add(self, lines: Sequence[str], skipped: Sequence[Skipped]) -> None:
        """Add what was found in a batch."""

    def lines(self) -> AbstractContextManager[IO[str]]:
        """All lines so far."""

    def finish(self) -> None:
        """Everything was added."""

    def close(self) -> None:
        """Let go of files."""


class StandardOutput:
    """Lines to stdout as they come; nothing is kept of an interrupted run."""

    def __init__(self) -> None:
        self.articles = self.found = 0
        self.skipped: list[Skipped] = []
        self._first: list[str] = []

    def begin(self, header: str) -> None:
        """Write the header."""
        self._first.append(header)
        self._write([header])

    def add(self, lines: Sequence[str], skipped: Sequence[Skipped]) -> None:
        """Write lines at once."""
        if len(self._first) < _KEPT:
            self._first += lines
        self._write(lines)

    def _write(self, lines: Iterable[str]) -> None:
        sys.stdout.buffer.write("".join(lines).encode("utf-8", "replace"))
        sys.stdout.buffer.flush()

    @contextmanager
    def lines(self) -> Iterator[IO[str]]:
        """The first of the lines."""
        yield io.StringIO("".join(self._first), newline="")

    def finish(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Nothing is open."""


_KEPT = 25  # rows kept for the table on a screen
Columns = Callable[[], Sequence[str]]
Records = Callable[[], Record]


def _no_record() -> Record:
    return {}


def pack(target: str, columns: Columns, record: Records = _no_record) -> Callable[[Path], None]:
    """How the file of lines becomes the target.

    The target appears whole or not at all, and never depends on how often the run was interrupted.
    Parquet files carry the record of the run.
    """

    def packed(lines: Path) -> None:
        made = _made(lines, target, columns, record)
        if is_remote(target):
            _upload(made, target)
            return
        place = Path(target)
        if made.is_dir():
            place = real_folder(target)
            if place.exists():
                place.rename(lines.with_name("replaced"))
            made.rename(place)
        else:
            with made.open("rb") as written:
                os.fsync(written.fileno())
            if place.exists():
                made.chmod(stat.S_IMODE(place.stat().st_mode))
            made.replace(place)
        sync_folder(place.parent)

    return packed


def _made(lines: Path, target: str, columns: Columns, record: Records) -> Path:
    """The lines in the form of the target, beside them."""
    made = lines.with_name("packed")
    if is_folder_of_parts(target):
        _to_parts(lines, made, columns(), record())
    elif target.endswith(".parquet"):
        _to_parquet(_rows(lines), made, columns(), record())
    elif target.endswith(".gz"):
        _to_gzip(lines, made)
    else:
        return lines
    return made


def _upload(made: Path, target: str) -> None:
    """To a store; a file has another name until it is whole. Older parts go first."""
    from fsspec.core import url_to_fs

    store, path = url_to_fs(target)
    if made.is_dir():
        for older in store.glob(f"{path.rstrip('/')}/part-*.parquet"):
            store.rm(older)
    # The record goes first: what follows is ours even if the rest never comes.
    files = sorted(made.iterdir()) if made.is_dir() else [made]
    for file in files:
        name = f"{path.rstrip('/')}/{file.name}" if made.is_dir() else path
        store.put_file(str(file), f"{name}.part")
        store.mv(f"{name}.part", name)


def _to_gzip(lines: Path, aside: Path) -> None:
    # A fixed time stamp keeps compressed output the same on every run.
    with (
        lines.open("rb") as plain,
        aside.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, 0) as file,
    ):
        shutil.copyfileobj(plain, file, 1 << 20)


def _rows(lines: Path) -> Iterator[dict[str, Any]]:
    with lines.open("rb") as file:
        for line in file:
            yield json.loads(line)


def _to_parquet(
    rows: Iterator[dict[str, Any]], path: Path, columns: Sequence[str], record: Record
) -> None:
    with path.open("wb") as file:
        writer = ParquetWriter(file, columns, record=record)
        for row in rows:
            writer.write(row)
        writer.close()
        file.flush()
        os.fsync(file.fileno())


def _to_parts(lines: Path, folder: Path, columns: Sequence[str], record: Record) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    rows = _rows(lines)
    names: list[str] = []
    while (first := next(rows, None)) or not names:
        names.append(f"part-{len(names):05}.parquet")
        some = chain([first], islice(rows, ROWS_A_PART - 1)) if first else iter(())
        _to_parquet(some, folder / names[-1], columns, record)
    (folder / RECORD).write_text(record_of("features", names), encoding="utf-8")
    sync_folder(folder)
