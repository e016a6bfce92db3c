"""Cases for the checks: pieces of what is read every day, cut, mixed and damaged."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

from framing.corpus.endings import FORMATS
from tests.fuzz.documents import damaged

_NEWS = (
    "MOSCOW (Reuters) - The minister said on Monday that talks “may resume”.\n\n",
    'By Staff Writer\nPublished 4/5/2017 10:30 AM EST\n\n"We are ready," he told reporters. ',
    "according to a statement by the Foreign Ministry of Russia. ",
    "U.S. President and Turkey's army attacked Syria, it is alleged; Washington denied it. ",
    "<tweet user='x'>https://example.org/a?b=c</tweet> Advertisement Story Continued Below\n",
    "''It's over,'' she said — if it was not, “who would know? ",
    "\u00a0\u200b\u202e\ufeff\u0301\U0001d11e\r\n\x0b\x0c\x85\u2028\t",
)
_SHAPES = (
    'id,text,outlet\r\n1,"A row, with ""quotes""",X\r\n2,=cmd|x!A1,@y\r\n',
    '{"id": 1, "text": "A story.", "date": "2017-04-05"}\n{"text": ["a", null, {"b": []}]}\n',
    "<!doctype html><html><head><title>T</title><meta charset=utf-8></head><body><p>Text.</p>",
    '<script>alert(1)</script><img src=x onerror="y"><!-- " --><![CDATA[x]]>&lt;&#0;&#xD800;',
    'name="x"\nversion="1"\nsource="s"\nlicence="l"\nlimits="m"\n[[term]]\ntext="a b"\n',
    '{"articles": 1, "found": 1, "bytes": 3, "skipped": [["a", "b", "skipped"]]}\n',
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\n"
    "HTTP/1.1 200 OK\r\n\r\n<p>A</p>\r\n",
    "=+-@\t\r'\"\0\n,;|",
    "2017-02-30T25:61:61Z 31/11/2016 Feb. 30, 99999 ١٢/٣/٢٠١٧ ",
)


def _packed() -> list[bytes]:
    plain = (_NEWS[0] * 3).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", plain)
        file.writestr("../b.csv", _SHAPES[0])
    return [gzip.compress(plain, mtime=0), archive.getvalue(), b"BZh91AY&SY", b"PAR1", b"PK\3\4"]


_PIECES = [piece.encode("utf-8") for piece in (*_NEWS, *_SHAPES)] + _packed()
_MARKS = [b"\0", b"\xff", b"\x80", b"\n", b'"', b"'", b"<", b",", b"\xe2\x80\x9c", b"\xed\xa0\x80"]


def make_case(part: str, number: int, seed: int = 0) -> bytes:
    """The same bytes for the same part, number and seed: random, mixed of pieces, or damaged."""
    if part == "documents":
        ending, damaged_data = damaged(number, seed)
        return ending.encode() + b"\0" + damaged_data
    chance = random.Random(f"{seed} {part} {number}")
    if chance.random() < 0.15:
        data = chance.randbytes(chance.randrange(80))
    else:
        data = b"".join(_slice(chance) for _ in range(chance.randrange(1, 7)))
    for _ in range(chance.choice((0, 0, 1, 3))):
        place = chance.randrange(len(data) + 1)
        cut = chance.randrange(4)
        mark = chance.choice(_MARKS) if chance.random() < 0.7 else chance.randbytes(1)
        data = data[:place] + mark * chance.choice((1, 1, 2, 30)) + data[place + cut :]
    if part == "readers":
        data = bytes([chance.randrange(len(FORMATS) + 6)]) + data
    return data


def _slice(chance: random.Random) -> bytes:
    piece = chance.choice(_PIECES)
    if chance.random() < 0.5:
        return piece
    a, b = sorted((chance.randrange(len(piece) + 1), chance.randrange(len(piece) + 1)))
    return piece[a:b]
