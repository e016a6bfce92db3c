"""Trains the model of quotations: python -m research.train.quotes CORPORA WORK [--silver FILE]

CORPORA holds data/polnear, data/allsides and the corpora of `research/gold/quotes_labels.csv`,
whose passages are learned from as short articles; WORK keeps what every stage made, so that a run
that was broken off goes on. Seeded; some forty minutes of processor time. Of FILE, written by
`research.train.quotes_silver`, the second pass learns too, in every fold; words, the first pass,
links and the sifter know the gold only. crfsuite takes no weights: how many articles FILE holds is
how much they count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.language import read_tokens
from framing.layers.quotes.chain import Labelled, SequenceModel, decode
from framing.layers.quotes.grid import (
    TYPE_COLUMNS,
    Grid,
    TypeTable,
    make_grid,
    paragraph_starts,
)
from framing.layers.quotes.labels import N_LABELS
from framing.layers.quotes.model import MODEL_FILE, pack_model
from framing.layers.quotes.templates import (
    Template,
    context_templates,
    first_labels,
    second_templates,
    window_templates,
)
from framing.learn.files import write_arrays
from framing.types import Tokens
from research.gold.load import GoldArticle, load_polnear
from research.gold.quotes_articles import load_passages
from research.train.clusters import cluster_words
from research.train.quotes_chain import (
    CrfSchool,
    Weights,
    all_templates,
    average_weights,
    column_emissions,
    feature_strings,
    gold_labels,
    make_model,
    propensities,
    type_table,
)
from research.train.quotes_links import fit_linker
from research.train.quotes_silver import SilverArticle, load_silver, silver_labels

FOLDS = 4
FIRST = {"max_iterations": 4}
SECOND: dict[str, dict[str, float]] = {
    "ap": {"max_iterations": 6},
    "l2sgd": {"max_iterations": 8, "c2": 1.0},
}
"""The perceptron and a likelihood model err apart: on a fold of train that neither saw, contents
match at .655 and .654 F1, with the mean of their scores at .668."""
SECOND_FOLDS = {"ap": range(FOLDS), "l2sgd": range(FOLDS)}
"""Folds to leave out in turn; the likelihood model takes two and a half minutes for one. With one
of its folds, held-out train comes to .680 end to end after sifting, with all four to .684."""
CLUSTERS = (256, 1024)
BIAS = -0.6
"""Added to the score of no role in the second pass, in mean scores: more spans than are right, for
the sifter to choose from. On held-out train, end to end after sifting: 0 .666, -.4 .669, -.8 .671,
-1.2 .669."""
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
        return _paragraphs(self.tokens)

    @property
    def n_words(self) -> int:
        """Rows of a table over words."""
        return int(self.types.rows[:, 0].max()) + 1


def _paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    starts = paragraph_starts(tokens)
    return list(zip(starts.tolist(), [*starts[1:].tolist(), len(tokens)], strict=True))


class Silver:
    """Articles that the teacher labelled, as columns, with labels by the first pass.

    They stand in a fold of their own, which is never left out.
    """

    def __init__(
        self, articles: Sequence[SilverArticle], types: TypeTable, model: SequenceModel
    ) -> None:
        tokens = read_tokens([one.text for one in articles])
        self.labels: NDArray[np.int8] = np.concatenate(
            [silver_labels(tokens.article(k), one.spans) for k, one in enumerate(articles)]
        )
        self.fold = np.full(len(tokens), FOLDS)
        self.sequences = _paragraphs(tokens)
        self.grid = make_grid(tokens, types.describe(tokens.vocabulary.strings))
        templates = [*window_templates(self.grid), *context_templates(self.grid)]
        scores = column_emissions(model, self.grid, templates)
        self.first = decode(scores, self.grid.starts, self.grid.lengths, model.transitions)


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
    school = None
    labels = np.zeros(len(lesson.grid.columns["tag"]), np.int8)
    unseen = np.zeros((len(labels), N_LABELS), np.float32)
    parts = []
    for fold in range(FOLDS):
        path = work / f"p1_{fold}.pkl"
        if not path.exists():
            if school is None:
                ids = all_templates(lesson.grid.columns, templates)
                school = CrfSchool(feature_strings(ids, lesson.grid.place), lesson)
            part = school.train("ap", FIRST, fold)
            path.write_bytes(pickle.dumps(part))
        parts.append(pickle.loads(path.read_bytes()))
        weights, transitions = parts[-1]
        model = make_model(weights, transitions, templates, lesson.n_words)
        scores = column_emissions(model, lesson.grid, templates)
        mine = np.array([lesson.fold[start] == fold for start, _ in lesson.sequences])
        starts, lengths = lesson.grid.starts[mine], lesson.grid.lengths[mine]
        labels += decode(scores, starts, lengths, model.transitions)
        rows = lesson.grid.place[lesson.fold == fold]
        unseen[rows] = scores[rows]
        right = labels[rows] == lesson.labels[lesson.fold == fold]
        print(f"first pass, fold {fold}: {right.mean():.4f} of labels right", flush=True)
    return make_model(*average_weights(parts), templates, lesson.n_words), labels, unseen


def stage_second(
    lesson: Lesson, first: NDArray[np.int8], work: Path, silver: Silver | None = None
) -> tuple[SequenceModel, Labelled]:
    """Second pass: all templates of the first and those over its labels.

    The mean of all models of the folds, and labels by those that had not seen the article.
    """
    templates = _both_templates(lesson.grid, first)
    _train_second(lesson, templates, work, silver)
    labels = np.zeros(len(first), np.int8)
    unseen = np.zeros((len(first), N_LABELS), np.float32)
    parts: dict[str, list[tuple[Weights, NDArray[np.float32]]]] = {name: [] for name in SECOND}
    for fold in range(FOLDS):
        own = []
        for algorithm, folds in SECOND_FOLDS.items():
            if fold in folds:
                part = pickle.loads(_part(work, algorithm, fold).read_bytes())
                own.append(_in_units(part, lesson, templates, fold))
                parts[algorithm].append(own[-1])
        model = make_model(*average_weights(own), templates, lesson.n_words)
        scores = column_emissions(model, lesson.grid, templates)
        rows = lesson.grid.place[lesson.fold == fold]
        unit = float(np.abs(scores[rows]).mean())
        scores /= unit
        scores[:, 0] += BIAS
        mine = np.array([lesson.fold[start] == fold for start, _ in lesson.sequences])
        starts, lengths = lesson.grid.starts[mine], lesson.grid.lengths[mine]
        labels += decode(scores, starts, lengths, model.transitions / np.float32(unit))
        unseen[rows] = scores[rows]
        right = labels[rows] == lesson.labels[lesson.fold == fold]
        print(f"second pass, fold {fold}: {right.mean():.4f} of labels right", flush=True)
    means = [average_weights(models) for models in parts.values() if models]
    whole = make_model(*average_weights(means), templates, lesson.n_words)
    return whole, Labelled(lesson.grid, labels, unseen, 1.0)


def _part(work: Path, algorithm: str, fold: int) -> Path:
    return work / f"p2_{algorithm}_{fold}.pkl"


def _both_templates(grid: Grid, first: NDArray[np.int8]) -> list[Template]:
    """Templates of the second pass, given the labels of the first."""
    templates = [*window_templates(grid), *context_templates(grid)]
    return [*templates, *second_templates(grid, first_labels(grid, first))]


def _train_second(
    lesson: Lesson, templates: Sequence[Template], work: Path, silver: Silver | None
) -> None:
    """One model a fold and algorithm, of the other folds; crfsuite reads the features once."""
    wanted = [
        (algorithm, fold)
        for algorithm, folds in SECOND_FOLDS.items()
        for fold in folds
        if not _part(work, algorithm, fold).exists()
    ]
    if not wanted:
        return
    ids = all_templates(lesson.grid.columns, templates)
    school = CrfSchool(feature_strings(ids, lesson.grid.place), lesson)
    if silver is not None:
        ids = all_templates(silver.grid.columns, _both_templates(silver.grid, silver.first))
        school.add(feature_strings(ids, silver.grid.place), silver)
    for algorithm, fold in wanted:
        part = school.train(algorithm, SECOND[algorithm], fold)
        _part(work, algorithm, fold).write_bytes(pickle.dumps(part))
        print(f"second pass, {algorithm}, without fold {fold}: trained", flush=True)


def _in_units(
    part: tuple[Weights, NDArray[np.float32]],
    lesson: Lesson,
    templates: Sequence[Template],
    fold: int,
) -> tuple[Weights, NDArray[np.float32]]:
    """Weights divided by the mean size of the scores they give to the fold they have not seen."""
    model = make_model(*part, templates, lesson.n_words)
    rows = lesson.grid.place[lesson.fold == fold]
    unit = float(np.abs(column_emissions(model, lesson.grid, templates)[rows]).mean())
    return {key: value / unit for key, value in part[0].items()}, part[1] / np.float32(unit)


def mean_size(lesson: Lesson, first: NDArray[np.int8], second: SequenceModel) -> float:
    """Mean size of the second pass's scores: the unit of its bias and of its leads."""
    scores = column_emissions(second, lesson.grid, _both_templates(lesson.grid, first))
    return float(np.abs(scores[lesson.grid.place]).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=MODEL_FILE)
    parser.add_argument("--silver", type=Path, help="labels by the teacher, to learn from as well")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    clusters = stage_clusters(options.corpora, options.work)
    whole = list(load_polnear(options.corpora / "data/polnear", "train"))
    lesson = Lesson([*whole, *load_passages(options.corpora)], clusters)
    first, labels, scores = stage_first(lesson, options.work)
    silver = None
    if options.silver is not None:
        silver = Silver(load_silver(options.corpora, options.silver), lesson.types, first)
    second, labelled = stage_second(lesson, labels, options.work, silver)
    fitted = fit_linker(labelled, lesson.tokens, lesson.articles)
    unit = mean_size(lesson, labels, second)
    settings = {
        "bias": BIAS * unit,
        "least": fitted.least,
        "unit": unit,
        "unit 1": float(np.abs(scores[lesson.grid.place]).mean()),
    }
    arrays = pack_model(lesson.types, [first, second], fitted.pairs, fitted.sifter)
    arrays |= {f"settings.{name}": np.array(value) for name, value in settings.items()}
    write_arrays(options.output, arrays)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
