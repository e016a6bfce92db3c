"""An unfinished output: its rows so far and how far they reach, in a hidden folder beside it.

`.features.csv.partial/` holds `rows` (the lines of the output), `journal` (one line a checkpoint:
articles done, length of `rows`, what was skipped) and `manifest.json` (what the rows depend on). A
checkpoint first brings the rows to the disk and then the line that vouches for them, so whatever
stands behind the last whole line of the journal is cut off when a run continues.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from framing.corpus.remote import is_remote
from framing.errors import Skipped, StoppedError, UsageError

_SECONDS = 2.0  # between checkpoints: what a cut of power can cost
_BUFFER = 1 << 20
Pack = Callable[[Path], None]
"""Makes the target of the file of lines, which may be moved."""
_MODE = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


def partial_folder(target: str) -> Path:
    """Where the unfinished output of a target lies; for a store elsewhere, in the folder here."""
    path = Path(target.rstrip("/").rsplit("/", 1)[-1] if is_remote(target) else target)
    return path.with_name(f".{path.name}.partial")


class Checkpoint:
    """Lines written to a folder in such a way that a run can end at any moment.

    `articles` and `found` count what is done, analysed or not, and what came out; `skipped` are
    the reports of earlier runs. Raises `UsageError` if the folder's rows were made otherwise or
    another run is writing them.
    """

    def __init__(
        self,
        target: str,
        describe: Callable[[], Mapping[str, str]],
        pack: Pack,
        *,
        restart: bool = False,
    ) -> None:
        self.folder = partial_folder(target)
        self.articles = self.found = self._length = 0
        self.skipped: list[Skipped] = []
        self._target, self._describe, self._pack = target, describe, pack
        self._described = False
        self._new: list[Skipped] = []
        self._buffer: list[bytes] = []
        self._buffered, self._saved = 0, time.monotonic()
        with self._telling():
            self.folder.mkdir(exist_ok=True)
            self._journal = os.open(self.folder / "journal", _MODE, 0o666)
            self._rows = -1
            try:
                self._lock()
                self._continue(restart)
            except BaseException:
                self.close()
                raise

    @property
    def rows(self) -> Path:
        """File of the lines."""
        return self.folder / "rows"

    def begin(self, header: str) -> None:
        """Write the first line of a new output."""
        if not self._length:
            self._write(header)

    def add(self, lines: Iterable[str], skipped: Iterable[Skipped]) -> None:
        """Add what was found in a batch of articles; each gave a string or a report."""
        for line in lines:
            self._write(line)
            self.articles += 1
            self.found += 1
        for report in skipped:
            self._new.append(report)
            self.articles += 1
        if time.monotonic() - self._saved > _SECONDS:
            self.save()

    def save(self) -> None:
        """Bring everything so far to the disk, then say so in the journal."""
        with self._telling():
            if not self._described:
                self._write_manifest()
            self._flush()
            os.fsync(self._rows)
            entry = {"articles": self.articles, "found": self.found, "bytes": self._length}
            entry["skipped"] = [(one.path, one.reason, one.kind) for one in self._new]  # type: ignore[assignment]
            line = json.dumps(entry).encode() + b"\n"
            _write_all(self._journal, line)
            os.fsync(self._journal)
        self.skipped += self._new
        self._new, self._saved = [], time.monotonic()

    @contextmanager
    def lines(self) -> Iterator[IO[str]]:
        """All lines so far."""
        with self._telling():
            self._flush()
        with self.rows.open(encoding="utf-8", newline="") as lines:
            yield lines

    def finish(self) -> None:
        """Put the output in its place; the folder goes."""
        if self._described:
            self.save()
        with self._telling():
            self._flush()
            os.fsync(self._rows)
            self._pack(self.rows)
            _sync_folder(self.folder.parent)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.close()

    def close(self) -> None:
        """Let the files go; what was saved stays, and nothing stays where nothing was."""
        if self._rows >= 0 and not self._described:
            shutil.rmtree(self.folder, ignore_errors=True)
        for file in (self._journal, self._rows):
            if file >= 0:
                os.close(file)
        self._journal = self._rows = -1

    def _lock(self) -> None:
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(self._journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"-o {self._target}: another run is writing it; wait, or give another name"
                ) from None

    def _continue(self, restart: bool) -> None:
        if not restart and (self.folder / "manifest.json").is_file() and self.rows.is_file():
            self._compare()
            whole = self._read_journal()
        else:
            for name in ("manifest.json", "rows"):
                (self.folder / name).unlink(missing_ok=True)
            whole = 0
        os.ftruncate(self._journal, whole)
        os.lseek(self._journal, 0, os.SEEK_END)
        self._rows = os.open(self.rows, _MODE, 0o666)
        os.ftruncate(self._rows, self._length)
        os.lseek(self._rows, 0, os.SEEK_END)

    def _compare(self) -> None:
        try:
            then = json.loads((self.folder / "manifest.json").read_bytes())
            changed_wholly = not isinstance(then, dict)
        except ValueError:
            then, changed_wholly = {}, True
        now = self._describe()
        changed = [w for w, digest in now.items() if changed_wholly or then.get(w) != digest]
        if changed:
            raise UsageError(
                f"-o {self._target}: a run that did not end is kept in {self.folder}, but since "
                f"then changed: {', '.join(changed)}; undo that to continue it, or begin anew "
                "with --restart"
            )
        self._described = True

    def _read_journal(self) -> int:
        """Takes in the whole lines of the journal whose rows are there; returns their length."""
        size, whole = self.rows.stat().st_size, 0
        for line in (self.folder / "journal").read_bytes().splitlines(keepends=True):
            entry = _entry(line)
            if entry is None or entry["bytes"] > size:
                break
            self.articles, self.found = entry["articles"], entry["found"]
            self._length = entry["bytes"]
            self.skipped += [Skipped(*report) for report in entry["skipped"]]
            whole += len(line)
        return whole

    def _write_manifest(self) -> None:
        aside = self.folder / "manifest.part"
        with aside.open("w", encoding="utf-8") as file:
            json.dump(dict(self._describe()), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.folder / "manifest.json")
        _sync_folder(self.folder)
        self._described = True

    def _write(self, line: str) -> None:
        data = line.encode("utf-8", "replace")
        self._buffer.append(data)
        self._buffered += len(data)
        if self._buffered > _BUFFER:
            with self._telling():
                self._flush()

    def _flush(self) -> None:
        _write_all(self._rows, b"".join(self._buffer))
        self._length += self._buffered
        self._buffer, self._buffered = [], 0

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns failures of the disk into a word on what to do."""
        try:
            yield
        except OSError as error:
            raise StoppedError(
                f"-o {self._target}: cannot be written ({error.strerror or error}); what is done "
                f"is kept in {self.folder}; mend that and run the same command again to continue"
            ) from error


def _entry(line: bytes) -> dict[str, Any] | None:
    """A whole line of the journal, or nothing if it was torn or damaged."""
    try:
        entry = json.loads(line) if line.endswith(b"\n") else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or not isinstance(entry.get("skipped"), list):
        return None
    counts = [entry.get(name) for name in ("articles", "found", "bytes")]
    whole = all(isinstance(count, int) and count >= 0 for count in counts)
    reports = (isinstance(one, list) and len(one) == 3 for one in entry["skipped"])
    return entry if whole and all(reports) else None


def _write_all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system opens a folder
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
