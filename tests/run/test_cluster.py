"""The same batches on Dask: the same bytes, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
import pytest
from distributed import Client, LocalCluster

from framing.cli.main import main
from framing.errors import UsageError
from framing.run.batches import Limits, batches_of
from framing.run.dask import Cluster
from framing.run.frames import empty_features, measure_frame, measure_partitions
from framing.types import Article
from tests.run.poison import measure_lengths

STORY = "Envoys may meet\n\nOfficials of the United States said on day {} that Moscow may agree.\n"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    settings = {
        "distributed.scheduler.allowed-failures": 1,
        # A worker may be long in starting again on a busy machine; Dask would give it up.
        "distributed.deploy.lost-worker-timeout": "10 minutes",
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            host="127.0.0.1",
            dashboard_address=None,
            n_workers=2,
            threads_per_worker=1,
            memory_limit=0,
        ) as here,
    ):
        yield here


def _lengths(address: str, texts: list[str], seconds: float = 60) -> tuple[list[int], list[str]]:
    articles = (Article(str(k), text, path=f"in.csv#{k}") for k, text in enumerate(texts))
    found: list[int] = []
    skipped: list[str] = []
    with Cluster(address, jobs=2, limits=Limits(seconds)) as engine:
        for some, said in engine.run(measure_lengths, batches_of(articles, 5)):
            found += some
            skipped += [str(one) for one in said]
    return found, skipped


def test_a_worker_that_is_killed_costs_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    texts = ["x" * (k % 50 + 1) for k in range(200)]
    texts[57] = f"ONCE {tmp_path / 'mark'}"  # kills its worker the first time it is met
    assert _lengths(cluster.scheduler_address, texts) == ([len(text) for text in texts], [])
    assert (tmp_path / "mark").exists()


def test_batches_wait_for_every_thread_but_the_corpus_is_not_read_at_once(
    cluster: LocalCluster,
) -> None:
    read: list[str] = []

    def articles() -> Iterator[Article]:
        for k in range(40):
            read.append(str(k))
            yield Article(str(k), "x")

    with Cluster(cluster.scheduler_address, jobs=2) as engine:
        results = engine.run(measure_lengths, batches_of(articles(), 1))
        next(results)
        # Four batches for each thread; one of the two may be starting again.
        assert 4 <= len(read) <= 9
        assert sum(len(some) for some, _ in results) == 39


def test_poison_on_a_cluster_costs_itself_alone(cluster: LocalCluster) -> None:
    found, skipped = _lengths(cluster.scheduler_address, ["a", "EXIT", "bb"])
    assert found == [1, 2]
    assert len(skipped) == 1
    assert skipped[0].startswith("in.csv#1: analysis killed its workers")


def test_a_hang_on_a_cluster_ends_at_its_time(cluster: LocalCluster) -> None:
    found, skipped = _lengths(cluster.scheduler_address, ["a", "HANG", "bb"], seconds=1)
    assert found == [1, 2]
    assert "more than 1 s: --timeout" in skipped[0]


def test_the_command_gives_the_same_bytes_on_a_cluster(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for k in range(50):
        (tmp_path / "in" / f"{k:02}.txt").write_text(STORY.format(k))
    address = ("--engine", "dask", "--address", cluster.scheduler_address)
    for command, name in (("features", "f.csv"), ("annotate", "a.jsonl"), ("quotes", "q.csv")):
        assert main([command, "in", "-o", name]) == 0
        assert main([command, "in", "-o", f"d{name}", *address]) == 0
        assert (tmp_path / f"d{name}").read_bytes() == (tmp_path / name).read_bytes()


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.run.dask._PATIENCE", 1)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        Cluster("tcp://127.0.0.1:9", jobs=1)


def _table() -> pd.DataFrame:
    texts = [STORY.format(k) for k in range(30)]
    texts[4] = None
    return pd.DataFrame({"text": texts, "outlet": "Example Site"}, index=range(100, 130))


def test_a_row_in_a_row_out_with_its_index() -> None:
    found = measure_frame(_table())
    assert found.index.tolist() == list(range(100, 130))
    assert found["article_id"].tolist()[:2] == ["100", "101"]
    assert found["n_words"].isna().sum() == 1
    assert found["outlet"].iloc[0] == "Example Site"
    assert found.dtypes.equals(empty_features().dtypes)
    with pytest.raises(UsageError, match="no column 'body'"):
        measure_frame(_table(), text="body")


def test_dask_partitions_hold_the_same_numbers(cluster: LocalCluster) -> None:
    whole = measure_frame(_table())
    with Client(cluster):
        parts = measure_partitions(dd.from_pandas(_table(), npartitions=4))
        found = parts.compute()
    pd.testing.assert_frame_equal(found, whole, check_dtype=False)


def test_scikit_learn_measures_on_the_cluster(cluster: LocalCluster) -> None:
    import joblib
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    texts = pd.DataFrame({"text": ["It may rain.", "It rains. It pours."] * 6})
    features = FunctionTransformer(_numbers)
    pipeline = make_pipeline(features, LogisticRegression())
    labels = np.array([0, 1] * 6)
    with Client(cluster), joblib.parallel_config(backend="dask"):
        scores = cross_val_score(pipeline, texts, labels, cv=3)
    assert scores.tolist() == [1, 1, 1]


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return measure_frame(frame)[["n_words", "hedge_outlet_per_1k_words"]].fillna(0)


def test_workers_that_die_under_a_whole_run_change_nothing(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text(
        "".join(f'{{"id": {k}, "text": "Officials may meet on day {k}."}}\n' for k in range(200))
    )
    assert main(["features", "in.jsonl", "-o", "f.csv", "--jobs", "1"]) == 0
    pids = [worker.pid for worker in cluster.workers.values()]
    killed: list[int] = []
    take = Cluster._take

    def kill_one_then_take(self: Cluster, *given: object) -> object:
        if pids and len(killed) < 2:
            killed.append(pids.pop())
            os.kill(killed[-1], signal.SIGKILL)
        return take(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Cluster, "_take", kill_one_then_take)
    address = cluster.scheduler_address
    assert (
        main(["features", "in.jsonl", "-o", "d.csv", "--engine", "dask", "--address", address]) == 0
    )
    assert len(killed) == 2
    assert (tmp_path / "d.csv").read_bytes() == (tmp_path / "f.csv").read_bytes()
