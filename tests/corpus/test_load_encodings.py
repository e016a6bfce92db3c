from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.encoding import decode

from .loading import load, write

ENGLISH = "“We don’t know,” said José Müller – a café owner in Málaga. It’s £5 and 20 €.\r\n" * 20


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.json"])
def test_every_unicode_encoding_gives_the_same_text(
    tmp_path: Path, encoding: str, name: str
) -> None:
    content = {
        "a.txt": ENGLISH,
        "a.csv": f'id,text\n1,"{ENGLISH}"\n',
        "a.jsonl": f'{{"text": "{ENGLISH}"}}\n'.replace("\r\n", "\\r\\n"),
        "a.json": f'[{{"text": "{ENGLISH}"}}]'.replace("\r\n", "\\r\\n"),
    }[name]
    write(tmp_path / name, content.replace("\\r\\n}", "}").encode(encoding))
    (article,), _ = load(tmp_path)
    assert article.text == ENGLISH


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_windows_1252_is_read_and_said(tmp_path: Path, name: str) -> None:
    content = ENGLISH if name == "a.txt" else f'id,text\n1,"{ENGLISH}"\n'
    write(tmp_path / name, content.encode("cp1252"))
    (article,), (note,) = load(tmp_path)
    assert article.text == ENGLISH
    assert note.kind == "noted"
    assert "windows-1252" in note.reason


def test_latin_1_with_bytes_that_windows_leaves_open_is_read() -> None:
    assert decode(b"caf\xe9 \x81 \x8d").text == "café \x81 \x8d"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент заявил журналистам, что переговоры прошли успешно. " * 20, "cp1251"),
        ("Ο πρόεδρος δήλωσε ότι οι συνομιλίες ολοκληρώθηκαν με επιτυχία. " * 20, "cp1253"),
        ("It’s what they said they’d do – “nothing”. " * 20, "mac_roman"),
    ],
)
def test_other_single_byte_encodings_are_found_where_plain(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_stray_bytes_do_not_spoil_proper_utf8() -> None:
    found = decode("“One” ’ — é".encode() + b" \x93two\x94 \xe9")
    assert found.text == "“One” ’ — é “two” é"
    assert found.strays == 3


def test_a_row_in_another_encoding_is_read_for_itself(tmp_path: Path) -> None:
    rows = (
        "id,text\n1,caf\u00e9 \u201cone\u201d\n".encode()
        + "2,caf\u00e9 \u201ctwo\u201d\n".encode("cp1252")
    )
    write(tmp_path / "a.csv", rows)
    articles, (note,) = load(tmp_path)
    assert [a.text for a in articles] == ["café “one”", "café “two”"]
    assert note.kind == "noted"


def test_old_macintosh_line_ends_are_lines(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,text\r1,one\r2,two\r")
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["one", "two"]
    assert said == []


@given(st.binary(max_size=400))
def test_decoding_never_fails_and_can_be_written(data: bytes) -> None:
    decode(data).text.encode("utf-8")


@given(st.text(max_size=200).filter(lambda s: not s.startswith("\ufeff")))
def test_utf8_comes_back_unchanged(text: str) -> None:
    data = text.encode("utf-8")
    found = decode(data)
    assert found.text == text or found.encoding.startswith(("utf-16", "utf-32"))
