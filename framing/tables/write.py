"""Writes tables and lines to files that appear whole, in the format that the ending says."""

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
from typing import IO, Any, BinaryIO, Literal, Protocol, cast

from framing.corpus.outputs import PARQUET_MARK
from framing.corpus.remote import is_remote
from framing.errors import UsageError
from framing.tables.overlap import check_folder
from framing.tables.record import KEY
from framing.tables.target import open_aside
from framing.version import __version__

TABLE_ENDINGS = (".csv", ".csv.gz", ".parquet", ".jsonl", ".jsonl.gz")
TEXT_COLUMNS = ("article_id", "outlet", "agency", "published", "title")
_PARQUET_ROWS = 2000  # rows kept before a row group is written
_NEUTRALISED = re.compile(r"'*[=+\-@\t\r]")


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
        if path.is_dir():
            check_folder(target)
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


class _Stdout:
    """Takes text for stdout as UTF-8, whatever the terminal's own encoding and line ends."""

    def write(self, text: str) -> int:
        """Write at once."""
        sys.stdout.buffer.write(text.encode("utf-8"))
        return len(text)


@contextmanager
def open_lines(target: str) -> Iterator[IO[str]]:
    """Text stream to a file (`.gz` compressed) or, for `-`, to stdout; line ends stay as given."""
    if target == "-":
        yield cast("IO[str]", _Stdout())
        sys.stdout.buffer.flush()
        return
    with open_aside(target) as raw:
        # A fixed time stamp keeps compressed output the same on every run.
        packed = gzip.GzipFile("", "wb", 6, raw, 0) if target.endswith(".gz") else None
        out = io.TextIOWrapper(packed or raw, encoding="utf-8", newline="")
        yield out
        out.flush()
        out.detach()
        if packed:
            packed.close()


@contextmanager
def open_table(
    target: str, columns: Sequence[str], text: Collection[str] = TEXT_COLUMNS
) -> Iterator[RowWriter]:
    """Writer of a table in the format that the name's ending says; `-` is CSV on stdout.

    `text` names the columns that hold text; the others hold numbers.
    """
    if target.endswith(".parquet"):
        with open_aside(target) as file:
            writer = ParquetWriter(file, columns, text)
            try:
                yield writer
            finally:
                writer.close()
        return
    with open_lines(target) as stream:
        jsonl = target.endswith((".jsonl", ".jsonl.gz"))
        yield _JsonWriter(stream, columns) if jsonl else _CsvWriter(stream, columns)


class _CsvWriter:
    """RFC 4180; empty cell for nothing; text that a spreadsheet would run gets an apostrophe.

    So does text that looks as if it had one: the apostrophe can always be taken off again.
    """

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
        if _NEUTRALISED.match(text):
            return "'" + text
    return text


def text_of_cell(cell: str) -> str:
    """The text that `csv_line` wrote into a cell, but for repairs of broken characters.

    >>> text_of_cell("'=SUM(A1)"), text_of_cell("''=x"), text_of_cell("'tis")
    ('=SUM(A1)', "'=x", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _NEUTRALISED.match(cell) else cell


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
        self,
        file: BinaryIO,
        columns: Sequence[str],
        text: Collection[str] = TEXT_COLUMNS,
        record: Mapping[str, Any] | None = None,
    ) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema = pa.schema(
            [(name, pa.string() if name in text else pa.float64()) for name in columns],
            {
                PARQUET_MARK: __version__.encode(),
                **({KEY: json.dumps(record, ensure_ascii=False).encode()} if record else {}),
            },
        )
        self._pa, self._writer = pa, pq.ParquetWriter(file, self._schema)
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
