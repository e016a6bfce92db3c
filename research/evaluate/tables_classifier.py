"""Scores of the outlet classifier for the notebooks: honest splits beside the leaks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd

from framing.types import Article
from research.gold.load import load_allsides, load_fakes, load_polnear

TABLES = ("scores", "per_outlet", "confusion", "reliability", "importance")
CORPORA: Mapping[str, Callable[[Path], Iterable[Article]]] = {
    "polnear": lambda data: (gold.article for gold in load_polnear(data / "polnear", "train")),
    "fakes": lambda data: load_fakes(data / "fa-kes"),
    "allsides": lambda data: load_allsides(data / "allsides", "us_russia"),
}
LEAST = {"polnear": 20, "fakes": 20, "allsides": 40}
"""Articles of an outlet that is scored."""


def classifier_scores(corpora: Path, corpus: str) -> dict[str, pd.DataFrame]:
    """Tables by name, each with a column `corpus`: what `framing evaluate` writes.

    Its table of telltale strings is left out: it holds words of the articles.
    """
    with tempfile.TemporaryDirectory() as folder:
        lines, scores = Path(folder, "articles.jsonl"), Path(folder, "scores")
        with lines.open("w", encoding="utf-8") as out:
            for one in CORPORA[corpus](corpora / "data"):
                row = {"id": one.article_id, "text": one.text, "title": one.title}
                row |= {"outlet": one.outlet, "date": one.published, "url": one.url}
                out.write(json.dumps(row) + "\n")
        words = [sys.executable, "-m", "framing", "evaluate", str(lines), "-o", str(scores)]
        words += ["--min-articles", str(LEAST[corpus])]
        done = subprocess.run(words, stdout=subprocess.DEVNULL)
        if done.returncode == 2:
            raise SystemExit("framing evaluate could not be run")
        return read_scores(scores, corpus)


def read_scores(folder: Path, corpus: str) -> dict[str, pd.DataFrame]:
    """The tables that `framing evaluate` wrote; the confusion one row a pair of outlets."""
    tables = {name: pd.read_csv(folder / f"{name}.csv") for name in TABLES}
    tables["importance"]["n"] = tables["scores"]["n"].max()
    grid = tables["confusion"].rename(columns={tables["confusion"].columns[0]: "outlet"})
    tables["confusion"] = grid.melt("outlet", var_name="guessed", value_name="n")
    tables["classifier"] = tables.pop("scores")
    return {name: table.assign(corpus=corpus) for name, table in tables.items()}
