"""The work that finds units in batches of articles, in one process or many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.errors import Skipped
from framing.reading import read_articles
from framing.types import Article, Options
from framing.validate.frame import ArticleUnits, read_units

if TYPE_CHECKING:
    from framing.pages.learned_furniture import LearnedFurniture


@dataclass(frozen=True, slots=True)
class UnitsJob:
    """Units of a layer of every article; `None` where `by` outlet is asked and nobody knows it."""

    layer: str
    options: Options
    by: str | None
    stories: Mapping[str, str]
    learned: LearnedFurniture | None = None

    def __call__(self, articles: list[Article]) -> tuple[list[ArticleUnits | None], list[Skipped]]:
        """Units and reports."""
        skipped: list[Skipped] = []
        found: list[ArticleUnits | None] = []
        readings = read_articles(
            articles, self.options, learned=self.learned, on_skip=skipped.append
        )
        for reading in readings:
            outlet = reading.provenance.publisher
            if self.by and not outlet:
                found.append(None)
                continue
            group = outlet if self.by else None
            story = self.stories.get(reading.article.article_id)
            found.append(read_units(reading, self.layer, group=group, story=story))
        return found, skipped
