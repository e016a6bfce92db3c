"""Trains the model of quotations: python -m benchmarks.train_quotes CORPORA WORK

CORPORA holds data/polnear and data/allsides; WORK keeps what every stage made, so that a run that
was broken off goes on. Seeded; about forty minutes on one free core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quotes_clusters import cluster_words
from benchmarks.quotes_linker import fit_linker
from benchmarks.quotes_training import (
    all_templates,
    average_weights,
    column_emissions,
    feature_strings,
    gold_labels,
    make_model,
    propensities,
    train_crf,
    type_table,
)
from framing.datasets import GoldArticle, load_polnear
from framing.language import read_tokens
from framing.layers.quotes_columns import (
    TYPE_COLUMNS,
    Grid,
    TypeTable,
    make_grid,
    paragraph_starts,
)
from framing.layers.quotes_decode import N_LABELS, SequenceModel, decode
from framing.layers.quotes_model import MODEL_FILE, pack_model
from framing.layers.quotes_second import first_labels, second_templates
from framing.layers.quotes_templates import context_templates, window_templates
from framing.types import Tokens

FOLDS = 4
FIRST = {"max_iterations": 4}
SECOND = {"max_iterations": 6}
CLUSTERS = (256, 1024)
BIAS = 0.0
"""Added to the score of no role, in mean scores, before links are learned. At -.5 the first pass
gains end to end on train (.643 to .658), the two passes together nothing on dev (.689, .688)."""
LEAST_USES = 3
"""A word that train holds less often is known by its clusters and its ending only."""


class Lesson:
    """Train as columns: tokens, gold labels, folds by article, out-of-fold propensities."""

    def __init__(self, articles: list[GoldArticle], clusters: dict[str, tuple[int, int]]) -> None:
        self.articles = articles
        self.tokens: Tokens = read_tokens([gold.article.text for gold in articles])
        self.labels: NDArray[np.int8] = np.concatenate(
            [gold_labels(self.tokens.article(k), gold.quotes) for k, gold in enumerate(articles)]
        )
        self.article = np.repeat(np.arange(len(articles)), np.diff(self.tokens.bounds))
        self.fold = self.article % FOLDS
        strings = self.tokens.vocabulary.strings
        self.words = np.array([strings[k].lower() for k in self.tokens.type_id.tolist()], object)
        self.clusters = clusters
        counts = Counter(self.words.tolist())
        self.known = [word for word, count in counts.items() if count >= LEAST_USES]
        self.types = self._types(np.ones(len(self.labels), bool))
        self.grid = self._grid()

    def _types(self, rows: NDArray[np.bool_]) -> TypeTable:
        words, labels = self.words[rows].tolist(), self.labels[rows]
        cue, source = (propensities(words, labels, part) for part in ("cue", "source"))
        return type_table(self.known, self.clusters, cue, source)

    def _grid(self) -> Grid:
        """Columns where a word's propensities come from the other folds only."""
        strings = self.tokens.vocabulary.strings
        grid = make_grid(self.tokens, self.types.describe(strings))
        for fold in range(FOLDS):
            mine = self.fold == fold
            described = self._types(~mine).describe(strings)
            for name in ("cue", "source"):
                values = described[self.tokens.type_id[mine], TYPE_COLUMNS.index(name)]
                grid.columns[name][grid.place[mine]] = values
        return grid

    @property
    def sequences(self) -> list[tuple[int, int]]:
        """Row ranges of the paragraphs."""
        starts = paragraph_starts(self.tokens)
        stops = np.append(starts[1:], len(self.tokens))
        return list(zip(starts.tolist(), stops.tolist(), strict=True))

    @property
    def n_words(self) -> int:
        """Rows of a table over words."""
        return int(self.types.rows[:, 0].max()) + 1


