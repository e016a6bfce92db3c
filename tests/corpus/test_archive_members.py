"""Members of archives: which are read, which are named, and how often."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from framing.corpus import archives

from .loading import load, tarred, write, zipped


def _packed(kind: str, members: dict[str, bytes]) -> bytes:
    return zipped(members) if kind == "zip" else tarred(members)


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_what_is_no_article_is_counted_by_its_ending_or_else_its_name(
    tmp_path: Path, kind: str
) -> None:
    members = {
        "a.txt": b"One.",
        "x.jpg": b"1",
        "in/y.jpg": b"2",
        "z.png": b"3",
        "in/Makefile": b"4",
        "LICENSE": b"5",
    }
    (article,), (said,) = load(write(tmp_path / f"a.{kind}", _packed(kind, members)))
    assert article.text == "One."
    assert (said.kind, said.path) == ("noted", f"{tmp_path}/a.{kind}")
    assert said.reason.endswith(": 2 .jpg, 1 .png, 1 LICENSE, 1 Makefile")


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_an_archive_without_articles_says_so_beside_what_it_holds(
    tmp_path: Path, kind: str
) -> None:
    articles, said = load(write(tmp_path / f"a.{kind}", _packed(kind, {"x.jpg": b"1"})))
    assert articles == []
    assert [one.kind for one in said] == ["skipped", "noted"]
    assert "without articles" in said[0].reason
    assert {one.path for one in said} == {f"{tmp_path}/a.{kind}"}
    for passed in ({".hidden.txt": b"x"}, {"__MACOSX/a.txt": b"x"}, {"in/.git/a.txt": b"x"}):
        articles, said = load(write(tmp_path / f"b.{kind}", _packed(kind, passed)))
        assert articles == []
        assert len(said) == 1


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize(
    "name", ["../x.txt", "in/../../x.txt", "/x.txt", "c:x.txt", "in\\..\\x.txt", "\\x.txt"]
)
def test_a_member_that_leads_out_is_refused_by_its_name(
    tmp_path: Path, kind: str, name: str
) -> None:
    if kind == "tar" or "\\" not in name:
        path = write(tmp_path / f"a.{kind}", _packed(kind, {name: b"Out.", "ok.txt": b"In."}))
        (article,), (said,) = load(path)
        assert article.text == "In."
        assert said.path == f"{path}/{name}"
        assert said.reason == "member refused: leads out of the archive"
        assert said.faulty


@pytest.mark.parametrize("name", ["in.1:2.txt", "a..b.txt", "a b.txt", "é.txt"])
def test_a_name_that_only_looks_odd_is_read(tmp_path: Path, name: str) -> None:
    for kind in ("zip", "tar"):
        (article,), said = load(write(tmp_path / f"a.{kind}", _packed(kind, {name: b"In."})))
        assert (article.text, said) == ("In.", [])
        assert article.path == f"{tmp_path}/a.{kind}/{name}"
        assert article.article_id == f"a/{name.removesuffix('.txt')}"


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"One.", "b.txt": b"Two."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (article,), (said,) = load(write(tmp_path / "a.zip", bytes(data)))
    assert article.text == "Two."
    assert said.reason == "member refused: encrypted"
    assert said.path.endswith("a.zip/a.txt")


@pytest.mark.parametrize("ending", ["tar", "tgz", "7z", "rar", "TAR"])
def test_other_archives_inside_one_are_named(tmp_path: Path, ending: str) -> None:
    members = {f"x.{ending}": b"x", "a.txt": b"One."}
    (article,), (said,) = load(write(tmp_path / "a.zip", zipped(members)))
    assert article.text == "One."
    assert said.path.endswith(f"x.{ending}")
    assert "unpack it first" in said.reason


def test_a_zip_in_an_archive_that_is_too_large_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped({"x.txt": b"In."})
    monkeypatch.setattr(archives, "_NESTED_TIMES", 0)
    articles, said = load(write(tmp_path / "a.zip", zipped({"b.zip": inner})))
    assert articles == []
    assert any("more than 0 MB" in one.reason for one in said)
    assert not any("without articles" in one.reason for one in said)


def test_ids_of_members_are_their_places_and_of_rows_their_numbers(tmp_path: Path) -> None:
    members = {"in/a.csv": b"text\nOne.\nTwo.\n", "b.txt.gz": b"Three."}
    articles, _ = load(write(tmp_path / "x.zip", zipped(members)))
    assert [a.article_id for a in articles] == ["x/in/a#1", "x/in/a#2", "x/b"]
    outer = zipped({"x.zip": zipped(members)})
    articles, _ = load(write(tmp_path / "y.zip", outer))
    assert [a.article_id for a in articles] == ["y/x/in/a#1", "y/x/in/a#2", "y/x/b"]


def test_a_member_without_a_column_for_the_text_costs_itself(tmp_path: Path) -> None:
    members = {"a.csv": b"x,y\n1,2\n", "b.txt": b"One."}
    (article,), (said,) = load(write(tmp_path / "a.zip", zipped(members)))
    assert article.text == "One."
    assert "no column for the text" in said.reason
    assert said.path.endswith("a.zip/a.csv")


def test_folders_of_an_archive_are_no_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/", b"")
        archive.writestr("in/a.txt", b"One.")
    (article,), said = load(tmp_path / "a.zip")
    assert (article.text, said) == ("One.", [])
