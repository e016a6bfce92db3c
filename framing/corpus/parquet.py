"""Parquet tables, a few rows in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from framing.corpus.encoding import decode
from framing.corpus.fields import Columns, MissingColumnError
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import Skipped

_BATCH = 256  # rows read at once; bounds memory


def read_parquet(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Rows from 1, row group by row group; a damaged group costs its rows, not the file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = stream if stream.seekable() else io.BytesIO(stream.read(4 * options.max_bytes + 1))
    try:
        # Without `pre_buffer` and with a buffer, pages are decoded as they are needed.
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Skipped(path, f"no readable Parquet file ({_short(error)}); left out")
        return
    columns = Columns(table.schema_arrow.names, options.columns, options.lexicons)
    _check_text(table.schema_arrow.field(columns.of["text"][0]))
    row = 0
    for group in range(table.num_row_groups):
        first = row + 1
        try:
            for values in _rows(table, group, columns):
                row += 1
                yield Raw(path, values, row, columns=columns)
        except (pa.ArrowException, OSError, ValueError) as error:
            row = first - 1 + table.metadata.row_group(group).num_rows
            yield Skipped(
                path,
                f"rows up to {row}: row group {group + 1} is damaged ({_short(error)}); left out",
            )
    if not row:
        yield Skipped(path, "names of columns but no rows; left out")


def _rows(table: Any, group: int, columns: Columns) -> Iterator[dict[str, object]]:
    batches = table.iter_batches(
        _BATCH, row_groups=[group], columns=list(columns.names), use_threads=False
    )
    for batch in batches:
        found = {name: batch.column(batch.schema.names.index(name)) for name in columns.names}
        for i in range(batch.num_rows):
            yield columns.pick({name: _plain(values[i].as_py()) for name, values in found.items()})


def _check_text(field: Any) -> None:
    import pyarrow.types as types

    kind = field.type.value_type if types.is_dictionary(field.type) else field.type
    kinds = (
        types.is_string,
        types.is_large_string,
        types.is_binary,
        types.is_large_binary,
        types.is_list,
        types.is_string_view,
    )
    if not any(is_kind(kind) for is_kind in kinds):
        raise MissingColumnError(
            f"column {field.name!r} holds {field.type}, expected text; name the column that holds "
            "the text with --column text=NAME"
        )


def _plain(value: object) -> object:
    return decode(value).text if isinstance(value, bytes) else value


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:100]
