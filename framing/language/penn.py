"""The Penn tags of the house, in the order of the `tag` column, and the sets the layers ask for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from framing.types import BoolArray

_PENN = """
NN IN DT NNP PRP JJ RB . VB NNS , CC VBD VBP VBZ CD VBN VBG MD TO PRP$ -RRB- -LRB- WDT : WRB
`` '' WP RP UH POS HYPH NNPS JJR JJS EX NFP RBR ADD GW $ SYM PDT LS FW RBS AFX WP$
"""
PENN_TAGS: tuple[str, ...] = tuple(_PENN.split())
TAG_ID: dict[str, int] = {tag: number for number, tag in enumerate(PENN_TAGS)}


def tag_set(tags: Iterable[str]) -> BoolArray:
    """Truth by tag number, to be indexed with a `tag` column."""
    chosen = np.zeros(len(PENN_TAGS), np.bool_)
    chosen[[TAG_ID[tag] for tag in tags]] = True
    return chosen


VERB_TAGS = tag_set(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
FINITE_TAGS = tag_set(["VBD", "VBP", "VBZ", "MD"])
NOUN_TAGS = tag_set(["NN", "NNS", "NNP", "NNPS"])
NAME_TAGS = tag_set(["NNP", "NNPS"])
ADVERB_TAGS = tag_set(["RB", "RBR", "RBS"])
