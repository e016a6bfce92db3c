"""SQLite files, as NELA hands them out: a table with a column of texts."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from framing.corpus.documents import read_all
from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_MAGIC = b"SQLite format 3\0"


def read_sqlite(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Rows of every table that has a column for the text, as they are stored.

    The file is opened to be read only; views and triggers in it are not run.
    Raises `FramingError` for a file that SQLite cannot read.
    """
    try:
        with closing(_open(stream, path, options)) as base:
            base.execute("PRAGMA trusted_schema=OFF")
            base.execute("PRAGMA query_only=ON")
            base.text_factory = lambda raw: raw.decode("utf-8", "replace")
            yield from _tables(base, path, options)
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        raise FramingError(f"no readable SQLite file ({str(error)[:80]})") from None


def _open(stream: io.BufferedReader, path: str, options: LoadOptions) -> sqlite3.Connection:
    """The file where it lies, however large; packed or remote ones through memory."""
    place = Path(path)
    if place.is_file():
        with place.open("rb") as file:
            if file.read(len(_MAGIC)) == _MAGIC:
                uri = f"file:{quote(str(place.resolve()))}?mode=ro&immutable=1"
                return sqlite3.connect(uri, uri=True)
    data = read_all(stream, options)
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    return base


def _tables(base: sqlite3.Connection, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [name for (name,) in base.execute(query) if not name.startswith("sqlite_")]
    missing: MissingColumnError | None = None
    row = read = 0
    for table in names:
        quoted = '"' + table.replace('"', '""') + '"'
        cursor = base.execute(f"SELECT * FROM {quoted}")
        header = [column[0] for column in cursor.description]
        try:
            columns = Columns(header, options.columns, options.lexicons)
        except MissingColumnError as error:
            missing = error
            continue
        read += 1
        for cells in cursor:
            row += 1
            yield Raw(
                path, columns.pick(dict(zip(header, cells, strict=True))), row, columns=columns
            )
    if missing and not read:
        raise missing
    if not row:
        yield Skipped(path, "a database without rows; left out")
