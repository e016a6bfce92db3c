"""Processor time of the frames layer: python -m research.cost.frames_cost CORPORA

In multiples of tokenization time (`research.cost.floor`), layer and columns apart, on 100 articles,
medians of rounds. The same tokenization is up to twice as fast in a process that holds much, where
Python keeps its memory instead of giving it back after each article; both are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import framing.measures.all  # noqa: F401  (registers the columns)
from framing import reading as reading_module
from framing.layers.frames.find import find_frames
from framing.layers.frames.roles import find_roles
from framing.measures.columns import Feature, list_features
from framing.reading import read_articles
from framing.types import Article, Options, Reading
from research.cost.floor import best, run_floor
from research.gold.load import load_allsides

COUNT = 100
ROUNDS = 21


def kept_calls(name: str, articles: list[Article]) -> list[tuple[Any, ...]]:
    """What a layer is called with while the articles are read."""
    kept: list[tuple[Any, ...]] = []
    original = getattr(reading_module, name)

    def keeping(*given: Any) -> Any:
        kept.append(given)
        return original(*given)

    setattr(reading_module, name, keeping)
    try:
        list(read_articles(articles))
    finally:
        setattr(reading_module, name, original)
    return kept


def measure(readings: list[Reading], columns: list[Feature]) -> None:
    for reading in readings:
        for column in columns:
            _ = column.measure(reading).value


def chosen_columns(chosen: str) -> list[Feature]:
    return [f for f in list_features(Options(columns=chosen)) if f.spec.family == "frame"]


def middle(work: Callable[[], object]) -> float:
    """Median processor time of some rounds."""
    return median(best(work) for _ in range(ROUNDS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    stream = load_allsides(options.corpora / "data" / "allsides", "us_russia")
    articles = [article for article, _ in zip(stream, range(COUNT), strict=False)]
    tokenize = partial(run_floor, [article.text for article in articles])
    alone = middle(tokenize)
    frames, roles = (kept_calls(name, articles) for name in ("find_frames", "find_roles"))
    readings = list(read_articles(articles))
    works: dict[str, Callable[[], object]] = {
        "frames layer": lambda: [find_frames(*one) for one in frames],
        "roles": lambda: [find_roles(*one) for one in roles],
    }
    for chosen in ("core", "all"):
        columns = chosen_columns(chosen)
        works[f"{len(columns)} frame columns ({chosen})"] = partial(measure, readings, columns)
    beside = middle(tokenize)
    print(f"tokenization: {alone:.3f} s in an empty process, {beside:.3f} s in this one")
    for name, work in works.items():
        took = middle(work)
        print(f"{name}: {took / alone:.1f} and {took / beside:.1f} times that")


if __name__ == "__main__":
    main()
