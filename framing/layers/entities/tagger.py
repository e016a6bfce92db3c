"""Labels names as person, organisation, place or other: a linear chain over runs of capitals.

Scores are whole numbers, so that labels are the same on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.entities.features import (
    ARTICLE_SIZES,
    COLUMN_SIZES,
    OFFSETS,
    PLACE_SIZES,
    Ints,
    Runs,
    TypeFeatures,
    article_columns,
    find_runs,
    place_columns,
    row_columns,
)
from framing.learn.files import read_arrays, unpack_strings
from framing.learn.sequence import Steps, add_rows, best_labels
from framing.lists.word_lists import WordLists
from framing.types import BoolArray, Tokens
from framing.vocabulary import Column

EDGE = "<edge>"
PASSES = ("first", "second")


class TypeWeights:
    """Sums of the weights of a type's features; row 0 is of features that no pass knows."""

    def __init__(
        self, arrays: Mapping[str, NDArray[Any]], clusters: Mapping[str, Sequence[int]]
    ) -> None:
        self._clusters = clusters
        numbers: dict[str, int] = {"": 0}
        parts = []
        for name in PASSES:
            known = unpack_strings(arrays[f"{name} names"])
            rows = [numbers.setdefault(feature, len(numbers)) for feature in known]
            parts.append((rows, arrays[f"{name} weights"]))
        labels = parts[0][1].shape[1]
        self._weights = np.zeros((len(numbers), len(PASSES) * labels), np.int32)
        for number, (rows, weights) in enumerate(parts):
            self._weights[rows, number * labels : (number + 1) * labels] = weights
        by_offset: dict[str, dict[str, int]] = {str(offset): {} for offset in OFFSETS}
        for feature, row in numbers.items():
            offset, _, name = feature.partition("|")
            if name:
                by_offset[offset][name] = row
        self._numbers = [by_offset[str(offset)] for offset in OFFSETS]
        self._edge = self._weights[[found.get(f"w={EDGE}", 0) for found in self._numbers]]

    def around(self, tokens: Tokens, runs: Runs, lists: WordLists) -> Ints:
        """Sum over the types in and around each row of the runs, by (pass and label)."""
        rows = partial(self.rows, TypeFeatures(self._clusters, lists))
        by_type = tokens.vocabulary.column(("mentions.rows", self, lists), rows)
        flat = by_type.reshape(-1, by_type.shape[2])
        total = np.zeros((len(runs.rows), flat.shape[1]), np.int32)
        here = tokens.sentence[runs.rows]
        for number, offset in enumerate(OFFSETS):
            wanted = runs.rows + offset
            at = np.clip(wanted, 0, len(tokens) - 1)
            part = flat.take(tokens.type_id[at].astype(np.intp) * len(OFFSETS) + number, axis=0)
            part[(at != wanted) | (tokens.sentence[at] != here)] = self._edge[number]
            total += part
        return total

    def rows(self, features: TypeFeatures, strings: Sequence[str]) -> Column:
        """Word type by offset by (pass and label)."""
        found: list[list[int]] = []
        for word in strings:
            context = features.context(word)
            for offset, numbers in zip(OFFSETS, self._numbers, strict=True):
                names = context
                if not offset:  # only these can stand in a name and be labelled
                    labelled = word != word.lower() or len(word) < 5
                    names = features.centre(word) if labelled else []
                found.append([0, *[numbers[name] for name in names if name in numbers]])
        shape = (len(strings), len(OFFSETS), self._weights.shape[1])
        if not found:
            return np.zeros(shape, np.int16)
        starts = np.zeros(len(found), np.intp)
        np.cumsum([len(numbers) for numbers in found[:-1]], out=starts[1:])
        flat = np.fromiter(chain.from_iterable(found), np.intp)
        sums: Column = np.add.reduceat(self._weights[flat], starts, axis=0)
        return sums.reshape(shape).astype(np.int16)


MODEL_FILE = Path(__file__).parents[2] / "models" / "mentions" / "names.npz"
KINDS = ("person", "organisation", "place", "other")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
N_LABELS = len(LABELS)
_HASH, _ONE = np.uint64(1_000_003), np.uint64(1)
SCALE = 128
"""Weights are stored as whole numbers of this fraction."""


_TOGETHER = (
    ("t-1t",),
    ("tt+1",),
    ("t", "a", "quote"),
    ("t-1", "t+1"),
    ("t-2", "t+2"),
    ("a-1", "a+1", "run"),
    ("first",),
    ("same", "long"),
    ("d inside", "d alone", "d begins"),
    ("d ends", "d place", "d person"),
    ("d owns", "d title", "d the"),
    ("d bracket", "d lower", "d again"),
)
"""Columns whose tables are small enough to be looked up as one."""


