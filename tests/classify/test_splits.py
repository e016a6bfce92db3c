"""No split runs without groups, and nothing that belongs together stands on both sides."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.classify.splits import forward_split, grouped_folds, join_groups
from framing.errors import UsageError
from research.evaluate.leaning import outlets_out

LABELS = ["x", "y"] * 30
GROUPS = [number // 3 for number in range(60)]
DAYS = [f"2020-01-{1 + number // 2:02}" for number in range(60)]


def test_every_split_refuses_to_run_without_groups() -> None:
    with pytest.raises(UsageError, match="framing reuse --groups"):
        grouped_folds(LABELS, None)
    with pytest.raises(UsageError, match="framing reuse --groups"):
        forward_split(LABELS, DAYS, None)
    with pytest.raises(UsageError, match="framing reuse --groups"):
        list(outlets_out(LABELS, LABELS, None))
    with pytest.raises(UsageError, match="59 groups for 60 rows"):
        grouped_folds(LABELS, GROUPS[1:])


def test_a_group_never_stands_on_both_sides() -> None:
    array = np.array(GROUPS)
    splits = [*grouped_folds(LABELS, GROUPS), forward_split(LABELS, DAYS, GROUPS)]
    for train, test in splits:
        assert len(train)
        assert len(test)
        assert not set(array[train]) & set(array[test])


def test_forward_in_time_tests_each_outlets_latest() -> None:
    train, test = forward_split(LABELS, [*DAYS[:-1], None], GROUPS)
    for outlet in "xy":
        before = [DAYS[k] for k in train if LABELS[k] == outlet]
        assert max(before) <= min(DAYS[k] for k in test if LABELS[k] == outlet)
    assert 59 not in test
    with pytest.raises(UsageError, match="too few"):
        forward_split(LABELS, [None] * 60, GROUPS)


def test_an_outlet_that_is_tested_was_never_trained_on() -> None:
    outlets = [f"{label}{number % 14}" for number, label in enumerate(LABELS)]
    seen = 0
    for train, test in outlets_out(LABELS, outlets, range(60), folds=3):
        assert not {outlets[k] for k in train} & {outlets[k] for k in test}
        seen += len(test)
    assert seen == 60


def test_too_few_stories_are_refused_by_name() -> None:
    with pytest.raises(UsageError, match="z: 1 groups"):
        grouped_folds([*LABELS, "z"], [*GROUPS, 99])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=20))
def test_rows_that_share_any_key_are_one_group(keys: list[tuple[int, int]]) -> None:
    joined = join_groups([a for a, _ in keys], [b for _, b in keys])
    for i, (a, b) in enumerate(keys):
        for j, (c, d) in enumerate(keys):
            if a == c or b == d:
                assert joined[i] == joined[j]
    assert all(joined[k] <= k for k in range(len(keys)))
