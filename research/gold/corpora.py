"""The public corpora that labelled sentences come from; which articles are reserved."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple


class SourceText(NamedTuple):
    """An article as labels refer to it: offsets point into `text` or into `title`."""

    corpus: str
    article_id: str
    title: str
    text: str


def is_reserved(corpus: str, article_id: str) -> bool:
    """True for the fifth of each corpus's articles that no training sentence is drawn from.

    Fresh sheets and articles read whole are drawn from these. The articles of
    `relations_train.csv` and `relations_near.csv`, which are older than this rule, may be among
    them: a fresh sheet leaves those out too.
    """
    digest = hashlib.sha256(f"{corpus} {article_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 5 == 0


def read_corpus(corpora: Path, corpus: str) -> Iterator[SourceText]:
    """All articles of one of `CORPORA` or `ONLY_SHEETS`, in the order of its files."""
    read = CORPORA.get(corpus) or ONLY_SHEETS[corpus]
    for article_id, title, text in read(corpora / "data"):
        yield SourceText(corpus, article_id, title, text)


_Rows = Iterator[tuple[str, str, str]]


def _json_lines(lines: Iterator[str]) -> _Rows:
    for line in lines:
        row = json.loads(line)
        yield row["id"], row["title"] or "", row["text"]


def _us_russia(data: Path) -> _Rows:
    with gzip.open(data / "allsides/us_russia.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from _json_lines(iter(file))


def _general(data: Path) -> _Rows:
    with gzip.open(data / "allsides/general_5000.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from _json_lines(iter(file))


def _ukraine(data: Path) -> _Rows:
    with (data / "ukraine/articles.jsonl").open(encoding="utf-8") as file:
        yield from _json_lines(iter(file))


def _fa_kes(data: Path) -> _Rows:
    """FA-KES repeats ids, so an article's id is the number of its row, from 0."""
    path = data / "fa-kes/FA-KES-Dataset.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield str(number), row["article_title"], row["article_content"]


def _polnear(data: Path) -> _Rows:
    with (data / "polnear/metadata.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        path = data / "polnear/train/text" / f"{row['filename']}.txt"
        if row["compartment"] == "train" and path.exists():
            yield row["filename"], row["title"], path.read_bytes().decode("utf-8")


def _basil(data: Path) -> _Rows:
    """The text is the title, then the paragraphs, divided by empty lines."""
    for path in sorted((data / "basil/articles").glob("*/*.json")):
        row = json.loads(path.read_text("utf-8"))
        paragraphs = [" ".join(sentences) for sentences in row["body-paragraphs"]]
        yield path.stem, row["title"], "\n\n".join([row["title"], *paragraphs])


def _triplets(folder: Path, parts: str) -> _Rows:
    """Stories told by three outlets each; the paragraphs are divided by empty lines."""
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        text = "\n\n".join(part["text"] for part in row[parts] if part["text"])
        yield path.stem, row["title"], text


def _seesaw(data: Path) -> _Rows:
    return _triplets(data / "seesaw/articles", "text")


def _moral_events(data: Path) -> _Rows:
    return _triplets(data / "moralevents", "news")


CORPORA: dict[str, Callable[[Path], _Rows]] = {
    "us_russia": _us_russia,
    "general": _general,
    "fa_kes": _fa_kes,
    "ukraine": _ukraine,
    "polnear": _polnear,
    "basil": _basil,
}
"""Corpora by the name that labels use; the articles' ids are the corpora's own but for FA-KES."""

ONLY_SHEETS: dict[str, Callable[[Path], _Rows]] = {
    "seesaw": _seesaw,
    "moralevents": _moral_events,
}
"""Corpora that may be measured on and never trained on (CC BY-NC-SA): for sheets."""
