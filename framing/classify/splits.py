"""Splits that keep what belongs together on one side: stories, copies, days, outlets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from framing.corpus.dates import find_day
from framing.errors import UsageError

Rows = NDArray[np.intp]
Split = tuple[Rows, Rows]
"""Rows to train on, rows to test on."""
Groups = Sequence[Any] | NDArray[Any]
"""One value a row; rows of one value stay on one side."""

_REMEDY = "give groups: story_id and copy_id of `framing reuse --groups`, joined by join_groups"


def join_groups(*keys: Iterable[object]) -> NDArray[np.intp]:
    """One group number a row: rows that share a value of any key are one group, and so on.

    Raises `UsageError` without a key.

    >>> join_groups(["a", "a", "b", "c"], [1, 2, 2, 3]).tolist()
    [0, 0, 0, 3]
    """
    columns = [list(key) for key in keys]
    if not columns:
        raise UsageError(f"no group key; {_REMEDY}")
    root = list(range(len(columns[0])))

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for column in columns:
        first: dict[object, int] = {}
        for row, value in enumerate(column):
            a, b = sorted((find(first.setdefault(value, row)), find(row)))
            root[b] = a
    return np.array([find(row) for row in range(len(root))], np.intp)


def check_groups(groups: Groups | None, rows: int) -> NDArray[Any]:
    """The groups as an array; raises `UsageError` if there are none or as many as needed."""
    if groups is None:
        raise UsageError(
            f"a split without groups would test on copies of what it learned; {_REMEDY}"
        )
    array = np.asarray(groups)
    if len(array) != rows:
        raise UsageError(f"{len(array)} groups for {rows} rows; give one a row")
    return array


def grouped_folds(
    labels: Sequence[str], groups: Groups | None, *, folds: int = 5, seed: int = 0
) -> list[Split]:
    """Folds in which no group stands on both sides, outlets spread evenly.

    Raises `UsageError` without groups or if a label has fewer groups than folds.
    """
    array = check_groups(groups, len(labels))
    truth = np.asarray(labels, object)
    for label in np.unique(truth):
        count = len(np.unique(array[truth == label]))
        if count < folds:
            raise UsageError(
                f"{label}: {count} groups of articles, {folds} folds need {folds}; leave it out "
                "(--min-articles) or use fewer folds"
            )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    return list(splitter.split(np.zeros(len(truth)), truth, array))


def forward_split(
    labels: Sequence[str],
    published: Sequence[str | None],
    groups: Groups | None,
    *,
    share: float = 0.3,
) -> Split:
    """Trains on each outlet's earlier articles, tests on its latest `share`.

    Undated articles are left out, and earlier ones of a group that also stands in the test.
    Raises `UsageError` without groups, or if too few articles have a day.
    """
    array = check_groups(groups, len(labels))
    days = [find_day(day) if isinstance(day, str) else None for day in published]
    truth = np.asarray(labels, object)
    dated = np.array([day is not None for day in days], bool)
    test = np.zeros(len(truth), bool)
    for label in np.unique(truth):
        rows = np.flatnonzero((truth == label) & dated)
        order = rows[np.argsort([days[row] or "" for row in rows], kind="stable")]
        test[order[len(order) - round(share * len(order)) :]] = True
    train = dated & ~test & ~np.isin(array, array[test])
    if not test.any() or len(np.unique(truth[train])) < 2:
        raise UsageError(f"{int(dated.sum())} articles have a day: too few for a split in time")
    return np.flatnonzero(train), np.flatnonzero(test)
