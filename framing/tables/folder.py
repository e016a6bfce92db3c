"""A folder of tidy tables, one a layer, written row group by row group."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from framing.corpus.outputs import PARQUET_MARK
from framing.tables.layers import DATES, LAYERS, as_day, schema_of
from framing.tables.publish import write_record
from framing.tables.record import KEY, Record
from framing.tables.target import folder_aside
from framing.tables.write import TEXT_COLUMNS, csv_line
from framing.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 5000  # rows kept before a row group is written
_REUSE = (
    *("article_id_a", "article_id_b", "start_a", "stop_a", "start_b", "stop_b", "words"),
    *("similarity", "kind", "first", "agency_credited", "spread"),
)
_REUSE_NUMBERS = ("start_a", "stop_a", "start_b", "stop_b", "words", "similarity", "spread")


class TablesFolder:
    """Takes the rows of articles, layer by layer; the tables are in place when it is left well."""

    def __init__(self, folder: Path, form: str, record: Record) -> None:
        self.folder, self.form, self.record = folder, form, record
        self._open = ExitStack()
        self._tables: dict[str, _Table] = {}

    def __enter__(self) -> Self:
        self._open.__enter__()
        self._part = self._open.enter_context(folder_aside(self.folder, "tables"))
        self._open.push(self._close_tables)
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def _close_tables(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Close every table, also after an error; what fails here fails before the folder moves."""
        if kind is None:
            for layer in LAYERS:
                self._table(layer, ())
        with ExitStack() as closing:
            for table in self._tables.values():
                closing.callback(table.close)
        if kind is None and self.form == "csv":
            write_record(str(self._part / "tables"), self.record)

    def add(self, layers: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """The rows of one article, by layer."""
        for layer, rows in layers.items():
            for row in rows:
                self._table(layer, row).write(row)

    def add_reuse(self, passages: Iterable[Mapping[str, Any]]) -> None:
        """Passages that articles share."""
        for row in passages:
            self._table("reuse", _REUSE).write(row)

    def _table(self, layer: str, columns: Iterable[str]) -> _Table:
        if layer not in self._tables:
            names = list(columns) or ["article_id", "outlet", "published"]
            path = self._part / f"{layer}.{self.form}"
            self._tables[layer] = _Table(path, _schema(layer, names), self.form, self.record)
        return self._tables[layer]


def _schema(layer: str, columns: list[str]) -> pa.Schema:
    import pyarrow as pa

    if layer == "reuse":
        numbers = {name: pa.float64() for name in _REUSE_NUMBERS}
        return pa.schema([(name, numbers.get(name, pa.string())) for name in columns])
    return schema_of(layer, columns, TEXT_COLUMNS)


class _Table:
    """One table: Parquet row groups, or lines of CSV."""

    def __init__(self, part: Path, schema: pa.Schema, form: str, record: Record) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._schema, self._pa = schema, pa
        self._rows: list[dict[str, Any]] = []
        self._parquet = self._csv = None
        if form == "parquet":
            words = json.dumps(record, ensure_ascii=False)
            self._parquet = pq.ParquetWriter(
                part, schema.with_metadata({PARQUET_MARK: __version__, KEY: words})
            )
        else:
            self._csv = part.open("w", encoding="utf-8", newline="")
            self._csv.write(csv_line(schema.names))

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        typed = {
            name: as_day(row.get(name)) if name in DATES else _nothing(row.get(name))
            for name in self._schema.names
        }
        if self._csv:
            self._csv.write(csv_line([typed[name] for name in self._schema.names]))
            return
        self._rows.append(typed)
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._parquet:
            self._parquet.write_table(self._pa.Table.from_pylist(self._rows, self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left."""
        if self._csv:
            self._csv.close()
        if self._parquet:
            self._flush()
            self._parquet.close()


def _nothing(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
