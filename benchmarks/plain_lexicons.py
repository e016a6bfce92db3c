"""Counts of list words as published pure-Python toolkits make them: every entry for every token.

An imitation of the lexicon part of NELA (Horne, Dron, Khedr, Adalı 2018), whose loop over the stems
of each category for each token it follows; the lists are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from framing.lexicons import load_lexicon

LISTS = ("hedges", "boosters", "loaded", "tone", "violence_verbs", "cooperation_verbs")
_WORD = re.compile(r"\w+|[^\w\s]")


def plain_lists() -> Mapping[str, Sequence[str]]:
    """Single words by category, as stems with a star."""
    return {
        name: [term.words[0] + "*" for term in load_lexicon(name).terms if len(term.words) == 1]
        for name in LISTS
    }


def count_plainly(text: str, lists: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Share of the tokens that begin with an entry, by category."""
    tokens = [token.lower() for token in _WORD.findall(text)]
    counts = dict.fromkeys(lists, 0)
    for token in tokens:
        for category, stems in lists.items():
            for stem in stems:
                if stem.endswith("*"):
                    if token.startswith(stem[:-1]):
                        counts[category] += 1
                elif token == stem:
                    counts[category] += 1
    return {category: count / max(1, len(tokens)) for category, count in counts.items()}
