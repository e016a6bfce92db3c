"""The reader of each format."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from importlib import import_module

from framing.corpus.archives import ArchiveReader
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.sources import Source, writable
from framing.corpus.streams import OnBytes, open_bytes
from framing.errors import FramingError, Skipped

Reader = Callable[[io.BufferedReader, str, LoadOptions], Iterator[Raw | Skipped]]

# Imported when the first file of the format is met: a corpus has one or two of them.
_READERS = {
    "plain": "framing.corpus.plain:read_plain",
    "delimited": "framing.corpus.delimited:read_delimited",
    "jsonl": "framing.corpus.jsonl:read_jsonl",
    "json": "framing.corpus.json_file:read_json",
    "html": "framing.corpus.html:read_html",
    "parquet": "framing.corpus.parquet:read_parquet",
    "warc": "framing.corpus.warc:read_warc",
}


def read_source(
    source: Source, options: LoadOptions, on_bytes: OnBytes | None = None
) -> Iterator[Raw | Skipped]:
    """What one file holds, by its ending, or by its first bytes if the ending says nothing."""
    path = writable(source.path)
    try:
        with open_bytes(source.path, on_bytes) as stream:
            kind = sniff(stream) if source.format == "unknown" else source.format
            yield from _read(stream, kind, path, options)
    except FramingError as error:
        yield Skipped(path, f"{error}; left out")
    except OSError as error:
        yield Skipped(path, f"cannot be read ({error.strerror or error}); left out")


def _read(
    stream: io.BufferedReader, kind: str, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    if kind == "zip":
        return ArchiveReader(path, options, read_stream).read_zip(stream)
    if kind == "tar":
        return ArchiveReader(path, options, read_stream).read_tar(stream)
    return read_stream(stream, kind, path, options)


def read_stream(
    stream: io.BufferedReader, kind: str, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """What the bytes of one file hold, of any format but an archive."""
    module, name = _READERS[kind].split(":")
    read: Reader = getattr(import_module(module), name)
    return read(stream, path, options)


def sniff(stream: io.BufferedReader) -> str:
    """Format by the first bytes; text where they say nothing."""
    start = stream.peek(1024)[:1024]
    if start[257:262] == b"ustar":
        return "tar"
    for magic, kind in ((b"PK\3\4", "zip"), (b"PAR1", "parquet"), (b"WARC/1.", "warc")):
        if start.startswith(magic):
            return kind
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "html"
    return "json" if text.startswith((b'{"', b"[{", b"[\n")) else "plain"
