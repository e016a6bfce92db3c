"""Political leaning of articles whose outlet was never trained on, on AllSides (us_russia).

    python -m research.evaluate.leaning CORPORA [--cache FOLDER]

Left, center or right, as rated for the outlet (Baly et al. 2020). Folds hold whole outlets out, and
with them every story and copy of a tested article: what is scored is not who the outlet is.
Intervals are bootstraps over outlets, because leaning is the outlet's.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from framing.classify.model import OutletClassifier
from framing.classify.probes import guess
from framing.classify.sample import Sample, SampleOptions, corpus_sample
from framing.classify.scores import score_row
from framing.classify.sequences import COLUMN
from framing.classify.splits import Groups, Split, check_groups, grouped_folds
from framing.classify.transformer import FramingFeatures
from research.gold.load import load_allsides

LEAST = 5  # articles of an outlet
SPLIT = "outlets held out"


def leaning_scores(corpora: Path, cache: Path | None = None) -> pd.DataFrame:
    """name, macro_f1, low, high, accuracy, n, n_outlets (leanings), split: a row a model."""
    sample, labels = read_leanings(corpora, cache)
    splits = list(outlets_out(labels, sample.outlets, sample.groups))
    columns = sample.table.drop(columns=COLUMN)
    masked, raw = sample.masked or [], sample.raw or []
    guesses = {
        "framing": framing_guesses(sample.table, sample, labels, splits),
        "framing_columns": framing_guesses(columns, sample, labels, splits),
        "majority": guess("majority", masked, labels, splits)[0].tolist(),
        "function_words": guess("function_words", masked, labels, splits)[0].tolist(),
        "words_masked": guess("words", masked, labels, splits)[0].tolist(),
        "words_raw": guess("words", raw, labels, splits)[0].tolist(),
    }
    order = np.concatenate([test for _, test in splits])
    truth = [labels[row] for row in order]
    where = [sample.outlets[row] for row in order]
    rows = [{"name": name, **score_row(truth, got, where)} for name, got in guesses.items()]
    return pd.DataFrame(rows).assign(n_outlets=len(set(where)), split=SPLIT)


def outlets_out(
    labels: Sequence[str],
    outlets: Sequence[str],
    groups: Groups | None,
    *,
    folds: int = 5,
    seed: int = 0,
) -> Iterator[Split]:
    """Folds that hold whole outlets out, for labels that an outlet has (its leaning).

    Without this a classifier of leaning learns who the outlet is. Training articles that share a
    group with a tested one are left out too.
    """
    array = check_groups(groups, len(labels))
    names = np.asarray(outlets, object)
    for train, test in grouped_folds(labels, list(outlets), folds=folds, seed=seed):
        assert not set(names[train]) & set(names[test])
        yield train[~np.isin(array[train], array[test])], test


def read_leanings(corpora: Path, cache: Path | None) -> tuple[Sample, list[str]]:
    """Masked and measured articles of outlets with enough of them, each with its leaning."""
    folder = corpora / "data" / "allsides"
    articles = list(load_allsides(folder, "us_russia"))
    with gzip.open(folder / "us_russia.jsonl.gz", "rt", encoding="utf-8") as lines:
        leanings = [json.loads(line)["bias"] for line in lines]
    if len(leanings) != len(articles):
        raise SystemExit(f"{len(leanings)} labels for {len(articles)} articles: they do not pair")
    size = pd.Series([article.outlet for article in articles]).value_counts()
    kept = [article.outlet is not None and size[article.outlet] >= LEAST for article in articles]
    sample = corpus_sample(
        articles, FramingFeatures(cache=cache), SampleOptions(min_articles=LEAST)
    )
    return sample, [one for one, keep in zip(leanings, kept, strict=True) if keep]


def framing_guesses(
    table: pd.DataFrame, sample: Sample, labels: Sequence[str], splits: Sequence[Split]
) -> list[str]:
    """Guesses of the framing model on the tested rows of all splits."""
    truth = np.asarray(labels, object)
    found: list[str] = []
    for train, test in splits:
        model = OutletClassifier(folds=0)
        model.fit(table.iloc[train], truth[train], sample.groups[train])
        found += model.predict(table.iloc[test]).tolist()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path, help="folder that remembers measured rows")
    options = parser.parse_args()
    print(leaning_scores(options.corpora, options.cache).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
