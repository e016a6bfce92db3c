"""Compares outlets: estimates with intervals, differences, tests, and the words they prefer."""

from framing.compare.associations import find_collocations
from framing.compare.log_odds import LogOddsOptions, weighted_log_odds
from framing.compare.matched import compare_matched
from framing.compare.options import CompareOptions
from framing.compare.outlets import compare_outlets
from framing.compare.terms import TermCounts, count_terms

__all__ = [
    "CompareOptions",
    "LogOddsOptions",
    "TermCounts",
    "compare_matched",
    "compare_outlets",
    "count_terms",
    "find_collocations",
    "weighted_log_odds",
]
