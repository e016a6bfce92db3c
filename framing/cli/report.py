"""Writes a report of a corpus that can be sent to anyone: one page, no server, no network.

What was read and lost, outlets side by side, who is quoted, certainty, naming, the two sides'
deeds and hopes, frames, copied passages, differences with intervals and tests, preferred words, how
far to trust each measure, and a methods paragraph. Every number opens the words behind it.

-o NAME.html is a single page with a sample of the evidence, for up to 1,500 articles or so; for
more, -o FOLDER/ writes index.html with evidence files that the page loads when a number is pressed.

  framing report seeds/articles -o report.html
  framing report archive/*.csv --reuse --title 'US and Russia in the press' -o report/
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import (
    add_corpus_options,
    add_limit_options,
    add_output,
    add_pass_options,
)
from framing.cli.choices import plan_of, read_options, workers_of
from framing.run.progress import progress_over

if TYPE_CHECKING:
    from framing.render.gather import GatherJob
    from framing.render.report import ReportInput
    from framing.run.plan import Plan
    from framing.types import Options


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    add_limit_options(parser)
    parser.add_argument("--title", default="", metavar="WORDS", help="of the report")
    add_output(parser, ".html, or FOLDER/ for large corpora")


def run(args: Namespace) -> int:
    """Read, add up, write; returns the exit status."""
    from framing.cli.explain import check_pages
    from framing.render.report import ONE_PAGE, write_report

    check_pages(args.output)
    given, status = _gathered(args)
    size = write_report(given, args.output)
    told = f"framing: {size / 1e6:.1f} MB -> {args.output}"
    if len(given.sums.articles) > ONE_PAGE and not args.output.endswith("/"):
        told += f"; more than {ONE_PAGE:,} articles: -o FOLDER/ holds more of the evidence"
    print(told, file=sys.stderr)
    return status


def _gathered(args: Namespace) -> tuple[ReportInput, int]:
    """Everything that the report is made of, and the exit status."""
    from framing.errors import Skipped
    from framing.render.report import ReportInput
    from framing.render.sums import ReportSums
    from framing.run.fingerprint import corpus_state
    from framing.run.plan import pass_over, shared_articles
    from framing.run.record import run_record

    options, plan, workers = read_options(args), plan_of(args), workers_of(args)
    told = {"reading": options, "loading": plan.loading, "reuse": plan.reuse, "words": {}}
    record, before = run_record(plan.corpus, plan.lexicons, told), corpus_state(plan.corpus)
    work, sums, lost = _work(options, plan), ReportSums(), list[str]()
    with progress_over(args.corpus) as progress:

        def on_skip(report: Skipped) -> None:
            progress.on_skip(report)
            lost.append(f"{report.kind}: {report}")

        shared = shared_articles(plan, progress, on_skip, before)
        found = pass_over(shared.articles, work, workers, progress, on_skip)
        for one in found:
            sums.add(one)
        status = progress.finish(args.output)
    passages, corpus = _frame(shared.passages), ", ".join(args.corpus)
    given = ReportInput(sums, options, record, corpus, lost, passages, shared.stories, args.title)
    return given, status


def _work(options: Options, plan: Plan) -> GatherJob:
    """How each article is gathered: with what recurs at its outlet and what names it."""
    from framing.classify.hiding import learn_hider
    from framing.render.gather import GatherJob
    from framing.run.plan import learned_furniture, quietly

    learned = learned_furniture(plan)
    with progress_over(plan.corpus, "names ") as progress:
        hider = learn_hider(quietly(plan, progress), plan.lexicons)
    return GatherJob(options, learned, reuse=plan.reuse, hide=hider)


def _frame(passages: Any) -> Any:
    import pandas as pd

    return None if passages is None else pd.DataFrame(passages)
