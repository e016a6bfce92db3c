"""Where names of known actors stand, row by row."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.layers.mentions_features import ALIAS_KINDS, Ints
from framing.layers.mentions_known import alias_finder, known_actors
from framing.matching import Matches
from framing.types import Tokens


@lru_cache(maxsize=8)
def _kinds(folder: Path | None) -> Ints:
    """Kind of each term of the finder, as an index into `ALIAS_KINDS`."""
    actors = known_actors(folder)
    kinds = [
        "demonym" if term.category == "demonym" else actors[term.extra["actor"]].kind
        for term in alias_finder(folder).lexicon.terms
    ]
    return np.array([ALIAS_KINDS.index(kind) for kind in kinds], np.int8)


def alias_column(tokens: Tokens, folder: Path | None, matches: Matches | None = None) -> Ints:
    """For each row the code of the alias it belongs to (see `ALIAS_CODES`)."""
    if matches is None:
        matches = alias_finder(folder).find(tokens)
    codes = np.zeros(len(tokens) + 1, np.int8)
    code = 1 + 2 * _kinds(folder)[matches.term]
    length = matches.last - matches.first
    for step in range(1, int(length.max()) + 1 if len(length) else 0):
        longer = length >= step
        codes[matches.first[longer] + step] = code[longer] + 1
    codes[matches.first] = code
    return codes[:-1]
