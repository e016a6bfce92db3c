"""Surnames of persons whom the article names in full, where the tagger saw none or a place."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from operator import attrgetter

from framing.layers.entities.names import Name, Words
from framing.layers.entities.tagger import is_common_word
from framing.lists.name_words import name_words
from framing.types import BoolArray

_PLACES = frozenset({"city", "province", "us_state", "body_word", "place_word", "state_body"})
_BESIDE = frozenset({"-", "–", "’", "'", "&", "@", "#", "v.", "vs."})
"""Signs beside which a word is part of another name."""


def with_surnames(
    names: list[Name],
    tagged: Sequence[tuple[int, int, int]],
    words: Words,
    sentence: Sequence[int],
    prose: BoolArray,
) -> list[Name]:
    """The names, and the surnames among the story's other words, as persons.

    A surname that is a city's or a province's too stays what the tagger saw; one that is a common
    word counts inside a sentence only. `tagged` are all names that the tagger found, those of
    things among them; `prose` says which rows are the story's.
    """
    surnames = _surnames(names, words)
    if not surnames:
        return names
    for name in names:
        alone = name.actor is None and len(name.words) == 1 and name.words[0] in surnames
        if alone and name.type != "person":
            name.type = "person"
    taken = {row for first, last, _ in tagged for row in range(first, last + 1)}
    taken.update(row for name in names for row in range(name.first, name.last + 1))
    types = {number for number, word in _types(words) if word in surnames}
    for row, number in enumerate(words.types):
        if number in types and row not in taken and prose[row] and _alone(row, words, sentence):
            word = words.strings[number]
            insort(names, Name(row, row, [word], "person"), key=attrgetter("first"))
    return names


def _types(words: Words) -> list[tuple[int, str]]:
    """The word types of an article, each once, with their numbers."""
    return [(number, words.strings[number]) for number in set(words.types)]


def _surnames(names: Sequence[Name], words: Words) -> frozenset[str]:
    """The last words of full names of persons, but for those that name places and bodies too."""
    found = set()
    for name in names:
        if name.type != "person" or name.several or len(name.words) < 2:
            continue
        core = name.core(words.lists)
        if len(core) > 1 and core[-1][:1].isupper() and not core[-1].isupper():
            found.add(core[-1])
    kinds = name_words(words.lists)
    return frozenset(
        word for word in found if len(word) > 2 and _PLACES.isdisjoint(kinds.get(word, ()))
    )


def _alone(row: int, words: Words, sentence: Sequence[int]) -> bool:
    """Whether a word stands by itself, and not in a longer name or where any word has a capital."""
    word = words.between(row, row)[0]
    before = words.between(row - 1, row - 1)[0] if row else ""
    after = (words.between(row + 1, row + 1) or [""])[0]
    if before in _BESIDE or after in _BESIDE - {"’", "'"}:
        return False
    opens = row == 0 or sentence[row - 1] != sentence[row]
    if opens or not before.isalpha():
        return not is_common_word(word)
    return not before[:1].isupper() and not after[:1].isupper()
