"""Writes the words, bigrams or speakers that each outlet prefers, or its collocations.

Words are those of headline, lead and body in the outlet's own voice; what sources are quoted with
and boilerplate are left out. Each outlet stands against all others: weighted log-odds with a
prior that is the whole corpus (Monroe, Colaresi and Quinn 2008), z, and an interval and q from a
jackknife over stories: those of `framing reuse --groups`, given with --groups; without them each
article counts as its own story, and intervals are too short if articles belong together.
`collocations` are neighbouring words with association measures instead.

Names of outlets and their reporters, addresses and mark-up are left out, as the classifier's mask
does: they tell an outlet and are no choice of words. --keep-names shows them. An .html output is a
page of scatters, one an outlet against all others, or with --pair A,B those two against each other.

  framing words articles.csv -o words.csv
  framing words articles.csv --terms bigrams --top 50 -o bigrams.csv
  framing words articles.csv --groups groups.csv --terms speakers -o speakers.csv
  framing words articles.csv -o words.html
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from framing.cli.arguments import (
    ALL_TABLES,
    add_corpus_options,
    add_learning,
    add_limit_options,
    add_output,
)
from framing.cli.choices import plan_of, read_options, workers_of
from framing.cli.stories import read_stories
from framing.errors import UsageError
from framing.run.progress import progress_over

if TYPE_CHECKING:
    import pandas as pd

    from framing.classify.hiding import NameHider
    from framing.compare.terms import TermCounts, TermKind, TermsJob
    from framing.corpus.options import LoadOptions
    from framing.run.plan import Plan

INPUTS = ("corpus", "lexicons", "groups")
_KINDS: dict[str, tuple[TermKind, ...]] = {
    "words": ("words",),
    "bigrams": ("bigrams",),
    "speakers": ("speakers",),
    "collocations": ("words", "bigrams"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_output(parser, f"{ALL_TABLES}; - is CSV on stdout")
    terms = parser.add_argument_group("terms")
    terms.add_argument("--terms", choices=_KINDS, default="words", help="what to count")
    terms.add_argument(
        "--top", type=int, default=100, metavar="N", help="strongest each way an outlet; 0 for all"
    )
    terms.add_argument(
        "--min-count", type=int, default=5, metavar="N", help="leave rarer terms out (default: 5)"
    )
    terms.add_argument(
        "--prior", type=float, default=500.0, metavar="WORDS", help="weight of the prior"
    )
    terms.add_argument(
        "--groups", metavar="FILE", help="take the stories from this file of `framing reuse`"
    )
    terms.add_argument(
        "--keep-names", action="store_true", help="count names of outlets and reporters too"
    )
    terms.add_argument("--pair", metavar="A,B", help="with .html: these two outlets alone")
    add_learning(terms)
    add_limit_options(parser)


def run(args: Namespace) -> int:
    """Read, count, compare, write; returns the exit status."""
    from framing.compare.log_odds import LogOddsOptions
    from framing.compare.terms import TermsJob
    from framing.run.fingerprint import check_unchanged, corpus_state
    from framing.run.plan import learned_furniture
    from framing.tables.publish import ENDINGS, check_papers
    from framing.tables.write import check_target

    check_target(args.output, ENDINGS)
    check_papers(args.output)
    options = LogOddsOptions(prior=args.prior, min_count=args.min_count)
    reading, plan = read_options(args), plan_of(args)
    from framing.compare.associations import find_collocations
    from framing.compare.log_odds import weighted_log_odds

    before = corpus_state(args.corpus)
    hide = None if args.keep_names else _hider(plan)
    work = TermsJob(_KINDS[args.terms], reading, learned_furniture(plan), hide)
    stories = read_stories(args.groups) if args.groups else {}
    counted, status = _count(args, plan.loading, work, stories)
    check_unchanged(args.corpus, before)
    if args.terms == "collocations":
        rows = find_collocations(counted[0], counted[1], min_count=args.min_count)
        _write(args, _strongest(rows, "likelihood_ratio", args.top))
    else:
        counts = _of_pair(counted[0], args.pair)
        rows = weighted_log_odds(counts, options=options)
        if args.output.endswith(".html"):
            _draw(args, rows, counts)
        else:
            _write(args, _strongest(rows, "z", args.top))
    return status


def _count(
    args: Namespace, loading: LoadOptions, work: TermsJob, stories: dict[str, str]
) -> tuple[list[TermCounts], int]:
    """Counts of each kind over the corpus, and the exit status."""
    from framing.compare.terms import TermCounter
    from framing.run.batches import BATCH_SIZE
    from framing.run.local import map_batches
    from framing.tables.target import check_not_emptied

    counters = [TermCounter() for _ in work.kinds]
    unnamed = grouped = 0
    with progress_over(args.corpus) as progress:
        articles = progress.read(args.corpus, loading)
        workers = workers_of(args)
        results = map_batches(
            articles, work, jobs=workers.jobs, size=BATCH_SIZE, limits=workers.limits
        )
        for done, skipped in results:
            for article_id, publisher, counts in done:
                unnamed += publisher is None
                grouped += article_id in stories
                for counter, one in zip(counters, counts, strict=True):
                    if publisher is not None:
                        counter.add(publisher, one, stories.get(article_id))
            for report in skipped:
                progress.on_skip(report)
            progress.on_articles(len(done))
        check_not_emptied(args.output, progress.articles)
        status = progress.finish(args.output)
    if stories and not grouped:
        raise UsageError(f"--groups {args.groups}: has none of the articles of the corpus")
    if unnamed:
        print(f"framing: {unnamed:,} articles left out: publisher unknown", file=sys.stderr)
    return [counter.finish() for counter in counters], status or int(unnamed > 0)


def _strongest(rows: pd.DataFrame, column: str, top: int) -> pd.DataFrame:
    """The first and the last rows of each group in a column's order."""
    if top <= 0:
        return rows
    ranks = rows.groupby("group")[column].rank(method="first", ascending=False)
    kept = ranks <= top
    if column == "z":
        kept |= rows.groupby("group")[column].rank(method="first") <= top
    return rows[kept]


