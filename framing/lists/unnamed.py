"""Which words of a source stand for somebody unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from framing.lists.load import load_lexicon

Words = tuple[str, ...]


@lru_cache(maxsize=8)
def _anonymous_terms(folder: Path | None) -> dict[str, tuple[Words, ...]]:
    index: dict[str, list[Words]] = {}
    for term in load_lexicon("anonymous_sources", folder).terms:
        index.setdefault(term.words[-1], []).append(term.words)
    return {word: tuple(found) for word, found in index.items()}


@lru_cache(maxsize=20_000)
def is_unnamed(phrase: str, folder: Path | None = None) -> bool:
    """Whether the words of a source hold a phrase for someone unnamed."""
    words = [word.strip(",.").lower() for word in phrase.split()]
    return is_anonymous(words, words, folder)


def is_anonymous(words: Sequence[str], lemmas: Sequence[str], folder: Path | None = None) -> bool:
    """Whether a source holds a phrase for someone unnamed; words in lower case.

    Words may stand between: "a senior US official" is a "senior official".
    """
    index = _anonymous_terms(folder)
    for end in range(len(words)):
        forms = dict.fromkeys((words[end], lemmas[end]))
        if any(_precede(term[:-1], words[:end]) for form in forms for term in index.get(form, ())):
            return True
    return False


def _precede(term: Words, words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in term)
