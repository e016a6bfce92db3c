"""The sampling frame: every unit of a corpus, with what the detector says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from framing.errors import UsageError
from framing.types import Reading
from framing.validate.questions import OWN_UNIT, Question
from framing.validate.units import Unit, units_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class ArticleUnits:
    """An article's units, its text, and what it belongs to: group (outlet) and story."""

    article_id: str
    group: str
    story: str
    words: int
    text: str = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    title: str | None = None

    def counts(self) -> dict[str, int]:
        """Units by the detector's answer."""
        return dict(Counter(unit.found for unit in self.units))


def read_units(
    reading: Reading, layer: str, *, group: str | None = None, story: str | None = None
) -> ArticleUnits:
    """The units of a layer in an article; without a group it belongs to `all`."""
    article = reading.article
    return ArticleUnits(
        article_id=article.article_id,
        group=group or ALL,
        story=story or article.article_id,
        words=int(reading.is_word.sum()),
        text=article.text,
        units=tuple(units_of(layer, reading)),
        title=article.title,
    )


def table_units(
    table: pd.DataFrame,
    prediction: str,
    *,
    text: str = "text",
    by: str | None = None,
    story: str | None = None,
    texts: Mapping[str, str] | None = None,
) -> list[ArticleUnits]:
    """One unit a row of a table of labels: the whole text, and the label in `prediction`.

    The text is the column `text`, or is found by `article_id` in `texts`. Rows without a label or
    text are left out. Raises `UsageError` for a column that is missing.
    """
    for name in (prediction, *([by] if by else []), *([story] if story else [])):
        if name not in table.columns:
            some = ", ".join(str(column) for column in list(table.columns)[:8])
            raise UsageError(f"{name}: no such column; the table begins with {some}")
    if texts is None and text not in table.columns:
        raise UsageError(
            f"the table has no column {text!r} to show to a coder: name it with --column "
            "text=NAME, or give the corpus with --texts"
        )
    found = []
    for number, row in enumerate(table.to_dict("records")):
        name = str(row.get("article_id", f"row {number + 1}"))
        words = texts.get(name) if texts is not None else row[text]
        if not isinstance(words, str) or not words or pd.isna(row[prediction]):
            continue
        unit = Unit(0, len(words), str(row[prediction]))
        groups = str(row[by]) if by and not pd.isna(row[by]) else ALL
        cluster = str(row[story]) if story and not pd.isna(row[story]) else name
        found.append(ArticleUnits(name, groups, cluster, len(words.split()), words, (unit,)))
    if not found:
        raise UsageError(f"no row has a text and a label in {prediction}")
    return found


def table_question(articles: Iterable[ArticleUnits], prediction: str, question: str) -> Question:
    """The question about labels of one's own: any of the labels found may be the answer.

    The commonest label counts as "nothing here": the others are what the detector found.
    Raises `UsageError` if there is one label only.
    """
    counts = Counter(unit.found for one in articles for unit in one.units)
    if len(counts) < 2:
        raise UsageError(f"{prediction}: only the label {next(iter(counts))!r}; expected two")
    answers = tuple((label, "") for label, _ in counts.most_common())
    return Question(prediction, OWN_UNIT, question, "", answers)
