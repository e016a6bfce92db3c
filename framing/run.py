"""What a process does with a batch of articles: rows for the table, lines of annotations."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import Skipped
from framing.output import json_line
from framing.reading import read_articles
from framing.registry import list_features
from framing.table import Row, annotation, feature_row
from framing.types import Article, Options


@dataclass(frozen=True, slots=True)
class RowsWork:
    """Feature rows of a batch, and what could not be analysed."""

    options: Options

    def __call__(self, articles: list[Article]) -> tuple[list[Row], list[Skipped]]:
        """Rows and reports."""
        skipped: list[Skipped] = []
        features = list_features(self.options)
        readings = read_articles(articles, self.options, on_skip=skipped.append)
        return [feature_row(reading, features) for reading in readings], skipped


@dataclass(frozen=True, slots=True)
class LinesWork:
    """Annotation lines of a batch, and what could not be analysed."""

    options: Options

    def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
        """Lines and reports."""
        skipped: list[Skipped] = []
        features = list_features(self.options)
        readings = read_articles(articles, self.options, on_skip=skipped.append)
        lines = [json_line(annotation(reading, features)) for reading in readings]
        return lines, skipped
