"""What is said of a word by its neighbours ends with its sentence and with the text."""

from __future__ import annotations

import numpy as np
import pytest

from framing.language import read_tokens
from framing.layers.entities.features import alias_column, alias_finder, find_runs
from framing.layers.entities.place_nouns import with_places
from framing.layers.entities.tagger import load_tagger
from framing.lists.word_lists import word_lists

LINE = "Kerry and Sergey Lavrov of Russia met Envoy Staffan in Geneva"


@pytest.mark.parametrize("other", ["Paris saw Minsk", "Talks in Moscow may resume on Monday"])
def test_the_words_of_another_text_weigh_nothing(other: str) -> None:
    lists, weights = word_lists(), load_tagger()._weights
    alone, both = read_tokens([LINE]), read_tokens([other, LINE])
    before = len(both) - len(alone)
    runs, of_both = find_runs(alone, lists), find_runs(both, lists)
    behind = of_both.rows >= before
    assert np.array_equal(of_both.rows[behind] - before, runs.rows)
    sums = weights.around(both, of_both, lists)[behind]
    assert np.array_equal(weights.around(alone, runs, lists), sums)


def test_no_place_is_named_across_two_texts_or_before_the_first_word() -> None:
    lists = word_lists()
    for texts in (["Nobody saw Tom Roe", "town talks went on"], ["town talks went on"]):
        tokens = read_tokens(texts)
        assert with_places(tokens, [], lists, np.ones(len(tokens), bool)) == []
    tokens = read_tokens(["They met in Tom Roe town on Monday"])
    assert [span[:2] for span in with_places(tokens, [], lists, np.ones(len(tokens), bool))] == [
        (3, 4)
    ]


def test_every_word_of_an_alias_has_its_code() -> None:
    lists = word_lists()
    tokens = read_tokens(["The United States of America and the Russian Federation met Kerry."])
    matches = alias_finder(lists).find(tokens)
    codes = alias_column(tokens, lists, matches)
    assert (matches.last - matches.first).max() == 3
    inside = np.zeros(len(tokens), bool)
    for first, last in zip(matches.first.tolist(), matches.last.tolist(), strict=True):
        assert codes[first] % 2 == 1
        assert (codes[first + 1 : last + 1] == codes[first] + 1).all()
        inside[first : last + 1] = True
    assert not codes[~inside].any()
