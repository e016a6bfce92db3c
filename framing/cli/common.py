"""What every command on a corpus shares: its options, its reports, its progress bar."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import UsageError
from framing.lists.word_lists import word_lists

if TYPE_CHECKING:
    from argparse import _ArgumentGroup as ArgumentGroup

    from framing.corpus.options import LoadOptions
    from framing.run.plan import Plan, Workers
    from framing.types import Options


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
    """The argument that says whether furniture is learned."""
    parser.add_argument(
        "--learn-furniture",
        action=BooleanOptionalAction,
        default=True,
        help="lines that recur at an outlet with 20 or more articles are furniture",
    )


def load_options(args: Namespace) -> LoadOptions:
    """The reader's options from the command line."""
    from framing.corpus.options import LoadOptions

    columns = {}
    for given in args.column:
        field, sign, name = given.partition("=")
        if not (field and sign and name):
            raise UsageError(f"--column {given}: expected FIELD=NAME, as in text=content")
        columns[field] = name
    languages = tuple(args.language or ("en",))
    return LoadOptions(
        columns=columns,
        outlet=args.outlet,
        limit=args.limit,
        since=args.since,
        until=args.until,
        match=args.match,
        languages=() if "any" in languages else languages,
        day_first=args.day_first,
        lexicons=args.lexicons,
    )


def read_options(args: Namespace) -> Options:
    """What to look for; raises `UsageError` for an actor nobody knows."""
    from framing.layers.entities.find import known_actors
    from framing.lists.check import check_folder
    from framing.types import Options

    if args.lexicons is not None:
        check_folder(args.lexicons)
    known = known_actors(word_lists(args.lexicons))
    actors = tuple(args.actors.split(",")) if args.actors else ()
    dyad = None if args.dyad == "all" else tuple(args.dyad.split(","))
    for actor in (*actors, *(dyad or ())):
        if actor not in known:
            raise UsageError(
                f"actor {actor!r} is not known; expected an id such as USA, RUS, SYR (ISO 3166-1 "
                "alpha-3) or one of lexicons/actors.toml; add it there or with --lexicons"
            )
    if dyad is not None and (len(dyad) != 2 or dyad[0] == dyad[1]):
        raise UsageError(f"--dyad {args.dyad}: expected two different actors, as USA,RUS, or all")
    pair = None if dyad is None else (dyad[0], dyad[1])
    least = args.confidence
    if least is not None and not 0 <= least <= 1:
        raise UsageError(f"--confidence {least}: expected a number from 0 to 1, as 0.7")
    options = Options(pair, actors, args.lexicons, getattr(args, "columns", "core"), least)
    if args.lexicons is not None:
        _try_lists(options)
    return options


def _try_lists(options: Options) -> None:
    """Reads a sentence with the user's lists: what the check of each list alone does not see."""
    from framing.errors import LexiconError
    from framing.reading import read_article

    try:
        read_article("Officials said on Monday that Moscow may agree to the talks.", options)
    except LexiconError:
        raise
    except Exception as error:
        raise LexiconError(
            f"{options.lexicons}: these lists cannot be used together ({type(error).__name__}: "
            f"{error}); compare their rows with ours in lexicons/"
        ) from error


def plan_of(args: Namespace) -> Plan:
    """What is read and where rows go, from the command line."""
    from framing.run.plan import Plan

    return Plan(
        corpus=args.corpus,
        output=args.output,
        loading=load_options(args),
        lexicons=args.lexicons,
        learn=args.learn_furniture,
        reuse=getattr(args, "reuse", False),
        restart=getattr(args, "restart", False),
    )


def workers_of(args: Namespace) -> Workers:
    """Where articles are analysed, from the command line."""
    from framing.run.plan import Workers

    return Workers(
        jobs=jobs_of(args),
        engine=getattr(args, "engine", "processes"),
        address=getattr(args, "address", None),
        seconds=args.timeout,
        megabytes=args.memory,
        guarded=args.guarded,
    )


def jobs_of(args: Namespace) -> int:
    """Number of processes."""
    from framing.run.batches import default_jobs

    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"--jobs {args.jobs}: expected 1 or more")
    return args.jobs or default_jobs()
