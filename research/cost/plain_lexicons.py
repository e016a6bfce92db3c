"""Counts of list words as published pure-Python toolkits make them: every entry for every token.

An imitation of the lexicon part of NELA (Horne, Dron, Khedr, Adalı 2018), whose loop over the stems
of each category for each token it follows; the lists are ours, all that framing itself looks up
token by token.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence

from framing.lists.load import lexicon_folder, load_lexicon

_WORD = re.compile(r"\w+|[^\w\s]")


def plain_lists() -> Mapping[str, Sequence[str]]:
    """Single words by list, as stems with a star; lists of other things than terms have none."""
    names = [
        path.stem
        for path in sorted(lexicon_folder().glob("*.toml"))
        if "term" in tomllib.loads(path.read_text("utf-8"))
    ]
    return {
        name: [term.words[0] + "*" for term in load_lexicon(name).terms if len(term.words) == 1]
        for name in names
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
