"""Writes every span behind every number: one JSON object an article, one line each.

Offsets are half-open and count characters of the text as it was read, so text[start:stop] is the
evidence. `measurements` holds, for each column of `framing features`, its spans, their weights and
the denominator: value = scale * sum of weights / denominator (weights null: 1 each; denominator
null: a count).

  framing annotate seeds/articles -o annotations.jsonl
  framing annotate articles.jsonl -o - | head -1
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from framing.cli.common import (
    add_corpus_options,
    add_pass_options,
    jobs_of,
    load_options,
    progress_over,
    read_options,
)


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    add_corpus_options(parser)
    add_pass_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=".jsonl or .jsonl.gz; - is stdout",
    )


def run(args: Namespace) -> int:
    """Read, annotate, write; returns the exit status."""
    from framing.output import check_target

    check_target(args.output, (".jsonl", ".jsonl.gz"))
    options, loading = read_options(args), load_options(args)

    from framing.cli.passes import final_articles, learned_furniture
    from framing.output import open_lines
    from framing.reading import BATCH_SIZE
    from framing.run import LinesWork
    from framing.scale.local import map_batches

    learned = learned_furniture(args, loading)
    with progress_over(args.corpus) as progress:
        articles = final_articles(args, loading, progress)
        with open_lines(args.output) as stream:
            work = LinesWork(options, learned)
            for lines, skipped in map_batches(articles, work, jobs=jobs_of(args), size=BATCH_SIZE):
                stream.writelines(lines)
                for one in skipped:
                    progress.on_skip(one)
                progress.on_articles(len(lines))
        return progress.finish(args.output)
