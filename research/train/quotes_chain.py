"""From gold attributions to a trained sequence model: labels, type table, crfsuite, tables."""

from __future__ import annotations

import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from framing.layers.quotes.chain import SequenceModel
from framing.layers.quotes.grid import SIZES, Grid, TypeTable
from framing.layers.quotes.labels import LABELS, N_LABELS
from framing.layers.quotes.templates import UNARY, Template, shift
from framing.types import Span, Tokens
from research.gold.load import GoldQuote

Weights = dict[tuple[str, int], float]
LABEL_ID = {label: number for number, label in enumerate(LABELS)}
_STEPS = np.array([0.01, 0.04, 0.1, 0.2, 0.35, 0.55, 0.75])


class Paragraphs(Protocol):
    """What crfsuite learns from: labels and folds by row, row ranges of paragraphs."""

    labels: NDArray[np.int8]
    fold: NDArray[np.int64]

    @property
    def sequences(self) -> list[tuple[int, int]]:
        """Row ranges of the paragraphs."""


def token_rows(tokens: Tokens, span: Span) -> tuple[int, int]:
    """Rows of one article's tokens that a span touches."""
    first = int(np.searchsorted(tokens.stop, span[0], side="right"))
    return first, max(first, int(np.searchsorted(tokens.start, span[1], side="left")))


def gold_labels(tokens: Tokens, quotes: Sequence[GoldQuote]) -> NDArray[np.int8]:
    """Label of every token of an article; where spans overlap, the earlier attribution keeps."""
    labels = np.zeros(len(tokens), np.int8)
    for quote in quotes:
        cue = quote.cue[0] if quote.cue else None
        for role, spans in (
            ("cue", quote.cue),
            ("source", quote.source),
            ("content", quote.content),
        ):
            for span in spans:
                name = role
                if role == "content":
                    name += ">" if cue and span[1] <= cue[0] else "<"
                elif role == "cue":
                    name += ">" if quote.source and quote.source[0][0] > span[0] else "<"
                first, stop = token_rows(tokens, span)
                if stop > first and not labels[first:stop].any():
                    labels[first:stop] = LABEL_ID["I-" + name]
                    labels[first] = LABEL_ID["B-" + name]
    return labels


def propensities(words: Sequence[str], labels: NDArray[np.int8], part: str) -> dict[str, int]:
    """Step of the share of a word's uses that carry `part`, shrunk towards the mean."""
    wanted = np.array([part in label for label in LABELS])[labels]
    total = Counter(words)
    marked = Counter(word for word, mark in zip(words, wanted.tolist(), strict=True) if mark)
    return {
        word: int(np.searchsorted(_STEPS, (marked[word] + 0.1) / (count + 4.0)))
        for word, count in total.items()
    }


def type_table(
    words: Sequence[str],
    clusters: dict[str, tuple[int, int]],
    cue: dict[str, int],
    source: dict[str, int],
) -> TypeTable:
    """Rows of the known words; numbers 0 to 2 stand for unknown, outside, none."""
    known = sorted(set(words) | set(clusters))
    number = {word: row for row, word in enumerate(sorted(set(words)), 3)}
    entries = {
        zlib.crc32(word.encode()): (
            number.get(word, 0),
            *clusters.get(word, (0, 0)),
            cue.get(word, 0),
            source.get(word, 0),
        )
        for word in known
    }
    keys = np.array(sorted(entries), np.uint32)
    return TypeTable(keys, np.array([entries[int(key)] for key in keys], np.int32))


def all_templates(
    columns: dict[str, NDArray[np.int32]], templates: Sequence[Template]
) -> list[tuple[str, NDArray[np.int32]]]:
    """Ids of the window templates and of the unary ones, by the name they have in crfsuite."""
    ids = [(f"t|{name}", values) for name, values, _ in templates]
    ids += [
        (f"u|{name}|{offset}", shift(columns[name], offset))
        for name, offsets in UNARY
        for offset in offsets
    ]
    return ids


