"""Cost of mentions and salience beside the regex floor.

    python -m research.cost.mentions_cost CORPORA

Both run side by side in one process on the same articles, batch by batch; the second round counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import TypeVar

from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions
from framing.layers.quotes.find import find_quotes
from framing.layers.salience.find import score_salience
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.reading import BATCH_SIZE, _tokens
from framing.types import Article, Options
from research.cost.floor import run_floor

T = TypeVar("T")
ARTICLES = 400


class Clock:
    """Processor time by what it was spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Do it and note the time."""
        start = process_time()
        made = work()
        self.spent[name] = self.spent.get(name, 0.0) + process_time() - start
        return made


def read_articles(corpora: Path) -> list[Article]:
    """Half of them on Russia and the US, half on anything."""
    found = []
    for name in ("us_russia", "general_5000"):
        path = corpora / "data" / "allsides" / f"{name}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in zip(range(ARTICLES // 2), lines, strict=False):
                row = json.loads(line)
                published, title = row.get("date"), row.get("title")
                found.append(Article(f"{name}{number}", row["text"], None, title, published))
    return found


def make_batches(articles: list[Article]) -> Iterator[Batch]:
    """Batches with zones, tokens and quotes, as the reading has them."""
    for at in range(0, len(articles), BATCH_SIZE):
        part = articles[at : at + BATCH_SIZE]
        zones = [find_zones(article, word_lists()) for article in part]
        batch = Batch(part, zones, _tokens(part, zones), Options())
        batch.quotes = find_quotes(batch)
        yield batch


def time_batch(clock: Clock, batch: Batch) -> None:
    """The floor and each part on one batch; the clauses are shared with other layers."""
    clock.run("floor", lambda: run_floor(article.text for article in batch.articles))
    clock.run("clauses", lambda: batch.clauses.roles)
    mentions = clock.run("mentions", lambda: find_mentions(batch))
    clock.run("salience", lambda: score_salience(batch, mentions))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    articles = read_articles(parser.parse_args().corpora)
    for _ in range(2):
        clock = Clock()
        for batch in make_batches(articles):
            time_batch(clock, batch)
    floor = clock.spent["floor"]
    print("  ".join(f"{name} {spent / floor:.2f}" for name, spent in clock.spent.items()))


if __name__ == "__main__":
    main()
