"""Draws 50 roles that the model told: python -m research.gold.roles_fresh_sample CORPORA OUT.tsv

One an article, of reserved articles without a label. The row shows the mention in its sentence and
not the role, so that the reading is blind to it; what was read stands in `roles_fresh.csv`. Rows
are judged after the model was frozen.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

from framing.reading import read_articles
from research.gold.frames_fresh_sample import fresh_articles
from research.gold.roles_sample import MAX_CHARACTERS, show_mention

SEED, COUNT = 20261202, 50
ROLES_FRESH = Path(__file__).parent / "roles_fresh.csv"
ARTICLES = {"us_russia": 45, "general": 60, "fa_kes": 40}


def told_roles(corpora: Path) -> Iterator[tuple[str, ...]]:
    """A mention with a role, and its sentence, of each article that has one."""
    for corpus, count in ARTICLES.items():
        chooser = random.Random(f"{SEED} {corpus}")
        articles = chooser.sample(fresh_articles(corpora, corpus), count)
        for reading in read_articles(articles, on_skip=lambda skipped: None):
            if not reading.roles:
                continue
            role = chooser.choice(reading.roles)
            shown = show_mention(reading, role.start, role.stop)
            if shown is not None and shown[1] - shown[0] <= MAX_CHARACTERS:
                place = (role.start, role.stop, *shown[:2])
                yield corpus, reading.article.article_id, *map(str, place), shown[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = list(told_roles(options.corpora))
    random.Random(SEED).shuffle(rows)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter="\t").writerows(rows[:COUNT])


if __name__ == "__main__":
    main()
