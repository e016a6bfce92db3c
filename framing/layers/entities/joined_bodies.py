"""Bodies whose names a small word joins: "Democracy for America", "Office of the Roe General"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from framing.language import PENN_TAGS
from framing.layers.entities.names import TYPES
from framing.lists.name_words import name_words
from framing.lists.word_lists import WordLists
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column

_BODY = TYPES.index("organisation")
_NAME = frozenset(map(PENN_TAGS.index, ("NNP", "NNPS", "NN", "NNS", "JJ")))
_JOINED = {"for": 1, "of": 2}
"""The small word, and the number of the group of words that it joins."""
_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST = 5
"""Words that are joined to the first at most."""
Span = tuple[int, int, int]


def with_joined_bodies(
    tokens: Tokens, spans: Sequence[Span], lists: WordLists, chosen: BoolArray
) -> list[Span]:
    """Tagged names, and as one name what a body's first word and the words behind it are.

    First row, last row and kind of each, in order. "Mothers for Peace" begins with the word that
    says who they are; a senator "for Ohio" does not.
    """
    column = tokens.vocabulary.column(("entities.joined", lists), partial(_groups, lists))
    rows = np.flatnonzero((column[tokens.type_id] > 0) & chosen)
    joined = [span for row in rows.tolist() for span in _joined(tokens, row, column)]
    if not joined:
        return list(spans)
    kept: list[Span] = []
    for first, last, kind in sorted([*spans, *joined]):
        before = kept[-1] if kept else (0, -1, 0)
        if first <= before[1]:
            kind = _BODY if (first, last, kind) in joined else before[2]
            kept[-1] = before[0], max(before[1], last), kind
        else:
            kept.append((first, last, kind))
    return kept


def _groups(lists: WordLists, strings: Sequence[str]) -> Column:
    kinds = name_words(lists)
    numbers = {"joined_for": _JOINED["for"], "joined_of": _JOINED["of"]}
    found = [max((numbers.get(k, 0) for k in kinds.get(s, ())), default=0) for s in strings]
    return np.array(found, np.int8)


def _joined(tokens: Tokens, row: int, groups: Column) -> Iterator[Span]:
    """The body that begins at a row, if the small word and words in capitals follow."""
    strings, types, sentence = tokens.vocabulary.strings, tokens.type_id, tokens.sentence

    def word(at: int) -> str:
        inside = at < len(tokens) and sentence[at] == sentence[row]
        return strings[types[at]] if inside else ""

    def is_name(at: int) -> bool:
        return word(at)[:1].isupper() and int(tokens.tag[at]) in _NAME

    last = row + 1
    if _JOINED.get(word(last)) != groups[types[row]]:
        return
    last += word(last + 1) in _ARTICLES
    begin = last + 1
    while last - begin < _LONGEST and (
        is_name(last + 1) or (last >= begin and word(last + 1) == "and" and is_name(last + 2))
    ):
        last += 1
    if last >= begin:
        yield row, last, _BODY
