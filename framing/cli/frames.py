"""Your own frames, and tables of frames by outlet, actor and relation.

train learns one more frame from a CSV with the columns sentence and label (0 or 1) and prints its
five-fold score beside its name. apply counts own frames in a corpus, one row an article and frame:
--frame takes what train wrote, or a TOML list of words with context (docs/frames.md). table counts
frames in what `framing annotate` wrote, by outlet and actor or by outlet and relation.

  framing frames train sentences.csv --name humanitarian -o humanitarian.npz
  framing frames apply articles.jsonl --frame humanitarian.npz --frame mine.toml -o own.csv
  framing frames table annotations.jsonl --with actors -o frames_by_actor.csv
  framing frames table annotations.jsonl --with relations -o frames_by_relation.csv
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from framing.cli.arguments import (
    TABLES,
    add_corpus_options,
    add_learning,
    add_limit_options,
    add_output,
)
from framing.cli.choices import plan_of, read_options, workers_of
from framing.errors import UsageError
from framing.run.progress import progress_over

INPUTS = ("sentences", "corpus", "annotations", "frame", "lexicons")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the three commands."""
    parser.set_defaults(**dict.fromkeys(INPUTS))
    actions = parser.add_subparsers(dest="action", required=True, metavar="train|apply|table")
    train = actions.add_parser(
        "train",
        help="learn a frame from labelled sentences",
        description="Learns one more frame from sentences labelled 0 or 1, at least ten of "
        "each, and prints its five-fold score.",
    )
    train.add_argument("sentences", metavar="SENTENCES.csv", help="columns sentence and label")
    train.add_argument("--name", required=True, help="what the frame is called in outputs")
    add_output(train, ".npz, a file that is not there yet")
    apply = actions.add_parser(
        "apply",
        help="count own frames in a corpus",
        description="Counts your own frames in a corpus: one row an article and frame, with the "
        "spans of the sentences that carry it.",
    )
    add_corpus_options(apply)
    apply.add_argument(
        "--frame",
        action="append",
        required=True,
        metavar="FILE",
        help=".npz of frames train, or a .toml list; may be repeated",
    )
    add_learning(apply)
    add_limit_options(apply)
    add_output(apply, f"{TABLES}; - is CSV on stdout")
    table = actions.add_parser(
        "table",
        help="frames by outlet and actor, or by relation",
        description="Counts, outlet by outlet, which frames stand in sentences that name an "
        "actor, or in statements of cooperation and conflict.",
    )
    table.add_argument("annotations", metavar="ANNOTATIONS", help="what framing annotate wrote")
    table.add_argument("--with", dest="beside", choices=("actors", "relations"), required=True)
    add_output(table, f"{TABLES}; - is CSV on stdout")


def run(args: Namespace) -> int:
    """Do what was asked; returns the exit status."""
    return {"train": _train, "apply": _apply, "table": _table}[args.action](args)


def _train(args: Namespace) -> int:
    from framing.layers.frames.own import learn_frame, read_sentences
    from framing.tables.publish import write_whole

    if not args.output.endswith(".npz"):
        raise UsageError(f"-o {args.output}: expected a name ending in .npz")
    path = Path(args.sentences)
    if not path.is_file():
        raise UsageError(f"{path}: no such file; expected a CSV with columns sentence and label")
    if Path(args.output).exists():
        raise UsageError(f"-o {args.output}: is there already; give another name or delete it")
    texts, labels, left_out = read_sentences(path)
    learned = learn_frame(args.name, texts, labels)
    write_whole(args.output, learned.packed())
    of = learned.figures
    print(
        f"{learned.name}: five-fold F1 {of['f1']:.2f} (precision {of['precision']:.2f}, recall "
        f"{of['recall']:.2f}; calling all framed {of['flag_all_f1']:.2f}), {of['labels']} of "
        f"{of['sentences']} sentences labelled 1 -> {args.output}"
    )
    if left_out:
        _say(f"{left_out:,} rows left out: no sentence, or a label that is neither 0 nor 1")
    return 1 if left_out else 0


def _apply(args: Namespace) -> int:
    from framing.layers.frames.own import load_learned, load_listed
    from framing.lists.word_lists import word_lists
    from framing.run.fingerprint import corpus_state
    from framing.run.own_frames import OWN_COLUMNS, OwnFramesJob
    from framing.run.plan import learned_furniture, pass_over, whole_articles
    from framing.tables.target import check_not_emptied
    from framing.tables.write import TABLE_ENDINGS, check_target, open_table

    check_target(args.output, TABLE_ENDINGS)
    lists = word_lists(args.lexicons)
    frames = tuple(
        load_learned(Path(f)) if f.endswith(".npz") else load_listed(Path(f), lists)
        for f in args.frame
    )
    options, plan, workers = read_options(args), plan_of(args), workers_of(args)
    before = corpus_state(plan.corpus)
    work = OwnFramesJob(options, learned_furniture(plan), frames)
    text = ("article_id", "outlet", "frame", "spans")
    with progress_over(args.corpus) as progress:
        articles = whole_articles(plan, progress, before)
        with open_table(args.output, OWN_COLUMNS, text) as out:
            for rows in pass_over(articles, work, workers, progress):
                for row in rows:
                    out.write(row)
            check_not_emptied(args.output, progress.articles)
        return progress.finish(args.output)


def _table(args: Namespace) -> int:
    from framing.compare.frame_tables import ACTOR_COLUMNS, RELATION_COLUMNS, by_actor, by_relation
    from framing.compare.omission import read_annotations
    from framing.tables.write import TABLE_ENDINGS, check_target, open_table

    check_target(args.output, TABLE_ENDINGS)
    annotations = read_annotations(args.annotations)
    actors = args.beside == "actors"
    rows = by_actor(annotations) if actors else by_relation(annotations)
    columns = ACTOR_COLUMNS if actors else RELATION_COLUMNS
    text = ("outlet", "frame", "actor", "source", "target", "quad")
    with open_table(args.output, columns, text) as out:
        for row in rows:
            out.write(row)
    _say(f"{len(rows):,} rows -> {args.output}")
    return 0


def _say(line: str) -> None:
    print(f"framing: {line}", file=sys.stderr)
