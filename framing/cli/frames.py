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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.cli.arguments import TABLES, add_corpus_options, add_output
from framing.cli.choices import load_options, read_options
from framing.errors import UsageError

INPUTS = ("sentences", "corpus", "annotations", "frame")


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the three commands."""
    parser.set_defaults(**dict.fromkeys(INPUTS))
    actions = parser.add_subparsers(dest="action", required=True, metavar="train|apply|table")
    train = actions.add_parser("train", help="learn a frame from labelled sentences")
    train.add_argument("sentences", metavar="SENTENCES.csv", help="columns sentence and label")
    train.add_argument("--name", required=True, help="what the frame is called in outputs")
    add_output(train, ".npz, a file that is not there yet")
    apply = actions.add_parser("apply", help="count own frames in a corpus")
    add_corpus_options(apply)
    apply.add_argument(
        "--frame",
        action="append",
        required=True,
        metavar="FILE",
        help=".npz of frames train, or a .toml list; may be repeated",
    )
    add_output(apply, f"{TABLES}; - is CSV on stdout")
    table = actions.add_parser("table", help="frames by outlet and actor, or by relation")
    table.add_argument("annotations", metavar="ANNOTATIONS", help="what framing annotate wrote")
    table.add_argument("--with", dest="beside", choices=("actors", "relations"), required=True)
    add_output(table, f"{TABLES}; - is CSV on stdout")


def run(args: Namespace) -> int:
    """Do what was asked; returns the exit status."""
    return {"train": _train, "apply": _apply, "table": _table}[args.action](args)


def _train(args: Namespace) -> int:
    from framing.layers.frames.own import learn_frame, read_sentences

    if not args.output.endswith(".npz"):
        raise UsageError(f"-o {args.output}: expected a name ending in .npz")
    path = Path(args.sentences)
    if not path.is_file():
        raise UsageError(f"{path}: no such file; expected a CSV with columns sentence and label")
    texts, labels, left_out = read_sentences(path)
    learned = learn_frame(args.name, texts, labels)
    learned.save(Path(args.output))
    of = learned.figures
    print(
        f"{learned.name}: five-fold F1 {of['f1']:.2f} (precision {of['precision']:.2f}, recall "
        f"{of['recall']:.2f}; calling all framed {of['flag_all_f1']:.2f}), {of['labels']} of "
        f"{of['sentences']} sentences labelled 1 -> {args.output}"
    )
    if left_out:
        _say(f"{left_out:,} rows left out: no sentence, or a label that is neither 0 nor 1")
    return 1 if left_out else 0


OWN_COLUMNS = ("article_id", "outlet", "frame", "sentences", "sentences_share", "score", "spans")


def _apply(args: Namespace) -> int:
    from framing.layers.frames.own import load_learned, load_listed
    from framing.lists.word_lists import word_lists
    from framing.reading import read_articles
    from framing.run.progress import progress_over
    from framing.tables.write import TABLE_ENDINGS, check_target, open_table

    check_target(args.output, TABLE_ENDINGS)
    lists = word_lists(args.lexicons)
    frames = [
        load_learned(Path(f)) if f.endswith(".npz") else load_listed(Path(f), lists)
        for f in args.frame
    ]
    with progress_over(args.corpus) as progress:
        articles = progress.read(args.corpus, load_options(args))
        with open_table(
            args.output, OWN_COLUMNS, ("article_id", "outlet", "frame", "spans")
        ) as out:
            for reading in read_articles(articles, read_options(args), on_skip=progress.on_skip):
                count = len(reading.frame_scores.spans) if reading.frame_scores else 0
                for frame in frames:
                    for name, carried in frame.carried(reading).items():
                        out.write(_own_row(reading, name, carried, count))
                progress.on_articles(1)
        return progress.finish(args.output)


def _own_row(reading: Any, name: str, carried: Sequence[Any], count: int) -> Mapping[str, Any]:
    return {
        "article_id": reading.article.article_id,
        "outlet": reading.provenance.publisher,
        "frame": name,
        "sentences": len(carried),
        "sentences_share": len(carried) / count if count else float("nan"),
        "score": sum(score for _, score in carried) / len(carried) if carried else 0.0,
        "spans": " ".join(f"{start}-{stop}" for (start, stop), _ in carried),
    }


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
