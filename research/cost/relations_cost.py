"""Cost of the relations layer alone, as a multiple of one regular expression over the texts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from framing import reading
from framing.reading import read_articles
from framing.types import Article
from research.gold.relations_sample import corpus_texts


def measure_cost(corpora: Path) -> None:
    """Relations alone, against the floor of one regular expression, on us_russia articles."""
    texts = [text for _, text in corpus_texts(corpora, "us_russia")][:200]
    articles = [Article(str(k), text) for k, text in enumerate(texts)]
    spent = 0.0
    pattern = re.compile(r"\w+|[^\w\s]")
    floor = timed(lambda: [pattern.findall(text) for text in texts])
    list(read_articles(articles[:20]))  # word lists are read once a process, not once an article
    inner = reading.find_relations

    def clocked(*given: Any) -> Any:
        nonlocal spent
        begin = time.process_time()
        result = inner(*given)
        spent += time.process_time() - begin
        return result

    reading.find_relations = clocked  # type: ignore[assignment]
    for _ in read_articles(articles):
        pass
    reading.find_relations = inner
    print(
        f"cost of relations: {spent / floor:.1f} times the floor ({floor:.2f} s for 200 articles)"
    )


def timed(call: Callable[[], Iterable[Any]]) -> float:
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        call()
        best = min(best, time.process_time() - begin)
    return best
