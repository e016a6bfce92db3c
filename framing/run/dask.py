"""Batches on Dask: results in input order, whatever becomes of single workers."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from typing import Any

from framing.errors import FramingError, Skipped, StoppedError, UsageError
from framing.run.batches import Done, Job, Limits
from framing.run.pool import answer, limit_memory
from framing.types import Article
from framing.version import __version__

_AHEAD = 4  # batches a thread of the cluster may have waiting: bounds what is in memory here
_PATIENCE = 30  # seconds to wait for the scheduler, and for a first worker
_LOOK = 5  # seconds between looks whether the cluster still has workers
_DESERTED = 600  # seconds without any worker after which a cluster of others is given up


class Cluster:
    """Runs batches on a Dask cluster; without an address, on one of `jobs` processes here.

    The workers need the same version of framing installed: its lists and models come with it. A
    worker that dies is the scheduler's to replace and its batches are run again elsewhere; a batch
    that too many workers died over (Dask's `allowed-failures`, 3 if not set) is run article by
    article with nothing beside it, and the one that does it again is left out and reported.
    """

    def __init__(self, address: str | None, *, jobs: int, limits: Limits | None = None) -> None:
        try:
            dask = import_module("distributed")
        except ImportError:
            message = '--engine dask needs more packages: pip install "framing[scale]"'
            raise UsageError(message) from None
        self._limits, self._jobs = limits or Limits(), jobs
        self._local: Any = None
        self._client: Any = None
        self._shared: Any = None
        if address is None:
            try:
                # No dashboard, and nothing that another machine could reach.
                self._local = dask.LocalCluster(
                    host="127.0.0.1",
                    dashboard_address=None,
                    n_workers=jobs,
                    threads_per_worker=1,
                    memory_limit=0,
                )
            except (RuntimeError, OSError) as error:
                raise StoppedError(f"the local Dask cluster did not start ({error})") from error
        try:
            self._client = dask.Client(self._local or address, timeout=_PATIENCE)
        except OSError as error:
            raise UsageError(f"--address {address}: no Dask scheduler answers ({error})") from error
        try:
            self._check_workers()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *reason: object) -> None:
        self._client.close()
        if self._local is not None:
            self._local.close()

    def announce_size(self, size: int) -> None:
        """Workers are the cluster's own affair."""

    def run(self, work: Job, batches: Iterator[list[Article]]) -> Iterator[Done]:
        """Results of the batches, in order."""
        waiting: deque[tuple[Any, list[Article]]] = deque()
        for articles in batches:
            waiting.append((self._submit(work, articles), articles))
            if len(waiting) >= self._width() * _AHEAD:
                yield self._take(work, waiting)
        while waiting:
            yield self._take(work, waiting)

    def _submit(self, work: Job, articles: list[Article]) -> Any:
        # The work is sent once; being a task and no mere datum, it is made again if workers die.
        if self._shared is None or self._shared.status not in ("pending", "finished"):
            self._shared = self._client.submit(_same, work, pure=False)
        own = self._local is not None
        return self._client.submit(_run, self._shared, articles, self._limits, own, pure=False)

    def _width(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _take(self, work: Job, waiting: deque[tuple[Any, list[Article]]]) -> Done:
        future, articles = waiting.popleft()
        result = self._outcome(future)
        if isinstance(result, tuple):
            return result
        # Dask blames a death on all that its worker had to do; only what kills alone is guilty.
        others = [other for other, _ in waiting]
        self._patiently(lambda seconds: import_module("distributed").wait(others, seconds))
        found: list[Any] = []
        skipped: list[Skipped] = []
        for one in articles:
            result = self._outcome(self._submit(work, [one]))
            if isinstance(result, tuple):
                found += result[0]
                skipped += result[1]
            else:
                reason = f"analysis {result}; this article is left out"
                skipped.append(Skipped(one.path or one.article_id, reason))
        return found, skipped

    def _outcome(self, future: Any) -> Done | str:
        """What came of a batch, or why nothing did."""
        from distributed import KilledWorker

        try:
            good, result = self._patiently(future.result)
        except KilledWorker:
            seconds = f"{self._limits.seconds:g}"
            return f"killed its workers (a crash, or more than {seconds} s: --timeout)"
        except (CancelledError, asyncio.CancelledError, OSError) as error:
            raise StoppedError(
                f"the Dask scheduler is gone ({type(error).__name__}); start it and run the same "
                "command again to continue"
            ) from error
        finally:
            future.release()
        if isinstance(result, FramingError):
            raise result
        return result if good else str(result)

    def _patiently(self, wait: Callable[[float], Any]) -> Any:
        """What comes of waiting. Dask gives up a worker that was long in starting again, as on a
        busy machine: a local cluster that has none left gets new ones. A cluster of others has
        `_DESERTED` seconds to bring some.
        """
        deserted_since: float | None = None
        while True:
            try:
                return wait(_LOOK)
            except TimeoutError:
                if self._client.nthreads():
                    deserted_since = None
                elif self._local is not None:
                    self._local.scale(self._jobs)
                else:
                    now = time.monotonic()
                    deserted_since = deserted_since or now
                    self._give_up_after(now - deserted_since)

    def _give_up_after(self, seconds: float) -> None:
        if seconds >= _DESERTED:
            raise StoppedError(
                f"the Dask cluster has had no worker for {seconds:.0f} s; start some and run the "
                "same command again to continue"
            )

    def _check_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise UsageError("no worker has joined the Dask scheduler; start some first") from None
        others = set(self._client.run(_version).values()) - {__version__}
        if others:
            raise UsageError(
                f"the workers have framing {', '.join(sorted(others))}, this is {__version__}; "
                "install the same version everywhere"
            )


def _version() -> str:
    return __version__


def _same(work: Job) -> Job:
    return work


def _run(work: Job, articles: list[Article], limits: Limits, own: bool) -> tuple[bool, object]:
    """A batch on a worker. A thread cannot be stopped: past its time, the worker's process ends."""
    if own:  # on a cluster of others, Dask's own limit holds
        limit_memory(limits.megabytes)
    watch = threading.Timer(limits.seconds, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        return answer(work, articles, limits.megabytes)
    finally:
        watch.cancel()
