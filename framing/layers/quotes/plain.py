"""Plain sentences with "said": a clause before it, "Talks will go on, the ministry said in a note".

And a clause behind it, where nothing else of its sentence is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.layers.page import CONFIRM, ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans

_SAYS = frozenset({"say", "tell"})
_VERBS = ("reports", "tell", CONFIRM)
_SPOKEN = frozenset({"VBD", "VBZ", "VBP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENS = ("DT", "NN", "PRP", "JJ", "CD", "EX")
_SOURCE = ("NN", "JJ", "DT", "CD", "PRP", "POS", "HYPH", "VBG", "VBN")
_JOINS = frozenset({"of", "for", "in", "and", "at", "-", "–", "&"})
_ADDS = frozenset({"and", "&"})
_GOES_ON = frozenset({"that", ":", "“", '"', "``", "whether", "if", "how"})
_OPENS_CLAUSE = frozenset({"after", "as", "when", "while", "before", "because", "since", "which"})
_SUBORDINATES = frozenset({"that", "which", "who", "whose", "when", "while", "as", "if"})
_LONGEST = 14
"""Words of "a spokesman for the Russian president's envoy to the north of the country"."""
_SHORTEST = 3
_CONFIDENCE = 0.7
"""Given to what is found by its form alone."""


def put_clauses(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions; where the clause before the source is what is said, that is their content.

    Clauses that no attribution tells get one, before "said" and behind it.
    """
    told = list(found)
    for source, cue, content in _clauses(page):
        numbers = [k for k, one in enumerate(told) if _is_about(one, source, cue)]
        if any(_fits(told[k], content) for k in numbers):
            continue
        others = [one for k, one in enumerate(told) if k not in numbers]
        if any(_crosses(one, content) for one in others):
            continue
        sure = max([told[k].confidence for k in numbers], default=_CONFIDENCE)
        told = [one for k, one in enumerate(told) if k not in numbers]
        told.append(QuoteSpans((content,), (cue, cue + 1), source, sure))
    told += _behind(page, told)
    return sorted(told, key=lambda one: one.content) if len(told) != len(found) else told


def _crosses(one: QuoteSpans, content: Rows) -> bool:
    """Whether a clause shares words with what another attribution tells, and does not hold it."""
    first, stop = content
    whole = one.cue is not None and first <= one.cue[0] < stop
    whole = whole and all(first <= rows[0] and rows[1] <= stop for rows in one.content)
    return not whole and any(rows[0] < stop and first < rows[1] for rows in one.content)


def _behind(page: ArticleRows, told: Sequence[QuoteSpans]) -> Iterator[QuoteSpans]:
    """ "Roe, speaking in Oslo, said it was over": a subject, its verb and a clause to the end."""
    taken = {page.sentence[rows[0]] for one in told for rows in (*one.content, one.cue) if rows}
    for cue in page.watched["reports"] + page.watched["tell"]:
        plain = page.lemmas[cue] in _SAYS and page.tags[cue] in _SPOKEN
        if not plain or page.sentence[cue] in taken or not page.speaks[cue]:
            continue
        begin, end = page.sentence_rows(cue)
        stop = end - (page.words[end - 1] in {".", "!", "?"})
        if any(page.quoted[begin:end]):
            continue
        source, first = _subject(page, begin, cue), _clause(page, cue, stop)
        if source is not None and first is not None and stop - first >= _SHORTEST:
            taken.add(page.sentence[cue])
            yield QuoteSpans(((first, stop),), (cue, cue + 1), source, _CONFIDENCE)


def _subject(page: ArticleRows, begin: int, cue: int) -> Rows | None:
    """The noun phrase that opens a sentence, with nothing or an aside between commas behind it."""
    stop = begin
    while stop < cue and (page.tags[stop].startswith(_SOURCE[:-2]) or page.words[stop] in _JOINS):
        stop += 1
    aside = stop + 1 < cue and page.words[stop] == page.words[cue - 1] == ","
    aside = aside and not any(page.tags[row] in _FINITE for row in range(stop, cue))
    named = any(page.tags[row].startswith(("NN", "PRP")) for row in range(begin, stop))
    named = named or stop == begin + 1  # a surname that the tagger does not know
    return (begin, stop) if named and (stop == cue or aside) else None


