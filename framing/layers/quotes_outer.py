"""Attributions around and inside others: "according to X, Y said that Z", "Y said Z had told"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.layers.quotes_cues import Lexicons, term_at
from framing.layers.quotes_model import Found
from framing.layers.quotes_page import WATCHED, Page, Rows

_CONFIDENCE = 0.6
"""Given to what a rule finds: about the share of such attributions that are right in train."""
_ENDS_SOURCE = frozenset({",", ".", ";", ":", "who", "which", "that", "—", "–", "--", "(", "?"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPOKEN = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_FLOATING = 8
_LONGEST_SOURCE = 20
_SURE = 0.8


def add_outer(page: Page, found: Sequence[Found], lexicons: Lexicons) -> list[Found]:
    """The attributions with those that one label a word has no room for."""
    found = _continued(page, found)
    taken = {row for one in found if one.cue for row in range(*one.cue)}
    reports = list(_reports(page, taken))
    found = [_before_reports(one, reports) for one in found]
    more = [
        *_according(page, found, taken),
        *reports,
        *_floating(page, found),
        *_inner(page, found, taken, lexicons),
    ]
    return sorted([*found, *more], key=lambda one: one.content) if more else list(found)


def _free(page: Page, rows: Rows) -> bool:
    return rows[0] < rows[1] and all(page.speaks[row] for row in range(*rows))


def _according(page: Page, found: Sequence[Found], taken: set[int]) -> Iterator[Found]:
    for at in page.watched["according"]:
        if at in taken or page.words[at + 1 : at + 2] != ["to"] or page.quoted[at]:
            continue
        begin, end = page.sentence_rows(at)
        stop = _source_stop(page, at + 2, end)
        source = (at + 2, stop)
        if stop <= at + 2 or stop - at > _LONGEST_SOURCE:
            continue
        content = (
            (stop + 1, _without_stop(page, end))
            if at - begin <= 1 and page.words[stop : stop + 1] == [","]
            else (_clause_begin(page, found, begin, at), at - (page.words[at - 1] == ","))
        )
        if _free(page, content) and content[1] - content[0] >= 3:
            yield Found((content,), (at, at + 2), source, _CONFIDENCE)


def _source_stop(page: Page, first: int, end: int) -> int:
    stop = first
    while stop < end and page.words[stop] not in _ENDS_SOURCE and page.tags[stop] not in _FINITE:
        if page.quoted[stop] and not page.quoted[first]:
            break
        stop += 1
    return stop


def _clause_begin(page: Page, found: Sequence[Found], begin: int, at: int) -> int:
    """Begin of the sentence, or of its last relative clause, or the end of another content."""
    first = begin
    for row in range(begin, at):
        if page.words[row] == ";" or (page.words[row] == "," and _relative(page, row + 1)):
            first = row + 1
    ends = [stop for one in found for _, stop in one.content if first < stop < at - 3]
    first = max([first, *ends])
    while first < at and page.words[first] in {",", "”", '"', "and", "but"}:
        first += 1
    return first


def _relative(page: Page, row: int) -> bool:
    return row < len(page.words) and page.words[row] in {"which", "who"}


def _without_stop(page: Page, end: int) -> int:
    return end - (page.words[end - 1] in {".", "?", "!"})


def _reports(page: Page, taken: set[int]) -> Iterator[Found]:
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
            yield Found((content,), (cue, cue + 1), source, _CONFIDENCE)


def _before_reports(one: Found, reports: Sequence[Found]) -> Found:
    """A content that took the agency's report with it ends before the comma."""
    for report in reports:
        comma, cue = report.content[-1][1], report.cue or report.source
        pieces = tuple(
            (a, comma) if cue and a < comma < b and a <= cue[0] < b else (a, b)
            for a, b in one.content
        )
        one = one if pieces == one.content else replace(one, content=pieces)
    return one


def _reporting(page: Page, row: int) -> bool:
    return page.tags[row] in _FINITE or page.words[row] == "reports"


def _continued(page: Page, found: Sequence[Found]) -> list[Found]:
    """A quotation that ends its paragraph goes on in the next if that is one quotation, too."""
    found = list(found)
    for rows in _floating_paragraphs(page, found):
        before = [k for k, one in enumerate(found) if one.content[-1][1] <= rows[0]]
        last = max(before, key=lambda k: found[k].content[-1][1], default=None)
        if last is None:
            continue
        end = found[last].content[-1][1] - 1
        near = page.paragraph[end] == page.paragraph[rows[0] - 1] and page.quoted[end]
        if near and page.quoted[rows[0] - 1]:
            found[last] = replace(found[last], content=(*found[last].content, rows))
    return found


def _floating(page: Page, found: Sequence[Found]) -> Iterator[Found]:
    """Paragraphs that are one quotation and belong to no attribution yet; neighbours are one."""
    chain: list[Rows] = []
    for rows in _floating_paragraphs(page, found):
        if chain and rows[0] - chain[-1][1] > 1:
            yield Found(tuple(chain), None, _source_before(found, chain[0][0]), _CONFIDENCE)
            chain = []
        chain.append(rows)
    if chain:
        yield Found(tuple(chain), None, _source_before(found, chain[0][0]), _CONFIDENCE)


def _floating_paragraphs(page: Page, found: Sequence[Found]) -> Iterator[Rows]:
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


def _source_before(found: Sequence[Found], row: int) -> Rows | None:
    """Source of the attribution that ends last before a row: the quotation goes on with it."""
    before = [one for one in found if one.content[-1][1] <= row and one.source is not None]
    return max(before, key=lambda one: one.content[-1][1]).source if before else None


def _inner(
    page: Page, found: Sequence[Found], taken: set[int], lexicons: Lexicons
) -> Iterator[Found]:
    """A subject, a verb of speech and a clause inside a content: "that Moscow had said it was"."""
    rows = [
        row
        for row in (*page.watched["tell"], *(row + 1 for row in page.watched["perfect"]))
        if row not in taken and page.tags[row : row + 1] and page.tags[row] in _SPOKEN
    ]
    for row in sorted(set(rows)):
        if page.quoted[row]:
            continue
        for one in found:
            within = next((c for c in one.content if c[0] < row < c[1] - 3), None)
            inner = within and _inner_at(page, within, row, lexicons)
            if inner:
                yield inner
                break


def _inner_at(page: Page, within: Rows, row: int, lexicons: Lexicons) -> Found | None:
    term = term_at(page.words, page.lemmas, row, page.tags[row], lexicons)
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
    return Found((content,), (cue, row + 1), (first, cue), _CONFIDENCE)
