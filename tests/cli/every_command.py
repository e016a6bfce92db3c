"""How each command is called on a small corpus, for tests of what must hold for all of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.classify.corpus import make_articles

# Command -> the words of a call, without -o, and the name of its output.
CALLS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "features": (("in.csv",), "out.csv"),
    "annotate": (("in.csv", "--limit", "5"), "out.jsonl"),
    "quotes": (("in.csv",), "out.csv"),
    "explain": (("in.csv", "--limit", "1"), "out.html"),
    "codebook": ((), "out.md"),
    "reuse": (("in.csv",), "out.csv"),
    "train": (("in.features.csv", "--groups", "in.groups.csv", "--folds", "2"), "out.model"),
    "evaluate": (
        ("in.features.csv", "--groups", "in.groups.csv", "--folds", "2", "--quick"),
        "out",
    ),
    "predict": (("in.features.csv", "--model", "in.model"), "out.csv"),
    "compare": (("in.features.csv", "--resamples", "100"), "out.csv"),
    "frames": (("table", "in.annotations.jsonl", "--with", "actors"), "out.csv"),
    "validate": (("draw", "in.csv", "--layer", "hedges", "--n", "12"), "out.csv"),
    "report": (("in.csv",), "out.html"),
    "evidence": (("hedge_outlet_per_1k_words", "in.csv"), "out.csv"),
    "tables": (("in.csv",), "out"),
    "chart": (("heatmap", "in.compared.csv", "--features", "hedge_*"), "out.svg"),
    "methods": (("in.features.csv",), "out.md"),
    "words": (("in.csv", "--min-count", "2", "--resamples", "100"), "out.csv"),
}
TO_STDOUT = sorted(set(CALLS) - {"train", "evaluate", "validate", "tables", "chart", "report"})
"""Commands that take `-o -`."""
KEY = "out.key.json"
"""What `validate draw` writes beside its sheet, and never over."""
INPUTS = (
    "in.csv",
    "in.features.csv",
    "in.groups.csv",
    "in.model",
    "in.annotations.jsonl",
    "in.compared.csv",
)

Main = Callable[[Sequence[str]], int]


def call(command: str, output: str | None = None, *more: str) -> list[str]:
    """The words of a call that writes to `output`, or to the command's usual name."""
    words, name = CALLS[command]
    return [command, *words, *more, "-o", output or name]


def prepare(folder: Path, main: Main, each: int = 24) -> None:
    """A corpus of three outlets in a folder, and what the commands make of it for one another.

    The ids begin with what a spreadsheet would run. The folder must be where the process stands.
    """
    marks = ("=", "+", "-", "@", "'=", "'", "")
    with (folder / "in.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "outlet", "date", "title", "text"])
        for number, one in enumerate(make_articles(each)):
            name = f"{marks[number % len(marks)]}{one.article_id}"
            table.writerow([name, one.outlet, one.published, "Talks may resume", one.text])
    small = ("--min-articles", "5")
    assert main(["features", "in.csv", "-o", "in.features.csv"]) == 0
    assert main(["reuse", "in.csv", "-o", "in.pairs.csv", "--groups", "in.groups.csv"]) == 0
    assert main([*call("train", "in.model"), *small]) == 0
    compared = ["compare", "in.features.csv", "--resamples", "100", "-o", "in.compared.csv"]
    assert main([*compared, *small]) == 0
    assert main(["annotate", "in.csv", "--limit", "10", "-o", "in.annotations.jsonl"]) == 0
