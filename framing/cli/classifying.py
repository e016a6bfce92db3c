"""What train, evaluate and predict share: a feature table or a corpus as a sample with groups."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.common import add_corpus_options, load_options, progress_over, read_options
from framing.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from framing.classify.sample import Sample
    from framing.classify.transformer import FramingFeatures
    from framing.types import Article

_TABLES = (".csv", ".csv.gz", ".parquet", ".jsonl", ".jsonl.gz")
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
    groups.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")


def read_table(path: str) -> pd.DataFrame:
    """A table by the ending of its name; article ids stay text."""
    import pandas as pd

    if path.endswith(".parquet"):
        return pd.read_parquet(path)
    if path.endswith((".jsonl", ".jsonl.gz")):
        return pd.read_json(path, lines=True, dtype={"article_id": str})
    ids = dict.fromkeys(("article_id", "story_id", "copy_id"), str)
    return pd.read_csv(path, dtype=ids, keep_default_na=False, na_values=[""])


def feature_table(paths: list[str]) -> pd.DataFrame | None:
    """The table if the only input is one of `framing features`; `None` for a corpus."""
    if len(paths) != 1 or not paths[0].endswith(_TABLES) or not Path(paths[0]).is_file():
        return None
    from framing.classify.columns import framing_columns

    try:
        table = read_table(paths[0])
    except (ValueError, OSError):
        return None  # the reader of corpora will say what is wrong with it
    return table if len(framing_columns(table.columns)) >= _ENOUGH else None


def read_sample(args: Namespace) -> tuple[Sample, FramingFeatures | None, int]:
    """The sample, the transformer that measured it (`None` for a table) and the exit status."""
    from framing.classify.sample import Sample, enough_articles, story_groups, table_sample

    table = feature_table(args.corpus)
    if table is not None:
        groups = read_table(args.groups) if args.groups else None
        return table_sample(table, groups, args.min_articles), None, 0
    articles, status = read_corpus(args)
    if not articles:
        raise UsageError(f"{', '.join(args.corpus)}: no article was read")
    features = make_features(args).fit(articles)
    sample = Sample(
        table=measure(features, articles),
        outlets=[article.outlet for article in articles],  # type: ignore[misc]
        groups=story_groups(articles),
        published=[article.published for article in articles],
        raw=[article.text for article in articles],
        masked=[features.masker_.mask(a).text for a in articles] if features.masker_ else None,
    )
    return enough_articles(sample, args.min_articles), features, status


def read_corpus(args: Namespace) -> tuple[list[Article], int]:
    """The articles, one spelling an outlet, and the exit status."""
    from framing.corpus.load import load_articles
    from framing.datasets import fold_outlets

    with progress_over(args.corpus) as progress:
        articles = list(
            fold_outlets(
                load_articles(
                    args.corpus,
                    load_options(args),
                    on_skip=progress.on_skip,
                    on_bytes=progress.on_bytes,
                )
            )
        )
        return articles, 1 if progress.faults else 0


def make_features(args: Namespace, **more: Any) -> FramingFeatures:
    """The transformer that the command line asks for."""
    from framing.classify.transformer import FramingFeatures

    options = read_options(args)
    return FramingFeatures(
        dyad=options.dyad,
        actors=options.actors,
        lexicons=options.lexicons,
        n_jobs=args.jobs,
        **more,
    )


def measure(features: FramingFeatures, articles: list[Article]) -> pd.DataFrame:
    """Rows of articles with the names of their columns."""
    import pandas as pd

    return pd.DataFrame(features.transform(articles), columns=features.get_feature_names_out())


def say(line: str) -> None:
    """One line on stderr."""
    print(f"framing: {line}", file=sys.stderr)
