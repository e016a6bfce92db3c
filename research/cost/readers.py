"""Whether the readers' memory grows with the corpus, format by format.

    python -m research.cost.readers                 all formats, 20,000 and 200,000 articles
    python -m research.cost.readers jsonl --sizes 2000 20000

Articles are made up from a list of syllables, written to a temporary folder, and read in a fresh
process, whose peak memory and time are printed. Formats whose ratio of peaks is above 1.2 are
named at the end, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

LIMIT = 1.2
WORDS = """the of and to in a that said was on for with as it by from at which were their has have
not would after before minister talks port grain ship strait officials agreement government week
inspectors between both sides session draft voyage owners insurers statement morning building
could more than nobody walked out published position change election autumn report year third"""
Row = dict[str, str]


def make_articles(count: int) -> Iterator[Row]:
    """`count` articles of about 1,600 characters, the same on every run."""
    chance = random.Random(7)
    words = WORDS.split()
    paragraphs = [" ".join(chance.choices(words, k=60)).capitalize() + "." for _ in range(2000)]
    for number in range(count):
        text = "\n\n".join(chance.choices(paragraphs, k=5))
        yield {
            "id": f"article-{number}",
            "title": " ".join(chance.choices(words, k=8)).capitalize(),
            "text": text,
            "outlet": f"Outlet {number % 20}",
            "date": f"2017-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        }


def page(row: Row) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in row["text"].split("\n\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{row['title']}</title><meta property='article:"
        f"published_time' content='{row['date']}'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{row['title']}</h1>{body}</article></body></html>"
    ).encode()


def write_jsonl(folder: Path, rows: Iterator[Row]) -> None:
    with (folder / "a.jsonl").open("w") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


def write_jsonl_gz(folder: Path, rows: Iterator[Row]) -> None:
    with gzip.open(folder / "a.jsonl.gz", "wt", compresslevel=1) as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


def write_json(folder: Path, rows: Iterator[Row]) -> None:
    with (folder / "a.json").open("w") as file:
        file.write("[\n")
        for number, row in enumerate(rows):
            file.write((",\n" if number else "") + json.dumps(row))
        file.write("\n]\n")


def write_csv(folder: Path, rows: Iterator[Row]) -> None:
    with (folder / "a.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", "title", "text", "outlet", "date"])
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(folder: Path, rows: Iterator[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("id", "title", "text", "outlet", "date")])
    with pq.ParquetWriter(folder / "a.parquet", schema) as writer:
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == 10_000:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch.clear()
        if batch:
            writer.write_table(pa.Table.from_pylist(batch, schema))


def write_folder(folder: Path, rows: Iterator[Row]) -> None:
    for number, row in enumerate(rows):
        inner = folder / f"{number // 1000:04d}"
        if number % 1000 == 0:
            inner.mkdir()
        (inner / f"{row['id']}.txt").write_text(row["text"])


def write_zip(folder: Path, rows: Iterator[Row]) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for row in rows:
            archive.writestr(f"{row['id']}.txt", row["text"])


def write_tar(folder: Path, rows: Iterator[Row]) -> None:
    with tarfile.open(folder / "a.tgz", "w:gz", compresslevel=1) as archive:
        for row in rows:
            archive.members.clear()  # type: ignore[attr-defined]  # else it keeps every header
            info = tarfile.TarInfo(f"{row['id']}.txt")
            info.size = len(row["text"])
            archive.addfile(info, io.BytesIO(row["text"].encode()))


def write_warc(folder: Path, rows: Iterator[Row]) -> None:
    with (folder / "a.warc.gz").open("wb") as file:
        for row in rows:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(row)
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x>\r\nWARC-Target-URI: "
                f"https://a.example/{row['id']}\r\nContent-Type: application/http\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


WRITERS: dict[str, Callable[[Path, Iterator[Row]], None]] = {
    "jsonl": write_jsonl,
    "jsonl.gz": write_jsonl_gz,
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
    "folder": write_folder,
    "zip": write_zip,
    "tgz": write_tar,
    "warc.gz": write_warc,
}


def read(folder: str) -> None:
    """Runs in the fresh process: prints articles, seconds and peak megabytes."""
    from framing.corpus.load import load_articles

    start = time.perf_counter()
    count = sum(1 for _ in load_articles(folder, on_skip=print))
    seconds = time.perf_counter() - start
    print(json.dumps([count, round(seconds, 1), round(peak_megabytes(), 1)]))


def peak_megabytes() -> float:
    """Highest memory of this process; unlike `ru_maxrss` it does not start at the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(kind: str, size: int) -> tuple[float, float]:
    """Seconds and peak megabytes of reading `size` articles of one format."""
    with tempfile.TemporaryDirectory() as folder:
        WRITERS[kind](Path(folder), make_articles(size))
        command = [sys.executable, __file__, "--read", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, seconds, peak = json.loads(done.stdout.splitlines()[-1])
    assert count == size, done.stdout[:2000]
    return seconds, peak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", default=list(WRITERS))
    parser.add_argument("--sizes", nargs=2, type=int, default=[20_000, 200_000])
    parser.add_argument("--read", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        read(given.read)
        return 0
    print(f"{'format':<10}{'articles':>10}{'seconds':>9}{'peak MB':>9}{'ratio':>7}")
    growing = []
    for kind in given.formats:
        peaks = []
        for size in given.sizes:
            seconds, peak = measure(kind, size)
            peaks.append(peak)
            ratio = f"{peak / peaks[0]:7.2f}" if len(peaks) > 1 else ""
            print(f"{kind:<10}{size:>10,}{seconds:>9.1f}{peak:>9.1f}{ratio}", flush=True)
        if peaks[1] > LIMIT * peaks[0]:
            growing.append(kind)
    print(f"memory grows: {', '.join(growing)}" if growing else "memory is flat")
    return 1 if growing else 0


if __name__ == "__main__":
    sys.exit(main())
