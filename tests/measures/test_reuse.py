from __future__ import annotations

import math
from dataclasses import replace

from framing.measures.reuse import agency_credited, first_index, shared_share
from framing.reading import read_article
from framing.types import Article, Measurement, Reading, Shared

TEXT = "Crews opened the bridge on Sunday. Farmers from two valleys came to see the first lorry."


def reading(*shared: Shared) -> Reading:
    return read_article(Article("a", TEXT, shared=shared))


def numbers(found: Reading) -> tuple[Measurement, Measurement, Measurement]:
    return shared_share(found), agency_credited(found), first_index(found)


def test_nobody_looked_gives_no_number_at_all() -> None:
    found = numbers(read_article(Article("a", TEXT)))
    assert [one.denominator for one in found] == [0, 0, 0]
    assert all(math.isnan(one.value) for one in found)


def test_nothing_found_is_a_share_of_0_and_no_order() -> None:
    share, credited, first = numbers(reading())
    assert share.value == 0
    assert math.isnan(credited.value)
    assert math.isnan(first.value)


def test_a_passage_shared_with_two_articles_counts_once_in_the_share() -> None:
    half = reading(Shared(0, 33, "b"), Shared(0, 33, "c"))
    assert shared_share(half).value == 6 / 16
    assert shared_share(half).spans == ((0, 33),)


def test_shared_words_are_weighed_by_who_was_first() -> None:
    found = reading(Shared(0, 33, "b", first=1), Shared(35, 87, "c", first=-1))
    assert first_index(found).value == (6 - 10) / 16
    assert first_index(reading(Shared(0, 33, "b", first=0))).denominator == 0


def test_credit_is_the_share_of_copied_words_under_an_agency() -> None:
    found = reading(Shared(0, 33, "b", credited=True), Shared(35, 87, "c"))
    assert agency_credited(found).value == 6 / 16


def test_the_rest_of_a_reading_does_not_depend_on_reuse() -> None:
    plain = read_article(Article("a", TEXT))
    marked = reading(Shared(0, 33, "b"))
    assert replace(marked.article, shared=None) == plain.article
    assert marked.zones == plain.zones
