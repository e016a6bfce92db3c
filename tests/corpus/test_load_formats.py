from __future__ import annotations

import bz2
import gzip
import lzma
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from framing.errors import UsageError

from .html_pages import classic, modern
from .loading import load, write, zipped

PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("ending", PACKERS)
def test_packed_files_are_read(tmp_path: Path, ending: str) -> None:
    pack = PACKERS[ending]
    write(tmp_path / f"a.txt.{ending}", pack(b"One."))
    write(tmp_path / f"b.csv.{ending}", pack(b"id,text\n1,Two.\n"))
    write(tmp_path / f"c.jsonl.{ending}", pack(b'{"text": "Three."}\n'))
    write(tmp_path / f"d.json.{ending}", pack(b'[{"text": "Four."}]'))
    write(tmp_path / f"e.html.{ending}", pack(modern.PAGES[0].html.encode()))
    articles, said = load(tmp_path)
    assert said == []
    assert [a.text for a in articles[:4]] == ["One.", "Two.", "Three.", "Four."]
    assert [a.article_id for a in articles] == ["a", "1", "c#1", "d#1", "e"]


@pytest.mark.parametrize("ending", PACKERS)
def test_packed_files_that_break_off_are_reported(tmp_path: Path, ending: str) -> None:
    words = "".join(f"{n * 7919} words here\n" for n in range(5000)).encode()
    packed = PACKERS[ending](words)
    write(tmp_path / f"a.txt.{ending}", packed[: len(packed) // 2])
    write(tmp_path / "b.txt", "Good.")
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b"]
    assert skipped.faulty


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.html"])
def test_a_packed_bomb_is_not_unpacked(tmp_path: Path, name: str) -> None:
    write(tmp_path / f"{name}.gz", gzip.compress(b"a" * (64 << 20), 9))
    write(tmp_path / "z.txt", "Good.")
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["z"]
    assert said[0].faulty


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    write(tmp_path / "a.txt.zst", zstandard.compress(b"One."))
    write(tmp_path / "b.warc", "WARC/1.0\r\n")
    _, said = load(tmp_path)
    assert ['pip install "framing[formats]"' in s.reason for s in said] == [True, True]


def table(tmp_path: Path, rows: int, **columns: list[object]) -> Path:
    values: dict[str, object] = {"Article_Content": [f"Words of row {i}." for i in range(rows)]}
    pq.write_table(pa.table(values | columns), tmp_path / "a.parquet", row_group_size=100)
    return tmp_path / "a.parquet"


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    dates = pa.array([1491350400] * 250, pa.timestamp("s"))
    authors = [["Ann Lee", "Bo Ray"]] * 250
    outlets = pa.array(["Daily"] * 250).dictionary_encode()
    table(tmp_path, 250, date=dates, authors=authors, source=outlets)
    articles, said = load(tmp_path)
    assert said == []
    assert len(articles) == 250
    last = articles[-1]
    assert (last.text, last.article_id) == ("Words of row 249.", "a#250")
    assert last.path.endswith("a.parquet#250")
    assert (last.published, last.outlet, last.authors) == (
        "2017-04-05",
        "Daily",
        ("Ann Lee", "Bo Ray"),
    )


def test_parquet_with_a_wrong_schema_names_column_type_and_remedy(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [1, 2], "id": [1, 2]}), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match="'text' holds int64, expected text"):
        load(tmp_path)
    pq.write_table(pa.table({"words": ["a"]}), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match="columns found: words"):
        load(tmp_path)


def test_a_damaged_row_group_costs_its_rows_only(tmp_path: Path) -> None:
    file = table(tmp_path, 300)
    meta = pq.ParquetFile(file).metadata.row_group(1).column(0)
    data = bytearray(file.read_bytes())
    start = meta.dictionary_page_offset or meta.data_page_offset
    data[start : start + 60] = b"\xff" * 60
    file.write_bytes(bytes(data))
    articles, (skipped,) = load(tmp_path)
    assert [a.path.split("#")[1] for a in articles] == [
        str(n) for n in (*range(1, 101), *range(201, 301))
    ]
    assert "row group 2" in skipped.reason


@pytest.mark.parametrize("cut", [10, 300])
def test_parquet_that_breaks_off_is_reported(tmp_path: Path, cut: int) -> None:
    file = table(tmp_path, 300)
    file.write_bytes(file.read_bytes()[:-cut])
    articles, (skipped,) = load(tmp_path)
    assert articles == []
    assert "no readable Parquet file" in skipped.reason


def crawl(pages: list[tuple[str, str, str, bytes]], packed: bool) -> bytes:
    """A crawl as its standard describes it, each record packed for itself."""
    records = [record("warcinfo", "", b"software: test\r\n")]
    for url, status, kind, body in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        records.append(record("response", url, head + body))
    return b"".join(map(gzip.compress, records) if packed else records)


def record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2017-04-06T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url)}>\r\nContent-Length: {len(block)}\r\n"
        + (f"WARC-Target-URI: {url}\r\nContent-Type: application/http\r\n" if url else "")
    )
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


