"""Cost of all lexicon matching against a floor of regular expressions, side by side."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

from framing.language import PENN_TAGS
from framing.layers.batch import Batch, split_words, word_finders
from framing.lists.load import Lexicon, Term
from framing.lists.match import Finders
from framing.lists.word_lists import word_lists
from framing.types import Article
from research.cost.floor import best, run_floor
from research.cost.news import plain_batch

ARTICLES, ADDED, ROUNDS, SEED = 200, 100_000, 5, 20261121


def _read(corpora: Path) -> list[Article]:
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(ARTICLES), file, strict=False)]
    return [Article(row["id"], row["text"]) for row in rows]


def _added(count: int) -> Lexicon:
    """A list of made-up terms of one to three made-up words."""
    chooser = random.Random(SEED)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chooser.choices(letters, k=chooser.randint(4, 9))) for _ in range(count // 2)]
    texts = {" ".join(chooser.choices(words, k=chooser.randint(1, 3))) for _ in range(count)}
    terms = tuple(Term(tuple(text.split())) for text in sorted(texts))
    return Lexicon("added", "1", terms)


def print_cost(corpora: Path) -> None:
    articles = _read(corpora)
    batches = [plain_batch(articles[k : k + 20]) for k in range(0, len(articles), 20)]
    floor = best(lambda: run_floor(article.text for article in articles), ROUNDS)
    lists = word_finders(word_lists()).lexicons
    ours = best(lambda: _find(word_finders(word_lists()), batches), ROUNDS)
    extra = _added(ADDED)
    longer = Finders({**lists, "added": extra}, PENN_TAGS, split_words)
    more = best(lambda: _find(longer, batches), ROUNDS)
    terms = sum(len(lexicon.terms) for lexicon in lists.values())
    print(f"\ncost of matching {len(lists)} lists of {terms} terms, {len(articles)} articles")
    print(f"  regex floor {floor:.3f} s; all lists {ours:.3f} s = {ours / floor:.2f} floors (<= 5)")
    print(f"  with {len(extra.terms)} terms more {more:.3f} s = {more / ours:.2f} times (< 2)")


def _find(finders: Finders, batches: Sequence[Batch]) -> int:
    return sum(len(found) for batch in batches for found in finders.find(batch.tokens).values())
