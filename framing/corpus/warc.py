"""Web archives: the pages among the records of a crawl."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from framing.corpus.encoding import decode
from framing.corpus.html import read_page
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.corpus.saved import original_address, outlet_at
from framing.corpus.streams import DamagedError
from framing.corpus.warc_records import split_records
from framing.errors import FramingError, Skipped

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """Pages that a server answered with success; the row is the number of the record.

    Raises `FramingError` without the package that reads them.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise FramingError('WARC needs one more package: pip install "framing[formats]"') from None
    others: Counter[str] = Counter()
    row = pages = 0
    try:
        for row, piece in enumerate(split_records(stream, options.max_bytes), start=1):
            if piece.fault:
                yield Skipped(f"{path}#{row}", f"{piece.fault}; left out")
                continue
            record = next(iter(ArchiveIterator(io.BytesIO(piece.data))))
            kind = _kind(record)
            if kind in (*_PAGES, "text/plain"):
                pages += 1
                yield from _read_record(record, kind, path, row, options)
            elif kind:
                others[kind] += 1
    except Exception as error:  # hostile bytes: whatever the library raises is damage
        reason = str(error).strip().split("\n", 1)[0][:100]
        yield Skipped(f"{path}#{row + 1}", f"damaged from this record on ({reason}); left out")
    if not pages:
        yield Skipped(path, f"no pages among {row} WARC records; left out")
    if others:
        seen = ", ".join(f"{count} {name}" for name, count in sorted(others.items()))
        yield Skipped(path, f"passed over records that are no pages: {seen}", "noted")


def _kind(record: Any) -> str:
    """Content type of a page that was served; empty for what only describes the crawl."""
    if record.rec_type in ("resource", "conversion"):
        return _bare(record.rec_headers.get_header("Content-Type"))
    if record.rec_type != "response" or record.http_headers is None:
        return ""
    status = record.http_headers.get_statuscode()
    return (
        _bare(record.http_headers.get_header("Content-Type"))
        if status == "200"
        else (f"status {status[:3]}")
    )


def _bare(content_type: str | None) -> str:
    return (content_type or "no type").split(";")[0].strip().lower()[:40]


def _read_record(
    record: Any, kind: str, path: str, row: int, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    place = f"{path}#{row}"
    try:
        data = record.content_stream().read(options.max_bytes + 1)
    except DamagedError:
        raise
    except Exception as error:  # hostile bytes: any failure to unchunk or unpack is damage
        yield Skipped(place, f"body cannot be unpacked ({str(error)[:80]}); left out")
        return
    declared = record.rec_headers.get_header("Content-Length") or "0"
    url = record.rec_headers.get_header("WARC-Target-URI")
    if len(data) > options.max_bytes:
        yield Skipped(place, f"longer than {options.max_megabytes} MB; left out")
    elif getattr(record.raw_stream, "limit", 0) > 0:
        yield Skipped(place, f"breaks off before its {declared} bytes; left out")
    elif kind == "text/plain":
        yield Raw(path, _plain_values(record, data, url), row)
    else:
        yield from read_page(data, path, options, row, url)


def _plain_values(record: Any, data: bytes, url: str | None) -> dict[str, object]:
    """Text, address and day of a record without markup; the day is that of the crawl."""
    address = original_address(url) if url else None
    return {
        "text": decode(data).text,
        "url": address,
        "outlet": outlet_at(address),
        "published": record.rec_headers.get_header("WARC-Date"),
    }
