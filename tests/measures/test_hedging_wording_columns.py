"""Over real news every column of the two families varies, and no two are the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

import framing.measures.all  # noqa: F401
from framing.measures.columns import Feature, list_features
from framing.reading import read_articles
from framing.types import Article, Options

ARTICLES = 500


@pytest.fixture(scope="module")
def columns(corpora: Path) -> tuple[list[Feature], np.ndarray]:
    features = [
        one
        for one in list_features(Options(columns="all"))
        if one.spec.family in ("hedge", "wording")
    ]
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(ARTICLES), file, strict=False)]
    articles = (Article(r["id"], r["text"], r["outlet"], r["title"], r["date"]) for r in rows)
    table = [[f.measure(reading).value for f in features] for reading in read_articles(articles)]
    return features, np.array(table)


@pytest.mark.corpora
def test_no_column_is_constant(columns: tuple[list[Feature], np.ndarray]) -> None:
    features, table = columns
    for feature, column in zip(features, table.T, strict=True):
        assert len(set(column[~np.isnan(column)].tolist())) > 1, feature.spec.name


@pytest.mark.corpora
def test_no_column_is_there_twice(columns: tuple[list[Feature], np.ndarray]) -> None:
    features, table = columns
    seen: dict[bytes, str] = {}
    for feature, column in zip(features, table.T, strict=True):
        key = np.nan_to_num(column, nan=-9e9).round(9).tobytes()
        assert key not in seen, f"{feature.spec.name} equals {seen[key]}"
        seen[key] = feature.spec.name


@pytest.mark.corpora
def test_no_two_articles_share_a_row(columns: tuple[list[Feature], np.ndarray]) -> None:
    _, table = columns
    rows = {row.tobytes() for row in np.nan_to_num(table, nan=-9e9)}
    assert len(rows) == len(table)


@pytest.mark.corpora
def test_values_keep_their_bounds(columns: tuple[list[Feature], np.ndarray]) -> None:
    features, table = columns
    for feature, column in zip(features, table.T, strict=True):
        low, high = feature.spec.bounds
        values = column[~np.isnan(column)]
        assert low is None or values.min() >= low - 1e-9, feature.spec.name
        assert high is None or values.max() <= high + 1e-9, feature.spec.name
