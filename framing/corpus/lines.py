"""Numbered lines of a table file, each decoded for itself where it must be."""

from __future__ import annotations

import io
from codecs import getincrementaldecoder
from collections.abc import Iterator

from framing.corpus.encoding import decode, guess_single_byte, guess_wide, is_binary
from framing.corpus.streams import DamagedError
from framing.errors import Skipped


class Lines:
    """Iterates over lines with their ends; `None` stands for a line longer than `max_bytes`.

    What was doubtful is in `remarks` when the iteration ends: a guessed encoding (once), stray
    bytes (once), a file that breaks off. A binary file has no lines.
    """

    def __init__(self, stream: io.BufferedReader, path: str, max_bytes: int) -> None:
        self.remarks: list[Skipped] = []
        self._stream = stream
        self._path = path
        self._max = max_bytes
        self._encoding: str | None = None

    def __iter__(self) -> Iterator[str | None]:
        try:
            sample = self._stream.peek(1 << 16)
            if is_binary(sample):
                self._remark("no text but binary data (control characters)", faulty=True)
                return
            yield from self._wide(wide) if (wide := guess_wide(sample)) else self._narrow(sample)
        except DamagedError as error:
            self._remark(f"{error}; what came before was read", faulty=True)

    def _narrow(self, sample: bytes) -> Iterator[str | None]:
        if sample.startswith(b"\xef\xbb\xbf"):
            self._stream.read(3)
        if b"\n" not in sample and b"\r" in sample:
            return self._wide(_encoding_of(sample), newline="\r")
        return self._bytes()

    def _bytes(self) -> Iterator[str | None]:
        while line := self._stream.readline(self._max):
            if len(line) == self._max and not line.endswith(b"\n"):
                self._finish_line()
                yield None
                continue
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                yield self._decode(line)

    def _decode(self, line: bytes) -> str:
        """A line that is no UTF-8; other lines of the file show which encoding it may be."""
        found = decode(line)
        if not found.strays and self._encoding is None:
            self._encoding = guess_single_byte(line + self._stream.peek(1 << 16))
        if not found.strays and self._encoding:
            found = decode(line, self._encoding)
        if not self.remarks and found.remark:
            self._remark(found.remark, faulty=False)
        return found.text

    def _wide(self, encoding: str, newline: str = "\n") -> Iterator[str | None]:
        text = io.TextIOWrapper(self._stream, encoding, errors="replace", newline=newline)
        while line := text.readline(self._max):
            if len(line) == self._max and not line.endswith(newline):
                while (rest := text.readline(self._max)) and not rest.endswith(newline):
                    pass
                yield None
                continue
            yield line

    def _finish_line(self) -> None:
        while (rest := self._stream.readline(self._max)) and not rest.endswith(b"\n"):
            pass

    def _remark(self, reason: str, faulty: bool) -> None:
        self.remarks.append(Skipped(self._path, reason, "skipped" if faulty else "noted"))


def _encoding_of(sample: bytes) -> str:
    """UTF-8 if the bytes, which may end amid a character, are; else the likeliest of one byte."""
    try:
        getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return guess_single_byte(sample)
    return "utf-8"
