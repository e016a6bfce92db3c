"""How many of 50 fresh roles are right? python -m research.evaluate.roles_fresh CORPORA

`roles_fresh.csv` holds mentions that the frozen model gave a role, one an article, and the role
that a reader gave the mention who saw its sentence and not the model's answer.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from framing.layers.frames.roles import ROLES
from framing.reading import read_articles
from framing.types import Article
from research.gold.frames_sample import corpus_articles
from research.gold.roles_fresh_sample import ROLES_FRESH


def score_roles(corpora: Path) -> Counter[tuple[str, str]]:
    """How often the model told each role, by what was read; "" where it tells none any more."""
    with ROLES_FRESH.open(newline="", encoding="utf-8") as file:
        rows = {(row["corpus"], row["id"]): row for row in csv.DictReader(file)}
    found: Counter[tuple[str, str]] = Counter()
    for corpus in sorted({corpus for corpus, _ in rows}):
        articles: list[Article] = [
            article
            for article in corpus_articles(corpora, corpus)
            if (corpus, article.article_id) in rows
        ]
        for reading in read_articles(articles):
            row = rows[corpus, reading.article.article_id]
            place = (int(row["start"]), int(row["stop"]))
            told = [one.role for one in reading.roles if (one.start, one.stop) == place]
            found[told[0] if told else "", row["role"]] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    found = score_roles(parser.parse_args().corpora)
    for role in (*ROLES, ""):
        of = {read: number for (told, read), number in found.items() if told == role}
        if of:
            print(
                f"told {role or 'no more':<8} {of.get(role, 0)} of {sum(of.values())} right  {of}"
            )
    right = sum(number for (told, read), number in found.items() if told == read)
    print(f"{right} of {sum(found.values())} right")


if __name__ == "__main__":
    main()