def _hider(plan: Plan) -> NameHider:
    """Names that label an outlet in this corpus."""
    from framing.classify.hiding import learn_hider
    from framing.run.plan import quietly

    with progress_over(plan.corpus, "names ") as progress:
        return learn_hider(quietly(plan, progress), plan.lexicons)


def _of_pair(counts: TermCounts, pair: str | None) -> TermCounts:
    """The counts of two outlets, if two are asked for."""
    if pair is None:
        return counts
    from framing.errors import UsageError

    names = [name.strip() for name in pair.split(",")]
    if len(names) != 2 or not set(names) <= set(counts.groups):
        known = ", ".join(counts.groups[:12])
        raise UsageError(f"--pair {pair}: expected two outlets divided by a comma, of {known}")
    return counts.of_groups(names)


def _draw(args: Namespace, rows: pd.DataFrame, counts: TermCounts) -> None:
    from collections import Counter
    from pathlib import Path

    from framing.render.scatter import draw_words
    from framing.tables.publish import write_whole

    title = f"{args.terms.capitalize()} of {', '.join(Path(one).name for one in args.corpus)}"
    sizes = Counter(counts.groups[number] for number in counts.group.tolist())
    page = draw_words(rows, title, pair=bool(args.pair), articles=sizes)
    write_whole(args.output, page.encode("utf-8", "replace"))


def _write(args: Namespace, rows: pd.DataFrame) -> None:
    from framing.run.record import run_record
    from framing.tables.publish import publish

    names = ("terms", "top", "min_count", "prior", "keep_names")
    options = {"words": {name: getattr(args, name) for name in names}}
    record = run_record(args.corpus, args.lexicons, {"reading": read_options(args), **options})
    text = [name for name in ("term", "group") if name in rows]
    publish(args.output, rows, text=text, caption=f"Preferred {args.terms}", record=record)
