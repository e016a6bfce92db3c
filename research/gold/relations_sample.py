"""Draws the sentences of the labelling sheet `tests/gold/relations_sheet.csv`, by a fixed seed.

`python -m research.gold.relations_sample CORPORA` prints number, corpus, article, offsets and text
of
candidates in the order in which they were read; the first 75 with and the first 75 without a
relation make the sheet. At most one sentence an article, none twice. The names that qualify a
sentence are written here, apart from the lists that the coder uses, so that the sheet does not
favour what the coder knows.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from framing.language import read_tokens

SEED = 20261121
_USA = re.compile(
    r"\b(?:U\.S\.|US|USA|United States|Americans?|Washington|White House|Pentagon|"
    r"State Department|Congress|Obama|Kerry|Trump|Tillerson|Pompeo|Mattis)(?!\w)"
)
_RUSSIA = re.compile(r"\b(?:Russians?|Russia|Moscow|Kremlin|Putin|Lavrov|Medvedev|Soviets?)\b")


class Candidate(NamedTuple):
    """One sentence: the corpus, the article's id, offsets into its text, and the text."""

    corpus: str
    article: str
    start: int
    stop: int
    text: str


def corpus_texts(corpora: Path, corpus: str) -> Iterator[tuple[str, str]]:
    """Article ids and texts. FA-KES repeats ids, so its id is the number of the row, from 0."""
    if corpus == "us_russia":
        with gzip.open(corpora / "data/allsides/us_russia.jsonl.gz", "rt") as file:
            for line in file:
                row = json.loads(line)
                yield row["id"], row["text"]
    else:
        path = corpora / "data/fa-kes/FA-KES-Dataset.csv"
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                yield str(number), row["article_content"]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of a text, as the project cuts them."""
    tokens = read_tokens([text])
    start: dict[int, int] = {}
    stop: dict[int, int] = {}
    for s, e, number in zip(tokens.start, tokens.stop, tokens.sentence, strict=True):
        start.setdefault(int(number), int(s))
        stop[int(number)] = int(e)
    for number, first in start.items():
        yield first, stop[number]


def candidates(corpora: Path, corpus: str, count: int) -> list[Candidate]:
    """Sentences that name both, one an article, in random order."""
    chooser = random.Random(f"{SEED} {corpus}")
    texts = list(corpus_texts(corpora, corpus))
    chooser.shuffle(texts)
    found: list[Candidate] = []
    seen: set[str] = set()
    for article, text in texts:
        spans = [
            (a, b)
            for a, b in sentences(text)
            if 40 <= b - a <= 450 and _USA.search(text[a:b]) and _RUSSIA.search(text[a:b])
        ]
        if spans:
            a, b = chooser.choice(spans)
            if text[a:b] not in seen:
                seen.add(text[a:b])
                found.append(Candidate(corpus, article, a, b, text[a:b]))
        if len(found) == count:
            break
    return found


def main() -> None:
    corpora = Path(sys.argv[1])
    both = candidates(corpora, "us_russia", 190) + candidates(corpora, "fa_kes", 50)
    random.Random(SEED).shuffle(both)
    for number, one in enumerate(both):
        print(number, one.corpus, one.article, one.start, one.stop, repr(one.text), sep="\t")


if __name__ == "__main__":
    main()
