"""Draws sentences for a fresh sheet from reserved articles, to be labelled before any model reads.

    python -m research.gold.relations_fresh_sample CORPORA FOLDER [SEED] [--three | --four]

writes FOLDER/batch_001.tsv and FOLDER/index.csv as `relations_pairs_sample` does. At most one
sentence an article and `PER_OUTLET` an outlet; no article that holds a label already, on an
earlier fresh sheet neither. The first sheet was drawn with seed 20261130 and half of the quotas.
--three draws sentences of three pairs of states, at most three an article, from all articles that
hold no label of any kind, reserved or not, and from the corpora that only sheets are drawn from: of
the reserved few are left that name both the US and Russia. None has the title of a labelled one.
No sentence comes twice. The third sheet was drawn so, with seed 20261202.
--four draws any pairs of states, one sentence an article and few an outlet, from the same articles
as --three: the fourth sheet, with seed 20261203.
--again draws other sentences of the articles that stand on fresh sheets, which never train, two an
article at most: when no article without a label is left. The sixth sheet, with seed 20261217.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from research.gold.corpora import CORPORA, ONLY_SHEETS, is_reserved, read_corpus
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
QUOTAS = {"RUS-USA": 145, "others": 265}
THREE = {"RUS-USA": 200, "RUS-SYR": 90, "CHN-USA": 110}
FOUR = {"RUS-USA": 50, "others": 200}
AGAIN = {"RUS-USA": 110, "others": 190}
PER_OUTLET_OF_FOUR, PER_PAIR_OF_FOUR, READ_FOR_FOUR = 9, 20, 1000
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


def labelled_at_all() -> set[tuple[str, str]]:
    """Articles with a label in any file of statements."""
    rows = (row for path in HERE.glob("relations_*.csv") for row in read_rows(path))
    found = {(row["corpus"], row["article_id"]) for row in rows if "corpus" in row}
    return found | set(labelled_already()[0])


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def draw(corpora: Path, seed: int, quotas: dict[str, int]) -> list[Candidate]:
    """The sample, shuffled; pairs without a quota count among the others, if those have one."""
    chance = random.Random(seed)
    pool = _pool(corpora, chance, quotas)
    chance.shuffle(pool)
    return _chosen(pool, outlets(corpora), quotas)


def _pool(corpora: Path, chance: random.Random, quotas: dict[str, int]) -> list[Candidate]:
    """Sentences of articles without a label, up to a few of each."""
    if quotas is AGAIN:
        return _other_sentences(corpora, chance)
    most, wide = (3 if quotas is THREE else 1), quotas is not QUOTAS
    labelled = labelled_at_all() if wide else {*labelled_already()[0], *on_fresh_sheets()}
    pool: list[Candidate] = []
    titles: set[str] = set()
    for corpus in (*CORPORA, *(ONLY_SHEETS if wide else ())):
        texts = list(read_corpus(corpora, corpus))
        titles.update(one.title for one in texts if (corpus, one.article_id) in labelled)
        held = [
            article
            for article in texts
            if (wide or is_reserved(corpus, article.article_id))
            and (corpus, article.article_id) not in labelled
            and article.title not in titles
            and len(states_in(article.text)) > 1
        ]
        chance.shuffle(held)
        share = READ_FOR_FOUR if quotas is FOUR else len(held) if wide else SHARES[corpus]
        for article in held[:share]:
            found = [one for one in article_candidates(article, chance) if _kind(one, quotas)]
            if found:
                pool += chance.sample(found, min(len(found), most))
    return pool


def _other_sentences(corpora: Path, chance: random.Random) -> list[Candidate]:
    """Sentences of the articles on fresh sheets that no reader was shown, up to two of each."""
    shown: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path in HERE.glob("relations_fresh*.csv"):
        for row in read_rows(path):
            key = row["corpus"], row["article_id"]
            shown.setdefault(key, set()).add((row["field"], row["start"]))
    elsewhere, pool = labelled_already()[0], []
    for corpus in (*CORPORA, *ONLY_SHEETS):
        for article in read_corpus(corpora, corpus):
            key = corpus, article.article_id
            if key in shown and key not in elsewhere:
                found = [
                    one
                    for one in article_candidates(article, chance)
                    if (one.field, str(one.start)) not in shown[key]
                ]
                pool += chance.sample(found, min(len(found), 2))
    return pool


def _chosen(
    pool: Sequence[Candidate],
    named: Mapping[tuple[str, str], str],
    quotas: dict[str, int],
) -> list[Candidate]:
    """As many of the pool as the quotas say, few of an outlet, in the order of the pool."""
    cap = PER_OUTLET_OF_FOUR if quotas is FOUR else PER_OUTLET
    chosen: list[Candidate] = []
    by_outlet: Counter[str] = Counter()
    by_pair: Counter[tuple[str, str]] = Counter()
    left = dict(quotas)
    for one in {one.sentence: one for one in pool}.values():
        kind = _kind(one, quotas)
        unnamed = one.article_id if one.corpus in ONLY_SHEETS else one.corpus
        outlet = named.get((one.corpus, one.article_id), unnamed)
        crowded = quotas is FOUR and by_pair[one.a, one.b] >= PER_PAIR_OF_FOUR
        if left[kind] and by_outlet[outlet] < cap and not crowded:
            left[kind] -= 1
            by_pair[one.a, one.b] += 1
            by_outlet[outlet] += 1
            chosen.append(one)
    print(len(by_outlet), "outlets", by_outlet.most_common(8))
    return chosen


def _kind(one: Candidate, quotas: dict[str, int]) -> str:
    """The quota that a sentence counts toward; empty for none."""
    pair = f"{one.a}-{one.b}"
    return pair if pair in quotas else "others" if "others" in quotas else ""


def main() -> None:
    """Draws and writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    sheet = parser.add_mutually_exclusive_group()
    sheet.add_argument("--three", action="store_const", dest="quotas", const=THREE, default=QUOTAS)
    sheet.add_argument("--four", action="store_const", dest="quotas", const=FOUR)
    sheet.add_argument("--again", action="store_const", dest="quotas", const=AGAIN)
    options = parser.parse_args()
    chosen = draw(options.corpora, options.seed, options.quotas)
    write(chosen, options.folder)
    print(len(chosen), "sentences", Counter(f"{one.a}-{one.b}" for one in chosen).most_common(12))


if __name__ == "__main__":
    main()
