"""What only looks like a saying: "called a meeting", "recalled his envoy", "spoke for an hour".

The model of quotations knows its cues from their surroundings, so that any verb between a person
and an object may pass for one.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.model import QuoteSpans
from framing.layers.quotes.phrases import kind_of
from framing.lists.cues import term_at
from framing.lists.name_words import word_groups

_OPENS_CONTENT = frozenset({"that", "how", "whether", "why", ":"})
_BEHIND = frozenset({"IN", "TO", "RB", "CC", ",", "."})
_LONGEST_SPAN = 5
"""Words of "for more than two hours"."""


def without_acts(page: ArticleRows, found: Sequence[QuoteSpans]) -> list[QuoteSpans]:
    """The attributions whose cue may be a saying."""
    return [one for one in found if one.cue is None or not _is_act(page, one, one.cue)]


def _is_act(page: ArticleRows, one: QuoteSpans, cue: Rows) -> bool:
    if page.lemmas[cue[0]] == "say":
        return False  # half of all cues, and quickly told
    first, stop = one.content[0]
    verbs = [row for row in range(*cue) if page.tags[row].startswith("VB")]
    listed = _reports(page, cue)
    if not verbs and not listed and not page.quoted[first]:
        return not any(_may_report(page, row) for row in range(*cue))
    if any(page.quoted[row] for rows in one.content for row in range(*rows)):
        return False
    groups = word_groups(page.lists, "act_verbs")
    if not listed:
        opens = page.words[first] in _OPENS_CONTENT or page.words[first - 1] in _OPENS_CONTENT
        return bool(verbs) and page.lemmas[verbs[-1]] in groups["act"] and not opens
    verb = page.lemmas[verbs[-1]] if verbs else ""
    if verb == "call" and page.lemmas[_object(page, one.content[0])] in groups["called"]:
        return True
    if verb in groups["of_person"]:
        return _is_person_alone(page, one.content[0], groups["envoys"])
    spans = {row for row in range(first, stop) if page.lemmas[row] in groups["span"]}
    return verb == "speak" and stop - first <= _LONGEST_SPAN and stop - 1 in spans


def _reports(page: ArticleRows, cue: Rows) -> bool:
    """Whether a word of the cue is a listed one."""
    return any(term_at(page.words, page.lemmas, row, page.lists) for row in range(*cue))


def _may_report(page: ArticleRows, row: int) -> bool:
    """Adjectives of mind ("worried about"), marks, and verbs that the tagger took for nouns."""
    word = page.words[row]
    return (
        page.tags[row].startswith(("JJ", "VB"))
        or not word[0].isalpha()
        or bool(term_at((word,), (word.removesuffix("s"),), 0, page.lists))
    )


def _is_person_alone(page: ArticleRows, rows: Rows, envoys: frozenset[str]) -> bool:
    """Whether rows are one person and at most a time or place: "his deputy on Monday"."""
    last = _object(page, rows)
    one = page.tags[last] == "NN" and kind_of(page.words[last], page.lists) == "person"
    behind = last + 1 == rows[1] or page.tags[last + 1] in _BEHIND
    calls = behind and page.words[last + 1 : last + 2] != ["as"]
    return calls and (one or page.words[last] in envoys)


def _object(page: ArticleRows, rows: Rows) -> int:
    """Row of the noun that ends the first noun phrase of some rows."""
    row = rows[0]
    while row + 1 < rows[1] and page.tags[row + 1].startswith(("NN", "JJ", "CD", "PRP$", "POS")):
        row += 1
    return row