PAGES = [
    ("https://a.example/1", "200 OK", "text/html; charset=utf-8", modern.PAGES[0].html.encode()),
    ("https://a.example/logo", "200 OK", "image/png", b"\x89PNG"),
    ("https://a.example/gone", "404 Not Found", "text/html", b"<p>Gone</p>"),
    ("https://a.example/2", "200 OK", "text/html", classic.PAGES[0].html.encode()),
]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_crawl_are_articles_with_their_address(tmp_path: Path, packed: bool) -> None:
    write(tmp_path / ("a.warc.gz" if packed else "a.warc"), crawl(PAGES, packed))
    articles, (note,) = load(tmp_path)
    assert [a.url for a in articles] == ["https://a.example/1", "https://a.example/2"]
    assert [a.path.split("#")[1] for a in articles] == ["2", "5"]
    assert articles[0].title == modern.PAGES[0].title
    assert note.kind == "noted"
    assert "1 image/png" in note.reason
    assert "1 status 404" in note.reason


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_breaks_off_gives_the_pages_before(tmp_path: Path, packed: bool) -> None:
    whole = crawl(PAGES, packed)
    write(tmp_path / "a.warc.gz", whole[:-200])
    articles, said = load(tmp_path)
    assert [a.url for a in articles] == ["https://a.example/1"]
    assert any(s.faulty and s.path.endswith("#5") for s in said)


def test_bodies_sent_in_chunks_or_packed_are_read(tmp_path: Path) -> None:
    page = modern.PAGES[0].html.encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (page[:500], page[500:], b""))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    blocks = [
        head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks,
        head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(page),
        head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(page)[:300],
        head + b"Content-Encoding: br\r\n\r\n" + bytes(range(256)) * 9,
    ]
    write(tmp_path / "a.warc", b"".join(record("response", "https://a.example", b) for b in blocks))
    articles, said = load(tmp_path)
    assert [a.path.split("#")[1] for a in articles][:2] == ["1", "2"]
    assert all(a.title == modern.PAGES[0].title for a in articles[:2])
    assert {s.path.split("#")[1] for s in said} <= {"3", "4"}
    assert "4" in {s.path.split("#")[1] for s in said}


@pytest.mark.parametrize("data", [b"no crawl at all\n" * 100, b"\xff" * 1000, b""])
def test_a_file_that_is_no_crawl_is_reported(tmp_path: Path, data: bytes) -> None:
    write(tmp_path / "a.warc", data)
    articles, said = load(tmp_path)
    assert articles == []
    assert any(s.faulty for s in said)


def test_a_file_without_ending_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    files = {
        "zip": zipped({"a.txt": b"One."}),
        "html": modern.PAGES[0].html.encode(),
        "json": b'{"text": "One."}\n{"text": "Two."}\n',
        "text": b"One.",
        "warc": crawl(PAGES, True),
        "parquet": table(tmp_path, 2).read_bytes(),
    }
    for name, data in files.items():
        write(tmp_path / name, data)
        articles, _ = load(tmp_path / name)
        assert len(articles) == {"json": 2, "warc": 2, "parquet": 2}.get(name, 1)


def test_prose_in_other_languages_is_reported_and_left_out_unless_asked(tmp_path: Path) -> None:
    german = (
        "Die Unterhändler beider Regierungen kehrten am Mittwochmorgen in das Hafengebäude zurück, "
        "Stunden nachdem eine Sitzung ohne Erklärung abgebrochen worden war. Die nächste Runde ist "
        "für Freitag geplant, hieß es aus dem Ministerium."
    )
    write(tmp_path / "a.txt", german)
    write(tmp_path / "b.txt", german[:150])
    write(tmp_path / "c.txt", modern.PAGES[0].body[0] * 3)
    write(tmp_path / "d.txt", "word " * 1000)
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b", "c", "d"]
    assert (skipped.kind, skipped.faulty) == ("left out", False)
    assert "language is de, asked for en" in skipped.reason
    articles, _ = load(tmp_path, languages=("de",))
    assert [a.article_id for a in articles] == ["a", "b", "d"]
    articles, said = load(tmp_path, languages=())
    assert len(articles) == 4
    assert said == []


def test_an_english_title_in_a_foreign_article_does_not_keep_it(tmp_path: Path) -> None:
    polish = (
        "Minister kultury otworzył wystawę „The Rise and Fall of the House of Foscari” i mówił o "
        "przyjaźni obu narodów. Zwiedzający czekali przed muzeum od rana, a kolejka sięgała aż do "
        "rzeki. Wystawa potrwa do końca października, po czym pojedzie do Wiednia i do Pragi, "
        "gdzie zobaczy ją, jak liczą gospodarze, sto tysięcy osób. Bilety są już do kupienia w "
        "kasach, a dzieci wchodzą bezpłatnie, zapowiedział w rozmowie z dziennikarzami dyrektor "
        "placówki. Katalog obejmuje wszystkie obrazy i szkice, które wypożyczono na tę okazję."
    )
    write(tmp_path / "a.txt", polish)
    articles, (skipped,) = load(tmp_path)
    assert articles == []
    assert "language is pl" in skipped.reason
