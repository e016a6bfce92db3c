"""Attributions around and inside others: "according to X, Y said that Z", "Y said Z had told"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from framing.layers.intervals import IntervalIndex
from framing.layers.page import WATCHED, ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.lists.cues import term_at

_STRAY = frozenset({",", ";", ":", ".", "/", "-", "--", "–", "—", "|", "•", "*"})
_PHRASE = ("NN", "JJ", "DT", "CD", "PRP", "POS", "IN")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ONWARD = frozenset({"IN", "TO", "PRP", "RB", *_FINITE})
_BELONGS = frozenset({"of", "at", "in", "from", "for", "with", "now", "then", "formerly"})
"""Words behind a comma that tell who a source is: "Roe, of the harbour board"."""
_CLAUSE_MARKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")"})


def repair(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The same attributions: edges without stray marks, cues with a verb, contents unbroken."""
    repaired = []
    parts = _Parts(found)
    for one in found:
        source, cue = _one_phrase(page, one), _with_verb(page, one.cue)
        if source != one.source or cue != one.cue:
            one = replace(one, source=source, cue=cue)
        one = _subject_of_aside(page, _subject_of_both(page, one))
        one = _around_source(page, one)
        repaired.append(_from_the_start(page, one, parts))
    return repaired


def _trimmed(page: ArticleRows, rows: Rows | None) -> Rows | None:
    """Without punctuation in front; nothing where only punctuation is left."""
    if rows is None:
        return None
    first, stop = rows
    while first < stop and page.words[first] in _STRAY:
        first += 1
    return (first, stop) if first < stop else None


def _one_phrase(page: ArticleRows, one: QuoteSpans) -> Rows | None:
    """The noun phrase of a source that holds more: "A joined B and", "according to A, B"."""
    rows = _trimmed(page, one.source)
    if rows is None:
        return None
    first, stop = rows
    according = first > 1 and page.words[first - 2 : first] == ["according", "to"]
    if according and (comma := _resumes(page, rows)):
        return first, comma
    if according and one.cue is not None and one.cue[0] >= stop and "," in page.words[first:stop]:
        after = page.words.index(",", first) + 1
        return (after, stop) if after < stop else rows
    if page.words[stop - 1] != "and" or one.cue is None or one.cue[0] != stop:
        return rows
    verb = next((row for row in range(first, stop) if page.tags[row] in _FINITE), first)
    relative = {"who", "which", "that"} & set(page.words[first:verb])
    return (first, verb) if verb > first and not relative else rows


def _resumes(page: ArticleRows, rows: Rows) -> int | None:
    """The comma behind which the sentence goes on: "slept, according to Roe, through the storm"."""
    commas = (row for row in range(rows[0] + 1, rows[1] - 1) if page.words[row] == ",")
    comma = next(commas, None)
    return comma if comma is not None and _is_onward(page, comma + 1) else None


def _is_onward(page: ArticleRows, row: int) -> bool:
    return page.tags[row] in _ONWARD and page.words[row] not in _BELONGS


def _around_source(page: ArticleRows, one: QuoteSpans) -> QuoteSpans:
    """What stands behind "according to Roe," is told by Roe as well as what stands before it."""
    if one.cue is None or one.source is None or page.words[one.cue[0]] != "according":
        return one
    _, end = page.sentence_rows(one.cue[0])
    first, stop = one.source[1] + 1, _without_stop(page, end)
    before = len(one.content) == 1 and one.content[0][1] <= one.cue[0]
    if not before or stop - first < 1 or page.words[first - 1] != ",":
        return one
    free = not any(page.quoted[first:stop]) and all(page.speaks[first:stop])
    return (
        replace(one, content=(one.content[0], (first, stop)))
        if (free and _is_onward(page, first))
        else one
    )


def _with_verb(page: ArticleRows, rows: Rows | None) -> Rows | None:
    """A cue of adverbs alone takes the verb beside it; with none there it is no cue."""
    if rows is None:
        return None
    first, stop = rows
    tags = page.tags[first:stop]
    if not all(tag.startswith("RB") for tag in tags):
        return rows
    _, end = page.sentence_rows(first)
    if stop < end and page.tags[stop].startswith("VB"):
        return first, stop + 1
    if first and page.tags[first - 1].startswith("VB"):
        return first - 1, stop
    return None


