"""The whole job in one call, for notebooks: articles in, pandas tables out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from framing.corpus.load import load_articles
from framing.errors import Skipped
from framing.lists.word_lists import word_lists
from framing.measures.columns import list_features
from framing.pages.learned_furniture import learn_furniture
from framing.reading import read_articles
from framing.reuse.find import ReuseOptions, attach_reuse, find_reuse
from framing.tables.rows import column_names, layer_rows, measure
from framing.types import Article, Options

_LAYERS = ("quotes", "hedges", "mentions", "relations", "wordings")


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tables of one run: features (one row an article) and what was found, one row each.

    `skipped` tells what could not be analysed.
    """

    features: pd.DataFrame
    quotes: pd.DataFrame
    hedges: pd.DataFrame
    mentions: pd.DataFrame
    relations: pd.DataFrame
    wordings: pd.DataFrame
    skipped: tuple[Skipped, ...] = ()


def analyze(
    articles: Iterable[Article | str] | str | Path,
    options: Options | None = None,
    *,
    reuse: bool = False,
) -> Analysis:
    """Analyse articles, texts, or a path to a corpus.

    Lines that recur at an outlet with 20 or more articles are learned as boilerplate first; `reuse`
    also looks for passages that the articles share. All articles are kept in memory: the command
    line streams. An empty input gives empty tables with all columns. Raises `UsageError` if a path
    holds no article.

    >>> analyze(["Officials said the talks may resume."]).hedges[["text", "category"]]
      text         category
    0  may  epistemic_modal
    """
    chosen = options or Options()
    skipped: list[Skipped] = []
    if isinstance(articles, str | Path):
        articles = load_articles(articles, on_skip=skipped.append)
    read = list(as_articles(articles))
    learned = learn_furniture(read, word_lists(chosen.lexicons))
    if reuse:
        read = list(attach_reuse(read, find_reuse(read, ReuseOptions(lexicons=chosen.lexicons))))
    features = list_features(chosen)
    rows: list[dict[str, object]] = []
    layers: dict[str, list[object]] = {layer: [] for layer in _LAYERS}
    readings = read_articles(read, chosen, learned=learned, on_skip=skipped.append)
    for reading, row in measure(readings, features):
        rows.append(row)
        for layer, found in layers.items():
            found.extend(layer_rows(reading, layer))
    return Analysis(
        features=pd.DataFrame(rows, columns=list(column_names(chosen))),
        skipped=tuple(skipped),
        **{layer: pd.DataFrame(found) for layer, found in layers.items()},
    )


def as_articles(articles: Iterable[Article | str]) -> Iterable[Article]:
    """Articles; a bare text becomes one that is named by its number."""
    for number, article in enumerate(articles, 1):
        yield Article(f"text {number}", article) if isinstance(article, str) else article
