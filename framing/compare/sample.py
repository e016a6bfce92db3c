"""The table that is compared: checked, its groups and stories numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.compare.options import STORY_COLUMN, CompareOptions
from framing.errors import UsageError
from framing.measures.core import is_core

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.integer]
BoolArray = NDArray[np.bool_]

_NOT_MEASURES = frozenset(
    ("article_id", "outlet", "agency", "published", "title", "url", "path", "n_words")
) | {"story_id", "copy_id"}
_POOLED_ENDING = "_per_1k_words"


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles as rows, features as columns; `group` and `story` are numbers.

    `pooled` marks the features whose articles count by their `words`. `left_out` counts the rows
    that name no group.
    """

    groups: tuple[str, ...]
    features: tuple[str, ...]
    group: IntArray
    story: IntArray
    values: FloatArray
    words: FloatArray
    pooled: BoolArray
    left_out: int

    @property
    def kinds(self) -> list[str]:
        """`pooled` or `mean`, a feature."""
        return ["pooled" if pooled else "mean" for pooled in self.pooled]


def make_sample(table: pd.DataFrame, by: str, options: CompareOptions) -> Sample:
    """Checks a feature table and numbers it; rows without a group are left out and counted.

    Raises `UsageError` for a missing column, an id twice, fewer than two groups, no measure, or
    measures without any value.
    """
    _check_columns(table, by, options)
    kept = table[table[by].notna() & (table[by].astype(str).str.strip() != "")]
    _check_rows(table, kept, by)
    features = measure_columns(table, options.features, (by, options.story or STORY_COLUMN))
    values = kept[features].to_numpy(np.float64, na_value=np.nan)
    values = np.where(np.isfinite(values), values, np.nan)
    if not np.isfinite(values).any():
        raise UsageError(f"no measure has a value: all {len(features)} columns are empty")
    names, group = np.unique(kept[by].astype(str).to_numpy(str), return_inverse=True)
    words, pooled = _pooling(kept, features, options)
    return Sample(
        groups=tuple(names.tolist()),
        features=tuple(features),
        group=group,
        story=_stories(kept, options),
        values=values,
        words=words,
        pooled=pooled,
        left_out=len(table) - len(kept),
    )


def measure_columns(
    table: pd.DataFrame, globs: Sequence[str], others: Sequence[str] = ()
) -> list[str]:
    """Numeric columns to compare, in the table's order; raises `UsageError` if there is none.

    Without `globs` columns of style and grammar are left out: the family of tests is the measures
    that a paper would report (`framing.measures.core`), and columns of one's own.
    """
    numeric = [
        str(name)
        for name in table.columns
        if name not in _NOT_MEASURES
        and name not in others
        and pd.api.types.is_numeric_dtype(table[name])
    ]
    for glob in globs:
        if not any(fnmatchcase(name, glob) for name in numeric):
            close = ", ".join(numeric[:3]) or "none"
            raise UsageError(
                f"--features {glob}: no numeric column has such a name; there are {len(numeric)} "
                f"({close} …); `framing codebook` lists them"
            )
    named = [n for n in numeric if any(fnmatchcase(n, glob) for glob in globs)]
    chosen = named if globs else [n for n in numeric if is_core(n)]
    if not chosen:
        raise UsageError("no numeric column to compare; expected the table of `framing features`")
    return chosen


def _check_columns(table: pd.DataFrame, by: str, options: CompareOptions) -> None:
    for option, name in (("--by", by), ("--story", options.story)):
        if name is not None and name not in table.columns:
            some = ", ".join(str(column) for column in list(table.columns)[:8])
            raise UsageError(f"{option} {name}: no such column; the table begins with {some}")
    repeated = table.columns[table.columns.duplicated()]
    if len(repeated):
        raise UsageError(f"column {repeated[0]!r} stands twice in the table; keep one")


def _check_rows(table: pd.DataFrame, kept: pd.DataFrame, by: str) -> None:
    if "article_id" in table.columns:
        twice = table["article_id"][table["article_id"].duplicated() & table["article_id"].notna()]
        if len(twice):
            raise UsageError(
                f"article_id {twice.iloc[0]!r} stands in more than one row ({len(twice)} repeated "
                "rows): an article counts once; drop the copies or give them ids of their own"
            )
    found = sorted(kept[by].astype(str).unique())
    if len(found) < 2:
        named = f"only {found[0]!r}" if found else "none"
        raise UsageError(f"--by {by}: expected two groups or more, found {named}")


def _stories(kept: pd.DataFrame, options: CompareOptions) -> IntArray:
    """Number of each row's story; a row that names none is a story of its own."""
    column = options.story or (STORY_COLUMN if STORY_COLUMN in kept.columns else None)
    if column is None:
        return np.arange(len(kept))
    codes, names = pd.factorize(kept[column])
    alone = codes < 0
    codes = codes.astype(np.int64)
    codes[alone] = len(names) + np.arange(int(alone.sum()))
    return codes


def _pooling(
    kept: pd.DataFrame, features: Sequence[str], options: CompareOptions
) -> tuple[FloatArray, BoolArray]:
    """Words of each article, and which features are weighted by them."""
    ones = np.ones(len(kept))
    if not options.pooled or "n_words" not in kept.columns:
        return ones, np.zeros(len(features), bool)
    words = pd.to_numeric(kept["n_words"], errors="coerce").to_numpy(np.float64, na_value=np.nan)
    words = np.where(np.isfinite(words) & (words > 0), words, 0.0)
    return words, np.array([name.endswith(_POOLED_ENDING) for name in features])
