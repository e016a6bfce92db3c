"""Processor time of the frames layer: python -m research.cost.frames_cost CORPORA

In multiples of tokenization time (`research.cost.floor`), layer and columns apart, on 100 articles.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import framing.measures.all  # noqa: F401  (registers the columns)
from framing import reading as reading_module
from framing.layers.frames.find import find_frames, list_frames
from framing.layers.frames.roles import find_roles
from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.types import Article, Options, Reading
from research.cost.floor import best, run_floor
from research.gold.load import load_allsides

COUNT = 100


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


def time_columns(readings: list[Reading], chosen: str) -> tuple[int, float]:
    """Number of the frame columns of a choice, and the seconds they take."""
    columns = [f for f in list_features(Options(columns=chosen)) if f.spec.family == "frame"]
    return len(columns), best(lambda: [f.measure(r).value for r in readings for f in columns], 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    stream = load_allsides(options.corpora / "data" / "allsides", "us_russia")
    articles = [article for article, _ in zip(stream, range(COUNT), strict=False)]
    frames, roles = (kept_calls(name, articles) for name in ("find_frames", "find_roles"))
    floor = best(lambda: run_floor(article.text for article in articles), 4)
    layer = best(lambda: [list(map(list_frames, find_frames(*one))) for one in frames], 4)
    told = best(lambda: [find_roles(*one) for one in roles], 4)
    readings = list(read_articles(articles[:60]))
    share = sum(len(a.text) for a in articles[:60]) / sum(len(a.text) for a in articles)
    print(f"tokenization {floor:.3f} s; frames layer {layer / floor:.1f} times that")
    print(f"roles {told / floor:.1f} times that")
    for chosen in ("core", "all"):
        count, measured = time_columns(readings, chosen)
        print(f"{count} frame columns ({chosen}) {measured / share / floor:.1f} times that")


if __name__ == "__main__":
    main()
