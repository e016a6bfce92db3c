"""Outlets compared by hand codes of a detector: corrected estimates beside the raw ones."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from framing.compare.options import STORY_COLUMN, CompareOptions
from framing.compare.outlets import REST, compare_outlets
from framing.errors import UsageError
from framing.validate.coded import Coded
from framing.validate.correct import COLUMNS, TEXT, correct, corrected_counts, lacking
from framing.validate.questions import OWN_UNIT

_RATE = "_per_1k_words"


def compare_validated(
    table: pd.DataFrame,
    coded: Coded,
    *,
    by: str = "outlet",
    options: CompareOptions | None = None,
) -> pd.DataFrame:
    """Shares and rates of each outlet, raw and corrected by the codes, and differences of pairs.

    `table` is the feature table of the articles the sample was drawn from; its stories (column
    `story_id`, or `options.story`) take the place of those known when the sample was drawn. Shares
    are those of `framing.validate.correct`; rates per 1,000 words are sums over articles through
    the bootstrap over stories. Raises `UsageError` if the table and the sample share no article or
    the sample was not drawn by `by`.
    """
    chosen = options or CompareOptions()
    own = _same_articles(table, coded, by, chosen)
    shares = correct(own, confidence=chosen.confidence)
    rates = _rates(own, chosen)
    found = pd.concat([shares, rates], ignore_index=True) if len(rates) else shares
    return found[list(COLUMNS)]


def _same_articles(table: pd.DataFrame, coded: Coded, by: str, options: CompareOptions) -> Coded:
    """The sample with the table's stories; checked against the table's groups."""
    if "article_id" not in table.columns:
        raise UsageError("the table has no column article_id, by which codes are joined")
    sample = coded.sample
    ids = table["article_id"].astype(str)
    known = {name for name, *_ in sample.articles}
    if not known & set(ids):
        raise UsageError("the sheet was drawn from other articles: none of them is in the table")
    groups = set(sample.groups)
    if len(groups) > 1 and by in table.columns:
        named = set(table[by].dropna().astype(str))
        if not groups & named:
            raise UsageError(
                f"--by {by}: the sheet was drawn by {', '.join(sorted(groups)[:3])} …, the table "
                f"has {', '.join(sorted(named)[:3])} …; draw with --by {by}"
            )
    column = options.story or STORY_COLUMN
    if column not in table.columns:
        return coded
    filled = table[column].astype(object).where(table[column].notna(), ids)
    stories = dict(zip(ids, filled.astype(str), strict=True))
    articles = tuple(
        (name, group, stories.get(name, story), words, counts)
        for name, group, story, words, counts in sample.articles
    )
    drawn = tuple(
        replace(unit, story=stories.get(unit.article_id, unit.story)) for unit in sample.drawn
    )
    return Coded(replace(sample, articles=articles, drawn=drawn), coded.answers)


def _rates(coded: Coded, options: CompareOptions) -> pd.DataFrame:
    """Rows of rates per 1,000 words: each answer but the one that means nothing."""
    question = coded.sample.question
    wanted = [key for key in question.keys if key != question.nothing]
    coded = _with_enough(coded)
    if question.unit == OWN_UNIT or len(coded.sample.groups) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    columns: dict[str, object] = {}
    for key in wanted:
        counts = corrected_counts(coded, [key])
        for part in ("raw", "corrected"):
            rate = 1000 * counts[part] / counts["words"].clip(lower=1)
            columns[f"{part} {key}{_RATE}"] = rate
    frame = pd.DataFrame(columns).assign(
        article_id=counts["article_id"],
        outlet=counts["group"],
        story_id=counts["story"],
        n_words=counts["words"],
    )
    pairs = replace(options, story=None, features=(), pairwise=True)
    rows = compare_outlets(frame, options=pairs)
    return pd.DataFrame(
        [row for key in wanted for row in _rate_rows(rows, key, question.layer)]
    ).reindex(columns=list(COLUMNS))


def _with_enough(coded: Coded) -> Coded:
    """Without the groups that have too few codes."""
    sample = coded.sample
    kept = {group for group in sample.groups if not lacking(coded.sizes(group))}
    articles = tuple(one for one in sample.articles if one[1] in kept)
    drawn = tuple(unit for unit in sample.drawn if unit.group in kept)
    return Coded(replace(sample, articles=articles, drawn=drawn), coded.answers)


def _rate_rows(rows: pd.DataFrame, key: str, layer: str) -> list[dict[str, object]]:
    """Estimates of the groups, then differences of pairs; rows are those of `compare_outlets`."""
    name = f"{layer}: {key}, per 1,000 words"
    found: dict[bool, list[dict[str, object]]] = {True: [], False: []}
    raw = {
        (row["group"], row["against"]): row
        for row in rows[rows["feature"] == f"raw {key}{_RATE}"].to_dict("records")
    }
    for row in rows[rows["feature"] == f"corrected {key}{_RATE}"].to_dict("records"):
        before, alone = raw[row["group"], row["against"]], row["against"] == REST
        cells = {"feature": name, "group": row["group"], "note": row["note"]}
        if alone:
            cells |= {"against": "", "raw": before["estimate"], "corrected": row["estimate"]}
            cells |= {end: row[end] for end in ("low", "high")}
        else:
            cells |= {"against": row["against"], "raw_difference": before["difference"]}
            names = ("difference", "difference_low", "difference_high", "p", "q")
            cells |= {end: row[end] for end in names}
        found[alone].append(cells)
    return found[True] + found[False]


__all__ = ["COLUMNS", "TEXT", "compare_validated"]
