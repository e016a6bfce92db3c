"""A text file: one article, unless it is plainly something else."""

from __future__ import annotations

import io
from collections.abc import Iterator

from framing.corpus.databases.export import hand_over
from framing.corpus.databases.find import read_lines
from framing.corpus.delimited import is_table, read_delimited
from framing.corpus.documents import read_all
from framing.corpus.documents.markdown import split_header
from framing.corpus.documents.printed import mend_pages
from framing.corpus.encoding import decode, is_binary
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import Skipped


def read_plain(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The file as one article, its line ends and spaces as they are; see `read_text` for others."""
    data = read_all(stream, options)
    if is_binary(data[:65536]):
        yield Skipped(path, "no text but binary data (control characters); left out")
        return
    decoded = decode(data)
    if decoded.remark:
        yield Skipped(path, decoded.remark, "noted")
    yield from read_text(decoded.text, data, path, options)


def read_text(text: str, data: bytes, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """Articles of a text: those of a database's export, the rows of a table, or one as it stands.

    A header of fields between lines of dashes is read and taken off. Where form feeds part pages,
    their lines are put together to paragraphs.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    export = read_lines(lines)
    if export is not None:
        yield from hand_over(export, path)
        return
    if is_table(lines):
        yield from read_delimited(io.BufferedReader(io.BytesIO(data)), path, options)
        return
    fields, below = split_header(text)
    if "\f" in below:
        printed = mend_pages([page.split("\n") for page in below.split("\f")])
        fields, below = {**printed.about, **fields}, "\n\n".join(printed.paragraphs)
    yield Raw(path, {**fields, "text": below})
