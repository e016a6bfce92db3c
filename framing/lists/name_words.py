"""Words that names are made of or stand beside: titles, given names, joints such as "of"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from framing.lists.load import load_rows


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
