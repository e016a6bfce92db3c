"""Worker processes that one article may crash, hang or fill, at no other article's cost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, Skipped
from framing.run.batches import Done, Job, Limits

if TYPE_CHECKING:
    from pathlib import Path

    from framing.types import Article

_AHEAD = 4  # batches a process may run before the slowest one: bounds what waits in memory
_FALSE_STARTS = 3  # workers that die before a first article: then more will not help
_LOOKS = 8  # at the clock while an article may take all its time
_STALL = 1.0  # seconds
_WORTH_A_PROCESS = 300_000  # bytes of articles: to analyse them takes as long as to load models
_FULL_ROUND = 50  # batches between two full collections of garbage


@dataclass(slots=True)
class _Batch:
    """A batch under way; `parts` gathers the results of its articles if they are run alone."""

    index: int
    articles: list[Article]
    parts: dict[int, Done] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a worker gets at once: a whole batch, or (`place`) one article of it alone."""

    batch: _Batch
    place: int | None = None
    again: bool = False

    @property
    def articles(self) -> list[Article]:
        """What is sent."""
        found = self.batch.articles
        return found if self.place is None else [found[self.place]]


class _Worker:
    def __init__(self, preload: Callable[[], object] | None, megabytes: int) -> None:
        # Spawned, not forked: a forked child may inherit a lock that a library's thread holds.
        context = multiprocessing.get_context("spawn")
        self.pipe, inner = context.Pipe()
        self.process = context.Process(target=_serve, args=(inner, preload, megabytes), daemon=True)
        self.process.start()
        inner.close()
        self.ready = False
        self.work: Job | None = None
        self.piece: _Piece | None = None
        self.deadline = 0.0

    def send(self, work: Job, piece: _Piece, seconds: float) -> None:
        known = work is self.work
        self.work, self.piece, self.deadline = work, piece, time.monotonic() + seconds
        with suppress(OSError):  # it died while idle: found out when its answer is read
            self.pipe.send((None if known else work, piece.articles))

    def end(self, *, kill: bool = False) -> None:
        self.pipe.close()
        if not kill:
            self.process.join(1)
        self.process.kill()
        self.process.join()


