"""PDF: the text layer of its pages; scans have none."""

from __future__ import annotations

import io
from collections.abc import Iterator

from framing.corpus.databases.export import hand_over
from framing.corpus.databases.find import read_lines
from framing.corpus.documents import missing_package, read_all
from framing.corpus.documents.printed import mend_pages
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped

_MAX_PAGES = 5000  # bounds the time; an article has a few dozen
_LEAST = 200  # letters: fewer are a title page, or what is left of a scan


def read_pdf(stream: io.BufferedReader, path: str, options: LoadOptions) -> Iterator[Raw | Skipped]:
    """One article, or those of a database's export; scripts and attachments are not opened.

    Raises `FramingError` for a scan, or a file that is encrypted, damaged or too long.
    """
    pages = _pages(read_all(stream, options), options)
    printed = mend_pages(pages)
    export = read_lines([line for page in pages for line in page])
    if export is not None:
        yield from hand_over(export, path)
        return
    text = "\n\n".join(printed.paragraphs)
    if sum(map(str.isalpha, text)) < _LEAST:
        raise FramingError(
            "a PDF with hardly any text in it; if it is a scan, run it through OCR first"
        )
    if printed.heads:
        said = f"{len(printed.heads)} running heads and page numbers stand apart in the text"
        yield Skipped(path, said, "noted")
    yield Raw(path, {**printed.about, "text": text})


def _pages(data: bytes, options: LoadOptions) -> list[list[str]]:
    try:
        import pypdf
    except ImportError:
        raise missing_package("PDF") from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it repairs, we need not hear
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FramingError("encrypted PDF; save it without a password")
        if len(reader.pages) > _MAX_PAGES:
            raise FramingError(f"PDF of more than {_MAX_PAGES} pages")
        pages, left = [], options.max_bytes
        for page in reader.pages:
            text = page.extract_text()
            left -= len(text)
            if left < 0:
                raise FramingError(f"unpacks to more than {options.max_megabytes} MB")
            pages.append(text.split("\n"))
    except FramingError:
        raise
    except Exception as error:  # hostile bytes: whatever the library raises is damage
        raise FramingError(
            f"no text but binary data: a PDF that cannot be read ({str(error)[:60]})"
        ) from None
    return pages
