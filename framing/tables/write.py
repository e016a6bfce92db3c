"""Writes tables and lines to files: aside first, then in place, so that no file is ever half."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from framing.corpus.remote import is_remote
from framing.errors import UsageError

TABLE_ENDINGS = (".csv", ".csv.gz", ".parquet", ".jsonl", ".jsonl.gz")
TEXT_COLUMNS = ("article_id", "outlet", "agency", "published", "title")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PARQUET_ROWS = 2000  # rows kept before a row group is written
_PART = re.compile(r"part-\d+\.parquet")


class RowWriter(Protocol):
    """Takes rows one by one."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""


def check_target(target: str, endings: Sequence[str]) -> None:
    """Raises `UsageError` before any work if the output cannot be written there."""
    if target == "-":
        return
    path = Path(target)
    if is_remote(target):
        _check_store(target, endings)
    elif "/" in endings and is_folder_of_parts(target):
        _check_parts(target, path)
    elif not target.endswith(tuple(endings)):
        named = ", ".join(ending for ending in endings if ending != "/")
        also = ", or in / for a folder of Parquet parts" if "/" in endings else ""
        raise UsageError(f"-o {target}: expected a name ending in {named}{also}, or -")
    elif path.is_dir():
        hint = "; end it with / for a folder of Parquet parts" if "/" in endings else ""
        raise UsageError(f"-o {target}: is a folder; give a file name{hint}")
    if not is_remote(target) and not path.parent.is_dir():
        raise UsageError(f"-o {target}: no folder {path.parent}; make it first")


def _check_store(target: str, endings: Sequence[str]) -> None:
    if not target.endswith(tuple(endings)):
        raise UsageError(f"-o {target}: expected a name ending in {', '.join(endings)}")


def form_of(target: str) -> Literal["csv", "jsonl"]:
    """Lines that a table is first written in; Parquet is made of JSON lines."""
    return "csv" if target == "-" or target.endswith((".csv", ".csv.gz")) else "jsonl"


def is_folder_of_parts(target: str) -> bool:
    """Whether a table goes to a folder of Parquet parts: the name ends in a slash."""
    return target.endswith(("/", os.sep))


def _check_parts(target: str, path: Path) -> None:
    others = (
        [p.name for p in path.iterdir() if not _PART.fullmatch(p.name)] if path.exists() else ()
    )
    if others:
        raise UsageError(f"-o {target}: holds {others[0]}, which is no part; give another folder")


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
def open_table(
    target: str, columns: Sequence[str], text: Collection[str] = TEXT_COLUMNS
) -> Iterator[RowWriter]:
    """Writer of a table in the format that the name's ending says; `-` is CSV on stdout.

    `text` names the columns that hold text; the others hold numbers.
    """
    if target.endswith(".parquet"):
        with _aside(Path(target)) as part:
            writer = ParquetWriter(part, columns, text)
            yield writer
            writer.close()
        return
    with open_lines(target) as stream:
        jsonl = target.endswith((".jsonl", ".jsonl.gz"))
        yield _JsonWriter(stream, columns) if jsonl else _CsvWriter(stream, columns)


class _CsvWriter:
    """RFC 4180; empty cell for nothing; text that a spreadsheet would run gets an apostrophe."""

    def __init__(self, stream: IO[str], columns: Sequence[str]) -> None:
        self._stream, self._columns = stream, columns
        stream.write(csv_line(columns))

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self._stream.write(csv_line([row[name] for name in self._columns]))


def csv_line(cells: Sequence[Any]) -> str:
    """One line of CSV, its end included."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_cell(cell) for cell in cells])
    return line.getvalue()


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
        self._stream.write(json_row(self._columns, row))


def json_row(columns: Sequence[str], row: Mapping[str, Any]) -> str:
    """One row of a table as one line of JSON; `null` for nothing."""
    return json_line({name: _nullable(row[name]) for name in columns})


def json_line(value: Mapping[str, Any]) -> str:
    """One object as one line of JSON; characters outside ASCII stay as they are."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _nullable(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


class ParquetWriter:
    """A table of text and number columns, written row group by row group."""

    def __init__(
        self, path: Path, columns: Sequence[str], text: Collection[str] = TEXT_COLUMNS
    ) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

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
