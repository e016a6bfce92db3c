"""Registers every feature family; importing this module is all it takes."""

from framing.measures import (
    hedging,
    hedging_sides,
    quoting,
    quoting_voice,
    readability,
    relation,
    relation_counts,
    reuse,
    salience,
    structure,
    wording,
    wording_agents,
    wording_names,
    wording_style,
)

FAMILY_MODULES = (
    *(
        structure,
        quoting,
        quoting_voice,
        hedging,
        hedging_sides,
        salience,
        relation,
        relation_counts,
    ),
    *(wording, wording_names, wording_agents, wording_style, readability, reuse),
)
