"""Window templates of the quotation model: each gives one number a row, below its size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import FINITE_TAGS
from framing.layers.quotes.grid import (
    N_BUCKETS,
    N_TAGS,
    Grid,
    Ints,
    bucket,
    nearest_left,
    nearest_right,
)
from framing.layers.quotes.labels import LABELS, N_LABELS

UNARY: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("word", (-2, -1, 0, 1, 2)),
    ("suffix", (0, 1)),
    ("shape", (-1, 0, 1)),
    ("coarse", (-2, -1, 0, 1, 2)),
    ("fine", (-1, 0, 1)),
    ("cue", (-3, -2, -1, 0, 1, 2, 3)),
    ("source", (-1, 0, 1)),
)
"""Templates of one type column at some offsets; decoding adds them up per type beforehand."""
LIKELY_CUE = 4
"""Least propensity step of a word that counts as a cue when others look for the nearest."""

Template = tuple[str, Ints, int]


def shift(column: Ints, offset: int) -> Ints:
    """Column read `offset` rows further; the ends wrap, which only padding rows see."""
    return np.roll(column, -offset) if offset else column


def hash_columns(bits: int, *columns: Ints) -> Ints:
    """Hash of several columns in `bits` bits."""
    value = np.zeros(len(columns[0]), np.uint32)
    shifted = np.empty_like(value)
    for column in columns:
        value ^= column.astype(np.int32, copy=False).view(np.uint32)
        value *= np.uint32(0x9E3779B1)
        np.right_shift(value, np.uint32(15), out=shifted)
        value ^= shifted
    value *= np.uint32(0x85EBCA6B)
    value >>= np.uint32(32 - bits)
    return value.view(np.int32)


def window_templates(grid: Grid) -> Iterator[Template]:
    """Templates of what stands around a row: tags, words, quotation marks, position."""
    columns = grid.columns
    tag, word, quote, cue = (columns[name] for name in ("tag", "word", "quote", "cue"))
    coarse, mark = columns["coarse"], columns["mark"]
    tags = {k: shift(tag, k) for k in range(-3, 4)}
    for left in range(-3, 3):
        yield f"tags {left}", tags[left] * N_TAGS + tags[left + 1], N_TAGS * N_TAGS
    for left in (-2, 0):
        yield f"tags3 {left}", hash_columns(14, tags[left], tags[left + 1], tags[left + 2]), 1 << 14
    before, after = shift(word, -1), shift(word, 1)
    yield "word word+1", hash_columns(15, word, after), 1 << 15
    yield "word-1 word", hash_columns(15, before, word), 1 << 15
    yield "tag-1 word", hash_columns(14, tags[-1], word), 1 << 14
    yield "word tag+1", hash_columns(14, word, tags[1]), 1 << 14
    yield "cluster pair", hash_columns(15, coarse, shift(coarse, 1)), 1 << 15
    yield "cluster pair-1", hash_columns(15, shift(coarse, -1), coarse), 1 << 15
    around = (shift(quote, -1) * 4 + quote) * 4 + shift(quote, 1)
    yield "quotes", around, 64
    yield "quotes word", hash_columns(14, around, word), 1 << 14
    yield "quotes word-1", hash_columns(14, around, before), 1 << 14
    yield "quotes word+1", hash_columns(14, around, after), 1 << 14
    yield "quotes tag", around * N_TAGS + tag, 64 * N_TAGS
    yield "cue tag", cue * N_TAGS + tag, 8 * N_TAGS
    far = (shift(quote, -2) * 4 + quote) * 4 + shift(quote, 2)
    yield "quotes far", far * 10 + mark, 640


def context_templates(grid: Grid) -> Iterator[Template]:
    """Templates of what stands further off in the sentence and the paragraph."""
    columns = grid.columns
    quote, word, begin, end = (columns[name] for name in ("quote", "word", "begin", "end"))
    rows = np.arange(len(word), dtype=np.int32)
    start, rest = bucket(rows - begin), bucket(end - rows)
    yield "position", (start * N_BUCKETS + rest) * 4 + quote, N_BUCKETS * N_BUCKETS * 4
    place = bucket(columns["in_paragraph"] // 4)
    yield "paragraph", (columns["nth"] * N_BUCKETS + place) * 4 + quote, 16 * N_BUCKETS
    yield "first word", hash_columns(13, word[begin], start, quote), 1 << 13
    yield (
        "last mark",
        hash_columns(10, columns["mark"][end], columns["mark"][np.maximum(end - 1, 0)], quote),
        1 << 10,
    )
    yield from _quotation_templates(grid, rows)
    yield from _cue_templates(grid, rows)


def _quotation_templates(grid: Grid, rows: Ints) -> Iterator[Template]:
    columns = grid.columns
    quote, begin, end = columns["quote"], columns["begin"], columns["end"]
    closing, opening = nearest_left(quote == 3, begin), nearest_right(quote == 1, end)
    left = np.where(closing < 0, N_BUCKETS - 1, bucket(rows - closing))
    right = np.where(opening < 0, N_BUCKETS - 1, bucket(opening - rows))
    yield "quotations", (left * N_BUCKETS + right) * 4 + quote, N_BUCKETS * N_BUCKETS * 4
    comma_left = nearest_left(columns["mark"] == 1, begin)
    comma_right = nearest_right(columns["mark"] == 1, end)
    left = np.where(comma_left < 0, N_BUCKETS - 1, bucket(rows - comma_left))
    right = np.where(comma_right < 0, N_BUCKETS - 1, bucket(comma_right - rows))
    yield "commas", (left * N_BUCKETS + right) * 4 + quote, N_BUCKETS * N_BUCKETS * 4
    opened = nearest_left(quote == 1, begin)
    lead = np.where((quote >= 2) & (opened >= 0), columns["word"][np.maximum(opened - 1, 0)], 0)
    yield "word before quotation", hash_columns(12, lead, quote), 1 << 12
    after = np.where(closing >= 0, columns["word"][np.minimum(closing + 1, len(quote) - 1)], 0)
    yield "word after quotation", hash_columns(12, after, np.where(closing < 0, 9, quote)), 1 << 12


def _cue_templates(grid: Grid, rows: Ints) -> Iterator[Template]:
    columns = grid.columns
    word, quote, begin, end = (columns[name] for name in ("word", "quote", "begin", "end"))
    likely = (columns["cue"] >= LIKELY_CUE) & ((quote == 0) | (quote == 3))
    left, right = nearest_left(likely, begin), nearest_right(likely, end)
    near = np.where(left < 0, N_BUCKETS - 1, bucket(rows - left))
    next_ = np.where(right < 0, N_BUCKETS - 1, bucket(right - rows))
    left_word, right_word = np.where(left < 0, 2, word[left]), np.where(right < 0, 2, word[right])
    here = columns["cue"] >= LIKELY_CUE
    yield (
        "cue distances",
        ((near * N_BUCKETS + next_) * 4 + quote) * 2 + here,
        N_BUCKETS * N_BUCKETS * 8,
    )
    yield "left cue", hash_columns(14, left_word, near), 1 << 14
    yield "right cue", hash_columns(14, right_word, next_), 1 << 14
    yield "cues", hash_columns(14, left_word, right_word, quote), 1 << 14
    yield "left cue tag", hash_columns(14, left_word, columns["tag"], np.minimum(near, 4)), 1 << 14
    yield (
        "right cue tag",
        hash_columns(14, right_word, columns["tag"], np.minimum(next_, 4)),
        1 << 14,
    )
    that = nearest_left(columns["tag"] == 1, begin)
    governs = np.where(left < 0, 0, np.where(that > left, 1, 2))
    after = np.where(left < 0, N_TAGS, columns["tag"][np.minimum(left + 1, len(word) - 1)])
    yield "clause", hash_columns(12, governs, near, after, quote), 1 << 12
    strength = np.where(left < 0, 0, columns["cue"][left]) * 8 + np.where(
        right < 0, 0, columns["cue"][right]
    )
    yield "strengths", (strength * 4 + quote) * 8 + columns["cue"], 64 * 32
    yield from _verb_templates(grid, rows)


def _verb_templates(grid: Grid, rows: Ints) -> Iterator[Template]:
    columns = grid.columns
    begin, end = columns["begin"], columns["end"]
    finite = _finite(columns["tag"])
    verb_left, verb_right = nearest_left(finite, begin), nearest_right(finite, end)
    fine = columns["coarse"]
    yield (
        "left verb",
        hash_columns(13, np.where(verb_left < 0, 300, fine[verb_left]), columns["tag"]),
        1 << 13,
    )
    yield (
        "right verb",
        hash_columns(13, np.where(verb_right < 0, 300, fine[verb_right]), columns["tag"]),
        1 << 13,
    )
    off = np.where(verb_right < 0, N_BUCKETS - 1, bucket(verb_right - rows))
    yield (
        "right verb far",
        hash_columns(13, np.where(verb_right < 0, 300, fine[verb_right]), off),
        1 << 13,
    )


def _finite(tag: Ints) -> NDArray[np.bool_]:
    return np.append(FINITE_TAGS, False)[tag]


_PADDING = N_LABELS
_K = N_LABELS + 1
_ROLES = {"content<": 1, "content>": 2, "cue<": 3, "cue>": 4, "source": 5}
_ROLE_OF = np.array([_ROLES.get(label[2:], 0) for label in LABELS] + [6], np.int32)
_BEGINS = np.array([label[0] == "B" for label in LABELS] + [False])
_CUES, _SOURCES, _CONTENTS = (np.isin(np.arange(7), roles) for roles in ((3, 4), (5,), (1, 2)))
_NOTHING = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Runs of the first pass: where the one around a row begins, and the next and last others."""

    role: Ints
    begin: Ints
    after: Ints
    left: Ints
    right: Ints


