"""Draws attributions whose speakers are to be read blind, by a fixed seed.

    python -m research.gold.speakers_sample CORPORA FOLDER

writes FOLDER/units.jsonl (with text, for the reader; nothing of what the package makes of the
speaker) and FOLDER/found.jsonl (what it makes of it, for the score). Articles are reserved ones,
three attributions an article at most, so that no outlet and no story weighs much; a second sheet
takes none of an earlier one's articles. `SEED` and `WANTED` are those of the first 350 of the
third sheet; 140 more came by 20261201 (45 us_russia, 60 general, 35 narrative, two articles an
outlet), the fourth by 20261202 (45, 55, 30 fa_kes, 25 narrative, two an outlet).
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from framing.reading import read_articles
from framing.types import Article, Quote, Reading
from research.gold.corpora import is_reserved

SHEET = Path(__file__).parent / "speakers_fresh.csv"
SEED = 20261130
PER_ARTICLE = 3
PER_OUTLET = 4
WANTED = {"us_russia": 70, "general": 60, "fa_kes": 75, "ukraine": 15, "narrative": 60, "pages": 70}
BEFORE, AFTER = 420, 70


def us_articles(corpora: Path, name: str, file: str) -> Iterator[tuple[str, Article]]:
    with gzip.open(corpora / "data" / "allsides" / file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            seen = name == "us_russia" and int.from_bytes(row["id"].encode()[-2:], "big") % 4 == 0
            if is_reserved(name, row["id"]) and not seen:
                text, title = row["text"], row["title"]
                yield name, Article(row["id"], text, row["outlet"], title, row["date"])


def fa_kes(corpora: Path) -> Iterator[tuple[str, Article]]:
    path = corpora / "data" / "fa-kes" / "FA-KES-Dataset.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if is_reserved("fa_kes", str(number)) and int(row["unit_id"]) % 3:
                day = datetime.strptime(row["date"], "%m/%d/%Y").date().isoformat()
                text = f"{row['article_title']}\n\n{row['article_content']}"
                yield "fa_kes", Article(str(number), text, row["source"], None, day)


def ukraine(corpora: Path) -> Iterator[tuple[str, Article]]:
    with (corpora / "data" / "ukraine" / "articles.jsonl").open(encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            # 43 articles only: all but those that were looked at in development
            if number % 3:
                yield "ukraine", Article(row["id"], row["text"], None, row["title"], "2014-07-01")


def narrative(corpora: Path) -> Iterator[tuple[str, Article]]:
    """Climate news of 2017 to 2019, RT, BBC, Daily Mail and The Guardian among the outlets."""
    path = corpora / "data" / "frames" / "narrative_train.jsonl"
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield "narrative", Article(row["id"], row["text"], row["outlet"], None, row["date"])


def pages(corpora: Path) -> Iterator[tuple[str, Article]]:
    """Stories in English of 2012 to 2026 by publishers in Britain, Canada and elsewhere."""
    for path in sorted((corpora / "data" / "pages" / "publishers").glob("*.json")):
        for version, row in json.loads(path.read_text("utf-8")).items():
            sections = (row.get("body") or {}).get("sections", ())
            text = "\n\n".join(part for one in sections for part in one.get("paragraphs", ()))
            day = str(row.get("publishing_date") or "")[:10]
            if " the " in text:
                key = f"{path.stem} {version}"
                yield "pages", Article(key, text, path.stem.split("_")[1], row.get("title"), day)


def all_articles(corpora: Path) -> dict[str, list[tuple[str, Article]]]:
    """The articles that may be drawn, by corpus."""
    return {
        "us_russia": list(us_articles(corpora, "us_russia", "us_russia.jsonl.gz")),
        "general": list(us_articles(corpora, "general", "general_5000.jsonl.gz")),
        "fa_kes": list(fa_kes(corpora)),
        "ukraine": list(ukraine(corpora)),
        "narrative": list(narrative(corpora)),
        "pages": list(pages(corpora)),
    }


def drawn(
    corpora: Path, used: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[tuple[str, Reading, Quote]]:
    """Attributions with a source, at most three an article, corpus by corpus."""
    for name, everything in all_articles(corpora).items():
        pool = [pair for pair in everything if (name, pair[1].article_id) not in used]
        draw = random.Random(f"{SEED} {name}")
        draw.shuffle(pool)
        pool = _few_of_each(pool)
        left = WANTED[name]
        for reading in read_articles(article for _, article in pool):
            quotes = [quote for quote in reading.quotes if quote.source]
            for quote in draw.sample(quotes, min(PER_ARTICLE, len(quotes), left)):
                yield name, reading, quote
                left -= 1
            if not left:
                break


def _few_of_each(
    pool: list[tuple[str, Article]], most: int = PER_OUTLET
) -> list[tuple[str, Article]]:
    """Articles in the order drawn, no more of an outlet than so many."""
    met: Counter[str | None] = Counter()
    kept = []
    for name, article in pool:
        met[article.outlet] += 1
        if article.outlet is None or met[article.outlet] <= most:
            kept.append((name, article))
    return kept


def main() -> None:
    corpora, folder = map(Path, sys.argv[1:])
    with SHEET.open(encoding="utf-8", newline="") as file:
        used = frozenset((row["corpus"], row["article_id"]) for row in csv.DictReader(file))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "units.jsonl").open("w") as units, (folder / "found.jsonl").open("w") as found:
        for number, (name, reading, quote) in enumerate(drawn(corpora, used)):
            article, text = reading.article, reading.article.text
            start, stop = quote.source[0][0], quote.source[-1][1]
            unit = {
                "n": number,
                "corpus": name,
                "article_id": article.article_id,
                "outlet": article.outlet,
                "published": article.published,
                "source_start": start,
                "source_stop": stop,
                "before": text[max(0, start - BEFORE) : start],
                "source": text[start:stop],
                "after": text[stop : stop + AFTER],
                "top": f"{article.title or ''} | {text[:160]}",
            }
            units.write(json.dumps(unit, ensure_ascii=False) + "\n")
            inside = [
                [m.actor, m.type, m.side, text[m.start : m.stop]]
                for m in reading.mentions
                if start - 60 <= m.start and m.stop <= stop + AFTER
            ]
            told = {
                "n": number,
                "speaker": quote.speaker,
                "actor": quote.actor,
                "side": quote.side,
                "kind": quote.speaker_kind,
                "anonymous": quote.anonymous,
                "mentions": inside,
            }
            found.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
