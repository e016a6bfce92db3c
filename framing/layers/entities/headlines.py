"""Names in headlines whose words all have capitals: only those that the story bears out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framing.layers.entities.names import Words, core_of
from framing.layers.entities.spans import SpanOfRows
from framing.lists.actors import known_by_full_name
from framing.types import BoolArray

_CAPITALS = 0.7
"""Share of words with a capital from which on a headline tells nothing by them; in sentence case
a third of the words have one, in title case nine of ten."""
_WORDS = 3
"""Shorter headlines may be all names."""


def trim_headline(
    spans: Sequence[SpanOfRows],
    words: Words,
    in_headline: BoolArray,
    listed: Sequence[tuple[int, int]],
) -> Sequence[SpanOfRows]:
    """Tagged names without what the capitals of a headline only make look like one.

    Of "Drug Agency Lowers Age" nothing stays, of "CDC Considers" the CDC, if the story names it. A
    headline without a story has the names that lists know in place of longer ones around them:
    `listed` holds the first and last rows of those.
    """
    rows = np.flatnonzero(in_headline)
    if not len(rows) or not _in_title_case(words.between(int(rows[0]), int(rows[-1]))):
        return spans
    last = int(rows[-1])
    story = [_folded(words, span) for span in spans if span[0] > last]
    if not story:
        return [span for span in spans if not _around(span, listed)]
    known, ends = set(story), {name[-1] for name in story}
    kept: list[SpanOfRows] = []
    for span in spans:
        if span[0] > last or _stands_alone(span, words):
            kept.append(span)
        else:
            kept.extend(_borne_out(span, words, known, ends))
    return kept


def _around(span: SpanOfRows, listed: Sequence[tuple[int, int]]) -> bool:
    """Whether a name holds one that lists know, and more."""
    first, last, _ = span
    return any(first <= a and z <= last and (first, last) != (a, z) for a, z in listed)


def _in_title_case(found: Sequence[str]) -> bool:
    long = [word for word in found if len(word) > 3 and word.isalpha()]
    return len(long) >= _WORDS and sum(word[0].isupper() for word in long) >= _CAPITALS * len(long)


def _stands_alone(span: SpanOfRows, words: Words) -> bool:
    """Whether commas part a name from all else, as in a list of those who are greeted."""
    before = words.between(span[0] - 1, span[0] - 1) if span[0] else [","]
    return before == [","] and words.between(span[1] + 1, span[1] + 1) == [","]


def _is_known(found: list[str], words: Words) -> bool:
    """Whether a full name without a title is that of a person whom the lists know."""
    return known_by_full_name(tuple(found), words.lists) is not None


def _folded(words: Words, span: SpanOfRows) -> tuple[str, ...]:
    found = tuple(words.between(span[0], span[1]))
    core = core_of(found, words.lists) if span[2] == 0 else found
    return tuple(word.casefold() for word in core)


def _borne_out(
    span: SpanOfRows, words: Words, known: set[tuple[str, ...]], ends: set[str]
) -> Iterator[SpanOfRows]:
    """The longest parts of a name that the story has too, or the lists as a person's full name.

    Of a person the surname is enough.
    """
    first, last, kind = span
    while first <= last:
        for stop in range(last, first - 1, -1):
            part = _folded(words, (first, stop, kind))
            told = part in known or (kind == 0 and len(part) == 1 and part[0] in ends)
            if told or (stop > first and _is_known(words.between(first, stop), words)):
                yield first, stop, kind
                first = stop
                break
        first += 1
