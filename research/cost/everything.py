"""Every shared corpus through every command; every span of the annotations looked at.

    python -m research.cost.everything CORPORA [--corpora NAME …] [--commands NAME …]

Ends at the first command that fails. A command that compares outlets may refuse a corpus with less
than two outlets of 20 articles (status 2); that is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.types import Article

CORPORA = {
    "seeds": {},
    "data/polnear/dev/text": {},
    "data/polnear/train/text": {},
    "data/basil/articles": {"text": "body-paragraphs"},
    "data/fa-kes/FA-KES-Dataset.csv": {},
    "data/hedging/wikipedia_train.csv": {"text": "sentence"},
    "data/babe/sg2_train.csv": {},
    "data/allsides/us_russia.jsonl.gz": {},
    "data/allsides/general_5000.jsonl.gz": {},
}
OUTPUTS = {
    "features": ("f.csv",),
    "annotate": ("a.jsonl",),
    "quotes": ("q.csv",),
    "explain": ("e.html",),
    "reuse": ("r.csv", "--groups", "g.csv"),
    "words": ("w.csv",),
    "compare": ("c.csv",),
    "train": ("m.model", "--groups", "g.csv"),
    "evaluate": ("scores", "--groups", "g.csv", "--quick"),
    "predict": ("p.csv", "--model", "m.model"),
}
FROM_FEATURES = {"compare", "train", "evaluate", "predict"}
OF_OUTLETS = {"words", *FROM_FEATURES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", nargs="+", choices=CORPORA, default=list(CORPORA))
    parser.add_argument("--commands", nargs="+", choices=OUTPUTS, default=list(OUTPUTS))
    parser.add_argument("--limit", type=int, help="articles of each corpus (default: all)")
    args = parser.parse_args()
    total = 0
    for name in args.only:
        with tempfile.TemporaryDirectory() as folder:
            total += run_all(args.corpora / name, CORPORA[name], args, Path(folder))
    print(f"{total:,} articles through {', '.join(args.commands)}")


def run_all(path: Path, columns: dict[str, str], args: argparse.Namespace, folder: Path) -> int:
    """All commands on one corpus; returns how many articles it has."""
    options = LoadOptions(columns=columns, limit=args.limit)
    articles = list(load_articles(path, options, on_skip=lambda skipped: None))
    words = [word for field in columns for word in ("--column", f"{field}={columns[field]}")]
    words += ["--limit", str(args.limit)] if args.limit else []
    print(f"{path.name}: {len(articles):,} articles", flush=True)
    for command in args.commands:
        given = ["f.csv"] if command in FROM_FEATURES else [str(path), *words]
        run(command, given, folder, refusable=command in OF_OUTLETS and not _outlets(articles))
    if "annotate" in args.commands:
        print(f"  {check_spans(articles, folder / 'a.jsonl'):,} spans in bounds", flush=True)
    return len(articles)


def _outlets(articles: list[Article]) -> bool:
    """Whether two outlets have 20 articles."""
    counts = Counter(article.outlet for article in articles if article.outlet)
    return sum(count >= 20 for count in counts.values()) >= 2


def run(command: str, given: list[str], folder: Path, *, refusable: bool) -> None:
    """Runs a command in the folder; ends the benchmark if it fails."""
    output, *rest = OUTPUTS[command]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "framing", command, *given, "-o", output, *rest],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    said = done.stderr.strip().splitlines() or [""]
    if done.returncode not in ((0, 1, 2) if refusable else (0, 1)) or "Traceback" in done.stderr:
        raise SystemExit(f"{command} {' '.join(given)}: {done.returncode}: {done.stderr[-3000:]}")
    seconds = time.perf_counter() - began
    print(
        f"  {command:<9} status {done.returncode} {seconds:>6.0f} s  {said[-1][-110:]}", flush=True
    )


def check_spans(articles: list[Article], annotations: Path) -> int:
    """How many spans lie in the texts of their articles; raises where one does not."""
    lengths = {article.article_id: len(article.text) for article in articles}
    spans = 0
    with annotations.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            spans += _look(row, lengths[row["article_id"]])
    return spans


def _look(row: object, end: int) -> int:
    """Checks every start, stop and span below a piece of an annotation; returns how many."""
    if isinstance(row, dict):
        if "start" in row and not 0 <= row["start"] <= row["stop"] <= end:
            raise AssertionError(row)
        inner = (row[key] for key in row if key not in ("weights", "salience"))
        return ("start" in row) + sum(_look(value, end) for value in inner)
    if isinstance(row, list):
        pair = len(row) == 2 and all(type(one) is int for one in row)
        if pair and not 0 <= row[0] <= row[1] <= end:
            raise AssertionError(row)
        return int(pair) or sum(_look(value, end) for value in row)
    return 0


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    main()
