"""Words that names are made of or stand beside: titles, given names, joints such as "of"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from framing.lists.load import load_lexicon, load_rows


@cache
def name_words() -> Mapping[str, tuple[str, ...]]:
    """Kinds of each word of `lexicons/name_words.toml`."""
    kinds: dict[str, list[str]] = {}
    for group in load_rows("name_words", "group"):
        for word in group["words"]:
            kinds.setdefault(word, []).append(str(group["kind"]))
    return {word: tuple(found) for word, found in kinds.items()}


@cache
def name_joints() -> frozenset[str]:
    """Words and signs that may stand inside a name without a capital."""
    return frozenset(word for row in load_rows("name_words", "joint") for word in row["words"])


@cache
def word_kinds() -> Mapping[str, frozenset[str]]:
    """What the list `speaker_words` says of a lower-cased word."""
    return {
        term.text: frozenset(term.extra.get("kinds", (term.category,)))
        for term in load_lexicon("speaker_words").terms
    }


@lru_cache(maxsize=20_000)
def kinds_of(word: str) -> frozenset[str]:
    """Kinds of a word by `speaker_words`; a plural is looked up by its singular too."""
    kinds = word_kinds()
    lowered = word.lower()
    return kinds.get(lowered) or kinds.get(lowered.removesuffix("s"), frozenset())
