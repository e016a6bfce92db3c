"""Statements on two sides: who does what to whom, done or hoped, in whose voice."""

from framing.layers.relations.find import PairClass, classify, find_relations

__all__ = ["PairClass", "classify", "find_relations"]
