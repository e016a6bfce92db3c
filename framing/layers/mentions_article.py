"""How else a word stands in the article: after "in", before "said", alone, in lower case.

A name is met again and again, and some places tell more than others what it is the name of.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.layers.mentions_features import Ints, Runs, name_words
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column, folded_ids

WAYS = ("inside", "alone", "begins", "ends", "place", "person", "owns", "title", "the", "bracket")
"""How often a word of a name stands so, and in what share of its places, are its features."""
_SHARES = 4
WAY_CODES = 4 * _SHARES
PLACE_SIZES = {f"d {way}": WAY_CODES for way in WAYS} | {"d lower": 4, "d again": 4}
"""What the columns of `place_columns` can hold."""

_PLACE, _PERSON, _TITLE, _THE, _OWNS, _BRACKET = 1, 2, 4, 8, 16, 32
_CUES = {"place_cue": _PLACE, "person_cue": _PERSON, "person_title": _TITLE}
_SIGNS = {"the": _THE, "'s": _OWNS, "’s": _OWNS, "(": _BRACKET}


def _cue_column(strings: Sequence[str]) -> Column:
    """What a word tells of the name beside it, as bits."""
    cues = dict(_SIGNS)
    for word, kinds in name_words().items():
        for kind in kinds:
            cues[word.lower()] = cues.get(word.lower(), 0) | _CUES.get(kind, 0)
    return np.array([cues.get(word.lower(), 0) for word in strings], np.int8)


def place_columns(tokens: Tokens, runs: Runs) -> dict[str, Ints]:
    """Whole-number features of each row of the runs, by name; sizes in `PLACE_SIZES`."""
    rows = runs.rows
    article = np.searchsorted(tokens.bounds, rows, side="right").astype(np.int64)
    keys, place = np.unique(
        article * len(tokens.vocabulary) + tokens.type_id[rows], return_inverse=True
    )
    total = np.bincount(place)
    columns = {
        "d again": _bucket(total - 1)[place],
        "d lower": _lower_places(tokens, rows, article),
    }
    for way, holds in _ways(tokens, runs).items():
        found = np.bincount(place[holds], minlength=len(keys))
        share = np.where(3 * found <= total, 1, np.where(3 * found <= 2 * total, 2, 3))
        code = np.where(found > 0, _bucket(found) * _SHARES + share, 0)
        columns[f"d {way}"] = code[place]
    return columns


def _ways(tokens: Tokens, runs: Runs) -> dict[str, BoolArray]:
    """Row by row of the runs how the word stands."""
    rows, sentence = runs.rows, tokens.sentence
    cue = np.append(tokens.vocabulary.column("mentions.cue", _cue_column)[tokens.type_id], 0)
    first = rows[runs.begin]
    last = rows[runs.begin + runs.size - 1]
    opens = (first == 0) | (sentence[first - 1] != sentence[first])
    closes = sentence[np.minimum(last + 1, len(tokens) - 1)] != sentence[last]
    size = np.repeat(runs.size, runs.size)
    here = np.arange(len(rows))
    begins = here == np.repeat(runs.begin, runs.size)
    ends = here == np.repeat(runs.begin + runs.size - 1, runs.size)
    before = np.repeat(np.where(opens, 0, cue[first - 1]), runs.size)
    after = np.repeat(np.where(closes, 0, cue[last + 1]), runs.size)
    heads = begins & np.repeat(opens, runs.size)
    beside = np.where(heads, 0, cue[rows - 1])
    return {
        "inside": ~heads,
        "alone": size == 1,
        "begins": begins & (size > 1),
        "ends": ends & (size > 1),
        "place": (before & _PLACE) > 0,
        "person": (after & _PERSON) > 0,
        "owns": (after & _OWNS) > 0,
        "title": (beside & _TITLE) > 0,
        "the": (before & _THE) > 0,
        "bracket": (after & _BRACKET) > 0,
    }


def _lower_places(tokens: Tokens, rows: Ints, article: Ints) -> Ints:
    """How often the word stands in lower case in the article."""
    width, folded = len(tokens.vocabulary), folded_ids(tokens.vocabulary)
    small = np.flatnonzero(folded[tokens.type_id] == tokens.type_id)
    owner = np.searchsorted(tokens.bounds, small, side="right").astype(np.int64)
    known = np.sort(owner * width + tokens.type_id[small])
    wanted = article * width + folded[tokens.type_id[rows]]
    found = np.searchsorted(known, wanted, "right") - np.searchsorted(known, wanted, "left")
    return _bucket(found)


def _bucket(count: Ints) -> Ints:
    """0 for none, 1 for one, 2 for two or three, 3 for more."""
    bucket: Ints = np.where(count > 3, 3, np.minimum(count, 2))
    return bucket
