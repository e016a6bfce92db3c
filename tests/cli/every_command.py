"""How each command is called on a small corpus, for tests of what must hold for all of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.classify.corpus import make_articles

# Command and part -> the words of a call, without -o, and the name of its output.
CALLS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "features": (("in.csv",), "out.csv"),
    "annotate": (("in.csv", "--limit", "50"), "out.jsonl"),
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
    "frames train": (("in.sentences.csv", "--name", "talks"), "out.npz"),
    "frames apply": (("in.csv", "--frame", "in.frame.toml"), "out.csv"),
    "frames table": (("in.annotations.jsonl", "--with", "actors"), "out.csv"),
    "validate draw": (("in.csv", "--layer", "hedges", "--n", "12"), "out.csv"),
    "validate score": (("in.sheet.csv",), "out.csv"),
    "report": (("in.csv",), "out.html"),
    "evidence": (("hedge_outlet_per_1k_words", "in.csv"), "out.csv"),
    "tables": (("in.csv",), "out"),
    "chart": (("heatmap", "in.compared.csv", "--features", "hedge_*"), "out.svg"),
    "methods": (("in.features.csv",), "out.md"),
    "words": (("in.csv", "--min-count", "2"), "out.csv"),
}
TO_STDOUT = sorted(
    set(CALLS) - {"train", "evaluate", "frames train", "validate draw", "tables", "chart", "report"}
)
"""Commands that take `-o -`."""
NEVER_OVER = ("frames train", "validate draw")
"""Commands whose output is somebody's work: they never replace a file, not even their own."""
FOLDERS = ("evaluate", "tables")
"""Commands that write a folder."""
KEY = "out.key.json"
"""What `validate draw` writes beside its sheet, and never over."""
INPUTS = (
    "in.csv",
    "in.features.csv",
    "in.groups.csv",
    "in.model",
    "in.annotations.jsonl",
    "in.compared.csv",
    "in.sentences.csv",
    "in.frame.toml",
    "in.sheet.csv",
)

Main = Callable[[Sequence[str]], int]


def call(command: str, output: str | None = None, *more: str) -> list[str]:
    """The words of a call that writes to `output`, or to the command's usual name."""
    words, name = CALLS[command]
    return [*command.split(), *words, *more, "-o", output or name]


def prepare(folder: Path, main: Main, each: int = 24) -> None:
    """A corpus in a folder, and what the commands make of it for one another.

    The folder must be where the process stands.
    """
    write_corpus(folder / "in.csv", each)
    small = ("--min-articles", "5")
    assert main(["features", "in.csv", "-o", "in.features.csv"]) == 0
    assert main(["reuse", "in.csv", "-o", "in.pairs.csv", "--groups", "in.groups.csv"]) == 0
    assert main([*call("train", "in.model"), *small]) == 0
    compared = ["compare", "in.features.csv", "--resamples", "100", "-o", "in.compared.csv"]
    assert main([*compared, *small]) == 0
    assert main(["annotate", "in.csv", "--limit", "10", "-o", "in.annotations.jsonl"]) == 0
    _prepare_frames(folder)
    assert main(call("validate draw", "in.sheet.csv")) == 0
    _code(folder / "in.sheet.csv")


def write_corpus(place: Path, each: int) -> None:
    """A corpus of three outlets, so many articles each; ids begin as what a spreadsheet runs."""
    marks = ("=", "+", "-", "@", "'=", "'", "")
    with place.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "outlet", "date", "title", "text"])
        for number, one in enumerate(make_articles(each)):
            name = f"{marks[number % len(marks)]}{one.article_id}"
            table.writerow([name, one.outlet, one.published, "Talks may resume", one.text])


def _prepare_frames(folder: Path) -> None:
    """A frame of the user's own as a list, and sentences to learn one from."""
    (folder / "in.frame.toml").write_text(
        '[[term]]\nframe = "talks"\ntext = "resume"\n', encoding="utf-8"
    )
    with (folder / "in.sentences.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["sentence", "label"])
        for day in ("Monday", "Tuesday", "Friday"):
            for what in ("talks", "contacts", "meetings", "visits"):
                table.writerow([f"On {day} the {what} may resume.", 1])
                table.writerow([f"The price of {what} fell on {day}.", 0])


def _code(sheet: Path) -> None:
    """Answer every question of a sheet, as a coder would."""
    with sheet.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["answer"] = row["answers"].split("; ")[0].split(" (")[0]
    with sheet.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
