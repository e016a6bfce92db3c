"""A record whose length lies costs itself alone, wherever the lie is and whatever follows."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest

from framing.corpus.streams import DamagedError, unpack
from framing.corpus.warc_records import split_records
from tests.corpus.loading import load, write

MOST = 1 << 20
PAGE = (
    "<html><head><title>Talks may resume</title></head><body><p>Envoys of the two states met on "
    "day {} and said that the talks may resume before the end of the month.</p></body></html>"
)


def record(number: int, length: int | None = None, body: str = PAGE) -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body.format(number).encode()
    size = len(page) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"WARC-Date: 2017-04-06T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + page + b"\r\n\r\n"  # fmt: skip


def split(data: bytes) -> list[tuple[bytes, str | None]]:
    return [
        (piece.data, piece.fault)
        for piece in split_records(io.BufferedReader(io.BytesIO(data)), MOST)
    ]


@pytest.mark.parametrize("length", [0, 1, 100, 250, 600, 5_000, 10**8, 10**17])
def test_records_after_a_lying_length_are_read(tmp_path: Path, length: int) -> None:
    data = record(1) + record(2, length) + record(3) + record(4)
    write(tmp_path / "a.warc", data)
    articles, said = load(tmp_path)
    assert [a.url for a in articles] == [f"https://a.example/{k}" for k in (1, 3, 4)]
    assert [s.path.split("#")[1] for s in said if s.faulty] == ["2"]


def test_sound_records_come_out_byte_by_byte() -> None:
    records = [record(k, body="x" * size) for k, size in enumerate((0, 1, 70_000, 300_000, 5))]
    assert split(b"".join(records)) == [(one, None) for one in records]
    assert split(b"\r\n\r\n".join([b"", *records, b""])) == [(one, None) for one in records]


def test_a_page_about_archives_is_no_end_of_its_record() -> None:
    inner = record(9, body="a page in a page")
    one = record(1, body="A tutorial:\r\n" + inner.decode() + "and more")
    assert split(one + record(2)) == [(one, None), (record(2), None)]


def test_bytes_between_records_are_told_and_passed_over() -> None:
    found = split(record(1) + b"rubbish\nrubbish\n" + record(2))
    assert found == [(record(1), None), (b"", "no record begins here"), (record(2), None)]
    assert split(b"WARC/1.0\r\nno header\r\n\r\n" + record(2))[-1] == (record(2), None)
    assert split(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + record(2))[-1] == (record(2), None)


def test_a_record_longer_than_the_bound_is_left_out_and_what_follows_is_read() -> None:
    found = split(record(1, body="y" * (MOST + 1)) + record(2))
    assert [fault is None for _, fault in found] == [False, True]
    assert "longer than 1 MB" in str(found[0][1])
    just = record(1, body="y" * (MOST - 200))
    assert split(just + record(2)) == [(just, None), (record(2), None)]


def test_a_stream_that_breaks_gives_what_came_before_and_then_the_error() -> None:
    chance = random.Random(7)
    bodies = "".join(chr(chance.randrange(97, 122)) for _ in range(300_000))
    packed = gzip.compress(record(1) + record(2, body=bodies))
    stream = unpack(io.BufferedReader(io.BytesIO(packed[: len(packed) // 2])))
    pieces = split_records(stream, MOST)
    assert next(pieces).data == record(1)
    assert "breaks off" in str(next(pieces).fault)
    with pytest.raises(DamagedError):
        next(pieces)


def test_any_cut_and_any_length_ends_and_never_invents() -> None:
    chance = random.Random(11)
    records = [record(k, body="z" * chance.randrange(400)) for k in range(5)]
    for _ in range(300):
        data = bytearray(b"".join(records))
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(data))
            del data[place : place + chance.randrange(60)]
        for piece, fault in split(bytes(data)):
            assert (fault is None) == bool(piece)
            assert not piece or piece[:-4] in bytes(data)


def test_the_end_of_time_is_no_day(tmp_path: Path) -> None:
    write(
        tmp_path / "a.jsonl", b'{"id": 1, "text": "A story.", "date": Infinity, "title": -1e999}\n'
    )
    (article,), said = load(tmp_path)
    assert (article.published, article.title, said) == (None, None, [])
