"""Does the comparison find what was planted, and does it hold what it promises?

    python -m research.evaluate.simulate_outlets [--runs 200] [--keep FOLDER] [--write]

Articles of fictional outlets are made from templates and measured by the real pipeline. Three
outlets have a planted habit (hedging, anonymous sources, cooperation between the sides), five have
none. Each run draws stories, lets each outlet tell some of them (once or twice) and compares all
outlets. The population is known: every mean, difference and null is exact. Printed are the false
discovery rate at q <= .05, the share of planted differences found, and the coverage of the 95 %
intervals, beside the percentile bootstrap and Student's t on the same draws.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

import framing
from framing.compare import CompareOptions, compare_outlets
from framing.compare.cells import make_cells
from framing.compare.moments import story_weights
from framing.compare.resampled import Resampled
from framing.compare.sample import make_sample
from framing.types import Article
from research.evaluate.measured import MEASURED, keep_run
from research.evaluate.simulated_news import VARIANTS, make_articles

# Outlet: the variant it writes, and the share of stories that it tells.
OUTLETS = {
    "Harbour Post": ("hedging", 0.6),
    "Valley Courier": ("anonymous", 0.7),
    "Northern Ledger": ("cooperative", 0.8),
    "Plain Dealer": ("plain", 0.4),
    "Morning Lantern": ("plain", 0.5),
    "Old Town Gazette": ("plain", 0.6),
    "Weekly Beacon": ("plain", 0.8),
    "Daily Ferry": ("plain", 0.9),
}
LEADING = {
    "hedging": "hedge_outlet_uncertain_sentences_share",
    "anonymous": "quote_anonymous_share",
    "cooperative": "relation_deeds_balance_index",
}
GAP = ("difference_low", "difference_high", "true_difference")
_TWICE = 0.3  # chance that an outlet tells a story in two articles


@dataclass(frozen=True)
class Population:
    """All articles: `values` by variant, story, version and feature; `words` without the last."""

    features: list[str]
    values: np.ndarray
    words: np.ndarray

    def weights(self) -> np.ndarray:
        """What each value counts: its article's words for rates, 1 else, 0 if empty."""
        pooled = np.array([name.endswith("_per_1k_words") for name in self.features])
        given: np.ndarray = np.isfinite(self.values)
        words: np.ndarray = np.where(pooled, self.words[..., None], 1.0)
        return np.asarray(words * given)

    def truth(self) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        """The mean of each outlet and of all the others, one a feature."""
        weights = self.weights()
        sums = (weights * np.nan_to_num(self.values)).sum(axis=(1, 2))
        totals = weights.sum(axis=(1, 2))
        rows = {o: (VARIANTS.index(variant), share) for o, (variant, share) in OUTLETS.items()}
        own = {o: sums[k] / totals[k] for o, (k, _) in rows.items()}
        rest = {}
        for outlet in OUTLETS:
            others = [rows[o] for o in OUTLETS if o != outlet]
            rest[outlet] = sum(s * sums[k] for k, s in others) / sum(
                s * totals[k] for k, s in others
            )
        return own, rest


def make_population(stories: int, versions: int) -> Population:
    """Articles made, read by the pipeline; features that never vary are left out."""
    made = make_articles(stories, versions)
    articles = [Article(str(k), one.text, outlet=one.variant) for k, one in enumerate(made)]
    table = framing.analyze(articles).features
    numbers = table.select_dtypes("number").drop(columns="n_words")
    numbers = numbers.loc[:, numbers.nunique() > 1]
    shape = (stories, versions, len(VARIANTS))
    values = np.moveaxis(numbers.to_numpy(float).reshape(*shape, -1), 2, 0)
    words = np.moveaxis(table["n_words"].to_numpy(float).reshape(shape), 2, 0)
    return Population(list(numbers.columns), values, words)


def draw_table(population: Population, stories: int, rng: np.random.Generator) -> pd.DataFrame:
    """One sample: stories drawn from the population, each told by some of the outlets."""
    _, known, versions, _ = population.values.shape
    rows: list[tuple[str, int, int, int, int]] = []
    for story in range(stories):
        source = int(rng.integers(known))
        for outlet, (variant, share) in OUTLETS.items():
            if rng.random() < share:
                for _ in range(1 + (rng.random() < _TWICE)):
                    version = int(rng.integers(versions))
                    rows.append((outlet, story, VARIANTS.index(variant), source, version))
    keys = pd.DataFrame(rows, columns=["outlet", "story_id", "variant", "source", "version"])
    place = (keys["variant"].to_numpy(), keys["source"].to_numpy(), keys["version"].to_numpy())
    table = pd.DataFrame(population.values[place], columns=population.features)
    return pd.concat(
        [keys[["outlet", "story_id"]], pd.Series(population.words[place], name="n_words"), table],
        axis=1,
    )


