"""Writes the methods paragraph of a paper from a result's run record, with BibTeX.

RUN is a table that framing wrote (its record lies inside a Parquet file, or beside a CSV file as
NAME.run.json), or a folder of such tables.

  framing methods comparison.csv
  framing methods run/ -o methods.md
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

INPUTS = ("run",)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "run", metavar="RUN", help="a table that framing wrote, or a folder of them"
    )
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=".md or .txt; - is stdout (default)"
    )


def run(args: Namespace) -> int:
    """Read the record, write the words; returns the exit status."""
    from framing.render.methods import bibliography, methods_paragraph
    from framing.tables.record import read_record
    from framing.tables.write import check_target, open_lines

    check_target(args.output, (".md", ".txt"))
    record = read_record(args.run)
    with open_lines(args.output) as stream:
        mark = "<!-- made by framing methods -->\n\n" if args.output.endswith(".md") else ""
        stream.write(f"{mark}{methods_paragraph(record)}\n\n{bibliography(record)}\n")
    return 0
