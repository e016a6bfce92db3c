"""Writes one tidy table a layer into a folder: articles, quotes, hedges, mentions, relations, …

Each row of a layer is one found thing with its article, outlet, day, offsets and words; `articles`
holds the columns of `framing features`. Days are dates, numbers numbers. Parquet files carry the
run record; with --form csv it lies beside them (tables.run.json).

  framing tables articles.csv -o run/
  framing tables archive/ --form csv --reuse -o run/
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from framing.cli.arguments import (
    add_corpus_options,
    add_limit_options,
    add_output,
    add_pass_options,
)
from framing.cli.choices import plan_of, read_options, workers_of
from framing.errors import UsageError
from framing.run.progress import progress_over
from framing.tables.overlap import check_folder as check_ours


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    add_limit_options(parser)
    parser.add_argument(
        "--form", choices=("parquet", "csv"), default="parquet", help="default: parquet"
    )
    add_output(parser, "FOLDER/")


def run(args: Namespace) -> int:
    """Read, write a table a layer; returns the exit status."""
    from framing.run.collect import TablesJob
    from framing.run.fingerprint import corpus_state
    from framing.run.plan import learned_furniture, pass_over, shared_articles
    from framing.run.record import run_record
    from framing.tables.folder import TablesFolder
    from framing.tables.target import check_not_emptied

    folder = Path(args.output)
    check_folder(folder, args.output)
    options, plan, workers = read_options(args), plan_of(args), workers_of(args)
    told = {"reading": options, "loading": plan.loading, "reuse": plan.reuse}
    record, before = run_record(plan.corpus, plan.lexicons, told), corpus_state(plan.corpus)
    work = TablesJob(options, learned_furniture(plan))
    with progress_over(args.corpus) as progress, TablesFolder(folder, args.form, record) as out:
        shared = shared_articles(plan, progress, progress.on_skip, before)
        found = pass_over(shared.articles, work, workers, progress)
        for layers in found:
            out.add(layers)
        check_not_emptied(args.output, progress.articles)
        if shared.passages is not None:
            out.add_reuse(shared.passages)
        return progress.finish(args.output)


def check_folder(folder: Path, given: str) -> None:
    """Raises `UsageError` if a folder of results cannot be made there."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"-o {given}: is a file; expected the name of a folder")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"-o {given}: no folder {folder.parent}; make it first")
    if folder.is_dir():
        check_ours(given)
