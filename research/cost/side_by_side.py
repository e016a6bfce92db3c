"""Seconds on the clock of commands taken in turn, beside what the machine gives two at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from framing.types import Article
from research.cost.processes import Run, run_apart, run_busy, run_command


def write_corpus(articles: Sequence[Article], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for one in articles:
            file.write(json.dumps({"id": one.article_id, "text": one.text}) + "\n")
    return path


def line(what: str, value: str, note: str = "") -> None:
    print(f"  {what:<52}{value:>14}  {note}")


def print_jobs(articles: Sequence[Article], corpus: Path) -> None:
    """Seconds on the clock of one and two processes, beside what the machine gives two at all."""
    half = len(articles) // 2
    halves = [
        write_corpus(part, corpus.with_name(f"half-{number}.jsonl"))
        for number, part in enumerate((articles[:half], articles[half:]))
    ]
    busy, busy_twice, one, two, apart = alternate(
        lambda: run_busy(1),
        lambda: run_busy(2),
        lambda: run_command("features", corpus, "f.csv", "--jobs", "1"),
        lambda: run_command("features", corpus, "f.csv", "--jobs", "2"),
        lambda: run_apart("features", halves, "--jobs", "1"),
    )
    print_machine(busy, busy_twice)
    line("--jobs 1", f"{one.clock:.1f} s", per_article(one, articles))
    line("--jobs 2", f"{two.clock:.1f} s", per_article(two, articles))
    line("together", f"{one.clock / two.clock:.2f}", "times as fast (>= 1.8)")
    line(
        "two commands of one process, half each",
        f"{apart.clock:.1f} s",
        per_article(apart, articles),
    )
    line("together", f"{one.clock / apart.clock:.2f}", "times as fast: what two can be here")


def print_dask(articles: Sequence[Article], corpus: Path) -> None:
    """A local cluster of two workers beside two processes."""
    busy, busy_twice, two, dask = alternate(
        lambda: run_busy(1),
        lambda: run_busy(2),
        lambda: run_command("features", corpus, "f.csv", "--jobs", "2"),
        lambda: run_command("features", corpus, "f.csv", "--jobs", "2", "--engine", "dask"),
    )
    print_machine(busy, busy_twice)
    line("--jobs 2", f"{two.clock:.1f} s", per_article(two, articles))
    line("--jobs 2 --engine dask", f"{dask.clock:.1f} s", per_article(dask, articles))
    line("together", f"{dask.clock / two.clock:.2f}", "times as long (<= 1.25)")


def print_machine(one: Run, two: Run) -> None:
    note = "times as much as one; others compute here too" if two.clock > 1.1 * one.clock else ""
    line("two busy loops side by side", f"{2 * one.clock / two.clock:.2f}", note)
    line("load of the machine", f"{os.getloadavg()[0]:.1f}")


def per_article(run: Run, articles: Sequence[Article]) -> str:
    return f"{1000 * run.processor / len(articles):.1f} ms of processor time an article"


def alternate(*works: Callable[[], Run]) -> list[Run]:
    """Shortest of three runs of each, taken in turn."""
    rounds = [[work() for work in works] for _ in range(3)]
    return [min(runs, key=lambda run: run.clock) for runs in zip(*rounds, strict=True)]
