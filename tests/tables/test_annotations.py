"""Every number recounts from its annotations, and every span is its evidence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.measures.columns import list_features
from framing.tables.rows import annotation, feature_row
from framing.tables.write import json_line
from framing.types import Article, Options, Reading

OPTIONS = Options()
KEYS = {
    *("article_id", "path", "outlet", "agency", "provenance", "zones", "quotes", "hedges"),
    *("mentions", "salience", "relations", "wordings", "problems"),
}


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if "start" in value and "stop" in value:
            yield value["start"], value["stop"]
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        if len(value) == 2 and all(type(item) is int for item in value):
            yield value[0], value[1]
        else:
            for inner in value:
                yield from _spans(inner)


def _recount(found: dict[str, Any]) -> float:
    weights = found["weights"] if found["weights"] is not None else [1] * len(found["spans"])
    total = found["scale"] * math.fsum(weights)
    if found["denominator"] is None:
        return float(total)
    return total / found["denominator"] if found["denominator"] else math.nan


def _check(reading: Reading) -> dict[str, Any]:
    features = list_features(OPTIONS)
    row = feature_row(reading, features)
    found: dict[str, Any] = json.loads(json_line(annotation(reading, features)))
    assert set(found) >= KEYS
    length = len(reading.article.text)
    for start, stop in _spans({key: found[key] for key in KEYS - {"salience"}}):
        assert 0 <= start <= stop <= length
    for name, measured in found["measurements"].items():
        for start, stop in measured["spans"]:
            assert 0 <= start < stop <= length, name
        if measured["weights"] is not None:
            assert len(measured["weights"]) == len(measured["spans"]), name
        recounted = _recount(measured)
        assert row[name] == pytest.approx(recounted, rel=1e-5, nan_ok=True), name
    return found


def _in_order(items: list[dict[str, Any]]) -> bool:
    starts = [item["start"] for item in items]
    return starts == sorted(starts)


@pytest.fixture(scope="module")
def demo_readings(demo_folder: Path) -> list[Reading]:
    return list(framing.read_articles(framing.load_articles(demo_folder)))


def test_every_number_of_the_demo_articles_recounts(demo_readings: list[Reading]) -> None:
    for reading in demo_readings:
        found = _check(reading)
        assert all(_in_order(found[layer]) for layer in ("hedges", "mentions", "wordings", "zones"))


@pytest.mark.corpora
def test_every_number_of_the_real_pages_recounts(corpora: Path) -> None:
    for reading in framing.read_articles(framing.load_articles(corpora / "seeds")):
        _check(reading)


def test_layer_counts_are_the_feature_counts(demo_readings: list[Reading]) -> None:
    for reading in demo_readings:
        row = feature_row(reading, list_features(OPTIONS))
        assert row["quote_attributions_count"] == len(reading.quotes)
        assert row["relation_statements_count"] == len(reading.relations)
        own = [hedge for hedge in reading.hedges if hedge.voice == "outlet"]
        words = int((reading.is_word & (reading.quote_of < 0)).sum())
        assert row["hedge_outlet_per_1k_words"] == pytest.approx(1000 * len(own) / words, rel=1e-5)


def test_zones_cover_every_character_but_white_space(demo_readings: list[Reading]) -> None:
    for reading in demo_readings:
        covered = [False] * len(reading.article.text)
        for zone in reading.zones:
            for place in range(zone.start, zone.stop):
                assert not covered[place], "zones overlap"
                covered[place] = True
        bare = [c for c, hit in zip(reading.article.text, covered, strict=True) if not hit]
        assert not "".join(bare).strip()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_gives_a_row(text: str) -> None:
    _check(framing.read_article(Article("any", text)))


_WORDS = st.sampled_from(
    [
        *("“", "”", '"', "Moscow", "said", "may", "\n", "\n\n", ".", ",", "the US", "he", "that"),
        *("—", "(Reuters)", "WASHINGTON", "killed", "was", "by", "Russia", "according to", "not"),
        *("[x]", "''", "``", "‘", "’s", "[", "\u200b", "\u0301", "🙂", "слово"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_any_heap_of_news_words_gives_a_row(words: list[str]) -> None:
    _check(framing.read_article(Article("any", " ".join(words))))


def test_reading_in_a_batch_changes_nothing(demo_folder: Path) -> None:
    articles = list(framing.load_articles(demo_folder))
    together = list(framing.read_articles(articles))
    features = list_features(OPTIONS)
    for article, reading in zip(articles, together, strict=True):
        alone = framing.read_article(article)
        assert json_line(annotation(alone, features)) == json_line(annotation(reading, features))
