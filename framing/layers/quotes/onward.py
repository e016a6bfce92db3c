"""Contents that go on: behind an opening clause, and into the paragraph that a colon announces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.layers.quotes.phrases import phrase_start
from framing.lists.cues import SURE, term_at

_CONDITIONS = frozenset({"if", "while", "although", "though", "unless", "because"})
_OPENS_CLAUSE = _CONDITIONS | {
    *("when", "since", "once", "before", "after", "despite", "until"),
}
_ASKS = frozenset({"ask", "wonder"})
_MAIN = ("PRP", "DT", "NN", "EX", "JJ", "CD", "IN")
"""Tags that open a main clause."""
_STOPS = frozenset({".", "?", "!"})
_SHORTEST, _BLOCK = 4, 8
"""Words of a main clause, and of a paragraph that is a block of somebody's words; chosen, not
measured."""
_ADJUNCT = 8
"""Words between a verb of speech and its colon: "wrote on Monday in a long post:"."""
_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG"})
_HAVE = frozenset({"has", "have", "had"})
_CONFIDENCE = 0.6
"""Given to what is found by its form alone."""


def whole_clauses(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """ "said that while it rains, …" tells the main clause as well as the one before its comma."""
    return [
        replace(one, content=(*one.content[:-1], (one.content[-1][0], stop)))
        if (stop := _main_clause(page, found, one))
        else one
        for one in found
    ]


def _main_clause(page: ArticleRows, found: Sequence[QuoteSpans], one: QuoteSpans) -> int:
    """Where the main clause behind a content ends; 0 if what was found is whole."""
    first, comma = one.content[-1]
    if one.cue is None or one.cue[1] > first or page.words[comma : comma + 1] != [","]:
        return 0
    if page.quoted[first] or page.quoted[comma] or not _is_opening(page, one.cue, (first, comma)):
        return 0
    _, end = page.sentence_rows(comma)
    end -= page.words[end - 1] in _STOPS
    told = end - comma >= _SHORTEST and page.tags[comma + 1].startswith(_MAIN)
    own = any(_speaks_between(other, comma, end) for other in found if other is not one)
    return end if told and page.words[comma + 1] not in {"which", "who"} and not own else 0


def _is_opening(page: ArticleRows, cue: Rows, rows: Rows) -> bool:
    """Whether rows are nothing but a clause that another one must follow."""
    that = page.words[rows[0]] == "that"
    clause = page.words[rows[0] + that : rows[1]]
    if not clause or "," in clause:
        return False
    asked = page.lemmas[cue[1] - 1] in _ASKS
    return clause[0] in _OPENS_CLAUSE if that else clause[0] in _CONDITIONS and not asked


def _speaks_between(other: QuoteSpans, comma: int, end: int) -> bool:
    """Whether another's source and cue stand behind the comma and its content before it."""
    if other.cue is None or other.source is None:
        return False
    return other.source[0] > comma <= other.cue[0] < end and other.content[0][0] < comma


def add_blocks(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions with those of paragraphs without marks that "Roe wrote:" stands above."""
    blocks = list(_blocks(page, found))
    return sorted([*found, *blocks], key=lambda one: one.content) if blocks else list(found)


def _blocks(page: ArticleRows, found: Sequence[QuoteSpans]) -> Iterator[QuoteSpans]:
    for colon in page.watched["colon"]:
        first = colon + 1
        if first == len(page.words) or page.paragraph[colon] == page.paragraph[first]:
            continue
        stop = bisect_right(page.paragraph, page.paragraph[first])
        plain = page.speaks[colon] and page.speaks[first] and not page.quoted[first]
        cue = _verb_before(page, colon) if plain and stop - first >= _BLOCK else None
        if cue is None or any(_tells(one, cue, (colon, stop)) for one in found):
            continue
        begin = cue[0] - 1 if page.tags[cue[0] - 1] == "PRP" else phrase_start(page, cue[0])
        if begin < cue[0]:
            yield QuoteSpans(((first, stop),), cue, (begin, cue[0]), _CONFIDENCE)


def _verb_before(page: ArticleRows, colon: int) -> Rows | None:
    """The last verb before a colon, if it is one of speech, with its auxiliaries."""
    begin, _ = page.sentence_rows(colon)
    nearest = range(colon - 1, max(begin, colon - 1 - _ADJUNCT), -1)
    verb = next((row for row in nearest if page.tags[row].startswith("VB")), None)
    if verb is None or page.tags[verb] not in _VERBS:
        return None
    term = term_at(page.words, page.lemmas, verb, page.lists)
    if term is None or term.category != "speech_verb" or term.strength < SURE:
        return None
    first = verb
    while first > begin and (
        page.tags[first - 1].startswith(("RB", "MD")) or page.words[first - 1] in _HAVE
    ):
        first -= 1
    return (first, verb + 1) if first > begin else None


def _tells(one: QuoteSpans, cue: Rows, block: Rows) -> bool:
    """Whether an attribution says already who speaks in a block, or who says its first words."""
    colon, stop = block
    if one.cue is not None and one.cue[0] < colon and one.cue[1] >= cue[0]:
        return any(last > colon for _, last in one.content)
    inside = one.source is not None and colon < one.source[0] < stop
    return inside and one.content[0][0] <= colon + 1 and one.content[-1][1] <= stop
