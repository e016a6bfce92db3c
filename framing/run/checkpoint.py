"""An unfinished output: its rows so far and how far they reach, in a hidden folder beside it.

`.features.csv.partial/` holds `rows` (the lines of the output), `journal` (one line a checkpoint:
articles done, length of `rows`, what was skipped) and `manifest.json` (what the rows depend on). A
checkpoint first brings the rows to the disk and then the line that vouches for them, so whatever
stands behind the last whole line of the journal is cut off when a run continues. Each line carries
a digest of all rows so far and one of all lines so far, itself included: what was damaged, even at
equal length, is done again.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

from framing.corpus.remote import is_remote
from framing.errors import Skipped, StoppedError, UsageError
from framing.tables.target import real_folder, sync_folder
from framing.tables.write import is_folder_of_parts

_SECONDS = 2.0  # between checkpoints: what a cut of power can cost
_BUFFER = 1 << 20  # bytes of rows in memory between two writes
Pack = Callable[[Path], None]
"""Makes the target of the file of lines, which may be moved."""
_MODE = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


def partial_folder(target: str) -> Path:
    """Where the unfinished output of a target lies; for a store elsewhere, in the folder here."""
    if is_remote(target):
        path = Path(target.rstrip("/").rsplit("/", 1)[-1])
    else:
        path = real_folder(target) if is_folder_of_parts(target) else Path(target)
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
        self._described, self._restart = False, restart
        self._rows_digest, self._chain = blake2b(digest_size=16), b""
        self._new: list[Skipped] = []
        self._buffer: list[bytes] = []
        self._buffered, self._saved = 0, time.monotonic()
        with self._telling():
            self.folder.mkdir(exist_ok=True)
            self._journal = os.open(self.folder / "journal", _MODE, 0o666)
            self._rows = -1
            try:
                self._lock()
                self._continue()
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
            entry = {
                "articles": self.articles,
                "found": self.found,
                "bytes": self._length,
                "rows": self._rows_digest.hexdigest(),
                "skipped": [(one.path, one.reason, one.kind) for one in self._new],
            }
            body = json.dumps(entry).encode()
            self._chain = _link(self._chain, body)
            _write_all(self._journal, self._chain + b" " + body + b"\n")
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
        """Put the output in its place; the folder goes.

        Raises `StoppedError` if there is no row to replace an older output that has some.
        """
        if self._described:
            self.save()
        if not (self.found or self._restart) and self._replaces_rows():
            raise StoppedError(
                f"-o {self._target}: no article came out, and an older output is there; it was "
                "left as it is; --restart replaces it"
            )
        with self._telling():
            self._flush()
            os.fsync(self._rows)
            self._pack(self.rows)
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
                raise StoppedError(
                    f"-o {self._target}: another run is writing it; wait for it, or give another "
                    "name"
                ) from None

    def _replaces_rows(self) -> bool:
        if is_remote(self._target):
            return False
        path = Path(self._target)
        if path.is_dir():
            return any(path.iterdir())
        # As long as what would be written now: a header, or nothing at all.
        return path.exists() and path.stat().st_size > self._length + self._buffered

    def _continue(self) -> None:
        if not self._restart and (self.folder / "manifest.json").is_file() and self.rows.is_file():
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
        """Takes in the lines of the journal that vouch for their rows; returns their length."""
        whole = 0
        with self.rows.open("rb") as rows:
            for line in (self.folder / "journal").read_bytes().split(b"\n")[:-1]:
                chain, _, body = line.partition(b" ")
                if chain != _link(self._chain, body):
                    break
                entry = json.loads(body)
                digest = self._rows_digest.copy()
                digest.update(rows.read(entry["bytes"] - self._length))
                if digest.hexdigest() != entry["rows"]:
                    break
                self._chain, self._rows_digest = chain, digest
                self.articles, self.found = entry["articles"], entry["found"]
                self._length = entry["bytes"]
                self.skipped += [Skipped(*report) for report in entry["skipped"]]
                whole += len(line) + 1
        return whole

    def _write_manifest(self) -> None:
        aside = self.folder / "manifest.part"
        with aside.open("w", encoding="utf-8") as file:
            json.dump(dict(self._describe()), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.folder / "manifest.json")
        sync_folder(self.folder)
        self._described = True

    def _write(self, line: str) -> None:
        data = line.encode("utf-8", "replace")
        self._buffer.append(data)
        self._buffered += len(data)
        if self._buffered > _BUFFER:
            with self._telling():
                self._flush()

    def _flush(self) -> None:
        data = b"".join(self._buffer)
        _write_all(self._rows, data)
        self._rows_digest.update(data)
        self._length += len(data)
        self._buffer, self._buffered = [], 0

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns failures of the disk into a word on what to do."""
        try:
            yield
        except OSError as error:
            kept = (
                f"what is done is kept in {self.folder}; mend that and run the same command again "
                "to continue"
                if self._described
                else "nothing is kept; mend that and run the same command again"
            )
            raise StoppedError(
                f"-o {self._target}: cannot be written ({error.strerror or error}); {kept}"
            ) from error


def _link(chain: bytes, body: bytes) -> bytes:
    """The digest of a line of the journal and of all lines before it."""
    return blake2b(chain + body, digest_size=16).hexdigest().encode()


def _write_all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
