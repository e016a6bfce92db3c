"""What is not read is refused by name with the next step; what was made to do harm does none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from .exports import as_docx
from .loading import load, write, zipped

WORDS = ("The harbour office said on Monday that the ferry would sail again. " * 8).encode()


@pytest.mark.parametrize(
    ("name", "data", "what", "step"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word", "save it as"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word or Excel", "save it"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90), "7z", "unpack"),
        ("a.pkl", b"\x80\x04\x95" + bytes(90), "pickle", "csv"),
        ("a.sav", b"$FL2@(#) SPSS" + bytes(90), "SPSS", "csv"),
        ("a.ris", b"TY  - NEWS\nTI  - Ferry\nAB  - Words.\n", "references", "full texts"),
        (
            "a.ods",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "Open",
            "csv",
        ),
    ],
)
def test_formats_that_are_not_read_are_named_with_the_next_step(
    tmp_path: Path, name: str, data: bytes, what: str, step: str
) -> None:
    write(tmp_path / name, data)
    write(tmp_path / "good.txt", "Good.")
    for corpus in (tmp_path, [tmp_path / name, tmp_path / "good.txt"]):
        articles, said = load(corpus)
        assert [a.text for a in articles] == ["Good."]
        (fault,) = [one for one in said if one.faulty]
        assert what in fault.reason
        assert step in fault.reason


def test_text_under_the_ending_of_word_or_excel_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.doc", WORDS)
    write(tmp_path / "b.xls", "Publication\tFull Text\nGazette\tIt sailed.\n")
    write(tmp_path / "c.doc", "<html><body><p>" + WORDS.decode() + "</p></body></html>")
    articles, said = load(tmp_path)
    assert [a.outlet for a in articles] == [None, "Gazette", None]
    assert not any(one.faulty for one in said)


def test_a_file_of_unknown_ending_that_holds_words_is_no_silent_loss(tmp_path: Path) -> None:
    write(tmp_path / "good.txt", "Good.")
    write(tmp_path / "story.artikel", WORDS)
    write(tmp_path / "picture.png", b"\x89PNG" + bytes(90))
    write(tmp_path / "style.css", "body { color: black } " * 90)
    _, said = load(tmp_path)
    (fault,) = [one for one in said if one.faulty]
    assert "1 .artikel" in fault.reason
    assert "glob" in fault.reason
    (note,) = [one for one in said if not one.faulty]
    assert ".css" in note.reason
    assert ".png" in note.reason


@pytest.mark.parametrize(
    "entities",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://example.org/a.dtd"> %a;]>',
    ],
)
def test_entities_are_never_opened(tmp_path: Path, entities: str) -> None:
    xml = f"{entities}<articles><article><text>It says &a;.</text></article></articles>"
    articles, (said,) = load(write(tmp_path / "a.xml", xml))
    assert articles == []
    assert "entities" in said.reason
    inside = xml.replace("<articles>", "<w:document xmlns:w='x'>").replace(
        "</articles>", "</w:document>"
    )
    parts = {"[Content_Types].xml": b"<T/>", "word/document.xml": inside.encode()}
    articles, (said,) = load(write(tmp_path / "a.docx", zipped(parts)))
    assert articles == []
    assert "entities" in said.reason


@pytest.mark.parametrize(
    ("name", "member", "opening"),
    [("a.docx", "word/document.xml", b"<w>"), ("a.xlsx", "xl/worksheets/sheet1.xml", b"<r>")],
    ids=["document", "workbook"],
)
def test_what_unpacks_to_far_more_is_left_out(
    tmp_path: Path, name: str, member: str, opening: bytes
) -> None:
    bomb = tmp_path / name
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<T/>")
        archive.writestr(member, opening + b" " * (64 << 20))
    articles, (said,) = load(bomb)
    assert articles == []
    assert "unpacks to more" in said.reason


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path / "a.docm", as_docx(["It sailed."])), "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    (article,), said = load(tmp_path / "a.docm")
    assert article.text == "It sailed."
    assert said == []


def test_a_missing_package_is_named_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdf", None)  # as if it were not installed
    articles, (said,) = load(write(tmp_path / "a.pdf", b"%PDF-1.4\n"))
    assert articles == []
    assert 'pip install "framing[formats]"' in said.reason
