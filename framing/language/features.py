"""What the tagger sees of a word type; every feature is a function of the type alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

EDGE = " "
"""The type that stands before the first and after the last token of a sentence."""

CONTEXT = 6
"""How many features a neighbour has …"""
MOST_FEATURES = 16
"""… and the word itself at most."""

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
    if word.isascii() and word.isalpha():  # spares nearly all words the patterns
        if word.islower():
            return "x"
        if word.isupper():
            return "X"
        if word[1:].islower():
            return "Xx"
    return _UPPER.sub("X", _LOWER.sub("x", _DIGITS.sub("0", word[:20])))[:8]


class Features:
    """Names of the features of words, given their clusters."""

    def __init__(self, clusters: Clusters, frequent: Collection[str]) -> None:
        self._clusters, self._frequent = clusters, frequent

    def names(self, word: str) -> list[str]:
        """Features of the word that is tagged; a neighbour has the first `CONTEXT` of them.

        An empty name stands for none. The last that a neighbour has is empty in short words.
        """
        if word == EDGE:
            return ["w=" + EDGE]
        plain = word.isascii() and word.isalpha()
        lower = word.lower() if plain else word.lower().translate(_STRAIGHT)
        digits = lower if plain else _DIGITS.sub("0", lower)
        shape, size, ending = shape_of(word), len(word), "3=" + digits[-3:]
        known = self._known(word, lower)
        found = [
            "w=" + digits[:40],
            "s=" + shape,
            "2=" + digits[-2:],
            f"k0={known[0]}" if known else "k-",
            f"k1={known[1]}" if known else "",
            ending if size > 3 else "",
            "W=" + word[:40] if word != lower else "W",
            "1=" + shape[:2] + lower[-1:],
        ]
        if size > 3:
            case = shape[0] if shape[0] in "X0" else ""
            found += ["4=" + lower[-4:], "c=" + case + lower[-3:], "p3=" + lower[:3]]
            found.append("p2=" + lower[:2])
            if size > 5:
                found += ["5=" + lower[-5:], "p4=" + lower[:4]]
                if size > 6:
                    found += ["6=" + lower[-6:], "p5=" + lower[:5]]
        else:
            found.append(ending)
        return found

    def centre(self, word: str) -> list[str]:
        """Features of the word that is tagged."""
        return [name for name in self.names(word) if name]

    def context(self, word: str) -> list[str]:
        """Features of a neighbour of the word that is tagged."""
        return [name for name in self.names(word)[:CONTEXT] if name]

    def class_name(self, word: str) -> str:
        """The word itself if it is frequent, else the cluster it belongs to and its case."""
        plain = word if word.isascii() else word.translate(_STRAIGHT)
        if plain in self._frequent:
            return "w" + plain
        lower = plain.lower()
        if lower in self._frequent:
            return "w" + lower
        known = self._known(word, word.lower())
        return (f"k{known[0]}" if known else "u") + shape_of(word)[:1]

    def _known(self, word: str, lower: str) -> Sequence[int]:
        clusters = self._clusters
        return clusters.get(word) or clusters.get(lower) or clusters.get(lower.capitalize(), ())
