"""What a process does with a batch of articles: lines of a table, lines of annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from framing.measures.columns import list_features
from framing.measures.frames import has_roles
from framing.tables.rows import (
    QUOTE_COLUMNS,
    Row,
    annotation,
    column_names,
    measure,
    quote_rows,
)
from framing.tables.worded import with_words
from framing.tables.write import csv_line, json_line, json_row
from framing.types import Article, Options, Reading

if TYPE_CHECKING:
    from framing.errors import Skipped
    from framing.pages.learned_furniture import LearnedFurniture

Form = Literal["csv", "jsonl"]
_SENTENCE = "Officials said on Monday that Moscow may agree to the talks."


@dataclass(frozen=True, slots=True)
class LinesJob:
    """Lines of the articles of a batch, one string an article, and what could not be analysed.

    Line ends are part of the string, so that strings put in a row are the file.
    """

    options: Options
    learned: LearnedFurniture | None = None
    form: Form = "csv"

    def preload_models(self) -> None:
        """Load models and lists, so that no article pays for it."""
        self([Article("", _SENTENCE)])

    def columns(self) -> Sequence[str]:
        """Columns of the table; none for annotations."""
        return ()

    def header(self) -> str:
        """First line of the file, if it has one."""
        return csv_line(self.columns()) if self.form == "csv" else ""

    def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
        """Lines and reports."""
        from framing.reading import read_articles  # not needed by the process that hands out work

        skipped: list[Skipped] = []
        readings = read_articles(
            articles, self._looked_for(), learned=self.learned, on_skip=skipped.append
        )
        return list(self._lines(readings)), skipped

    def _looked_for(self) -> Options:
        """The options to read with: what no line tells need not be looked for."""
        return self.options

    def _lines(self, readings: Iterator[Reading]) -> Iterator[str]:
        raise NotImplementedError

    def _line(self, columns: Sequence[str], row: Row) -> str:
        if self.form == "csv":
            return csv_line([row[name] for name in columns])
        return json_row(columns, row)


class FeaturesJob(LinesJob):
    """The row of features of each article."""

    __slots__ = ()

    def columns(self) -> Sequence[str]:
        """Columns of the feature table."""
        return column_names(self.options)

    def _looked_for(self) -> Options:
        return replace(self.options, roles=has_roles(self.columns()))

    def _lines(self, readings: Iterator[Reading]) -> Iterator[str]:
        features, columns = list_features(self.options), self.columns()
        return (self._line(columns, row) for _, row in measure(readings, features))


class AnnotationsJob(LinesJob):
    """Every span behind every number, one object an article."""

    __slots__ = ()

    def header(self) -> str:
        """JSON lines have no header."""
        return ""

    def _lines(self, readings: Iterator[Reading]) -> Iterator[str]:
        features = list_features(self.options)
        return (json_line(annotation(reading, features)) for reading in readings)


class WordedAnnotationsJob(AnnotationsJob):
    """Every span with its words."""

    __slots__ = ()

    def _lines(self, readings: Iterator[Reading]) -> Iterator[str]:
        features = list_features(self.options)
        return (
            json_line(with_words(annotation(reading, features), reading.article))
            for reading in readings
        )


class QuotesJob(LinesJob):
    """The rows of attributions of each article, which may be none."""

    __slots__ = ()

    def columns(self) -> Sequence[str]:
        """Columns of the table of attributions."""
        return QUOTE_COLUMNS

    def _lines(self, readings: Iterator[Reading]) -> Iterator[str]:
        return (
            "".join(self._line(QUOTE_COLUMNS, row) for row in quote_rows(reading))
            for reading in readings
        )
