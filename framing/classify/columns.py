"""Which columns of a feature table a classifier may see, and why the others are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.measures.columns import FAMILIES

_LEFT_OUT = (
    (r"reuse_", "says what a corpus shares, not how one article frames"),
    (r"text_furniture_share$", "reads the page around the story"),
    (r"text_paragraphs_count$", "counts line breaks, which is house style"),
    (
        r"text_words_count$|text_sentences_count$",
        "length has a line of its own among the baselines",
    ),
    (r".*_headline_|text_headline", "depends on whether an export carries the headline"),
    (r".*_lead_", "depends on where the first paragraph breaks off"),
)
_RULES = tuple((re.compile(pattern), reason) for pattern, reason in _LEFT_OUT)


def reason_left_out(column: str) -> str | None:
    """Why a classifier must not see a column; `None` for a column it may see.

    >>> reason_left_out("text_paragraphs_count")
    'counts line breaks, which is house style'
    >>> reason_left_out("hedge_outlet_per_1k_words") is None
    True
    """
    if column.split("_", 1)[0] not in FAMILIES:
        return "is no feature"
    return next((reason for pattern, reason in _RULES if pattern.match(column)), None)


def framing_columns(columns: Iterable[str]) -> list[str]:
    """The columns a classifier may see, in order."""
    return [str(column) for column in columns if reason_left_out(str(column)) is None]
