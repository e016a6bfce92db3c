"""Documents of word processors and the like: their paragraphs, then what the paragraphs are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from framing.corpus.databases.export import hand_over
from framing.corpus.databases.find import read_lines
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_ADVICE = 'needs one more package: pip install "framing[formats]"'


def read_all(stream: io.BufferedReader, options: LoadOptions) -> bytes:
    """The bytes of a file that must be read whole; raises `FramingError` if they are too many."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise FramingError(f"longer than {options.max_megabytes} MB")
    if not data:
        raise FramingError("empty file")
    return data


def missing_package(kind: str) -> FramingError:
    """The error for a format whose reader is in the extra `formats`."""
    return FramingError(f"{kind} {_ADVICE}")


def read_paragraphs(
    lines: Sequence[str], path: str, about: Mapping[str, object] | None = None
) -> Iterator[Raw | Skipped]:
    """The articles of a document: those of a database's export, or one.

    `lines` are its paragraphs, with empty ones where it has them; `about` is what the document
    says of itself (title, authors ...).
    """
    export = read_lines(lines)
    if export is not None:
        yield from hand_over(export, path)
        return
    text = "\n\n".join(line.strip() for line in lines if line.strip())
    if text:
        yield Raw(path, {**(about or {}), "text": text})
    else:
        yield Skipped(path, "a document without text (pictures only?); left out")
