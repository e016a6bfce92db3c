"""RTF: the text without its formatting."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from framing.corpus.documents import missing_package, read_all, read_paragraphs
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

# The library sets a bar after each cell of a table; databases set a field's code in the first.
_CELL = re.compile(r"^([A-Z]{2,4})\|")

# Where a link leads; its words follow in a group of their own.
_ADDRESS = re.compile(r"\{\\\*\\fldinst[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def read_rtf(stream: io.BufferedReader, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """Paragraphs of the document; objects and pictures in it are not opened.

    Raises `FramingError` for damaged bytes, or without the package that reads them.
    """
    data = read_all(stream, options)
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        raise missing_package("RTF") from None
    try:
        source = _ADDRESS.sub("", data.decode("latin-1"))
        text = str(rtf_to_text(source, encoding="cp1252", errors="replace"))
    except Exception as error:  # hostile bytes: whatever the library raises is damage
        raise FramingError(f"no readable RTF ({str(error)[:80]})") from None
    lines = [_CELL.sub(r"\1\t", line).rstrip("|") for line in text.split("\n")]
    yield from read_paragraphs(lines, path)
