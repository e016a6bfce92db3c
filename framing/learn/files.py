"""The format of all trained models: a packed file of arrays, strings as lines of UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
_END = "\n"


def read_arrays(path: Path) -> Arrays:
    """All arrays of a model file, by name; a file that is not ours is looked into first.

    See `framing.learn.arrays.check_arrays`. Raises `OSError` or `ValueError` if the file cannot be
    read as arrays without objects.
    """
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def write_arrays(target: Path | IO[bytes], arrays: Mapping[str, Any]) -> None:
    """Writes a model file; the same arrays give the same bytes."""
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target, allow_pickle=False, **arrays)


def pack_strings(strings: Iterable[str]) -> NDArray[np.uint8]:
    """Strings as one array of bytes; raises `ValueError` if one of them holds a line break."""
    held = list(strings)
    if any(_END in string for string in held):
        raise ValueError("a string of a model holds a line break")
    return np.frombuffer(_END.join(held).encode("utf-8"), np.uint8)


def unpack_strings(packed: NDArray[Any]) -> list[str]:
    """The strings that `pack_strings` packed; of nothing at all one empty string."""
    return packed.tobytes().decode("utf-8").split(_END)


def number_strings(packed: NDArray[Any]) -> dict[str, int]:
    """Number of each packed string, from 0 in their order."""
    return {string: number for number, string in enumerate(unpack_strings(packed))}
