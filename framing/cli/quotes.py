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
from typing import TYPE_CHECKING

from framing.cli.arguments import LINES, add_output, add_row_options
from framing.cli.choices import read_options, write_rows

if TYPE_CHECKING:
    from framing.run.work import QuotesJob

_ENDINGS = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_row_options(parser)
    add_output(parser, f"{LINES}; - is CSV on stdout")


def run(args: Namespace) -> int:
    """Read, attribute, write; returns the exit status."""
    from framing.tables.write import check_target, form_of

    check_target(args.output, _ENDINGS)

    def job() -> QuotesJob:
        from framing.run.work import QuotesJob

        return QuotesJob(read_options(args), form=form_of(args.output))

    return write_rows(args, job)
