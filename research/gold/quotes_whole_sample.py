"""Draws whole articles whose attributions are to be read blind, by a fixed seed.

    python -m research.gold.quotes_whole_sample CORPORA FILE [--again]

writes one text FILE: articles of AllSides and of FA-KES, whose unread ones are used up but for
one, one an outlet as far as there are as many. No sheet holds a row of any. They are of `SHORTEST`
to `LONGEST` characters, so that each can be read to its end with care. The draw is as it was while
`quotes_whole.csv`, which counts as a sheet, lies elsewhere. --again draws the second sheet
(`quotes_whole_second.csv`), of AllSides alone.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from pathlib import Path

from framing.types import Article
from research.gold.unread import in_drawn_order, unread

SEED = 20261130
WANTED = {"fa_kes": 15, "us_russia": 5, "general": 29}
SEED_AGAIN, WANTED_AGAIN = 20261201, {"general": 30}
SHORTEST, LONGEST = 700, 2_400


def drawn(corpora: Path, seed: int, wanted: Mapping[str, int]) -> list[tuple[str, Article]]:
    """Corpus and article; one of each outlet before a second one of any."""
    chosen: list[tuple[str, Article]] = []
    for corpus, pool in unread(corpora).items():
        fit = [a for a in pool if SHORTEST <= len(a.text) <= LONGEST]
        first = in_drawn_order(fit, f"{seed} {corpus}", 1)
        others = in_drawn_order([a for a in fit if a not in first], f"{seed} {corpus} again", 1)
        chosen += [(corpus, article) for article in (first + others)[: wanted.get(corpus, 0)]]
    random.Random(seed).shuffle(chosen)
    return chosen


def main() -> None:
    """Writes the articles with their title, text alone."""
    how = (SEED_AGAIN, WANTED_AGAIN) if "--again" in sys.argv else (SEED, WANTED)
    with Path(sys.argv[2]).open("x", encoding="utf-8") as file:
        for number, (corpus, article) in enumerate(drawn(Path(sys.argv[1]), *how), 1):
            name = f"{corpus}\t{article.article_id}\t{article.outlet}\t{article.published}"
            file.write(f"### {number}\t{name}\n{article.title or ''}\n\n{article.text.strip()}\n\n")


if __name__ == "__main__":
    main()
