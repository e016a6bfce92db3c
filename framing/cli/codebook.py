"""Explains each column of the feature table: unit, definition, what higher means, source.

framing codebook                    the codebook as Markdown on stdout
framing codebook -o codebook.csv    one row a column (also .xlsx, .docx, .tex, .html, .parquet)
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from framing.cli.arguments import ALL_TABLES

INPUTS = ("lexicons", "tiers")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=f"{ALL_TABLES}; - is Markdown on stdout"
    )
    parser.add_argument("--actors", metavar="A,B,…", help="actors with columns (default: USA,RUS)")
    parser.add_argument(
        "--tiers", metavar="FILE", help="your own tiers, of `framing validate score --tiers`"
    )
    parser.add_argument("--lexicons", type=Path, metavar="DIR", help="your own additions")


def run(args: Namespace) -> int:
    """Write the codebook; returns the exit status."""
    from framing.measures.tiers import read_tiers
    from framing.tables.codebook import codebook_markdown, codebook_rows
    from framing.tables.publish import ENDINGS, check_papers, publish
    from framing.tables.write import check_target, open_lines
    from framing.types import Options

    check_target(args.output, ENDINGS)
    check_papers(args.output)
    tiers = read_tiers(args.tiers) if args.tiers else None
    options = Options(
        actors=tuple(args.actors.split(",")) if args.actors else (), lexicons=args.lexicons
    )
    if args.output.endswith((".md", "-")):
        with open_lines(args.output) as stream:
            stream.write(codebook_markdown(options, tiers))
        return 0

    import pandas as pd

    table = pd.DataFrame(codebook_rows(options, tiers))
    publish(args.output, table, text=list(table.columns), caption="Codebook")
    return 0
