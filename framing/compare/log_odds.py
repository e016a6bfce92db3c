"""The words an outlet prefers: weighted log-odds with an informative Dirichlet prior."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.compare.moderate import moderate
from framing.compare.sample import FloatArray, IntArray
from framing.compare.terms import TermCounts
from framing.errors import UsageError

COLUMNS = (
    *("term", "group", "count", "count_rest", "rate_per_1k", "log_odds", "z", "low", "high"),
    *("n_articles", "q"),
)
TEXT = ("term", "group")
MIN_STORIES = 5  # fewer clusters give no spread; chosen, not measured
_BYTES_AT_ONCE = 64_000_000  # of counts with stories left out; bounds memory; chosen
_BLOCKS = 500  # more stories are left out some at a time (delete-a-group jackknife, Kott 2001)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOddsOptions:
    """`prior` is the weight of the prior in words: how many words of the whole corpus are added to
    each side. Terms in fewer than `min_count` places or `min_articles` articles are left out.
    """

    prior: float = 500.0
    min_count: int = 5
    min_articles: int = 3
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if not self.prior > 0:
            raise UsageError(f"prior {self.prior}: expected more than 0 words")


def weighted_log_odds(
    counts: pd.DataFrame | TermCounts, *, options: LogOddsOptions | None = None
) -> pd.DataFrame:
    """How much more often each group uses each term than all others do (Monroe et al. 2008).

    `log_odds` is δ, the difference of log-odds under a Dirichlet prior in proportion to the
    term's share of the whole corpus, and `z` δ over its error, as if words were drawn one by one.
    They are not: a word comes in bursts, and articles on one story share their words. `low`,
    `high` and `q` (Benjamini and Hochberg 1995, over all rows) therefore use the error of a
    jackknife over stories (Tukey 1958), moderated over terms (`framing.compare.moderate`), where
    that is larger; with fewer than 5 stories they are NaN. From a table (terms as rows, groups as
    columns) the articles are unknown: `n_articles` is NaN and the error is that of z. Rows are
    sorted by group, then from the most preferred term down.

    >>> table = pd.DataFrame({"A": [30, 5], "B": [5, 30]}, index=["rebels", "militants"])
    >>> weighted_log_odds(table)[["term", "group", "log_odds"]].round(2).head(1)
         term group  log_odds
    0  rebels     A      0.19

    Raises `UsageError` if no term is frequent enough to compare.
    """
    chosen = options or LogOddsOptions()
    frames = list(_rows(counts, chosen))
    if not frames:
        raise UsageError(
            "no term is frequent enough to compare; expected more text, or lower minima"
        )
    rows = pd.concat(frames, ignore_index=True)
    return _with_q(rows).reset_index(drop=True)


def _rows(counts: pd.DataFrame | TermCounts, options: LogOddsOptions) -> Iterator[pd.DataFrame]:
    if isinstance(counts, pd.DataFrame):
        by_group = counts.to_numpy(float).T
        terms, groups = counts.index.astype(str).to_numpy(), [str(name) for name in counts.columns]
        _check_groups(groups)
        articles = np.full_like(by_group, np.nan)
        spread = np.zeros_like(by_group), np.full_like(by_group, np.inf)
        yield from _frames(terms, groups, (by_group, by_group.sum(1), articles), spread, options)
        return
    _check_groups(list(counts.groups))
    # The totals are those of all terms: rare ones are part of what was written.
    totals = _by_group(counts.counts.sum(axis=1)[:, None], counts)[:, 0]
    often = np.asarray(counts.counts.sum(axis=0)) >= options.min_count
    wide = np.asarray((counts.counts > 0).sum(axis=0)) >= options.min_articles
    kept = np.flatnonzero(often & wide)
    if not len(kept):
        return
    part = counts.counts[:, kept]
    by_group, articles = _by_group(part, counts), _by_group(part > 0, counts)
    prior = _prior(by_group, totals, options)
    variance = _jackknife(part, counts, prior, options)
    # A term's error rests on the stories that hold it; few of them tell their spread badly.
    degrees = np.maximum(np.minimum(_stories_with(part, counts), _BLOCKS) - 1, 1.0)
    expected = _expected(by_group, prior)
    found = [moderate(*rows, degrees) for rows in zip(variance, expected, strict=True)]
    spread = np.sqrt([one[0] for one in found]), np.stack([one[1] for one in found])
    names = np.array(counts.terms, object)[kept]
    yield from _frames(names, list(counts.groups), (by_group, totals, articles), spread, options)


def _jackknife(
    part: Any, counts: TermCounts, prior: FloatArray, options: LogOddsOptions
) -> FloatArray:
    """Variance of δ over stories, each left out in turn: groups x terms, NaN with few stories."""
    stories = int(counts.story.max(initial=-1)) + 1
    variance = np.full((len(counts.groups), part.shape[1]), np.nan)
    if stories < MIN_STORIES:
        return variance
    blocks = min(stories, _BLOCKS)
    block = counts.story % blocks
    totals = _left_out(counts.counts.sum(axis=1)[:, None], counts, block)
    step, columns = max(1, _BYTES_AT_ONCE // totals.nbytes), part.tocsc()
    for start in range(0, part.shape[1], step):
        some = slice(start, start + step)
        left = _left_out(columns[:, some], counts, block)
        odds = _log_odds(left, totals, prior[some], options.prior)
        variance[:, some] = odds.var(axis=1) * (blocks - 1)
    return variance


def _expected(by_group: FloatArray, prior: FloatArray) -> FloatArray:
    """Variance of δ if words were drawn one by one (Monroe et al. 2008, equation 20)."""
    rest = by_group.sum(axis=0) - by_group
    variance: FloatArray = 1 / (by_group + prior) + 1 / (rest + prior)
    return variance


def _check_groups(groups: list[str]) -> None:
    if len(groups) < 2:
        named = f"only {groups[0]!r}" if groups else "none"
        raise UsageError(f"expected two groups or more to compare words, found {named}")


def _by_group(matrix: object, counts: TermCounts) -> FloatArray:
    """Sums of the rows (articles) of each group: groups x columns."""
    from scipy.sparse import csr_array

    articles = len(counts.group)
    member = csr_array(
        (np.ones(articles, np.float32), (counts.group, np.arange(articles))),
        shape=(len(counts.groups), articles),
    )
    found = member @ matrix
    return np.asarray(found.todense() if hasattr(found, "todense") else found, np.float64)


def _stories_with(part: Any, counts: TermCounts) -> FloatArray:
    """Stories that hold each term."""
    from scipy.sparse import csr_array

    articles = len(counts.story)
    member = csr_array((np.ones(articles), (counts.story, np.arange(articles))))
    return np.asarray(((member @ (part > 0)) > 0).sum(axis=0), np.float64)


def _left_out(part: Any, counts: TermCounts, block: IntArray) -> FloatArray:
    """Counts without each block of stories: groups x blocks x columns."""
    from scipy.sparse import csr_array

    blocks, articles, groups = int(block.max()) + 1, len(block), len(counts.groups)
    places = (counts.group * blocks + block, np.arange(articles))
    member = csr_array((np.ones(articles, np.float32), places), shape=(groups * blocks, articles))
    held = member @ part
    dense = np.asarray(held.todense() if hasattr(held, "todense") else held, np.float64)
    dense = dense.reshape(groups, blocks, -1)
    left: FloatArray = dense.sum(axis=1, keepdims=True) - dense
    return left


def _prior(by_group: FloatArray, totals: FloatArray, options: LogOddsOptions) -> FloatArray:
    """Prior count of each term: its share of the corpus times the prior's words."""
    prior: FloatArray = options.prior * by_group.sum(axis=0) / totals.sum()
    return prior


