"""Comparisons on real corpora: what is known of BASIL's outlets comes out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import framing.measures.all  # noqa: F401  (registers the features)
from framing.compare import CompareOptions, compare_matched, compare_outlets
from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.tables.rows import feature_row
from framing.types import Options, Reading
from research.evaluate.basil import loaded_words, own_words, score
from research.gold.load import BiasArticle, load_basil


@pytest.fixture(scope="module")
def gold(corpora: Path) -> list[BiasArticle]:
    return list(load_basil(corpora / "data" / "basil"))


@pytest.fixture(scope="module")
def readings(gold: list[BiasArticle]) -> list[Reading]:
    return list(read_articles([one.article for one in gold]))


@pytest.mark.corpora
def test_the_times_puts_less_into_quotation_marks_on_the_same_events(
    gold: list[BiasArticle], readings: list[Reading]
) -> None:
    features = list_features(Options())
    table = pd.DataFrame([feature_row(reading, features) for reading in readings])
    table["story_id"] = [one.event for one in gold]
    options = CompareOptions(features=("quote_*",), pairwise=True)
    matched = compare_matched(table, options=options).set_index(["feature", "group", "against"])
    direct = matched.loc[("quote_direct_words_share", "HuffPost", "The New York Times")]
    assert direct["n"] == 74
    assert direct["difference_low"] > 0
    assert direct["q"] < 0.05
    # Every event is told once by each: the two modes estimate the same means.
    apart = compare_outlets(table, options=options).set_index(["feature", "group", "against"])
    same = apart.loc[("quote_direct_words_share", "HuffPost", "The New York Times")]
    assert same["difference"] == pytest.approx(direct["difference"])
    assert same["difference_low"] == pytest.approx(direct["difference_low"], abs=0.01)


@pytest.mark.corpora
def test_loaded_words_lie_where_annotators_saw_lexical_bias(
    gold: list[BiasArticle], readings: list[Reading]
) -> None:
    spans = [
        [(s.start, s.stop) for s in one.spans if s.kind == "lex" and not s.quoted] for one in gold
    ]
    loaded = score([loaded_words(reading) for reading in readings], spans)
    every = score([own_words(reading) for reading in readings], spans)
    by_chance = every.words / every.all_words
    assert loaded.words / loaded.all_words > 5 * by_chance
