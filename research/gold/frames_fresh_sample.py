"""Draws 300 fresh passages: python -m research.gold.frames_fresh_sample CORPORA OUT.tsv

From reserved articles of AllSides and FA-KES that gave nothing to any other sheet of frames, one
passage an article, topics in turn. The labels, `frames_fresh.csv`, were read off the passages
before any model scored them.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from framing.types import Article
from research.gold.corpora import is_reserved, read_corpus
from research.gold.frames_sample import (
    Passage,
    corpus_articles,
    draw_passage,
    passage_words,
    read_topics,
    shuffled,
    write_passages,
)

SEED = 20261201
COUNT = 300
FRESH = Path(__file__).parent / "frames_fresh.csv"
QUOTAS = {"fa_kes": 60, "us_russia": 90}
"""Passages at most; general news, whose topics are many, fills the rest."""


def used_before() -> set[tuple[str, str]]:
    """Articles, by corpus and id, that hold a label of frames or of roles."""
    sheets = sorted(FRESH.parent.glob("frames_*.csv"))
    found: set[tuple[str, str]] = set()
    for sheet in sheets:
        if sheet != FRESH:
            with sheet.open(newline="", encoding="utf-8") as file:
                found |= {(row["corpus"], row["id"]) for row in csv.DictReader(file)}
    return found


def fresh_articles(corpora: Path, corpus: str) -> list[Article]:
    """Reserved articles of a corpus without a label, and none of the same words as one with it."""
    articles = corpus_articles(corpora, corpus)
    numbers = [source.article_id for source in read_corpus(corpora, corpus)]
    assert len(numbers) == len(articles), f"{corpus}: {len(numbers)} rows, {len(articles)} articles"
    used = used_before()
    labelled = {a.text for a in articles if (corpus, a.article_id) in used}
    return [
        article
        for number, article in zip(numbers, articles, strict=True)
        if is_reserved(corpus, number) and article.text not in labelled
    ]


def draw(corpora: Path) -> list[tuple[Passage, str]]:
    """The passages with their words, shuffled."""
    topics = read_topics(corpora)
    found: list[tuple[Passage, str]] = []
    for corpus in ("fa_kes", "us_russia", "general"):
        chooser = random.Random(f"{SEED} {corpus}")
        wanted = QUOTAS.get(corpus, COUNT - len(found))
        drawn: list[tuple[Passage, str]] = []
        for article in shuffled(fresh_articles(corpora, corpus), topics, chooser):
            passage = draw_passage(corpus, article, "test", chooser)
            if passage is not None and len(drawn) < wanted:
                drawn.append((passage, passage_words(passage, article)))
        found += drawn
    random.Random(SEED).shuffle(found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    write_passages(draw(options.corpora), options.out)


if __name__ == "__main__":
    main()
