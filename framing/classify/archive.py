"""Looks into a model file before anything in it is unpacked: sizes, depth, shapes of arrays."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.learn.arrays import UnsafeModelError, check_arrays, check_sum

MOST_SCHEMA = 32 << 20
"""Bytes of its description: reading it takes up to 30 times as much memory."""
MOST_DEPTH = 60
"""Levels of its description; a model has 18."""
_SCHEMA = "schema.json"


def check_archive(path: Path) -> None:
    """Raises an error for a file that is not safe to unpack: `UnsafeModelError`, or of `zipfile`.

    An array that several places name counts once for each, as it is loaded for each.
    """
    with zipfile.ZipFile(path) as archive:
        sizes = check_arrays(archive)
        if sizes.get(_SCHEMA, 0) > MOST_SCHEMA:
            raise UnsafeModelError(f"its description is longer than {MOST_SCHEMA >> 20} MB")
        schema = json.loads(archive.read(_SCHEMA))
        check_sum(sizes.get(name, 0) for name in _files_named(schema))


def _files_named(schema: Any) -> Iterator[str]:
    """The members that a description names, as often as it names them."""
    todo = [(schema, 1)]
    while todo:
        node, depth = todo.pop()
        if depth > MOST_DEPTH:
            raise UnsafeModelError(f"it is nested more than {MOST_DEPTH} levels deep")
        if isinstance(node, dict):
            if isinstance(node.get("file"), str):
                yield node["file"]
            todo += [(inner, depth + 1) for inner in node.values()]
        elif isinstance(node, list):
            todo += [(inner, depth + 1) for inner in node]
