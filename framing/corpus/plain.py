"""A text file: one article."""

from __future__ import annotations

import io
from collections.abc import Iterator

from framing.corpus.encoding import decode, is_binary
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import Skipped


def read_plain(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The file as one article; line ends and spaces stay, a byte order mark goes."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Skipped(path, f"longer than {options.max_megabytes} MB; left out")
        return
    if not data:
        yield Skipped(path, "empty file; left out")
        return
    if is_binary(data[:65536]):
        yield Skipped(path, "no text but binary data (control characters); left out")
        return
    decoded = decode(data)
    if decoded.remark:
        yield Skipped(path, decoded.remark, "noted")
    yield Raw(path, {"text": decoded.text})
