"""Places where two articles may share a passage: runs of equal words, found by their n-grams.

Every run of six words is a number; equal numbers meet by sorting. Each occurrence is linked with
the next few only, so the cost grows with the number of words and not with the number of pairs,
however often a phrase recurs. An index of all six-word runs misses no passage of twelve words of
which one was replaced or dropped; MinHash of windows, measured beside it, was slower and missed
some (`research/evaluate/reuse.py --minhash`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.reuse.words import VARIANT_BITS, StoryWords, UInts

Ints = NDArray[np.int64]

SEED_WORDS = 6
"""A passage of twelve words keeps six in a row when one of them is replaced or dropped."""
PHRASE_WORDS = 3
"""Three words in a row that many articles hold are the language's, not an author's."""
MOST_LINKS = 16
"""An occurrence is linked with this many next ones."""
_COMMON_LINKS = 3  # where more articles hold it; enough to tie many copies of one text together
# Odd numbers without pattern in their bits: the powers of 2 ** 64 over the golden ratio.
_MIXERS = np.array([0x9E3779B97F4A7C15**power % 2**64 for power in range(1, 7)], np.uint64)
_QUOTED_ELSEWHERE = 0.25  # of the places; posts and slogans are quoted without marks too
_REACH = 8  # words beside a run in which the rest of a passage must begin
_SHIFTS = (0, 1, -1, 2, -2)  # words put in or left out between two copies, nearest first


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The story words of all articles one after another; rows of article k are
    `bounds[k]:bounds[k + 1]`, and a block never crosses articles.
    """

    key: UInts
    variant: NDArray[np.uint8]
    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    size: NDArray[np.uint8]
    quoted: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    block: NDArray[np.int32]
    bounds: Ints

    def __len__(self) -> int:
        return len(self.key)

    def article_of(self, rows: Ints) -> Ints:
        """Number of the article each row belongs to."""
        return np.searchsorted(self.bounds, rows, "right") - 1


def join_words(articles: Sequence[StoryWords]) -> WordTable:
    """One table of all articles' words."""
    bounds = np.concatenate([[0], np.cumsum([len(words) for words in articles])]).astype(np.int64)
    new_block = _joined([words.new_block for words in articles], np.bool_)
    first_rows = bounds[:-1]
    new_block[first_rows[first_rows < len(new_block)]] = True
    key = _joined([words.key for words in articles], np.uint64)
    variant = key.astype(np.uint8)
    key >>= VARIANT_BITS
    return WordTable(
        key=key,
        variant=variant,
        start=_joined([words.start for words in articles], np.int32),
        stop=_joined([words.stop for words in articles], np.int32),
        size=_joined([words.size for words in articles], np.uint8),
        quoted=_joined([words.quoted for words in articles], np.bool_),
        plain=_joined([words.plain for words in articles], np.bool_),
        block=np.cumsum(new_block, dtype=np.int32) - np.int32(1),
        bounds=bounds,
    )


