"""Do corrected estimates hold what they promise, whatever the detector does?

    python -m research.evaluate.validate_simulation [--runs 500] [--write]

Four fictional outlets; units (sentences, say) lie in stories that resemble themselves; the truth is
known; detectors err differently by outlet. Each run draws a corpus and, for 100, 200 and 400 coded
units an outlet, a sample as `framing validate draw` draws it. Printed: the bias of raw shares, the
coverage of 95 % intervals of corrected shares and differences and of the raw ones (Wilson, as if
units were independent), widths beside those of as many codes without a detector, and how often any
of the six differences is found where outlets are alike.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from framing.validate.draw import allocate
from framing.validate.estimate import (
    Estimate,
    Quantity,
    Strata,
    design_effect,
    difference,
    estimate,
    undiluted,
    wilson,
)
from research.evaluate.measured import MEASURED, keep_run

SIZES = (100, 200, 400)
STORIES, UNITS = 80, 30  # stories of an outlet, units of a story
# A binary detector: strata "not found" and "found", codes "no" and "yes".
SHARE = Quantity(np.array([[0.0, 1.0], [0.0, 1.0]]), np.ones((2, 2)))


@dataclass(frozen=True)
class Outlet:
    """True share, how alike units of a story are, and the detector's recall and false alarms."""

    share: float
    alike: float
    recall: float
    false: float


DIFFERENT = (
    Outlet(0.30, 0.05, 0.90, 0.04),
    Outlet(0.30, 0.05, 0.60, 0.02),
    Outlet(0.12, 0.10, 0.75, 0.15),
    Outlet(0.05, 0.02, 0.50, 0.03),
)
ALIKE = tuple(Outlet(0.15, 0.05, one.recall, one.false) for one in DIFFERENT)


@dataclass(frozen=True)
class Corpus:
    """Story, truth and detection of each unit of one outlet."""

    story: np.ndarray
    truth: np.ndarray
    found: np.ndarray


def make(outlet: Outlet, rng: np.random.Generator) -> Corpus:
    """Units of an outlet: truths by story (beta-binomial), detections by truth."""
    sizes = np.maximum(rng.poisson(UNITS, STORIES), 1)
    story = np.repeat(np.arange(STORIES), sizes)
    strength = 1 / outlet.alike - 1
    rate = rng.beta(outlet.share * strength, (1 - outlet.share) * strength, STORIES)
    truth = rng.random(len(story)) < rate[story]
    chance = np.where(truth, outlet.recall, outlet.false)
    return Corpus(story, truth, rng.random(len(story)) < chance)


def corrected(corpus: Corpus, n: int, rng: np.random.Generator) -> Estimate:
    """The estimate from `n` codes, drawn as `framing validate draw` allocates them."""
    found = corpus.found.astype(int)
    rows = [np.flatnonzero(found == 1), np.flatnonzero(found == 0)]
    sizes = allocate(len(rows[0]), len(rows[1]), n).values()
    chosen = np.concatenate(
        [rng.choice(own, size, replace=False) for own, size in zip(rows, sizes, strict=True)]
    )
    stories = np.zeros((STORIES, 2))
    np.add.at(stories, (corpus.story, found), 1.0)
    strata = Strata(
        stories.sum(axis=0),
        stories,
        found[chosen],
        corpus.story[chosen],
        corpus.truth[chosen].astype(int),
    )
    weight = (strata.sizes / strata.coded)[strata.stratum]
    deff = design_effect(stories[:, 1], stories.sum(axis=1))
    truth, told = strata.code.astype(float), strata.stratum.astype(float)
    return estimate(strata, SHARE, undiluted(deff, weight, truth, told))


def runs(outlets: tuple[Outlet, ...], count: int) -> pd.DataFrame:
    """One row a run, size and outlet or pair of outlets."""
    rows = []
    for run in range(count):
        rng = np.random.default_rng((11, run))
        corpora = [make(outlet, rng) for outlet in outlets]
        for n in SIZES:
            got = [corrected(corpus, n, rng) for corpus in corpora]
            for k, (outlet, corpus, one) in enumerate(zip(outlets, corpora, got, strict=True)):
                raw = corpus.found.mean()
                ends = wilson(raw, len(corpus.found))
                rows.append(
                    {
                        **{
                            "run": run,
                            "n": n,
                            "what": f"outlet {k + 1}",
                            "bias": raw - outlet.share,
                        },
                        "error": one.value - outlet.share,
                        "covered": one.low <= outlet.share <= one.high,
                        "raw_covered": ends[0] <= outlet.share <= ends[1],
                        "width": one.high - one.low,
                        "hand_width": alone(outlet, n),
                    }
                )
            rows += _pairs(outlets, corpora, got, run, n)
    return pd.DataFrame(rows)


