"""Draws mentions, and sentences whose names are to be found, to be read blind by a fixed seed.

    python -m research.gold.mentions_sample CORPORA FOLDER [UNITS ...]

writes FOLDER/units.jsonl: mentions with the text around them, without what the package makes of
them, and whole sentences. The articles are in no other sheet and in none of the UNITS of other
draws; two mentions of an article at most, and a sentence of every tenth article or so. `SEED` and
`WANTED` are those of the seventh sheet; the first had 20261204 and 10, 124, 60, 6, 76 and 24
mentions, the second 20261205 and 4, 52, 34, 4, 28 and 8, the third 20261207 and 4, 70, 10, 0, 40
and 6, the fourth 20261208 and 0, 72, 0, 0, 36 and 4, with .2 sentences a mention, the fifth
20261210 and 2, 60, 2, 0, 36, 0 and 64 of `html`, the sixth 20261212 and 0, 76, 0, 0, 12, 0 and 16;
all six took three articles of an outlet at most.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from framing.reading import read_articles
from framing.types import Reading, Span
from research.gold.unread import in_drawn_order, unread

SEED = 20261215
PER_ARTICLE, PER_OUTLET = 2, 6
SENTENCES = 0.05
"""Sentences to be read for each mention."""
WANTED = {
    "us_russia": 0,
    "general": 268,
    "fa_kes": 0,
    "ukraine": 0,
    "narrative": 14,
    "pages": 0,
    "html": 26,
}
LEAST_WORDS = 8
BEFORE, AFTER = 400, 90


def drawn(corpora: Path, others: Sequence[Path] = ()) -> Iterator[tuple[str, Reading, str, Span]]:
    """Mentions in the story ("mention") and sentences ("sentence"), corpus by corpus."""
    for name, articles in unread(corpora, others).items():
        left = WANTED[name]
        sentences = round(left * SENTENCES)
        draw = random.Random(f"{SEED} {name} units")
        pool = in_drawn_order(articles, f"{SEED} {name}", PER_OUTLET)
        for reading in read_articles(pool) if left else ():
            spans = sorted({(one.start, one.stop) for one in reading.mentions if one.in_story})
            for span in draw.sample(spans, min(PER_ARTICLE, len(spans), left)):
                yield name, reading, "mention", span
                left -= 1
            whole = whole_sentences(reading)
            if sentences and whole:
                yield name, reading, "sentence", draw.choice(whole)
                sentences -= 1
            if not left:
                break


def whole_sentences(reading: Reading) -> list[Span]:
    """Sentences of the story with words enough to hold a name."""
    tokens = reading.tokens
    found = []
    for sentence in np.unique(tokens.sentence[reading.is_word]):
        rows = np.flatnonzero(tokens.sentence == sentence)
        if reading.is_word[rows].sum() >= LEAST_WORDS:
            found.append((int(tokens.start[rows[0]]), int(tokens.stop[rows[-1]])))
    return found


def main() -> None:
    corpora, folder, *others = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "units.jsonl").open("w") as units:
        for number, (name, reading, unit, (start, stop)) in enumerate(drawn(corpora, others)):
            article, text = reading.article, reading.article.text
            field, first, last = article.locate(start, stop)
            row = {
                "n": number,
                "corpus": name,
                "article_id": article.article_id,
                "outlet": article.outlet,
                "published": article.published,
                "unit": unit,
                "field": field,
                "start": first,
                "stop": last,
                "before": text[max(0, start - BEFORE) : start],
                "words": text[start:stop],
                "after": text[stop : stop + AFTER],
                "top": f"{article.title or ''} | {text[:160]}",
            }
            units.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
