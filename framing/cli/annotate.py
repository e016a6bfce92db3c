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
from typing import TYPE_CHECKING

from framing.cli.arguments import add_columns, add_output, add_row_options
from framing.cli.choices import read_options, write_rows

if TYPE_CHECKING:
    from framing.run.work import AnnotationsJob


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_row_options(parser)
    add_columns(parser)
    parser.add_argument("--text", action="store_true", help="write the words beside the offsets")
    add_output(parser, ".jsonl or .jsonl.gz; - is stdout")


def run(args: Namespace) -> int:
    """Read, annotate, write; returns the exit status."""
    from framing.tables.write import check_target

    check_target(args.output, (".jsonl", ".jsonl.gz"))

    def job() -> AnnotationsJob:
        from framing.run.work import AnnotationsJob, WordedAnnotationsJob

        kind = WordedAnnotationsJob if args.text else AnnotationsJob
        return kind(read_options(args), form="jsonl")

    return write_rows(args, job)