def _log_odds(
    by_group: FloatArray, totals: FloatArray, prior: FloatArray, all_prior: float
) -> FloatArray:
    """δ of every group (first axis) against all others (Monroe et al. 2008, equation 15)."""
    rest, rest_total = by_group.sum(axis=0) - by_group, totals.sum(axis=0) - totals
    return _odds(by_group, totals, prior, all_prior) - _odds(rest, rest_total, prior, all_prior)


def _odds(
    count: FloatArray | NDArray[np.float32],
    total: FloatArray | NDArray[np.float32],
    prior: FloatArray,
    all_prior: float,
) -> FloatArray:
    """Logarithm of the odds of terms under the prior.

    A term that is all there is would have endless odds; half a word stands for the others.
    """
    others = total + all_prior - count - prior
    np.maximum(others, 0.5, out=others)
    odds: FloatArray = count + prior
    odds /= others
    return np.log(odds, out=odds)


def _frames(
    terms: NDArray[np.object_],
    groups: list[str],
    numbers: tuple[FloatArray, FloatArray, FloatArray],
    spread: tuple[FloatArray, FloatArray],
    options: LogOddsOptions,
) -> Iterator[pd.DataFrame]:
    from scipy.stats import t as student

    by_group, totals, articles = numbers
    prior = _prior(by_group, totals, options)
    odds = _log_odds(by_group, totals[:, None], prior, options.prior)
    rest = by_group.sum(axis=0) - by_group
    error = np.sqrt(_expected(by_group, prior))
    wider, degrees = np.maximum(error, spread[0]), spread[1]
    reach = student.ppf((1 + options.confidence) / 2, degrees) * wider
    for k, group in enumerate(groups):
        yield pd.DataFrame(
            {
                "term": terms,
                "group": group,
                "count": by_group[k].astype(int),
                "count_rest": rest[k].astype(int),
                "rate_per_1k": 1000 * by_group[k] / max(totals[k], 1.0),
                "log_odds": odds[k],
                "z": odds[k] / error[k],
                "low": odds[k] - reach[k],
                "high": odds[k] + reach[k],
                "n_articles": articles[k],
                "p": 2 * student.sf(np.abs(odds[k]) / wider[k], degrees[k]),
            }
        )


def _with_q(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with q over all of them, sorted."""
    from scipy.stats import false_discovery_control

    known = rows["p"].notna()
    rows = rows.assign(q=np.nan)
    if known.any():
        rows.loc[known, "q"] = false_discovery_control(rows.loc[known, "p"].to_numpy())
    return rows[list(COLUMNS)].sort_values(["group", "z", "term"], ascending=[True, False, True])
