"""Passages as numbers: words, their stems and pairs by tf-idf, and the mean of word vectors.

A passage is any run of tokens: a sentence, a headline, a short text. Words that no label was ever
given to still count, through the vectors of the words that stand in the same company, and through
words that begin as they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.learn.files import pack_strings, unpack_strings
from framing.tokens import IntArray, Tokens

Floats = NDArray[np.float32]
_PAIR_BITS = 20  # of the second word: a million of them
_RUNS = 64  # of 16 to 1024 the fastest on news
_STEM = 5  # letters; mean F1 of climate news, five-fold: .601; with 4 .602, 6 .595, without .594


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """Features of passages: entry k says that `gram[k]` stands in `passage[k]` with `value[k]`.

    Values of a passage have length 1 together, as has its row of `dense`; a passage without a
    known word has none and a row of zeros.
    """

    passage: IntArray
    gram: IntArray
    value: Floats
    dense: Floats


@dataclass(frozen=True, eq=False)
class PassageFeatures:
    """The vocabulary of the features: lemmas in lower case, and stems (`stem_of`).

    `grams` are keys of words and pairs (`pair_key`), rising, with their `idf`. `vectors` has a row
    a word, `centre` is the mean of passages, taken off so that common words tell nothing.
    """

    words: Sequence[str]
    vectors: Floats
    centre: Floats
    grams: NDArray[np.int64]
    idf: Floats

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _single(self) -> IntArray:
        """For each word the row of `grams` that is the word alone, else -1."""
        found = np.full(len(self.words) + 1, -1, np.int32)
        alone = np.flatnonzero(self.grams < len(self.words))
        found[self.grams[alone]] = alone
        return found

    @cached_property
    def _paired(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which words begin and which end a known pair; most pairs of news are none."""
        begins, ends = np.zeros((2, len(self.words) + 1), bool)
        pairs = self.grams[self.grams >= len(self.words)]
        begins[(pairs >> _PAIR_BITS) - 1] = True
        ends[pairs & ((1 << _PAIR_BITS) - 1)] = True
        return begins, ends

    def describe(self, tokens: Tokens, rows: NDArray[Any], passage: NDArray[Any]) -> Described:
        """Features of the passages that `rows` of tokens belong to; both arrays never decrease.

        `passage` numbers from 0 without a gap.
        """
        count = int(passage[-1]) + 1 if len(passage) else 0
        words = self.word_numbers(tokens)[tokens.lemma_id[rows]]
        single = self._single[words]
        begins, ends = self._paired
        together = (passage[1:] == passage[:-1]) & begins[words[:-1]] & ends[words[1:]]
        keys = pair_key(words[:-1][together], words[1:][together])
        place = np.minimum(np.searchsorted(self.grams, keys), len(self.grams) - 1)
        known = self.grams[place] == keys
        held = single >= 0
        stem = self._single[self.stem_numbers(tokens)[tokens.lemma_id[rows]]]
        stemmed = stem >= 0
        of = np.concatenate([passage[held], passage[stemmed], passage[1:][together][known]])
        gram = np.concatenate([single[held], stem[stemmed], place[known]])
        of = of.astype(np.int64)
        both, times = np.unique(of * len(self.grams) + gram, return_counts=True)
        of, gram = np.divmod(both, len(self.grams))
        value = (1 + np.log(times)) * self.idf[gram]
        length = np.sqrt(np.bincount(of, value**2, count))
        value = (value / length[of]).astype(np.float32)
        dense = self._dense(words, passage, count)
        return Described(of.astype(np.int32), gram.astype(np.int32), value, dense)

    def _dense(self, words: IntArray, passage: NDArray[Any], count: int) -> Floats:
        with_vector = (words >= 0) & (words < len(self.vectors))
        words, passage = words[with_vector], passage[with_vector]
        total = np.zeros((count, self.vectors.shape[1]), np.float32)
        if len(words):
            opens = np.flatnonzero(np.diff(passage, prepend=-1))
            total[passage[opens]] = add_runs(self.vectors, words, opens)
        empty = ~total.any(axis=1)
        centred = unit_rows(unit_rows(total) - self.centre)
        centred[empty] = 0
        return centred

    def word_numbers(self, tokens: Tokens) -> IntArray:
        """For each type of the vocabulary the number of the word, -1 for one that is not known."""

        def compute(strings: Sequence[str]) -> NDArray[Any]:
            return np.array([self._numbers.get(s.lower(), -1) for s in strings], np.int32)

        return tokens.vocabulary.column(("passage words", self), compute)

    def stem_numbers(self, tokens: Tokens) -> IntArray:
        """For each type of the vocabulary the number of its stem, -1 for none that is known."""

        def compute(strings: Sequence[str]) -> NDArray[Any]:
            return np.array([self._numbers.get(stem_of(s.lower()), -1) for s in strings], np.int32)

        return tokens.vocabulary.column(("passage stems", self), compute)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What a file of a model holds of the features; vectors as bytes with a scale a column."""
        scale = np.abs(self.vectors).max(axis=0) / 127
        return {
            "words": pack_strings(self.words),
            "vectors": np.round(self.vectors / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "centre": self.centre.astype(np.float32),
            "grams": self.grams,
            "idf": self.idf.astype(np.float16),
        }


def read_features(arrays: Mapping[str, NDArray[Any]]) -> PassageFeatures:
    """The features that `PassageFeatures.arrays` gave."""
    words = unpack_strings(arrays["words"])
    vectors = arrays["vectors"].astype(np.float32) * arrays["scale"]
    idf = arrays["idf"].astype(np.float32)
    return PassageFeatures(words, vectors, arrays["centre"], arrays["grams"], idf)


def stem_of(word: str) -> str:
    """The first letters of a word that has so many, with a mark that no token holds; else ""."""
    return word[:_STEM] + "\t" if len(word) >= _STEM else ""


def pair_key(first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.int64]:
    """The key of a pair of word numbers; a word alone has its number as key."""
    keys: NDArray[np.int64] = ((first.astype(np.int64) + 1) << _PAIR_BITS) + second
    return keys


def add_runs(
    table: Floats, rows: NDArray[Any], opens: NDArray[Any], weights: Floats | None = None
) -> Floats:
    """Sums of rows of a table, a sum for each run of `rows` that begins at `opens`."""
    sums = np.empty((len(opens), table.shape[1]), np.float32)
    # A few runs at a time: what is added up stays in the processor's cache.
    for first in range(0, len(opens), _RUNS):
        begin = opens[first]
        stop = opens[first + _RUNS] if first + _RUNS < len(opens) else len(rows)
        held = table[rows[begin:stop]]
        if weights is not None:
            held *= weights[begin:stop, None]
        some = opens[first : first + _RUNS]
        np.add.reduceat(held, some - begin, axis=0, out=sums[first : first + _RUNS])
    return sums


def unit_rows(matrix: Floats) -> Floats:
    """Rows divided by their length; rows of zeros stay."""
    length = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
    divided = matrix / np.where(length > 0, length, np.float32(1))
    return divided.astype(np.float32, copy=False)
