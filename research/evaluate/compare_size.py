"""How often the tests of `framing compare` find what is not there, and what is.

    python -m research.evaluate.compare_size [--runs 200] [--write]

Tables of fictional outlets with known truth, a scenario each: articles of very unequal length,
values that one outlet seldom has, rare things, stories that outlets share, few articles. Printed a
scenario: the share of p ≤ .05 where nothing differs, the same for the interval (excludes 0), how
often the two agree, the false discovery rate at q ≤ .05, and the power where one outlet does
differ; beside it the size and power of the statistic used before (share of cells in the error).
Last, words of outlets whose articles come in stories: how often intervals exclude 0.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from framing.compare import CompareOptions, compare_outlets, weighted_log_odds
from framing.compare.cells import make_cells
from framing.compare.sample import make_sample
from framing.compare.terms import TermCounter, TermCounts
from research.evaluate.measured import MEASURED, keep_run

FEATURES = 40
Floats = NDArray[Any]
Made = tuple[Floats, Floats, Floats, Floats]
"""Outlet, story and words of each article, and values (articles x features)."""


@dataclass(frozen=True)
class Scenario:
    """`make` gives outlet, story, words and values (articles x features) without a difference;
    `lift` multiplies outlet A's values to give one."""

    name: str
    make: Callable[[np.random.Generator], Made]
    lift: float
    ending: str = "_per_1k_words"


def _skewed(rng: np.random.Generator, articles: int) -> Floats:
    return rng.gamma(1.5, 2.0, (articles, FEATURES))


def lengths(rng: np.random.Generator) -> Made:
    """A writes 60 articles of 1,500 words, the others 240 of 300: rates vary less in long ones."""
    outlet = np.repeat([0, 1, 2, 3, 4], 60)
    words = np.where(outlet == 0, 1500, 300) * rng.lognormal(0, 0.2, 300)
    rate = rng.gamma(4.0, 1.0, (300, FEATURES))
    counts = rng.poisson(rate * words[:, None] / 1000)
    return outlet, np.arange(300), words, 1000 * counts / words[:, None]


def missing(rng: np.random.Generator) -> Made:
    """A has a value in 95 % of articles, B in 15 %."""
    outlet = np.repeat([0, 1], 80)
    values = rng.beta(1.2, 3.0, (160, FEATURES))
    known = rng.random((160, FEATURES)) < np.where(outlet == 0, 0.95, 0.15)[:, None]
    return outlet, np.arange(160), np.full(160, 500.0), np.where(known, values, np.nan)


def rare(rng: np.random.Generator) -> Made:
    """Something that stands in one article of five."""
    outlet = np.repeat([0, 1, 2], 60)
    values = _skewed(rng, 180) * (rng.random((180, FEATURES)) < 0.2)
    return outlet, np.arange(180), rng.lognormal(6, 0.5, 180), values


def shared(rng: np.random.Generator) -> Made:
    """Stories told by all three outlets, levels differ by story."""
    outlet, story = np.tile([0, 1, 2], 40), np.repeat(np.arange(40), 3)
    level = rng.gamma(3.0, 1.0, (40, FEATURES))[story]
    return outlet, story, rng.lognormal(6, 0.5, 120), level * rng.gamma(6.0, 1 / 6, level.shape)


def few(rng: np.random.Generator) -> Made:
    """16 articles against 80."""
    outlet = np.repeat([0, 1], [16, 80])
    return outlet, np.arange(96), rng.lognormal(6, 0.4, 96), _skewed(rng, 96)


def clusters(rng: np.random.Generator) -> Made:
    """Several articles of an outlet on one story, which resemble one another."""
    story = rng.integers(0, 90, 240)
    outlet = np.where(rng.random(240) < 0.7, story % 3, rng.integers(0, 3, 240))
    level = rng.gamma(2.0, 1.0, (90, FEATURES))[story]
    return outlet, story, rng.lognormal(6, 0.5, 240), level * rng.gamma(4.0, 0.25, level.shape)


SCENARIOS = (
    Scenario("60 articles of 1,500 words against 240 of 300", lengths, 1.5),
    Scenario("known in 95 % of articles against 15 %", missing, 1.5, "_share"),
    Scenario("in one article of five", rare, 2.5),
    Scenario("stories that all three tell", shared, 1.25),
    Scenario("16 articles against 80", few, 1.7),
    Scenario("several articles a story", clusters, 1.5),
)


