"""Compares outlets by the table that `framing features` writes.

One row a feature, group and other side: the group's mean, or its rate over all its words, with an
interval from a bootstrap over stories; the difference from the rest (and with --pairwise from each
other group, those rows first), also in units of the articles' spread; p from permutations, q after
Benjamini and Hochberg over all rows. Where the sample is too small to say, cells are empty and
`note` says why. With more than two outlets, read pairs or --matched before the rest: beside one
extreme outlet all others differ from the rest.

--matched compares pairs of groups on the stories that both told. Stories are the column story_id,
or --story NAME, or those of `framing reuse --groups`; without any, each article is its own story.

  framing compare features.csv --by outlet -o comparison.csv
  framing compare features.parquet --groups groups.csv --features 'hedge_*' -o hedging.csv
  framing compare features.csv --story event --matched -o paired.csv
  framing compare features.csv --validated sheet.csv -o corrected.csv

--omission reads what `framing annotate` wrote and says what an outlet leaves out: within a story,
sources, sides, actors and frames that at least half of the other outlets have and it has not.

  framing compare annotations.jsonl --omission --groups groups.csv -o omissions.csv
  framing compare features.csv --features 'quote_*' -o table.tex --show

Tables to read (.md, .tex, .html, .docx) hold estimate and difference with their intervals, n, p and
q; .csv, .parquet, .jsonl and .xlsx hold every column. --show prints the surest differences.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.cli.arguments import ALL_TABLES, add_output, comma_list
from framing.cli.stories import read_stories
from framing.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare import CompareOptions
    from framing.tables.publish import View

INPUTS = ("table", "groups", "validated", "key")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("table", metavar="FEATURES", help=".csv, .tsv, .parquet or .jsonl (.gz)")
    add_output(parser, f"{ALL_TABLES}; - is CSV on stdout")
    parser.add_argument(
        "--by", default="outlet", metavar="COLUMN", help="what to compare (default: outlet)"
    )
    parser.add_argument("--story", metavar="COLUMN", help="column that says which story it is")
    parser.add_argument(
        "--groups", metavar="FILE", help="take the stories from this file of `framing reuse`"
    )
    parser.add_argument(
        "--features",
        action="append",
        default=[],
        metavar="GLOB",
        help="only columns of such names, as 'hedge_*,quote_*'; may be repeated",
    )
    parser.add_argument("--pairwise", action="store_true", help="also each pair of groups")
    parser.add_argument(
        "--matched", action="store_true", help="pairs of groups on the stories that both told"
    )
    parser.add_argument(
        "--validated",
        action="append",
        default=[],
        metavar="SHEET",
        help="hand codes of `framing validate`: outlet estimates corrected for measured error",
    )
    parser.add_argument(
        "--omission", action="store_true", help="what each outlet leaves out of stories"
    )
    parser.add_argument("--key", metavar="FILE", help="the sheet's key, if not beside it")
    _add_show(parser)
    _add_statistics(parser)


def _add_show(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--show",
        nargs="?",
        type=int,
        const=15,
        default=0,
        metavar="N",
        help="also print the N surest differences (default: 15)",
    )


def _add_statistics(parser: ArgumentParser) -> None:
    numbers = parser.add_argument_group("statistics")
    numbers.add_argument(
        "--min-articles",
        type=int,
        default=10,
        metavar="N",
        help="abstain where a group has fewer (with --matched: stories; default: 10)",
    )
    numbers.add_argument(
        "--resamples",
        type=int,
        default=2000,
        metavar="N",
        help="bootstrap samples and permutations (default: 2000)",
    )
    numbers.add_argument(
        "--confidence", type=float, default=0.95, metavar="P", help="of intervals (default: 0.95)"
    )
    numbers.add_argument(
        "--seed", type=int, default=0, metavar="N", help="same seed, same bytes (default: 0)"
    )
    numbers.add_argument(
        "--mean",
        action="store_true",
        help="rates as means over articles, instead of weighting articles by their words",
    )


def run(args: Namespace) -> int:
    """Read, compare, write; returns the exit status.

    Raises `UsageError` for options that exclude each other.
    """
    from framing.tables.publish import ENDINGS, check_papers
    from framing.tables.write import check_target

    check_target(args.output, ENDINGS)
    check_papers(args.output)
    if args.omission:
        return _omission(args)
    if args.matched and args.pairwise:
        raise UsageError("--matched compares pairs anyhow; leave --pairwise out")
    if args.story and args.groups:
        raise UsageError("--story and --groups both say which story it is; give one of them")

    from framing.compare import compare_matched, compare_outlets
    from framing.compare.tidy import TEXT
    from framing.compare.view import not_judged, paper_view, shared_words

    options = _options(args)
    table = _table(args)
    if args.validated:
        return _validated(args, table, options)
    compare = compare_matched if args.matched else compare_outlets
    rows = compare(table, by=args.by, options=options)
    left_out = not_judged(rows, args.min_articles)
    _write(args, rows, TEXT, paper_view, left_out, shared_words(rows))
    if args.show:
        from framing.compare.view import surest_lines

        print(surest_lines(rows, args.show))
    unnamed = int(table[args.by].isna().sum())
    _report(rows, table, unnamed, args)
    return 1 if unnamed else 0


def _omission(args: Namespace) -> int:
    """What outlets leave out, instead of a comparison of columns."""
    from framing.compare.omission import COLUMNS, find_omissions, read_annotations
    from framing.tables.write import open_table

    if not args.groups:
        raise UsageError("--omission needs --groups, the stories of `framing reuse --groups`")
    rows = find_omissions(read_annotations(args.table), read_stories(args.groups))
    text = ("story_id", "outlet", "kind", "item", "outlets_with", "evidence")
    with open_table(args.output, COLUMNS, text) as writer:
        for row in rows:
            writer.write(row)
    stories = len({row["story_id"] for row in rows})
    _say(f"{len(rows):,} omissions in {stories:,} stories told by three outlets or more")
    return 0


def _validated(args: Namespace, table: pd.DataFrame, options: CompareOptions) -> int:
    """Corrected estimates instead of the table's columns; returns the exit status."""
    from framing.compare.validated import TEXT, compare_validated
    from framing.validate.coded import Coded
    from framing.validate.sheet import find_key, read_answers, read_key

    if args.matched or args.features:
        raise UsageError(
            "--validated compares what the sheet codes; leave --matched and --features"
        )
    sample = read_key(find_key(args.validated[0], args.key))
    answers: dict[str, str] = {}
    problems = 0
    for sheet in args.validated:
        got = read_answers(sheet, sample)
        answers = {**got.answers, **answers}
        problems += len(got.problems)
        for problem in got.problems:
            _say(f"{sheet}: {problem}")
    if not answers:
        raise UsageError(f"{args.validated[0]}: no unit is coded yet; fill the column answer")
    rows = compare_validated(table, Coded(sample, answers), by=args.by, options=options)
    _write(args, rows, TEXT)
    judged = rows[(rows["against"] == "") & rows["corrected"].notna()]
    _say(
        f"{len(answers)} codes; {len(judged):,} corrected estimates, "
        f"{int((rows['q'] <= 0.05).sum()):,} differences at q ≤ .05 -> {args.output}"
    )
    if len(sample.groups) == 1 and args.by in table.columns and table[args.by].nunique() > 1:
        _say(
            f"the sheet was drawn over all together, so no {args.by} is estimated alone; "
            f"`framing validate draw --by {args.by}` spreads the units over them"
        )
    for note in rows.loc[rows["corrected"].isna() & (rows["against"] == ""), "note"].unique()[:3]:
        _say(f"not judged: {note}")
    return 1 if problems else 0


