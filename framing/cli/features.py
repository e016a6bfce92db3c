"""Writes one row of numbers an article.

The first columns say which article it is (article_id, outlet, agency, published, title, n_words);
the others are measures named family_what_unit. `framing codebook` explains each. An empty cell
means that there was nothing to measure, which is not the same as 0.

  framing features seeds/articles -o features.csv
  framing features articles.csv --column text=content -o features.parquet
  framing features 'pages/*.html' --dyad RUS,TUR -o -
  framing features archive/ -o features/

A name that ends in / is a folder: Parquet parts of 10,000 rows (part-00000.parquet and on), which
pandas, Dask and others read as one table.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from framing.cli.arguments import TABLES, add_columns, add_output, add_row_options
from framing.cli.choices import read_options, write_rows

if TYPE_CHECKING:
    from typing import IO

    from framing.run.work import FeaturesJob, LinesJob


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_row_options(parser)
    add_columns(parser)
    add_output(parser, f"{TABLES}; FOLDER/ for Parquet parts; - is CSV on stdout")
    parser.add_argument(
        "--show", action="store_true", help="also print the main features as a short table"
    )


def run(args: Namespace) -> int:
    """Read, measure, write; returns the exit status."""
    from framing.tables.write import TABLE_ENDINGS, check_target, form_of

    check_target(args.output, (*TABLE_ENDINGS, "/"))

    def job() -> FeaturesJob:
        from framing.run.work import FeaturesJob

        return FeaturesJob(read_options(args), form=form_of(args.output))

    return write_rows(args, job, show=_print_rows if args.show else None)


def _print_rows(lines: IO[str], work: LinesJob) -> None:
    from framing.render.table import print_table

    print_table(lines, work)