def _subject_of_both(page: ArticleRows, one: QuoteSpans) -> QuoteSpans:
    """ "A joined B and agreed": the object before "and" is not who agreed."""
    if one.source is None or one.cue is None or one.source[1] >= one.cue[0]:
        return one
    between = page.words[one.source[1] : one.cue[0]]
    first = one.source[0]
    object_of_verb = first > 0 and page.tags[first - 1] in _FINITE
    finite = page.tags[one.cue[0]] in _FINITE
    if not finite or not between or between[-1] != "and" or not object_of_verb:
        return one
    begin, _ = page.sentence_rows(first)
    verb = next((row for row in range(begin, first) if page.tags[row] in _FINITE), None)
    if verb is None or verb == begin:
        return one
    subject = verb
    while subject > begin and page.tags[subject - 1].startswith(("NN", "JJ", "DT", "PRP", "POS")):
        subject -= 1
    return replace(one, source=(subject, verb)) if subject < verb else one


def _subject_of_aside(page: ArticleRows, one: QuoteSpans) -> QuoteSpans:
    """ "The letter, which was signed by nine, warned": who stands in the aside does not warn."""
    if one.source is None or one.cue is None or one.source[1] > one.cue[0]:
        return one
    if page.words[one.cue[0] - 1] != ",":
        return one
    begin, _ = page.sentence_rows(one.source[0])
    first = next((row for row in range(begin, one.source[0]) if page.words[row] == ","), begin)
    aside = first > begin and page.words[first + 1] in {"which", "who", "whose"}
    if not aside or first + 1 >= one.source[0] or "," in page.words[first + 1 : one.source[1] - 1]:
        return one
    plain = all(page.tags[row].startswith(_PHRASE) for row in range(begin, first))
    return replace(one, source=(begin, first)) if plain else one


class _Parts:
    """Where attributions have contents, cues and sources."""

    def __init__(self, found: Sequence[QuoteSpans]) -> None:
        self._found = found

    @cached_property
    def _cover(self) -> IntervalIndex:
        """Made when first needed: few articles do."""
        return IntervalIndex(
            (part, number)
            for number, one in enumerate(self._found)
            for part in (*one.content, one.cue, one.source)
            if part is not None
        )

    def in_rows(self, rows: Rows, but: QuoteSpans) -> bool:
        """Whether another attribution has a part in some rows."""
        owners = self._cover.owners(*rows)
        return any(self._found[number].content != but.content for number in owners)


def _from_the_start(page: ArticleRows, one: QuoteSpans, parts: _Parts) -> QuoteSpans:
    """Before "according to", a content that begins amid a clause begins with its sentence."""
    first, stop = one.content[0]
    according = one.cue is not None and page.words[one.cue[0]] == "according"
    if not according or one.cue is None or one.cue[0] < stop or page.quoted[first]:
        return one
    begin, _ = page.sentence_rows(first)
    gap = range(begin, first)
    if not gap or not all(page.speaks[row] and not page.quoted[row] for row in gap):
        return one
    if any(page.words[row] in _CLAUSE_MARKS for row in gap):
        return one
    own = one.source is not None and one.source[0] < first and one.source[1] > begin
    if own or parts.in_rows((begin, first), one):
        return one
    return replace(one, content=((begin, stop), *one.content[1:]))


_CONFIDENCE = 0.6
"""Given to what a rule finds: about the share of such attributions that are right in train."""
_ENDS_SOURCE = frozenset({",", ".", ";", ":", "who", "which", "that", "—", "–", "--", "(", "?"})
_SPOKEN = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_FLOATING = 8  # tokens: a shorter quotation without a speaker is a phrase. Chosen, not measured
_LONGEST_SOURCE = 20  # tokens; a longer phrase is a clause. Chosen, not measured
_SURE = 0.8  # strength in the list: verbs that nearly always report speech


class _Ends:
    """Attributions in the order of their ends; of those that end together, the first is last."""

    def __init__(self, found: Sequence[QuoteSpans]) -> None:
        self.found = found
        self._order = sorted((_end(one), -k) for k, one in enumerate(found))

    def before(self, row: int) -> int | None:
        """Number of the attribution that ends last at a row or before."""
        last = bisect_left(self._order, (row + 1, -len(self.found)))
        return -self._order[last - 1][1] if last else None

    def move(self, number: int, old: int, new: int) -> None:
        """One ends elsewhere now."""
        del self._order[bisect_left(self._order, (old, -number))]
        insort(self._order, (new, -number))


def _end(one: QuoteSpans) -> int:
    return one.content[-1][1]