def first_labels(grid: Grid, labels: NDArray[np.int8]) -> Ints:
    """Labels of the first pass as a column; padding has a number of its own."""
    column = np.full(len(labels), _PADDING, np.int32)
    column[grid.place] = labels[grid.place]
    return column


def paragraph_edges(grid: Grid) -> tuple[Ints, Ints]:
    """For each row the first and the last row of its paragraph; padding stands alone."""
    first = np.arange(len(grid.columns["tag"]), dtype=np.int32)
    last = first.copy()
    first[grid.place] = np.repeat(grid.starts, grid.lengths)
    last[grid.place] = np.repeat(grid.starts + grid.lengths - 1, grid.lengths)
    return first, last


def second_templates(grid: Grid, labels: Ints) -> Iterator[Template]:
    """All templates of the second pass over `first_labels`."""
    edges = paragraph_edges(grid)
    runs = _find_runs(labels, edges)
    yield from _near(grid, labels)
    yield from _neighbours(grid, labels, runs, edges)
    yield from _cues_and_counts(grid, labels, runs, edges)


def _near(grid: Grid, y: Ints) -> Iterator[Template]:
    word, tag, quote = (grid.columns[name] for name in ("word", "tag", "quote"))
    before, after = shift(y, -1), shift(y, 1)
    yield "2 y3", (before * _K + y) * _K + after, _K**3
    yield "2 y5", hash_columns(14, shift(y, -2), before, y, after, shift(y, 2)), 1 << 14
    yield "2 word", hash_columns(14, y, word), 1 << 14
    yield "2 tags", hash_columns(13, before, y, tag, shift(tag, 1)), 1 << 13
    yield "2 quote+1", hash_columns(11, y, after, quote, shift(quote, 1)), 1 << 11
    yield "2 quote-1", hash_columns(11, y, before, quote, shift(quote, -1)), 1 << 11
    yield "2 word+1", hash_columns(14, y, after, shift(word, 1)), 1 << 14
    yield "2 word-1", hash_columns(14, y, before, shift(word, -1)), 1 << 14
    yield "2 tags-1", hash_columns(12, y, after, tag, shift(tag, -1)), 1 << 12


