"""Explains each column of the feature table: unit, definition, what higher means, source.

framing codebook                    the codebook as Markdown on stdout
framing codebook -o codebook.csv    one row a column
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

INPUTS = ("lexicons", "tiers")
OUTPUTS = ("output",)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=".md or .csv; - is Markdown on stdout"
    )
    parser.add_argument("--actors", metavar="A,B,…", help="actors with columns (default: USA,RUS)")
    parser.add_argument(
        "--tiers", metavar="FILE", help="your own tiers, of `framing validate score --tiers`"
    )
    parser.add_argument("--lexicons", type=Path, metavar="DIR", help="your own additions")


def run(args: Namespace) -> int:
    """Write the codebook; returns the exit status."""
    from framing.lists.check import check_folder
    from framing.measures.tiers import read_tiers
    from framing.tables.codebook import codebook_markdown, codebook_rows
    from framing.tables.write import check_target, open_lines, open_table
    from framing.types import Options

    check_target(args.output, (".md", ".csv"))
    if args.lexicons is not None:
        check_folder(args.lexicons)
    tiers = read_tiers(args.tiers) if args.tiers else None
    options = Options(
        actors=tuple(args.actors.split(",")) if args.actors else (), lexicons=args.lexicons
    )
    if args.output.endswith(".csv"):
        rows = codebook_rows(options, tiers)
        with open_table(args.output, list(rows[0])) as table:
            for row in rows:
                table.write(row)
    else:
        with open_lines(args.output) as stream:
            stream.write(codebook_markdown(options, tiers))
    return 0
