"""Hunts strings that still give an outlet away, with how much likelier they make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

COLUMNS = ("string", "outlet", "articles", "share", "elsewhere", "lift", "z")
_PATTERN = r"\w+(?:['-]\w+)*|[^\w\s]"


def find_telltales(
    texts: Sequence[str],
    outlets: Sequence[str],
    *,
    least: int = 5,
    longest: int = 3,
    most: int = 200,
) -> pd.DataFrame:
    """Strings of 1 to `longest` words or marks, those that tell an outlet best first.

    `articles` of the outlet hold the string, a `share` of them; `elsewhere` is the share among the
    others. `lift` is P(outlet | string) / P(outlet): 1 tells nothing, the number of outlets is as
    much as a string can say when all have as many articles. `z` compares the two shares
    (half an article added to each side). Strings in fewer than `least` articles are left out; of
    strings inside one another that are as frequent, the shortest stays.
    """
    counter = CountVectorizer(
        ngram_range=(1, longest), token_pattern=_PATTERN, binary=True, min_df=least, lowercase=False
    )
    if len(texts) < least:
        return pd.DataFrame(columns=list(COLUMNS))
    table = counter.fit_transform(texts).tocsc()
    strings = counter.get_feature_names_out()
    names, place = np.unique(np.asarray(outlets, object), return_inverse=True)
    member = np.zeros((len(names), len(texts)))
    member[place, np.arange(len(texts))] = 1
    here = np.asarray((table.T @ member.T).T)
    size = member.sum(axis=1, keepdims=True)
    elsewhere = np.asarray(table.sum(axis=0)).reshape(1, -1) - here
    rows = _rows(here, elsewhere, size, len(texts))
    k, column = np.nonzero((rows["articles"] >= least) & (rows["z"] > 3))
    frame = pd.DataFrame({name: cells[k, column] for name, cells in rows.items()})
    frame.insert(0, "string", strings[column])
    frame.insert(1, "outlet", names[k])
    frame["articles"] = frame["articles"].astype(int)
    frame = frame.assign(_size=frame["string"].str.len()).sort_values(
        ["z", "_size", "string"], ascending=[False, True, True]
    )
    kept = _shortest(frame, most)
    return frame.loc[kept].drop(columns="_size").reset_index(drop=True)[list(COLUMNS)]


def _shortest(frame: pd.DataFrame, most: int) -> list[Any]:
    """Rows to keep: a string around one that says the same as often adds nothing."""
    kept: list[Any] = []
    seen: dict[tuple[Any, ...], list[str]] = {}
    names = ("outlet", "string", "articles", "elsewhere")
    for index, *cells in frame[list(names)].itertuples():
        outlet, string, articles, elsewhere = cells
        shorter = seen.setdefault((outlet, articles, elsewhere), [])
        if not any(f" {one} " in f" {string} " for one in shorter):
            shorter.append(string)
            kept.append(index)
        if len(kept) == most:
            break
    return kept


def _rows(
    here: np.ndarray, elsewhere: np.ndarray, size: np.ndarray, total: int
) -> dict[str, np.ndarray]:
    share, other = here / size, elsewhere / (total - size)
    p, q = (here + 0.5) / (size + 1), (elsewhere + 0.5) / (total - size + 1)
    pooled = (here + elsewhere + 1) / (total + 2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / size + 1 / (total - size)))
    lift = here / np.maximum(1, here + elsewhere) * total / size
    return {
        "articles": here,
        "share": share,
        "elsewhere": other,
        "lift": lift,
        "z": (p - q) / error,
    }
