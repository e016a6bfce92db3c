"""A cluster on this machine looks after its own workers."""

from __future__ import annotations

import dask
import psutil
import pytest
from distributed import LocalCluster

from framing.errors import StoppedError
from framing.run.dask import Cluster
from framing.types import Article
from tests.run.poison import measure_lengths


def test_a_local_cluster_that_lost_all_its_workers_gets_new_ones() -> None:
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "100ms"}),
        Cluster(None, jobs=1) as engine,
    ):
        for nanny in list(engine._local.workers.values()):
            engine._local.sync(nanny.close)
        batch = [Article("a", "a"), Article("b", "bb")]
        assert list(engine.run(measure_lengths, iter([batch]))) == [([1, 2], [])]


def test_a_cluster_of_others_that_stays_without_workers_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("framing.run.dask._LOOK", 0.2)
    monkeypatch.setattr("framing.run.dask._DESERTED", 0.5)
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "100ms"}),
        LocalCluster(
            host="127.0.0.1", dashboard_address=None, n_workers=1, memory_limit=0
        ) as others,
        Cluster(others.scheduler_address, jobs=1) as engine,
    ):
        others.scale(0)
        with pytest.raises(StoppedError, match="has had no worker"):
            list(engine.run(measure_lengths, iter([[Article("a", "a")]])))


def test_a_local_cluster_listens_to_this_machine_alone() -> None:
    with Cluster(None, jobs=2) as engine:
        # Our own bounds hold for an article; Dask's would end a worker with all that it had to do.
        nannies = engine._local.workers.values()
        assert [one.memory_manager.memory_limit for one in nannies] == [None, None]
        here = psutil.Process()
        heard = {
            socket.laddr.ip
            for process in (here, *here.children(recursive=True))
            for socket in process.net_connections(kind="inet")
            if socket.status == psutil.CONN_LISTEN
        }
    assert heard == {"127.0.0.1"}
