"""Which encoding bytes are in: what decides, and from how many bytes on."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.encoding import (
    Decoded,
    decode,
    decode_page,
    guess_single_byte,
    guess_wide,
    is_binary,
)
from framing.corpus.lines import Lines

LATIN = st.text("abcdefgh ABC.,\n", min_size=4, max_size=80)


@given(LATIN, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_four_latin_letters_in_two_bytes_each_tell_their_order(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert guess_wide(data) == encoding
    assert decode(data).text == text
    assert decode(data).remark is None or encoding in str(decode(data).remark)
    assert guess_wide(data[:6]) is None  # three letters may be anything
    assert not is_binary(data)


@given(LATIN)
def test_letters_of_one_byte_are_not_wide(text: str) -> None:
    assert guess_wide(text.encode()) is None
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", None),
    ],
)
def test_a_byte_order_mark_alone_decides_between_wide_letters(
    mark: bytes, encoding: str | None
) -> None:
    assert guess_wide(mark) == encoding
    assert guess_wide(mark + b"x") == encoding


@pytest.mark.parametrize(("zeros", "wide"), [(70, False), (71, True)])
@pytest.mark.parametrize("order", ["le", "be"])
def test_seven_tenths_of_the_letters_must_be_latin(zeros: int, wide: bool, order: str) -> None:
    """Of a hundred letters; the others are Cyrillic."""
    text = "a" * zeros + "ж" * (100 - zeros)
    found = guess_wide(text.encode(f"utf-16-{order}"))
    assert found == (f"utf-16-{order}" if wide else None)


@pytest.mark.parametrize(("strange", "wide"), [(4, True), (5, False)])
@pytest.mark.parametrize("order", ["le", "be"])
def test_a_twentieth_of_the_other_bytes_may_be_zero(strange: int, wide: bool, order: str) -> None:
    text = "a" * (100 - strange) + "\0" * strange
    found = guess_wide(text.encode(f"utf-16-{order}"))
    assert found == (f"utf-16-{order}" if wide else None)


def test_only_the_beginning_decides() -> None:
    assert guess_wide(b"a\0" * 2048 + b"aa" * 9000) == "utf-16-le"
    assert guess_wide(b"aa" * 2048 + b"a\0" * 9000) is None


@pytest.mark.parametrize("start", [b"%PDF-1.4", b"\x89PNG", b"\xff\xd8\xff", b"GIF89a", b"ID3"])
def test_files_of_known_kinds_are_no_text(start: bytes) -> None:
    assert is_binary(start + b" and many plain words behind it")
    assert not is_binary(b" " + start[1:] + b" and many plain words behind it" * 9)


@pytest.mark.parametrize(("controls", "binary"), [(2, False), (3, True)])
def test_more_than_one_control_in_fifty_letters_makes_no_text(controls: int, binary: bool) -> None:
    assert is_binary(b"\x01" * controls + b"a" * (100 - controls)) is binary
    assert not is_binary(b"\t\n\v\f\r\x1a\x1b" * 20)
    assert not is_binary(b"")


@pytest.mark.parametrize(("high", "foreign"), [(39, False), (40, True)])
def test_forty_letters_of_another_alphabet_are_needed(high: int, foreign: bool) -> None:
    words = "Президент заявил журналистам что переговоры прошли успешно сегодня"
    text = "".join(words.split())[:high]
    assert guess_single_byte(text.encode("cp1251")) == ("cp1251" if foreign else "windows-1252")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
@pytest.mark.parametrize(("names", "found"), [(["Иванов"], False), (["Иванов", "Петрова"], True)])
def test_two_cyrillic_names_tell_the_alphabet_of_an_english_text(
    encoding: str, names: list[str], found: bool
) -> None:
    text = "The envoy met them on Monday. " * 20 + " and ".join(names) + " came."
    assert guess_single_byte(text.encode(encoding)) == (encoding if found else "windows-1252")
    assert (decode(text.encode(encoding)).text == text) is found
    short = text.replace("Иванов", "Иван").replace("Петрова", "Петр")  # four letters are few
    assert guess_single_byte(short.encode(encoding)) == "windows-1252"


@pytest.mark.parametrize(("strays", "encoding"), [(1, "utf-8"), (2, "utf-8"), (3, "windows-1252")])
def test_stray_bytes_count_against_proper_letters(strays: int, encoding: str) -> None:
    found = decode("é ü".encode() + b" \x93" * strays)
    assert found.encoding == encoding
    assert found.strays == (strays if encoding == "utf-8" else 0)
    assert str(strays) in str(found.remark) or encoding in str(found.remark)


def test_an_encoding_that_is_told_is_used_and_what_does_not_fit_is_counted() -> None:
    assert decode("žluť".encode("cp1250"), "cp1250").text == "žluť"
    found = decode(b"caf\xe9 \xe9", "utf-8")
    assert (found.text, found.strays) == ("caf� �", 2)
    wide = decode("ab cd".encode("utf-16") + b"\x00")
    assert (wide.text[:5], wide.strays) == ("ab cd", 1)
    assert "1 places" in str(wide.remark)
    assert decode(b"\xef\xbb\xbfcaf\xc3\xa9") == Decoded("café", "utf-8-sig")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", "Послы встретились"),
        ("iso-8859-2", "Žluť kůň"),
        ("iso-8859-1", "Café – olé"),  # as browsers do, read as Windows-1252
        ("x-unknown", "Café – olé"),
        ("utf-8", "Café – olé"),
    ],
)
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_page_is_read_in_the_charset_it_declares(charset: str, text: str, quote: str) -> None:
    real = {"iso-8859-1": "cp1252", "x-unknown": "cp1252", "utf-8": "cp1252"}.get(charset, charset)
    head = f"<html><META http-equiv=x content=y charset = {quote}{charset}{quote}>"
    found = decode_page(head.encode() + text.encode(real))
    assert found.text == head + text
    assert decode_page(head.encode() + text.encode()).text == head + text  # UTF-8 if it is
    late = b" " * 4096 + head.encode() + b"caf\xe9"
    assert decode_page(late).text.endswith("café")


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_lines_of_another_encoding_say_so_once(end: str) -> None:
    data = f"one é{end}two “x”{end}three é{end}".encode("cp1252")
    lines = Lines(io.BufferedReader(io.BytesIO(data)), "in.csv", 100)
    assert [str(line).rstrip() for line in lines] == ["one é", "two “x”", "three é"]
    assert [(one.path, one.kind) for one in lines.remarks] == [("in.csv", "noted")] * (end == "\n")


def test_lines_are_told_their_alphabet_by_those_that_follow() -> None:
    words = "Президент заявил журналистам, что переговоры прошли успешно.\n"
    data = ("Имя\n" + words * 4).encode("cp1251")
    lines = Lines(io.BufferedReader(io.BytesIO(data)), "in.csv", 1000)
    assert next(iter(lines)) == "Имя\n"


def test_a_binary_file_has_no_lines_and_says_so() -> None:
    lines = Lines(io.BufferedReader(io.BytesIO(b"\x00\x01\x02" * 99)), "in.csv", 100)
    assert list(lines) == []
    (said,) = lines.remarks
    assert (said.path, said.faulty) == ("in.csv", True)
    assert "binary" in said.reason


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(5, 20))
def test_a_wide_line_that_is_too_long_costs_itself_alone(lengths: list[int], most: int) -> None:
    text = "".join(chr(97 + k % 26) * length + "\n" for k, length in enumerate(lengths))
    data = text.encode("utf-16")
    found = list(Lines(io.BufferedReader(io.BytesIO(data)), "in.csv", most))
    assert found == [
        chr(97 + k % 26) * length + "\n" if length < most else None
        for k, length in enumerate(lengths)
    ]
