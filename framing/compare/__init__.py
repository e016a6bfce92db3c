"""Compares outlets: estimates with intervals, differences, tests, and the words they prefer."""

from framing.compare.matched import compare_matched
from framing.compare.options import CompareOptions
from framing.compare.outlets import compare_outlets

__all__ = ["CompareOptions", "compare_matched", "compare_outlets"]
