"""Spans of an article whose title stands in a column of its own."""

from __future__ import annotations

from framing import Article, Options, read_article
from framing.measures.columns import list_features
from framing.tables.rows import annotation

TEXT = "Russia condemned the United States on Monday. Talks may resume, an envoy said.\n"


def test_statements_in_title_and_text_are_annotated_with_their_sides() -> None:
    article = Article("a", TEXT, title="Moscow criticises Washington over the missile shield")
    found = annotation(read_article(article), list_features(Options()))
    places = {(one.get("in", "text"), one["source"], one["target"]) for one in found["relations"]}
    assert ("text", "RUS", "USA") in places
    assert {"title", "text"} >= {place for place, _, _ in places}
    for one in found["relations"]:
        held = article.title if one.get("in") == "title" else article.text
        assert held is not None
        assert held[one["start"] : one["stop"]].strip()
