"""E-mail (.eml, .mbox) and pages that a browser saved as one file (.mhtml, .mht)."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from framing.corpus.databases.export import hand_over
from framing.corpus.databases.find import read_lines
from framing.corpus.documents import read_all
from framing.corpus.encoding import decode
from framing.corpus.endings import FORMATS, REFUSED, ending_of
from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.errors import FramingError, Skipped
from framing.lists.outlets import outlet_of_url, registered_domain
from framing.lists.word_lists import word_lists

_NEXT = re.compile(rb"^From \S+.*\d{4}\s*$", re.MULTILINE)


def read_mail(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The text of a message, its subject as title, its day, and the sender's host as outlet.

    A file that begins with "From " is a mailbox if a line of it ends with a year, as those before
    its messages do; what stands before the first of them is a message too.
    """
    data = read_all(stream, options)
    lines = list(_NEXT.finditer(data)) if data.startswith(b"From ") else []
    if not lines:
        yield from _message(data, path, options, None)
        return
    starts = [line.end() for line in lines]
    stops = [*(line.start() for line in lines[1:]), len(data)]
    if lines[0].start():
        starts, stops = [0, *starts], [lines[0].start(), *stops]
    for row, (start, stop) in enumerate(zip(starts, stops, strict=True), start=1):
        yield from _message(data[start:stop].lstrip(), path, options, row)


def _message(
    data: bytes, path: str, options: LoadOptions, row: int | None
) -> Iterator[Raw | Skipped]:
    message = _parse(data)
    place = path if row is None else f"{path}#{row}"
    url = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    page, text = _part(message, "text/html"), _part(message, "text/plain")
    if _is_saved_page(message) and page is not None:
        yield from _page(_bytes(page), path, options, row, str(url or "").strip() or None)
        return
    yield from _attached(message, place)
    about = _about(message)
    if text is not None:
        body = decode(_bytes(text), _charset(text)).text.replace("\r\n", "\n")
        export = read_lines(body.split("\n"))
        if export is not None:
            yield from hand_over(export, place)
        else:
            yield Raw(path, {**about, "text": body}, row)
    elif page is not None:
        for found in _page(_bytes(page), path, options, row, None):
            if isinstance(found, Raw):
                values = {k: found.values.get(k) or about.get(k) for k in {**found.values, **about}}
                found = Raw(path, values, row)
            yield found
    else:
        yield Skipped(place, "a message without text (attachments only?); left out")


def _parse(data: bytes) -> EmailMessage:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except Exception as error:  # hostile bytes: whatever the parser raises is damage
        raise FramingError(f"no readable message ({str(error)[:80]})") from None
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        _drop_broken_headers(part)
    return message


def _drop_broken_headers(part: Message[Any, Any]) -> None:
    """Take away headers that the parser, which looks into them late, cannot read."""
    for name in set(part.keys()):
        try:
            part.get_all(name)
        except Exception:  # hostile bytes: whatever the parser raises is damage
            del part[name]


def _is_saved_page(message: EmailMessage) -> bool:
    return bool(message.get("Snapshot-Content-Location")) or (
        message.get_content_type() == "multipart/related" and "To" not in message
    )


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first part of a kind that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return part if isinstance(part, EmailMessage) else None
    return None


def _attached(message: EmailMessage, place: str) -> Iterator[Skipped]:
    """A word on attachments that may hold articles: databases send downloads so."""
    names = [part.get_filename() or "" for part in message.walk() if part.get_filename()]
    held = [name for name in names if ending_of(name) in FORMATS or ending_of(name) in REFUSED]
    if held:
        reason = f"attachments are not read: {', '.join(held)[:200]}; save them and give them"
        yield Skipped(place, reason)


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    """The declared encoding, `None` where there is none of that name."""
    try:
        return codecs.lookup(part.get_content_charset() or "").name
    except LookupError:
        return None


def _page(
    data: bytes, path: str, options: LoadOptions, row: int | None, url: str | None
) -> Iterator[Raw | Skipped]:
    from framing.corpus.html import read_page

    yield from read_page(data, path, options, row, url)


def _about(message: EmailMessage) -> dict[str, object]:
    name, address = parseaddr(str(message.get("From") or ""))
    host = address.rpartition("@")[2]
    outlet = outlet_of_url(host, word_lists()) or name or registered_domain(host) if host else None
    return {
        "title": str(message.get("Subject") or "").strip() or None,
        "published": str(message.get("Date") or "").strip() or None,
        "outlet": outlet,
    }


def read_webarchive(
    stream: io.BufferedReader, path: str, options: LoadOptions
) -> Iterator[Raw | Skipped]:
    """The page of a Safari web archive; pictures and frames in it are left out.

    Raises `FramingError` for an archive that holds no page.
    """
    import plistlib

    from framing.corpus.html import read_page

    data = read_all(stream, options)
    try:
        main = plistlib.loads(data)["WebMainResource"]
        page, url = main["WebResourceData"], main.get("WebResourceURL")
    except Exception as error:  # hostile bytes: whatever the parser raises is damage
        page = _page_inside(data)
        url = None
        if page is None:
            raise FramingError(f"no readable web archive ({str(error)[:60]})") from None
    yield from read_page(bytes(page), path, options, None, str(url) if url else None)


def _page_inside(data: bytes) -> bytes | None:
    """The page in an archive whose table of contents is lost: it stands there as it was."""
    start = re.search(rb"<!doctype html|<html", data, re.IGNORECASE)
    stop = data.lower().rfind(b"</html>")
    return data[start.start() : stop + 7] if start and stop > start.start() else None
