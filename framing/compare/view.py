"""A comparison as a paper prints it: estimate and difference with their intervals, n, p and q."""

from __future__ import annotations

import pandas as pd

from framing.compare.tidy import MIN_POOLED, MIN_STORIES
from framing.measures.columns import find_spec
from framing.tables.publish import cell_text, interval

SURE = 0.05
"""The q below which a difference is significant."""


def comparison_view(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that a reader needs; one row a feature, group and other side."""
    base = rows[["feature", "group", "against", "n", "n_stories"]]
    return base.assign(
        estimate=interval(rows, ["estimate", "low", "high"]),
        difference=interval(rows, ["difference", "difference_low", "difference_high"]),
        std_difference=rows["std_difference"].map(lambda value: cell_text(value)),
        p=[printed_p(p) for p in rows["p"]],
        q=[printed_p(q) for q in rows["q"]],
        note=rows["note"],
    )


def paper_view(rows: pd.DataFrame) -> pd.DataFrame:
    """What a paper prints: rows that were judged, with heads in words.

    A feature and an other side that all rows share stand in the caption (`shared_words`).
    """
    view = comparison_view(rows[rows["estimate"].notna()])
    if not view["note"].any():
        view = view.drop(columns="note")
    view = view.drop(columns=_shared(rows))
    heads = {"n": "articles", "n_stories": "stories", "std_difference": "in deviations"}
    return view.rename(columns=heads)


def _shared(rows: pd.DataFrame) -> list[str]:
    return [name for name in ("feature", "against") if rows[name].nunique() == 1 and len(rows) > 1]


def shared_words(rows: pd.DataFrame) -> str:
    """The feature and the other side of all rows, for the caption; empty where they differ.

    >>> rows = pd.DataFrame({"feature": "own_share", "against": ["rest", "rest"]})
    >>> shared_words(rows)
    '; own_share; each against all others together'
    """
    told = []
    for name in _shared(rows):
        value = str(rows[name].iloc[0])
        if name == "against":
            other = "all others together" if value == "rest" else value
            told.append(f"each against {other}")
            continue
        spec = find_spec(value)
        told.append(f"{value} ({spec.definition.rstrip('.')})" if spec else value)
    return "".join(f"; {one}" for one in told)


def not_judged(rows: pd.DataFrame, least: int) -> str:
    """How much a paper's table leaves out, for its caption; empty if nothing.

    >>> table = pd.DataFrame({"group": ["A", "B", "B"], "estimate": [0.2, None, None]})
    >>> not_judged(table, 10)
    'left out: 2 rows with fewer than 10 articles (15 for rates) or 5 stories'
    """
    few = int(rows["estimate"].isna().sum())
    most = f" ({MIN_POOLED} for rates)" if least < MIN_POOLED else ""
    told = f"fewer than {least} articles{most} or {MIN_STORIES} stories"
    return f"left out: {few:,} row{'s' if few > 1 else ''} with {told}" if few else ""


def printed_p(value: float) -> str:
    """A probability as journals print it.

    >>> printed_p(0.0004), printed_p(0.0312)
    ('< .001', '.031')
    """
    if value != value:
        return ""
    return "< .001" if value < 0.001 else f"{value:.3f}".lstrip("0") or "0"


def surest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows with the smallest q, the greatest standardised difference first among equals."""
    tested = rows[rows["q"].notna()]
    size = tested["std_difference"].abs()
    return tested.assign(size=size).sort_values(["q", "size"], ascending=[True, False]).head(most)


def surest_lines(rows: pd.DataFrame, most: int) -> str:
    """The surest differences as a text table."""
    from tabulate import tabulate

    best = surest(rows, most)
    if best.empty:
        return "no difference could be tested; the notes of the table say why"
    view = comparison_view(best).drop(columns=["note", "n_stories"])
    table: str = tabulate(view.to_numpy().tolist(), list(view.columns), "simple")
    return table
