"""Noun phrases: where they begin and end, their heads, what governs them, which are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import NAME_TAGS, NOUN_TAGS, TAG_ID, VERB_TAGS, tag_set
from framing.language.words import TIME, word_classes
from framing.tokens import RunTable
from framing.types import BoolArray, IntArray, Tokens

Rows = NDArray[Any]

_OPENERS = tag_set(["DT", "PDT", "PRP$", "WP$"])
_ALONE = tag_set(["PRP", "WP", "EX", "WDT"])
_ADJECTIVES = tag_set(["JJ", "JJR", "JJS", "CD", "$", "AFX"])
_INNER = _OPENERS | _ADJECTIVES | NOUN_TAGS | tag_set(["POS", "HYPH", "FW", "ADD"])
_PARTICIPLES = tag_set(["VBN", "VBG"])
_LEADS = tag_set(["DT", "PRP$", "POS", "JJ", "JJS", "JJR", "CD", "HYPH", "WP$", "RB"])
_HEADS = tag_set(["NN", "NNS", "NNP", "NNPS", "CD", "PRP", "WP", "EX", "WDT", "DT", "ADD", "FW"])
_GOVERNORS = tag_set(["IN", "TO"])
_PERIOD, _ADVERB, _HYPHEN, _PREDETERMINER = (TAG_ID[tag] for tag in (".", "RB", "HYPH", "PDT"))
_OPEN, _CLOSE, _CC, _COMMA = (TAG_ID[tag] for tag in ("-LRB-", "-RRB-", "CC", ","))


@dataclass(frozen=True, slots=True, eq=False)
class Chunks(RunTable):
    """One row a noun phrase, in order: its first, last and head token rows.

    Phrases are base phrases: "the head of the agency" is two. A possessor stays inside the phrase
    that it opens. `governed` is true for the phrase after a preposition, `bracketed` for one
    between brackets. Phrases joined by commas and "and" bear in `joined` the row of the first.
    """

    first: IntArray
    last: IntArray
    head: IntArray
    governed: BoolArray
    bracketed: BoolArray
    joined: IntArray


def find_chunks(tokens: Tokens) -> Chunks:
    """All noun phrases of a batch."""
    inside, begins = _inside(tokens)
    ends = np.append(begins[1:] | ~inside[1:], True) if len(inside) else inside
    columns = [np.flatnonzero(inside & begins), np.flatnonzero(inside & ends)]
    columns.append(_head_rows(tokens.tag, *columns))
    first, last, head = (rows[columns[2] >= 0].astype(np.int32) for rows in columns)
    before = np.maximum(first - 1, 0)
    governed = _GOVERNORS[tokens.tag[before]] & (first > 0)
    governed &= tokens.sentence[before] == tokens.sentence[first]
    return Chunks(
        first=first,
        last=last,
        head=head,
        governed=governed,
        bracketed=_bracketed(tokens)[first],
        joined=_joined(tokens, first, last),
    )


def _inside(tokens: Tokens) -> tuple[BoolArray, BoolArray]:
    """Tokens inside noun phrases, and those that begin one."""
    tag = tokens.tag
    after = np.append(tag[1:], np.uint8(_PERIOD))
    before = np.append(np.uint8(_PERIOD), tag[:-1])
    inside = _INNER[tag] | _ALONE[tag]
    bridge = _PARTICIPLES[tag] & _LEADS[before] & _INNER[after] & ~_OPENERS[after]
    bridge |= (tag == _ADVERB) & _OPENERS[before] & _ADJECTIVES[after]
    inside |= bridge
    inside &= ~((tag == _HYPHEN) & ~np.append(False, inside[:-1]))
    begins = ~np.append(False, inside[:-1]) | (np.diff(tokens.sentence, prepend=-1) > 0)
    begins |= _ALONE[tag] | _ALONE[before]
    begins |= _OPENERS[tag] & (before != _PREDETERMINER)
    time = word_classes(tokens.vocabulary)[tokens.type_id] == TIME
    number = (tag == TAG_ID["CD"]) & np.append(False, _GOVERNORS[tag[:-1]])
    begins |= NAME_TAGS[tag] & ~time & np.append(False, (time | number)[:-1])  # "Friday Putin"
    return inside, begins & inside


def _head_rows(tag: NDArray[np.uint8], first: Rows, last: Rows) -> Rows:
    """The last noun of each phrase, else its last token that can stand for one, else -1."""
    if not len(tag):
        return last
    rows = np.arange(len(tag))
    noun = np.maximum.accumulate(np.where(NOUN_TAGS[tag], rows, -1))
    other = np.maximum.accumulate(np.where(_HEADS[tag], rows, -1))
    head = np.where(noun[last] >= first, noun[last], other[last])
    return np.where(head >= first, head, -1)


def _bracketed(tokens: Tokens) -> BoolArray:
    """Tokens between brackets that open and close in one sentence."""
    opens: BoolArray = tokens.tag == _OPEN
    closes = tokens.tag == _CLOSE
    if not opens.any():
        return opens
    change = opens.astype(np.int32) - closes
    level = np.cumsum(change)
    starts = np.flatnonzero(np.diff(tokens.sentence, prepend=-1) > 0)
    lengths = np.diff(np.append(starts, len(level)))
    base = np.append(0, level)[starts]
    balanced = level[starts + lengths - 1] == base
    deeper: BoolArray = level > np.repeat(base, lengths)
    deeper &= np.repeat(balanced, lengths)
    return deeper


def _joined(tokens: Tokens, first: Rows, last: Rows) -> IntArray:
    """Row of the first phrase of each series: "A, B and C" is one, "A, B" is none."""
    count = len(first)
    if count < 2:
        return np.arange(count, dtype=np.int32)
    tag, between = tokens.tag, first[1:] - last[:-1] - 1
    left, right = tag[np.minimum(last[:-1] + 1, len(tag) - 1)], tag[first[1:] - 1]
    same = tokens.sentence[first[1:]] == tokens.sentence[last[:-1]]
    conjunction = same & (right == _CC) & ((between == 1) | ((between == 2) & (left == _COMMA)))
    comma = same & (right == _COMMA) & (between == 1)
    # "In 1998, she and he": what opens a sentence after a preposition is no part of a series
    opening = np.maximum(first[:-1] - 2, 0)
    apart = tokens.sentence[opening] != tokens.sentence[first[:-1]]
    apart |= (first[:-1] < 2) | (opening == 0)
    comma &= ~(apart & _GOVERNORS[tag[np.maximum(first[:-1] - 1, 0)]])
    # a comma joins only where a conjunction closes the series
    link = conjunction.copy()
    for _ in range(4):
        grown = link | (comma & np.append(link[1:], False))
        if (grown == link).all():
            break
        link = grown
    rows = np.arange(count)
    return np.maximum.accumulate(np.where(np.append(False, link), 0, rows)).astype(np.int32)


def chunk_at(chunks: Chunks, rows: IntArray) -> IntArray:
    """The phrase that holds each row, -1 for none."""
    if not len(chunks):
        return np.full(len(rows), -1, np.int32)
    at = np.searchsorted(chunks.first, rows, side="right") - 1
    inside = (at >= 0) & (rows >= 0) & (chunks.last[at] >= rows)
    return np.where(inside, at, -1).astype(np.int32)


assert not (VERB_TAGS & _INNER).any()
