"""Spans of found attributions put right where grammar leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from framing.layers.cover import Cover
from framing.layers.quotes_model import Found
from framing.layers.quotes_page import Page, Rows

_STRAY = frozenset({",", ";", ":", ".", "/", "-", "--", "–", "—", "|", "•", "*"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_MARKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")"})
_SAYS = frozenset({"say", "state", "tell", "add", "note"})


def repair(page: Page, found: Sequence[Found]) -> list[Found]:
    """The same attributions: edges without stray marks, cues with a verb, contents unbroken."""
    repaired = []
    parts = _Parts(found)
    for one in found:
        source, cue = _one_phrase(page, one), _with_verb(page, one.cue)
        if source != one.source or cue != one.cue:
            one = replace(one, source=source, cue=cue)
        one = _subject_of_both(page, one)
        one = _content_before(page, one, parts)
        repaired.append(_from_the_start(page, one, parts))
    return repaired


def _trimmed(page: Page, rows: Rows | None) -> Rows | None:
    """Without punctuation in front; nothing where only punctuation is left."""
    if rows is None:
        return None
    first, stop = rows
    while first < stop and page.words[first] in _STRAY:
        first += 1
    return (first, stop) if first < stop else None


def _one_phrase(page: Page, one: Found) -> Rows | None:
    """The noun phrase of a source that holds more: "A joined B and", "according to A, B"."""
    rows = _trimmed(page, one.source)
    if rows is None:
        return None
    first, stop = rows
    according = first > 1 and page.words[first - 2 : first] == ["according", "to"]
    if according and one.cue is not None and one.cue[0] >= stop and "," in page.words[first:stop]:
        after = page.words.index(",", first) + 1
        return (after, stop) if after < stop else rows
    if page.words[stop - 1] != "and" or one.cue is None or one.cue[0] != stop:
        return rows
    verb = next((row for row in range(first, stop) if page.tags[row] in _FINITE), first)
    relative = {"who", "which", "that"} & set(page.words[first:verb])
    return (first, verb) if verb > first and not relative else rows


def _with_verb(page: Page, rows: Rows | None) -> Rows | None:
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


def _subject_of_both(page: Page, one: Found) -> Found:
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


class _Parts:
    """Where attributions have contents, cues and sources."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found

    @cached_property
    def _cover(self) -> Cover:
        """Made when first needed: few articles do."""
        return Cover(
            (part, number)
            for number, one in enumerate(self._found)
            for part in (*one.content, one.cue, one.source)
            if part is not None
        )

    def in_rows(self, rows: Rows, but: Found) -> bool:
        """Whether another attribution has a part in some rows."""
        owners = self._cover.owners(*rows)
        return any(self._found[number].content != but.content for number in owners)


def _content_before(page: Page, one: Found, parts: _Parts) -> Found:
    """ "Talks will go on, an official said after the meeting": said is what stands before."""
    if one.source is None or one.cue is None or len(one.content) != 1:
        return one
    first, source = one.content[0][0], one.source
    plain = page.lemmas[one.cue[0]] in _SAYS and one.cue[1] - one.cue[0] == 1
    if not plain or source[1] != one.cue[0] or first <= one.cue[1] or page.quoted[first]:
        return one
    begin, _ = page.sentence_rows(source[0])
    says_that = {"that", ":", ","} & set(page.words[one.cue[1] : first + 1])
    if says_that or source[0] - begin < 4 or page.words[source[0] - 1] != ",":
        return one
    before = (begin, source[0] - 1)
    has_verb = any(page.tags[row] in _FINITE for row in range(*before))
    # "Last week, in a speech that moved many, he said nothing": no subject before the verb.
    opens = page.tags[begin].startswith(("DT", "NNP", "PRP", "JJ", "NNS"))
    free = all(page.speaks[begin : before[1]]) and not parts.in_rows(before, one)
    later = any(page.tags[row] in _FINITE for row in range(*one.content[0]))
    return replace(one, content=(before,)) if has_verb and opens and free and not later else one


def _from_the_start(page: Page, one: Found, parts: _Parts) -> Found:
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
