"""Looks into a model file before anything in it is unpacked: sizes, depth, shapes of arrays."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

MOST_BYTES = 256 << 20
"""Bytes that a model may hold unpacked; a linear one of 50 outlets and all features holds 1.7 MB,
boosted ones some tens."""
MOST_SCHEMA = 32 << 20
"""Bytes of its description: reading it takes up to 30 times as much memory."""
MOST_DEPTH = 60
"""Levels of its description; a model has 18."""
_MOST_MEMBERS = 10_000
_SCHEMA = "schema.json"


class UnsafeModelError(ValueError):
    """A model file that would take more than a model can need, or that contradicts itself."""


def check_archive(path: Path) -> None:
    """Raises an error for a file that is not safe to unpack: `UnsafeModelError`, or of `zipfile`.

    What a member says of its size can be relied on: the reader of the archive never hands out
    more. An array that several places name counts once for each, as it is loaded for each.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise UnsafeModelError(f"it holds {len(members):,} members")
        sizes = {member.filename: member.file_size for member in members}
        _check_sum(member.file_size for member in members)
        if sizes.get(_SCHEMA, 0) > MOST_SCHEMA:
            raise UnsafeModelError(f"its description is longer than {MOST_SCHEMA >> 20} MB")
        schema = json.loads(archive.read(_SCHEMA))
        _check_sum(sizes.get(name, 0) for name in _files_named(schema))
        for name, size in sizes.items():
            if name.endswith(".npy"):
                with archive.open(name) as file:
                    _check_array(file, name, size)


def _check_sum(sizes: Iterator[int]) -> None:
    if sum(sizes) > MOST_BYTES:
        raise UnsafeModelError(f"it unpacks to more than {MOST_BYTES >> 20} MB")


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


def _check_array(file: Any, name: str, size: int) -> None:
    """Raises an error if an array says it is larger than the member it is in."""
    version = np.lib.format.read_magic(file)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }.get(version)
    if read is None:
        raise UnsafeModelError(f"{name} is an array of another version")
    shape, _, kind = read(file)
    if kind.hasobject or min(shape, default=0) < 0 or math.prod(shape) * kind.itemsize > size:
        raise UnsafeModelError(f"{name} says its shape is {shape} of {kind}, in {size:,} bytes")
