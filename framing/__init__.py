"""Measure how news outlets frame a story, with the evidence span behind every number."""

__version__ = "0.1.0"
