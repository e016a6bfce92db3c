"""Looks into a packed file of arrays before anything in it is unpacked: sizes and shapes."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterable
from typing import Any

import numpy as np

MOST_BYTES = 256 << 20
"""Bytes that a model may hold unpacked; a linear one of 50 outlets and all features holds 1.7 MB,
boosted ones some tens."""
_MOST_MEMBERS = 10_000  # of the archive; a model has some dozens


class UnsafeModelError(ValueError):
    """A model file that would take more than a model can need, or that contradicts itself."""


def check_arrays(archive: zipfile.ZipFile) -> dict[str, int]:
    """Sizes of the members, unpacked; raises `UnsafeModelError` if an array claims more than it is.

    What a member says of its size can be relied on: the reader of the archive never hands out
    more.
    """
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise UnsafeModelError(f"it holds {len(members):,} members")
    sizes = {member.filename: member.file_size for member in members}
    check_sum(member.file_size for member in members)
    for name, size in sizes.items():
        if name.endswith(".npy"):
            with archive.open(name) as file:
                _check_array(file, name, size)
    return sizes


def check_sum(sizes: Iterable[int]) -> None:
    """Raises `UnsafeModelError` if so many bytes are more than a model needs."""
    if sum(sizes) > MOST_BYTES:
        raise UnsafeModelError(f"it unpacks to more than {MOST_BYTES >> 20} MB")


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
