"""Draws articles as web pages: zones, attributions, hedges, actors, statements in colour.

Who speaks stands in the margin with his side, and each statement on two sides as a sentence;
hovering over a mark tells what it is. The pages hold no script and fetch nothing. One article makes
one page; several make a page each and an index: -o FOLDER/ holds all of them, -o NAME.html is the
index and the pages lie in NAME_pages/.

  framing explain seeds/articles/000_washington_hopes_for_russian_help.txt -o reading.html
  framing explain seeds/articles -o pages/
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import add_corpus_options, add_learning, add_limit_options, add_output
from framing.cli.choices import plan_of, read_options, workers_of
from framing.run.progress import progress_over

if TYPE_CHECKING:
    from framing.render.pages import Page


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_learning(parser)
    add_limit_options(parser)
    add_output(parser, "FOLDER/ or .html; - is stdout, for one article")


def run(args: Namespace) -> int:
    """Read the articles, draw them; returns the exit status.

    Raises `UsageError` if no article was read.
    """
    check_pages(args.output)

    from framing.errors import UsageError
    from framing.render.pages import PagesJob
    from framing.run.fingerprint import corpus_state
    from framing.run.plan import learned_furniture, pass_over, whole_articles

    plan, workers = plan_of(args), workers_of(args)
    before = corpus_state(plan.corpus)
    work = PagesJob(read_options(args), learned_furniture(plan))
    with progress_over(args.corpus) as progress:
        articles = whole_articles(plan, progress, before)
        found = pass_over(articles, work, workers, progress)
        head = list(islice(found, 2))
        if not head:
            raise UsageError(f"{args.corpus[0]}: holds no article that could be read")
        if len(head) == 1 and not args.output.endswith("/"):
            _write_one(args.output, head[0])
        else:
            _write_all(args.output, chain(head, found), args.corpus)
        return progress.finish(args.output)


def check_pages(given: str) -> None:
    """Raises `UsageError` unless a page, or a folder of pages, can be written there."""
    from framing.cli.tables import check_folder
    from framing.tables.write import check_target

    if given.endswith("/"):
        check_folder(Path(given), given)
    else:
        check_target(given, (".html", "/"))


def _write_one(target: str, page: Page) -> None:
    from framing.render.pages import alone
    from framing.tables.write import open_lines

    with open_lines(target) as stream:
        stream.write(alone(page))


def _write_all(target: str, pages: Iterator[Page], corpus: list[str]) -> None:
    """A page each and the index."""
    from framing.errors import UsageError
    from framing.render.pages import write_pages

    if target == "-":
        raise UsageError("-o -: several articles make several pages; expected FOLDER/ or .html")
    names: dict[str, Any] = {"title": f"Articles of {', '.join(corpus)}"}
    if target.endswith("/"):
        write_pages(pages, Path(target) / "index.html", Path(target), **names)
    else:
        index = Path(target)
        write_pages(pages, index, index.parent / f"{index.stem}_pages", **names)