class NameTagger:
    """Two passes: the second also sees what the first made of the same words in the article."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        words = unpack_strings(arrays["cluster_names"])
        clusters = dict(zip(words, arrays["clusters"].tolist(), strict=True))
        self.clusters = clusters
        self._weights = TypeWeights(arrays, clusters)
        self.first, self.second = (Pass(name, arrays) for name in PASSES)

    def find(
        self,
        tokens: Tokens,
        alias: Ints,
        lists: WordLists,
        chosen: BoolArray | None = None,
    ) -> list[tuple[int, int, int]]:
        """First row, last row and kind (index into `KINDS`) of each name."""
        runs = find_runs(tokens, lists, chosen)
        if not len(runs.rows):
            return []
        columns = row_columns(tokens, runs, alias) | place_columns(tokens, runs, lists)
        typed = self._weights.around(tokens, runs, lists)
        labels = self.first.label(runs, typed, columns)
        columns |= article_columns(tokens, runs, labels)
        first, last, kind = spans_of(self.second.label(runs, typed, columns), runs)
        free = alias[first] == 0
        kind[free] = most_common_kinds(tokens, first[free], last[free], kind[free])
        return list(zip(first.tolist(), last.tolist(), kind.tolist(), strict=True))


class Pass:
    """Weights by number for what does not depend on the word type alone."""

    def __init__(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        first = PASSES.index(name) * N_LABELS
        self._labels = slice(first, first + N_LABELS)
        sizes = COLUMN_SIZES | PLACE_SIZES | (ARTICLE_SIZES if name == "second" else {})
        tables = {column: arrays[f"{name} table {column}"].astype(np.int32) for column in sizes}
        self._joined = [names for names in _TOGETHER if names[0] in sizes]
        self._sizes = {column: len(table) for column, table in tables.items()}
        self._tables = {names[0]: _join(tables, names) for names in self._joined}
        self._transitions = arrays[f"{name} transitions"].astype(np.int32)

    def label(self, runs: Runs, typed: Ints, columns: Mapping[str, Ints]) -> Ints:
        """Best label of every row of the runs; `typed` is what `TypeWeights.around` says."""
        scores = typed[:, self._labels].copy()
        add_rows(scores, self._tables, self._places(columns))
        steps = Steps(runs.begin, runs.size)
        labels = np.zeros(len(scores), np.int8)
        labels[steps.rows] = best_labels(scores, steps, self._transitions)
        return labels

    def _places(self, columns: Mapping[str, Ints]) -> Iterator[tuple[str, Ints]]:
        """Row of each joined table, by the name of its first column."""
        for first, *others in self._joined:
            place = columns[first]
            for name in others:
                place = place * self._sizes[name] + columns[name]
            yield first, place


def _join(tables: Mapping[str, Ints], names: Sequence[str]) -> Ints:
    """Several tables as one, by all pairs of what the columns can hold: one look-up for all."""
    total: Ints = tables[names[0]]
    for name in names[1:]:
        total = (total[:, None] + tables[name][None]).reshape(-1, N_LABELS)
    return total


def most_common_kinds(tokens: Tokens, first: Ints, last: Ints, kind: Ints) -> Ints:
    """For each name the kind that most names of the same words in the article have.

    Of kinds as often the first one counts: a name is introduced where it is first met (one sense
    a discourse: Gale, Church and Yarowsky 1992).
    """
    ids, length = tokens.type_id, last - first
    words = np.searchsorted(tokens.bounds, first, side="right").astype(np.uint64)
    for step in range(int(length.max(initial=-1)) + 1):
        inside = length >= step
        words[inside] = words[inside] * _HASH + ids[first[inside] + step].astype(np.uint64) + _ONE
    _, place = np.unique(words, return_inverse=True)
    cells, count = place * len(KINDS) + kind, len(first)
    votes = np.bincount(cells, minlength=len(KINDS) * count) * (count + 1)
    met, at = np.unique(cells, return_index=True)
    votes[met] -= at
    commonest: Ints = votes.reshape(-1, len(KINDS)).argmax(axis=1)[place]
    return commonest


def spans_of(labels: Ints, runs: Runs) -> tuple[Ints, Ints, Ints]:
    """First row, last row and kind of each labelled stretch."""
    starts_run = np.zeros(len(labels), bool)
    starts_run[runs.begin] = True
    inside = labels > 0
    kind = (labels - 1) // 2
    begins = inside & ((labels % 2 == 1) | starts_run)
    previous = np.append(0, labels[:-1])
    begins |= inside & ((previous == 0) | (np.append(-1, kind[:-1]) != kind))
    first = np.flatnonzero(begins)
    follows = np.append(inside[1:] & ~begins[1:], False)
    last = np.flatnonzero(inside & ~follows)
    return runs.rows[first], runs.rows[last], kind[first].astype(np.int64)


@cache
def load_tagger(file: Path = MODEL_FILE) -> NameTagger:
    """The shipped weights, read at the first call."""
    return NameTagger(read_arrays(file))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for word in load_tagger().clusters if word.islower())


def is_common_word(word: str) -> bool:
    """Whether a word is known in lower case, as most words that are no names are."""
    return word.lower() in _common_words()
