"""Recognises what framing itself has written, so that no command takes it for an article.

A table is known by its first columns, a page by its generator, a folder by the record of the run
in it, a document or picture by its author. A table that also has a column `text` is a corpus of
the user's own making, and so is a document that another program has saved since.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

RECORD = "_framing.json"
"""File that marks a folder as an output; readers of Parquet folders pass over names like it."""
PARQUET_MARK = b"framing"
"""Key in the metadata of a Parquet file of ours."""
GENERATOR = '<meta name="generator" content="framing">'
"""Mark in the head of a page of ours."""
MADE_BY = "made by framing"
"""First words of the comment that Markdown and LaTeX begin with."""
AUTHOR = "framing"
"""Author of workbooks, Word files and PDF pictures, and who saved them last."""
SHEET_AUTHOR = "framing validate"
"""Author of a sheet to code, which stays no corpus when a coder has saved it."""
MODEL = b"framing outlet classifier"
OWN_FRAME = "framing frames train"
"""Mark in a file of a frame that a user has trained."""

FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    "features": ("article_id", "outlet", "agency", "published", "title", "n_words"),
    "annotate": ("article_id", "path", "outlet", "agency", "provenance"),
    "quotes": ("article_id", "path", "outlet", "published", "kind", "speaker"),
    "reuse": ("article_id_a", "outlet_a", "published_a"),
    "reuse --groups": ("article_id", "story_id", "copy_id"),
    "predict": ("article_id", "outlet", "guess", "probability"),
    "words": ("term", "group", "count"),
    "compare": ("feature", "group", "against", "kind", "n"),
    "compare --validated": ("feature", "group", "against", "raw", "corrected"),
    "compare --omission": ("story_id", "outlet", "kind", "item", "others_with"),
    "codebook": ("column", "unit", "definition", "higher_means"),
    "frames": ("article_id", "outlet", "frame", "sentences"),
    "frames table": ("outlet", "frame", "actor", "sentences", "of_sentences"),
    "frames table --with relations": ("outlet", "frame", "source", "target", "quad"),
    "validate": ("unit_id", "text", "question", "answers", "rule"),
    "validate score": ("layer", "class", "group", "measure", "value"),
    "evidence": ("column", "article_id", "outlet", "published", "left", "match"),
}
"""Command -> the columns that its tables begin with, in order."""

_LOOK = 4096  # bytes at either end: more than any first or last line that marks an output
_HEADER = 1 << 18  # bytes of a header line: 2,000 columns fit
_MOST = 32 << 20  # bytes of a record; bounds memory
_RECORDS = {
    "the record of a run": re.compile(r'\{\s*"framing":\s*"[^"]*",\s*"language_core":'),
    "the key of a sheet": re.compile(r'\{"format": \d+, "question": \{'),
    "validate score --tiers": re.compile(r'\{\s*"columns": \[\s*\{\s*"columns": "'),
}
_STRING = r'(?:"(?:[^"\\]|\\.)*"|null)'


def is_our_folder(folder: str) -> bool:
    """Whether a folder carries the record of a run of ours."""
    return bool(files_of_record(folder))


def files_of_record(folder: str) -> frozenset[str]:
    """Names of the files that a run wrote into a folder, its record included; none if not ours."""
    try:
        with open(os.path.join(folder, RECORD), encoding="utf-8") as file:
            record = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    names = record.get("files") if isinstance(record, dict) else None
    if not isinstance(names, list):
        return frozenset()
    return frozenset([RECORD, *map(str, names)])


def record_of(command: str, files: Sequence[str]) -> str:
    """The text of the record that marks a folder as an output."""
    return json.dumps({"made_by": f"framing {command}", "files": sorted(files)}, indent=1) + "\n"


def command_of(path: str) -> str | None:
    """The command that wrote a file, `None` for a file that is not ours or cannot be read."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return (
        _command_of(path, state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else None
    )


