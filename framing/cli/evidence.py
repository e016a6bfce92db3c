"""Shows the words behind a column, in their context: one row a span behind its values.

Each row has article, outlet and date, the words left of the match, the match, those right of it,
and what it counted as: voice, status, speaker, side, confidence. `page` is the place in the page
that `framing explain` writes for the article; with an .html output these pages are written beside
it (NAME_pages/) and linked. --outlet keeps the evidence of one outlet. CORPUS may also be a table
that framing wrote: then its corpus is read.

  framing evidence quote_anonymous_share seeds/articles -o kwic.csv
  framing evidence relation_negated_share articles.csv --outlet Reuters --top 50 -o kwic.html
  framing evidence hedge_outlet_per_1k_words features.csv -o -
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import (
    ALL_TABLES,
    add_corpus_options,
    add_learning,
    add_limit_options,
    add_output,
)
from framing.cli.choices import plan_of, read_options, workers_of
from framing.run.progress import progress_over

if TYPE_CHECKING:
    from framing.render.evidence import EvidenceJob
    from framing.run.plan import Plan


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("measure", metavar="COLUMN", help="a column of `framing codebook`")
    add_corpus_options(parser, outlet="only the evidence of this outlet, as `features` names it")
    chosen = parser.add_argument_group("which evidence")
    chosen.add_argument("--top", type=int, metavar="N", help="only the N surest rows")
    chosen.add_argument(
        "--no-pages", action="store_true", help="with .html: do not write the articles' pages"
    )
    add_learning(chosen)
    add_limit_options(parser)
    add_output(parser, f"{ALL_TABLES}; - is CSV on stdout")


def run(args: Namespace) -> int:
    """Read, find, write; returns the exit status."""
    from framing.render.evidence import EvidenceJob, check_columns
    from framing.run.fingerprint import corpus_state
    from framing.run.plan import learned_furniture
    from framing.tables.publish import ENDINGS, check_papers
    from framing.tables.write import check_target

    check_target(args.output, ENDINGS)
    check_papers(args.output)
    outlet, args.outlet = args.outlet, None  # here it picks rows; it names nothing
    args.corpus = corpus_of(args.corpus)
    options, plan = read_options(args), plan_of(args)
    columns = check_columns([args.measure], options)  # before the corpus is read
    before = corpus_state(plan.corpus)
    work = EvidenceJob(
        options,
        learned_furniture(plan),
        columns=columns,
        outlet=outlet,
        pages=args.output.endswith(".html") and not args.no_pages,
    )
    return _write(args, plan, work, before)


def corpus_of(given: list[str]) -> list[str]:
    """The corpus; that of its run record for a result of framing."""
    from framing.tables.record import record_of_source

    if len(given) != 1:
        return given
    record = record_of_source(given[0])
    if record is None:
        return given
    corpus = list(map(str, (record.get("made_from") or record)["corpus"]))
    print(f"framing: {given[0]} was made from {', '.join(corpus)}", file=sys.stderr)
    return corpus


def _write(args: Namespace, plan: Plan, work: EvidenceJob, before: str) -> int:
    from framing.render.evidence import perhaps_of, surest
    from framing.render.page import page_name
    from framing.run.plan import pass_over, whole_articles
    from framing.tables.publish import write_whole
    from framing.tables.target import check_not_emptied

    folder = Path(args.output).with_suffix("").name + "_pages"
    pages = Path(args.output).parent / folder
    rows: list[dict[str, Any]] = []
    workers = workers_of(args)
    with progress_over(args.corpus) as progress:
        articles = whole_articles(plan, progress, before)
        own_ones = perhaps_of(articles, work.outlet, plan.lexicons, progress.on_articles)
        found = pass_over(own_ones, work, workers, progress)
        for own, page in found:
            rows += own
            if page:
                pages.mkdir(exist_ok=True)
                write_whole(
                    pages / page_name(own[0]["article_id"]), page.encode("utf-8", "replace")
                )
        check_not_emptied(args.output, progress.articles)
        shown = surest(rows, args.top)
        _publish(args, shown, folder if work.pages else "")
        status = progress.finish(args.output)
    print(f"framing: {len(shown):,} of {len(rows):,} rows of evidence", file=sys.stderr)
    return status


def _publish(args: Namespace, rows: list[dict[str, Any]], pages: str) -> None:
    import pandas as pd

    from framing.render.evidence import draw_evidence
    from framing.run.collect import every_feature
    from framing.run.record import run_record
    from framing.tables.evidence import COLUMNS, TEXT, paper_view
    from framing.tables.publish import publish, write_whole

    if args.output.endswith(".html"):
        for row in rows:
            row["page"] = f"{pages}/{row['page']}" if pages else None
        specs = {one.spec.name: one.spec for one in every_feature(read_options(args))}
        title, words = f"Evidence: {args.measure}", specs[args.measure].definition
        page = draw_evidence(rows, title, words)
        write_whole(args.output, page.encode("utf-8", "replace"))
        return
    record = run_record(args.corpus, args.lexicons, {"reading": read_options(args)})
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    caption = f"Evidence: {args.measure}"
    publish(args.output, table, text=TEXT, caption=caption, view=paper_view, record=record)
