"""What one pass over a corpus finds, article by article, for commands that look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.errors import Skipped
from framing.measures.columns import Feature, list_features
from framing.run.batches import BATCH_SIZE, Job, Limits
from framing.run.local import map_batches
from framing.tables.layers import LAYERS, tidy_rows
from framing.tables.rows import feature_row
from framing.types import Article, Options, Reading

if TYPE_CHECKING:
    from framing.pages.learned_furniture import LearnedFurniture


@dataclass(frozen=True, slots=True)
class PassJob:
    """What is made of the articles of a batch: one object an article."""

    options: Options
    learned: LearnedFurniture | None = None

    def __call__(self, articles: list[Article]) -> tuple[list[Any], list[Skipped]]:
        """Results and reports."""
        from framing.reading import read_articles  # not needed by the process that hands out work

        skipped: list[Skipped] = []
        readings = read_articles(
            articles, self.options, learned=self.learned, on_skip=skipped.append
        )
        return [self.of(reading) for reading in readings], skipped

    def of(self, reading: Reading) -> Any:
        """What is made of one article.

        Raises `NotImplementedError` here: each job says it.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TablesJob(PassJob):
    """Rows of all layers and the row of features."""

    def of(self, reading: Reading) -> dict[str, list[Any]]:
        """Rows by layer; `articles` holds one."""
        found = {layer: tidy_rows(reading, layer) for layer in LAYERS}
        return {"articles": [feature_row(reading, list_features(self.options))], **found}


def every_feature(options: Options) -> tuple[Feature, ...]:
    """All columns of the codebook, whichever the options choose for a table."""
    return list_features(replace(options, columns="all"))


def chosen_features(options: Options, columns: Iterable[str]) -> list[Feature]:
    """Features by name, in the order asked for; unknown names are left out."""
    known = {feature.spec.name: feature for feature in every_feature(options)}
    return [known[name] for name in columns if name in known]


def one_pass(
    articles: Iterable[Article],
    work: Job,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    on_skip: Callable[[Skipped], object] = lambda skipped: None,
    on_done: Callable[[int], object] = lambda count: None,
) -> Iterator[Any]:
    """What `work` makes of each article, in input order whatever `jobs` is.

    `limits` say what one article may cost; without them a small corpus is read in this process.
    """
    for done, skipped in map_batches(articles, work, jobs=jobs, size=BATCH_SIZE, limits=limits):
        for report in skipped:
            on_skip(report)
        on_done(len(done))
        yield from done
