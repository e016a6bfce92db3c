"""Articles that fresh sheets are drawn from, and which of them a sheet of ours has met already."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from framing.types import Article

GOLD = Path(__file__).parent
SHEETS = (GOLD, GOLD.parents[1] / "tests" / "gold")
PER_OUTLET = 4
LEAST_ENGLISH = 3
"""How often "the" stands in a page that is in English (a German one has it once)."""
Pool = list[Article]


def all_articles(corpora: Path) -> dict[str, Pool]:
    """All articles by corpus; those of FA-KES, which repeats ids, by the number of the row."""
    return {
        "us_russia": list(_allsides(corpora, "us_russia.jsonl.gz")),
        "general": list(_allsides(corpora, "general_5000.jsonl.gz")),
        "fa_kes": list(_fa_kes(corpora)),
        "ukraine": list(_ukraine(corpora)),
        "narrative": list(narrative(corpora)),
        "pages": list(pages(corpora)),
        "html": list(web_pages(corpora)),
    }


def unread(corpora: Path, drawn: Iterable[Path] = ()) -> dict[str, Pool]:
    """The articles with a date of which no sheet holds a row, those for training included.

    `drawn` are `units.jsonl` of other draws, which are in no sheet yet.
    """
    read, codes = _in_sheets() | _in_draws(drawn), _codes(corpora)
    return {
        name: [
            one
            for one in pool
            if (one.published or "")[:4] > "2010"
            and (name, one.article_id) not in read
            and (name != "fa_kes" or (name, codes[int(one.article_id)]) not in read)
        ]
        for name, pool in all_articles(corpora).items()
    }


def in_drawn_order(pool: Pool, seed: str, most: int = PER_OUTLET) -> Pool:
    """Articles in a random order, no more of an outlet than so many."""
    met: Counter[str | None] = Counter()
    drawn, kept = list(pool), []
    random.Random(seed).shuffle(drawn)
    for one in drawn:
        met[one.outlet] += 1
        if one.outlet is None or met[one.outlet] <= most:
            kept.append(one)
    return kept


@cache
def _in_sheets() -> frozenset[tuple[str, str]]:
    """Corpus and article of each row of each sheet; those without a corpus are of us_russia."""
    found = set()
    for path in sorted(path for folder in SHEETS for path in folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                article = row.get("article_id") or row.get("id") or row.get("article") or ""
                found.add((row.get("corpus") or "us_russia", article))
    return frozenset(found)


def _in_draws(drawn: Iterable[Path]) -> frozenset[tuple[str, str]]:
    rows = [json.loads(line) for path in drawn for line in path.open(encoding="utf-8")]
    return frozenset((row["corpus"], row["article_id"]) for row in rows)


def _rows_of_fa_kes(corpora: Path) -> Iterator[dict[str, str]]:
    path = corpora / "data" / "fa-kes" / "FA-KES-Dataset.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def _codes(corpora: Path) -> list[str]:
    """The ids that FA-KES itself has, by which the sheets of frames name its articles."""
    return [row["unit_id"] for row in _rows_of_fa_kes(corpora)]


def _allsides(corpora: Path, file: str) -> Iterator[Article]:
    with gzip.open(corpora / "data" / "allsides" / file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Article(row["id"], row["text"], row["outlet"], row["title"], row["date"])


def _fa_kes(corpora: Path) -> Iterator[Article]:
    for number, row in enumerate(_rows_of_fa_kes(corpora)):
        day = datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat()
        text = f"{row['article_title']}\n\n{row['article_content']}"
        yield Article(str(number), text, row["source"], None, day)


def _ukraine(corpora: Path) -> Iterator[Article]:
    with (corpora / "data" / "ukraine" / "articles.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Article(row["id"], row["text"], None, row["title"], "2014-07-01")


def narrative(corpora: Path) -> Iterator[Article]:
    """Climate news of 2017 to 2019, RT, BBC, Daily Mail and The Guardian among the outlets."""
    path = corpora / "data" / "frames" / "narrative_train.jsonl"
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Article(row["id"], row["text"], row["outlet"], None, row["date"])


def pages(corpora: Path) -> Iterator[Article]:
    """Stories in English of 2012 to 2026 by publishers in Britain, Canada and elsewhere."""
    for path in sorted((corpora / "data" / "pages" / "publishers").glob("*.json")):
        for version, row in json.loads(path.read_text("utf-8")).items():
            sections = (row.get("body") or {}).get("sections", ())
            text = "\n\n".join(part for one in sections for part in one.get("paragraphs", ()))
            day = str(row.get("publishing_date") or "")[:10]
            if text.count(" the ") >= LEAST_ENGLISH:
                key = f"{path.stem} {version}"
                yield Article(key, text, path.stem.split("_")[1], row.get("title"), day)


def web_pages(corpora: Path) -> Iterator[Article]:
    """Stories in English of November 2019, most of them of sites met nowhere else."""
    path = corpora / "data" / "pages" / "ground-truth.json"
    for key, row in json.loads(path.read_text("utf-8")).items():
        text = row["articleBody"]
        if text.count(" the ") >= LEAST_ENGLISH:
            site = (urlsplit(row["url"]).hostname or "").removeprefix("www.")
            yield Article(key[:12], text, site, None, "2019-11-20")
