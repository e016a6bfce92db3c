"""Draws one article as a web page: zones, attributions, hedges, actors, statements in colour.

Hovering over a mark tells what it is. The page holds no script and fetches nothing.

  framing explain seeds/articles/000_washington_hopes_for_russian_help.txt -o reading.html
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.common import add_corpus_options, add_output, load_options, read_options
from framing.run.progress import progress_over

INPUTS = ("corpus", "lexicons")
OUTPUTS = ("output",)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_output(parser, ".html; - is stdout")


def run(args: Namespace) -> int:
    """Read the first article, draw it; returns the exit status."""
    from framing.tables.write import check_target

    check_target(args.output, (".html",))
    options, loading = read_options(args), load_options(args)

    from framing.corpus.load import load_articles
    from framing.errors import UsageError
    from framing.reading import read_article
    from framing.render.page import draw_page
    from framing.tables.write import open_lines

    with progress_over(args.corpus) as progress:
        article = next(iter(load_articles(args.corpus, loading, on_skip=progress.on_skip)), None)
        if article is None:
            raise UsageError(f"{args.corpus[0]}: holds no article that could be read")
        with open_lines(args.output) as stream:
            stream.write(draw_page(read_article(article, options)))
        progress.on_articles(1)
        return progress.finish(args.output)
