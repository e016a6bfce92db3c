"""Time of whole commands with and without the small encoders, in turns.

    python -m research.cost.accurate_cost CORPORA [--write]

`framing features` on 200 articles of AllSides (US and Russia) and on as many on anything, one
process; processor time and the greatest memory, the least of three rounds. `--write` keeps them for
the docs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from research.evaluate.measured import COSTS, keep_run
from research.gold.load import load_allsides

COUNT, ROUNDS = 200, 3
CORPORA = {"us_russia": "us_russia", "general": "general_5000"}


def write_articles(corpora: Path, name: str, path: Path) -> int:
    """Articles as a file of lines; returns their characters."""
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for article in islice(load_allsides(corpora / "data" / "allsides", name), COUNT):
            row = {"id": article.article_id, "title": article.title, "text": article.text}
            file.write(json.dumps(row) + "\n")
            characters += len(article.text)
    return characters


def run(path: Path, *more: str) -> tuple[float, float]:
    """Processor seconds and megabytes of a command."""
    output = path.with_suffix(".csv")
    words = ["features", str(path), "-o", str(output), "--jobs", "1", "--restart", *more]
    process = subprocess.Popen([sys.executable, "-m", "framing", *words], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"framing {' '.join(words)} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    options = parser.parse_args()
    kept: dict[str, Any] = {"articles": COUNT}
    with tempfile.TemporaryDirectory() as folder:
        for name, file in CORPORA.items():
            path = Path(folder) / f"{name}.jsonl"
            characters = write_articles(options.corpora, file, path)
            rounds = [(run(path), run(path, "--accurate")) for _ in range(ROUNDS)]
            for key, number in (("fast", 0), ("accurate", 1)):
                seconds = min(one[number][0] for one in rounds)
                megabytes = max(one[number][1] for one in rounds)
                kept[f"{name} {key}"] = {
                    "seconds": round(seconds, 1),
                    "milliseconds_an_article": round(1000 * seconds / COUNT),
                    "megabytes": round(megabytes),
                    "characters": characters,
                }
                print(name, key, kept[f"{name} {key}"])
    if options.write:
        command = "python -m research.cost.accurate_cost CORPORA --write"
        keep_run(COSTS, "accurate", {"kind": "cost", "command": command, **kept})


if __name__ == "__main__":
    main()
