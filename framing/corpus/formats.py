"""The reader of each format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from importlib import import_module

from framing.corpus.archives import ArchiveReader
from framing.corpus.encoding import is_binary
from framing.corpus.endings import REFUSED, TEXT_LIKE, ending_of
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
    "xml": "framing.corpus.xml_file:read_xml",
    "docx": "framing.corpus.documents.word:read_docx",
    "odt": "framing.corpus.documents.word:read_odt",
    "rtf": "framing.corpus.documents.rtf:read_rtf",
    "pdf": "framing.corpus.documents.pdf:read_pdf",
    "epub": "framing.corpus.documents.epub:read_epub",
    "xlsx": "framing.corpus.documents.workbook:read_xlsx",
    "sqlite": "framing.corpus.documents.database_file:read_sqlite",
    "mail": "framing.corpus.documents.mail:read_mail",
    "webarchive": "framing.corpus.documents.mail:read_webarchive",
    "markdown": "framing.corpus.documents.markdown:read_markdown",
}

_MAGIC = (
    (b"PAR1", "parquet"),
    (b"WARC/1.", "warc"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"bplist00", "webarchive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
)
# Names of parts by which a ZIP file is known to be a document.
_PACKAGES = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"mimetypeapplication/epub", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
)
# How the name of a document's first part begins.
_FIRST_PARTS = (
    *(b"[Content_Types]", b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/", b"mimetype"),
    b"META-INF/",
)
_HAVE_MAGIC = ("docx", "xlsx", "epub", "odt", "pdf", "rtf", "sqlite", "webarchive")
_ZIPPED = ("docx", "xlsx", "epub", "odt")
_NOT_OPENED = {
    "ole": ("an old Word or Excel file", "save it as .docx, .xlsx or .csv"),
    "ods": ("an OpenDocument table", "save it as .xlsx or .csv"),
    "7z": ("a 7z archive", "unpack it first"),
    "rar": ("a RAR archive", "unpack it first"),
}
_MAIL = re.compile(
    rb"(?:From |(?:[A-Z][\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*"
    rb"(?:MIME-Version|Snapshot-Content-Location|Message-ID|Received):)",
    re.IGNORECASE,
)


def read_source(
    source: Source, options: LoadOptions, on_bytes: OnBytes | None = None
) -> Iterator[Raw | Skipped]:
    """What one file holds, by its ending, or by its first bytes if the ending says nothing."""
    path = writable(source.path)
    try:
        with open_bytes(source.path, on_bytes) as stream:
            yield from _read(stream, _true_kind(stream, source.format), path, options)
    except FramingError as error:
        yield Skipped(path, f"{error}; left out")
    except OSError as error:
        yield Skipped(path, f"cannot be read ({error.strerror or error}); left out")


def _read(
    stream: io.BufferedReader, kind: str, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    if kind == "zip" and (refused := _refusal(stream, kind, path)):
        raise FramingError(refused)
    if kind == "zip":
        return ArchiveReader(path, options, read_stream).read_zip(stream)
    if kind == "tar":
        return ArchiveReader(path, options, read_stream).read_tar(stream)
    return read_stream(stream, kind, path, options)


def read_stream(
    stream: io.BufferedReader, kind: str, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """What the bytes of one file hold, of any format but an archive.

    Raises `FramingError` for a format that is not read.
    """
    kind = _true_kind(stream, kind)
    if refused := _refusal(stream, kind, path):
        raise FramingError(refused)
    if kind in _NOT_OPENED:
        name, advice = _NOT_OPENED[kind]
        raise FramingError(f"{name}, which is not read; {advice}")
    if kind not in _READERS:
        raise FramingError("an archive inside an archive; unpack it first")
    module, name = _READERS[kind].split(":")
    read: Reader = getattr(import_module(module), name)
    return read(stream, path, options)


def sniff(stream: io.BufferedReader) -> str:
    """Format by the first bytes; text where they say nothing."""
    start = stream.peek(1024)[:1024]
    if start[257:262] == b"ustar":
        return "tar"
    if (kind := _by_magic(stream)) is not None:
        return kind
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "html"
    if text.startswith(b"<?xml"):
        return "xml"
    if _MAIL.match(start):
        return "mail"
    return "json" if text.startswith((b'{"', b"[{", b"[\n")) else "plain"


def _refusal(stream: io.BufferedReader, kind: str, path: str) -> str:
    """Why a file is not read whose ending names a format that is not; empty if it is text.

    Databases hand out text, tables and pages under the endings of Word and Excel.
    """
    ending = ending_of(path)
    if ending not in REFUSED or kind not in ("plain", "zip", "xlsx"):
        return ""
    if kind == "plain" and ending not in TEXT_LIKE and not is_binary(stream.peek(1 << 16)):
        return ""
    name, advice = REFUSED[ending]
    return f"{name} ({ending}), which is not read; {advice}"


def _by_magic(stream: io.BufferedReader) -> str | None:
    """Format of bytes that no other format begins with."""
    start = stream.peek(1 << 16)
    if start.startswith(b"PK\3\4"):
        if not start[30:].startswith(_FIRST_PARTS):
            return "zip"  # whose members may be documents
        return next((kind for mark, kind in _PACKAGES if mark in start), "zip")
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)


def _true_kind(stream: io.BufferedReader, kind: str) -> str:
    """The format, also where the ending is wrong: databases hand out RTF as .doc and .txt."""
    if kind == "unknown":
        return sniff(stream)
    found = _by_magic(stream)
    if found is None and kind in _HAVE_MAGIC:  # a page or a message under another name
        sniffed = sniff(stream)
        return kind if sniffed == "plain" else sniffed
    if found is None or (found == "zip" and kind in _ZIPPED):
        return kind
    return kind if found == "bplist" and kind != "webarchive" else found
