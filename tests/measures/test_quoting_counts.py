"""Counts of attributions that stand inside others or name no source."""

from __future__ import annotations

import framing.measures.all  # noqa: F401
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.types import Article, Options


def value_of(text: str, column: str) -> float:
    reading = read_article(Article("a", text))
    (found,) = (f for f in list_features(Options(columns="all")) if f.spec.name == column)
    return found.measure(reading).value


def test_said_inside_according_to_is_nested() -> None:
    text = "According to a press release, the minister said that the talks had failed."
    assert value_of(text, "quote_nested_count") == 1
    assert value_of("The minister said that the talks had failed.", "quote_nested_count") == 0


def test_attribution_with_a_source_is_not_sourceless() -> None:
    assert value_of("The minister said that the talks had failed.", "quote_sourceless_count") == 0
