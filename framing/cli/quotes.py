"""Writes one row an attribution: who said what, by which word, with the spans behind it.

speaker is the canonical name, empty where it stays unknown; actor and side come from the actor
lists at the article's date. content, cue and source hold the words, *_spans their offsets into the
unchanged text as start:stop, divided by semicolons. nested marks what one source says of another,
unpaired what stands in a paragraph whose quotation marks do not pair.

  framing quotes seeds/articles -o quotes.csv
  framing quotes articles.jsonl --match Kremlin -o quotes.jsonl
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.common import (
    LINES,
    add_corpus_options,
    add_output,
    add_pass_options,
    add_run_options,
    plan_of,
    read_options,
    workers_of,
)

INPUTS = ("corpus", "lexicons")
OUTPUTS = ("output",)
_ENDINGS = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    add_run_options(parser)
    add_output(parser, f"{LINES}; - is CSV on stdout")


def run(args: Namespace) -> int:
    """Read, attribute, write; returns the exit status."""
    from framing.tables.write import check_target, form_of

    check_target(args.output, _ENDINGS)
    plan, workers = plan_of(args), workers_of(args)

    from framing.run.plan import run_work

    with workers.open(args.lexicons) as engine:
        from framing.run.work import QuotesJob

        work = QuotesJob(read_options(args), form=form_of(args.output))
        return run_work(plan, workers, engine, work)
