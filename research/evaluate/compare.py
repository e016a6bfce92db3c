"""What a comparison costs: processor time and memory by the size of the table.

    python -m research.evaluate.compare                      15 outlets x 150 features, 800 articles
    python -m research.evaluate.compare --articles 40000      the large table
    python -m research.evaluate.compare --pairwise            every pair of outlets too

Made-up numbers of the shapes that real columns have: skewed rates with many zeros, shares that are
often empty, counts; stories of one to a few outlets, some outlets ten times as large as others.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
import pandas as pd

from framing.compare import CompareOptions, compare_outlets
from research.evaluate.measured import MEASURED, keep_run


def made_up_table(articles: int, outlets: int, features: int) -> pd.DataFrame:
    """A feature table whose outlets do not differ."""
    rng = np.random.default_rng(0)
    sizes = rng.pareto(2.0, outlets) + 1
    columns: dict[str, object] = {
        "article_id": [f"a{k}" for k in range(articles)],
        "outlet": rng.choice(
            [f"Outlet {k}" for k in range(outlets)], articles, p=sizes / sizes.sum()
        ),
        "n_words": rng.lognormal(6, 0.6, articles).astype(int) + 20,
        "story_id": rng.integers(0, articles // 2, articles),
    }
    for k in range(features):
        if k % 3 == 0:
            rate = rng.gamma(0.3 + k % 5, 3.0, articles)
            columns[f"hedge_{k}_per_1k_words"] = np.where(rng.random(articles) < 0.4, 0.0, rate)
        elif k % 3 == 1:
            share = rng.beta(1, 4, articles)
            columns[f"quote_{k}_share"] = np.where(rng.random(articles) < 0.3, np.nan, share)
        else:
            columns[f"text_{k}_count"] = rng.poisson(1 + k % 7, articles)
    return pd.DataFrame(columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--outlets", type=int, default=15)
    parser.add_argument("--features", type=int, default=150)
    parser.add_argument("--pairwise", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    args = parser.parse_args()
    table = made_up_table(args.articles, args.outlets, args.features)
    wall, cpu = time.perf_counter(), time.process_time()
    rows = compare_outlets(table, options=CompareOptions(pairwise=args.pairwise))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{args.articles:,} articles x {args.outlets} outlets x {args.features} features"
        f"{', pairs' if args.pairwise else ''}: {len(rows):,} rows, "
        f"{cpu:.1f} s of processor time, {wall:.1f} s, {peak:,.0f} MB at most"
    )
    if args.write:
        size = {"articles": args.articles, "outlets": args.outlets, "features": args.features}
        command = {"command": "python -m research.evaluate.compare --write"}
        keep_run(MEASURED, "compare_cost", {**command, **size, "seconds": cpu, "megabytes": peak})


if __name__ == "__main__":
    main()
