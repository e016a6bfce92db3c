"""Writes every span behind every number: one JSON object an article, one line each.

Offsets are half-open and count characters of the text as it was read, so text[start:stop] is the
evidence. `measurements` holds, for each column of `framing features`, its spans, their weights and
the denominator: value = scale * sum of weights / denominator (weights null: 1 each; denominator
null: a count).

  framing annotate seeds/articles -o annotations.jsonl
  framing annotate articles.jsonl -o - | head -1
  framing annotate articles.jsonl --text -o annotations.jsonl

--text writes the words beside the offsets.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.common import (
    add_columns,
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


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    add_run_options(parser)
    add_columns(parser)
    parser.add_argument("--text", action="store_true", help="write the words beside the offsets")
    add_output(parser, ".jsonl or .jsonl.gz; - is stdout")


def run(args: Namespace) -> int:
    """Read, annotate, write; returns the exit status."""
    from framing.tables.write import check_target

    check_target(args.output, (".jsonl", ".jsonl.gz"))
    plan, workers = plan_of(args), workers_of(args)

    from framing.run.plan import run_work

    with workers.open(args.lexicons) as engine:
        from framing.run.work import AnnotationsJob, WordedAnnotationsJob

        kind = WordedAnnotationsJob if args.text else AnnotationsJob
        work = kind(read_options(args), form="jsonl")
        return run_work(plan, workers, engine, work)
