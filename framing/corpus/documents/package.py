"""Documents that are ZIP files of XML, and XML itself: read within bounds, nothing followed."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from framing.errors import FramingError

# Text packs ten times, rarely thirty; a part that unpacks to more was made to fill memories.
_MAX_RATIO = 200
_FREE = 1 << 20  # bytes that any part may unpack to
_ENTITY = re.compile(rb"<!ENTITY|<!\[\s*INCLUDE", re.IGNORECASE)


class Package:
    """The parts of a document; raises `FramingError` for what is no sound ZIP file."""

    def __init__(self, data: bytes, max_bytes: int) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise FramingError(f"no readable document ({str(error)[:80]})") from None
        self._left = max_bytes
        self.names = tuple(self._zip.namelist())

    def check_size(self, most: int) -> None:
        """Raises `FramingError` if all parts together unpack to more, or one to far more."""
        total = 0
        for info in self._zip.infolist():
            total += info.file_size
            if total > most or info.file_size > max(_FREE, _MAX_RATIO * info.compress_size):
                raise FramingError(
                    f"unpacks to more than {most >> 20} MB, or far more than its size"
                )

    def part(self, name: str) -> bytes | None:
        """Bytes of a part, `None` if there is none.

        Raises `FramingError` if it is encrypted, damaged or unpacks to too much.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise FramingError("encrypted document; save it without a password")
        bound = min(self._left, max(_FREE, _MAX_RATIO * info.compress_size))
        try:
            with self._zip.open(info) as part:
                data = part.read(bound + 1)
        except Exception as error:  # hostile bytes: whatever an unpacker raises is damage
            raise FramingError(f"damaged document ({str(error)[:80]})") from None
        if len(data) > bound:
            raise FramingError(f"part {name} unpacks to more than {bound >> 20} MB")
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Any:
        """The XML of a part; raises `FramingError` if it is missing."""
        data = self.part(name)
        if data is None:
            raise FramingError(f"damaged document (no {name} in it)")
        return parse_xml(data)


def parse_xml(data: bytes) -> Any:
    """The root of an XML file: no entity is expanded, no network asked, depth and size bounded.

    Raises `FramingError` for XML that declares entities or is not sound.
    """
    from lxml import etree

    if _ENTITY.search(data):
        raise FramingError("XML that declares entities; such files are not opened")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FramingError(f"no sound XML ({str(error)[:80]})") from None
    return root


def local_name(element: Any) -> str:
    """Name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
