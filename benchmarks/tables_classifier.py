"""Scores of the outlet classifier for the notebooks: honest splits beside the leaks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from framing.datasets import load_allsides, load_fakes, load_polnear
from framing.types import Article

_TABLES = ("scores", "per_outlet", "confusion", "reliability", "importance")


def classifier_scores(corpora: Path) -> dict[str, pd.DataFrame]:
    """Tables by name, each with a column `corpus`: what `framing evaluate` writes.

    Its table of telltale strings is left out: it holds words of the articles.
    """
    data = corpora / "data"
    read = {
        "polnear": (gold.article for gold in load_polnear(data / "polnear", "train")),
        "fakes": load_fakes(data / "fa-kes"),
        "allsides": load_allsides(data / "allsides", "us_russia"),
    }
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in _TABLES}
    for corpus, articles in read.items():
        for name, table in _evaluate(articles).items():
            parts[name].append(table.assign(corpus=corpus))
        print(f"classified: {corpus}", flush=True)
    found = {name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()}
    found["classifier"] = found.pop("scores")
    return found


def _evaluate(articles: Iterable[Article]) -> dict[str, pd.DataFrame]:
    with tempfile.TemporaryDirectory() as folder:
        lines, scores = Path(folder, "articles.jsonl"), Path(folder, "scores")
        with lines.open("w", encoding="utf-8") as out:
            for one in articles:
                row = {"id": one.article_id, "text": one.text, "title": one.title}
                row |= {"outlet": one.outlet, "date": one.published, "url": one.url}
                out.write(json.dumps(row) + "\n")
        words = [sys.executable, "-m", "framing", "evaluate", str(lines), "-o", str(scores)]
        done = subprocess.run(words, stdout=subprocess.DEVNULL)
        if done.returncode == 2:
            raise SystemExit("framing evaluate could not be run")
        tables = {name: pd.read_csv(scores / f"{name}.csv") for name in _TABLES}
    tables["importance"]["n"] = tables["scores"]["n"].max()
    grid = tables["confusion"].rename(columns={tables["confusion"].columns[0]: "outlet"})
    tables["confusion"] = grid.melt("outlet", var_name="guessed", value_name="n")
    return tables