def read_plain(corpora: Path) -> Iterator[str]:
    """Texts without labels, for the clusters."""
    for path in sorted((corpora / "data/polnear/train/text").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for name in ("us_russia", "general_5000"):
        with gzip.open(corpora / f"data/allsides/{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def stage_clusters(corpora: Path, work: Path) -> dict[str, tuple[int, int]]:
    path = work / "clusters.npz"
    if not path.exists():
        words, groups = cluster_words(read_plain(corpora), 25_000, CLUSTERS)
        np.savez(path, words=np.array(words), groups=groups)
    with np.load(path) as data:
        pairs = zip(data["words"].tolist(), data["groups"].tolist(), strict=True)
        return {word: (int(coarse), int(fine)) for word, (coarse, fine) in pairs}


def stage_first(
    lesson: Lesson, work: Path
) -> tuple[SequenceModel, NDArray[np.int8], NDArray[np.float32]]:
    """First pass: the mean of one model a fold, and labels by the model that had not seen them."""
    templates = [*window_templates(lesson.grid), *context_templates(lesson.grid)]
    features = None
    labels = np.zeros(len(lesson.grid.columns["tag"]), np.int8)
    unseen = np.zeros((len(labels), N_LABELS), np.float32)
    parts = []
    for fold in range(FOLDS):
        path = work / f"p1_{fold}.pkl"
        if not path.exists():
            if features is None:
                ids = all_templates(lesson.grid.columns, templates)
                features = feature_strings(ids, lesson.grid.place)
            others = [pair for pair in lesson.sequences if lesson.fold[pair[0]] != fold]
            part = train_crf(features, lesson.labels, others, "ap", FIRST)
            path.write_bytes(pickle.dumps(part))
        parts.append(pickle.loads(path.read_bytes()))
        model = make_model(*parts[-1], templates, lesson.n_words)
        scores = column_emissions(model, lesson.grid, templates)
        mine = np.array([lesson.fold[start] == fold for start, _ in lesson.sequences])
        starts, lengths = lesson.grid.starts[mine], lesson.grid.lengths[mine]
        labels += decode(scores, starts, lengths, model.transitions)
        rows = lesson.grid.place[lesson.fold == fold]
        unseen[rows] = scores[rows]
        right = labels[rows] == lesson.labels[lesson.fold == fold]
        print(f"first pass, fold {fold}: {right.mean():.4f} of labels right", flush=True)
    return make_model(*average_weights(parts), templates, lesson.n_words), labels, unseen


def stage_second(lesson: Lesson, first: NDArray[np.int8], work: Path) -> SequenceModel:
    """Second pass: all templates of the first and those over its labels."""
    column = first_labels(lesson.grid, first)
    templates = [*window_templates(lesson.grid), *context_templates(lesson.grid)]
    templates += second_templates(lesson.grid, column)
    path = work / "p2.pkl"
    if not path.exists():
        ids = all_templates(lesson.grid.columns, templates)
        features = feature_strings(ids, lesson.grid.place)
        part = train_crf(features, lesson.labels, lesson.sequences, "ap", SECOND)
        path.write_bytes(pickle.dumps(part))
    return make_model(*pickle.loads(path.read_bytes()), templates, lesson.n_words)


def biased_labels(
    lesson: Lesson, first: SequenceModel, scores: NDArray[np.float32]
) -> NDArray[np.int8]:
    """More spans than are right: the linker learns to sift them."""
    lowered = scores.copy()
    lowered[:, 0] += BIAS * float(np.abs(scores[lesson.grid.place]).mean())
    return decode(lowered, lesson.grid.starts, lesson.grid.lengths, first.transitions)


def second_unit(lesson: Lesson, labels: NDArray[np.int8], second: SequenceModel) -> float:
    """Mean size of the second pass's scores, in which its bias is measured."""
    templates = [*window_templates(lesson.grid), *context_templates(lesson.grid)]
    templates += second_templates(lesson.grid, first_labels(lesson.grid, labels))
    scores = column_emissions(second, lesson.grid, templates)
    return float(np.abs(scores[lesson.grid.place]).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=MODEL_FILE)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    clusters = stage_clusters(options.corpora, options.work)
    lesson = Lesson(list(load_polnear(options.corpora / "data/polnear", "train")), clusters)
    first, labels, scores = stage_first(lesson, options.work)
    second = stage_second(lesson, labels, options.work)
    more = biased_labels(lesson, first, scores)
    scorers, settings = fit_linker(lesson.grid, more, scores, lesson.tokens, lesson.articles)
    settings["bias"] = BIAS * second_unit(lesson, labels, second)
    arrays = pack_model(lesson.types, [first, second], scorers)
    arrays |= {f"settings.{name}": np.array(value) for name, value in settings.items()}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.output, **arrays)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
