"""Precision by hand: what the labelled sheets in `tests/gold` say of the families of cues."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path

from framing.reading import read_articles
from framing.types import Article, Reading

GOLD = Path(__file__).parents[2] / "tests" / "gold"
WANTED = {"hedge": 0.90, "loaded": 0.85, "agentless_passive": 0.95, "naming": 0.95}


def read_by_id(corpora: Path, ids: set[str]) -> dict[str, Reading]:
    """Readings of the articles of `allsides/us_russia` with these ids."""
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["id"] in ids]
    articles = (Article(r["id"], r["text"], r["outlet"], r["title"], r["date"]) for r in rows)
    return {reading.article.article_id: reading for reading in read_articles(articles)}


def places(reading: Reading, family: str) -> set[tuple[int, int]]:
    """Where cues of a family stand, as the sheets count: without the headline put on top."""
    found = reading.hedges if family == "hedge" else reading.wordings
    kept = (one for one in found if family == "hedge" or getattr(one, "kind", "") == family)
    on_top = reading.article.headed
    return {(one.start - on_top, one.stop - on_top) for one in kept}


def print_precision(corpora: Path, families: tuple[str, ...]) -> None:
    """Share of labelled cues that are right: as sampled, and of those still found today."""
    with (GOLD / "wording_sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["family"] in families]
    readings = read_by_id(corpora, {row["article_id"] for row in rows})
    labels: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for row in rows:
        there = places(readings[row["article_id"]], row["family"])
        found = (int(row["start"]), int(row["stop"])) in there
        labels[row["family"]].append((int(row["right"]), found))
    print("\nprecision by hand, outlet's voice, last fresh sample (right / labelled)")
    for family, given in labels.items():
        right = sum(label for label, _ in given)
        kept = [label for label, found in given if found]
        print(
            f"  {family:18} {right}/{len(given)} = {right / len(given):.3f} "
            f"(wanted {WANTED[family]:.2f}); of the {len(kept)} still found "
            f"{sum(kept) / len(kept):.3f}"
        )
