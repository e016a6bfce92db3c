"""The chart in the README, drawn from the measured tables.

python -m research.evaluate.picture FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from framing import charts

TABLES = Path(__file__).parents[2] / "seeds" / "tables"
LEAST = 60  # articles of an outlet


def draw() -> charts.Chart:
    """How outlets tell what the United States and Russia do to each other."""
    features = pd.read_parquet(TABLES / "allsides_features.parquet")
    relations = pd.read_parquet(TABLES / "allsides_relations.parquet")
    size = features["outlet"].value_counts()
    large = features[features["outlet"].isin(size.index[size >= LEAST])]
    options = charts.ChartOptions(
        title="What the United States and Russia do to each other, by outlet, 2012–2018",
        source=f"AllSides (Baly et al. 2020), outlets with {LEAST} articles or more",
    )
    return charts.draw_relation(charts.tabulate_relation(relations, large), options)


if __name__ == "__main__":
    charts.save_figure(draw(), sys.argv[1])
