"""Draws passages for labelling frames: python -m research.gold.frames_sample CORPORA OUT.tsv

A passage is a headline, or one or two sentences in a row of lead and body. The corpora are those
off climate news: AllSides (taken topic by topic, so that small topics weigh as much as the White
House), PolNeAR, FA-KES and BASIL; at most two passages an article. 300 of the passages, one an
article, are the test: their articles give no passage to training. The labels stand in
`frames_passages.csv` (offsets and labels, no text); the definitions in `docs/frames.md`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from framing.language import read_tokens
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.types import Article
from research.gold.load import load_allsides, load_basil, load_fakes, load_polnear

SEED = 20261129
TEST = {"general": 120, "us_russia": 60, "fa_kes": 120}
TRAIN = {"general": 1050, "us_russia": 420, "fa_kes": 420, "polnear": 420, "basil": 260}
SMALL_TOPICS = frozenset(
    (
        *("agriculture", "animal_welfare", "arts_and_entertainment", "banking_and_finance"),
        *("bridging_divides", "business", "coronavirus", "culture", "disaster", "ebola"),
        *("economy_and_jobs", "education", "energy", "environment", "epa", "fda", "food"),
        *("healthcare", "inequality", "labor", "lgbt_rights", "obesity_and_malnutrition"),
        *("opioid_crisis", "polarization", "public_health", "race_and_racism"),
        *("religion_and_faith", "role_of_government", "science", "sports", "technology"),
        "transportation",
    )
)
"""Topics of a second draw: by the first, science and environment had some 60 passages each."""
SMALL_TEST, SMALL_TRAIN = 200, 410
OPENINGS = {"general": 90, "us_russia": 30, "fa_kes": 50}
OPENING = 1200
HEADLINES = 0.12
MIN_WORDS, MAX_CHARACTERS = 6, 420


class Passage(NamedTuple):
    """Where a passage stands: `field` is title or text, the offsets are into it."""

    corpus: str
    article: str
    field: str
    start: int
    stop: int
    part: str


def corpus_articles(corpora: Path, corpus: str) -> list[Article]:
    """The articles of one of the corpora of the sample, in the order of their files."""
    data = corpora / "data"
    if corpus == "general":
        return list(load_allsides(data / "allsides", "general_5000"))
    if corpus == "us_russia":
        return list(load_allsides(data / "allsides", "us_russia"))
    if corpus == "fa_kes":
        return list(load_fakes(data / "fa-kes"))
    if corpus == "polnear":
        return [gold.article for gold in load_polnear(data / "polnear", "train")]
    return [gold.article for gold in load_basil(data / "basil")]


def shuffled(
    articles: Sequence[Article], topics: dict[str, str], chooser: random.Random
) -> list[Article]:
    """Articles in random order, topics taken in turn."""
    held: dict[str, list[Article]] = {}
    for article in articles:
        held.setdefault(topics.get(article.article_id, ""), []).append(article)
    groups = list(held.values())
    for group in groups:
        chooser.shuffle(group)
    chooser.shuffle(groups)
    return [a for turn in zip_longest(*groups) for a in turn if a is not None]


def draw_passage(
    corpus: str, article: Article, part: str, chooser: random.Random
) -> Passage | None:
    """One passage of the article, or none if it is too short or too long."""
    if chooser.random() < HEADLINES and article.title and len(article.title.split()) >= 4:
        return Passage(corpus, article.article_id, "title", 0, len(article.title), part)
    text = article.text
    zones = [z for z in find_zones(article, word_lists()) if z.kind in ("lead", "body")]
    if not zones:
        return None
    zone = chooser.choices(zones, [z.stop - z.start for z in zones])[0]
    piece = text[zone.start : zone.stop]
    sentence = read_tokens([piece])
    numbers = sorted(set(sentence.sentence.tolist()))
    if not numbers:
        return None
    first = chooser.choice(numbers)
    last = min(first + chooser.choice((0, 1)), numbers[-1])
    rows = [k for k, n in enumerate(sentence.sentence.tolist()) if first <= n <= last]
    start, stop = int(sentence.start[rows[0]]), int(sentence.stop[rows[-1]])
    if len(piece[start:stop].split()) < MIN_WORDS or stop - start > MAX_CHARACTERS:
        return None
    return Passage(corpus, article.article_id, "text", zone.start + start, zone.start + stop, part)


def passage_words(passage: Passage, article: Article) -> str:
    """What the passage says."""
    words = (article.title or "") if passage.field == "title" else article.text
    return words[passage.start : passage.stop]


def draw(corpora: Path, seed: int = SEED) -> list[tuple[Passage, str]]:
    """All passages of the sample with their words, the test mixed among them."""
    topics = read_topics(corpora)
    drawn: list[tuple[Passage, str]] = []
    for corpus, wanted in TRAIN.items():
        chooser = random.Random(f"{seed} {corpus}")
        articles = shuffled(corpus_articles(corpora, corpus), topics, chooser)
        seen: set[str] = set()
        held: set[str] = set()
        found: list[tuple[Passage, str]] = []
        tested = TEST.get(corpus, 0)
        for number, article in enumerate((*articles, *articles)):
            part = "test" if len(held) < tested and number < len(articles) else "train"
            if part == "train" and article.article_id in held:
                continue
            passage = draw_passage(corpus, article, part, chooser)
            if passage is None:
                continue
            words = passage_words(passage, article)
            if words in seen:
                continue
            seen.add(words)
            if part == "test":
                held.add(article.article_id)
            found.append((passage, words))
            if len(found) == wanted + tested:
                break
        drawn += found
    random.Random(seed).shuffle(drawn)
    return drawn + _draw_small_topics(corpora, topics, drawn, seed)


def _draw_small_topics(
    corpora: Path, topics: dict[str, str], drawn: Sequence[tuple[Passage, str]], seed: int
) -> list[tuple[Passage, str]]:
    """More passages of general news on small topics, of articles that gave none before."""
    used = {passage.article for passage, _ in drawn}
    chooser = random.Random(f"{seed} small topics")
    articles = [
        article
        for article in corpus_articles(corpora, "general")
        if topics.get(article.article_id) in SMALL_TOPICS and article.article_id not in used
    ]
    found: list[tuple[Passage, str]] = []
    for article in shuffled(articles, topics, chooser):
        part = "test" if len(found) < SMALL_TEST else "train"
        passage = draw_passage("general", article, part, chooser)
        if passage is not None:
            found.append((passage, passage_words(passage, article)))
    found = found[: SMALL_TEST + SMALL_TRAIN]
    chooser.shuffle(found)
    return found


def read_topics(corpora: Path) -> dict[str, str]:
    """The topic of each article of AllSides, by id."""
    topics: dict[str, str] = {}
    for name in ("general_5000", "us_russia"):
        path = corpora / "data" / "allsides" / f"{name}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            topics |= {row["id"]: row.get("topic") or "" for row in map(json.loads, lines)}
    return topics


def draw_openings(corpora: Path, seed: int = SEED) -> list[tuple[Passage, str]]:
    """The first 1,200 characters of the story of articles that gave no passage to the test."""
    topics = read_topics(corpora)
    tested = {(p.corpus, p.article) for p, _ in draw(corpora, seed) if p.part == "test"}
    found: list[tuple[Passage, str]] = []
    for corpus, wanted in OPENINGS.items():
        chooser = random.Random(f"{seed} articles {corpus}")
        drawn = 0
        for article in shuffled(corpus_articles(corpora, corpus), topics, chooser):
            story = [z for z in find_zones(article, word_lists()) if z.kind in ("lead", "body")]
            if (corpus, article.article_id) in tested or not story:
                continue
            start, end = story[0].start, story[-1].stop
            if end - start < OPENING // 2 - 100:
                continue
            stop = min(end, start + OPENING)
            while stop < end and not article.text[stop].isspace():
                stop += 1
            passage = Passage(corpus, article.article_id, "text", start, stop, "opening")
            found.append((passage, f"{article.title or ''} || {article.text[start:stop]}"))
            drawn += 1
            if drawn == wanted:
                break
    random.Random(5).shuffle(found)
    return found[:160]


def write_passages(drawn: Sequence[tuple[Passage, str]], out: Path) -> None:
    """A row a passage: number, place, words; to be labelled."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        for number, (passage, words) in enumerate(drawn):
            writer.writerow((number, *passage, " ".join(words.split())))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--openings", action="store_true", help="openings of articles instead")
    options = parser.parse_args()
    drawn = draw_openings(options.corpora) if options.openings else draw(options.corpora)
    write_passages(drawn, options.out)


if __name__ == "__main__":
    main()
