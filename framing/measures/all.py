"""Registers every feature family; importing this module is all it takes."""

from framing.measures import (
    grammar,
    hedging,
    hedging_sides,
    quoting,
    quoting_style,
    quoting_voice,
    readability,
    relation,
    relation_counts,
    reuse,
    salience,
    structure,
    word_classes,
    word_shape,
    wording,
    wording_agents,
    wording_names,
    wording_style,
)

FAMILY_MODULES = (
    *(
        structure,
        grammar,
        word_shape,
        quoting,
        quoting_voice,
        quoting_style,
        hedging,
        hedging_sides,
        salience,
        relation,
        relation_counts,
    ),
    *(wording, wording_names, wording_agents, wording_style, readability, word_classes, reuse),
)
