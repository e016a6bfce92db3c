"""Writes the passages that two articles share, one row a passage.

Only headline, lead and body are compared: boilerplate never makes a copy. A row gives both
articles, offsets into each article's unchanged text (start_a:stop_a, start_b:stop_b), words,
similarity, which of the two (a or b) came first by day, and which of them credits an agency.
kind is copy, or quotation (the words of a third, quoted in both). Stock phrases and an outlet's
standing text are counted on stderr and written with --all.

--groups writes one row an article: story_id (articles on one story) and copy_id (near-duplicates),
each the id of the group's first article.

  framing reuse articles.csv -o pairs.csv
  framing reuse seeds/articles -o pairs.jsonl --groups groups.csv --text
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import LINES, add_corpus_options, add_limit_options, add_output
from framing.cli.choices import load_options, workers_of
from framing.run.progress import progress_over, tell_corpus

if TYPE_CHECKING:
    from framing.reuse.find import Prepared, Reuse, ReuseOptions
    from framing.run.progress import Progress

OUTPUTS = ("output", "groups")
_ENDINGS = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz")
_SIDES = ("article_id", "outlet", "published", "agency")
_PASSAGE = (
    *("start_a", "stop_a", "start_b", "stop_b", "words", "similarity", "kind", "first"),
    *("agency_credited", "spread", "pair_words", "share_a", "share_b"),
)
COLUMNS = (*(f"{name}_{side}" for side in "ab" for name in _SIDES), *_PASSAGE)
GROUP_COLUMNS = ("article_id", "story_id", "copy_id")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_output(parser, f"{LINES}; - is CSV on stdout")
    add_limit_options(parser)
    parser.add_argument("--groups", metavar="FILE", help="also write story_id and copy_id here")
    parser.add_argument("--text", action="store_true", help="add the passages' own words")
    parser.add_argument(
        "--all", action="store_true", help="also stock phrases and standing text (see kind)"
    )


def run(args: Namespace) -> int:
    """Read, compare, write; returns the exit status."""
    from framing.reuse.find import ReuseOptions, match_reuse
    from framing.tables.write import check_target, open_table

    for target in filter(None, (args.output, args.groups)):
        check_target(target, _ENDINGS)
    options = ReuseOptions(keep_text=args.text, lexicons=args.lexicons)
    tell_corpus(args.corpus, load_options(args))
    with progress_over(args.corpus) as progress:
        prepared = _prepare(args, options, progress)
        reuse = match_reuse(prepared, options)
        columns = (*COLUMNS, *(("text_a", "text_b") if args.text else ()))
        with open_table(args.output, columns) as table:
            for row in _rows(reuse, prepared, args):
                table.write(row)
        if args.groups:
            with open_table(args.groups, GROUP_COLUMNS) as table:
                for group in reuse.groups:
                    table.write({name: getattr(group, name) for name in GROUP_COLUMNS})
        status = progress.finish(args.output)
    print(f"framing: {_summary(reuse, everything=args.all)}", file=sys.stderr)
    return status


def _prepare(args: Namespace, options: ReuseOptions, progress: Progress) -> list[Prepared]:
    from framing.reuse.find import Prepare
    from framing.run.batches import BATCH_SIZE
    from framing.run.fingerprint import check_unchanged, corpus_state
    from framing.run.local import map_batches
    from framing.tables.target import check_not_emptied

    before = corpus_state(args.corpus)
    articles = progress.read(args.corpus, load_options(args))
    prepared: list[Prepared] = []
    work = Prepare(options)
    workers = workers_of(args)
    results = map_batches(articles, work, jobs=workers.jobs, size=BATCH_SIZE, limits=workers.limits)
    for done, skipped in results:
        prepared += done
        for one in skipped:
            progress.on_skip(one)
        progress.on_articles(len(done) + len(skipped))
    check_unchanged(args.corpus, before)
    for target in filter(None, (args.output, args.groups)):
        check_not_emptied(target, len(prepared))
    return prepared


def _rows(reuse: Reuse, prepared: list[Prepared], args: Namespace) -> list[dict[str, Any]]:
    articles = {one.article_id: one for one in prepared}
    pairs = {(pair.article_a, pair.article_b): pair for pair in reuse.pairs}
    rows = []
    for passage in reuse.passages:
        if not (args.all or passage.kind in ("copy", "quotation")):
            continue
        row: dict[str, Any] = {name: getattr(passage, name, None) for name in _PASSAGE}
        for side, name in (("a", passage.article_a), ("b", passage.article_b)):
            row |= {f"{field}_{side}": getattr(articles[name], field) for field in _SIDES}
        pair = pairs.get((passage.article_a, passage.article_b))
        row["pair_words"] = pair.words if pair else 0
        row["share_a"], row["share_b"] = (pair.share_a, pair.share_b) if pair else (0.0, 0.0)
        if args.text:
            row["text_a"], row["text_b"] = reuse.words_of(passage)
        rows.append(row)
    return rows


def _summary(reuse: Reuse, *, everything: bool) -> str:
    kinds: Counter[str] = Counter(passage.kind for passage in reuse.passages)
    copies = Counter(group.copy_id for group in reuse.groups)
    stories = Counter(group.story_id for group in reuse.groups)
    rest = "written" if everything else "left out (--all writes them)"
    return (
        f"{len(reuse.pairs):,} pairs share {kinds['copy']:,} copied and {kinds['quotation']:,} "
        f"quoted passages; {kinds['phrase']:,} stock phrases and {kinds['boilerplate']:,} passages "
        f"of standing text {rest}; {_several(copies)} sets of near-duplicates, "
        f"{_several(stories)} stories of several articles"
    )


def _several(groups: Counter[str]) -> int:
    return sum(count > 1 for count in groups.values())
