"""An article that crashes, hangs or fills its process costs itself alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.errors import FramingError, Skipped
from framing.run.batches import MOST_CHARACTERS, Limits, batches_of
from framing.run.pool import Pool
from framing.types import Article
from tests.run.poison import fail_on_boom, measure_lengths


def _articles(texts: list[str]) -> list[Article]:
    return [Article(str(k), text, path=f"in.csv#{k}") for k, text in enumerate(texts)]


def _run(
    texts: list[str], jobs: int, limits: Limits | None = None, size: int = 4
) -> tuple[list[int], list[Skipped]]:
    found: list[int] = []
    skipped: list[Skipped] = []
    with Pool(jobs, limits) as pool:
        for some, said in pool.run(measure_lengths, batches_of(_articles(texts), size)):
            found += some
            skipped += said
    return found, skipped


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_input_order(jobs: int) -> None:
    texts = ["x" * (k % 97) for k in range(300)]
    assert _run(texts, jobs) == ([len(text) for text in texts], [])


@pytest.mark.parametrize(
    ("poison", "said"),
    [
        ("SEGFAULT", "killed its process (SIGSEGV)"),
        ("EXIT", "ended its process (exit code 7)"),
        ("FILL", "needed more than 1,000 MB (--memory)"),
        ("HANG", "took longer than 4 s (--timeout)"),
    ],
)
def test_a_poisoned_article_costs_itself_and_is_named(poison: str, said: str) -> None:
    texts = ["good", "better", poison, "best", "last", "very last"]
    limits = Limits(seconds=4 if poison == "HANG" else 120, megabytes=1000)
    found, skipped = _run(texts, 2, limits)
    assert found == [4, 6, 4, 4, 9]
    assert [one.path for one in skipped] == ["in.csv#2"]
    assert said in skipped[0].reason
    assert skipped[0].faulty


def test_two_poisoned_articles_of_a_batch_are_both_named() -> None:
    found, skipped = _run(["EXIT", "a", "EXIT", "bb"], 1)
    assert found == [1, 2]
    assert [one.path for one in skipped] == ["in.csv#0", "in.csv#2"]


def test_what_was_killed_from_outside_is_done_again(tmp_path: Path) -> None:
    for size in (1, 4):
        once = f"ONCE {tmp_path / str(size)}"
        assert _run([once, "a"], 1, size=size) == ([len(once), 1], [])


def test_an_error_of_the_work_costs_the_article_that_caused_it() -> None:
    with Pool(1) as pool:
        done = list(pool.run(fail_on_boom, batches_of(_articles(["a", "BOOM", "bb"]), 3)))
    assert done[0][0] == [1, 2]
    assert "ZeroDivisionError: boom" in done[0][1][0].reason


def _never_warm() -> None:
    raise SystemExit(3)


def test_processes_that_cannot_start_are_said_not_tried_for_ever() -> None:
    with Pool(1, preload=_never_warm) as pool, pytest.raises(FramingError, match="do not start"):
        list(pool.run(measure_lengths, batches_of(_articles(["a"]), 1)))


def test_workers_end_with_the_pool_even_in_the_middle() -> None:
    with Pool(2) as pool:
        results = pool.run(measure_lengths, batches_of(_articles(["a", "HANG"] * 20), 1))
        next(results)
        pids = [worker.process.pid for worker in pool._workers]
    for pid in pids:
        assert pid
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_reading_stays_a_few_batches_ahead_of_the_slowest() -> None:
    read = 0

    def stream() -> Iterator[Article]:
        nonlocal read
        for article in _articles(["HANG", *["a"] * 500]):
            read += 1
            yield article

    with Pool(2, Limits(seconds=2)) as pool:
        results = pool.run(measure_lengths, batches_of(stream(), 1))
        began = time.monotonic()
        next(results)
        assert time.monotonic() - began >= 2
        assert read < 20


def test_long_articles_make_small_batches() -> None:
    texts = ["a" * (MOST_CHARACTERS // 2), "b" * (MOST_CHARACTERS // 2), "c", "d" * 2_000_000, "e"]
    sizes = [len(batch) for batch in batches_of(_articles(texts), 20)]
    assert sizes == [2, 1, 1, 1]


def test_an_interrupt_is_answered_by_the_parent_alone() -> None:
    with Pool(1) as pool:
        results = pool.run(measure_lengths, batches_of(_articles(["a", "b"]), 1))
        next(results)
        worker = pool._workers[0].process
        assert worker.pid
        os.kill(worker.pid, signal.SIGINT)
        assert next(results) == ([1], [])


@pytest.mark.parametrize(("size", "processes"), [(0, 1), (299_999, 1), (300_000, 2), (10**9, 3)])
def test_processes_start_for_what_is_to_come(size: int, processes: int) -> None:
    with Pool(3) as pool:
        pool.announce_size(size)
        assert len(pool._workers) == processes
        found = pool.run(measure_lengths, batches_of(_articles(["a", "bb", "ccc"]), 1))
        assert [length for some, _ in found for length in some] == [1, 2, 3]
