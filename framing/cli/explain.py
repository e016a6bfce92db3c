"""Draws one article as a web page: zones, attributions, hedges, actors, statements in colour.

Hovering over a mark tells what it is. The page holds no script and fetches nothing.

  framing explain seeds/articles/000_washington_hopes_for_russian_help.txt -o reading.html
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.cli.common import (
    add_corpus_options,
    add_limit_options,
    add_output,
    load_options,
    read_options,
    workers_of,
)
from framing.errors import UsageError
from framing.run.progress import progress_over

if TYPE_CHECKING:
    from framing.errors import Skipped
    from framing.types import Article, Options

INPUTS = ("corpus", "lexicons")
OUTPUTS = ("output",)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_output(parser, ".html; - is stdout")
    add_limit_options(parser)


@dataclass(frozen=True, slots=True)
class _Draw:
    """The page of each article."""

    options: Options

    def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
        from framing.reading import read_articles
        from framing.render.page import draw_page

        skipped: list[Skipped] = []
        readings = read_articles(articles, self.options, on_skip=skipped.append)
        return [draw_page(reading) for reading in readings], skipped


def run(args: Namespace) -> int:
    """Read the first article, draw it; returns the exit status."""
    from framing.tables.write import check_target

    check_target(args.output, (".html",))
    options, loading, workers = read_options(args), load_options(args), workers_of(args)

    from framing.corpus.load import load_articles
    from framing.run.local import map_batches
    from framing.tables.write import open_lines

    with progress_over(args.corpus) as progress:
        found = load_articles(args.corpus, loading, on_skip=progress.on_skip)
        article = next(iter(found), None)
        if article is None:
            raise UsageError(f"{args.corpus[0]}: holds no article that could be read")
        drawn = map_batches([article], _Draw(options), jobs=1, size=1, limits=workers.limits)
        pages, skipped = next(iter(drawn))
        if skipped:
            raise UsageError(f"{skipped[0]}; nothing was written")
        with open_lines(args.output) as stream:
            stream.write(pages[0])
        progress.on_articles(1)
        return progress.finish(args.output)