def _find_runs(y: Ints, edges: tuple[Ints, Ints]) -> _Runs:
    rows = np.arange(len(y), dtype=np.int32)
    role = _ROLE_OF[y]
    starts = (role != np.roll(role, 1)) | _BEGINS[y]
    begin = np.maximum.accumulate(np.where(starts, rows, 0)).astype(np.int32)
    ahead = np.minimum.accumulate(np.where(starts, rows, len(rows))[::-1])[::-1]
    after = np.minimum(np.append(ahead[1:], len(rows)), len(rows) - 1).astype(np.int32)
    marked = (role > 0) & (role < _NOTHING)
    seen = np.maximum.accumulate(np.where(marked, rows, -1))
    coming = np.minimum.accumulate(np.where(marked, rows, len(rows))[::-1])[::-1]
    left = seen[np.maximum(begin - 1, 0)]
    left = np.where((left >= edges[0]) & (begin > edges[0]), left, -1)
    right = coming[after]
    right = np.where(right <= edges[1], right, -1)
    return _Runs(role, begin, after, left.astype(np.int32), right.astype(np.int32))


def _further(runs: _Runs, edges: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Roles of the runs before the left and after the right neighbour."""
    left = np.where(runs.left < 0, -1, runs.left[np.maximum(runs.left, 0)])
    right = np.where(runs.right < 0, -1, runs.right[np.maximum(runs.right, 0)])
    left_role = np.where((left < 0) | (left < edges[0]), _NOTHING, runs.role[left])
    right_role = np.where((right < 0) | (right > edges[1]), _NOTHING, runs.role[right])
    return left_role, right_role


def _neighbours(grid: Grid, y: Ints, runs: _Runs, edges: tuple[Ints, Ints]) -> Iterator[Template]:
    columns = grid.columns
    word, quote, coarse, sentence = (
        columns[name] for name in ("word", "quote", "coarse", "sentence")
    )
    rows = np.arange(len(y), dtype=np.int32)
    none_left, none_right = runs.left < 0, runs.right < 0
    left = np.where(none_left, _NOTHING, runs.role[runs.left])
    right = np.where(none_right, _NOTHING, runs.role[runs.right])
    far_left = np.where(none_left, N_BUCKETS - 1, bucket(rows - runs.left))
    far_right = np.where(none_right, N_BUCKETS - 1, bucket(runs.right - rows))
    second_left, second_right = _further(runs, edges)
    yield "2 beside", (left * 7 + right) * _K + y, 49 * _K
    yield "2 beside 2", hash_columns(13, second_left, left, y, right, second_right), 1 << 13
    yield "2 beside far", hash_columns(13, left, far_left, y, right, far_right), 1 << 13
    quote_left = np.where(none_left, 9, quote[runs.left])
    quote_right = np.where(none_right, 9, quote[runs.right])
    yield (
        "2 beside quote",
        hash_columns(13, left, y, right, quote, quote_left, quote_right),
        1 << 13,
    )
    same_left = np.where(none_left, 2, sentence[runs.left] == sentence)
    same_right = np.where(none_right, 2, sentence[runs.right] == sentence)
    yield "2 beside sentence", hash_columns(12, left, same_left, y, right, same_right), 1 << 12
    yield "2 left word", hash_columns(14, np.where(none_left, 2, word[runs.left]), left, y), 1 << 14
    yield (
        "2 right word",
        hash_columns(14, np.where(none_right, 2, word[runs.right]), right, y),
        1 << 14,
    )
    near = np.minimum(far_left, 5)
    yield (
        "2 left group",
        hash_columns(13, np.where(none_left, 300, coarse[runs.left]), left, y, near),
        1 << 13,
    )
    near = np.minimum(far_right, 5)
    group = np.where(none_right, 300, coarse[runs.right])
    yield "2 right group", hash_columns(13, group, right, y, near), 1 << 13


def _cues_and_counts(
    grid: Grid, y: Ints, runs: _Runs, edges: tuple[Ints, Ints]
) -> Iterator[Template]:
    columns = grid.columns
    word, quote, begin, end = (columns[name] for name in ("word", "quote", "begin", "end"))
    rows = np.arange(len(y), dtype=np.int32)
    is_cue = _CUES[runs.role]
    left, right = nearest_left(is_cue, edges[0]), nearest_right(is_cue, edges[1])
    far = bucket(np.where(left < 0, 99, rows - left))
    yield "2 left cue", hash_columns(14, np.where(left < 0, 2, word[left]), far, y), 1 << 14
    far = bucket(np.where(right < 0, 99, right - rows))
    yield "2 right cue", hash_columns(14, np.where(right < 0, 2, word[right]), far, y), 1 << 14
    here = _present(runs.role, (begin, end))
    yield "2 sentence has", ((here * 4 + quote) * _K + y) * 8 + columns["cue"], 8 * 4 * _K * 8
    yield "2 paragraph has", (_present(runs.role, edges) * 4 + quote) * _K + y, 8 * 4 * _K
    length = bucket(np.where(runs.after > rows, runs.after - rows, 0))
    yield "2 run", hash_columns(12, y, bucket(rows - runs.begin), length, quote), 1 << 12
    opener = np.where(rows - runs.begin < 40, word[runs.begin], 0)
    yield "2 run word", hash_columns(13, y, opener), 1 << 13


def _present(role: Ints, stretch: tuple[Ints, Ints]) -> Ints:
    """Whether a cue, a source, a content stands in a stretch, as three bits."""
    value = np.zeros(len(role), np.int32)
    for wanted in (_CUES, _SOURCES, _CONTENTS):
        total = np.concatenate([[0], np.cumsum(wanted[role])])
        value = value * 2 + (total[stretch[1] + 1] > total[stretch[0]])
    return value.astype(np.int32)
