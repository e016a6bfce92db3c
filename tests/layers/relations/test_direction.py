"""Weights filed by the parts of names must weigh as the names do."""

from __future__ import annotations

import pytest

from framing.layers.relations.direction import Stances, file_weights, names_of

SEEN = Stances(
    words=["l:meet", "t:VB"],
    stands=(["subject", "before"], ["before", "after0:with"]),
    more=(["first:True"], ["first:False"], ["both:rule:none"]),
)


def test_filed_weights_choose_the_reading_whose_names_weigh_most() -> None:
    for names in names_of(SEEN):
        for name in names:
            weights = {name: 1.0}
            sums = [sum(weights.get(n, 0.0) for n in held) for held in names_of(SEEN)]
            assert file_weights(weights).weigh(SEEN) == pytest.approx(sums), name
            weights = {name: -1.0}
            sums = [sum(weights.get(n, 0.0) for n in held) for held in names_of(SEEN)]
            assert file_weights(weights).weigh(SEEN) == pytest.approx(sums), name


def test_a_pair_of_ways_that_both_orders_make_counts_once() -> None:
    seen = Stances([], (["a", "b"], ["b", "a"]), ([], ["x"], []))
    assert file_weights({"both:a|b": 1.0, "x": 1.5}).weigh(seen) == [0.0, 1.5, 1.0]
