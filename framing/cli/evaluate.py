"""Scores outlet classification by framing beside what it would be by cheating.

Prints macro-F1 with intervals (bootstrap over stories) of the framing features with stories and
copies kept apart, and beside it: majority, length, first and last words, function words, all words
raw and masked, the same features unmasked, with a random split, and forward in time. A table of
`framing features` has no texts, so the lines that need words are left out and said so.

-o FOLDER writes every table as CSV (--form for others): scores, per_outlet, forward,
confusion, reliability, learning, importance, coefficients, telltales. docs/classifier.md says how
to read them.

  framing evaluate articles.csv -o scores
  framing evaluate features.csv --groups groups.csv
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.corpus_or_table import add_sample_options, read_sample, say
from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.classify.report import Evaluation
    from framing.tables.record import Record

INPUTS = ("corpus", "lexicons", "groups", "cache")
TABLES = (
    *("scores", "per_outlet", "forward", "confusion", "reliability", "learning"),
    *("importance", "coefficients", "telltales"),
)


FORMS = ("csv", "parquet", "jsonl", "md", "tex", "html", "xlsx", "docx")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_sample_options(parser)
    parser.add_argument("-o", "--output", metavar="FOLDER", help="writes every table there")
    parser.add_argument(
        "--form",
        choices=FORMS,
        default="csv",
        help="of the tables in FOLDER (default: csv)",
    )
    parser.add_argument(
        "--quick", action="store_true", help="no learning curve, no importance of families"
    )


def run(args: Namespace) -> int:
    """Read, measure, score, print; returns the exit status.

    Raises `UsageError` for an output in a folder that is not there.
    """
    from framing.classify.report import EvaluateOptions, evaluate

    if args.output and not Path(args.output).parent.is_dir():
        raise UsageError(f"-o {args.output}: no folder {Path(args.output).parent}; make it first")
    sample, _, status = read_sample(args, pages=True)
    options = EvaluateOptions(args.kind, args.folds, args.seed, details=not args.quick)
    found = evaluate(sample, options, lambda step: say(f"scoring {step}"))
    for note in found.notes:
        say(note)
    print(score_lines(found))
    if args.output:
        write_tables(found, Path(args.output), args.form, _record(args))
        say(f"{len(TABLES)} tables -> {args.output}")
    return status


def score_lines(found: Evaluation) -> str:
    """The scores as a text table, with the leak as a number."""
    rows = [f"{'':24}{'macro-F1':>9} {'95 % interval':>16} {'accuracy':>9}  {'split':16} n"]
    for row in found.scores.itertuples():
        between = f"{row.low:.3f} to {row.high:.3f}"
        rows.append(
            f"{row.name:24}{row.macro_f1:9.3f} {between:>16} {row.accuracy:9.3f}  "
            f"{row.split:16} {row.n:,}"
        )
    rows.append(f"Brier score of the framing model: {found.brier:.3f} (0 best, 2 worst)")
    return "\n".join(rows)


def _record(args: Namespace) -> Record:
    from framing.run.record import run_record
    from framing.tables.record import record_of_source

    names = ("kind", "folds", "seed", "min_articles", "quick")
    return run_record(
        args.corpus,
        args.lexicons,
        {"evaluate": {name: getattr(args, name) for name in names}},
        made_from=record_of_source(args.corpus[0]) if len(args.corpus) == 1 else None,
    )


def write_tables(
    found: Evaluation, folder: Path, form: str = "csv", record: Record | None = None
) -> None:
    """Every table in the form asked for, and the record of the run beside them."""
    from framing.tables.publish import publish, write_record
    from framing.tables.target import folder_aside

    with folder_aside(folder, "evaluate") as aside:
        for name in TABLES:
            table = getattr(found, name)
            if name == "confusion":
                table = table.rename_axis(index="outlet", columns=None).reset_index()
            text = [str(column) for column, kind in table.dtypes.items() if kind.kind not in "iufb"]
            held = record if form not in ("csv", "jsonl") else None
            publish(str(aside / f"{name}.{form}"), table, text=text, caption=name, record=held)
        if record:
            write_record(str(aside / "evaluate"), record)
