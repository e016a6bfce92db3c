"""Runs work on batches of articles in local processes; results come in input order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

from framing.types import Article

Result = TypeVar("Result")
Work = Callable[[list[Article]], Result]

_SMALL = 100  # articles; starting processes costs more than reading these in one
_AHEAD = 3  # batches a process may wait in line, so that memory stays flat


def default_jobs() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_batches(
    articles: Iterable[Article], work: Work[Result], *, jobs: int, size: int
) -> Iterator[Result]:
    """Results of `work` on batches of `size` articles, in input order whatever `jobs` is.

    `work` must be picklable when `jobs` is over 1. Small inputs run in this process.
    """
    stream = iter(articles)
    head = list(islice(stream, _SMALL if jobs > 1 else 0))
    small = jobs > 1 and len(head) < _SMALL
    batches = _batches(chain(head, stream), size)
    if jobs <= 1 or small:
        yield from map(work, batches)
    else:
        yield from _in_processes(batches, work, jobs)


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch


def _in_processes(
    batches: Iterable[list[Article]], work: Work[Result], jobs: int
) -> Iterator[Result]:
    # Spawned, not forked: a forked child may inherit a lock that a library's thread holds.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[Result]] = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
