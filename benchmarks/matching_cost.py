"""Cost of all lexicon matching against a floor of regular expressions, side by side."""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.news import plain_batch
from framing.language import PENN_TAGS
from framing.layers.batch import Batch, lexicon_finder, split_words
from framing.lexicons import Lexicon, Term
from framing.matching import Finder
from framing.types import Article

LISTS = (
    *("hedges", "hedge_context", "boosters", "loaded", "naming", "tone"),
    *("violence_verbs", "cooperation_verbs"),
)
ARTICLES, ADDED, ROUNDS, SEED = 200, 100_000, 5, 20261121
FLOOR = re.compile(r"\w+|[^\w\s]")


def _read(corpora: Path) -> list[Article]:
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(ARTICLES), file, strict=False)]
    return [Article(row["id"], row["text"]) for row in rows]


def _best(work: Callable[[], object]) -> float:
    """Least processor time of some rounds: other work on the machine only adds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _added(count: int) -> Finder:
    """The finder of a list of made-up terms of one to three made-up words."""
    chooser = random.Random(SEED)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chooser.choices(letters, k=chooser.randint(4, 9))) for _ in range(count // 2)]
    texts = {" ".join(chooser.choices(words, k=chooser.randint(1, 3))) for _ in range(count)}
    terms = tuple(Term(tuple(text.split())) for text in sorted(texts))
    return Finder(Lexicon("added", "1", terms), PENN_TAGS, split_words)


def print_cost(corpora: Path) -> None:
    articles = _read(corpora)
    batches = [plain_batch(articles[k : k + 20]) for k in range(0, len(articles), 20)]
    floor = _best(lambda: [FLOOR.findall(article.text) for article in articles])
    finders = [lexicon_finder(name, None) for name in LISTS]
    ours = _best(lambda: _find(finders, batches))
    extra = _added(ADDED)
    more = _best(lambda: _find([*finders, extra], batches))
    terms = sum(len(finder.lexicon.terms) for finder in finders)
    print(f"\ncost of matching {len(LISTS)} lists of {terms} terms, {len(articles)} articles")
    print(f"  regex floor {floor:.3f} s; all lists {ours:.3f} s = {ours / floor:.2f} floors (<= 5)")
    print(
        f"  with {len(extra.lexicon.terms)} terms more {more:.3f} s = {more / ours:.2f} times (< 2)"
    )


def _find(finders: Sequence[Finder], batches: Sequence[Batch]) -> int:
    return sum(len(finder.find(batch.tokens)) for batch in batches for finder in finders)
