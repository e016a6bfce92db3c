"""Authors who write much of an outlet: their articles are no independent sample of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

_COLUMNS = ("author", "authors", "byline")
_SHARE = 0.1  # of an outlet: one author in ten articles moves its mean. Chosen, not measured
_ARTICLES = 3  # an author of fewer is no cluster worth naming


def dominant_authors(table: pd.DataFrame, by: str) -> Iterator[tuple[str, str, float]]:
    """Group, author and share of the group's articles, where one author wrote over a tenth.

    The author is a column `author`, `authors` or `byline` of the table; without one there is
    nothing to say. Most prolific first.
    """
    column = next((name for name in _COLUMNS if name in table.columns and name != by), None)
    if column is None:
        return
    for group, articles in table.groupby(by, sort=True):
        counts = articles[column].dropna().astype(str).str.strip().value_counts()
        for author, count in counts.items():
            if author and count >= _ARTICLES and count > _SHARE * len(articles):
                yield str(group), str(author), count / len(articles)