def _clause(page: ArticleRows, cue: int, end: int) -> int | None:
    """First row of the clause behind a verb: "that …", or a subject and a verb of its own."""
    first = cue + 1
    if page.lemmas[cue] == "tell":
        while first < end and page.tags[first].startswith(_SOURCE):
            first += 1
    if page.words[first : first + 1] == ["that"]:
        return first
    row = first
    while row < end and page.tags[row].startswith(_SOURCE):
        row += 1
    return first if first < row < end and page.tags[row] in _FINITE else None


def _is_about(one: QuoteSpans, source: Rows, cue: int) -> bool:
    """Whether an attribution has this verb as its cue or this phrase in its source."""
    if one.cue is not None:
        return one.cue[0] <= cue < one.cue[1]
    return one.source is not None and one.source[0] < source[1] and source[0] < one.source[1]


def _fits(one: QuoteSpans, content: Rows) -> bool:
    """Whether its content is that clause already, give or take its first words and the comma."""
    first, stop = one.content[0]
    return stop in (content[1], content[1] + 1) and first < content[1] - _SHORTEST


def _clauses(page: ArticleRows) -> Iterator[tuple[Rows, int, Rows]]:
    """Source, verb and content of each sentence that opens with what is said."""
    for cue in sorted(row for kind in _VERBS for row in page.watched[kind]):
        spoken = page.tags[cue] in _SPOKEN or (
            page.tags[cue] == "VBN" and page.words[cue - 1] == ","
        )
        if not spoken or page.quoted[cue] or not page.speaks[cue]:
            continue
        begin, end = page.sentence_rows(cue)
        source, comma = _source(page, begin, cue), cue - 1
        if source is not None and _ends_with(page, cue, end):
            comma = source[0] - 1
        elif page.lemmas[cue] != "tell":
            source = _inverted(page, cue, end)
        if source is not None and _is_main(page, (begin, comma)):
            yield source, cue, (begin, comma)


def _inverted(page: ArticleRows, cue: int, end: int) -> Rows | None:
    """The noun phrase that ends a sentence behind a comma and a verb: ", confirmed police."."""
    stop = cue + 1
    while stop < end and (page.tags[stop].startswith(_SOURCE) or page.words[stop] in _JOINS):
        stop += 1
    ends = page.words[cue - 1] == "," and page.words[stop : stop + 1] in (["."], [","])
    named = any(page.tags[row].startswith("NN") for row in range(cue + 1, stop))
    return (cue + 1, stop) if ends and named and stop <= end else None


def _source(page: ArticleRows, begin: int, cue: int) -> Rows | None:
    """The noun phrase between a comma and the verb, with one in apposition before the verb."""
    found = _phrase_before(page, begin, cue)
    if found is None and page.words[cue - 1] == ",":
        inner = _phrase_before(page, begin, cue - 1)
        found = _phrase_before(page, begin, inner[0] - 1) if inner is not None else None
        named = found is not None and page.tags[found[1] - 1].startswith("NNP")
        found = (found[0], cue - 1) if found is not None and named else None
    return found


def _phrase_before(page: ArticleRows, begin: int, stop: int) -> Rows | None:
    """Rows of a noun phrase behind a comma."""
    first = stop
    while first > begin and page.words[first - 1] != ",":
        first -= 1
        fits = page.tags[first].startswith(_SOURCE) or page.words[first] in _JOINS
        if not fits or page.quoted[first]:
            return None
    if page.words[first] in _ADDS:
        return None  # "…, and the ministry confirmed it": a clause of its own
    short = 0 < stop - first <= _LONGEST
    named = any(page.tags[row].startswith(("NN", "PRP")) for row in range(first, stop))
    return (first, stop) if short and named and first - begin > _SHORTEST else None


def _ends_with(page: ArticleRows, cue: int, end: int) -> bool:
    """Whether nothing that is said follows the verb: time, place, occasion, or the full stop."""
    for row in range(cue + 1, end):
        if page.words[row] in _GOES_ON or page.quoted[row]:
            return False
        if page.words[row] in _OPENS_CLAUSE:
            return True
        if page.tags[row] in _FINITE:
            return False
    return True


def _is_main(page: ArticleRows, rows: Rows) -> bool:
    """Whether rows are a main clause of their own: subject, then verb, before any comma.

    "Last week, in a speech that moved many" has no verb of its own.
    """
    first, stop = rows
    if not page.tags[first].startswith(_OPENS) or page.words[first] in _SUBORDINATES:
        return False
    if page.quoted[first] or not all(page.speaks[first:stop]) or stop - first < _SHORTEST:
        return False
    for row in range(first, stop):
        if page.tags[row] in _FINITE:
            return row > first
        if page.words[row] in _SUBORDINATES or page.words[row] == ",":
            return False
    return False