class Pool:
    """Runs batches in up to `jobs` processes; results come in input order.

    The first process starts at once and calls `preload`, so that models load while the corpus is
    looked at; others start when there is, or is said to come, work for them. A batch whose process
    dies or is silent too long is run again article by article; an article that kills its process
    twice, or passes the time alone, is left out and reported. With one job nothing is read while
    the process works: one core is busy at a time.
    """

    def __init__(
        self,
        jobs: int,
        limits: Limits | None = None,
        *,
        preload: Callable[[], object] | None = None,
    ) -> None:
        self._jobs, self._limits, self._warm = max(jobs, 1), limits or Limits(), preload
        self._workers = [self._start()]
        self._queue: deque[_Piece] = deque()
        self._done: dict[int, Done] = {}
        self._false_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *reason: object) -> None:
        for worker in self._workers:
            worker.end(kill=worker.piece is not None or not worker.ready)

    def announce_size(self, size: int) -> None:
        """So many bytes of articles are to come: start the processes that they are worth."""
        wanted = min(self._jobs, 1 + size // _WORTH_A_PROCESS)
        self._workers += [self._start() for _ in range(wanted - len(self._workers))]

    def run(self, work: Job, batches: Iterator[list[Article]]) -> Iterator[Done]:
        """Results of the batches, in order; may be called again when it has ended."""
        self._work = work
        read = given = 0
        more = True
        while more or given < read:
            while more and self._wants(read - given):
                articles = next(batches, None)
                if more := articles is not None:
                    self._queue.append(_Piece(_Batch(read, articles or [])))
                    read += 1
                    self._collect(0)
            self._feed()
            if given not in self._done and given < read:
                self._collect(self._limits.seconds / _LOOKS)
            while given in self._done:
                yield self._done.pop(given)
                given += 1

    def _wants(self, open_batches: int) -> bool:
        """Whether another batch should be read now."""
        idle = sum(worker.piece is None for worker in self._workers)
        ahead = self._jobs if self._jobs > 1 else 0
        return len(self._queue) < idle + ahead and open_batches < self._jobs * _AHEAD

    def _feed(self) -> None:
        for worker in self._workers:
            if self._queue and worker.ready and worker.piece is None:
                worker.send(self._work, self._queue.popleft(), self._limits.seconds)
        if len(self._queue) > 1 and len(self._workers) < self._jobs:
            self._workers.append(self._start())

    def _start(self) -> _Worker:
        return _Worker(self._warm, self._limits.megabytes)

    def _collect(self, longest: float) -> None:
        """Take what has come; wait for it so many seconds, but never past a deadline."""
        began = time.monotonic()
        until = min([began + longest, *(w.deadline for w in self._workers if w.piece)])
        ready = wait([worker.pipe for worker in self._workers], max(0.0, until - began))
        # Woken too late, the whole machine stood still, and the time is nobody's fault.
        stalled = time.monotonic() - max(until, began)
        if stalled > _STALL:
            for worker in self._workers:
                worker.deadline += stalled
        for worker in [w for w in self._workers if w.pipe in ready]:
            self._receive(worker)
        now = time.monotonic()
        for worker in [w for w in self._workers if w.piece and w.deadline <= now]:
            if not worker.pipe.poll():
                self._replace(worker, f"took longer than {self._limits.seconds:g} s (--timeout)")
        self._feed()

    def _receive(self, worker: _Worker) -> None:
        try:
            good, result = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._replace(worker, _death(worker.process.exitcode))
            return
        if not worker.ready:
            worker.ready = True
            return
        piece, worker.piece = worker.piece, None
        assert piece
        if isinstance(result, FramingError):
            raise result
        if good:
            self._finish(piece, result)
        else:
            self._failed(piece, str(result), final=piece.place is not None)

    def _replace(self, worker: _Worker, why: str) -> None:
        piece, silent = worker.piece, "--timeout" in why
        worker.end(kill=True)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise FramingError(
                    f"worker processes do not start: analysis {why}; if a script of yours calls "
                    'framing, put the call under `if __name__ == "__main__":`'
                )
        self._workers[self._workers.index(worker)] = self._start()
        if piece:
            self._failed(piece, why, final=piece.place is not None and (silent or piece.again))

    def _failed(self, piece: _Piece, why: str, *, final: bool) -> None:
        batch = piece.batch
        if final:
            article = piece.articles[0]
            reason = f"analysis {why}; this article is left out"
            self._finish(piece, ([], [Skipped(article.path or article.article_id, reason)]))
        elif piece.place is None:
            alone = [_Piece(batch, place) for place in range(len(batch.articles))]
            self._queue.extendleft(reversed(alone))
        else:
            self._queue.appendleft(_Piece(batch, piece.place, again=True))

    def _finish(self, piece: _Piece, result: Done) -> None:
        batch = piece.batch
        if piece.place is None:
            self._done[batch.index] = result
            return
        batch.parts[piece.place] = result
        if len(batch.parts) == len(batch.articles):
            parts = [batch.parts[place] for place in range(len(batch.articles))]
            found: list[Any] = [one for part in parts for one in part[0]]
            self._done[batch.index] = (found, [one for part in parts for one in part[1]])


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        return f"killed its process ({signal.Signals(-code).name})"
    return f"ended its process (exit code {code})"


def _serve(pipe: Connection, preload: Callable[[], object] | None, megabytes: int) -> None:
    """The life of a worker: batches in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    limit_memory(megabytes)
    # Cycles are looked for between batches: amid them, most of what the collector walks is alive,
    # and of what loads nearly all.
    gc.disable()
    if preload:
        preload()
        # Models and lists stay for good: the collector need not walk them again and again. Only
        # here, in a process of our own: in a user's, other people's objects would be frozen too.
        gc.freeze()
    work: Job | None = None
    reply: tuple[bool, object] = (True, None)
    with suppress(EOFError, OSError):
        for number in count(1):
            pipe.send(reply)
            gc.collect(1 if number % _FULL_ROUND else 2)
            new, articles = pipe.recv()
            work = new or work
            assert work
            reply = answer(work, articles, megabytes)
    os._exit(0)  # nothing to tidy; the interpreter's own tidying takes a tenth of a second


def load_models(lexicons: Path | None) -> None:
    """Has models and lists ready before there is work, which will say what is wrong with them."""
    from framing.run.work import FeaturesJob
    from framing.types import Options

    with suppress(FramingError):
        FeaturesJob(Options(lexicons=lexicons)).preload_models()


def answer(work: Job, articles: list[Article], megabytes: int) -> tuple[bool, object]:
    """What a process says of a batch: its results, or an error to raise, or why there are none."""
    try:
        return True, work(articles)
    except FramingError as error:
        return False, error
    except MemoryError:
        return False, f"needed more than {megabytes:,} MB (--memory)"
    except Exception as error:
        return False, f"failed ({type(error).__name__}: {error})"


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Sets the memory above which the work fails, where the system allows it (Linux)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes << 20
        if most == resource.RLIM_INFINITY or wanted < most:
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
