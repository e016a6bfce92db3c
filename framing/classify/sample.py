"""What is evaluated: a feature table with outlets, groups and days, and texts if there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classify.splits import check_groups, grouped_folds, join_groups
from framing.classify.transformer import FramingFeatures
from framing.errors import UsageError
from framing.reuse.find import find_reuse
from framing.types import Article

MIN_ARTICLES = 20
"""Fewer articles of an outlet say little about it."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows that belong together by position; `raw` and `masked` are texts, `unmasked` a table."""

    table: pd.DataFrame
    outlets: list[str]
    groups: NDArray[Any] = field(repr=False)
    published: list[str | None] = field(repr=False)
    raw: list[str] | None = field(default=None, repr=False)
    masked: list[str] | None = field(default=None, repr=False)
    unmasked: pd.DataFrame | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.outlets)

    def rows(self, chosen: NDArray[Any]) -> Sample:
        """The sample without the other rows."""
        places = np.arange(len(self))[chosen].tolist()

        def pick(values: list[Any] | None) -> Any:
            return None if values is None else [values[k] for k in places]

        return Sample(
            table=self.table.iloc[places].reset_index(drop=True),
            outlets=pick(self.outlets),
            groups=self.groups[places],
            published=pick(self.published),
            raw=pick(self.raw),
            masked=pick(self.masked),
            unmasked=None if self.unmasked is None else self.unmasked.iloc[places],
        )


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """`pages` measures the unmasked pages too; `folds` are checked for before anything is measured.

    `progress` is asked for a bar: given how many articles and what is done with them, it answers
    with what to call when some are done.
    """

    min_articles: int = MIN_ARTICLES
    folds: int = 0
    pages: FramingFeatures | None = None
    progress: Callable[[int, str], Callable[[int], object]] | None = None


def corpus_sample(
    articles: Sequence[Article], features: FramingFeatures, options: SampleOptions | None = None
) -> Sample:
    """A sample from a corpus: masking learns from all of it, large enough outlets are measured.

    Fits `features`. Raises `UsageError` if there are too few outlets, or stories for the folds.
    """
    chosen = options or SampleOptions()
    groups, features = story_groups(articles), features.fit(articles)
    bare = Sample(
        table=pd.DataFrame(index=range(len(articles))),
        outlets=[one.outlet for one in articles],  # type: ignore[misc]  # None is left out below
        groups=groups,
        published=[one.published for one in articles],
        raw=[one.text for one in articles],
    )
    kept = _large_enough(bare.outlets, chosen.min_articles)
    sample = bare.rows(kept)
    if chosen.folds:
        grouped_folds(sample.outlets, sample.groups, folds=chosen.folds)
    masked = features.masked([one for one, keep in zip(articles, kept, strict=True) if keep])
    plain = [Article(f"text {k}", text) for k, text in enumerate(sample.raw or [])]
    return replace(
        sample,
        table=_measured(features, masked, "masked texts", chosen),
        masked=[one.text for one in masked] if features.mask else None,
        unmasked=_measured(chosen.pages.fit([]), plain, "pages", chosen) if chosen.pages else None,
    )


def _measured(
    features: FramingFeatures, articles: Sequence[Article], what: str, options: SampleOptions
) -> pd.DataFrame:
    on_done = options.progress(len(articles), what) if options.progress else None
    return features.measure(articles, on_done)


def table_sample(
    table: pd.DataFrame, groups: pd.DataFrame | None = None, min_articles: int = MIN_ARTICLES
) -> Sample:
    """A sample from a table of `framing features` and one of `framing reuse --groups`.

    Groups may also be columns story_id and copy_id of the table. Outlets with fewer than
    `min_articles` rows are left out. Raises `UsageError` without groups, outlets or enough rows.
    """
    for name in ("article_id", "outlet"):
        if name not in table.columns:
            raise UsageError(f"the table has no column {name}; expected one of framing features")
    if groups is not None:
        missing = {"article_id", "story_id", "copy_id"} - set(groups.columns)
        if missing:
            raise UsageError(f"the groups lack {', '.join(sorted(missing))}; see framing reuse")
        extra = groups[["article_id", "story_id", "copy_id"]].astype({"article_id": str})
        table = table.drop(columns=["story_id", "copy_id"], errors="ignore")
        table = table.astype({"article_id": str}).merge(extra, on="article_id", how="left")
    keys = [name for name in ("story_id", "copy_id") if name in table.columns]
    if not keys:
        check_groups(None, len(table))
    bare = table[keys].isna().any(axis=1)
    if bare.any():
        raise UsageError(
            f"{int(bare.sum())} articles are in no group (first: "
            f"{table.loc[bare, 'article_id'].iloc[0]}); make the groups of the same corpus"
        )
    days = table["published"].tolist() if "published" in table else [None] * len(table)
    whole = Sample(
        table=table,
        outlets=table["outlet"].tolist(),
        groups=join_groups(*(table[key].tolist() for key in keys)),
        published=[day if isinstance(day, str) else None for day in days],
    )
    return enough_articles(whole, min_articles)


def enough_articles(sample: Sample, least: int) -> Sample:
    """Only outlets with `least` articles; raises `UsageError` if fewer than two are left."""
    return sample.rows(_large_enough(sample.outlets, least))


def _large_enough(outlets: Sequence[Any], least: int) -> NDArray[np.bool_]:
    size = pd.Series(outlets, dtype=object).value_counts()
    kept = np.array([isinstance(one, str) and size.get(one, 0) >= least for one in outlets], bool)
    left = {outlet for outlet, keep in zip(outlets, kept, strict=True) if keep}
    if len(left) < 2:
        raise UsageError(
            f"{len(left)} outlets with {least} articles or more, two are needed; "
            "give more articles or a smaller --min-articles"
        )
    return kept


def story_groups(articles: Sequence[Article]) -> NDArray[np.intp]:
    """One group an article: stories and near-duplicates, as `find_reuse` finds them."""
    found = {one.article_id: one for one in find_reuse(articles).groups}
    alone = [(article.article_id, found.get(article.article_id)) for article in articles]
    stories = [one.story_id if one else name for name, one in alone]
    copies = [one.copy_id if one else name for name, one in alone]
    return join_groups(stories, copies)
