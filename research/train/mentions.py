"""Trains the tagger of names: python -m research.train.mentions CORPORA

CORPORA holds data/treebank. Seeded (L-BFGS starts from zero). About twenty minutes on one
core, most of them for the two taggers of parts of speech, which --scratch keeps.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from framing.language import read_tokens
from framing.language.models import load_models
from framing.language.tagging import Tagger
from framing.layers.entities.features import (
    ARTICLE_SIZES,
    COLUMN_SIZES,
    OFFSETS,
    PLACE_SIZES,
    Ints,
    Runs,
    TypeFeatures,
    alias_column,
    article_columns,
    find_runs,
    place_columns,
    row_columns,
)
from framing.layers.entities.tagger import EDGE, LABELS, MODEL_FILE, N_LABELS, SCALE
from framing.learn.files import Arrays, pack_strings, unpack_strings, write_arrays
from framing.lists.word_lists import word_lists
from framing.types import Tokens
from research.evaluate.gum import GumDocument, gold_names, load_gum
from research.train.unseen_tags import HALVES, fit_half, read_clusters, with_tags

KIND_OF = {"person": "person", "organization": "organisation", "place": "place"}
FITTING = {"max_iterations": 120, "feature.possible_transitions": True}
VARIANTS = (("seen", 0.02, 0.2), ("unseen", 0.02, 0.2), ("both", 0.06, 0.06))
"""Whose tags, and the strength of the L1 and L2 penalty; the mean of the three is shipped."""
FOLDS = 4
Sequences = list[tuple[list[list[str]], list[str]]]


def gold_labels(document: GumDocument, tokens: Tokens) -> list[str]:
    """Label of each token: persons, organisations, places, and names of other things between."""
    named = [(start, stop, KIND_OF[kind]) for start, stop, kind in gold_names(document)]
    others = {m.name for m in document.mentions if m.name is not None}
    named += [(*name, "other") for name in sorted(others, key=lambda n: (n[0], -n[1]))]
    labels = ["O"] * len(tokens)
    for start, stop, kind in named:
        first = int(np.searchsorted(tokens.stop, start, side="right"))
        last = int(np.searchsorted(tokens.start, stop)) - 1
        if any(label != "O" for label in labels[first : last + 1]):
            continue
        for row in range(first, last + 1):
            labels[row] = ("B-" if row == first else "I-") + kind
    return labels


@dataclass(eq=False)
class Lesson:
    """Documents as runs, with the features and the gold label of each row."""

    tokens: Tokens
    runs: Runs
    features: list[list[str]]
    labels: list[str]

    def sequences(self, more: dict[str, Ints] | None = None) -> Sequences:
        """Features and labels run by run; `more` are columns of the second pass."""
        extra = {name: column.tolist() for name, column in (more or {}).items()}
        rows = [
            names + [f"{name}={column[k]}" for name, column in extra.items()]
            for k, names in enumerate(self.features)
        ]
        sizes = zip(self.runs.begin.tolist(), self.runs.size.tolist(), strict=True)
        return [(rows[a : a + n], _whole(self.labels[a : a + n])) for a, n in sizes]


def read_lesson(documents: list[GumDocument], types: TypeFeatures, tagger: Tagger) -> Lesson:
    """Documents as the tagger of names sees them, with tags of a tagger that has not."""
    seen = read_tokens([document.text for document in documents])
    tokens = with_tags(seen, tagger)
    runs = find_runs(tokens, word_lists())
    labels = [label for k, d in enumerate(documents) for label in gold_labels(d, tokens.article(k))]
    features = run_features(tokens, runs, alias_column(seen, word_lists()), types)
    return Lesson(tokens, runs, features, [labels[row] for row in runs.rows.tolist()])


def run_features(tokens: Tokens, runs: Runs, alias: Ints, types: TypeFeatures) -> list[list[str]]:
    """Names of the features of each row of the runs."""
    strings = tokens.vocabulary.strings
    centre = cache(lambda number: types.centre(strings[number]))
    context = cache(lambda number: types.context(strings[number]))
    ids, sentence = tokens.type_id.tolist(), tokens.sentence.tolist()
    arrays = row_columns(tokens, runs, alias) | place_columns(tokens, runs, word_lists())
    columns = {name: column.tolist() for name, column in arrays.items()}
    found = []
    for number, row in enumerate(runs.rows.tolist()):
        names = [f"{name}={column[number]}" for name, column in columns.items()]
        for offset in OFFSETS:
            at = row + offset
            if not 0 <= at < len(ids) or sentence[at] != sentence[row]:
                names.append(f"{offset}|w={EDGE}")
            else:
                seen = context(ids[at]) if offset else centre(ids[at])
                names += [f"{offset}|{name}" for name in seen]
        found.append(names)
    return found


def _whole(labels: list[str]) -> list[str]:
    """A name of which a run holds only the end begins there."""
    mended = list(labels)
    for k, label in enumerate(labels):
        if label[0] == "I" and (k == 0 or labels[k - 1][1:] != label[1:]):
            mended[k] = "B" + label[1:]
    return mended


def fit(sequences: Sequences, penalty: tuple[float, float], path: str) -> pycrfsuite.Tagger:
    """A fitted linear chain, read back from a scratch file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**FITTING, "c1": penalty[0], "c2": penalty[1]})
    for rows, labels in sequences:
        trainer.append(rows, labels)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


