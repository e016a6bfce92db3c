from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from .exports import as_docx
from .html_pages import modern
from .loading import load, tarred, write, zipped

WORDS = ["".join(f"{i * n * 7919} words " for i in range(900)).encode() for n in range(1, 10)]
MEMBERS = {
    "in/a.txt": b"One.",
    "in/t.csv": b"id,text\n7,Two.\n",
    "in/l.jsonl.gz": gzip.compress(b'{"text": "Three."}\n'),
    "in/page.html": modern.PAGES[0].html.encode(),
    "README.txt": b"About",
    "photo.jpg": b"\xff\xd8",
    "__MACOSX/._a.txt": b"x",
}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.xz", "a.tar.zst"])
def test_members_of_an_archive_are_read_as_if_in_a_folder(tmp_path: Path, name: str) -> None:
    content = {
        "a.zip": zipped(MEMBERS),
        "a.tar": tarred(MEMBERS),
        "a.tar.zst": zstandard.compress(tarred(MEMBERS)),
    }.get(name) or tarred(MEMBERS, "w:xz" if name.endswith("xz") else "w:gz")
    write(tmp_path / name, content)
    articles, (note,) = load(tmp_path)
    assert [a.text for a in articles[:3]] == ["One.", "Two.", "Three."]
    assert [a.article_id for a in articles] == ["a/in/a", "7", "a/in/l#1", "a/in/page"]
    assert articles[1].path == f"{tmp_path}/{name}/in/t.csv#1"
    assert note.kind == "noted"


def test_members_that_climb_out_links_and_devices_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(tarred({"../up.txt": b"Up.", "/root.txt": b"Root."}))
    with tarfile.open(fileobj=buffer, mode="a") as archive:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE)):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "/etc/passwd"
            archive.addfile(link)
        device = tarfile.TarInfo("d.txt")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
        good = tarfile.TarInfo("ok.txt")
        good.size = 5
        archive.addfile(good, io.BytesIO(b"Good."))
    write(tmp_path / "a.tar", buffer.getvalue())
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["Good."]
    assert ["refused" in s.reason for s in said] == [True] * 5


def test_zip_members_that_climb_out_or_are_links_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(
        zipped(
            {"../up.txt": b"Up.", "/root.txt": b"R.", "c:\\x.txt": b"C.", "a\\..\\..\\b.txt": b"B"}
        )
    )
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ok.txt", "Good.")
    write(tmp_path / "a.zip", buffer.getvalue())
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["Good."]
    assert ["refused" in s.reason for s in said] == [True] * 5
    assert list(tmp_path.parent.glob("up.txt")) == []


def test_a_zip_in_an_archive_is_read_and_deeper_ones_are_refused(tmp_path: Path) -> None:
    deepest = zipped({"y.txt": b"Y."})
    inner = zipped({"x.txt": b"X.", "deep/d.zip": deepest})
    members = {"b.zip": inner, "c.txt": b"Good.", "d.tar": tarred({"z.txt": b"Z."})}
    for name, data in (("a.zip", zipped(members)), ("a.tar", tarred(members))):
        articles, said = load(write(tmp_path / name, data))
        assert [(a.article_id, a.text) for a in articles] == [("a/b/x", "X."), ("a/c", "Good.")]
        assert ["archive inside an archive" in one.reason for one in said] == [True, True]
        assert {one.path.rpartition("/")[2] for one in said} == {"d.zip", "d.tar"}


def test_a_zip_in_an_archive_counts_towards_the_bound(tmp_path: Path) -> None:
    words = "".join(f"{n * 7919} words here\n" for n in range(60_000)).encode()
    inner = zipped({f"{n}.txt": words for n in range(4)})
    articles, said = load(
        write(tmp_path / "a.zip", zipped({"b.zip": inner})), max_unpacked_megabytes=3, languages=()
    )
    assert len(articles) < 3
    assert any("more than 3 MB" in one.reason for one in said)


def test_an_archive_of_stored_documents_is_no_document(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in ("one", "two"):
            archive.writestr(f"{name}.docx", as_docx([f"The words of {name}."]))
    articles, said = load(write(tmp_path / "a.zip", buffer.getvalue()))
    assert ([a.text for a in articles], said) == (["The words of one.", "The words of two."], [])


@pytest.mark.parametrize("name", ["a.zip", "a.tgz"])
def test_an_archive_bomb_is_stopped_and_what_came_before_read(tmp_path: Path, name: str) -> None:
    members = {"a.txt": b"Good.", "bomb.csv": b"id,text\n" + b"a" * (64 << 20)}
    write(tmp_path / name, zipped(members) if name == "a.zip" else tarred(members, "w:gz"))
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["Good."]
    assert any("200 times" in s.reason for s in said)


def test_an_archive_may_not_unpack_beyond_the_bound(tmp_path: Path) -> None:
    words = "".join(f"{n * 7919} words here\n" for n in range(60_000)).encode()
    write(tmp_path / "a.zip", zipped({f"{n}.txt": words for n in range(4)}))
    articles, said = load(tmp_path, max_unpacked_megabytes=3, languages=())
    assert len(articles) == 2
    assert all("more than 3 MB" in s.reason for s in said)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_archives_that_break_off_or_are_none_are_reported(tmp_path: Path, name: str) -> None:
    members = {f"{n}.txt": bytes(range(48, 122)) * 50 + WORDS[n] for n in range(9)}
    whole = {"a.zip": zipped(members), "a.tar": tarred(members), "a.tgz": tarred(members, "w:gz")}
    write(tmp_path / name, whole[name][: len(whole[name]) // 2 + 700])
    _, said = load(tmp_path)
    assert any(s.faulty for s in said)
    write(tmp_path / name, b"no archive" * 100)
    articles, said = load(tmp_path)
    assert articles == []
    assert said[0].faulty