def add_outer(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions with those that one label a word has no room for."""
    found = _continued(page, found)
    taken = {row for one in found if one.cue for row in range(*one.cue)}
    reports = sorted(_reports(page, taken), key=_end)
    found = [_before_reports(one, reports) for one in found] if reports else found
    more = [
        *_according(page, found, taken),
        *reports,
        *_floating(page, found),
        *_inner(page, found, taken),
    ]
    return sorted([*found, *more], key=lambda one: one.content) if more else list(found)


def _free(page: ArticleRows, rows: Rows) -> bool:
    return rows[0] < rows[1] and all(page.speaks[row] for row in range(*rows))


def _according(
    page: ArticleRows, found: Sequence[QuoteSpans], taken: set[int]
) -> Iterator[QuoteSpans]:
    if not page.watched["according"]:
        return
    stops = sorted(stop for one in found for _, stop in one.content)
    for at in page.watched["according"]:
        if at in taken or page.words[at + 1 : at + 2] != ["to"] or page.quoted[at]:
            continue
        begin, end = page.sentence_rows(at)
        stop = _source_stop(page, at + 2, end)
        source = (at + 2, stop)
        if stop <= at + 2 or stop - at > _LONGEST_SOURCE:
            continue
        after = _behind_aside(page, stop, end)
        content = (
            (after + 1, _without_stop(page, end))
            if at - begin <= 1 and page.words[stop : stop + 1] == [","]
            else (_clause_begin(page, stops, begin, at), at - (page.words[at - 1] == ","))
        )
        if _free(page, content) and content[1] - content[0] >= 3:
            yield QuoteSpans((content,), (at, at + 2), source, _CONFIDENCE)


def _behind_aside(page: ArticleRows, comma: int, end: int) -> int:
    """The comma behind an aside: "according to Roe, who fled in May, the camp was full"."""
    aside = page.words[comma + 1 : comma + 2] in (["who"], ["which"], ["whose"])
    return (
        page.words.index(",", comma + 1) if aside and "," in page.words[comma + 1 : end] else comma
    )


def _source_stop(page: ArticleRows, first: int, end: int) -> int:
    stop = first
    while stop < end and page.words[stop] not in _ENDS_SOURCE and page.tags[stop] not in _FINITE:
        if page.quoted[stop] and not page.quoted[first]:
            break
        stop += 1
    return stop


def _clause_begin(page: ArticleRows, stops: Sequence[int], begin: int, at: int) -> int:
    """Begin of the sentence, or of its last relative clause, or the end of another content.

    `stops` are the ends of all contents in order.
    """
    first = begin
    for row in range(begin, at):
        if page.words[row] == ";" or (page.words[row] == "," and _relative(page, row + 1)):
            first = row + 1
    ended = bisect_left(stops, at - 3)
    first = max(first, stops[ended - 1]) if ended else first
    while first < at and page.words[first] in {",", "”", '"', "and", "but"}:
        first += 1
    return first


def _relative(page: ArticleRows, row: int) -> bool:
    return row < len(page.words) and page.words[row] in {"which", "who"}


def _without_stop(page: ArticleRows, end: int) -> int:
    return end - (page.words[end - 1] in {".", "?", "!"})


def _reports(page: ArticleRows, taken: set[int]) -> Iterator[QuoteSpans]:
    """ "…, reports SANA." and "…, SANA reported." at the end of a sentence."""
    for cue in page.watched["reports"]:
        if cue in taken or page.quoted[cue] or cue < 5:
            continue
        after = before = cue
        while page.tags[after + 1 : after + 2] and page.tags[after + 1].startswith("NNP"):
            after += 1
        while page.tags[before - 1].startswith("NNP") and before > 3:
            before -= 1
        source = (cue + 1, after + 1) if after > cue else (before, cue)
        comma = min(source[0], cue) - 1
        ends = page.words[max(source[1], cue + 1) : max(source[1], cue + 1) + 1] == ["."]
        if not ends or source[0] == source[1] or page.words[comma] != ",":
            continue
        begin, _ = page.sentence_rows(cue)
        content = (begin, comma)
        if _reporting(page, cue) and comma - begin >= 4 and _free(page, content):
            yield QuoteSpans((content,), (cue, cue + 1), source, _CONFIDENCE)


def _before_reports(one: QuoteSpans, reports: Sequence[QuoteSpans]) -> QuoteSpans:
    """A content that took the agency's report with it ends before the comma."""
    for report in _within(one, reports):
        comma, cue = report.content[-1][1], report.cue or report.source
        pieces = tuple(
            (a, comma) if cue and a < comma < b and a <= cue[0] < b else (a, b)
            for a, b in one.content
        )
        one = one if pieces == one.content else replace(one, content=pieces)
    return one


def _within(one: QuoteSpans, reports: Sequence[QuoteSpans]) -> Sequence[QuoteSpans]:
    """The reports, which are in order, that stand between the ends of a content."""
    first, last = (
        bisect_left(reports, end, key=_end)
        for end in (min(one.content)[0], max(stop for _, stop in one.content))
    )
    return reports[first:last]


def _reporting(page: ArticleRows, row: int) -> bool:
    return page.tags[row] in _FINITE or page.words[row] == "reports"


def _continued(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """A quotation that ends its paragraph goes on in the next if that is one quotation, too."""
    found, ends = list(found), _Ends(found)
    for rows in _floating_paragraphs(page, found):
        last = ends.before(rows[0])
        if last is None:
            continue
        end = found[last].content[-1][1] - 1
        near = page.paragraph[end] == page.paragraph[rows[0] - 1] and page.quoted[end]
        if near and page.quoted[rows[0] - 1]:
            found[last] = replace(found[last], content=(*found[last].content, rows))
            ends.move(last, end + 1, rows[1])
    return found


def _floating(page: ArticleRows, found: Sequence[QuoteSpans]) -> Iterator[QuoteSpans]:
    """Paragraphs that are one quotation and belong to no attribution yet; neighbours are one."""
    chain: list[Rows] = []
    sourced = _Ends([one for one in found if one.source is not None])
    for rows in _floating_paragraphs(page, found):
        if chain and rows[0] - chain[-1][1] > 1:
            yield _floated(chain, sourced)
            chain = []
        chain.append(rows)
    if chain:
        yield _floated(chain, sourced)


def _floated(chain: Sequence[Rows], sourced: _Ends) -> QuoteSpans:
    """The quotation goes on with the source of the attribution that ends last before it."""
    last = sourced.before(chain[0][0])
    source = sourced.found[last].source if last is not None else None
    return QuoteSpans(tuple(chain), None, source, _CONFIDENCE)


def _floating_paragraphs(page: ArticleRows, found: Sequence[QuoteSpans]) -> Iterator[Rows]:
    firsts = [
        row
        for row in page.watched["opener"]
        if row == 0 or page.paragraph[row - 1] != page.paragraph[row]
    ]
    if not found or not firsts:
        return
    covered = {row for one in found for rows in one.content for row in range(*rows)}
    for first in firsts:
        stop = bisect_right(page.paragraph, page.paragraph[first])
        rows = (first, stop if page.quoted[stop - 1] else _without_stop(page, stop))
        whole = rows[1] - rows[0] >= _FLOATING and all(page.quoted[rows[0] : rows[1]])
        if whole and not covered.intersection(range(*rows)) and _free(page, rows):
            yield rows


def _inner(page: ArticleRows, found: Sequence[QuoteSpans], taken: set[int]) -> Iterator[QuoteSpans]:
    """A subject, a verb of speech and a clause inside a content: "that Moscow had said it was"."""
    rows = [
        row
        for row in (*page.watched["tell"], *(row + 1 for row in page.watched["perfect"]))
        if row not in taken and page.tags[row : row + 1] and page.tags[row] in _SPOKEN
    ]
    if not rows:
        return
    contents = [content for one in found for content in one.content]
    cover = IntervalIndex(((first + 1, stop - 3), k) for k, (first, stop) in enumerate(contents))
    for row in sorted(set(rows)):
        if page.quoted[row]:
            continue
        for k in cover.owners(row, row + 1):
            inner = _inner_at(page, contents[k], row)
            if inner:
                yield inner
                break


def _inner_at(page: ArticleRows, within: Rows, row: int) -> QuoteSpans | None:
    term = term_at(page.words, page.lemmas, row, page.lists, page.tags[row])
    if term is None or term.category != "speech_verb" or term.strength < _SURE:
        return None
    cue = row
    while cue > within[0] and page.words[cue - 1] in WATCHED["perfect"]:
        cue -= 1
    if page.tags[row] == "VBN" and cue == row:  # "was told": its subject does not speak
        return None
    first = cue
    while first > within[0] and page.tags[first - 1].startswith(("NN", "JJ", "DT", "PRP", "POS")):
        first -= 1
    begin = row + 1
    if page.lemmas[row] == "tell":
        while begin < within[1] and page.tags[begin].startswith(("NN", "DT", "PRP", "JJ")):
            begin += 1
    _, end = page.sentence_rows(row)
    content = (begin, min(_without_stop(page, end), within[1]))
    says = page.words[begin] in {"that", "it", "he", "she", "they", "the", "there", "we", "i"}
    reported = (cue < row or page.lemmas[row] == "tell") and not page.quoted[row]
    if (
        first == cue
        or not reported
        or not says
        or content[1] - content[0] < 3
        or not _free(page, content)
    ):
        return None
    return QuoteSpans((content,), (cue, row + 1), (first, cue), _CONFIDENCE)
