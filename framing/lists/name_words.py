"""Words that names are made of or stand beside: titles, given names, joints such as "of"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from framing.lists.word_lists import WordLists, per_lists


@per_lists
def name_words(lists: WordLists) -> Mapping[str, tuple[str, ...]]:
    """Kinds of each word of `lexicons/name_words.toml`."""
    kinds: dict[str, list[str]] = {}
    for group in lists.rows("name_words", "group"):
        for word in group["words"]:
            kinds.setdefault(word, []).append(str(group["kind"]))
    return {word: tuple(found) for word, found in kinds.items()}


@per_lists
def name_joints(lists: WordLists) -> frozenset[str]:
    """Words and signs that may stand inside a name without a capital."""
    return frozenset(word for row in lists.rows("name_words", "joint") for word in row["words"])


@per_lists
def short_titles(lists: WordLists) -> Mapping[str, str]:
    """The whole noun of each title that stands short before a name, in lower case."""
    rows = lists.rows("name_words", "short_title")
    return {short.lower(): str(row["name"]) for row in rows for short in row["short"]}


@per_lists
def word_kinds(lists: WordLists) -> Mapping[str, frozenset[str]]:
    """What the list `speaker_words` says of a lower-cased word."""
    return {
        term.text: frozenset(term.extra.get("kinds", (term.category,)))
        for term in lists.lexicon("speaker_words").terms
    }


@per_lists
def word_groups(lists: WordLists, file: str) -> Mapping[str, frozenset[str]]:
    """The groups of a list of words in lower case, by kind."""
    found: dict[str, frozenset[str]] = {}
    for row in lists.rows(file, "group"):
        kind = str(row["kind"])
        found[kind] = found.get(kind, frozenset()).union(map(str, row["words"]))
    return found


@lru_cache(maxsize=20_000)
def kinds_of(word: str, lists: WordLists) -> frozenset[str]:
    """Kinds of a word by `speaker_words`; a plural is looked up by its singular too."""
    kinds = word_kinds(lists)
    lowered = word.lower()
    return kinds.get(lowered) or kinds.get(lowered.removesuffix("s"), frozenset())