def judge(rows: pd.DataFrame, population: Population) -> pd.DataFrame:
    """The rows with what is true of each."""
    own, rest = population.truth()
    number = {name: k for k, name in enumerate(population.features)}
    keys = zip(rows["feature"].map(number), rows["group"], rows["against"], strict=True)
    pairs = [
        (own[group][k], rest[group][k] if against == "rest" else own[against][k])
        for k, group, against in keys
    ]
    mean, other = np.array(pairs).T
    gap = mean - other
    null = np.abs(gap) < 1e-9 * (1 + np.abs(mean))
    return rows.assign(true=mean, true_difference=np.where(null, 0.0, gap), null=null)


def one_run(population: Population, stories: int, seed: int, resamples: int) -> pd.DataFrame:
    rng = np.random.default_rng((1, seed))
    table = draw_table(population, stories, rng)
    options = CompareOptions(resamples=resamples, seed=seed, pairwise=True)
    rows = judge(compare_outlets(table, options=options), population).assign(run=seed)
    return rows.merge(other_intervals(table, options), on=["feature", "group"], how="left")


def other_intervals(table: pd.DataFrame, options: CompareOptions) -> pd.DataFrame:
    """Intervals of the estimates that we decided against: percentiles of the draws, Student's t."""
    sample = make_sample(table, "outlet", options)
    cells = make_cells(sample)
    weights = story_weights(cells.stories, options.resamples, np.random.default_rng(options.seed))
    observed, drawn = Resampled.observed(cells), Resampled(cells, weights)
    frames = []
    for group, name in enumerate(sample.groups):
        stories = len(cells.of_group(group))
        reach = student_t.ppf(0.975, stories - 1) * np.sqrt(stories / (stories - 1))
        mean, error = observed.own(group).mean[0], observed.own(group).error()[0]
        ends = np.nanquantile(drawn.own(group).mean, [0.025, 0.975], axis=0)
        columns = {
            "percentile_low": ends[0],
            "percentile_high": ends[1],
            "t_low": mean - reach * error,
            "t_high": mean + reach * error,
        }
        units = {key: cells.centre + cells.scale * end for key, end in columns.items()}
        frames.append(pd.DataFrame({"feature": sample.features, "group": name, **units}))
    return pd.concat(frames, ignore_index=True)


def covered(rows: pd.DataFrame, low: str, high: str, truth: str) -> pd.Series:
    """1 where the interval holds the truth, 0 where not, NaN without one."""
    slack = 1e-9 * (1 + rows[truth].abs())
    inside = (rows[low] <= rows[truth] + slack) & (rows[truth] <= rows[high] + slack)
    return inside.astype(float).where(rows[low].notna())


def report(found: pd.DataFrame) -> None:
    runs = found["run"].nunique()
    hits = found[found["q"] <= 0.05]
    false = hits.groupby("run")["null"].agg(["sum", "size"])
    rates = (false["sum"] / false["size"]).reindex(found["run"].unique(), fill_value=0.0)
    tested = found[found["p"].notna()]
    nulls = tested[tested["null"]]
    print(
        f"tests a run: {len(tested) / runs:.0f}, of which {len(nulls) / runs:.0f} true nulls\n"
        f"false discovery rate at q <= .05: {rates.mean():.4f} (standard error "
        f"{rates.std() / np.sqrt(runs):.4f}); discoveries a run: {len(hits) / runs:.1f}\n"
        f"p <= .05 among true nulls: {(nulls['p'] <= 0.05).mean():.4f}; "
        f"p <= .01: {(nulls['p'] <= 0.01).mean():.4f}"
    )
    for outlet, (variant, _) in OUTLETS.items():
        if variant in LEADING:
            chosen = found[(found["group"] == outlet) & (found["feature"] == LEADING[variant])]
            chosen = chosen[chosen["against"] == "rest"]
            print(
                f"  {outlet}, {LEADING[variant]}: {chosen['true_difference'].iloc[0]:+.3f} from "
                f"the rest, found in {(chosen['q'] <= 0.05).mean():.0%} of runs"
            )
    rest, pairs = found[found["against"] == "rest"], found[found["against"] != "rest"]
    report_coverage("estimates", rest, ("low", "high", "true"))
    report_coverage("differences from the rest", rest, GAP)
    report_coverage("differences of pairs", pairs, GAP)
    given = rest[rest["low"].notna()]
    for name in ("percentile", "t"):
        hit = covered(given, f"{name}_low", f"{name}_high", "true")
        print(f"coverage of estimates if it were {name}: {hit.mean():.4f}")


