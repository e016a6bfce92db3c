"""Draws sentences for a fresh sheet from reserved articles, to be labelled before any model reads.

    python -m research.gold.relations_fresh_sample CORPORA FOLDER [SEED]

writes FOLDER/batch_001.tsv and FOLDER/index.csv as `relations_pairs_sample` does. At most one
sentence an article and `PER_OUTLET` an outlet; no article that holds a label already, on an
earlier fresh sheet neither. The first sheet was drawn with seed 20261130 and half of the quotas.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path

from research.gold.corpora import CORPORA, is_reserved, read_corpus
from research.gold.relations_pairs_sample import (
    Candidate,
    article_candidates,
    labelled_already,
    states_in,
    write,
)

SEED = 20261201
HERE = Path(__file__).parent
PER_OUTLET = 22
QUOTAS = {"USA-RUS": 145, "others": 265}
SHARES = {
    "us_russia": 1400,
    "general": 1200,
    "fa_kes": 160,
    "polnear": 150,
    "ukraine": 99,
    "basil": 40,
}
"""Reserved articles looked into, by corpus: reading all of them would take long."""


def outlets(corpora: Path) -> dict[tuple[str, str], str]:
    """The outlet of each article."""
    found: dict[tuple[str, str], str] = {}
    for corpus, name in (("us_russia", "us_russia"), ("general", "general_5000")):
        with gzip.open(corpora / f"data/allsides/{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                found[corpus, row["id"]] = row["outlet"]
    with (corpora / "data/fa-kes/FA-KES-Dataset.csv").open(errors="replace", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            found["fa_kes", str(number)] = row["source"]
    return found


def on_fresh_sheets() -> set[tuple[str, str]]:
    """Articles of the sheets drawn earlier."""
    rows = (row for path in HERE.glob("relations_fresh*.csv") for row in read_rows(path))
    return {(row["corpus"], row["article_id"]) for row in rows}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def draw(corpora: Path, seed: int) -> list[Candidate]:
    """The sample, shuffled."""
    chance = random.Random(seed)
    named = outlets(corpora)
    labelled = {*labelled_already()[0], *on_fresh_sheets()}
    pool: list[Candidate] = []
    for corpus in CORPORA:
        held = [
            article
            for article in read_corpus(corpora, corpus)
            if is_reserved(corpus, article.article_id)
            and (corpus, article.article_id) not in labelled
            and len(states_in(article.text)) > 1
        ]
        chance.shuffle(held)
        for article in held[: SHARES[corpus]]:
            found = list(article_candidates(article, chance))
            if found:
                pool.append(chance.choice(found))
    chance.shuffle(pool)
    chosen: list[Candidate] = []
    by_outlet: Counter[str] = Counter()
    left = dict(QUOTAS)
    for one in pool:
        kind = "USA-RUS" if {one.a, one.b} == {"USA", "RUS"} else "others"
        outlet = named.get((one.corpus, one.article_id), f"{one.corpus}")
        if left[kind] and by_outlet[outlet] < PER_OUTLET:
            left[kind] -= 1
            by_outlet[outlet] += 1
            chosen.append(one)
    print(len(by_outlet), "outlets", by_outlet.most_common(8))
    return chosen


def main() -> None:
    """Draws and writes."""
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python -m research.gold.relations_fresh_sample CORPORA FOLDER [SEED]")
    chosen = draw(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) == 4 else SEED)
    write(chosen, Path(sys.argv[2]))
    print(len(chosen), "sentences", Counter(f"{one.a}-{one.b}" for one in chosen).most_common(12))


if __name__ == "__main__":
    main()
