"""Draws whole articles whose attributions are to be read blind, by a fixed seed.

    python -m research.gold.quotes_whole_sample CORPORA FILE

writes one text FILE: articles of AllSides and of FA-KES, whose unread ones are used up but for
one, one an outlet as far as there are as many. No sheet holds a row of any. They are of `SHORTEST`
to `LONGEST` characters, so that each can be read to its end with care. The draw is as it was while
`quotes_whole.csv`, which counts as a sheet, lies elsewhere.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from framing.types import Article
from research.gold.unread import in_drawn_order, unread

SEED = 20261130
WANTED = {"fa_kes": 15, "us_russia": 5, "general": 29}
SHORTEST, LONGEST = 700, 2_400


def drawn(corpora: Path) -> list[tuple[str, Article]]:
    """Corpus and article; one of each outlet before a second one of any."""
    chosen: list[tuple[str, Article]] = []
    for corpus, pool in unread(corpora).items():
        fit = [a for a in pool if SHORTEST <= len(a.text) <= LONGEST]
        first = in_drawn_order(fit, f"{SEED} {corpus}", 1)
        others = in_drawn_order([a for a in fit if a not in first], f"{SEED} {corpus} again", 1)
        chosen += [(corpus, article) for article in (first + others)[: WANTED.get(corpus, 0)]]
    random.Random(SEED).shuffle(chosen)
    return chosen


def main() -> None:
    """Writes the articles with their title, text alone."""
    with Path(sys.argv[2]).open("x", encoding="utf-8") as file:
        for number, (corpus, article) in enumerate(drawn(Path(sys.argv[1])), 1):
            name = f"{corpus}\t{article.article_id}\t{article.outlet}\t{article.published}"
            file.write(f"### {number}\t{name}\n{article.title or ''}\n\n{article.text.strip()}\n\n")


if __name__ == "__main__":
    main()
