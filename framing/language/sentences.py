"""Sentence ends: Punkt's evidence about types, applied to token columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.marks import MARKS, SINGLE_OPEN
from framing.types import BoolArray
from framing.vocabulary import Vocabulary

HARD, PERIOD, ELLIPSIS, ABBREVIATION, INITIAL = 1, 2, 3, 4, 5
LOWER, UPPER, DIGIT, OPENING, CLOSING = 1, 2, 3, 4, 5
_BRACKETS = {"(": OPENING, "[": OPENING, "{": OPENING, ")": CLOSING, "]": CLOSING, "}": CLOSING}
_MOST_CLOSING = 4  # closing marks and brackets that may follow a full stop


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Punkt's knowledge of types (lower-case), trained offline: see the model card.

    `starters` often begin sentences and are otherwise written small; `titles` are abbreviations
    that a name follows, so that no sentence ends there.
    """

    starters: Collection[str] = field(default_factory=frozenset)
    titles: Collection[str] = field(default_factory=frozenset)

    def describe(self, vocabulary: Vocabulary) -> NDArray[np.int8]:
        """Three columns a type: how it ends a sentence, how it begins, what Punkt knows of it."""

        def compute(strings: Sequence[str]) -> NDArray[np.int8]:
            rows = [self._describe(string) for string in strings]
            return np.array(rows, np.int8).reshape(-1, 3)

        return vocabulary.column("language.sentences", compute)

    def _describe(self, string: str) -> tuple[int, int, int]:
        lower = string.lower()
        known = 1 if lower in self.starters else 2 if lower in self.titles else 0
        return _ending(string), _beginning(string), known


def _ending(string: str) -> int:
    last = string[-1]
    if last in "?!‽。！？" or (
        last == "." and string.strip(".?!") == "" and set(string) & {"?", "!"}
    ):
        return HARD
    if string == ".":
        return PERIOD
    if string == "…" or (last == "." and string.strip(".") == ""):
        return ELLIPSIS
    if last == "." and string[0].isalpha():
        return INITIAL if len(string) == 2 else ABBREVIATION
    return 0


def _beginning(string: str) -> int:
    mark = MARKS.get(string, 0)
    if mark:
        return OPENING if mark in (1, 3, 4, SINGLE_OPEN, 7) else CLOSING
    first = string[0]
    if first in _BRACKETS and len(string) == 1:
        return _BRACKETS[first]
    if first.isalpha():
        return LOWER if first.islower() else UPPER
    return DIGIT if first.isdigit() else 0


def find_sentence_starts(
    described: NDArray[np.int8], new_paragraph: BoolArray, glued: BoolArray
) -> BoolArray:
    """First tokens of sentences; `described` holds a row of `SentenceRules.describe` a token.

    `glued` is true for a token that touches the one before it.
    """
    starts = new_paragraph.copy()
    total = len(starts)
    ending = described[:, 0]
    ends = np.flatnonzero(ending)
    if not len(ends):
        return starts
    following = _after_closing(described[:, 1], ends, glued, new_paragraph)
    inside = (following < total) & ~new_paragraph.take(following, mode="clip")
    ends, following = ends[inside], following[inside]
    split = _splits(described, ends, following, glued)
    starts[following[split]] = True
    return starts


def _after_closing(
    beginning: NDArray[np.int8], ends: NDArray[Any], glued: BoolArray, new_paragraph: BoolArray
) -> NDArray[Any]:
    """The first token after each end that is not a closing mark glued to it."""
    following = ends + 1
    for _ in range(_MOST_CLOSING):
        closing = glued.take(following, mode="clip") & (following < len(glued))
        kind = beginning.take(following, mode="clip")
        after_is_glued = glued.take(following + 1, mode="clip") & (following + 1 < len(glued))
        either = (kind == OPENING) & ~after_is_glued
        closing &= (kind == CLOSING) | either
        closing &= ~new_paragraph.take(following, mode="clip")
        if not closing.any():
            break
        following = following + closing
    return following


def _splits(
    described: NDArray[np.int8], ends: NDArray[Any], following: NDArray[Any], glued: BoolArray
) -> BoolArray:
    """Whether a sentence ends, by what ends it and by the word that follows."""
    total = len(glued)
    ending, (begin, known) = described[ends, 0], described[following, 1:].T
    marked = begin == OPENING
    word = np.minimum(following + marked, total - 1)
    begin = np.where(marked, described[word, 1], begin)
    known = np.where(marked, described[word, 2], known)
    apart = ~glued[following]
    lower, starter = begin == LOWER, known == 1
    quoted = following > ends + 1
    hard = (ending == HARD) & ~(lower & quoted)
    period = (ending == PERIOD) & ~(lower & (quoted | ~apart))
    dots = (ending == ELLIPSIS) & (begin == UPPER) & apart
    title = described[ends, 2] == 2
    short = (ending == ABBREVIATION) & (marked | (starter & (begin == UPPER))) & ~title & apart
    split: BoolArray = (hard & (apart | ~lower)) | period | dots | short
    return split