def _joined(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts])


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Runs of equal words in two articles: rows `a` and `b` of the table, `length` words.

    In order of the articles, then of `a`. `spread[row]` is the number of articles that hold the
    six words beginning at a row (1 where no other does), `short_spread` the
    three words; `quoted` tells words that stand between quotation marks, here or often elsewhere.
    """

    a: Ints
    b: Ints
    length: Ints
    spread: NDArray[np.int32]
    short_spread: NDArray[np.int32]
    quoted: NDArray[np.bool_]


def find_seeds(table: WordTable) -> Seeds:
    """Runs of six or more equal words that may belong to a longer shared passage."""
    spread, short_spread = np.ones(len(table), np.int32), np.ones(len(table), np.int32)
    quoted = table.quoted.copy()
    for rows, code in _repeated(table, PHRASE_WORDS):
        short_spread[rows] = _spread(table, rows, code)
    hits = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for rows, code in _repeated(table, SEED_WORDS):
        spread[rows] = _spread(table, rows, code)
        quoted[rows] |= _quoted_share(table, rows, code) >= _QUOTED_ELSEWHERE
        common = spread[rows] > MOST_LINKS
        for chosen, links in ((~common, MOST_LINKS), (common, _COMMON_LINKS)):
            a, b = link_neighbours(code[chosen], rows[chosen], links)
            other = table.article_of(a) != table.article_of(b)
            hits.append((a[other], b[other]))
    a, b, length = _runs(np.concatenate([a for a, _ in hits]), np.concatenate([b for _, b in hits]))
    kept = _promising(table, a, b, length)
    a, b, length = a[kept], b[kept], length[kept]
    order = np.lexsort((b, a, table.article_of(b), table.article_of(a)))
    return Seeds(a[order], b[order], length[order], spread, short_spread, quoted)


def _repeated(table: WordTable, words: int) -> Iterator[tuple[Ints, UInts]]:
    """Rows where a repeated run of `words` begins, sorted by run, then row; and the runs.

    In parts that no run crosses, so that sorting needs little room.
    """
    count = max(0, len(table) - words + 1)
    code = np.zeros(count, np.uint64)
    for offset, mixer in enumerate(_MIXERS[:words]):
        part = table.key[offset : offset + count]
        code += (part ^ (part >> np.uint64(29))) * mixer
    code ^= code >> np.uint64(31)
    whole = table.block[:count] == table.block[words - 1 :][:count]
    share = (code >> np.uint64(61)).astype(np.uint8)
    for number in range(8):
        rows = np.flatnonzero(whole & (share == number))
        rows = rows[np.argsort(code[rows], kind="stable")]
        sorted_code = code[rows]
        same = np.zeros(len(rows) + 1, np.bool_)
        same[1:-1] = sorted_code[1:] == sorted_code[:-1]
        kept = same[1:] | same[:-1]
        yield rows[kept], sorted_code[kept]


def _spread(table: WordTable, rows: Ints, code: UInts) -> Ints:
    """For each row the number of different articles that hold the words that begin there."""
    article = table.article_of(rows)
    group = _group(code)
    new_article = np.ones(len(code), np.bool_)
    new_article[1:] = (group[1:] != group[:-1]) | (article[1:] != article[:-1])
    articles: Ints = np.bincount(group, new_article).astype(np.int64)
    return articles[group]


def _group(code: UInts) -> Ints:
    new_group = np.ones(len(code), np.int64)
    new_group[1:] = code[1:] != code[:-1]
    numbers: Ints = np.cumsum(new_group) - 1
    return numbers


def _quoted_share(table: WordTable, rows: Ints, code: UInts) -> NDArray[np.float64]:
    """For each row the share of the places of its words that are between quotation marks."""
    group = _group(code)
    share: NDArray[np.float64] = np.bincount(group, table.quoted[rows]) / np.bincount(group)
    return share[group]


def link_neighbours(code: UInts | Ints, rows: Ints, links: int) -> tuple[Ints, Ints]:
    """Pairs of rows with equal codes, each row with the next `links` of its group.

    `code` is sorted. The number of pairs is at most `links` times that of rows.
    """
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, min(links, len(code) - 1) + 1):
        equal = np.flatnonzero(code[step:] == code[:-step])
        if not len(equal):
            break
        first.append(rows[equal])
        second.append(rows[equal + step])
    return np.concatenate(first), np.concatenate(second)


def _runs(a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """Joins hits that follow one another on both sides."""
    diagonal = b - a
    order = np.lexsort((a, diagonal))
    a, diagonal = a[order], diagonal[order]
    new = np.ones(len(a), np.bool_)
    new[1:] = (diagonal[1:] != diagonal[:-1]) | (a[1:] != a[:-1] + 1)
    heads = np.flatnonzero(new)
    length = np.diff(np.append(heads, len(a))) + SEED_WORDS - 1
    return a[heads], a[heads] + diagonal[heads], length


def _promising(table: WordTable, a: Ints, b: Ints, length: Ints) -> NDArray[np.bool_]:
    """Whether enough words beside a run are equal for a passage of twelve; cheap and generous."""
    right = _equal_beside(table, a + length, b + length, 1)
    left = _equal_beside(table, a - 1, b - 1, -1)
    enough: NDArray[np.bool_] = length + right + left >= 2 * SEED_WORDS - 2
    return enough


def _equal_beside(table: WordTable, a: Ints, b: Ints, step: int) -> Ints:
    """Most equal words, over small shifts, in the next few words on one side."""
    best = np.zeros(len(a), np.int64)
    last = len(table) - 1
    for shift in _SHIFTS:
        equal = np.zeros(len(a), np.int64)
        for offset in range(_REACH):
            at_a = np.clip(a + step * (offset + max(shift, 0)), 0, last)
            at_b = np.clip(b + step * (offset + max(-shift, 0)), 0, last)
            equal += table.key[at_a] == table.key[at_b]
        np.maximum(best, equal, out=best)
    return best
