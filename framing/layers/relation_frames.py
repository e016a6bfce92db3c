"""Words that state an act or turn one: "lift a blockade" helps, "cut aid" hurts.

They live in `lexicons/relation_frames.toml`, by lemma; a word may be in several frames.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from framing.lexicons import load_rows
from framing.types import Quad

ROOT_QUADS: Mapping[str, Quad] = {
    "AGREE": "verbal_coop",
    "CONSULT": "verbal_coop",
    "SUPPORT": "verbal_coop",
    "COOPERATE": "material_coop",
    "AID": "material_coop",
    "YIELD": "material_coop",
    "ACCUSE": "verbal_conflict",
    "REJECT": "verbal_conflict",
    "REQUEST": "verbal_conflict",
    "THREATEN": "verbal_conflict",
    "PROTEST": "material_conflict",
    "SANCTION": "material_conflict",
    "MOBILIZE": "material_conflict",
    "COERCE": "material_conflict",
    "ASSAULT": "material_conflict",
}
"""Class of each root in the marked pairs; yielding is material cooperation, as in CAMEO."""

Codes = tuple[tuple[str, str], ...]
Lengths = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed word or phrase: its rows, and its (kind, frame) codes."""

    first: int
    last: int
    codes: Codes


@lru_cache(maxsize=8)
def frame_words(folder: Path | None = None) -> tuple[Mapping[tuple[str, ...], Codes], Lengths]:
    """Codes by words, and by first word the lengths of the phrases it begins, longest first."""
    words: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}
    for row in load_rows("relation_frames", "frame", folder):
        for text in row["words"]:
            code = (str(row["kind"]), str(row["id"]))
            words.setdefault(tuple(text.split()), {})[code] = None
    lengths: dict[str, set[int]] = {}
    for key in words:
        lengths.setdefault(key[0], set()).add(len(key))
    by_first = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()}
    return {key: tuple(codes) for key, codes in words.items()}, by_first


@lru_cache(maxsize=8)
def guard_words(folder: Path | None = None) -> Mapping[str, frozenset[str]]:
    """By single word the frames of the kind "guard" that it is in."""
    words = frame_words(folder)[0].items()
    found = {
        key[0]: [n for kind, n in codes if kind == "guard"] for key, codes in words if len(key) == 1
    }
    return {word: frozenset(names) for word, names in found.items() if names}


FORCE_ROOTS = frozenset(["ASSAULT", "MOBILIZE"])
"""Roots of acts of force, which are done to somebody even where nobody is named."""


@cache
def linkers(name: str, folder: Path | None = None) -> frozenset[str]:
    """Prepositions and joining words by what they link."""
    rows = load_rows("relation_frames", "linker", folder)
    return frozenset(word for row in rows if row["id"] == name for word in row["words"])


def find_frames(lemmas: Sequence[str], folder: Path | None = None) -> list[Frame]:
    """Framed words from left to right, the longest phrase at each place."""
    words, lengths = frame_words(folder)
    found: list[Frame] = []
    free = 0
    for row in [row for row, lemma in enumerate(lemmas) if lemma in lengths]:
        if row < free:
            continue
        for length in lengths[lemmas[row]]:
            codes = words.get(tuple(lemmas[row : row + length]))
            if codes:
                found.append(Frame(row, row + length - 1, codes))
                free = row + length
                break
    return found
