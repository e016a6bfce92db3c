"""Bytes to text: UTF-8 first, then what the bytes themselves show."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"ID3")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b")
# An apostrophe inside an English word: byte D5 in the old Macintosh set, a letter in the others.
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b")
# Other alphabets fill a text with high bytes; in English even many quotation marks stay below.
_FOREIGN_SHARE = 0.15
_FOREIGN_LEAST = 40  # bytes: below, quotation marks and names explain them
# No language in Latin letters writes five accented ones in a row.
_FOREIGN_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\xc0-\xff]{5,}(?![A-Za-z\x80-\xff])")
_FEW_WORDS = 2  # one such word is a slip; two tell the alphabet. Chosen, not measured
_FOREIGN = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp1254", "cp1250", "iso8859_2")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many bytes did not fit it."""

    text: str
    encoding: str
    strays: int = 0

    @property
    def remark(self) -> str | None:
        """What a reader should know about the decoding, `None` for plain UTF-8."""
        if self.strays and self.encoding == "utf-8":
            return f"{self.strays} bytes are not UTF-8; read as windows-1252"
        if self.strays:
            return f"{self.strays} places are not {self.encoding}; marked by U+FFFD"
        if self.encoding in _UNICODE:
            return None
        return f"not UTF-8; read as {self.encoding} (guessed from the bytes)"


def is_binary(sample: bytes) -> bool:
    """Whether the bytes are no text at all: a known file type, or full of control characters."""
    if sample.startswith(_MAGIC):
        return True
    if guess_wide(sample):
        return False
    return len(sample) - len(sample.translate(None, _CONTROL)) > 0.02 * len(sample)


def guess_wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32, by mark or by the zero bytes that Latin letters leave."""
    for mark, name in _BOMS[1:]:
        if sample.startswith(mark):
            return name
    sample = sample[: 4096 & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if half >= 4 and odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of `data`, whatever it holds; a byte order mark is no part of the text.

    A few stray bytes in UTF-8 are read as Windows-1252 one by one; where strays outnumber proper
    sequences, the whole is read in one single-byte encoding.
    """
    if encoding is not None:
        return _named(data, encoding)
    if wide := guess_wide(data):
        return _named(data, wide)
    name = "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        data, name = data[3:], "utf-8-sig"
    try:
        return Decoded(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _mixed(data)


def guess_single_byte(data: bytes) -> str:
    """Name of the single-byte encoding: Windows-1252 unless another is plain to see."""
    if _MAC_APOSTROPHE.search(data):
        return "mac_roman"
    high = sum(byte > 127 for byte in data[:65536])
    if high < _FOREIGN_LEAST or high < _FOREIGN_SHARE * min(len(data), 65536):
        return _foreign_names(data[:65536])
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(data[:65536], cp_isolation=["cp1252", *_FOREIGN]).best()
    return best.encoding if best and best.encoding in _FOREIGN else "windows-1252"


def _foreign_names(data: bytes) -> str:
    """Encoding of an English text in which some words hold no Latin letter: Cyrillic names.

    A name has its capital first. Windows-1251 has capitals below small letters, KOI8-R above.
    """
    words = _FOREIGN_WORD.findall(data)
    windows = sum(word[0] < 0xE0 <= min(word[1:]) for word in words)
    koi8 = sum(word[0] >= 0xE0 > max(word[1:]) for word in words)
    if windows + koi8 < _FEW_WORDS:
        return "windows-1252"
    return "cp1251" if windows >= koi8 else "koi8_r"


def _named(data: bytes, encoding: str) -> Decoded:
    if encoding == "windows-1252":
        return Decoded(data.decode("latin-1").translate(_C1), encoding)
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))


def _mixed(data: bytes) -> Decoded:
    text = data.decode("utf-8", "surrogateescape")
    proper = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    strays = len(re.findall("[\udc80-\udcff]", text))
    if proper >= strays:
        return Decoded(text.translate(_STRAY), "utf-8", strays)
    return _named(data, guess_single_byte(data))


def _windows(byte: int) -> str:
    """Windows-1252 leaves five bytes open; they are what Latin-1 says."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_C1 = {byte: _windows(byte) for byte in range(0x80, 0xA0)}
_STRAY = {0xDC00 + byte: _windows(byte) for byte in range(0x80, 0x100)}


def decode_page(data: bytes) -> Decoded:
    """Text of a web page: UTF-8 if the bytes are, else the declared charset if they fit it."""
    found = decode(data)
    if found.encoding in _UNICODE:
        return found
    declared = _CHARSET.search(data[:4096])
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
        if name in ("iso8859-1", "ascii", "cp1252", ""):  # browsers read all three as one
            return found
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError, AttributeError):
        return found
