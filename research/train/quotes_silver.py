"""Labels of articles that nobody read, by the encoder that ships: lessons of silver.

    python -m research.train.quotes_silver CORPORA FILE [--most N] [--part K/N]

FILE gets a line an article, its corpus, its id and the spans as [label, start, stop], no text. The
articles are those
of AllSides that stand on no sheet, are reserved for none and are no copies of PolNeAR's. Read by
`research.train.quotes --silver`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.language import read_tokens
from framing.layers.quotes.accurate import label
from framing.layers.quotes.grid import make_grid
from framing.layers.quotes.labels import LABELS
from framing.layers.quotes.model import load_quote_model
from framing.types import Article, Tokens
from research.gold.corpora import is_reserved
from research.gold.unread import unread
from research.train.quotes_chain import LABEL_ID, token_rows

POOLS = ("general", "us_russia")
SEED = "silver quotes"
TOGETHER = 8  # articles labelled at once
LONGEST = 12_000  # characters; longer ones are transcripts and lists
COPIED = 10  # runs of twelve words that an article shares with PolNeAR if it is a copy

SilverSpan = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class SilverArticle:
    """An article and the spans that the teacher marked: label without B or I, start, stop."""

    text: str
    spans: tuple[SilverSpan, ...]


def _runs(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return {" ".join(words[k : k + 12]) for k in range(len(words) - 11)}


def open_articles(corpora: Path) -> Iterator[tuple[str, Article]]:
    """Articles that may be labelled, mixed."""
    pools = unread(corpora)
    drawn = [
        (corpus, one)
        for corpus in POOLS
        for one in pools[corpus]
        if not is_reserved(corpus, one.article_id) and len(one.text) <= LONGEST
    ]
    random.Random(SEED).shuffle(drawn)
    known: set[str] = set()
    for path in (corpora / "data/polnear").glob("*/text/*.txt"):
        known |= _runs(path.read_text("utf-8"))
    return ((name, one) for name, one in drawn if len(_runs(one.text) & known) < COPIED)


def spans_of(tokens: Tokens, labels: NDArray[np.int8]) -> Iterator[SilverSpan]:
    """Spans of one article's labels; a span ends where its paragraph does."""
    names = [LABELS[k] for k in labels.tolist()]
    begins = [
        k == 0
        or name[0] != "I"
        or name[1:] != names[k - 1][1:]
        or tokens.paragraph[k] != tokens.paragraph[k - 1]
        for k, name in enumerate(names)
    ]
    edges = [*np.flatnonzero(begins).tolist(), len(names)]
    for first, stop in pairwise(edges):
        if labels[first]:
            yield names[first][2:], int(tokens.start[first]), int(tokens.stop[stop - 1])


def silver_labels(tokens: Tokens, spans: Sequence[SilverSpan]) -> NDArray[np.int8]:
    """Label of every token of an article."""
    labels = np.zeros(len(tokens), np.int8)
    for name, start, stop in spans:
        first, last = token_rows(tokens, (start, stop))
        labels[first:last] = LABEL_ID["I-" + name]
        labels[first] = LABEL_ID["B-" + name]
    return labels


def load_silver(corpora: Path, file: Path) -> list[SilverArticle]:
    """The articles of a file that `main` wrote, in its order."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pools = unread(corpora)
    texts = {(corpus, one.article_id): one.text for corpus in POOLS for one in pools[corpus]}
    return [
        SilverArticle(texts[row["corpus"], row["article_id"]], tuple(map(tuple, row["spans"])))
        for row in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("corpora", "file"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--part", default="1/1", help="K/N: the K-th article of each N")
    options = parser.parse_args()
    types = load_quote_model().types
    number, parts = map(int, options.part.split("/"))
    articles = list(open_articles(options.corpora))[number - 1 : options.most : parts]
    with options.file.open("w", encoding="utf-8") as out:
        for at in range(0, len(articles), TOGETHER):
            some = articles[at : at + TOGETHER]
            tokens = read_tokens([one.text for _, one in some])
            described = tokens.vocabulary.column("silver.types", types.describe)
            labelled = label(tokens, make_grid(tokens, described), np.zeros(len(tokens), np.bool_))
            labels = labelled.labels[labelled.grid.place]
            for k, (corpus, one) in enumerate(some):
                own = labels[tokens.bounds[k] : tokens.bounds[k + 1]]
                row = {"corpus": corpus, "article_id": one.article_id}
                out.write(json.dumps(row | {"spans": list(spans_of(tokens.article(k), own))}))
                out.write("\n")
            out.flush()


if __name__ == "__main__":
    main()
