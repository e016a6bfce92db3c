"""The passes over a corpus: those over the whole of it first, then the one that reads articles."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import IO, TYPE_CHECKING

from framing.cli.common import jobs_of
from framing.errors import UsageError
from framing.run.progress import progress_over

if TYPE_CHECKING:
    from framing.corpus.options import LoadOptions
    from framing.pages.learned_furniture import LearnedFurniture
    from framing.reuse.find import Reuse
    from framing.run.batches import Done, Engine
    from framing.run.fingerprint import Fingerprint
    from framing.run.pack import Output
    from framing.run.progress import Progress
    from framing.run.work import Work
    from framing.types import Article

    OnLines = Callable[[IO[str]], object]


def learned_furniture(args: Namespace, loading: LoadOptions) -> LearnedFurniture | None:
    """What recurs at the corpus's outlets, unless the user said no."""
    if not args.learn_furniture:
        return None

    from framing.pages.learned_furniture import learn_furniture

    with progress_over(args.corpus, "furniture ") as progress:
        return learn_furniture(_quietly(args, loading, progress), args.lexicons)


def run_work(
    args: Namespace,
    engine: Engine | None,
    loading: LoadOptions,
    work: Work,
    on_lines: OnLines | None = None,
) -> int:
    """Reads the articles in batches and writes what `work` makes of them.

    `on_lines` gets the lines at the end, to look at them. Returns the exit status.
    """
    from framing.corpus.sources import count_bytes

    with _output(args, loading, work) as output:
        if engine is not None:
            engine.expect(count_bytes(args.corpus))
        work = replace(work, learned=learned_furniture(args, loading))
        with progress_over(args.corpus) as progress:
            for report in output.skipped:
                progress.on_skip(report)
            articles = _rest(_articles(args, loading, progress), output, progress)
            for found, skipped in _results(args, engine, work, articles):
                output.add(found, skipped)
                for report in skipped:
                    progress.on_skip(report)
                progress.on_done(len(found) + len(skipped))
                progress.on_articles(len(found))
            if on_lines:
                with output.lines() as lines:
                    on_lines(lines)
            output.finish()
            return progress.finish(args.output)


@contextmanager
def _output(args: Namespace, loading: LoadOptions, work: Work) -> Iterator[Output]:
    """Where lines go; what was written of an output is kept if the run stops on its way."""
    from framing.run.checkpoint import Checkpoint
    from framing.run.fingerprint import fingerprint
    from framing.run.pack import StandardOutput, pack

    if args.output == "-":
        output: Output = StandardOutput()
    else:
        given = (type(work).__name__, work, loading, args.learn_furniture, args.reuse, args.output)

        def describe() -> Fingerprint:
            return fingerprint(args.corpus, args.lexicons, given)

        output = Checkpoint(
            args.output, describe, pack(args.output, work.columns), restart=args.restart
        )
    try:
        output.begin(work.header())
        yield output
    finally:
        output.close()


def _rest(articles: Iterator[Article], output: Output, progress: Progress) -> Iterator[Article]:
    """The articles that no earlier run has done."""
    if output.articles:
        for _ in islice(articles, output.articles):
            pass
        progress.on_earlier(output.found)
        print(f"framing: continues after {output.articles:,} articles", file=sys.stderr)
    yield from progress.following(articles)


def open_engine(args: Namespace) -> AbstractContextManager[Engine | None]:
    """Processes of their own for the articles, or none for a call from Python.

    Opened first of all: while the command line and the corpus are looked at, models load.
    """
    from framing.run.batches import Limits

    limits = Limits(args.timeout, args.memory)
    if args.engine == "dask":
        from framing.run.dask import Cluster

        return Cluster(args.address, jobs=jobs_of(args), limits=limits)
    if args.address:
        raise UsageError("--address: only of use with --engine dask")
    if not args.guarded:
        return nullcontext()

    from framing.run.pool import Pool, load_models

    return Pool(jobs_of(args), limits, warm=partial(load_models, args.lexicons))


def _results(
    args: Namespace, engine: Engine | None, work: Work, articles: Iterator[Article]
) -> Iterator[Done]:
    from framing.run.batches import BATCH_SIZE, batches_of
    from framing.run.local import map_batches

    if engine is None:
        return map_batches(articles, work, jobs=jobs_of(args), size=BATCH_SIZE)
    return engine.run(work, batches_of(articles, BATCH_SIZE))


def _articles(args: Namespace, loading: LoadOptions, progress: Progress) -> Iterator[Article]:
    """The articles to analyse, with what they share if the user asked for it."""
    from framing.corpus.load import load_articles

    reuse = _reuse(args, loading) if args.reuse else None
    articles = load_articles(
        args.corpus, loading, on_skip=progress.on_skip, on_bytes=progress.on_bytes
    )
    if reuse is None:
        return articles

    from framing.reuse.find import attach_reuse

    return attach_reuse(articles, reuse)


def _reuse(args: Namespace, loading: LoadOptions) -> Reuse:
    from framing.reuse.find import ReuseOptions, find_reuse

    with progress_over(args.corpus, "reuse ") as progress:
        articles = _quietly(args, loading, progress)
        return find_reuse(articles, ReuseOptions(lexicons=args.lexicons))


def _quietly(args: Namespace, loading: LoadOptions, progress: Progress) -> Iterator[Article]:
    """The articles of an earlier pass: what is skipped will be reported by the last."""
    from framing.corpus.load import load_articles

    return load_articles(
        args.corpus, loading, on_skip=lambda skipped: None, on_bytes=progress.on_bytes
    )
