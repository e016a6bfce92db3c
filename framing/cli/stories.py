"""The stories that `framing reuse --groups` found, for commands that resample by story."""

from __future__ import annotations

from framing.errors import UsageError


def read_stories(path: str) -> dict[str, str]:
    """Story of each article id; raises `UsageError` for a file that does not say so."""
    from framing.tables.read import read_feature_table

    groups = read_feature_table(path)
    for column in ("article_id", "story_id"):
        if column not in groups.columns:
            raise UsageError(
                f"--groups {path}: has no column {column}; make the file with "
                "`framing reuse CORPUS -o pairs.csv --groups groups.csv`"
            )
    known = groups.dropna(subset=["article_id", "story_id"]).drop_duplicates("article_id")
    return dict(zip(known["article_id"].astype(str), known["story_id"].astype(str), strict=True))
