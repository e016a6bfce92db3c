"""Draws a chart from tables that framing wrote, as a picture for a paper.

TABLE is a comparison (forest, heatmap), a table of words (log_odds), a table of `framing evaluate`
(scores, confusion, reliability), the folder that `framing tables` wrote (all others), or an article
(strip).

  framing chart forest comparison.csv --feature quote_anonymous_share -o unnamed.pdf
  framing chart heatmap comparison.parquet --features 'hedge_*' -o hedging.svg
  framing chart log_odds words.csv --group Reuters -o words.png
  framing chart relation run/ -o relation.pdf
  framing chart timeline run/ --width column -o time.pdf
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.arguments import comma_list

INPUTS = ("table",)
NAMES = (
    *("cases", "certainty", "confusion", "copying", "forest", "frames", "heatmap", "log_odds"),
    *("matched", "naming", "relation", "reliability", "roles", "salience", "scores", "speakers"),
    *("strip", "timeline", "zones"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("name", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("table", metavar="TABLE", help="table, folder of tables, or article")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=".pdf, .svg or .png")
    parser.add_argument("--feature", metavar="COLUMN", help="column of forest and matched")
    parser.add_argument(
        "--features",
        action="append",
        default=[],
        metavar="GLOB",
        help="columns of heatmap and frames, as 'hedge_*,quote_*'",
    )
    parser.add_argument("--group", metavar="OUTLET", help="outlet of log_odds")
    parser.add_argument("--pair", metavar="A,B", help="outlets of matched (default: most shared)")
    parser.add_argument("--by", default="outlet", metavar="COLUMN", help="groups (default: outlet)")
    parser.add_argument("--sides", metavar="A,B", help="two sides, as ids (default: USA,RUS)")
    parser.add_argument("--actor", metavar="ID", help="whose roles (default: USA)")
    look = parser.add_argument_group("how it looks")
    look.add_argument("--title", default="", help="words on top")
    look.add_argument("--source", default="", help="words for the data, under the chart")
    look.add_argument(
        "--width", choices=("column", "full"), default="full", help="of a journal (default: full)"
    )
    look.add_argument(
        "--least", type=int, default=10, metavar="N", help="draw nothing below n = N (default: 10)"
    )


def run(args: Namespace) -> int:
    """Read, draw, write; returns the exit status.

    Raises `UsageError` for a name that is no picture.
    """
    from framing.errors import UsageError
    from framing.tables.write import check_target

    check_target(args.output, (".pdf", ".svg", ".png"))
    if args.output == "-":
        raise UsageError("-o -: a picture needs a file; expected a name in .pdf, .svg or .png")
    from framing.charts import save_figure
    from framing.charts.by_name import ChartCall, draw_by_name

    pair = tuple(args.pair.split(",")) if args.pair else ()
    sides = tuple(args.sides.split(",")) if args.sides else ()
    call = ChartCall(
        feature=args.feature,
        features=comma_list(args.features),
        group=args.group,
        pair=pair,
        by=args.by,
        sides=sides,
        actor=args.actor,
        title=args.title,
        source=args.source,
        width=args.width,
        least=args.least,
    )
    save_figure(draw_by_name(args.name, args.table, call), args.output)
    return 0
