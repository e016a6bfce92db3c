"""What scikit-learn users hand to a classifier, told apart: tables, matrices, texts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classify.splits import check_groups, join_groups
from framing.types import Article

_KEYS = ("story_id", "copy_id")


def is_text(X: Any) -> bool:  # noqa: N803
    """Whether X holds texts or articles: by its first value; a table of one column of texts too."""
    if isinstance(X, str | Article):
        return True
    if isinstance(X, pd.DataFrame):
        return X.shape[1] == 1 and len(X) > 0 and isinstance(X.iloc[0, 0], str | Article)
    if isinstance(X, np.ndarray):
        return X.size > 0 and isinstance(X.flat[0], str | Article)
    if isinstance(X, pd.Series | list | tuple):
        return len(X) == 0 or isinstance(next(iter(X)), str | Article)
    return hasattr(X, "__iter__") and not hasattr(X, "shape")


def has_names(X: Any) -> bool:  # noqa: N803
    """Whether X is a table whose columns have names; numbered ones make it a matrix."""
    return isinstance(X, pd.DataFrame) and all(isinstance(name, str) for name in X.columns)


def known_groups(X: Any, groups: Any, rows: int) -> NDArray[Any] | None:  # noqa: N803
    """The groups given; else the stories that a table names or that texts share; else `None`.

    Raises `UsageError` if as many groups as rows are not given.
    """
    if groups is not None:
        return check_groups(groups, rows)
    if isinstance(X, pd.DataFrame) and not is_text(X):
        keys = [
            X[name].fillna(pd.Series(X.index.astype(str), X.index)) for name in _KEYS if name in X
        ]
        return join_groups(*keys) if keys else None
    if is_text(X):
        from framing.classify.sample import story_groups  # compares texts: only where needed
        from framing.classify.transformer import as_articles

        articles = as_articles(X)
        named = [
            Article(str(k), one.text, published=one.published) for k, one in enumerate(articles)
        ]
        return story_groups(named)
    return None
