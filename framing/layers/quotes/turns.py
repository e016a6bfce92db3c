"""Turns of a transcript: "SECRETARY ROE: It was a good talk." attributes all that follows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from framing.layers.entities.tagger import is_common_word
from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans

_LABEL = 6
"""Words that a speaker's label may have at most: title and name."""
_TURNS = 2
"""Turns from which on a page is a transcript, not a story with a colon in it."""
_SURE = 4
"""Turns from which on each goes on to the next although no label stands twice."""
_CONFIDENCE = 0.9  # of a turn of a transcript; chosen, not measured


def add_turns(page: ArticleRows, text: str, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions with one for each turn, in place of those that begin with its label.

    Labels are in capitals, or stand twice or oftener; "QUESTION" is nobody's name.
    """
    labels = list(_labels(page, text))
    counts = Counter(_words(page, text, rows) for rows in labels)
    turns = [
        rows
        for rows in labels
        if _words(page, text, rows).isupper() or counts[_words(page, text, rows)] > 1
    ]
    if len(turns) < _TURNS:
        return list(found)
    own = [rows for rows in turns if _names_someone(page, rows)]
    inside = {row for first, colon in turns for row in range(first, colon + 1)}
    kept = [one for one in found if one.source is None or one.source[0] not in inside]
    # Two lines in capitals far apart are sections of a newsletter as often as turns.
    going = len(turns) >= _SURE or max(counts[_words(page, text, rows)] for rows in turns) > 1
    said = [
        QuoteSpans((_said(page, rows, turns if going else ()),), None, rows, _CONFIDENCE)
        for rows in own
    ]
    said = [one for one in said if one.content[0][0] < one.content[0][1]]
    return sorted([*kept, *said], key=lambda one: one.content)


def _labels(page: ArticleRows, text: str) -> list[Rows]:
    """First row and colon of what may be speakers' labels at the beginning of paragraphs."""
    found = []
    first = 0
    while first < len(page.words):
        stop = bisect_right(page.paragraph, page.paragraph[first])
        colon = next(
            (r for r in range(first, min(first + _LABEL, stop)) if page.words[r] == ":"), 0
        )
        begins = first < colon < stop - 1 and page.speaks[first]
        begins = begins or (first < colon == stop - 1 and _goes_on(page, text, colon))
        if begins and _is_name(page, text, (first, colon)):
            found.append((first, colon))
        first = stop
    return found


def _goes_on(page: ArticleRows, text: str, colon: int) -> bool:
    """Whether a label that was set apart as one has its turn behind it on the same line."""
    after = colon + 1
    if after >= len(page.words) or not page.speaks[after]:
        return False
    return "\n" not in text[page.stop[colon] : page.start[after]]


def _is_name(page: ArticleRows, text: str, rows: Rows) -> bool:
    """Whether every word has a capital; a label in capitals may name an office: "ROE, HOST"."""
    joins = {","} if _words(page, text, rows).isupper() else set()
    return all(
        text[page.start[row]].isupper() or (row > rows[0] and page.words[row] in joins)
        for row in range(*rows)
    )


def _words(page: ArticleRows, text: str, rows: Rows) -> str:
    return text[page.start[rows[0]] : page.stop[rows[1] - 1]]


def _names_someone(page: ArticleRows, rows: Rows) -> bool:
    """Whether a label is more than a common word: not "QUESTION", not "Q"."""
    last = page.words[rows[1] - 1]
    return rows[1] - rows[0] > 1 or (len(last) > 1 and not is_common_word(last))


def _said(page: ArticleRows, label: Rows, turns: Sequence[Rows]) -> Rows:
    """From the colon to the next of `turns`; the last turn is its paragraph."""
    at = bisect_left(turns, label)
    end = bisect_right(page.paragraph, page.paragraph[label[1] + 1])
    stop = turns[at + 1][0] if at + 1 < len(turns) else end
    while stop > end and not page.speaks[stop - 1]:
        stop -= 1
    return label[1] + 1, stop
