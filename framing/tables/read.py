"""Reads feature tables back: the files that `framing features` and `framing reuse` write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from framing.corpus.fields import Columns, MissingColumnError
from framing.errors import UsageError
from framing.tables.write import text_of_cell

READ_ENDINGS = (".csv", ".csv.gz", ".tsv", ".parquet", ".jsonl", ".jsonl.gz")
TEXT_COLUMNS = (
    *("article_id", "outlet", "agency", "published", "title", "url", "story_id", "copy_id"),
)


def read_feature_table(
    path: str | Path, text_columns: Sequence[str] = (), *, empty: bool = False
) -> pd.DataFrame:
    """A table of features, one row an article; the format is read off the name's ending.

    Ids, outlets, dates and `text_columns` stay text, so that outlet "007" is not the number 7, and
    lose the apostrophe that keeps a spreadsheet from running them; an empty cell is NaN (None for
    text). `empty` allows a table without rows. Raises `UsageError` for a file that is missing,
    empty, not what its ending says, or a table of articles.
    """
    table = read_table(path, text_columns, empty=empty)
    if _holds_articles([str(name) for name in table.columns]):
        raise UsageError(
            f"{path}: holds articles, not features of them; first `framing features {path} "
            "-o features.csv`, then give features.csv"
        )
    return table


def read_table(
    path: str | Path, text_columns: Sequence[str] = (), *, empty: bool = False
) -> pd.DataFrame:
    """Any table, as `read_feature_table` reads one of features; labels of one's own, say.

    Raises `UsageError` for a file that is no table, cannot be read or, unless `empty`, has no row.
    """
    place = Path(path)
    if not place.name.endswith(READ_ENDINGS):
        raise UsageError(
            f"{path}: expected a table of features, a name ending in {', '.join(READ_ENDINGS)}; "
            f"make one of articles with `framing features {path} -o features.csv`"
        )
    if not place.is_file():
        raise UsageError(f"{path}: no such file; make one with `framing features CORPUS -o {path}`")
    try:
        table = _read(place, (*TEXT_COLUMNS, *text_columns))
    except (ValueError, OSError, pd.errors.ParserError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UsageError(f"{path}: is not a readable table ({reason}); make it anew") from error
    if table.empty and not empty:
        raise UsageError(f"{path}: holds no row; `framing features` writes one row an article")
    return table


def _holds_articles(names: Sequence[str]) -> bool:
    """Whether a table has a column for the text, and none of those that a table of ours has."""
    if {"article_id", "n_words"} & set(names):
        return False
    try:
        return "text" in Columns(names, {}).of
    except MissingColumnError:
        return False


def _read(place: Path, text_columns: Sequence[str]) -> pd.DataFrame:
    if place.suffix == ".parquet":
        return pd.read_parquet(place)
    if place.name.endswith((".jsonl", ".jsonl.gz")):
        table = pd.read_json(place, lines=True, dtype=False)
        return table.astype(
            {n: float for n in table if n not in text_columns and _nothing(table[n])}
        )
    as_text = dict.fromkeys(text_columns, str)
    separator = "\t" if place.suffix == ".tsv" else ","
    # Only an empty cell is nothing: "NA" and "None" may well be the name of an outlet.
    table = pd.read_csv(
        place, sep=separator, dtype=as_text, keep_default_na=False, na_values=[""], low_memory=False
    )
    for name in text_columns:
        if name in table:
            table[name] = table[name].map(text_of_cell, na_action="ignore")
    return table


def _nothing(column: pd.Series) -> bool:
    """Whether a column holds no value at all, so that its type cannot be seen."""
    return not column.notna().any()
