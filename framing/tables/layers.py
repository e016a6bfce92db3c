"""One tidy table a layer: typed columns, one row a found thing, the words beside the offsets."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from framing.tables.places import span_text
from framing.tables.rows import layer_rows
from framing.types import ActorRole, Frame, Hedge, Mention, Quote, Reading, Relation, Wording

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
_KINDS: dict[str, type] = {
    "quotes": Quote,
    "hedges": Hedge,
    "mentions": Mention,
    "relations": Relation,
    "wordings": Wording,
    "frames": Frame,
    "roles": ActorRole,
}
LAYERS = tuple(_KINDS)
DATES = ("published",)


def tidy_rows(reading: Reading, layer: str) -> list[Row]:
    """Rows of a layer with article, outlet, date; spans as text `start:stop;title start:stop`."""
    base = {
        "article_id": reading.article.article_id,
        "outlet": reading.provenance.publisher,
        "published": reading.article.published,
    }
    return [
        base | {name: _flat(row, name) for name in row if not name.endswith("_in")}
        for row in layer_rows(reading, layer)
    ]


def _flat(row: Row, name: str) -> Any:
    """Spans as text, those in the title column marked so; everything else as it is."""
    value = row[name]
    if not isinstance(value, list | tuple):
        return value
    spans = value if isinstance(value, list) else [value]
    fields = row.get(f"{name}_in", [row["field"]] * len(spans))
    return ";".join(span_text(where, *span) for where, span in zip(fields, spans, strict=True))


def column_type(layer: str, column: str) -> type | str:
    """int, float, bool or str of a column of a layer; `date` for days."""
    if column in DATES:
        return "date"
    if column in ("start", "stop", "words"):
        return int
    kind = _KINDS.get(layer)
    hint = get_type_hints(kind).get(column) if kind else None
    return _plain(hint) if hint is not None else str


def _plain(hint: Any) -> type:
    """The type of a hint without `None`; text for whatever is not a number or a truth."""
    parts = [hint]
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
    found: type = parts[0] if parts[0] in (int, float, bool) else str
    return found


def schema_of(layer: str, columns: Sequence[str], text: Iterable[str] = ()) -> pa.Schema:
    """Arrow types of a table; columns of the article table are text if named, else numbers."""
    import pyarrow as pa

    known = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), str: pa.string()}
    named = set(text)
    found = []
    for column in columns:
        if column in DATES:
            kind: pa.DataType = pa.date32()
        elif layer == "articles":
            kind = pa.string() if column in named else pa.float64()
        else:
            chosen = column_type(layer, column)
            kind = known[chosen] if isinstance(chosen, type) else pa.string()
        found.append((column, kind))
    return pa.schema(found)


def as_day(value: Any) -> Any:
    """A day as a date; `None` where the input gives none or one that no calendar has.

    >>> as_day("2017-04-05T10:00:00Z"), as_day("spring"), as_day(None)
    (datetime.date(2017, 4, 5), None, None)
    """
    from datetime import date

    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
