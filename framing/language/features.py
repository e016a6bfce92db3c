"""What the tagger sees of a word type; every feature is a function of the type alone."""

from __future__ import annotations

import re

EDGE = "\n"
"""The type that stands before the first and after the last token of a sentence."""

_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ]+")
_LOWER = re.compile(r"[a-zß-öø-ÿ]+")
_DIGITS = re.compile(r"\d+")
_STRAIGHT = str.maketrans("’ʼ`´", "''''")


def shape_of(word: str) -> str:
    """Kinds of characters, runs as one: `Xx` for Moscow, `X.X.` for U.S., `d-x` for 19-year.

    >>> shape_of("McCain"), shape_of("1970s")
    ('XxXx', 'dx')
    """
    return _UPPER.sub("X", _LOWER.sub("x", _DIGITS.sub("d", word)))[:8]


def type_features(word: str) -> list[str]:
    """Features of the word that is tagged."""
    lower = word.lower().translate(_STRAIGHT)
    digits = _DIGITS.sub("0", lower)
    shape = shape_of(word)
    size = len(word)
    found = [
        "w=" + digits,
        "W=" + word if word != lower else "W",
        "s=" + shape,
        "s1=" + shape[:2] + lower[-1:],
        "3=" + digits[-3:],
        "2=" + digits[-2:],
    ]
    if size > 3:
        cap = shape[:1] if shape[:1] in "Xd" else ""
        found += ["4=" + lower[-4:], "c3=" + cap + lower[-3:], "p3=" + lower[:3]]
        found += ["p2=" + lower[:2]]
    if size > 5:
        found += ["5=" + lower[-5:], "p4=" + lower[:4]]
    if size > 6:
        found += ["6=" + lower[-6:], "p5=" + lower[:5]]
    return found


def context_features(word: str) -> list[str]:
    """Features of a neighbour of the word that is tagged."""
    if word == EDGE:
        return ["w=" + EDGE]
    lower = word.lower().translate(_STRAIGHT)
    digits = _DIGITS.sub("0", lower)
    shape = shape_of(word)
    found = ["w=" + digits, "s=" + shape, "2=" + digits[-2:]]
    if len(word) > 3:
        found += ["3=" + digits[-3:]]
    return found
