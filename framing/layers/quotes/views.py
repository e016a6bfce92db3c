"""What somebody holds without a verb of saying: "In Roe's view, the deal is dead"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.layers.quotes.phrases import phrase_start

_STOPS = frozenset({".", "!", "?"})
_SHORTEST = 3
"""Words of a clause; chosen, not measured."""
_CONFIDENCE = 0.6
"""Given to what is found by its form alone."""


def add_views(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions with those of sentences that open or end with "in Roe's view"."""
    if not page.watched["view"]:
        return list(found)
    told = {row for one in found for rows in one.content for row in range(*rows)}
    more = [one for one in _views(page) if told.isdisjoint(range(*one.content[0]))]
    return sorted([*found, *more], key=lambda one: one.content) if more else list(found)


def _views(page: ArticleRows) -> Iterator[QuoteSpans]:
    for row in page.watched["view"]:
        first, end = page.sentence_rows(row)
        source = _holder(page, first, row)
        if source is None or not page.speaks[row] or page.quoted[row]:
            continue
        before = source[0] - 1
        stop = end - (page.words[end - 1] in _STOPS)
        content = None
        if before == first and page.words[row + 1 : row + 2] == [","]:
            content = (row + 2, stop)
        elif row + 1 == stop and page.words[before - 1] == ",":
            content = (first, before - 1)
        if content is not None and content[1] - content[0] >= _SHORTEST:
            yield QuoteSpans((content,), (row, row + 1), source, _CONFIDENCE)


def _holder(page: ArticleRows, first: int, row: int) -> Rows | None:
    """Whose view it is: the noun phrase or the pronoun between "in" and "view"."""
    if row - first < 2:
        return None
    if page.tags[row - 1] == "POS":
        begin = phrase_start(page, row - 1)
        source = (begin, row - 1)
    elif page.tags[row - 1] == "PRP$" and page.words[row - 1] not in {"my", "our"}:
        source = (row - 1, row)
    else:
        return None
    inside = first < source[0] < source[1]
    return source if inside and page.words[source[0] - 1] == "in" else None
