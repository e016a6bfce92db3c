"""Processor time of the frames layer: python -m research.cost.frames_cost CORPORA

In multiples of tokenization time (`research.cost.floor`), layer and columns apart, on 200 articles.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import framing.measures.all  # noqa: F401  (registers the columns)
from framing import reading as reading_module
from framing.layers.batch import Batch
from framing.layers.frames.find import find_frames, list_frames
from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.types import Article, Options
from research.cost.floor import best, run_floor
from research.gold.load import load_allsides

COUNT = 200


def kept_batches(articles: list[Article]) -> list[tuple[Batch, np.ndarray]]:
    """What the layer is called with while the articles are read."""
    kept: list[tuple[Batch, np.ndarray]] = []
    original = reading_module.find_frames

    def keeping(batch: Batch, is_word: np.ndarray) -> object:
        kept.append((batch, is_word))
        return original(batch, is_word)

    reading_module.find_frames = keeping  # type: ignore[assignment]
    try:
        list(read_articles(articles))
    finally:
        reading_module.find_frames = original
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    stream = load_allsides(options.corpora / "data" / "allsides", "us_russia")
    articles = [article for article, _ in zip(stream, range(COUNT), strict=False)]
    batches = kept_batches(articles)
    floor = best(lambda: run_floor(article.text for article in articles), 4)
    layer = best(lambda: [list(map(list_frames, find_frames(*one))) for one in batches], 4)
    columns = [f for f in list_features(Options(columns="all")) if f.spec.family == "frame"]
    readings = list(read_articles(articles[:60]))
    measured = best(lambda: [f.measure(r).value for r in readings for f in columns], 3)
    share = sum(len(a.text) for a in articles[:60]) / sum(len(a.text) for a in articles)
    print(f"tokenization {floor:.3f} s; frames layer {layer / floor:.1f} times that")
    print(f"{len(columns)} frame columns {measured / share / floor:.1f} times that")


if __name__ == "__main__":
    main()
