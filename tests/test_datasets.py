"""Loaders of the public corpora: outlets under one name each."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.datasets import fold_outlets, load_allsides, load_fakes
from framing.types import Article


def test_spellings_of_an_outlet_fold_to_one() -> None:
    spellings = ("Fox News (Online)", "Fox News", "Fox Online News", "Fox News Opinion")
    articles = [Article(str(k), "", outlet=name) for k, name in enumerate(spellings)]
    assert {article.outlet for article in fold_outlets(articles)} == {"Fox News"}


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
