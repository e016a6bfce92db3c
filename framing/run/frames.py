"""Features of tables of texts, for Dask's `map_partitions` and for scikit-learn's pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from framing.errors import UsageError
from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.tables.rows import column_names, measure
from framing.tables.write import TEXT_COLUMNS
from framing.types import Article, Options

_FIELDS = ("outlet", "title", "published", "url")


def measure_frame(
    frame: pd.DataFrame, options: Options | None = None, *, text: str = "text"
) -> pd.DataFrame:
    """The feature table of the texts of a table: a row for each row, with its index.

    `text` names the column of the texts; `article_id` (else the index), `outlet`, `title`,
    `published` and `url` are used if they are there. A row without a text, or whose text cannot be
    analysed, has empty cells. Texts are taken as they are: nothing is learned across rows, so the
    result of a row never depends on its partition. Raises `UsageError` without a column `text`.

    >>> measure_frame(pd.DataFrame({"text": ["Talks may resume.", None]}))["n_words"].tolist()
    [3.0, nan]
    """
    chosen = options or Options()
    if text not in frame.columns:
        raise UsageError(f"no column {text!r}; name the column of the texts: text=…")
    features = list_features(chosen)
    articles = list(_articles(frame, text))
    rows: dict[str, dict[str, Any]] = {}
    readings = read_articles(articles, chosen, on_skip=lambda skipped: None)
    for reading, row in measure(readings, features):
        rows[reading.article.path] = row
    found = [rows.get(str(place), {}) for place in range(len(frame))]
    for row, name in zip(found, _ids(frame), strict=True):
        row["article_id"] = name
    return _typed(pd.DataFrame(found, index=frame.index, columns=list(column_names(chosen))))


def empty_features(options: Options | None = None) -> pd.DataFrame:
    """The feature table without rows: `meta` for Dask."""
    return _typed(pd.DataFrame(columns=list(column_names(options or Options()))))


def measure_partitions(table: Any, options: Options | None = None, *, text: str = "text") -> Any:
    """`measure_frame` on each partition of a Dask DataFrame, as a Dask DataFrame."""
    return table.map_partitions(measure_frame, options, text=text, meta=empty_features(options))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype({n: "string" if n in TEXT_COLUMNS else "float64" for n in table.columns})


def _ids(frame: pd.DataFrame) -> list[str]:
    found = frame["article_id"] if "article_id" in frame.columns else frame.index
    return [str(one) for one in found]


def _articles(frame: pd.DataFrame, text: str) -> Iterator[Article]:
    """Articles of the rows with a text; `path` is the place of the row."""
    fields = {name: frame[name].tolist() for name in _FIELDS if name in frame.columns}
    ids = _ids(frame)
    for place, words in enumerate(frame[text].tolist()):
        if isinstance(words, str) and words.strip():
            given = {n: v[place] for n, v in fields.items() if isinstance(v[place], str)}
            yield Article(ids[place], words, path=str(place), **given)