def _options(args: Namespace) -> CompareOptions:
    from framing.compare import CompareOptions

    return CompareOptions(
        story=args.story,
        features=comma_list(args.features),
        min_articles=args.min_articles,
        resamples=args.resamples,
        confidence=args.confidence,
        seed=args.seed,
        pairwise=args.pairwise,
        pooled=not args.mean,
    )


def _table(args: Namespace) -> pd.DataFrame:
    import pandas as pd

    from framing.tables.read import read_feature_table, read_table

    text = ["id", args.by, *([args.story] if args.story else [])]
    # Codes of labels of one's own are compared by the table of the labels.
    table = (read_table if args.validated else read_feature_table)(args.table, text)
    if args.validated and "article_id" not in table.columns and "id" in table.columns:
        table = table.rename(columns={"id": "article_id"})
    if not args.groups:
        return table
    if "article_id" not in table.columns:
        raise UsageError(f"{args.table}: has no column article_id, by which --groups is joined")
    found = table["article_id"].map(read_stories(args.groups))
    if not found.notna().any():
        raise UsageError(f"--groups {args.groups}: has none of the articles of {args.table}")
    if missing := int(found.isna().sum()):
        print(
            f"framing: {missing:,} of {len(table):,} articles are not in {args.groups} and belong "
            "to no story",
            file=sys.stderr,
        )
    rest = table.drop(columns="story_id", errors="ignore")
    return pd.concat([rest, found.rename("story_id")], axis=1)


