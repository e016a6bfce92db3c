"""CSV and TSV: one row an article; a broken row costs itself, not its neighbours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.lines import Lines
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.records import RecordReader, Window
from framing.errors import Skipped

_LONGEST_HEADER = 2000  # characters
# What Excel is told on a line above the names: "sep=;".
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=.\"?\s*", re.IGNORECASE)
_DELIMITERS = (",", "\t", ";", "|")


def read_delimited(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Rows of a table whose first line names the columns; the delimiter is found from it.

    Row numbers count data rows from 1. Where a stray quotation mark makes several lines
    unreadable, they count as one row, and reading goes on at the next sound one.
    """
    lines = Lines(stream, path, options.max_bytes)
    window = Window(iter(lines))
    while (header := window.line(0)) is not None and not _SEPARATOR_LINE.sub("", header).strip():
        window.drop(1)
    if header is not None:
        yield from _rows(window, path, options)
    elif not lines.remarks:
        yield Skipped(path, "empty file; left out")
    yield from lines.remarks


def _rows(window: Window, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    delimiter = find_delimiter(window.line(0) or "", options.columns, options.lexicons)
    records = RecordReader(window, delimiter)
    header = records.read_header()
    columns = Columns(header, options.columns, options.lexicons)
    header.reverse()  # of two columns with one name the first counts
    row = 0
    for row, (line, fields) in enumerate(records.read_rows(), start=1):
        if isinstance(fields, str):
            yield Skipped(f"{path}#{row}", f"{fields}; row left out")
        else:
            values = columns.pick(dict(zip(header, reversed(fields), strict=True)))
            yield Raw(path, values, row, line, columns=columns)
    if not row:
        yield Skipped(path, "names of columns but no rows; left out")


def is_table(lines: Sequence[str]) -> bool:
    """Whether the first line of a text names columns, a text among them, and nothing else."""
    header = next((line for line in lines if line.strip()), "")
    if len(header) > _LONGEST_HEADER:
        return False
    for delimiter, least in (("\t", 2), (";", 3), (",", 3), ("|", 3)):
        names = [name.strip().strip('"') for name in header.split(delimiter)]
        try:
            if len(Columns(names, {}).of) >= least:
                return True
        except MissingColumnError:
            continue
    return False


def find_delimiter(header: str, wanted: Mapping[str, str], folder: Path | None = None) -> str:
    """The delimiter under which the header has a column for the text, else the most frequent."""
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
            Columns(names, wanted, folder)
        except (MissingColumnError, csv.Error):  # a lone carriage return in the header, say
            continue
        if len(names) > 1 or header.strip():
            return delimiter
    return max(_DELIMITERS, key=header.count)