Folds = list[list[Lesson]]
"""Lessons of each fold of documents."""


def read_folds(corpora: Path, scratch: Path, types: TypeFeatures) -> dict[str, Folds]:
    """gum-train in folds of whole documents, with tags by taggers that have seen it or have not."""
    documents = load_gum(corpora, "train")
    names = [document.name for document in documents]
    halves = [fit_half(corpora, scratch, half, names) for half in range(HALVES)]
    parts = [documents[k::FOLDS] for k in range(FOLDS)]
    shipped = load_models().tagger
    seen = [read_lesson(part, types, shipped) for part in parts]
    unseen = [read_lesson(part, types, halves[k % HALVES]) for k, part in enumerate(parts)]
    return {
        "seen": [[one] for one in seen],
        "unseen": [[one] for one in unseen],
        "both": [[a, b] for a, b in zip(unseen, seen, strict=True)],
    }


def fit_both(folds: Folds, penalty: tuple[float, float], path: str) -> Arrays:
    """Both passes; the first labels each fold by what the other folds taught it."""
    second: Sequences = []
    for k, fold in enumerate(folds):
        rest = [
            s for j, other in enumerate(folds) if j != k for one in other for s in one.sequences()
        ]
        tagger = fit(rest, penalty, path)
        for lesson in fold:
            labels = [label for rows, _ in lesson.sequences() for label in tagger.tag(rows)]
            numbers = np.array([LABELS.index(label) for label in labels], np.int8)
            second += lesson.sequences(article_columns(lesson.tokens, lesson.runs, numbers))
    everything = [s for fold in folds for one in fold for s in one.sequences()]
    arrays = pack("first", fit(everything, penalty, path))
    return arrays | pack("second", fit(second, penalty, path))


def mean_of(models: Sequence[Arrays]) -> Arrays:
    """Mean weights; a feature that a model lacks counts as nought there."""
    arrays: Arrays = {}
    for key in models[0]:
        if not key.endswith((" names", " weights")):
            total = sum(model[key].astype(np.int32) for model in models)
            arrays[key] = np.round(total / len(models)).astype(np.int16)
    for name in ("first", "second"):
        rows: dict[str, NDArray[Any]] = {}
        for model in models:
            features = unpack_strings(model[f"{name} names"])
            for feature, row in zip(features, model[f"{name} weights"], strict=True):
                rows[feature] = rows.get(feature, 0) + row.astype(np.int32)
        features = sorted(rows)
        arrays[f"{name} names"] = pack_strings(features)
        total = np.stack([rows[feature] for feature in features])
        arrays[f"{name} weights"] = np.round(total / len(models)).astype(np.int16)
    return arrays


def pack(name: str, tagger: pycrfsuite.Tagger) -> Arrays:
    """The weights of a pass as arrays."""
    info = tagger.info()
    number = {label: k for k, label in enumerate(LABELS)}
    sizes = COLUMN_SIZES | PLACE_SIZES | (ARTICLE_SIZES if name == "second" else {})
    tables = {column: np.zeros((size, N_LABELS), np.int16) for column, size in sizes.items()}
    rows: Arrays = {}
    for (feature, label), weight in info.state_features.items():
        value = round(weight * SCALE)
        if "|" in feature[:3]:
            rows.setdefault(feature, np.zeros(N_LABELS, np.int16))[number[label]] = value
        else:
            column, _, key = feature.partition("=")
            tables[column][int(key), number[label]] = value
    names = sorted(feature for feature, row in rows.items() if row.any())
    arrays: Arrays = {f"{name} table {column}": table for column, table in tables.items()}
    arrays[f"{name} names"] = pack_strings(names)
    arrays[f"{name} weights"] = np.stack([rows[feature] for feature in names])
    arrays[f"{name} transitions"] = _transitions(info.transitions, number)
    return arrays


def _transitions(fitted: dict[tuple[str, str], float], number: dict[str, int]) -> Ints:
    transitions = np.zeros((N_LABELS, N_LABELS), np.int16)
    for (before, after), weight in fitted.items():
        transitions[number[before], number[after]] = round(weight * SCALE)
    for label, k in number.items():
        if label[0] == "I":
            banned = [j for other, j in number.items() if other[1:] != label[1:]]
            transitions[banned, k] = -30_000
    return transitions


def pack_clusters(types: TypeFeatures) -> Arrays:
    """The word clusters go along, so that a new language core does not shift their numbers."""
    words = sorted(types.clusters)
    return {
        "cluster_names": pack_strings(words),
        "clusters": np.array([types.clusters[word] for word in words], np.int16),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--scratch", type=Path, default=Path("scratch-mentions"))
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    options = parser.parse_args()
    types = TypeFeatures(read_clusters(), word_lists())
    folds = read_folds(options.corpora, options.scratch, types)
    path = str(options.scratch / "names.crfsuite")
    models = [fit_both(folds[tags], (c1, c2), path) for tags, c1, c2 in VARIANTS]
    arrays = mean_of(models) | pack_clusters(types)
    write_arrays(options.out, arrays)
    print(f"{len(arrays['second weights'])} features, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
