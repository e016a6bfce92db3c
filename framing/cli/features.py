"""Writes one row of numbers an article.

The first columns say which article it is (article_id, outlet, agency, published, title, n_words);
the others are measures named family_what_unit. `framing codebook` explains each. An empty cell
means that there was nothing to measure, which is not the same as 0.

  framing features seeds/articles -o features.csv
  framing features articles.csv --column text=content -o features.parquet
  framing features 'pages/*.html' --dyad RUS,TUR -o -
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from framing.cli.common import (
    add_corpus_options,
    add_pass_options,
    load_options,
    read_options,
)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=".csv, .parquet or .jsonl (.csv.gz, .jsonl.gz); - is CSV on stdout",
    )
    parser.add_argument(
        "--show", action="store_true", help="also print the main features as a short table"
    )


def run(args: Namespace) -> int:
    """Read, measure, write; returns the exit status."""
    from framing.output import TABLE_ENDINGS, check_target

    check_target(args.output, TABLE_ENDINGS)
    options, loading = read_options(args), load_options(args)

    from framing.cli.passes import learned_furniture, run_batches
    from framing.output import open_table
    from framing.run import RowsWork
    from framing.table import column_names

    shown: list[dict[str, object]] = []
    work = RowsWork(options, learned_furniture(args, loading))
    with open_table(args.output, column_names(options)) as table:

        def write(row: dict[str, object]) -> None:
            table.write(row)
            if args.show and len(shown) < _MOST_SHOWN:
                shown.append(row)

        status = run_batches(args, loading, work, write)
    if args.show:
        from framing.cli.show import short_table

        print(short_table(shown, options), file=sys.stdout)
    return status


_MOST_SHOWN = 20
