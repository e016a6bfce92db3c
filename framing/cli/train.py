"""Trains a classifier that guesses an outlet from framing features, and saves it.

The input is a corpus, or a table of `framing features` with the groups of `framing reuse
--groups`. From a corpus, outlet names, bylines, boilerplate and house punctuation are masked before
anything is measured. The score printed is that of articles on stories the model had not seen.

  framing train articles.csv -o outlets.model
  framing train features.csv --groups groups.csv -o outlets.model --min-confidence 0.4
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.arguments import add_output
from framing.cli.corpus_or_table import add_sample_options, read_sample, say
from framing.errors import UsageError

INPUTS = ("corpus", "lexicons", "groups", "cache")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_sample_options(parser)
    add_output(parser, "the model")
    parser.add_argument(
        "--min-confidence",
        type=float,
        default=0.0,
        metavar="P",
        help="below this probability the model says (unsure) (default: 0, always guess)",
    )


def run(args: Namespace) -> int:
    """Read, measure, learn, save; returns the exit status.

    Raises `UsageError` for a confidence outside 0 to 1.
    """
    from framing.classify.importance import fitted_folds
    from framing.classify.model import OutletClassifier
    from framing.classify.scores import score_row
    from framing.classify.splits import grouped_folds
    from framing.classify.storage import Model, check_place, save_model
    from framing.classify.versions import current_versions

    check_place(args.output)
    if not 0 <= args.min_confidence < 1:
        raise UsageError(f"--min-confidence {args.min_confidence}: expected 0 to below 1")
    sample, features, status = read_sample(args)
    model = OutletClassifier(kind=args.kind, folds=args.folds, seed=args.seed)
    splits = grouped_folds(sample.outlets, sample.groups, folds=args.folds, seed=args.seed)
    truth: list[str] = []
    found: list[str] = []
    rows: list[int] = []
    for test, fitted in fitted_folds(model, sample, splits):
        found += fitted.predict(sample.table.iloc[test]).tolist()
        rows += test.tolist()
    truth = [sample.outlets[row] for row in rows]
    score = score_row(truth, found, sample.groups[rows])
    model.set_params(min_confidence=args.min_confidence)
    model.fit(sample.table, sample.outlets, sample.groups)
    if features is not None:
        model.features_ = features
    save_model(Model(model, current_versions(args.lexicons), {"framing": score}), args.output)
    say(
        f"{score['n']:,} articles of {score['n_outlets']} outlets; macro-F1 "
        f"{score['macro_f1']:.3f} ({score['low']:.3f} to {score['high']:.3f}) on stories held "
        f"out; see framing evaluate for what it would be by cheating -> {args.output}"
    )
    return status
