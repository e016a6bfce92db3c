"""Sayings told by marks: "Roe: deal is dead", "… - police", "…, says envoy", "“…” —Jane Roe".

Headlines and credits leave out the words by which the model of quotations, which learned from
running prose, knows a saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.layers.quotes.phrases import kind_of, phrase_start
from framing.lists.cues import SURE, term_at
from framing.lists.name_words import word_groups

_DASHES = frozenset({"-", "–", "—", "--", "―"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE = frozenset({",", "and", "but", ";"})
_PHRASE = ("NN", "JJ", "DT", "CD", "POS", "PRP$")
_QUESTIONS = ("WP", "WRB", "WDT")
_MARKS = frozenset({"'", "‘", "“", '"', "``"})
_OPENS = _MARKS | {"no", "not", "never"}
_LABEL = 6
"""Words of "a former Defence Ministry official"."""
_CREDIT = 10
"""Words of a name with its office."""
_CONFIDENCE = 0.7
"""Given to what is found by its form alone."""


def add_marked(
    page: ArticleRows, found: Sequence[QuoteSpans], named: AbstractSet[int]
) -> list[QuoteSpans]:
    """The attributions with those that marks tell; `named` are rows of names of who may speak."""
    credits = list(_credits(page, named))
    sayings = list(_papers_that_say(page))
    kept = [one for one in found if not any(_overlap(one, other) for other in credits + sayings)]
    more = credits + sayings
    for one in _in_headline(page, named):
        same = [other for other in kept if _is_same(other, one)]
        if any(_overlap(other, one) for other in kept if other not in same):
            continue
        kept = [other for other in kept if other not in same]
        more.append(one)
    return sorted([*kept, *more], key=lambda one: one.content) if more else list(found)


def _is_same(other: QuoteSpans, one: QuoteSpans) -> bool:
    """Whether another attribution has the same cue, or reads the mark and its source as told."""
    if other.content == one.content or (other.cue is not None and other.cue == one.cue):
        return True
    source = one.source or one.content[0]
    return source[0] > one.content[0][1] and any(a < source[0] < z for a, z in other.content)


def _overlap(one: QuoteSpans, other: QuoteSpans) -> bool:
    first, stop = other.content[0]
    return any(rows[0] < stop and first < rows[1] for rows in one.content)


def _in_headline(page: ArticleRows, named: AbstractSet[int]) -> Iterator[QuoteSpans]:
    """At most one attribution: by a verb behind a comma, a colon, or a dash before its source."""
    first, stop = page.headline
    while first < stop and page.words[stop - 1] in {".", "!", "?"}:
        stop -= 1
    forms = (_by_verb, _by_last_verb, _by_colon, _by_last_mark)
    for form in forms:
        one = form(page, (first, stop), named)
        if one is not None and one.content[0][1] - one.content[0][0] > 1:
            yield one
            return


def _speaks(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> bool:
    """Whether rows are a phrase for somebody who speaks."""
    first, stop = rows
    if not 0 < stop - first <= _LABEL or phrase_start(page, stop) > first:
        return False
    last = page.words[stop - 1]
    kind = kind_of(last, page.lists)
    if kind in ("person", "group", "organisation") or stop - 1 in named:
        return True
    groups = word_groups(page.lists, "saying_words")
    return last in groups["paper"] or (last in groups["medium"] and stop - first > 1)


def _may_say(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> bool:
    """Whether rows beside a verb of speech are a speaker; any name is one there: "says Roe"."""
    proper = all(tag.startswith("NNP") for tag in page.tags[rows[0] : rows[1]])
    return (proper and 0 < rows[1] - rows[0] <= _LABEL) or _speaks(page, rows, named)


def _by_verb(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> QuoteSpans | None:
    """ "Grain deal near, says envoy"; "Roe visits town, says truce is dead"."""
    first, stop = rows
    for row in range(first + 2, stop - 1):
        if page.words[row - 1] not in _CLAUSE or not _says(page, row):
            continue
        cue, behind = (row, row + 1), (row + 1, stop)
        if phrase_start(page, stop) <= row + 1 and _may_say(page, behind, named):
            return QuoteSpans(((first, row - 1),), cue, behind, _CONFIDENCE)
        subject = _subject(page, first, row)
        if subject is not None and _speaks(page, subject, named):
            return QuoteSpans((behind,), cue, subject, _CONFIDENCE)
    return None


def _says(page: ArticleRows, row: int) -> bool:
    """Whether a word is a verb of speech in the present, whatever its capital makes of it."""
    present = page.words[row].endswith("s") or page.words[row] == "say"
    if not present or not page.tags[row].startswith(("VB", "NN")):
        return False
    verb = page.words[row].removesuffix("s")
    term = term_at((page.words[row],), (verb,), 0, page.lists)
    return term is not None and term.category == "speech_verb" and term.strength >= SURE


def _by_last_verb(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> QuoteSpans | None:
    """ "Ships free to leave, envoy says"."""
    first, verb = rows[0], rows[1] - 1
    comma = next((row for row in range(verb - 1, first, -1) if page.words[row] == ","), first)
    if comma == first or not _says(page, verb) or not _may_say(page, (comma + 1, verb), named):
        return None
    return QuoteSpans(((first, comma),), (verb, verb + 1), (comma + 1, verb), _CONFIDENCE)


def _subject(page: ArticleRows, first: int, stop: int) -> Rows | None:
    """What stands before the first verb of a headline."""
    verb = next((row for row in range(first, stop) if page.tags[row] in _FINITE), first)
    return (first, verb) if verb > first else None


def _by_colon(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> QuoteSpans | None:
    """ "Roe: new steps are a threat", not "Roe: a life in pictures"."""
    first, stop = rows
    near = range(first + 1, min(first + 1 + _LABEL, stop - 1))
    mark = next((row for row in near if page.words[row] == ":" or _opens_behind(page, row)), 0)
    label = _without_matter(page, (first, mark), named)
    if not mark or not _speaks(page, label, named):
        return None
    said = (mark + 1, stop)
    if not _is_told(page, said) or page.words[stop : stop + 1] == ["?"]:
        return None
    return QuoteSpans((said,), (mark, mark + 1), label, _CONFIDENCE)


def _without_matter(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> Rows:
    """Who speaks, without to whom or on what: "Roe to Doe: never", "'Never': Roe on new tolls"."""
    first, stop = rows
    for row in range(first + 1, stop - 1):
        led = page.words[row] == "to" or (page.words[row] == "on" and row - 1 in named)
        if led and all(tag.startswith(_PHRASE) for tag in page.tags[row + 1 : stop]):
            return first, row
    return rows


def _opens_behind(page: ArticleRows, row: int) -> bool:
    """Whether a dash stands before a quotation."""
    return _is_dash(page, row) and page.words[row + 1] in _MARKS


def _is_told(page: ArticleRows, rows: Rows) -> bool:
    """Whether rows read like something said: a quotation, a clause, something to do."""
    tags = page.tags[rows[0] : rows[1]]
    if page.words[rows[0]] in _OPENS or tags[0].startswith("PRP"):
        return True
    if tags[0].startswith(_QUESTIONS):
        return False
    clause = any(tag in _FINITE for tag in tags)
    acts = any(tag.startswith("VB") for tag in tags) and tags[0] not in {"DT", "CD"}
    return clause or acts


def _by_last_mark(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> QuoteSpans | None:
    """ "No one hurt - police", "Deal near: envoy"; a medium there is whose headline it is."""
    first, stop = rows
    marks = [r for r in range(first + 2, stop - 1) if page.words[r] == ":" or _is_dash(page, r)]
    label = _without_matter(page, (marks[-1] + 1, stop), named) if marks else rows
    if not marks or not _speaks(page, label, named):
        return None
    cue = (marks[-1], marks[-1] + 1) if page.words[marks[-1]] == ":" else None
    return QuoteSpans(((first, marks[-1]),), cue, label, _CONFIDENCE)


def _is_dash(page: ArticleRows, row: int) -> bool:
    """Whether a dash stands between words, not in one."""
    apart = page.stop[row - 1] < page.start[row] and page.stop[row] < page.start[row + 1]
    return page.words[row] in _DASHES and apart


def _credits(page: ArticleRows, named: AbstractSet[int]) -> Iterator[QuoteSpans]:
    """A paragraph that is a quotation, a dash and a name."""
    for first in page.watched["opener"]:
        if first and page.paragraph[first - 1] == page.paragraph[first]:
            continue
        dash = first
        while dash < len(page.words) and page.quoted[dash]:
            dash += 1
        stop = dash + 1
        while stop < len(page.words) and page.paragraph[stop] == page.paragraph[first]:
            stop += 1
        if stop > len(page.words) or page.words[dash] not in _DASHES or dash - first < _LABEL:
            continue
        label = (dash + 1, stop - (page.words[stop - 1] == "."))
        if _is_credit(page, label, named) and all(page.speaks[first:stop]):
            yield QuoteSpans(((first, dash),), None, label, _CONFIDENCE)


def _is_credit(page: ArticleRows, rows: Rows, named: AbstractSet[int]) -> bool:
    first, stop = rows
    verbs = any(page.tags[row] in _FINITE for row in range(first, stop))
    proper = [row for row in range(first, stop) if page.tags[row].startswith("NNP")]
    full = any(row + 1 in proper for row in proper)
    known = full or not named.isdisjoint(range(first, stop))
    return 0 < stop - first <= _CREDIT and not verbs and known


def _papers_that_say(page: ArticleRows) -> Iterator[QuoteSpans]:
    """ "… was answering a paper that said: “…”": the paper speaks."""
    for first in page.watched["opener"]:
        verb = first - 2
        if (
            verb < 2
            or page.words[first - 1] != ":"
            or page.words[verb - 1] not in {"that", "which"}
        ):
            continue
        term = term_at(page.words, page.lemmas, verb, page.lists)
        begin = phrase_start(page, verb - 1)
        if term is None or begin == verb - 1 or not page.opens(first):
            continue
        stop = first
        while stop < len(page.words) and page.quoted[stop]:
            stop += 1
        yield QuoteSpans(((first, stop),), (verb, verb + 1), (begin, verb - 1), _CONFIDENCE)
