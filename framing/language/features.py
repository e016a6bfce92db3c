"""What the tagger sees of a word type; every feature is a function of the type alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

EDGE = "\n"
"""The type that stands before the first and after the last token of a sentence."""

Clusters = Mapping[str, Sequence[int]]
"""Numbers of the clusters of a word, coarse to fine, as trained on unlabelled news."""

_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ]+")
_LOWER = re.compile(r"[a-zß-öø-ÿ]+")
_DIGITS = re.compile(r"\d+")
_STRAIGHT = str.maketrans("’ʼ`´", "''''")


def shape_of(word: str) -> str:
    """Kinds of characters, runs as one: `Xx` for Moscow, `X.X.` for U.S., `0-x` for 19-year.

    >>> shape_of("McCain"), shape_of("1970s")
    ('XxXx', '0x')
    """
    return _UPPER.sub("X", _LOWER.sub("x", _DIGITS.sub("0", word[:20])))[:8]


class Features:
    """Names of the features of words, given their clusters."""

    def __init__(self, clusters: Clusters, frequent: Mapping[str, int]) -> None:
        self._clusters, self._frequent = clusters, frequent

    def centre(self, word: str) -> list[str]:
        """Features of the word that is tagged."""
        lower = word.lower().translate(_STRAIGHT)
        digits = _DIGITS.sub("0", lower)
        shape = shape_of(word)
        found = [
            "w=" + digits[:40],
            "W=" + word[:40] if word != lower else "W",
            "s=" + shape,
            "1=" + shape[:2] + lower[-1:],
            "2=" + digits[-2:],
            "3=" + digits[-3:],
        ]
        size = len(word)
        if size > 3:
            case = shape[:1] if shape[:1] in "X0" else ""
            found += ["4=" + lower[-4:], "c=" + case + lower[-3:], "p3=" + lower[:3]]
            found += ["p2=" + lower[:2]]
        if size > 5:
            found += ["5=" + lower[-5:], "p4=" + lower[:4]]
        if size > 6:
            found += ["6=" + lower[-6:], "p5=" + lower[:5]]
        return found + self._company(word)

    def context(self, word: str) -> list[str]:
        """Features of a neighbour of the word that is tagged."""
        if word == EDGE:
            return ["w=" + EDGE]
        lower = word.lower().translate(_STRAIGHT)
        digits = _DIGITS.sub("0", lower)
        found = ["w=" + digits[:40], "s=" + shape_of(word), "2=" + digits[-2:]]
        if len(word) > 3:
            found += ["3=" + digits[-3:]]
        return found + self._company(word)

    def class_name(self, word: str) -> str:
        """The word itself if it is frequent, else the cluster it belongs to and its case."""
        plain = word.translate(_STRAIGHT)
        if plain in self._frequent:
            return "w" + plain
        if plain.lower() in self._frequent:
            return "w" + plain.lower()
        known = self._known(word)
        return (f"k{known[0]}" if known else "u") + shape_of(word)[:1]

    def _known(self, word: str) -> Sequence[int]:
        clusters = self._clusters
        lower = word.lower()
        return clusters.get(word) or clusters.get(lower) or clusters.get(lower.capitalize(), ())

    def _company(self, word: str) -> list[str]:
        known = self._known(word)
        return [f"k{level}={number}" for level, number in enumerate(known)] or ["k-"]
