"""Any bytes give a row or a reported skip: hypothesis looks for bytes that do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.cases import make_case
from tests.fuzz.parts import PARTS

_MIXED = st.integers(0, 1_000_000)
_EXAMPLES = {"layers": 25, "pages": 15, "readers": 60, "lists": 25}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_stands_any_bytes(part: str) -> None:
    check = PARTS[part]

    @settings(max_examples=_EXAMPLES.get(part, 60), deadline=None, derandomize=True, database=None)
    @given(st.binary(max_size=200) | _MIXED.map(lambda number: make_case(part, number)))
    def stands(data: bytes) -> None:
        check(data)

    stands()
