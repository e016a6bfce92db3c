"""Registers every feature family; importing this module is all it takes."""

from framing.measures import hedging, quoting, relation, reuse, salience, structure, wording

FAMILY_MODULES = (structure, quoting, hedging, salience, relation, wording, reuse)
