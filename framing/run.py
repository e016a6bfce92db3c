"""What a process does with a batch of articles: rows for the table, lines of annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.corpus.learned_furniture import LearnedFurniture
from framing.errors import Skipped
from framing.output import json_line
from framing.reading import read_articles
from framing.registry import list_features
from framing.table import Row, annotation, feature_row, quote_rows
from framing.types import Article, Options, Reading


@dataclass(frozen=True, slots=True)
class RowsWork:
    """Feature rows of a batch, and what could not be analysed."""

    options: Options
    learned: LearnedFurniture | None = None

    def __call__(self, articles: list[Article]) -> tuple[list[Row], list[Skipped]]:
        """Rows and reports."""
        skipped: list[Skipped] = []
        features = list_features(self.options)
        readings = _readings(self, articles, skipped)
        return [feature_row(reading, features) for reading in readings], skipped


@dataclass(frozen=True, slots=True)
class LinesWork:
    """Annotation lines of a batch, and what could not be analysed."""

    options: Options
    learned: LearnedFurniture | None = None

    def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
        """Lines and reports."""
        skipped: list[Skipped] = []
        features = list_features(self.options)
        readings = _readings(self, articles, skipped)
        lines = [json_line(annotation(reading, features)) for reading in readings]
        return lines, skipped


@dataclass(frozen=True, slots=True)
class QuotesWork:
    """Attribution rows of each article of a batch, and what could not be analysed."""

    options: Options
    learned: LearnedFurniture | None = None

    def __call__(self, articles: list[Article]) -> tuple[list[list[Row]], list[Skipped]]:
        """Rows, a list an article, and reports."""
        skipped: list[Skipped] = []
        readings = _readings(self, articles, skipped)
        return [quote_rows(reading) for reading in readings], skipped


def _readings(
    work: RowsWork | LinesWork | QuotesWork, articles: list[Article], skipped: list[Skipped]
) -> Iterator[Reading]:
    return read_articles(articles, work.options, learned=work.learned, on_skip=skipped.append)
