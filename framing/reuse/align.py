"""Exact alignment of two articles from a run of equal words outwards, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np

from framing.reuse.seeds import SEED_WORDS, Ints, Seeds, WordTable

# Words left out on the first and the second side where the texts differ, likeliest first. After
# a difference three words must be equal again; two after a difference of one word.
_STEPS = sorted(
    ((i, j) for i in range(5) for j in range(5) if i or j), key=lambda s: (max(s), s[0] + s[1], s)
)
_PRICE = 1.2  # equal words that a word of difference costs
_PATIENCE = 6.0  # equal words that may be lost before a passage has ended


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """A stretch that two articles share: rows of the word table, and the pairs of equal rows."""

    a: int
    a_stop: int
    b: int
    b_stop: int
    equal: Ints


def align_pairs(table: WordTable, seeds: Seeds) -> Iterator[tuple[int, int, list[Aligned]]]:
    """For each pair of articles with seeds: their numbers and what they share, in order."""
    first = table.article_of(seeds.a).tolist()
    second = table.article_of(seeds.b).tolist()
    runs = zip(seeds.a.tolist(), seeds.b.tolist(), seeds.length.tolist(), strict=True)
    rows = zip(first, second, runs, strict=True)
    aligner = _Aligner(table)
    for (one, two), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield one, two, aligner.align([run for _, _, run in group])


class _Aligner:
    """Aligns; keeps the words of the articles met last as lists."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._edges = np.append(np.flatnonzero(np.diff(table.block, prepend=-1)), len(table))
        self._block = lru_cache(maxsize=256)(self._read_block)

    def _read_block(self, number: int) -> tuple[int, list[int], list[int]]:
        first, last = int(self._edges[number]), int(self._edges[number + 1])
        words = self._table.key[first:last].tolist()
        return first, words, words[::-1]

    def align(self, runs: Sequence[tuple[int, int, int]]) -> list[Aligned]:
        """What a pair shares; a run between words that are shared already adds nothing."""
        found: list[Aligned] = []
        # The longest run first: it is the surest.
        for a, b, length in sorted(runs, key=lambda run: (-run[2], run)):
            known = any(one.a <= a < one.a_stop for one in found)
            if not (known and any(one.b <= b < one.b_stop for one in found)):
                found.append(self._extend(a, b, length))
        return sorted(found, key=lambda one: (one.a, one.b))

    def _extend(self, a: int, b: int, length: int) -> Aligned:
        first_a, left, left_back = self._block(int(self._table.block[a]))
        first_b, right, right_back = self._block(int(self._table.block[b]))
        i, j = a - first_a, b - first_b
        after = _grow(left, right, i + length, j + length)
        before = _grow(left_back, right_back, len(left) - i, len(right) - j)
        if len(before) + length + len(after) < 2 * SEED_WORDS:
            after += _edge(left, right, after[-1] if after else (i + length - 1, j + length - 1))
            place = before[-1] if before else (len(left) - i - 1, len(right) - j - 1)
            before += _edge(left_back, right_back, place)
        last_a, last_b = first_a + len(left) - 1, first_b + len(right) - 1
        run = np.arange(length)
        equal = np.concatenate(
            [
                (np.array([last_a, last_b]) - np.array(before, np.int64).reshape(-1, 2))[::-1],
                np.stack([a + run, b + run], axis=1),
                np.array([first_a, first_b]) + np.array(after, np.int64).reshape(-1, 2),
            ]
        )
        (start_a, start_b), (end_a, end_b) = equal[0].tolist(), equal[-1].tolist()
        return Aligned(start_a, end_a + 1, start_b, end_b + 1, equal)


def _grow(left: Sequence[int], right: Sequence[int], at: int, other: int) -> list[tuple[int, int]]:
    """Pairs of equal words from two places onwards, small differences bridged.

    Stops where differences cost more than the equal words bring, at the best place so far.
    """
    equal: list[tuple[int, int]] = []
    best = 0
    score = best_score = 0.0
    while True:
        while at < len(left) and other < len(right) and left[at] == right[other]:
            equal.append((at, other))
            at, other, score = at + 1, other + 1, score + 1
        if score > best_score:
            best, best_score = len(equal), score
        step = _bridge(left, right, at, other)
        if step is None or score < best_score - _PATIENCE:
            return equal[:best]
        at, other = at + step[0], other + step[1]
        score -= _PRICE * max(step)


def _edge(
    left: Sequence[int], right: Sequence[int], place: tuple[int, int]
) -> list[tuple[int, int]]:
    """One more equal word behind one word of difference: what a short passage may end with."""
    for i, j in _STEPS[:3]:
        at, other = place[0] + 1 + i, place[1] + 1 + j
        if at < len(left) and other < len(right) and left[at] == right[other]:
            return [(at, other)]
    return []


def _bridge(
    left: Sequence[int], right: Sequence[int], at: int, other: int
) -> tuple[int, int] | None:
    """The smallest difference after which the two sequences agree again."""
    for i, j in _STEPS:
        need = 2 if max(i, j) == 1 else 3
        ahead = left[at + i : at + i + need]
        if len(ahead) == need and ahead == right[other + j : other + j + need]:
            return i, j
    return None
