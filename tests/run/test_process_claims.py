"""Where articles are analysed: in this process, in others, on a cluster; what each may cost."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import CancelledError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from framing.corpus.options import LoadOptions
from framing.corpus.survey import Survey
from framing.errors import FramingError, Skipped, StoppedError, UsageError
from framing.run import batches as batching
from framing.run import dask as clusters
from framing.run import pool as pools
from framing.run.batches import Limits, batches_of, default_jobs
from framing.run.collect import one_pass
from framing.run.dask import Cluster
from framing.run.pool import Pool, _death, answer, limit_memory, load_models
from framing.run.work import (
    FeaturesJob,
)
from framing.types import Article, Options
from framing.version import __version__
from tests.run.poison import measure_lengths
from tests.run.stories import STORY, stories


def test_one_pass_tells_reports_and_counts_to_whom_it_is_told() -> None:
    skipped: list[Skipped] = []
    done: list[int] = []
    texts = ["a" * k for k in range(45)]
    articles = [Article(str(k), text) for k, text in enumerate(texts)]

    def work(batch: list[Article]) -> tuple[list[int], list[Skipped]]:
        some, _ = measure_lengths(batch[1:])
        return some, [Skipped(batch[0].article_id, "first of a batch")]

    found = list(one_pass(articles, work, on_skip=skipped.append, on_done=done.append))
    assert found == [k for k in range(45) if k % 20]
    assert [one.path for one in skipped] == ["0", "20", "40"]
    assert done == [19, 19, 4]
    assert list(one_pass(articles[:1], work)) == []


def test_jobs_are_the_cores_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_jobs() == len(os.sched_getaffinity(0))
    fake = SimpleNamespace(cpu_count=lambda: 7)
    monkeypatch.setattr(batching, "os", fake)
    assert default_jobs() == 7
    fake.cpu_count = lambda: None
    assert default_jobs() == 1


def test_a_batch_of_just_as_many_characters_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "MOST_CHARACTERS", 10)
    for lengths, sizes in (([5, 5, 1], [2, 1]), ([5, 6], [1, 1]), ([11, 1], [1, 1]), ([10], [1])):
        articles = [Article("", "x" * one) for one in lengths]
        assert [len(one) for one in batches_of(articles, 9)] == sizes


def test_what_a_process_says_of_a_batch() -> None:
    def fails(error: Exception) -> Any:
        def work(_: list[Article]) -> Any:
            raise error

        return work

    assert answer(measure_lengths, stories(1), 7) == (True, ([len(STORY) - 1], []))
    error = UsageError("wrong")
    assert answer(fails(error), [], 7) == (False, error)
    said = answer(fails(MemoryError()), [], 1234)
    assert said == (False, "needed more than 1,234 MB (--memory)")
    assert answer(fails(KeyError("x")), [], 7) == (False, "failed (KeyError: 'x')")


def test_a_death_is_told_by_its_signal_or_its_code() -> None:
    assert _death(-signal.SIGKILL) == "killed its process (SIGKILL)"
    assert _death(-1) == "killed its process (SIGHUP)"
    assert _death(0) == "ended its process (exit code 0)"
    assert _death(3) == "ended its process (exit code 3)"
    assert _death(None) == "ended its process (exit code None)"


def test_memory_is_limited_to_so_many_megabytes_and_never_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    told: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, pair: told.append((what, *pair)))
    kind = resource.RLIMIT_DATA
    for most, megabytes, expected in (
        (resource.RLIM_INFINITY, 3, [(kind, 3 << 20, resource.RLIM_INFINITY)]),
        (4 << 20, 3, [(kind, 3 << 20, 4 << 20)]),
        (3 << 20, 3, []),
        (2 << 20, 3, []),
    ):
        told.clear()
        monkeypatch.setattr(resource, "getrlimit", lambda what, most=most: (0, most))
        limit_memory(megabytes)
        assert told == expected


def test_models_are_made_ready_and_wrong_lists_are_left_to_the_work(tmp_path: Path) -> None:
    (tmp_path / "hedges.toml").write_text("no list")
    load_models(tmp_path)
    with pytest.raises(FramingError):
        FeaturesJob(Options(lexicons=tmp_path)).preload_models()
    FeaturesJob(Options()).preload_models()


def test_a_pool_never_has_less_than_one_process_and_starts_none_for_nothing() -> None:
    with Pool(0) as pool:
        pool.announce_size(10**9)
        assert len(pool._workers) == 1
        assert list(pool.run(measure_lengths, iter([]))) == []
        assert next(iter(pool.run(measure_lengths, batches_of(stories(1), 1))))[0] == [80]
    with Pool(3) as pool:
        pool.announce_size(3 * pools._WORTH_A_PROCESS)
        pool.announce_size(0)
        assert len(pool._workers) == 3
        pids = [worker.process.pid for worker in pool._workers]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid or 0, 0)


class _Client:
    """Stands for a client whose cluster has so many threads."""

    def __init__(self, threads: dict[str, int]) -> None:
        self.threads = threads

    def nthreads(self) -> dict[str, int]:
        return self.threads


def _engine(threads: dict[str, int]) -> Cluster:
    engine = object.__new__(Cluster)
    engine._client, engine._local, engine._jobs = _Client(threads), None, 2
    return engine


def test_a_cluster_is_as_wide_as_its_threads_and_never_of_none() -> None:
    assert _engine({"a": 2, "b": 3})._width() == 5
    assert _engine({})._width() == 1
    _engine({}).announce_size(5)


def test_a_cluster_without_workers_is_given_up_after_its_time_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = _engine({})
    clock = iter([1000.0, 1300.0, 1599.0, 1600.0])
    monkeypatch.setattr(clusters.time, "monotonic", lambda: next(clock))
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        raise TimeoutError

    with pytest.raises(StoppedError, match="has had no worker for 600 s; start some"):
        engine._patiently(wait)
    assert waited == [5, 5, 5, 5]


def test_workers_that_come_back_begin_the_time_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = _engine({})
    clock = iter([1000.0, 1500.0, 2000.0, 2500.0])
    monkeypatch.setattr(clusters.time, "monotonic", lambda: next(clock))
    seen = iter([{}, {}, {"a": 1}, {}, {}])
    engine._client.nthreads = lambda: next(seen)
    left = iter([None] * 5)

    def wait(_: float) -> str:
        for _ in left:
            raise TimeoutError
        return "done"

    assert engine._patiently(wait) == "done"


def test_a_local_cluster_is_brought_back_to_its_size() -> None:
    engine = _engine({})
    asked: list[int] = []
    engine._local = SimpleNamespace(scale=asked.append)
    left = iter([None, None])

    def wait(_: float) -> str:
        for _ in left:
            raise TimeoutError
        return "done"

    assert engine._patiently(wait) == "done"
    assert asked == [2, 2]


def test_the_survey_of_a_corpus_is_one_line() -> None:
    assert Survey(LoadOptions()).line().count("\n") == 0


# The order of work in a pool, seen without its processes.


def _idle(jobs: int, workers: int, busy: int = 0) -> Pool:
    pool = object.__new__(Pool)
    pool._jobs, pool._limits = jobs, Limits()
    pool._queue, pool._done, pool._false_starts = deque(), {}, 0
    pool._workers = [
        SimpleNamespace(piece=object() if k < busy else None, ready=True)  # type: ignore[misc]
        for k in range(workers)
    ]
    return pool


@pytest.mark.parametrize(
    ("jobs", "workers", "busy", "queued", "under_way", "wanted"),
    [
        (1, 1, 0, 0, 0, True),
        (1, 1, 1, 0, 1, False),  # one core is busy at a time
        (1, 1, 0, 1, 1, False),
        (3, 3, 3, 0, 3, True),
        (3, 3, 3, 2, 5, True),
        (3, 3, 3, 3, 6, False),
        (3, 3, 1, 4, 6, True),
        (3, 3, 0, 0, 11, True),
        (3, 3, 0, 0, 12, False),  # four batches a process, however far the slowest is behind
    ],
)
def test_batches_are_read_a_few_ahead_and_no_further(
    jobs: int, workers: int, busy: int, queued: int, under_way: int, wanted: bool
) -> None:
    pool = _idle(jobs, workers, busy)
    pool._queue.extend([pools._Piece(pools._Batch(0, []))] * queued)
    assert pool._wants(under_way) is wanted


def test_a_batch_that_failed_is_done_one_by_one_and_before_all_others() -> None:
    pool = _idle(2, 0)
    batch, other = pools._Batch(4, stories(3)), pools._Piece(pools._Batch(5, stories(1)))
    pool._queue.append(other)
    pool._failed(pools._Piece(batch), "why", final=False)
    assert [(one.place, one.again) for one in pool._queue] == [
        *((0, False), (1, False), (2, False), (None, False)),
    ]
    assert [one.articles for one in list(pool._queue)[:3]] == [[one] for one in batch.articles]
    assert other.articles == stories(1)
    first, second, third = (pool._queue.popleft() for _ in range(3))
    pool._failed(second, "died", final=False)
    again = pool._queue.popleft()
    assert (again.place, again.again, again.batch) == (1, True, batch)
    pool._finish(third, (["c"], []))
    pool._failed(again, "died", final=True)
    assert pool._done == {}
    pool._finish(first, (["a"], []))
    said = [Skipped("in.csv#1", "analysis died; this article is left out")]
    assert pool._done == {4: (["a", "c"], said)}
    pool._finish(other, (["x"], []))
    assert pool._done[5] == (["x"], [])
    bare = pools._Piece(pools._Batch(6, [Article("name", "x")]), 0)
    pool._failed(bare, "died", final=True)
    assert pool._done[6][1][0].path == "name"


def test_work_goes_to_who_is_ready_and_idle() -> None:
    pool = _idle(4, 4, busy=1)
    pool._work = measure_lengths
    pool._workers[1].ready = False
    sent: list[tuple[int, int, float]] = []
    for number, worker in enumerate(pool._workers):

        def send(work: Any, piece: Any, seconds: float, number: int = number) -> None:
            sent.append((number, piece.batch.index, seconds))

        worker.send = send  # type: ignore[method-assign]
    pool._queue.extend([pools._Piece(pools._Batch(k, [])) for k in range(3)])
    pool._feed()
    assert sent == [(2, 0, 300.0), (3, 1, 300.0)]
    assert len(pool._queue) == 1
    assert len(pool._workers) == 4


def test_what_a_cluster_says_of_a_batch_is_taken_at_its_word() -> None:
    released: list[int] = []

    class Future:
        def __init__(self, result: Any) -> None:
            self._result = result

        def result(self, _: float) -> Any:
            if isinstance(self._result, BaseException):
                raise self._result
            return self._result

        def release(self) -> None:
            released.append(1)

    engine = _engine({"a": 1})
    engine._limits = Limits(7.5)
    assert engine._outcome(Future((True, ([1], [])))) == ([1], [])
    assert engine._outcome(Future((False, "failed (KeyError: 1)"))) == "failed (KeyError: 1)"
    with pytest.raises(UsageError, match="wrong"):
        engine._outcome(Future((False, UsageError("wrong"))))
    for error in (CancelledError(), OSError("gone")):
        with pytest.raises(StoppedError, match=rf"is gone \({type(error).__name__}\); start it"):
            engine._outcome(Future(error))
    from distributed import KilledWorker

    said = engine._outcome(Future(KilledWorker("task", None, 3)))
    assert said == "killed its workers (a crash, or more than 7.5 s: --timeout)"
    assert len(released) == 6


def test_workers_of_another_version_or_none_are_refused_by_what_they_have() -> None:
    engine = _engine({"a": 1})
    waited: list[tuple[int, float]] = []
    engine._client.wait_for_workers = lambda count, timeout: waited.append((count, timeout))
    engine._client.run = lambda ask: {"a": ask(), "b": ask()}
    engine._check_workers()
    assert waited == [(1, 30)]
    engine._client.run = lambda ask: {"a": "0.2", "b": ask(), "c": "0.1"}
    said = rf"the workers have framing 0\.1, 0\.2, this is {__version__}; install the same"
    with pytest.raises(UsageError, match=said):
        engine._check_workers()

    def nobody(count: int, timeout: float) -> None:
        raise TimeoutError

    engine._client.wait_for_workers = nobody
    with pytest.raises(UsageError, match="no worker has joined the Dask scheduler"):
        engine._check_workers()


def test_the_work_is_sent_once_to_a_cluster_and_again_if_it_was_lost() -> None:
    engine = _engine({"a": 1})
    engine._limits, engine._shared = Limits(5.0, 77), None
    sent: list[tuple[Any, ...]] = []

    def submit(function: Any, *words: Any, pure: bool) -> Any:
        assert pure is False  # two batches of equal articles are two
        sent.append((function, *words))
        return SimpleNamespace(status="finished")

    engine._client.submit = submit
    work, articles = measure_lengths, stories(2)
    engine._submit(work, articles)
    engine._submit(work, articles)
    shared = engine._shared
    assert [one[0] for one in sent] == [clusters._same, clusters._run, clusters._run]
    assert sent[1][1:] == (shared, articles, Limits(5.0, 77), False)
    for status, again in (("pending", False), ("lost", True), ("cancelled", True)):
        shared.status = status
        sent.clear()
        engine._local = object()
        engine._submit(work, articles)
        assert (sent[0][0] is clusters._same) is again
        assert sent[-1][4] is True
        shared = engine._shared
    assert clusters._same(work) is work
    assert clusters._run(work, articles, Limits(60.0), False) == (True, ([80, 80], []))
