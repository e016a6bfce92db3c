"""Runs commands as their users do, and watches what all their processes take."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of the processors (all processes), and the output's bytes."""

    clock: float
    processor: float
    output: bytes


@dataclass(slots=True)
class Watched:
    """Peak memory in MB, and (articles done, processor seconds so far) over time."""

    peak: float = 0.0
    marks: list[tuple[int, float]] = field(default_factory=list)

    def tenths(self, count: int) -> list[float]:
        """Processor seconds of each tenth of the articles, between the marks next to its ends."""
        edges = [self._at(count * k / 10) for k in range(11)]
        return [late - early for early, late in itertools.pairwise(edges)]

    def _at(self, articles: float) -> float:
        before = (0, self.marks[0][1] if self.marks else 0.0)
        for mark in self.marks:
            if mark[0] >= articles:
                span = max(1, mark[0] - before[0])
                return before[1] + (mark[1] - before[1]) * (articles - before[0]) / span
            before = mark
        return before[1]


def command_of(command: str, corpus: Path, output: Path | str, *words: str) -> list[str]:
    """The words of a command line."""
    return [sys.executable, "-m", "framing", command, str(corpus), "-o", str(output), *words]


def run_command(command: str, corpus: Path, name: str, *words: str) -> Run:
    """One run of a command."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / name
        before, began = os.times(), time.perf_counter()
        done = subprocess.run(
            command_of(command, corpus, output, *words), capture_output=True, text=True
        )
        clock, after = time.perf_counter() - began, os.times()
        if done.returncode not in (0, 1):
            raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")
        return Run(clock, processor_seconds(before, after), output.read_bytes())


_BUSY = """
import re
find = re.compile(r"\\w+|[^\\w\\s]").findall
text = "Officials said on Monday, and again, that talks may go on. " * 2000
for _ in range(100):
    find(text)
"""


def run_busy(count: int) -> Run:
    """So many loops side by side that share nothing."""
    return _run_together([[sys.executable, "-c", _BUSY]] * count)


def run_apart(command: str, corpora: Sequence[Path], *words: str) -> Run:
    """Commands side by side that know nothing of each other, one a corpus."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder) / f"{number}.csv" for number in range(len(corpora))]
        pairs = zip(corpora, outputs, strict=True)
        return _run_together([command_of(command, *pair, *words) for pair in pairs])


def _run_together(commands: Sequence[Sequence[str]]) -> Run:
    before, began = os.times(), time.perf_counter()
    runs = [subprocess.Popen(words, stderr=subprocess.DEVNULL) for words in commands]
    codes = [run.wait() for run in runs]
    clock, after = time.perf_counter() - began, os.times()
    if not set(codes) <= {0, 1}:
        raise SystemExit(f"{commands[0]} and those beside it ended with {codes}")
    return Run(clock, processor_seconds(before, after), b"")


def processor_seconds(before: os.times_result, after: os.times_result) -> float:
    """Processor seconds of the processes that were waited for in between."""
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def watch(command: str, corpus: Path, output: Path, *words: str, keep: bool = False) -> Watched:
    """One long run, looked at twice a second; its output is removed unless it is to be kept."""
    seen = Watched()
    target = f"{output}/" if not output.suffix else str(output)
    with subprocess.Popen(
        command_of(command, corpus, target, *words), stderr=subprocess.DEVNULL
    ) as run:
        tree, spent = psutil.Process(run.pid), dict[int, float]()
        journal = output.with_name(f".{output.name}.partial") / "journal"
        while run.poll() is None:
            _look(tree, spent, seen, journal)
            time.sleep(0.5)
    if run.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {run.returncode}")
    if not keep:
        shutil.rmtree(output, ignore_errors=True)
    return seen


def _look(tree: psutil.Process, spent: dict[int, float], seen: Watched, journal: Path) -> None:
    memory = 0
    try:
        for one in [tree, *tree.children(recursive=True)]:
            with one.oneshot():
                memory += one.memory_info().rss
                times = one.cpu_times()
                spent[one.pid] = times.user + times.system
    except psutil.Error:  # it ended while it was looked at
        return
    seen.peak = max(seen.peak, memory / (1 << 20))
    articles = _done(journal)
    if articles and (not seen.marks or seen.marks[-1][0] != articles):
        seen.marks.append((articles, sum(spent.values())))


def _done(journal: Path) -> int:
    try:
        lines = journal.read_bytes().splitlines()
        return int(json.loads(lines[-1])["articles"]) if lines else 0
    except (OSError, ValueError):
        return 0
