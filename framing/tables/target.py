"""The place of an output: one run at a time, whole or not at all, never through a link."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from framing.corpus.outputs import RECORD, record_of
from framing.errors import StoppedError, UsageError

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL
_LOCK = os.O_RDWR | os.O_CREAT
# Not on every system: a link that lies in wait is not followed; bytes are written as they are.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def real_folder(target: str | Path) -> Path:
    """The folder that a name ending in a slash means; a link to a folder stays a link."""
    return Path(os.path.realpath(target))


def check_no_link(target: str | Path) -> None:
    """Raises `UsageError` for a name that is a link: it would be lost, or written through."""
    path = Path(target)
    if path.is_symlink():
        raise UsageError(f"-o {target}: is a link to {path.readlink()}; name that file itself")


@contextmanager
def written_aside(target: str | Path) -> Iterator[Path]:
    """The path of a new, empty file that takes the place of `target` when the block ends well.

    It lies beside the target under a name that nobody else has, is opened so that no link is
    followed, reaches the disk before it is renamed, and goes if the block fails. It gets the
    permissions of the file it replaces. Raises `StoppedError` where the system refuses.
    """
    path = Path(target)
    part: Path | None = None
    try:
        check_no_link(path)
        part = _name_aside(path)
        os.close(os.open(part, _NEW | _FLAGS, 0o666))
        with suppress(OSError):  # no older file, or a system without permissions
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        _remove(part)
        raise cannot_write(target, error) from error
    except BaseException:
        _remove(part)
        raise


@contextmanager
def open_aside(target: str | Path) -> Iterator[BinaryIO]:
    """As `written_aside`, with the new file open for writing."""
    with written_aside(target) as part, part.open("r+b") as file:
        yield file
        file.flush()


@contextmanager
def folder_aside(target: str | Path, command: str) -> Iterator[Path]:
    """A new folder that takes the place of `target` when the block ends well, with our record.

    The record names `command` and all files of the folder. A folder that was there must be ours:
    `check_folder` says so. Raises `StoppedError` where the system refuses.
    """
    place = real_folder(target)
    part, older = _name_aside(place), _name_aside(place)
    try:
        part.mkdir()
        yield part
        names = [path.name for path in part.iterdir()]
        (part / RECORD).write_text(record_of(command, names), encoding="utf-8")
        for path in part.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        if place.exists():
            place.rename(older)
        part.rename(place)
        sync_folder(place.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        _remove(part)
        _remove(older)


def mark_folder(folder: Path, command: str) -> None:
    """Leaves our record in a folder that a command has written: it names all files below it."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != RECORD]
    names = [path.relative_to(folder).parts[0] for path in files]
    (folder / RECORD).write_text(record_of(command, sorted(set(names))), encoding="utf-8")


def _name_aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def _remove(part: Path | None) -> None:
    with suppress(OSError):
        if part is not None and part.is_dir():
            shutil.rmtree(part)
        elif part is not None:
            part.unlink(missing_ok=True)


def cannot_write(target: str | Path, error: OSError) -> StoppedError:
    """The error for a target that the system refuses to write."""
    reason = error.strerror or str(error) or type(error).__name__
    return StoppedError(
        f"-o {target}: cannot be written ({reason}); what was there before is unchanged; make "
        "room or choose another place, then run the same command again"
    )


def check_not_emptied(target: str, articles: int) -> None:
    """Raises `StoppedError` if no article came out and there is an older output to lose."""
    if articles or target == "-":
        return
    with suppress(OSError):
        if Path(target).stat().st_size:
            raise StoppedError(
                f"-o {target}: no article came out, and an older output is there; it was left as "
                "it is; delete it first if it shall go"
            )


def sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def claimed(targets: list[str]) -> Iterator[None]:
    """No other run of framing writes these local targets meanwhile.

    A hidden file beside each target (`.NAME.lock`) is locked, and goes at the end; what a killed
    run left aside goes too. Raises `StoppedError` if another run holds one of them or the folder
    cannot be written.
    """
    with ExitStack() as held:
        for target in targets:
            held.enter_context(_claimed(target))
        yield


@contextmanager
def _claimed(target: str) -> Iterator[None]:
    path = real_folder(target) if target.endswith(("/", os.sep)) else Path(target)
    if not path.parent.is_dir():
        raise UsageError(f"-o {target}: no folder {path.parent}; make it first")
    lock = path.with_name(f".{path.name}.lock")
    try:
        file = _locked(lock)
    except BlockingIOError as error:
        raise StoppedError(
            f"-o {target}: another run is writing it; wait for it, or give another name"
        ) from error
    except OSError as error:
        raise cannot_write(target, error) from error
    try:
        for left in path.parent.glob(f".{_plain(path.name)}.{'[0-9a-f]' * 8}.part"):
            _remove(left)
        yield
    finally:
        _remove(lock)  # while it is locked: nobody can have locked a file of this name since
        os.close(file)


def _plain(name: str) -> str:
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in name)


def _locked(lock: Path) -> int:
    """The lock's file, open and locked, and still the one that bears the name."""
    try:
        import fcntl
    except ImportError:  # a system without locks of this kind
        return os.open(lock, _LOCK | _FLAGS, 0o666)
    while True:
        file = os.open(lock, _LOCK | _FLAGS, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(file), os.lstat(lock)):
                return file
        except FileNotFoundError:
            pass  # the run before us has just ended and taken its lock away
        except BaseException:
            os.close(file)
            raise
        os.close(file)
