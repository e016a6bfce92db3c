"""Refuses an output that would take the place of an input, or of what is not ours to replace."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from framing.corpus.outputs import command_of, files_of_record
from framing.corpus.remote import is_remote
from framing.errors import UsageError
from framing.tables.target import check_no_link


def refuse_overlap(outputs: Sequence[str], inputs: Sequence[str]) -> None:
    """Raises `UsageError` if an output is an input, holds one, or is the same as another output.

    Files are the same whatever their names: through links, hard links and other spellings. Inside
    a folder of the input, an existing file is only replaced if framing has written it. A folder
    is only replaced if the record of a run in it names all its files. Stores elsewhere and stdout
    are compared by name alone.
    """
    local = [target for target in outputs if target != "-" and not is_remote(target)]
    for number, target in enumerate(outputs):
        if target != "-" and target in inputs:
            raise UsageError(f"-o {target}: is also an input; give another name")
        for other in local[:number]:
            if target in local and _same(target, other):
                raise UsageError(f"{target}: is the same file as {other}; give another name")
    there = list(_existing(inputs))
    for target in local:
        if os.path.isdir(target):
            _check_holds_none(target, there)
            check_folder(target)
        else:
            check_no_link(target)
            _check_file(target, there, inputs)


def _same(one: str, other: str) -> bool:
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _existing(inputs: Sequence[str]) -> Iterator[str]:
    """Files and folders that the inputs name; what is not there is told of by its reader."""
    for item in inputs:
        if os.path.exists(item):
            yield item
        elif not is_remote(item) and glob.has_magic(item):
            yield from glob.iglob(item, recursive=True)


def _check_holds_none(target: str, inputs: Sequence[str]) -> None:
    held = _with_slash(os.path.realpath(target))
    for path in inputs:
        if _with_slash(os.path.realpath(path)).startswith(held):
            raise UsageError(f"-o {target}: holds the input {path}; give another folder")


def check_folder(target: str) -> None:
    """Raises `UsageError` for a folder that holds anything which framing has not written there."""
    ours = files_of_record(target)
    others = sorted(name for name in os.listdir(target) if name not in ours)
    if others:
        raise UsageError(
            f"-o {target}: holds {others[0]}, which framing has not written there; give another "
            "folder"
        )


def _with_slash(path: str) -> str:
    return path.rstrip(os.sep) + os.sep


def _check_file(target: str, inputs: Sequence[str], named: Sequence[str]) -> None:
    """`inputs` are files and folders that are there; those `named` are read whatever they are."""
    if not os.path.exists(target):
        return
    state = os.stat(target)
    for path in inputs:
        for found in _files(path):
            try:
                same = os.path.samestat(os.stat(found), state)
            except OSError:
                continue  # a broken link
            if same and (found in named or command_of(found) is None):
                raise UsageError(
                    f"-o {target}: is an input ({found}), which the output would replace; give "
                    "another name"
                )


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for folder, _, names in os.walk(path, followlinks=False):
        yield from (os.path.join(folder, name) for name in names)
