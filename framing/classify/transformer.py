"""Framing features as a scikit-learn transformer: texts or articles in, numbers out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from joblib import effective_n_jobs
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.classify.cache import Row, RowCache
from framing.classify.columns import framing_columns
from framing.classify.masking import MaskOptions, learn_masker
from framing.classify.sequences import COLUMN, sequence_of
from framing.classify.versions import current_versions
from framing.errors import Skipped, SkippedWarning, UsageError
from framing.measures.columns import list_features
from framing.reading import BATCH_SIZE, read_articles
from framing.run.batches import Limits
from framing.run.local import map_batches
from framing.tables.rows import measure
from framing.types import Article, Options

Rows = NDArray[np.float64]


class FramingFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Measures framing in texts, after masking what would give their outlet away.

    X is a sequence of texts or of `Article`: a list, a Series, an array, or a table of one column.
    Quotation marks, apostrophes, dashes and line breaks
    are made the same for all, outlet names, bylines and boilerplate are taken out (`mask=False`
    measures the page as it is); `fit` on articles that carry outlets also learns those outlets'
    names, people and recurring lines. Columns are features a classifier may see; `every_column`
    gives all. Values are NaN where there is no evidence. `cache` is a folder that remembers rows
    by text and versions; `n_jobs` works as in scikit-learn.

    >>> rows = FramingFeatures().fit_transform(["Officials said the talks may resume soon."])
    >>> rows.shape == (1, len(FramingFeatures().fit([""]).get_feature_names_out()))
    True
    """

    def __init__(  # noqa: PLR0913  (scikit-learn's settings are keywords, one each)
        self,
        *,
        dyad: tuple[str, str] | None = ("USA", "RUS"),
        actors: tuple[str, ...] = (),
        lexicons: str | Path | None = None,
        mask: bool = True,
        every_column: bool = False,
        cache: str | Path | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.dyad = dyad
        self.actors = actors
        self.lexicons = lexicons
        self.mask = mask
        self.every_column = every_column
        self.cache = cache
        self.n_jobs = n_jobs

    limits: Limits | None = None
    """What one article may cost; the command line sets it, and then each batch has a process. An
    article that is left out has empty cells and is told of with a `SkippedWarning`."""

    def fit(self, X: Any, y: Any = None) -> FramingFeatures:  # noqa: N803
        """Learn what to mask; numbers come from fixed definitions and need no fitting."""
        articles = as_articles(X)
        names = [one.spec.name for one in list_features(self._options())]
        self.columns_ = names if self.every_column else framing_columns(names)
        self.masker_ = None
        if self.mask:
            self.masker_ = learn_masker(articles, MaskOptions(lexicons=self._folder()))
        return self

    def transform(self, X: Any) -> Rows:  # noqa: N803
        """One row a text, in order."""
        return self.measure(self.masked(X))[self.columns_].to_numpy(float)

    def masked(self, X: Any) -> list[Article]:  # noqa: N803
        """The articles as measured: names and boilerplate taken out, unless `mask=False`."""
        check_is_fitted(self)
        articles = as_articles(X)
        return [self.masker_.mask_article(one) for one in articles] if self.masker_ else articles

    def measure(
        self, articles: Sequence[Article], on_done: Callable[[int], object] | None = None
    ) -> pd.DataFrame:
        """One row an article that is masked already: the numbers, and the line of its grammar.

        `on_done` hears of every few that are done.
        """
        check_is_fitted(self)
        cache = RowCache(self.cache, self._state()) if self.cache is not None else None
        texts = [f"{article.published}\n{article.text}" for article in articles]
        done = cache.read(texts, len(self.columns_)) if cache else {}
        left = [number for number in range(len(articles)) if number not in done]
        tell = on_done or (lambda count: None)
        tell(len(done))
        rows = self._measure([articles[number] for number in left], tell)
        if cache and left:
            new = zip(left, rows, strict=True)
            cache.write({texts[k]: row for k, row in new if not np.isnan(row[0]).all()})
        done |= dict(zip(left, rows, strict=True))
        ordered = [done[number] for number in range(len(articles))]
        numbers = np.array([row for row, _ in ordered]).reshape(len(articles), len(self.columns_))
        return pd.DataFrame(numbers, columns=self.columns_).assign(
            **{COLUMN: [line for _, line in ordered]}
        )

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[Any]:
        """Names of the columns; `input_features` is ignored, as texts have none."""
        check_is_fitted(self)
        return np.array(self.columns_, object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.allow_nan = False
        return tags

    def _folder(self) -> Path | None:
        return Path(self.lexicons) if self.lexicons is not None else None

    def _options(self) -> Options:
        return Options(self.dyad, tuple(self.actors), self._folder(), columns="all")

    def _state(self) -> str:
        return repr((current_versions(self._folder()), self._options(), self.columns_))

    def _measure(self, articles: Sequence[Article], tell: Callable[[int], object]) -> list[Row]:
        jobs = effective_n_jobs(self.n_jobs)
        work = MeasureJob(self._options(), tuple(self.columns_))
        found: list[Row] = []
        lost: set[int] = set()
        numbered = [replace(article, path=str(k)) for k, article in enumerate(articles)]
        results = map_batches(numbered, work, jobs=jobs, size=BATCH_SIZE, limits=self.limits)
        for rows, skipped in results:
            for report in skipped:
                lost.add(int(report.path))
                place = articles[int(report.path)].path or articles[int(report.path)].article_id
                warnings.warn(f"{place}: {report.reason}", SkippedWarning, stacklevel=3)
            tell(len(rows) + len(skipped))
            found += rows
        left = iter(found)
        nothing = np.full(len(self.columns_), np.nan), ""
        return [nothing if k in lost else next(left) for k in range(len(articles))]


@dataclass(frozen=True, slots=True)
class MeasureJob:
    """What a process does with a batch: the chosen columns, and the lines of symbols."""

    options: Options
    columns: tuple[str, ...]

    def __call__(self, articles: list[Article]) -> tuple[list[Row], list[Skipped]]:
        """A row an article, in order; raises what a layer raises."""
        wanted = set(self.columns)
        features = [one for one in list_features(self.options) if one.spec.name in wanted]
        readings = read_articles(articles, self.options)
        rows = [
            (np.array([row[name] for name in self.columns], float), sequence_of(reading))
            for reading, row in measure(readings, features)
        ]
        return rows, []


def as_articles(texts: Any) -> list[Article]:
    """Articles from a list, Series, array or one-column table of texts or articles.

    Raises `UsageError` for one text alone, a table of several columns, or other things.
    """
    if isinstance(texts, str | Article):
        raise UsageError("one text alone: expected a sequence of texts or articles; put it in [ ]")
    if not isinstance(texts, Iterable):
        raise UsageError(f"expected texts or articles, not {type(texts).__name__}")
    found = []
    for number, one in enumerate(_one_column(texts)):
        if isinstance(one, str):
            found.append(Article(f"text {number}", str(one)))
        elif isinstance(one, Article):
            found.append(one)
        else:
            raise UsageError(
                f"row {number}: expected a text or an article, not {type(one).__name__}"
            )
    return found


def _one_column(texts: Any) -> Iterable[Any]:
    """The only column of a table or of a two-dimensional array; anything else as it is."""
    columns = getattr(texts, "columns", None)
    if columns is not None:
        names = [str(name) for name in columns]
        if len(names) != 1:
            shown = ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
            raise UsageError(
                f"a table of {len(names)} columns ({shown}): expected one column of texts; "
                "choose it, as in table['text']"
            )
        column: Iterable[Any] = texts[columns[0]]
        return column
    if isinstance(texts, np.ndarray) and texts.ndim == 2 and texts.shape[1] == 1:
        return texts[:, 0]
    found: Iterable[Any] = texts
    return found
