"""What the shared arguments of a call mean: the plan, the options, the processes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from framing.errors import UsageError
from framing.learn.encoder_files import check_encoder
from framing.lists.word_lists import word_lists

if TYPE_CHECKING:
    from framing.corpus.options import LoadOptions
    from framing.run.plan import Plan, Workers
    from framing.run.work import LinesJob
    from framing.types import Options


def load_options(args: Namespace) -> LoadOptions:
    """The reader's options from the command line.

    Raises `UsageError` for a `--column` that names no field.
    """
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
    """What to look for.

    Raises `UsageError` for an actor nobody knows, and for `--accurate` without its packages.
    """
    from framing.lists.actors import is_actor
    from framing.types import Options

    lists = word_lists(args.lexicons)
    actors = tuple(args.actors.split(",")) if args.actors else ()
    dyad = None if args.dyad == "all" else tuple(args.dyad.split(","))
    for actor in (*actors, *(dyad or ())):
        if not is_actor(actor, lists):
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
    if args.accurate:
        check_encoder()
    columns = getattr(args, "columns", "core")
    options = Options(pair, actors, args.lexicons, columns, least, accurate=args.accurate)
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
    """Number of processes.

    Raises `UsageError` below 1.
    """
    from framing.run.batches import default_jobs

    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"--jobs {args.jobs}: expected 1 or more")
    return args.jobs or default_jobs()


def write_rows(
    args: Namespace,
    job: Callable[[], LinesJob],
    show: Callable[[IO[str], LinesJob], None] | None = None,
) -> int:
    """Read the corpus and write a job's rows; returns the exit status.

    The job is made, and what it needs imported, once the processes are starting.
    """
    from framing.run.plan import run_work

    plan, workers = plan_of(args), workers_of(args)
    with workers.open(args.lexicons) as engine:
        work = job()
        return run_work(plan, workers, engine, work, show and (lambda lines: show(lines, work)))
