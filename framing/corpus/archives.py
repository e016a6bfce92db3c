"""ZIP and TAR: their members read as if they lay in a folder; nothing is unpacked to disk."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from framing.corpus.fields import MissingColumnError
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.sources import bare_stem, format_of, is_about
from framing.corpus.streams import DamagedError, guard, unpack
from framing.errors import FramingError, Skipped

Reader = Callable[[io.BufferedReader, str, str, LoadOptions], Iterator[Raw | Skipped]]
_NESTED_TIMES = 4  # how much larger than an article a ZIP inside an archive may be
_NESTED = (".zip", ".tar", ".tgz", ".7z", ".rar")


class ArchiveReader:
    """Reads the members of one archive in order, and stops when they unpack to too much."""

    def __init__(
        self, path: str, options: LoadOptions, read: Reader, outer: ArchiveReader | None = None
    ) -> None:
        self._path = path
        self._outer = outer
        self._options = options
        self._read = read
        self._left = options.max_unpacked_megabytes << 20
        self._others: Counter[str] = Counter()
        self._count = 0

    def read_zip(self, stream: io.BufferedReader) -> Iterator[Raw | Skipped]:
        """Articles of a ZIP file."""
        try:
            with zipfile.ZipFile(stream) as archive:
                for info in archive.infolist():
                    if info.is_dir():
                        continue
                    odd = stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG)
                    refused = "link or device" if odd else ""
                    refused = "encrypted" if info.flag_bits & 1 else refused
                    opened = lambda info=info: archive.open(info)  # noqa: E731
                    yield from self._member(info.filename, opened, refused, info.compress_size)
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
            yield Skipped(self._path, f"no readable ZIP file ({str(error)[:100]}); left out")
        yield from self._finish()

    def read_tar(self, stream: io.BufferedReader) -> Iterator[Raw | Skipped]:
        """Articles of a TAR file, packed or not."""
        try:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for info in archive:
                    archive.members.clear()  # type: ignore[attr-defined]  # or memory grows
                    if info.isdir():
                        continue
                    refused = "" if info.isfile() else "link or device"
                    opened = lambda info=info: archive.extractfile(info)  # noqa: E731
                    yield from self._member(info.name, opened, refused, None)
        except (tarfile.TarError, OSError, ValueError, EOFError) as error:
            yield Skipped(self._path, f"TAR file is damaged ({str(error)[:100]}); rest left out")
        yield from self._finish()

    def _member(
        self, name: str, opened: Callable[[], object], refused: str, packed: int | None
    ) -> Iterator[Raw | Skipped]:
        place = f"{self._path}/{name.encode('utf-8', 'replace').decode('utf-8')}"
        inside = PurePosixPath(name.replace("\\", "/"))
        if ".." in inside.parts or inside.is_absolute() or inside.drive or name[1:2] == ":":
            refused = "leads out of the archive"
        if refused:
            yield Skipped(place, f"member refused: {refused}")
            return
        if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            return
        if inside.name.lower().endswith(".zip") and self._outer is None:
            yield from self._read_nested(opened, place, packed)
            return
        if inside.name.lower().endswith(_NESTED):
            yield Skipped(place, "member refused: an archive inside an archive; unpack it first")
            return
        kind = None if is_about(inside.name) else format_of(inside.name)
        if kind is None:
            self._others[inside.suffix or inside.name] += 1
            return
        yield from self._read_member(opened, kind, place, inside, packed)

    def _read_nested(
        self, opened: Callable[[], object], place: str, packed: int | None
    ) -> Iterator[Raw | Skipped]:
        """A ZIP in the archive, as databases send several downloads; those in it are refused."""
        most = _NESTED_TIMES * self._options.max_bytes
        try:
            data = guard(opened(), self._spend, packed).read(most + 1)
        except (FramingError, RuntimeError, NotImplementedError) as error:
            yield Skipped(place, f"{error}; left out")
            return
        self._count += 1
        if len(data) > most:
            reason = f"an archive inside an archive of more than {most >> 20} MB; unpack it first"
            yield Skipped(place, f"member refused: {reason}")
            return
        inner = ArchiveReader(place, self._options, self._read, self)
        yield from inner.read_zip(io.BufferedReader(io.BytesIO(data)))

    def _read_member(
        self,
        opened: Callable[[], object],
        kind: str,
        place: str,
        inside: PurePosixPath,
        packed: int | None,
    ) -> Iterator[Raw | Skipped]:
        self._count += 1
        stem = (inside.parent / bare_stem(inside.name)).as_posix()
        stem = f"{self._stem}/{stem}"
        try:
            stream = guard(opened(), self._spend, packed)
            for found in self._read(unpack(stream), kind, place, self._options):
                yield replace(found, stem=stem) if isinstance(found, Raw) else found
        except MissingColumnError as error:
            yield Skipped(place, f"{error}; left out")
        except (FramingError, RuntimeError, NotImplementedError) as error:
            yield Skipped(place, f"{error}; left out")

    @property
    def _stem(self) -> str:
        """Name of the archive, below that of the one it lies in."""
        own = bare_stem(PurePosixPath(self._path).name)
        return own if self._outer is None else f"{self._outer._stem}/{own}"

    def _spend(self, count: int) -> None:
        if self._outer is not None:
            self._outer._spend(count)
            return
        self._left -= count
        if self._left < 0:
            limit = self._options.max_unpacked_megabytes
            raise DamagedError(f"archive unpacks to more than {limit} MB")

    def _finish(self) -> Iterator[Skipped]:
        if not self._count:
            yield Skipped(self._path, "an archive without articles; left out")
        if self._others:
            seen = ", ".join(f"{count} {name}" for name, count in sorted(self._others.items()))
            yield Skipped(self._path, f"passed over members that are no articles: {seen}", "noted")
