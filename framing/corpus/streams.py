"""Open files as bytes: packed ones unpacked, progress counted, damage told apart from bugs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from framing.corpus.remote import is_remote, open_remote
from framing.errors import FramingError

_CHUNK = 1 << 17  # bytes read at once
# News packs 3 to 10 times; beyond this (and beyond 32 MB) a file was made to fill memories.
_MAX_RATIO = 200
_FREE = 32 << 20  # bytes, see above
OnBytes = Callable[[int], None]


class DamagedError(FramingError):
    """The bytes end too early or cannot be unpacked; what came before is sound."""


class _Counted(io.RawIOBase):
    """A raw file that counts the bytes read from it."""

    def __init__(self, raw: BinaryIO, on_bytes: OnBytes | None) -> None:
        self._raw = raw
        self._on_bytes = on_bytes
        self._total = 0

    def count(self) -> int:
        """Bytes taken so far."""
        return self._total

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self._total += len(data)
        if self._on_bytes:
            self._on_bytes(len(data))
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Guarded(io.RawIOBase):
    """Bytes from an unpacker: its failures become `DamagedError`, and bombs are not unpacked."""

    def __init__(self, inner: Any, spend: OnBytes | None, packed: Callable[[], int] | None) -> None:
        self._inner = inner
        # `read1` hands over what there is before it meets damage; `read` would lose it.
        self._read = getattr(inner, "read1", inner.read)
        self._spend = spend
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except DamagedError:
            raise
        except Exception as error:  # hostile bytes: whatever an unpacker raises is damage
            raise DamagedError(f"packed file is damaged ({str(error)[:100]})") from None
        buffer[: len(data)] = data
        self._count += len(data)
        if self._spend:
            self._spend(len(data))
        if self._packed and self._count > max(_FREE, _MAX_RATIO * self._packed()):
            raise DamagedError(f"unpacks to more than {_MAX_RATIO} times its size")
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def open_bytes(path: Path | str, on_bytes: OnBytes | None = None) -> io.BufferedReader:
    """Bytes of a file, unpacked if its first bytes say gzip, bzip2, xz or zstd.

    `on_bytes` gets the number of bytes taken from the disk, so a bar can run over file sizes.
    """
    remote = isinstance(path, str) and is_remote(path)
    # Closed with the stream made of it.
    raw = open_remote(str(path)) if remote else Path(path).open("rb", buffering=0)  # noqa: SIM115
    return unpack(io.BufferedReader(_Counted(raw, on_bytes), _CHUNK))


def unpack(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or the unpacked bytes of a packed one."""
    inner = _unpacker(stream)
    if inner is None:
        return stream
    raw = getattr(stream, "raw", None)
    taken = raw.count if isinstance(raw, _Counted) else None
    return _Chained(_Guarded(inner, None, taken), stream)


def guard(inner: object, spend: OnBytes, packed: int | None) -> io.BufferedReader:
    """A member of an archive as a stream; `spend` may stop it, `packed` is its size packed."""
    return io.BufferedReader(
        _Guarded(inner, spend, None if packed is None else lambda: packed), _CHUNK
    )


class _Chained(io.BufferedReader):
    """Closes the packed stream with the unpacked one."""

    def __init__(self, raw: io.RawIOBase, below: io.BufferedReader) -> None:
        super().__init__(raw, _CHUNK)
        self._below = below

    def close(self) -> None:
        super().close()
        self._below.close()


def _unpacker(stream: io.BufferedReader) -> BinaryIO | None:
    magic = stream.peek(8)[:8]
    if magic.startswith(b"\x1f\x8b"):
        import gzip

        return gzip.GzipFile(fileobj=stream, mode="rb")  # type: ignore[return-value]
    if magic.startswith(b"BZh") and magic[4:8] == b"1AY&":
        import bz2

        return bz2.BZ2File(stream)  # type: ignore[return-value]
    if magic.startswith(b"\xfd7zXZ\x00"):
        import lzma

        return lzma.LZMAFile(stream)  # type: ignore[return-value]
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        return _zstd(stream)
    return None


def _zstd(stream: io.BufferedReader) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        raise FramingError('zstd needs one more package: pip install "framing[formats]"') from None
    opened = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(
        stream, read_across_frames=True
    )
    return opened
