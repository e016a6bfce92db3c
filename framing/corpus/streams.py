"""Open files as bytes: packed ones unpacked, progress counted, damage told apart from bugs."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from framing.errors import FramingError

_CHUNK = 1 << 17
OnBytes = Callable[[int], None]


class DamagedError(FramingError):
    """The bytes end too early or cannot be unpacked; what came before is sound."""


class _Counted(io.RawIOBase):
    """A raw file that tells how far it was read."""

    def __init__(self, raw: BinaryIO, on_bytes: OnBytes | None) -> None:
        self._raw = raw
        self._on_bytes = on_bytes

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
        if self._on_bytes:
            self._on_bytes(len(data))
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Unpacked(io.RawIOBase):
    """Unpacked bytes; every failure of the unpacker becomes a `DamagedError`."""

    def __init__(self, inner: BinaryIO, raw: BinaryIO) -> None:
        self._inner = inner
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise DamagedError(f"packed file is damaged ({error})") from None
        except Exception as error:
            if type(error).__name__ not in ("LZMAError", "ZstdError"):
                raise
            raise DamagedError(f"packed file is damaged ({error})") from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._raw.close()
        super().close()


def open_bytes(path: Path | str, on_bytes: OnBytes | None = None) -> io.BufferedReader:
    """Bytes of a file, unpacked if its first bytes say gzip, bzip2, xz or zstd.

    `on_bytes` gets the number of bytes taken from the disk, so a bar can run over file sizes.
    """
    raw = Path(path).open("rb", buffering=0)  # noqa: SIM115  (closed with the stream made of it)
    return unpack(io.BufferedReader(_Counted(raw, on_bytes), _CHUNK))


def unpack(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or the unpacked bytes of a packed one."""
    inner = _unpacker(stream)
    if inner is None:
        return stream
    return io.BufferedReader(_Unpacked(inner, stream), _CHUNK)


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
