"""Guesses the outlet of articles with a model of `framing train`.

One row an article: guess and its probability, the next guess, and the features that pushed the
guess most (linear models). Below the model's confidence the guess is (unsure); --min-confidence
sets another. A model is refused if the versions of features, lists or models have changed since.

  framing predict new.csv --model outlets.model -o guesses.csv
  framing predict features.csv --model outlets.model -o -
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import add_corpus_options, add_limit_options, add_output
from framing.cli.choices import workers_of
from framing.cli.corpus_or_table import add_cache_option, feature_table, measure, read_corpus, say
from framing.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from framing.classify.storage import Model

INPUTS = ("corpus", "lexicons", "model", "cache")
COLUMNS = (
    "article_id",
    "outlet",
    "guess",
    "probability",
    "second",
    "second_probability",
    "because",
)
_REASONS = 3  # columns named beside a prediction: what a cell of a table holds


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_cache_option(parser)
    add_limit_options(parser)
    parser.add_argument("--model", required=True, metavar="FILE", help="made by framing train")
    add_output(parser, ".csv, .parquet or .jsonl; - is stdout")
    parser.add_argument("--min-confidence", type=float, metavar="P", help="instead of the model's")
    parser.add_argument(
        "--any-version", action="store_true", help="use a model of other versions all the same"
    )


def run(args: Namespace) -> int:
    """Load, read, guess, write; returns the exit status.

    Raises `UsageError` for a model that other versions made, unless any will do.
    """
    from framing.classify.storage import load_model
    from framing.tables.write import TABLE_ENDINGS, check_target, open_table

    check_target(args.output, TABLE_ENDINGS)
    model = load_model(args.model)
    if args.min_confidence is not None:
        model.classifier.set_params(min_confidence=args.min_confidence)
    stale = model.stale()
    if stale and not args.any_version:
        raise UsageError(
            f"{args.model}: made by other versions ({'; '.join(stale[:2])}); train it again, or "
            "use it all the same with --any-version"
        )
    table, names, status = _read(args, model)
    with open_table(args.output, COLUMNS) as out:
        for row in _rows(model, table, names):
            out.write(row)
    say(f"{len(table):,} articles -> {args.output}")
    return status


def _read(args: Namespace, model: Model) -> tuple[pd.DataFrame, list[tuple[str, Any]], int]:
    table = feature_table(args.corpus)
    features = getattr(model.classifier, "features_", None)
    if table is not None and features is not None:
        raise UsageError(
            "the model was trained on masked texts; a table of framing features is measured on "
            "whole pages: give the corpus"
        )
    if table is not None:
        outlets = table["outlet"].tolist() if "outlet" in table else [None] * len(table)
        return table, list(zip(table["article_id"], outlets, strict=True)), 0
    if features is None:
        raise UsageError("the model was trained on a feature table: run framing features first")
    articles, status = read_corpus(args)
    if not articles:
        raise UsageError(f"{', '.join(args.corpus)}: no article was read")
    features.set_params(n_jobs=args.jobs, cache=args.cache)
    features.limits = workers_of(args).limits
    return measure(features, articles), [(a.article_id, a.outlet) for a in articles], status


def _rows(model: Model, table: pd.DataFrame, names: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    from framing.classify.evidence import top_features

    made = model.classifier
    if not len(table):
        return []
    chances, guesses = made.predict_proba(table), made.predict(table)
    linear = made.kind == "linear"
    reasons = top_features(made, table, _REASONS) if linear else [[] for _ in names]
    rows = []
    for k, (article_id, outlet) in enumerate(names):
        first, second = chances[k].argsort()[::-1][:2]
        row: dict[str, Any] = {"article_id": article_id, "guess": guesses[k]}
        row["outlet"] = outlet if isinstance(outlet, str) else None
        row |= {"probability": float(chances[k, first]), "second": made.classes_[second]}
        row["second_probability"] = float(chances[k, second])
        row["because"] = "; ".join(name for name, _, _ in reasons[k]) or None
        rows.append(row)
    return rows