def _pairs(
    outlets: tuple[Outlet, ...], corpora: list[Corpus], got: list[Estimate], run: int, n: int
) -> list[dict[str, object]]:
    pairs = list(combinations(range(len(outlets)), 2))
    gaps = [difference(got[i], got[j]) for i, j in pairs]
    q = false_discovery_control([gap[3] for gap in gaps])
    rows: list[dict[str, object]] = []
    for (i, j), gap, small in zip(pairs, gaps, q, strict=True):
        truth = outlets[i].share - outlets[j].share
        raw = corpora[i].found.mean() - corpora[j].found.mean()
        rows.append(
            {
                **{"run": run, "n": n, "what": "differences", "bias": raw - truth},
                "error": gap[0] - truth,
                "covered": gap[1] <= truth <= gap[2],
                "width": gap[2] - gap[1],
                "small": gap[3] <= 0.05,
                "discovered": small <= 0.05,
            }
        )
    return rows


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    found = runs(DIFFERENT, args.runs)
    columns = ["bias", "error", "covered", "raw_covered", "width", "hand_width"]
    print(found.groupby(["what", "n"])[columns].mean().astype(float).round(3).to_string())
    print("all outlets:", found.groupby("n")["covered"].mean().round(3).to_dict())
    null = runs(ALIKE, args.runs)
    pairs = null[null["what"] == "differences"]
    any_found = pairs.groupby(["n", "run"])["discovered"].max().groupby("n").mean()
    print("outlets alike: FDR", any_found.astype(float).round(3).to_dict())
    print("p <= .05:", pairs.groupby("n")["small"].mean().astype(float).round(3).to_dict())
    covered = null.groupby(["what", "n"])["covered"].mean().astype(float).round(3)
    print("coverage where outlets are alike:", covered.to_dict())
    if args.write:
        keep_run(MEASURED, "validate_simulation", figures(found, null, args.runs))


def figures(found: pd.DataFrame, null: pd.DataFrame, count: int) -> dict[str, Any]:
    """What docs/validate.md says of the runs; lists hold one number a size."""
    outlets = [f"outlet {k + 1}" for k in range(len(DIFFERENT))]
    own = {name: found[found["what"] == name] for name in (*outlets, "differences")}
    pairs = null[null["what"] == "differences"]
    any_found = pairs.groupby(["n", "run"])[["discovered"]].max().reset_index()
    width = {name: by_size(own[name], "width") for name in outlets}
    return {
        "command": f"python -m research.evaluate.validate_simulation --runs {count} --write",
        **{"runs": count, "sizes": list(SIZES), "stories": STORIES, "units": UNITS},
        "outlets": [asdict(outlet) for outlet in DIFFERENT],
        "covered": by_size(found, "covered"),
        "covered_by": {name: by_size(rows, "covered") for name, rows in own.items()},
        "alike_covered": by_size(null, "covered"),
        "raw_covered": [by_size(own[name], "raw_covered")[0] for name in outlets],
        "width": width,
        "hand_width": {name: by_size(own[name], "hand_width") for name in outlets},
        "worth": worth(DIFFERENT[0], width[outlets[0]][SIZES.index(200)]),
        "discovered": by_size(any_found, "discovered"),
        "small": by_size(pairs, "small"),
    }


def by_size(rows: pd.DataFrame, column: str) -> list[float]:
    """The mean of a column for each number of codes."""
    return [float(rows.loc[rows["n"] == n, column].astype(float).mean()) for n in SIZES]


def alone(outlet: Outlet, n: int) -> float:
    """The width of an interval from `n` codes drawn without a detector."""
    low, high = wilson(outlet.share, n / (1 + n * outlet.alike / STORIES))
    return high - low


def worth(outlet: Outlet, width: float) -> int:
    """How many codes without a detector give an interval as narrow."""
    return next(n for n in range(10, STORIES * UNITS) if alone(outlet, n) <= width)


if __name__ == "__main__":
    main()
