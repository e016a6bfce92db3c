"""Unlabelled sentences of two states, as the relation layer sees them, for a teacher to label.

    python -m research.train.relations_unlabelled CORPORA FOLDER

reads whole articles of the public corpora, none of them reserved or on a sheet, and keeps
sentences that name two sides, a few an article and none that carries a label, in parts in FOLDER:
features and the text, which never enters the project.
"""

from __future__ import annotations

import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions
from framing.layers.quotes.find import find_quotes
from framing.layers.relations.direction import remember
from framing.layers.relations.find import ruled_sentences
from framing.layers.relations.lines import show
from framing.lists.word_lists import word_lists
from framing.pages.title import put_title_on_top
from framing.pages.zones import find_zones
from framing.reading import _tokens
from framing.types import Article, Options
from research.gold.corpora import CORPORA, SourceText, is_reserved, read_corpus
from research.gold.relations_fresh_sample import on_fresh_sheets
from research.gold.relations_labels import AIMED, NEAR, TRAIN, labelled_sentences
from research.gold.relations_pairs_labels import GOLD as PAIRS
from research.train.relations_examples import (
    BATCH_SIZE,
    Example,
    Seen,
    example_of,
    interned,
)

SHEET = Path(__file__).parents[2] / "tests/gold/relations_sheet.csv"
EACH = 25  # sentences an article
PART = 400  # articles that are read and kept together
SEED = 20261129
LONGEST = 450  # characters of a sentence: longer ones are tables and lists


def open_articles(corpora: Path) -> Iterator[SourceText]:
    """Articles that are neither reserved nor on a sheet, mixed."""
    sheets = on_fresh_sheets() | {
        (rows[0]["corpus"], rows[0]["article_id"]) for rows in labelled_sentences(SHEET)
    }
    held = [
        article
        for corpus in CORPORA
        for article in read_corpus(corpora, corpus)
        if not is_reserved(corpus, article.article_id)
        and (corpus, article.article_id) not in sheets
    ]
    random.Random(SEED).shuffle(held)
    return iter(held)


def labelled_spans() -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Where labelled sentences stand, by corpus and article."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for path in (TRAIN, NEAR, PAIRS, AIMED):
        for rows in labelled_sentences(path):
            row = rows[0]
            if row.get("field") != "title":
                key = (row["corpus"], row["article_id"])
                spans.setdefault(key, []).append((int(row["start"]), int(row["stop"])))
    return spans


def read_articles(
    sources: Sequence[SourceText], taken: dict[tuple[str, str], list[tuple[int, int]]]
) -> Iterator[Example]:
    """Examples without labels, at most `EACH` an article, of any two sides."""
    articles, zones = [], []
    for source in sources:
        article = Article("open", source.text, title=source.title)
        article, held = put_title_on_top(article, find_zones(article, word_lists()))
        articles.append(article)
        zones.append(held)
    batch = Batch(articles, zones, _tokens(articles, zones), Options(dyad=None))
    batch.quotes = find_quotes(batch)
    ruled = ruled_sentences(batch, find_mentions(batch))
    chance = random.Random(SEED)
    for number, group in groupby(ruled, key=itemgetter(0)):
        seen = [(sentence, ruling) for _, sentence, ruling in group]
        memory = remember([one for _, ruling in seen for one in ruling.links])
        source, headed = sources[number], articles[number].headed
        labelled = taken.get((source.corpus, source.article_id), [])
        for sentence, ruling in chance.sample(seen, len(seen))[:EACH]:
            low, high = batch.span(sentence.low, sentence.high - 1)
            if high - low > LONGEST or any(
                low < stop + headed and start + headed < high for start, stop in labelled
            ):
                continue
            shown = show(articles[number], (low, high), ruling.pair, [sentence])
            row = {"corpus": source.corpus, "article_id": source.article_id, "field": "text"}
            row |= {"start": str(low), "stop": str(high), "trigger_start": ""}
            row |= {"a": ruling.pair[0], "b": ruling.pair[1]}
            yield example_of([row], ruling.pair, [Seen(sentence, ruling, memory)], shown)


def main() -> None:
    corpora, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    taken, articles, number = labelled_spans(), open_articles(corpora), 0
    while part := list(islice(articles, PART)):
        path = folder / f"unlabelled.{number}.pickle"
        if not path.exists():
            parts = (part[k : k + BATCH_SIZE] for k in range(0, len(part), BATCH_SIZE))
            held = [one for some in parts for one in interned(read_articles(some, taken))]
            path.write_bytes(pickle.dumps(held))
            print(f"{path.name}: {len(held)} sentences", file=sys.stderr, flush=True)
        number += 1


def read_parts(folder: Path) -> Iterator[Example]:
    """The kept sentences, in the order they were read."""
    paths = sorted(folder.glob("unlabelled.*.pickle"), key=lambda p: int(p.name.split(".")[1]))
    return (one for path in paths for one in pickle.loads(path.read_bytes()))


if __name__ == "__main__":
    main()