def figures(found: pd.DataFrame, stories: int) -> dict[str, Any]:
    """What docs/compare.md says of the runs."""
    runs, hits = found["run"].nunique(), found[found["q"] <= 0.05]
    false = hits.groupby("run")["null"].mean().reindex(found["run"].unique(), fill_value=0.0)
    tested = found[found["p"].notna()]
    nulls = tested[tested["null"]]
    rest, pairs = found[found["against"] == "rest"], found[found["against"] != "rest"]
    given = rest[rest["low"].notna()]
    parts = {
        "estimates": (rest, ("low", "high", "true")),
        "rest": (rest, GAP),
        "pairs": (pairs, GAP),
        "percentile": (given, ("percentile_low", "percentile_high", "true")),
        "t": (given, ("t_low", "t_high", "true")),
    }
    hit = {name: covered(rows, *ends) for name, (rows, ends) in parts.items()}
    return {
        "command": f"python -m research.evaluate.simulate_outlets --runs {runs} --write",
        **{"runs": runs, "stories": stories, "outlets": len(OUTLETS)},
        "features": found["feature"].nunique(),
        "tests": len(tested) / runs,
        "nulls": len(nulls) / runs,
        "false_discoveries": [false.mean(), false.std() / np.sqrt(runs)],
        "size": {str(limit): (nulls["p"] <= limit).mean() for limit in (0.05, 0.01)},
        "agree": agreement(tested),
        "found": {variant: share_found(rest, variant) for variant in LEADING},
        "coverage": {name: one.mean() for name, one in hit.items()},
        "lowest": {
            name: of_features(hit[name], parts[name][0]).groupby("feature").mean().min()
            for name in ("estimates", "rest", "pairs")
        },
    }


def of_features(hit: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Coverage by feature, outlet and other side, where half of the runs give an interval."""
    by = hit.groupby([rows["feature"], rows["group"], rows["against"]]).agg(["mean", "count"])
    means: pd.Series = by.loc[by["count"] >= rows["run"].nunique() / 2, "mean"]
    return means


def agreement(tested: pd.DataFrame) -> float:
    """Of the rows with p and interval, the share where both or neither tell a difference."""
    rows = tested.dropna(subset=["difference_low"])
    out = (rows["difference_low"] > 0) | (rows["difference_high"] < 0)
    return float((out == (rows["p"] <= 0.05)).mean())


def share_found(rest: pd.DataFrame, variant: str) -> float:
    """In how many runs the habit of the outlet that has it is found."""
    outlet = next(name for name, (habit, _) in OUTLETS.items() if habit == variant)
    own = (rest["group"] == outlet) & (rest["feature"] == LEADING[variant])
    return float((rest[own]["q"] <= 0.05).mean())


def report_coverage(name: str, rows: pd.DataFrame, ends: tuple[str, str, str]) -> None:
    hit = covered(rows, *ends)
    means = of_features(hit, rows)
    print(
        f"coverage of {name}: {hit.mean():.4f} over {hit.count():,} intervals "
        f"({hit.isna().mean():.1%} not given)\n  features by outlet: 5th percentile "
        f"{means.quantile(0.05):.3f}, median {means.median():.3f}, 95th {means.quantile(0.95):.3f}"
    )
    for column in ("group", "kind"):
        shares = hit.groupby(rows[column]).mean()
        print("  " + ", ".join(f"{key} {value:.3f}" for key, value in shares.items()))
    for feature in LEADING.values():
        print(f"  {feature}: {hit[rows['feature'] == feature].mean():.3f}")
    worst = means.groupby("feature").mean().nsmallest(5)
    print("  lowest: " + ", ".join(f"{feature} {value:.3f}" for feature, value in worst.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--stories", type=int, default=80, help="a run (default: 80)")
    parser.add_argument("--population", type=int, default=200, help="stories that there are")
    parser.add_argument("--versions", type=int, default=4, help="articles a story and variant")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument(
        "--keep",
        type=Path,
        help="keep the judged rows of each run here; what is there is not rerun",
    )
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    found = pd.concat(list(simulated(args)), ignore_index=True)
    report(found)
    if args.write:
        keep_run(MEASURED, "simulate_outlets", figures(found, args.stories))


def simulated(args: argparse.Namespace) -> Iterator[pd.DataFrame]:
    """The judged rows of each run."""
    kept = [args.keep / f"run{run:04}.parquet" if args.keep else None for run in range(args.runs)]
    population = None
    for run, path in enumerate(kept):
        if path is not None and path.exists():
            yield pd.read_parquet(path)
            continue
        population = population or make_population(args.population, args.versions)
        rows = one_run(population, args.stories, run, args.resamples)
        if path is not None:
            path.parent.mkdir(exist_ok=True)
            rows.to_parquet(path)
        yield rows


if __name__ == "__main__":
    main()
