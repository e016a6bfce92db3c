"""Window templates of the quotation model: each gives one number a row, below its size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import FINITE_TAGS
from framing.layers.quotes_columns import (
    N_BUCKETS,
    N_TAGS,
    Grid,
    Ints,
    bucket,
    nearest_left,
    nearest_right,
)

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


def mix(bits: int, *columns: Ints) -> Ints:
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
        yield f"tags3 {left}", mix(14, tags[left], tags[left + 1], tags[left + 2]), 1 << 14
    before, after = shift(word, -1), shift(word, 1)
    yield "word word+1", mix(15, word, after), 1 << 15
    yield "word-1 word", mix(15, before, word), 1 << 15
    yield "tag-1 word", mix(14, tags[-1], word), 1 << 14
    yield "word tag+1", mix(14, word, tags[1]), 1 << 14
    yield "cluster pair", mix(15, coarse, shift(coarse, 1)), 1 << 15
    yield "cluster pair-1", mix(15, shift(coarse, -1), coarse), 1 << 15
    around = (shift(quote, -1) * 4 + quote) * 4 + shift(quote, 1)
    yield "quotes", around, 64
    yield "quotes word", mix(14, around, word), 1 << 14
    yield "quotes word-1", mix(14, around, before), 1 << 14
    yield "quotes word+1", mix(14, around, after), 1 << 14
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
    yield "first word", mix(13, word[begin], start, quote), 1 << 13
    yield (
        "last mark",
        mix(10, columns["mark"][end], columns["mark"][np.maximum(end - 1, 0)], quote),
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
    yield "word before quotation", mix(12, lead, quote), 1 << 12
    after = np.where(closing >= 0, columns["word"][np.minimum(closing + 1, len(quote) - 1)], 0)
    yield "word after quotation", mix(12, after, np.where(closing < 0, 9, quote)), 1 << 12


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
    yield "left cue", mix(14, left_word, near), 1 << 14
    yield "right cue", mix(14, right_word, next_), 1 << 14
    yield "cues", mix(14, left_word, right_word, quote), 1 << 14
    yield "left cue tag", mix(14, left_word, columns["tag"], np.minimum(near, 4)), 1 << 14
    yield "right cue tag", mix(14, right_word, columns["tag"], np.minimum(next_, 4)), 1 << 14
    that = nearest_left(columns["tag"] == 1, begin)
    governs = np.where(left < 0, 0, np.where(that > left, 1, 2))
    after = np.where(left < 0, N_TAGS, columns["tag"][np.minimum(left + 1, len(word) - 1)])
    yield "clause", mix(12, governs, near, after, quote), 1 << 12
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
        mix(13, np.where(verb_left < 0, 300, fine[verb_left]), columns["tag"]),
        1 << 13,
    )
    yield (
        "right verb",
        mix(13, np.where(verb_right < 0, 300, fine[verb_right]), columns["tag"]),
        1 << 13,
    )
    off = np.where(verb_right < 0, N_BUCKETS - 1, bucket(verb_right - rows))
    yield "right verb far", mix(13, np.where(verb_right < 0, 300, fine[verb_right]), off), 1 << 13


def _finite(tag: Ints) -> NDArray[np.bool_]:
    return np.append(FINITE_TAGS, False)[tag]