def _write(
    args: Namespace,
    rows: pd.DataFrame,
    text: Sequence[str],
    view: View | None = None,
    left_out: str = "",
    shared: str = "",
) -> None:
    from framing.run.record import run_record
    from framing.tables.publish import publish
    from framing.tables.record import record_of_source

    record = run_record(
        [args.table], None, {"compare": _options(args)}, made_from=record_of_source(args.table)
    )
    caption = f"Differences by {args.by}, with {100 * args.confidence:g} % intervals"
    if not args.output.endswith(".xlsx"):  # a workbook holds all rows and columns
        caption += shared + (f"; {left_out}" if left_out else "")
    publish(args.output, rows, text=text, caption=caption, view=view, record=record)


def _report(rows: pd.DataFrame, table: pd.DataFrame, unnamed: int, args: Namespace) -> None:
    tests, small = int(rows["p"].notna().sum()), int((rows["q"] <= 0.05).sum())
    words = [
        f"{len(rows):,} rows",
        f"{tests:,} tests",
        f"{small:,} differences at q ≤ .05",
        f"{int((rows['note'] != '').sum()):,} rows with a note",
    ]
    if unnamed:
        words.append(f"{unnamed:,} articles left out: no {args.by}")
    where = "" if args.output == "-" else f" -> {args.output}"
    _say(f"{', '.join(words)}{where}")
    for line in _advice(rows, table, args):
        _say(line)


def _say(line: str) -> None:
    print(f"framing: {line}", file=sys.stderr)


def _advice(rows: pd.DataFrame, table: pd.DataFrame, args: Namespace) -> Iterator[str]:
    """What the family of tests is, and what could mislead."""
    from framing.compare.authors import dominant_authors
    from framing.compare.tidy import smallest_p

    features, sides = rows["feature"].nunique(), len(rows) // max(1, rows["feature"].nunique())
    named = f"named by --features {' '.join(args.features)}"
    chosen = named if args.features else "that are core or your own"
    yield (
        f"q is over {features:,} columns {chosen} x {sides:,} comparisons; the smallest p given "
        f"is {smallest_p(len(rows)):.1g}; naming fewer columns beforehand finds more"
    )
    if rows["group"].nunique() > 2 and set(rows["against"]) == {"rest"}:
        yield (
            "each outlet stands against all others together, so one extreme outlet makes the "
            "others differ; look at --pairwise or --matched first"
        )
    if args.story is None:
        for group, author, share in dominant_authors(table, args.by):
            yield (
                f"{author} wrote {share:.0%} of the articles of {group}: articles by one author "
                "resemble one another; see whether --story with the authors' column changes the "
                "intervals"
            )