def table_of(made: Made, ending: str) -> pd.DataFrame:
    """The feature table of a scenario."""
    outlet, story, words, values = made
    order = np.lexsort((outlet, story))
    frame = pd.DataFrame(values[order], columns=[f"x{k}{ending}" for k in range(FEATURES)])
    named = [chr(65 + int(k)) for k in outlet[order]]
    return frame.assign(outlet=named, story_id=story[order], n_words=words[order])


def before(table: pd.DataFrame, options: CompareOptions) -> Floats:
    """p of A against the rest as it was tested before: an error from A's share of cells."""
    cells = make_cells(make_sample(table, "outlet", options))
    first, known = cells.group == 0, cells.d > 0
    mean = cells.y.sum(axis=0) / cells.d.sum(axis=0)
    residual = cells.y - mean * cells.d
    starts = np.flatnonzero(np.diff(cells.story, prepend=-1))
    sizes = np.diff(np.append(starts, len(first)))
    single = np.repeat(sizes, sizes) == 1
    told = np.repeat(np.logical_or.reduceat(first, starts), sizes) & ~single
    run = np.where(single, -1, cells.story)
    scores = np.zeros_like(residual)
    for number in np.unique(run[single | told]):
        rows = np.flatnonzero(run == number)
        part, has = residual[rows], known[rows]
        scores[rows] = np.where(has, part - part.sum(axis=0) / np.maximum(has.sum(axis=0), 1), 0)
    share = first[single].mean() if single.any() else 0.0
    squares = scores**2 * np.where(single, 1 - 2 * share, 1.0)[:, None]
    constant = share**2 * (scores[single] ** 2).sum(axis=0)

    def statistic(labels: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = np.maximum(labels @ squares + constant, 0)
            size: Floats = np.abs(labels @ scores) / np.sqrt(variance)
        return size

    rng = np.random.default_rng(1)
    labels = np.zeros((1000, len(first)))
    labels[:, single] = rng.permuted(np.tile(first[single], (1000, 1)), axis=1)
    for start, size in zip(starts, sizes, strict=True):
        if size > 1 and first[start : start + size].any():
            labels[np.arange(1000), start + rng.integers(0, size, 1000)] = 1.0
    reached = statistic(labels) >= statistic(first[None, :].astype(float)) * (1 - 1e-9)
    p: Floats = (1 + reached.sum(axis=0)) / 1001
    return p


def judge(scenario: Scenario, runs: int) -> dict[str, float]:
    """Size, agreement, false discoveries and power over `runs` tables of 40 features each."""
    nulls: list[pd.DataFrame] = []
    hits: list[pd.DataFrame] = []
    found: list[tuple[int, int]] = []
    for run in range(runs):
        rng = np.random.default_rng((7, run))
        made = scenario.make(rng)
        options = CompareOptions(resamples=1000, seed=run)
        for lift in (1.0, scenario.lift):
            values = made[3].copy()
            # With a lift the first ten features differ: the others are true nulls beside them.
            values[np.ix_(made[0] == 0, np.arange(FEATURES) < 10)] *= lift
            table = table_of((*made[:3], values), scenario.ending)
            rows = compare_outlets(table, options=options)
            own = rows[rows["group"] == "A"].assign(before=before(table, options))
            (nulls if lift == 1.0 else hits).append(own)
            if lift != 1.0:
                small = own["q"].to_numpy() <= 0.05
                found.append((small[10:].sum(), small.sum()))
    null, hit = pd.concat(nulls), pd.concat(hits)
    lifted = hit[hit["feature"].isin([f"x{k}{scenario.ending}" for k in range(10)])]
    both = pd.concat([null, hit]).dropna(subset=["p", "difference_low"])
    return {
        "size": (null["p"].dropna() <= 0.05).mean(),
        "size_before": (null["before"] <= 0.05).mean(),
        "interval": _excludes(null).mean(),
        "agree": (_excludes(both) == (both["p"] <= 0.05)).mean(),
        "fdr": float(np.mean([false / max(1, all_) for false, all_ in found])),
        "power": (lifted["p"].dropna() <= 0.05).mean(),
        "power_before": (lifted["before"] <= 0.05).mean(),
        "power_interval": _excludes(lifted).mean(),
    }


def _excludes(rows: pd.DataFrame) -> pd.Series:
    given = rows.dropna(subset=["difference_low"])
    return (given["difference_low"] > 0) | (given["difference_high"] < 0)


def word_counts(run: int, lift: float) -> dict[str, TermCounter]:
    """Two outlets on 30 stories, five articles a story; A uses ten words `lift` times as often.

    Counted as if each article were a story of its own, and by story.
    """
    rng = np.random.default_rng((8, run))
    counters = {"article": TermCounter(), "story": TermCounter()}
    base = rng.dirichlet(np.ones(80))
    for story in range(30):
        topic = rng.dirichlet(base * 40)
        lifted = topic * np.where(np.arange(80) < 10, lift, 1.0)
        for outlet in "AAAAB" if story % 2 else "ABBBB":
            share = lifted / lifted.sum() if outlet == "A" else topic
            drawn = rng.multinomial(250, share)
            counts = {f"w{k}": int(n) for k, n in enumerate(drawn) if n}
            counters["article"].add(outlet, counts)
            counters["story"].add(outlet, counts, story)
    return counters


def bootstrapped(rows: pd.DataFrame, counts: TermCounts, resamples: int = 300) -> Floats:
    """Half the interval of A's terms as it was: a bootstrap over stories, t by their number."""
    rng = np.random.default_rng(0)
    place = {term: k for k, term in enumerate(counts.terms)}
    dense = counts.counts.todense()
    stories = int(counts.story.max()) + 1
    by_story = np.zeros((2, stories, len(counts.terms)))
    np.add.at(by_story, (counts.group, counts.story), dense)
    weights = rng.multinomial(stories, np.full(stories, 1 / stories), resamples)
    count = weights @ by_story
    total = count.sum(axis=2, keepdims=True)
    prior = 500 * dense.sum(axis=0) / dense.sum()
    odds = np.log(count + prior) - np.log(np.maximum(total + 500 - count - prior, 0.5))
    terms = [place[term] for term in rows["term"]]
    error = np.maximum(rows["log_odds"] / rows["z"], (odds[0] - odds[1]).std(axis=0)[terms])
    degrees = (by_story.sum(axis=0) > 0).sum(axis=0)[terms] - 1
    reach: Floats = student.ppf(0.975, np.maximum(degrees, 1)) * error
    return reach


def judge_words(runs: int) -> pd.DataFrame:
    """How often intervals of words exclude 0, by article, by story, and as it was before."""
    found: dict[tuple[float, str], list[Floats]] = defaultdict(list)
    for run in range(runs):
        for lift in (1.0, 1.5, 2.5):
            # With a lift only the ten words that differ are looked at.
            tested = [f"w{k}" for k in range(80 if lift == 1 else 10)]
            for name, counter in word_counts(run, lift).items():
                counts = counter.finish()
                rows = weighted_log_odds(counts)
                rows = rows[(rows["group"] == "A") & rows["term"].isin(tested)]
                out = (rows["low"] > 0) | (rows["high"] < 0)
                found[lift, name].append(out.to_numpy())
            # The last were those by story.
            before = np.abs(rows["log_odds"].to_numpy()) > bootstrapped(rows, counts)
            found[lift, "story, before"].append(before)
    shares = {key: float(np.concatenate(all_).mean()) for key, all_ in found.items()}
    return pd.Series(shares).unstack()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=40, help="tables a scenario (default: 40)")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    rows = {scenario.name: judge(scenario, args.runs) for scenario in SCENARIOS}
    print(pd.DataFrame(rows).T.round(3).to_string())
    print("words, intervals that exclude 0, by how much more often A uses them:")
    words = judge_words(args.runs)
    print(words.round(3).to_string())
    if args.write:
        keep_run(
            MEASURED,
            "compare_size",
            {
                "command": f"python -m research.evaluate.compare_size --runs {args.runs} --write",
                **{"tables": args.runs, "features": FEATURES, "scenarios": rows},
                "words": {str(lift): row.to_dict() for lift, row in words.iterrows()},
            },
        )


if __name__ == "__main__":
    main()
