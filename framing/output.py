"""Writes tables and lines to files: aside first, then in place, so that no file is ever half."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from framing.errors import UsageError

TABLE_ENDINGS = (".csv", ".csv.gz", ".parquet", ".jsonl", ".jsonl.gz")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PARQUET_ROWS = 2000  # rows kept before a row group is written


class RowWriter(Protocol):
    """Takes rows one by one."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""


def check_target(target: str, endings: Sequence[str]) -> None:
    """Raises `UsageError` before any work if the output cannot be written there."""
    if target == "-":
        return
    path = Path(target)
    if not target.endswith(tuple(endings)):
        raise UsageError(f"-o {target}: expected a name ending in {', '.join(endings)}, or -")
    if path.is_dir():
        raise UsageError(f"-o {target}: is a folder; give a file name")
    if not path.parent.is_dir():
        raise UsageError(f"-o {target}: no folder {path.parent}; make it first")


@contextmanager
def open_lines(target: str) -> Iterator[IO[str]]:
    """Text stream to a file (`.gz` compressed) or, for `-`, to stdout; line ends stay as given."""
    if target == "-":
        out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
        try:
            yield out
        finally:
            out.flush()
            out.detach()
        return
    with _aside(Path(target)) as part, part.open("wb") as raw:
        # A fixed time stamp keeps compressed output the same on every run.
        packed = gzip.GzipFile("", "wb", 6, raw, 0) if target.endswith(".gz") else None
        with io.TextIOWrapper(packed or raw, encoding="utf-8", newline="") as out:
            yield out
            out.flush()


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    part = path.with_name(path.name + ".part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def open_table(target: str, columns: Sequence[str]) -> Iterator[RowWriter]:
    """Writer of a table in the format that the name's ending says; `-` is CSV on stdout."""
    if target.endswith(".parquet"):
        with _aside(Path(target)) as part:
            writer = _ParquetWriter(part, columns)
            yield writer
            writer.close()
        return
    with open_lines(target) as stream:
        jsonl = target.endswith((".jsonl", ".jsonl.gz"))
        yield _JsonWriter(stream, columns) if jsonl else _CsvWriter(stream, columns)


class _CsvWriter:
    """RFC 4180; empty cell for nothing; text that a spreadsheet would run gets an apostrophe."""

    def __init__(self, stream: IO[str], columns: Sequence[str]) -> None:
        self._columns = columns
        self._csv = csv.writer(stream, lineterminator="\r\n")
        self._csv.writerow(columns)

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._csv.writerow([_cell(row[name]) for name in self._columns])


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    if isinstance(value, str):
        # A NUL or a lone surrogate would make the file unreadable for others.
        text = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
        if text.startswith(_FORMULA_STARTS):
            return "'" + text
    return text


class _JsonWriter:
    def __init__(self, stream: IO[str], columns: Sequence[str]) -> None:
        self._stream, self._columns = stream, columns

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._stream.write(json_line({name: _nullable(row[name]) for name in self._columns}))


def json_line(value: Mapping[str, Any]) -> str:
    """One object as one line of JSON; characters outside ASCII stay as they are."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _nullable(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


class _ParquetWriter:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        text = {"article_id", "outlet", "agency", "published", "title"}
        self._schema = pa.schema(
            [(name, pa.string() if name in text else pa.float64()) for name in columns]
        )
        self._pa, self._writer = pa, pq.ParquetWriter(path, self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._rows.append({name: _nullable(row[name]) for name in self._schema.names})
        if len(self._rows) >= _PARQUET_ROWS:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._pa.Table.from_pylist(self._rows, self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left and the footer."""
        self._flush()
        self._writer.close()
