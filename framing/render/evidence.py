"""The words behind a column, over a corpus: as rows, as a table, as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.errors import UsageError
from framing.lists.word_lists import word_lists
from framing.pages.provenance import declared_publisher
from framing.render.page import anchor, draw_page, page_name
from framing.run.collect import PassJob, chosen_features, every_feature, one_pass
from framing.tables.evidence import COLUMNS, as_given, evidence_rows
from framing.types import Article, Options, Reading

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EvidenceJob(PassJob):
    """Rows of evidence of some columns, and the page of the article if it is asked for."""

    columns: tuple[str, ...] = ()
    outlet: str | None = None
    pages: bool = False

    def of(self, reading: Reading) -> tuple[list[Row], str]:
        """The rows, and the page's HTML or nothing."""
        if self.outlet is not None and reading.provenance.publisher != self.outlet:
            return [], ""
        rows = [
            row
            for feature in chosen_features(self.options, self.columns)
            for row in evidence_rows(reading, feature)
        ]
        for row in rows:
            row["page"] = f"{page_name(row['article_id'])}#{anchor(row['start'])}"
        rows = [as_given(row, reading.article) for row in rows]
        return rows, draw_page(reading) if rows and self.pages else ""


def perhaps_of(
    articles: Iterable[Article],
    outlet: str | None,
    lexicons: Path | None,
    on_other: Callable[[int], object] = lambda _: None,
) -> Iterator[Article]:
    """The articles that may be an outlet's; those that the input gives to another are not read.

    `on_other` hears of each that is passed over.
    """
    lists = word_lists(lexicons)
    for article in articles:
        if outlet is None or declared_publisher(article, lists) in (None, outlet):
            yield article
        else:
            on_other(1)


def check_columns(columns: Iterable[str], options: Options) -> tuple[str, ...]:
    """The columns. Raises `UsageError` for one that the codebook does not have."""
    known = [feature.spec.name for feature in every_feature(options)]
    for column in columns:
        if column not in known:
            import difflib

            near = difflib.get_close_matches(column, known, 4, 0.4)
            hint = f": perhaps {', '.join(near)}" if near else ""
            raise UsageError(
                f"column {column!r}: not one of the codebook{hint}; `framing codebook` lists all"
            )
    return tuple(columns)


def surest(rows: Iterable[Row], top: int | None) -> list[Row]:
    """The `top` rows of greatest confidence and weight, in the order of the corpus; all for None.

    Where the layer has no confidence all are alike, and the first stay.
    """
    kept = list(rows)
    if top is None or len(kept) <= top:
        return kept

    def strength(number: int) -> tuple[float, float, int]:
        row = kept[number]
        return row["confidence"] or 0.0, abs(row["weight"]), -number

    return [kept[number] for number in sorted(nlargest(top, range(len(kept)), key=strength))]


def evidence(
    column: str | Sequence[str] | pd.Series | Any,
    corpus: Iterable[Article | str] | str | Path,
    *,
    outlet: str | None = None,
    top: int | None = None,
    options: Options | None = None,
) -> pd.DataFrame:
    """Keyword in context for a column of the codebook: one row a span behind its values.

    `column` may also be several columns, a row of a comparison (its feature and group are taken) or
    a chart (the columns that it shows). Columns of the result: `left, match, right`, what the match
    counted as, in whose voice, its status, speaker, side and confidence, its place in the text, and
    the page that `framing explain` writes for the article. Raises `UsageError` for a column that
    the codebook does not have.

    >>> rows = evidence("hedge_outlet_per_1k_words", ["Officials said talks stall. They may end."])
    >>> rows[["match", "counted_as", "voice"]].values.tolist()
    [['may', 'epistemic_modal', 'outlet']]
    """
    import pandas as pd

    from framing.corpus.load import load_articles
    from framing.run.analyze import as_articles

    chosen = options or Options()
    columns, group = _asked(column)
    wanted = outlet or group
    work = EvidenceJob(chosen, columns=check_columns(columns, chosen), outlet=wanted)
    if isinstance(corpus, str | Path):
        corpus = load_articles(corpus)
    articles = perhaps_of(as_articles(corpus), wanted, chosen.lexicons)
    found = (row for rows, _ in one_pass(articles, work) for row in rows)
    return pd.DataFrame(surest(found, top), columns=list(COLUMNS))


def _asked(column: Any) -> tuple[tuple[str, ...], str | None]:
    """Columns, and the group if a row of a comparison says one."""
    if isinstance(column, str):
        return (column,), None
    if hasattr(column, "measures"):
        return tuple(column.measures), None
    if hasattr(column, "get") and column.get("feature") is not None:
        group = column.get("group")
        return (str(column["feature"]),), str(group) if group is not None else None
    return tuple(column), None


def draw_evidence(rows: Sequence[Row], title: str, definition: str = "") -> str:
    """A page of rows of evidence that sorts and filters; links lead into the articles' pages."""
    from framing.render.html import render

    outlets = sorted({row["outlet"] for row in rows if row["outlet"]})
    return render("evidence.html", rows=rows, title=title, definition=definition, outlets=outlets)