def feature_strings(
    ids: Sequence[tuple[str, NDArray[np.int32]]], place: NDArray[np.int32]
) -> NDArray[np.object_]:
    """One column a template of crfsuite attribute names, one row a token."""
    table = np.empty((len(place), len(ids)), object)
    for column, (name, values) in enumerate(ids):
        unique, inverse = np.unique(values[place], return_inverse=True)
        names = np.array([f"{name}|{value}" for value in unique.tolist()], object)
        table[:, column] = names[inverse]
    return table


class CrfSchool:
    """All paragraphs of train inside crfsuite, to train several models that leave out a fold."""

    def __init__(self, features: NDArray[np.object_], lesson: Paragraphs) -> None:
        import pycrfsuite

        self.trainer = pycrfsuite.Trainer(verbose=False)
        self.add(features, lesson)

    def add(self, features: NDArray[np.object_], lesson: Paragraphs) -> None:
        """Adds paragraphs."""
        names = np.array([str(number) for number in range(N_LABELS)], object)[lesson.labels]
        for start, stop in lesson.sequences:
            self.trainer.append(
                features[start:stop].tolist(), names[start:stop].tolist(), int(lesson.fold[start])
            )

    def train(
        self, algorithm: str, options: Mapping[str, float], without: int
    ) -> tuple[Weights, NDArray[np.float32]]:
        """State weights and transitions of a model of all folds but one."""
        import pycrfsuite

        self.trainer.select(algorithm)
        self.trainer.set_params(options)
        tagger = pycrfsuite.Tagger()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crfsuite"
            self.trainer.train(str(path), holdout=without)
            tagger.open(str(path))
            info = tagger.info()
            tagger.close()
        transitions = np.full((N_LABELS, N_LABELS), 0.0, np.float32)
        for (left, right), weight in info.transitions.items():
            transitions[int(left), int(right)] = weight
        states = info.state_features.items()
        return {(name, int(label)): weight for (name, label), weight in states}, transitions


def unary_sizes(n_words: int) -> dict[tuple[str, int], int]:
    """Rows of each table of a type column."""
    return {
        (name, offset): n_words if name == "word" else SIZES[name]
        for name, offsets in UNARY
        for offset in offsets
    }


def make_model(
    weights: dict[tuple[str, int], float],
    transitions: NDArray[np.float32],
    templates: Sequence[Template],
    n_words: int,
) -> SequenceModel:
    """Dense tables of crfsuite's weights."""
    tables: dict[str, NDArray[np.float32] | NDArray[np.int16]] = {
        name: np.zeros((size, N_LABELS), np.float32) for name, _, size in templates
    }
    unary: dict[tuple[str, int], NDArray[np.float32] | NDArray[np.int16]] = {
        key: np.zeros((size, N_LABELS), np.float32) for key, size in unary_sizes(n_words).items()
    }
    for (attribute, label), weight in weights.items():
        kind, name, *rest = attribute.split("|")
        if kind == "t":
            tables[name][int(rest[0]), label] = weight
        else:
            unary[(name, int(rest[0]))][int(rest[1]), label] = weight
    return SequenceModel(tables, unary, transitions)


def average_weights(
    parts: Sequence[tuple[Weights, NDArray[np.float32]]],
) -> tuple[Weights, NDArray[np.float32]]:
    """Mean of several models; a weight that one lacks is 0 there."""
    total: Weights = {}
    for weights, _ in parts:
        for key, value in weights.items():
            total[key] = total.get(key, 0.0) + value / len(parts)
    return total, np.mean([transitions for _, transitions in parts], axis=0, dtype=np.float32)


def column_emissions(
    model: SequenceModel, grid: Grid, templates: Sequence[Template]
) -> NDArray[np.float32]:
    """Scores from a grid's own columns, where propensities are not those of the type table."""
    scores = np.zeros((len(grid.columns["tag"]), N_LABELS), np.float32)
    for (name, offset), table in model.unary.items():
        scores += table[shift(grid.columns[name], offset)]
    for name, ids, _ in templates:
        scores += model.tables[name][ids]
    return scores
