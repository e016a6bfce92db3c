"""What train, evaluate and predict share: a feature table or a corpus as a sample with groups."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.arguments import add_corpus_options, add_limit_options
from framing.cli.choices import load_options, read_options, workers_of
from framing.errors import UsageError
from framing.run.progress import progress_over

if TYPE_CHECKING:
    import pandas as pd

    from framing.classify.sample import Sample
    from framing.classify.transformer import FramingFeatures
    from framing.types import Article

_ENOUGH = 10  # feature columns that make a file a feature table


def add_sample_options(parser: ArgumentParser) -> None:
    """Arguments that say what is learned from."""
    add_corpus_options(parser)
    groups = parser.add_argument_group("how to classify")
    groups.add_argument(
        "--groups",
        metavar="FILE",
        help="story_id and copy_id of each article, from framing reuse --groups; needed for a "
        "feature table, found by itself for a corpus",
    )
    groups.add_argument(
        "--min-articles", type=int, default=20, metavar="N", help="of an outlet (default: 20)"
    )
    groups.add_argument(
        "--kind", choices=("linear", "boosted"), default="linear", help="of model (default: linear)"
    )
    groups.add_argument("--folds", type=int, default=5, metavar="N", help="default: 5")
    add_cache_option(parser)
    add_limit_options(parser)
    groups.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")


def feature_table(paths: list[str]) -> pd.DataFrame | None:
    """The table if the only input is one of `framing features`; `None` for a corpus."""
    from framing.classify.columns import framing_columns
    from framing.tables.read import READ_ENDINGS, read_feature_table

    if len(paths) != 1 or not paths[0].endswith(READ_ENDINGS) or not Path(paths[0]).is_file():
        return None
    try:
        table = read_feature_table(paths[0])
    except UsageError:
        return None  # the reader of corpora will say what is wrong with it
    return table if len(framing_columns(table.columns)) >= _ENOUGH else None


def read_sample(
    args: Namespace, *, pages: bool = False
) -> tuple[Sample, FramingFeatures | None, int]:
    """The sample, the transformer that measured it (`None` for a table) and the exit status.

    `pages` asks for the features of the unmasked pages too.
    Raises `UsageError` if no article was read.
    """
    from framing.classify.sample import SampleOptions, corpus_sample, table_sample
    from framing.tables.read import read_feature_table

    table = feature_table(args.corpus)
    if table is not None:
        groups = read_feature_table(args.groups) if args.groups else None
        return table_sample(table, groups, args.min_articles), None, 0
    articles, status = read_corpus(args)
    if not articles:
        raise UsageError(f"{', '.join(args.corpus)}: no article was read")
    features = make_features(args)
    with bars() as progress:
        options = SampleOptions(
            min_articles=args.min_articles,
            folds=args.folds,
            pages=make_features(args, mask=False, every_column=True) if pages else None,
            progress=progress,
        )
        return corpus_sample(articles, features, options), features, status


def add_cache_option(parser: ArgumentParser) -> None:
    """The argument for a folder that keeps what was measured."""
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="FOLDER",
        help="keeps the measured rows there, by text and versions, for the next command",
    )


def read_corpus(args: Namespace) -> tuple[list[Article], int]:
    """The articles, one spelling an outlet, and the exit status.

    Raises `UsageError` for `--accurate`: masked texts are measured the fast way.
    """
    from framing.corpus.survey import Survey
    from framing.lists.outlets import fold_outlets
    from framing.lists.word_lists import word_lists
    from framing.run.fingerprint import check_unchanged, corpus_state

    if args.accurate:
        raise UsageError(
            "--accurate: a corpus is masked and measured the fast way here; measure it with "
            "framing features --accurate and give that table"
        )
    lists = word_lists(args.lexicons)
    before = corpus_state(args.corpus)
    loading = load_options(args)
    survey = Survey(loading)
    with progress_over(args.corpus) as progress:
        articles = list(fold_outlets(progress.read(args.corpus, loading, survey), lists))
        check_unchanged(args.corpus, before)
        say(survey.line())
        return articles, 1 if progress.faults else 0


def make_features(args: Namespace, **more: Any) -> FramingFeatures:
    """The transformer that the command line asks for.

    Raises `UsageError` for a cache in a folder that is not there.
    """
    from framing.classify.transformer import FramingFeatures

    if args.cache is not None and not args.cache.parent.is_dir():
        raise UsageError(f"--cache {args.cache}: no folder {args.cache.parent}; make it first")
    options = read_options(args)
    features = FramingFeatures(
        dyad=options.dyad,
        actors=options.actors,
        lexicons=options.lexicons,
        cache=args.cache,
        n_jobs=args.jobs,
        **more,
    )
    features.limits = workers_of(args).limits
    return features


def measure(features: FramingFeatures, articles: list[Article]) -> pd.DataFrame:
    """Rows of articles, masked first."""
    with bars() as progress:
        masked = features.masked(articles)
        return features.measure(masked, progress(len(masked), "measured"))


@contextmanager
def bars() -> Iterator[Callable[[int, str], Callable[[int], object]]]:
    """Makes progress bars on a terminal, one after another: how many, and of what."""
    from tqdm import tqdm

    with ExitStack() as open_bars:

        def bar(total: int, what: str) -> Callable[[int], object]:
            hidden = not sys.stderr.isatty()
            made = tqdm(total=total, desc=what, file=sys.stderr, disable=hidden)
            open_bars.callback(made.close)
            update: Callable[[int], object] = made.update
            return update

        yield bar


def say(line: str) -> None:
    """One line on stderr."""
    print(f"framing: {line}", file=sys.stderr)
