"""A cluster on this machine looks after its own workers."""

from __future__ import annotations

import dask

from framing.scale.cluster import Cluster
from framing.types import Article
from tests.scale.poison import measure_lengths


def test_a_local_cluster_that_lost_all_its_workers_gets_new_ones() -> None:
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "100ms"}),
        Cluster(None, jobs=1) as engine,
    ):
        for nanny in list(engine._local.workers.values()):
            engine._local.sync(nanny.close)
        batch = [Article("a", "a"), Article("b", "bb")]
        assert list(engine.run(measure_lengths, iter([batch]))) == [([1, 2], [])]
