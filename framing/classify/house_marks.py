"""House punctuation made the same for all: quotation marks, the marks beside them, titles' dots.

British pages write ‘Enough’, said Mr Smith; American ones “Enough,” said Mr. Smith. Neither is
framing. Every page is read in the American form without dots behind titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.lists.word_lists import WordLists, per_lists

Edit = tuple[int, int, str, str]
"""Start, stop, kind, and what stands there instead."""

_DOUBLE = re.compile(r"(?:(?<=\s)|^)(?:''|``|,,)(?=\w)|(?<=\S)''|[\"“”„«»‟″＂]")
# A word's own apostrophe (don't, farmers') never opens; what opens must close in the paragraph.
_SINGLE = re.compile(
    r"(?<![\w'’‘\"“”])['‘](?=[A-Za-z“\"])"
    r"(?:[^'’‘\n]|(?<=\w)['’](?=[a-z])){1,800}?"
    r"(?<=[\w.,!?…”\")])['’](?![\w'’])"
)
_AFTER = re.compile(r"[.,](?![\w.])")
_PUNCTUATION = "punctuation"


def quotation_edits(text: str, start: int, stop: int) -> Iterator[Edit]:
    """Edits that give every quotation straight double marks with comma and full stop inside.

    Quotations inside quotations get single marks, whichever the house has outside.
    """
    singles = list(_SINGLE.finditer(text, start, stop))
    doubles = list(_DOUBLE.finditer(text, start, stop))
    open_double = _inside_pairs([(m.start(), m.end()) for m in doubles])
    outer = [m for m in singles if not _within(m.start(), open_double)]
    within_single = [(m.start(), m.end()) for m in outer]
    for match in doubles:
        new = "'" if _within(match.start(), within_single) else '"'
        yield from _mark(text, (match.start(), match.end()), new, stop)
    for match in singles:
        new = '"' if match in outer else "'"
        yield from _mark(text, (match.start(), match.start() + 1), new, stop)
        yield from _mark(text, (match.end() - 1, match.end()), new, stop)


def _inside_pairs(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between a mark and the next, as they open and close in turn."""
    return [(first[1], second[0]) for first, second in zip(marks[::2], marks[1::2], strict=False)]


def _within(place: int, stretches: list[tuple[int, int]]) -> bool:
    return any(first <= place < last for first, last in stretches)


def _mark(text: str, span: tuple[int, int], new: str, stop: int) -> Iterator[Edit]:
    """One mark: made `new`; a comma or full stop that follows a closing one goes inside it."""
    first, last = span
    closes = first > 0 and not text[first - 1].isspace() and text[first - 1] not in "([-—–"
    after = _AFTER.match(text, last, stop) if closes else None
    if after and text[first - 1] in ".,!?":
        # The house has both, inside and outside: one is enough.
        yield first, after.end(), _PUNCTUATION, new
    elif after:
        yield first, after.end(), _PUNCTUATION, after.group() + new
    elif text[first:last] != new:
        yield first, last, _PUNCTUATION, new


@per_lists
def _dotted_titles(lists: WordLists) -> re.Pattern[str]:
    words = {
        word
        for group in lists.rows("name_words", "group")
        if group["kind"] == "person_title"
        for word in group["words"]
        if word.endswith(".")
    }
    titles = "|".join(re.escape(word[:-1]) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{titles})(\.)(?=\s+[A-Z])")


def title_edits(text: str, start: int, stop: int, lists: WordLists) -> Iterator[Edit]:
    """Edits that take the dot off titles before names: Mr. Smith, Mr Smith."""
    for match in _dotted_titles(lists).finditer(text, start, stop):
        yield match.start(1), match.end(1), _PUNCTUATION, ""
