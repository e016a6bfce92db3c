"""Draws cues in the outlet's own voice for labelling.

    python -m research.gold.wording_sample CORPORA

Prints family, number, article, offsets and the words around for a seeded sample from
`allsides/us_russia`: at most two cues a family and article. A fresh seed gives a fresh sample. The
labels stand in `tests/gold/wording_sheet.csv` (offsets and labels, no text).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from framing.reading import read_articles
from framing.types import Article, Reading

FAMILIES = ("hedge", "loaded", "agentless_passive", "naming")
_AROUND = 60


class Drawn(NamedTuple):
    """One cue: family, article's id, offsets, what was decided, and the words around."""

    family: str
    article: str
    start: int
    stop: int
    decided: str
    around: str


def read_sample(corpora: Path, seed: int, count: int) -> Iterator[Reading]:
    """Readings of articles in random order."""
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(seed).shuffle(rows)
    yield from read_articles(
        Article(row["id"], row["text"], row["outlet"], row["title"], row["date"])
        for row in rows[:count]
    )


def draw(corpora: Path, seed: int, per_family: int, articles: int = 400) -> list[Drawn]:
    """A sample of each family, in random order."""
    chooser = random.Random(seed)
    found: dict[str, list[Drawn]] = {family: [] for family in FAMILIES}
    for reading in read_sample(corpora, seed, articles):
        for family in FAMILIES:
            cues = list(_cues(reading, family))
            found[family] += chooser.sample(cues, min(2, len(cues)))
    drawn = []
    for family in FAMILIES:
        chooser.shuffle(found[family])
        drawn += found[family][:per_family]
    return drawn


def _cues(reading: Reading, family: str) -> Iterator[Drawn]:
    if family == "hedge":
        places = [(h.start, h.stop, f"{h.category} {h.uncertain}", h.voice) for h in reading.hedges]
    else:
        places = [
            (w.start, w.stop, f"{w.referent or ''} {w.choice}", w.voice)
            for w in reading.wordings
            if w.kind == family
        ]
    text = reading.article.text
    for start, stop, decided, voice in places:
        if voice == "outlet":
            before, after = text[max(0, start - _AROUND) : start], text[stop : stop + _AROUND]
            around = f"{before}[[{text[start:stop]}]]{after}".replace("\n", " ")
            yield Drawn(family, reading.article.article_id, start, stop, decided, around)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--per-family", type=int, default=200)
    options = parser.parse_args()
    for number, one in enumerate(draw(options.corpora, options.seed, options.per_family)):
        print(number, *one, sep="\t")


if __name__ == "__main__":
    main()
