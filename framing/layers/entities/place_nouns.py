"""Places that a noun beside them tells: "Bab Roe neighborhood", "the town of Roe"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.entities.names import TYPES
from framing.lists.name_words import name_words
from framing.lists.word_lists import WordLists
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column

_PERSON, _PLACE = TYPES.index("person"), TYPES.index("place")
_NAME = PENN_TAGS.index("NNP")
_JOINTS = frozenset({"-", "–", "al", "el", "es"})
_LONGEST = 4
"""Words and hyphens that the name of a place takes at most."""
Span = tuple[int, int, int]


def with_places(
    tokens: Tokens, spans: Sequence[Span], lists: WordLists, chosen: BoolArray
) -> list[Span]:
    """Tagged names and those that only a noun tells; who was taken for a person there is a place.

    First row, last row and kind of each, in order.
    """
    column = tokens.vocabulary.column(("entities.place_noun", lists), partial(_is_noun, lists))
    rows = np.flatnonzero(column[tokens.type_id] & chosen)
    found = {span[:2]: span[2] for span in spans}
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    for row in rows.tolist():
        for first, last in _beside(tokens, row):
            at = bisect_right(starts, last) - 1
            if at < 0 or ends[at] < first:
                found.setdefault((first, last), _PLACE)
            elif ends[at] == last and found[starts[at], last] == _PERSON:
                found[starts[at], last] = _PLACE
    return [(first, last, kind) for (first, last), kind in sorted(found.items())]


def _is_noun(lists: WordLists, strings: Sequence[str]) -> Column:
    kinds = name_words(lists)
    return np.array(["place_noun" in kinds.get(word, ()) for word in strings], bool)


def _beside(tokens: Tokens, row: int) -> Iterator[tuple[int, int]]:
    """Rows of the proper nouns right before a noun, and behind it and "of"."""
    strings, types, sentence = tokens.vocabulary.strings, tokens.type_id, tokens.sentence
    size = len(tokens)

    def is_name(at: int) -> bool:
        if not 0 <= at < size or sentence[at] != sentence[row]:
            return False
        word = strings[types[at]]
        return bool(tokens.tag[at] == _NAME and word[:1].isupper()) or word in _JOINTS

    first = row
    while row - first < _LONGEST and is_name(first - 1):
        first -= 1
    if first < row and strings[types[row - 1]] not in _JOINTS:
        yield first, row - 1
    last = row + 1
    if last < size and strings[types[last]] == "of":
        while last - row <= _LONGEST and is_name(last + 1):
            last += 1
        if last > row + 1 and strings[types[last]] not in _JOINTS:
            yield row + 2, last
