"""Registers every feature family; importing this module is all it takes.

Columns stand in the order in which the files are imported here, family by family.
"""

from framing.measures import (
    actors,
    frames,
    grammar,
    hedges,
    quotes,
    quotes_voice,
    readability,
    relations,
    reuse,
    text,
    word_classes,
    wording,
    wording_style,
)

FAMILY_MODULES = (
    *(text, grammar, quotes, quotes_voice, hedges, actors, relations),
    *(wording, wording_style, readability, word_classes, frames, reuse),
)
