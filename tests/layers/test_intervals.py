"""Ranges that share a place are found as if each had been looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.layers.intervals import IntervalIndex

RANGES = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda r: (r[0], r[0] + r[1]))


@given(st.lists(RANGES, max_size=30), RANGES)
def test_the_owners_are_those_of_all_ranges_that_overlap(
    ranges: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, stop = asked[0], asked[1] + 1
    found = IntervalIndex((one, number) for number, one in enumerate(ranges)).owners(start, stop)
    assert found == [n for n, (a, b) in enumerate(ranges) if a < stop and b > start]
