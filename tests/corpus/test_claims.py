"""What the readers' small parts claim, over many made-up inputs: ids, days, lines, records."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import streams
from framing.corpus.dates import find_day
from framing.corpus.day_order import order_days
from framing.corpus.identity import FileIds, Ids, SeenStrings
from framing.corpus.lines import Lines
from framing.corpus.raw import Raw
from framing.corpus.sources import Source, bare_stem, format_of
from framing.corpus.streams import DamagedError, open_bytes
from framing.corpus.warc_records import split_records
from framing.errors import Skipped

DAYS = st.dates(date(1970, 1, 2), date(2068, 12, 31))


@pytest.mark.parametrize("count", [0, 1, 511, 512, 513, 3000])
def test_a_set_of_strings_forgets_none_however_large(count: int) -> None:
    seen = SeenStrings()
    assert all(seen.add(f"id {k}") for k in range(count))
    assert not any(seen.add(f"id {k}") for k in range(count))
    assert seen.add("another")


@given(st.lists(st.sampled_from(["a", "a#2", "a#3", "b", "", "b#2"]), max_size=12))
def test_every_article_gets_an_id_of_its_own(wanted: list[str]) -> None:
    ids = Ids()
    given_out = [ids.unique(name) for name in wanted]
    assert len(set(given_out)) == len(wanted)
    for number, (asked, got) in enumerate(zip(wanted, given_out, strict=True)):
        earlier = given_out[:number]
        assert got == asked if asked not in earlier else got.startswith(f"{asked}#")
        if got != asked:  # the lowest number that was free
            suffix = int(got.removeprefix(f"{asked}#"))
            assert all(f"{asked}#{k}" in earlier for k in range(2, suffix))


@given(
    st.lists(
        st.sampled_from(["x/a.txt", "y/a.txt", "x/a.html", "b.txt", "x/b.csv.gz", "a.b.txt"]),
        unique=True,
        min_size=1,
    )
)
def test_a_file_has_the_shortest_name_that_no_other_has(names: list[str]) -> None:
    files = [Source(f"/in/{name}", "plain", 1, name) for name in names]
    ids = FileIds(files)
    stems = Counter(source.stem for source in files)
    bare = Counter(str(Path(name).parent / bare_stem(Path(name).name)) for name in names)
    for source in files:
        without = str(Path(source.inside).parent / bare_stem(Path(source.inside).name))
        if stems[source.stem] == 1:
            assert ids.of(source) == source.stem
        else:
            assert ids.of(source) == (without if bare[without] == 1 else source.inside)
    assert len({ids.of(source) for source in files}) == len(files)


@pytest.mark.parametrize(
    ("name", "stem", "kind"),
    [
        ("a.b.txt.gz", "a.b", "plain"),
        ("a.csv", "a", "delimited"),
        ("A.HTML", "A", "html"),
        ("report 1.2", "report 1.2", None),
        ("v1.10", "v1.10", None),
        (".gz", ".gz", None),
        ("a.doc", "a", "unknown"),
        ("a.zst", "a", None),
    ],
)
def test_names_lose_their_endings_and_say_their_format(
    name: str, stem: str, kind: str | None
) -> None:
    assert bare_stem(name) == stem
    assert format_of(name) == kind


@given(DAYS, st.sampled_from(["", " ", "T10:00:00Z", " 23:59"]))
def test_a_day_is_read_however_it_is_written(day: date, rest: str) -> None:
    wanted = day.isoformat()
    name = day.strftime("%B")
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f" {day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.day} {name} {day.year}",
        f"{day.day:02}-{name[:3]}-{day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name[:3].upper()}. {day.day}th {day.year}",
        f"on Monday, {name} {day.day}, {day.year}",
    ]
    for form in forms:
        assert find_day(form + rest) == wanted, form
    assert find_day(f"{day.month}/{day.day}/{day.year}{rest}") == wanted
    assert find_day(f"{day.day}.{day.month}.{day.year}{rest}", day_first=True) == wanted
    if day.day > 12:  # only one reading is a day
        assert find_day(f"{day.day}/{day.month}/{day.year}") == wanted
        assert find_day(f"{day.month}/{day.day}/{day.year}", day_first=True) == wanted


@given(st.integers(10**9, 4 * 10**9))
def test_seconds_and_milliseconds_are_days_of_universal_time(seconds: int) -> None:
    wanted = datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
    assert find_day(str(seconds)) == find_day(f"{seconds}.5") == wanted
    assert find_day(str(seconds * 1000 + 999)) == wanted


@pytest.mark.parametrize(
    "text", [None, "", "soon", "2017-02-30", "31/31/2017", "12345", "123456789012", "5 Foo 2017"]
)
def test_what_no_calendar_has_is_no_day(text: str | None) -> None:
    assert find_day(text) is None


def _row(number: int, published: str | None, text: str = "x") -> Raw:
    return Raw("in.csv", {"text": text, "published": published}, number)


OPEN, BOTH, FIRST, SECOND = "4/5/2017", "4/4/2017", "25/4/2017", "4/25/2017"


@given(st.lists(st.sampled_from([OPEN, BOTH, FIRST, SECOND, None, "soon"]), max_size=12))
def test_one_date_decides_for_the_rows_before_it_and_after(dates: list[str | None]) -> None:
    rows = [_row(k, value) for k, value in enumerate(dates)]
    found = list(order_days(iter(rows), "in.csv", False))
    articles = [one for one in found if isinstance(one, Raw)]
    said = [one for one in found if isinstance(one, Skipped)]
    assert [one.row for one in articles] == list(range(len(dates)))
    deciding = [value for value in dates if value in (FIRST, SECOND)]
    unsure = sum(value == OPEN for value in dates)
    first = bool(deciding) and deciding[0] == FIRST
    assert all(one.day_first is first for one in articles if one.values["published"] == OPEN)
    assert len(said) == (1 if not deciding and unsure > 1 else 0)
    told = list(order_days(iter(rows), "in.csv", True))
    assert [one.day_first for one in told if isinstance(one, Raw)] == [True] * len(dates)


def test_no_more_than_two_hundred_rows_wait_for_a_date_that_decides() -> None:
    taken: list[int] = []

    def rows(count: int, text: str = "x") -> Iterator[Raw]:
        for k in range(count):
            taken.append(k)
            yield _row(k, OPEN, text)
        yield _row(count, FIRST)

    found = order_days(rows(200), "in.csv", False)
    assert isinstance(next(found), Skipped)
    assert len(taken) == 200
    assert not any(one.day_first for one in found if isinstance(one, Raw))
    assert all(one.day_first for one in order_days(rows(199), "in.csv", False))  # type: ignore[union-attr]
    taken.clear()
    next(order_days(rows(200, "x" * (1 << 22)), "in.csv", False))
    assert len(taken) == 2


LINE = st.text("ab é", max_size=9)


@given(st.lists(LINE, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_lines_are_those_of_the_file_whatever_ends_them(
    texts: list[str], end: str, mark: bool
) -> None:
    whole = end.join(texts)
    data = (b"\xef\xbb\xbf" if mark else b"") + whole.encode()
    lines = Lines(io.BufferedReader(io.BytesIO(data)), "in.csv", 1000)
    found = list(lines)
    assert "".join(str(line) for line in found).replace("\r\n", "\n").replace("\r", "\n") == (
        whole.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert lines.remarks == []


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(5, 20))
def test_a_line_that_is_too_long_costs_itself_alone(lengths: list[int], most: int) -> None:
    data = b"".join(bytes([97 + k % 26]) * length + b"\n" for k, length in enumerate(lengths))
    found = list(Lines(io.BufferedReader(io.BytesIO(data)), "in.csv", most))
    assert len(found) == len(lengths)
    for k, (line, length) in enumerate(zip(found, lengths, strict=True)):
        kept = chr(97 + k % 26) * length + "\n"
        assert line == (kept if length < most else None)


RECORD_BODY = st.binary(max_size=60).filter(lambda data: b"WARC/1." not in data)


@settings(deadline=None)
@given(st.lists(st.tuples(RECORD_BODY, st.booleans()), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_sound_records_come_out_whole_beside_ones_that_lie(
    bodies: list[tuple[bytes, bool]], end: str
) -> None:
    def record(body: bytes, lies: bool) -> bytes:
        length = len(body) + 500 if lies else len(body)
        head = f"WARC/1.0{end}WARC-Type: response{end}Content-Length: {length}{end}{end}"
        return head.encode() + body + b"\r\n\r\n"

    data = b"".join(record(*one) for one in bodies)
    pieces = list(split_records(io.BufferedReader(io.BytesIO(data)), 1 << 16))
    assert all((piece.fault is None) is bool(piece.data) for piece in pieces)
    sound = [record(body, False) for body, lies in bodies if not lies]
    assert [piece.data for piece in pieces if piece.data] == sound
    assert sum(piece.fault is not None for piece in pieces) == sum(lies for _, lies in bodies)


def test_a_record_longer_than_allowed_is_left_out_and_the_next_one_read() -> None:
    def record(size: int) -> bytes:
        return b"WARC/1.0\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (size, b"x" * size)

    data = record(3 << 20) + record(2 << 20) + record(5)
    pieces = list(split_records(io.BufferedReader(io.BytesIO(data)), 2 << 20))
    assert [len(piece.data) for piece in pieces] == [0, len(record(2 << 20)), len(record(5))]
    assert pieces[0].fault == "longer than 2 MB, or its length lies"


def test_bytes_that_are_taken_are_counted_and_a_bomb_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"story " * 1000))
    taken: list[int] = []
    with open_bytes(path, taken.append) as stream:
        assert stream.read() == b"story " * 1000
    assert sum(taken) == path.stat().st_size
    monkeypatch.setattr(streams, "_FREE", 100)  # of 32 MB: what is never a bomb
    path.write_bytes(gzip.compress(b"x" * 10_000_000))
    ratio = 10_000_000 / path.stat().st_size
    assert ratio > 200
    with open_bytes(path) as stream, pytest.raises(DamagedError, match="more than 200 times"):
        stream.read()
