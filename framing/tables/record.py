"""The record of a run as it travels with its results: inside a table, or in a file beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from framing.errors import UsageError

Record = dict[str, Any]
ENDING = ".run.json"
KEY = b"framing.run"


def record_bytes(record: Record) -> bytes:
    """The record as JSON that people can read."""
    return (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def record_place(target: str) -> Path:
    """Where the record of an output lies that cannot hold one: beside it."""
    path = Path(target.rstrip("/"))
    return path.with_name(path.name + ENDING)


def read_record(place: str | Path) -> Record:
    """The record of a result, from the result, from the file beside it or from a folder's tables.

    Raises `UsageError` if there is none.
    """
    path = Path(place)
    for found in _places(path):
        record = _from_parquet(found) if found.suffix == ".parquet" else _from_json(found)
        if record is not None:
            return record
    raise UsageError(
        f"{place}: holds no run record and none lies beside it; expected a table that framing "
        f"wrote (.parquet, or a table with {path.name}{ENDING} beside it) or a folder of them"
    )


def record_of_source(place: str | Path) -> Record | None:
    """The record of a table that something was made from, if it has one."""
    try:
        return read_record(place)
    except (UsageError, OSError):
        return None


def _places(path: Path) -> list[Path]:
    beside = record_place(str(path))
    if path.is_dir():
        return [beside, *sorted(path.glob(f"*{ENDING}")), *sorted(path.glob("*.parquet"))]
    return [place for place in (path, beside) if place.suffix in (".parquet", ".json")]


def _from_parquet(path: Path) -> Record | None:
    import pyarrow.parquet as pq

    if not path.is_file():
        return None
    kept = pq.read_metadata(path).metadata or {}
    return _checked(json.loads(kept[KEY])) if KEY in kept else None


def _from_json(path: Path) -> Record | None:
    if not path.is_file():
        return None
    try:
        return _checked(json.loads(path.read_text("utf-8")))
    except ValueError:
        return None


def _checked(found: Any) -> Record | None:
    return found if isinstance(found, dict) and "corpus_fingerprint" in found else None
