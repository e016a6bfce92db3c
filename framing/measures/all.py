"""Registers every feature family; importing this module is all it takes."""

from framing.measures import (
    actors,
    grammar,
    hedges,
    quotes,
    quotes_style,
    registers,
    relations,
    reuse,
    text,
    wording,
    wording_style,
)

FAMILY_MODULES = (
    *(text, grammar, quotes, quotes_style, hedges, actors, relations),
    *(wording, wording_style, registers, reuse),
)
"""In the order of their columns."""
