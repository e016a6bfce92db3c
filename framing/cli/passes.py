"""The passes over a corpus: those over the whole of it first, then the one that reads articles."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from framing.cli.common import jobs_of, progress_over

if TYPE_CHECKING:
    from framing.cli.common import Progress
    from framing.corpus.learned_furniture import LearnedFurniture
    from framing.corpus.options import LoadOptions
    from framing.corpus.reuse import Reuse
    from framing.errors import Skipped
    from framing.types import Article

    Work = Callable[[list[Article]], tuple[Sequence[Any], list[Skipped]]]


def learned_furniture(args: Namespace, loading: LoadOptions) -> LearnedFurniture | None:
    """What recurs at the corpus's outlets, unless the user said no."""
    if not args.learn_furniture:
        return None

    from framing.corpus.learned_furniture import learn_furniture

    with progress_over(args.corpus, "furniture ") as progress:
        return learn_furniture(_quietly(args, loading, progress), args.lexicons)


def run_batches(
    args: Namespace, loading: LoadOptions, work: Work, write: Callable[[Any], object]
) -> int:
    """Reads the articles in batches; `write` takes what `work` gives for each article, in order.

    Returns the exit status.
    """
    from framing.reading import BATCH_SIZE
    from framing.scale.local import map_batches

    with progress_over(args.corpus) as progress:
        articles = _articles(args, loading, progress)
        for found, skipped in map_batches(articles, work, jobs=jobs_of(args), size=BATCH_SIZE):
            for one in found:
                write(one)
            for report in skipped:
                progress.on_skip(report)
            progress.on_articles(len(found))
        return progress.finish(args.output)


def _articles(args: Namespace, loading: LoadOptions, progress: Progress) -> Iterator[Article]:
    """The articles to analyse, with what they share if the user asked for it."""
    from framing.corpus.load import load_articles

    reuse = _reuse(args, loading) if args.reuse else None
    articles = load_articles(
        args.corpus, loading, on_skip=progress.on_skip, on_bytes=progress.on_bytes
    )
    if reuse is None:
        return articles

    from framing.corpus.reuse import attach_reuse

    return attach_reuse(articles, reuse)


def _reuse(args: Namespace, loading: LoadOptions) -> Reuse:
    from framing.corpus.reuse import ReuseOptions, find_reuse

    with progress_over(args.corpus, "reuse ") as progress:
        articles = _quietly(args, loading, progress)
        return find_reuse(articles, ReuseOptions(lexicons=args.lexicons))


def _quietly(args: Namespace, loading: LoadOptions, progress: Progress) -> Iterator[Article]:
    """The articles of an earlier pass: what is skipped will be reported by the last."""
    from framing.corpus.load import load_articles

    return load_articles(
        args.corpus, loading, on_skip=lambda skipped: None, on_bytes=progress.on_bytes
    )
