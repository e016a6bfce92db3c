"""Loaders of the public corpora: outlets under one name each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from framing.errors import UsageError
from framing.lists.outlets import fold_outlets
from framing.lists.word_lists import word_lists
from framing.types import Article
from research.gold.load import load_allsides, load_basil, load_fakes


def test_spellings_of_an_outlet_fold_to_one() -> None:
    spellings = ("Fox News (Online)", "Fox News", "Fox Online News", "Fox News Opinion")
    articles = [Article(str(k), "", outlet=name) for k, name in enumerate(spellings)]
    assert {article.outlet for article in fold_outlets(articles, word_lists())} == {"Fox News"}


@pytest.mark.corpora
def test_fa_kes_has_fifteen_outlets(corpora: Path) -> None:
    articles = list(load_fakes(corpora / "data" / "fa-kes"))
    assert len(articles) == 804
    assert len({article.outlet for article in articles}) == 15


@pytest.mark.corpora
def test_allsides_spellings_fold_to_fewer_outlets(corpora: Path) -> None:
    articles = list(load_allsides(corpora / "data" / "allsides", "us_russia"))
    assert len(articles) == 2057
    assert len({article.outlet for article in articles}) < 150


@pytest.mark.corpora
def test_basil_tells_74_events_three_times_each(corpora: Path) -> None:
    gold = list(load_basil(corpora / "data" / "basil"))
    told = Counter(one.event for one in gold)
    assert (len(gold), len(told), set(told.values())) == (222, 74, {3})
    assert {one.article.outlet for one in gold} == {"Fox News", "HuffPost", "The New York Times"}
    lexical = [s for one in gold for s in one.spans if s.kind == "lex" and not s.quoted]
    assert len(lexical) == 284


def test_basil_elsewhere_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give its folder"):
        next(load_basil(tmp_path))
