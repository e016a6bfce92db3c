"""Processor time by layer: the functions that `framing.reading` calls, each with a clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from framing import reading
from framing.corpus.load import load_articles
from framing.lists.word_lists import word_lists
from framing.measures.columns import Feature
from framing.pages.learned_furniture import learn_furniture
from framing.run import work as run
from framing.tables.rows import Row, measure
from framing.types import Article, Options, Reading

NAMES = {
    "find_zones": "zones",
    "_tokens": "tokens, sentences, tags",
    "find_quotes": "quotes and speakers",
    "find_mentions": "mentions",
    "score_salience": "salience",
    "find_hedges": "hedges",
    "find_relations": "relations",
    "find_wordings": "wordings",
    "find_provenance": "provenance",
}


def profile(corpus: Path) -> dict[str, float]:
    """Seconds by layer over a corpus, models warm. What two layers share counts for the first."""
    spent: dict[str, float] = {}
    articles: list[Article] = []
    with _clock(spent, "reading files (twice)"):
        for _ in range(2):
            articles = list(load_articles(corpus, on_skip=lambda skipped: None))
    with _clock(spent, "learning boilerplate"):
        learned = learn_furniture(articles, word_lists())
    work = run.FeaturesJob(Options(), learned)
    work(articles[:100])
    layers = dict.fromkeys(NAMES.values(), 0.0)
    kept = {name: getattr(reading, name) for name in NAMES}
    rows = run.measure
    began = time.process_time()
    try:
        for name, label in NAMES.items():
            setattr(reading, name, _timed(kept[name], layers, label))
        layers["measures"] = 0.0
        run.measure = _timed_rows(layers)
        for k in range(0, len(articles), 20):
            work(articles[k : k + 20])
    finally:
        run.measure = rows
        for name, function in kept.items():
            setattr(reading, name, function)
    rest = time.process_time() - began - sum(layers.values())
    return {**spent, **layers, "rows as text and the rest": rest}


@contextmanager
def _clock(spent: dict[str, float], label: str) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[label] = spent.get(label, 0.0) + time.process_time() - began


def _timed(function: Callable[..., Any], spent: dict[str, float], label: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        with _clock(spent, label):
            return function(*given, **named)

    return timed


def _timed_rows(layers: dict[str, float]) -> Callable[..., Iterator[tuple[Reading, Row]]]:
    """`measure` with its time put down under `measures`, that of the reading left out."""
    timed = _timed(lambda readings, features: list(measure(readings, features)), layers, "measures")

    def rows(
        readings: Iterable[Reading], features: Sequence[Feature]
    ) -> Iterator[tuple[Reading, Row]]:
        return iter(timed(list(readings), features))

    return rows
