"""Cuts words into the pieces that an encoder knows, as BERT does (Devlin et al. 2019).

Written here, for the library that does it asks for a client that downloads models; on the news of
the corpora both give the same (`research.train.encoder_files WEIGHTS same CORPORA`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from framing.types import Span

LONGEST = 100  # letters of a word; longer ones are unknown
UNKNOWN = "[UNK]"
_JOINED = "##"
_REMOVED = ("Cc", "Cf", "Cn", "Co", "Cs")
_MARKS = frozenset("$+<=>^`|~")  # of ASCII, that Unicode calls symbols
_IDEOGRAPHS = (
    *((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F)),
    *((0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)),
)

Piece = tuple[int, int, int]
"""Number of a piece, and where it begins and ends."""


class Cutter:
    """Pieces by their text; what was cut once is kept."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers
        self._cut_word = lru_cache(maxsize=50_000)(self._cut)

    def __call__(self, text: str) -> Iterator[Piece]:
        """The pieces of a text in order; offsets count its characters as they stand."""
        for word, places in _words(text):
            for number, start, stop in self._cut_word(word):
                yield number, places[start][0], places[stop - 1][1]

    def _cut(self, word: str) -> tuple[Piece, ...]:
        """The longest pieces from the left; one unknown piece if a rest fits none."""
        whole = ((self.numbers[UNKNOWN], 0, len(word)),)
        if len(word) > LONGEST:
            return whole
        found, start = [], 0
        while start < len(word):
            for stop in range(len(word), start, -1):
                number = self.numbers.get((_JOINED if start else "") + word[start:stop])
                if number is not None:
                    found.append((number, start, stop))
                    start = stop
                    break
            else:
                return whole
        return tuple(found)


def _words(text: str) -> Iterator[tuple[str, list[Span]]]:
    """Words in small letters without accents, marks alone; with the place of each letter."""
    letters: list[str] = []
    places: list[Span] = []
    for at, char in enumerate(text):
        if char.isalnum() and char.isascii():
            letters.append(char.lower())
            places.append((at, at + 1))
            continue
        alone = _stands_alone(char)
        if (alone or char.isspace()) and letters:
            yield "".join(letters), places
            letters, places = [], []
        if alone:
            yield char, [(at, at + 1)]
        elif not char.isspace():
            plain = _plain(char)
            letters += plain
            places += [(at, at + 1)] * len(plain)
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=4096)
def _stands_alone(char: str) -> bool:
    """Whether a character is a word of its own: marks, and ideographs."""
    if char in _MARKS or unicodedata.category(char)[0] == "P":
        return True
    return any(low <= ord(char) <= high for low, high in _IDEOGRAPHS)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """A letter without accents and small; nothing for what is not printed."""
    if char == "\ufffd" or unicodedata.category(char) in _REMOVED:
        return ""
    bare = (one for one in unicodedata.normalize("NFD", char) if unicodedata.category(one) != "Mn")
    return "".join(bare).lower()
