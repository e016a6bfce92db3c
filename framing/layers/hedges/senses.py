"""Senses of "may" and "could" that leave nothing open: permission and past ability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.layers.batch import Batch
from framing.lists.name_words import word_groups

_BETWEEN = frozenset({"not", "n't", "never", "also", "now", "only", "freely", "still"})
_RELATIVE = frozenset({"that", "which", "who"})
_LEADS = frozenset({"under", "by"})
_TO_RULE = 6
"""Words from "under" to the law: "under the new federal firearms act"."""


def is_other_sense(batch: Batch, row: int) -> bool:
    """Whether the modal verb at a row permits or tells a past ability."""
    word = batch.word(row).lower()
    if word not in {"may", "could"}:
        return False
    sentence = batch.tokens.sentence
    first, stop = row, row + 1
    while first and sentence[first - 1] == sentence[row]:
        first -= 1
    while stop < batch.size and sentence[stop] == sentence[row]:
        stop += 1
    words = [batch.word(at).lower() for at in range(first, stop)]
    groups = word_groups(batch.lists, "modal_senses")
    if word == "could":
        return any(
            words[k : k + 2] == ["as", "a"] and words[k + 2] in groups["young"]
            for k in range(len(words) - 2)
        )
    return _permits(words, row - first, groups)


def _permits(words: Sequence[str], at: int, groups: Mapping[str, frozenset[str]]) -> bool:
    verb = next((word for word in words[at + 1 :] if word not in _BETWEEN), "")
    asked = words[at - 1] in groups["addressed"] or "no" in words[max(0, at - 3) : at]
    if asked and verb in groups["permitted"]:
        return True
    if words[at - 1] in _RELATIVE:
        return False  # "evidence that may be used under the law"
    leads = [k for k in range(at) if words[k] in _LEADS]
    ruled = any(not groups["rule"].isdisjoint(words[k : min(at, k + _TO_RULE)]) for k in leads)
    return ruled and verb not in {"be", "have", ""}
