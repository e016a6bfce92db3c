"""Where each record of a web archive begins and ends, even after a record whose length lies."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.corpus.streams import DamagedError

_START = re.compile(rb"(?:\A|(?<=\n))WARC/1\.\d\r?\n(?=[A-Za-z-]+:)")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_BLANK = re.compile(rb"[\r\n]*")
_CHUNK = 1 << 17  # bytes read at once
_HEAD = 1 << 16  # bytes of the longest header
_OVERLAP = 64  # bytes in which the first line of a record fits


@dataclass(frozen=True, slots=True)
class Piece:
    """One record: its bytes, or what is wrong with it (then it is left out)."""

    data: bytes
    fault: str | None = None


class _Window:
    """The bytes of a stream from some place on, as far as they were looked at."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.data = bytearray()
        self.ended = False
        self.damage: DamagedError | None = None

    def reach(self, count: int) -> bool:
        """Whether there are so many bytes; reads them."""
        while len(self.data) < count and not self.ended:
            try:
                # `read1` hands over what there is before it meets damage; `read` would lose it.
                more = self._stream.read1(max(_CHUNK, count - len(self.data)))
            except DamagedError as error:
                self.damage, more = error, b""
            self.ended = not more
            self.data += more
        return len(self.data) >= count

    def drop(self, count: int) -> None:
        """Forget the first bytes."""
        del self.data[:count]

    def find_start(self, place: int, most: int) -> int | None:
        """Where the next record begins from `place` on, within `most` bytes."""
        while True:
            known = len(self.data)
            found = _START.search(self.data, place)
            if found and found.start() >= place:
                return found.start()
            if known >= most or not self.reach(known + 1):
                return None
            place = max(place, known - _OVERLAP)


def split_records(stream: io.BufferedReader, most: int) -> Iterator[Piece]:
    """The records of an unpacked archive in order, no longer than `most` bytes.

    A length is believed if a record, the end of the file, or a gap and then rubbish follows where
    it says. If not, the record is at fault and ends where the next one begins. Raises
    `DamagedError` after the last sound record where the stream cannot be unpacked further.
    """
    window = _Window(stream)
    while True:
        window.reach(_CHUNK)
        window.drop(_BLANK.match(window.data).end())  # type: ignore[union-attr]
        if not window.reach(1):
            break
        yield _piece(window, most)
    if window.damage:
        raise window.damage


def _piece(window: _Window, most: int) -> Piece:
    if not _START.match(window.data):
        _skip_to_start(window, 0, most)
        return Piece(b"", "no record begins here")
    window.reach(_HEAD)
    head = _HEAD_ENDS.search(window.data, 0, _HEAD)
    declared = head and _LENGTH.search(window.data, 0, head.end())
    if not head or not declared:
        _skip_to_start(window, 1, most)
        return Piece(b"", "header without an end or a length")
    begin, length = head.end(), int(declared[1])
    if length > most:
        _skip_to_start(window, begin, most)
        return Piece(b"", f"longer than {most >> 20} MB, or its length lies")
    if not window.reach(begin + length):
        if window.damage or window.find_start(begin, begin + length) is None:
            window.drop(len(window.data))
            return Piece(b"", f"breaks off before its {length} bytes")
    elif _ends(window, begin, begin + length):
        data = bytes(window.data[: begin + length]) + b"\r\n\r\n"
        window.drop(begin + length)
        return Piece(data)
    _skip_to_start(window, begin, most)
    return Piece(b"", f"its length ({length} bytes) does not lead to its end")


def _ends(window: _Window, begin: int, stop: int) -> bool:
    """Whether a record ends at `stop`: another begins there, or nothing, or rubbish apart."""
    window.reach(stop + _OVERLAP)
    after = _BLANK.match(window.data, stop).end()  # type: ignore[union-attr]
    if after >= len(window.data) or _START.match(window.data[after : after + _OVERLAP]):
        return True
    apart = window.data[stop : stop + 4] == b"\r\n\r\n"
    return apart and not _START.search(window.data, begin, stop)


def _skip_to_start(window: _Window, place: int, most: int) -> None:
    """Drop everything up to the next record, however far that is."""
    while (start := window.find_start(place, max(most, _CHUNK))) is None:
        if window.ended:
            window.drop(len(window.data))
            return
        window.drop(len(window.data) - _OVERLAP)
        place = 0
    window.drop(start)
