"""Excel workbooks (.xlsx): sheets as tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from framing.corpus.documents import missing_package, read_all
from framing.corpus.documents.package import Package
from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_UNPACKED = 8  # times the size that a file may have: tables pack well
_HEADER_ROWS = 10  # among which the names of the columns are looked for


def read_xlsx(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Rows of every sheet whose first line names a column for the text.

    Rows are counted from 1 below the names; of several sheets, on through them. Values of
    formulas are those the workbook was saved with; links and macros are left alone.
    Raises `FramingError` for a damaged file, or without the package that reads it.
    """
    data = read_all(stream, options)
    Package(data, options.max_bytes).check_size(_UNPACKED * options.max_bytes)
    try:
        import openpyxl
    except ImportError:
        raise missing_package("Excel") from None
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheets = list(book.worksheets)
    except Exception as error:  # hostile bytes: whatever the library raises is damage
        reason = f"no readable workbook ({str(error)[:80]}); save it anew, or as CSV"
        raise FramingError(reason) from None
    yield from _Sheets(path, options).read(sheets)


class _Sheets:
    """Reads the sheets of one workbook."""

    def __init__(self, path: str, options: LoadOptions) -> None:
        self._path = path
        self._options = options
        self._row = 0

    def read(self, sheets: Sequence[Any]) -> Iterator[Raw | Skipped]:
        """Rows of all sheets that have a text."""
        missing: list[tuple[str, MissingColumnError]] = []
        read = 0
        for sheet in sheets:
            try:
                yield from self._rows(sheet)
                read += 1
            except MissingColumnError as error:
                missing.append((sheet.title, error))
        if missing and not read:
            raise missing[0][1]
        for name, reason in missing:
            yield Skipped(self._path, f"sheet {name!r}: {reason}", "noted")
        if not self._row:
            yield Skipped(self._path, "a workbook without rows; left out")

    def _header(
        self, rows: Iterable[Sequence[object]]
    ) -> tuple[list[str], Columns, list[Sequence[object]]] | None:
        """Names and columns of the first row that names a text, and the rows below it.

        Titles and notes may stand above. Raises `MissingColumnError` for the first row otherwise.
        """
        filled = [row for row in rows if any(cell is not None for cell in row)]
        first: MissingColumnError | None = None
        for at, row in enumerate(filled):
            names = ["" if cell is None else str(cell) for cell in row]
            try:
                columns = Columns(names, self._options.columns, self._options.lexicons)
            except MissingColumnError as error:
                first = first or error
                continue
            return names, columns, filled[at + 1 :]
        if first is not None:
            raise first
        return None

    def _rows(self, sheet: Any) -> Iterator[Raw | Skipped]:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        header = self._header(islice(rows, _HEADER_ROWS))
        if header is None:
            return
        names, columns, rows = header[0], header[1], chain(header[2], rows)
        for row in rows:
            if any(cell is not None for cell in row):
                self._row += 1
                cells = dict(
                    zip(reversed(names), reversed(_filled_up(row, len(names))), strict=True)
                )
                values = columns.pick(cells)
                yield Raw(self._path, values, self._row, columns=columns)


def _filled_up(row: Sequence[object], width: int) -> list[object]:
    """The values of a row as they can be written, as many as there are names."""
    return [*(_plain(cell) for cell in row[:width]), *[None] * (width - len(row))]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
