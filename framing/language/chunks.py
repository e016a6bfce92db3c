"""Noun phrases, and who does what to whom: shallow, by position and tag."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import NOUN_TAGS, TAG_ID, tag_set
from framing.language.verbs import VerbGroups, finite
from framing.types import BoolArray, IntArray, Tokens

_OPENERS = tag_set(["DT", "PDT", "PRP$", "WP$"])
_ALONE = tag_set(["PRP", "WP", "EX", "WDT"])
_INNER = tag_set(
    [
        "DT",
        "PDT",
        "PRP$",
        "WP$",
        "CD",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "POS",
        "HYPH",
    ]
    + ["$", "FW", "AFX", "ADD", "#"][:4]
)
_PARTICIPLES = tag_set(["VBN", "VBG"])
_LEADS = tag_set(["DT", "PRP$", "POS", "JJ", "JJS", "JJR", "CD", "HYPH", "WP$", "RB"])
_HEADS = tag_set(["NN", "NNS", "NNP", "NNPS", "CD", "PRP", "WP", "EX", "WDT", "DT", "ADD", "FW"])
_GOVERNORS = tag_set(["IN", "TO"])
_POS = TAG_ID["POS"]


@dataclass(frozen=True, slots=True, eq=False)
class Chunks:
    """One row a noun phrase, in order: its first, last and head token rows.

    Phrases are base phrases: "the head of the agency" is two. A possessor stays inside the phrase
    that it opens. `governed` is true for the phrase after a preposition.
    """

    first: IntArray
    last: IntArray
    head: IntArray
    governed: BoolArray

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True, eq=False)
class Arguments:
    """One row a verb group: the rows of `Chunks` that are its subject and object, or -1.

    `agent` and `patient` say who did it and to whom: subject and object of an active group, named
    by-phrase and subject of a passive one.
    """

    subject: IntArray
    object: IntArray
    agent: IntArray
    patient: IntArray


def find_chunks(tokens: Tokens) -> Chunks:
    """All noun phrases of a batch."""
    inside, begins = _inside(tokens)
    first = np.flatnonzero(inside & begins)
    ends = np.append(begins[1:] | ~inside[1:], True) if len(inside) else inside
    last = np.flatnonzero(inside & ends)
    head = _head_rows(tokens.tag, first, last)
    keep = head >= 0
    first, last, head = first[keep], last[keep], head[keep]
    before = np.maximum(first - 1, 0)
    governed = _GOVERNORS[tokens.tag[before]] & (first > 0)
    governed &= tokens.sentence[before] == tokens.sentence[first]
    return Chunks(*(rows.astype(np.int32) for rows in (first, last, head)), governed=governed)


def _inside(tokens: Tokens) -> tuple[BoolArray, BoolArray]:
    """Tokens inside noun phrases, and those that begin one."""
    tag = tokens.tag
    after = np.append(tag[1:], TAG_ID["."])
    before = np.append(np.uint8(TAG_ID["."]), tag[:-1])
    inside = _INNER[tag] | _ALONE[tag]
    bridge = _PARTICIPLES[tag] & _LEADS[before] & (_INNER[after] & ~_OPENERS[after])
    bridge |= (tag == TAG_ID["RB"]) & _OPENERS[before] & _INNER[after]
    inside |= bridge
    new_sentence = np.diff(tokens.sentence, prepend=-1) > 0
    begins = inside & (~np.append(False, inside[:-1]) | new_sentence)
    begins |= _ALONE[tag]
    begins |= np.append(False, _ALONE[tag[:-1]]) & inside
    begins |= _OPENERS[tag] & ~_OPENERS[before] & (before != TAG_ID["PDT"])
    return inside, begins & inside


def _head_rows(tag: NDArray[np.uint8], first: IntArray, last: IntArray) -> IntArray:
    """The last noun of each phrase, else its last token that can stand for one, else -1."""
    rows = np.arange(len(tag))
    noun = np.maximum.accumulate(np.where(NOUN_TAGS[tag], rows, -1)) if len(tag) else rows
    other = np.maximum.accumulate(np.where(_HEADS[tag], rows, -1)) if len(tag) else rows
    head = np.where(noun[last] >= first, noun[last], other[last]) if len(tag) else last
    return np.where(head >= first, head, -1)


def find_arguments(tokens: Tokens, groups: VerbGroups, chunks: Chunks) -> Arguments:
    """Subject and object of each verb group, and from these who did it to whom."""
    subject = _subjects(tokens, groups, chunks)
    direct = _objects(tokens, groups, chunks)
    by = _chunk_at(chunks, groups.agent)
    passive = groups.passive
    return Arguments(
        subject=subject,
        object=direct,
        agent=np.where(passive, by, subject).astype(np.int32),
        patient=np.where(passive, subject, direct).astype(np.int32),
    )


def _subjects(tokens: Tokens, groups: VerbGroups, chunks: Chunks) -> IntArray:
    """The nearest phrase on the left that no preposition governs."""
    found = np.full(len(groups), -1, np.int32)
    free = np.flatnonzero(~chunks.governed)
    if not len(free):
        return found
    at = np.searchsorted(chunks.last[free], groups.first) - 1
    candidate = free[np.maximum(at, 0)]
    valid = (at >= 0) & (tokens.sentence[chunks.head[candidate]] == tokens.sentence[groups.first])
    valid &= finite(tokens, groups) | groups.passive
    found[valid] = candidate[valid]
    return found


def _objects(tokens: Tokens, groups: VerbGroups, chunks: Chunks) -> IntArray:
    """The phrase that begins right after the group."""
    found = np.full(len(groups), -1, np.int32)
    if not len(chunks):
        return found
    at = np.searchsorted(chunks.first, groups.last, side="right")
    candidate = np.minimum(at, len(chunks) - 1)
    valid = (at < len(chunks)) & (chunks.first[candidate] == groups.last + 1)
    valid &= tokens.sentence[chunks.head[candidate]] == tokens.sentence[groups.last]
    found[valid] = candidate[valid]
    return found


def _chunk_at(chunks: Chunks, rows: IntArray) -> IntArray:
    """The phrase that holds each row, -1 for none."""
    if not len(chunks):
        return np.full(len(rows), -1, np.int32)
    at = np.searchsorted(chunks.first, rows, side="right") - 1
    inside = (at >= 0) & (rows >= 0) & (chunks.last[at] >= rows)
    return np.where(inside, at, -1).astype(np.int32)