@lru_cache(maxsize=1 << 17)
def _command_of(path: str, size: int, changed: int) -> str | None:
    """As `command_of`; the size and the time of change are there for the cache."""
    try:
        with open(path, "rb") as file:
            start = file.read(_LOOK)
            if start.startswith(b"\x1f\x8b"):
                file.seek(0)
                start = gzip.GzipFile(fileobj=file).read(_HEADER)
            elif b"\n" not in start and command_of_start(start):
                start += file.read(_HEADER)  # a column `text` may stand anywhere in a long header
        if start.startswith(b"PK\3\4"):
            return _command_of_archive(path)
        if start.startswith(b"%PDF"):
            return "chart" if _ends_as_our_picture(path) else None
        if start.startswith(b"PAR1"):
            return "features" if _is_our_parquet(path) else None
    except (OSError, EOFError, zlib.error):
        return None
    return command_of_start(start)


def command_of_start(start: bytes) -> str | None:
    """The command that wrote a text file that starts with these bytes.

    >>> command_of_start(b"article_id,outlet,agency,published,title,n_words,quote_count\\n")
    'features'
    >>> command_of_start(b"article_id,outlet,text\\n") is None
    True
    """
    if start.startswith(b"SQLite format 3\0"):
        return "cache" if b"CREATE TABLE measured (key BLOB" in start else None
    text = start.decode("utf-8", "replace")
    if text.startswith("{"):
        return _command_of_object(text)
    if text.startswith((f"<!-- {MADE_BY}", f"% {MADE_BY}")):
        return "methods" if text.startswith(f"<!-- {MADE_BY} methods") else "a table"
    if text[:1] == "<":
        return "explain" if GENERATOR in text else None
    if text.startswith("# Codebook\n"):
        return "codebook"
    line, end, _ = text.partition("\n")
    columns = line.rstrip("\r").split(",")  # names of ours need no quotes
    return command_of_columns(columns if end else columns[:-1])


def command_of_columns(columns: Sequence[str]) -> str | None:
    """The command whose tables begin with these columns."""
    for command, first in FIRST_COLUMNS.items():
        if tuple(columns[: len(first)]) == first and "text" not in columns[len(first) :]:
            return command
    return None


def _command_of_object(text: str) -> str | None:
    for what, start in _RECORDS.items():
        if start.match(text):
            return what
    for command, first in FIRST_COLUMNS.items():
        keys = f":{_STRING},".join(f'"{name}"' for name in first)
        if re.match(r"\{" + keys + ":", text):
            return command
    return None


def _command_of_archive(path: str) -> str | None:
    """The command that wrote a zip archive, which models, workbooks and Word files are."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name, command_of_member in _MEMBERS.items():
                if name in archive.namelist():
                    with archive.open(name) as member:
                        return command_of_member(member.read(1 << 20))
    except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        pass
    return None


def _command_of_properties(properties: bytes) -> str | None:
    """The command that wrote a document of Office, by who made it and who saved it last."""

    def says(element: str, name: str) -> bool:
        return (
            re.search(rf"<{element}(?: [^<>]*)?>{name}</{element}>".encode(), properties)
            is not None
        )

    if says("dc:creator", SHEET_AUTHOR):
        return "validate"
    ours = says("dc:creator", AUTHOR) and says("cp:lastModifiedBy", AUTHOR)
    return "a table" if ours else None


_MEMBERS: Mapping[str, Callable[[bytes], str | None]] = {
    "schema.json": lambda said: "train" if MODEL in said else None,
    "about.npy": lambda said: "frames train" if OWN_FRAME.encode() in said else None,
    "docProps/core.xml": _command_of_properties,
}


def _ends_as_our_picture(path: str) -> bool:
    """Whether the end of a PDF, where its properties stand, names us as its author."""
    with open(path, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - _LOOK))
        return f"/Author ({AUTHOR})".encode() in file.read()


def _is_our_parquet(path: str) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(path).metadata or {}
    except (pa.ArrowException, OSError, ValueError):
        return False
    return any(name.startswith(PARQUET_MARK) for name in metadata)
