"""Who is "quoted by the agency as saying": the one quoted speaks, not the agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.layers.quotes.phrases import phrase_start

_CITED = frozenset({"quoted", "cited"})
_SAYING = frozenset({"saying", "telling", "warning", "declaring", "stating"})
_AS = 8
"""Words between "quoted" and "as saying": "by the state's own news agency"."""
_CONFIDENCE = 0.7
"""Given to what is found by its form alone."""
_SHORTEST = 3


def pass_on(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions, with the one quoted as source: "Roe was quoted by an agency as saying"."""
    passives = {row: source for row in _cited(page) if (source := _subject(page, row))}
    if not passives:
        return list(found)
    told = [_with_source(page, one, passives) for one in found]
    cues = {one.cue[0] for one in told if one.cue is not None}
    more = [one for row in passives if row not in cues for one in _said(page, row, passives[row])]
    return sorted([*told, *more], key=lambda one: one.content) if more else told


def _cited(page: ArticleRows) -> list[int]:
    rows = [row for row, word in enumerate(page.words) if word in _CITED and row > 1]
    return [row for row in rows if not _SAYING.isdisjoint(page.words[row + 1 : row + 1 + _AS])]


def _said(page: ArticleRows, row: int, source: Rows) -> list[QuoteSpans]:
    """What stands behind "as saying", from "that" on where it is there."""
    first = next(r for r in range(row + 1, row + 1 + _AS) if page.words[r] in _SAYING) + 1
    _, end = page.sentence_rows(row)
    begin = page.words.index("that", first, end) if "that" in page.words[first:end] else first
    stop = end - (page.words[end - 1] == ".")
    if stop - begin < _SHORTEST or not page.speaks[row]:
        return []
    return [QuoteSpans(((begin, stop),), (row, row + 1), source, _CONFIDENCE)]


def _subject(page: ArticleRows, row: int) -> Rows | None:
    """Rows of the noun phrase before "was quoted"."""
    stop = row
    while stop and (page.lemmas[stop - 1] in {"be", "have"} or page.tags[stop - 1] == "RB"):
        stop -= 1
    first = phrase_start(page, stop)
    return (first, stop) if first < stop < row else None


def _with_source(page: ArticleRows, one: QuoteSpans, passives: dict[int, Rows]) -> QuoteSpans:
    for row, source in passives.items():
        near = one.source is not None and source[0] <= one.source[0] <= row + _AS
        ends = any(rows[0] < source[1] and source[0] < rows[1] for rows in one.content)
        same = page.sentence[one.content[-1][1] - 1] == page.sentence[row]
        if near or (ends and same):
            said = tuple(_without(rows, (source[0], row + _AS)) for rows in one.content)
            said = tuple(rows for rows in said if rows[0] < rows[1])
            behind = _said(page, row, source)
            if behind and any(rows[0] <= behind[0].content[0][0] - 1 < rows[1] for rows in said):
                said = behind[0].content
            cue = (row, row + 1)
            return replace(one, content=said or one.content, cue=cue, source=source)
    return one


def _without(rows: Rows, taken: Rows) -> Rows:
    """Rows before what is taken; all of them where they end before it or begin behind it."""
    inside = rows[0] < taken[0] < rows[1]
    return (rows[0], taken[0]) if inside else rows
