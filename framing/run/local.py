"""Runs work on batches of articles in local processes; results come in input order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from framing.run.batches import Done, Job, Limits, batches_of
from framing.types import Article

_SMALL = 100  # articles; starting processes costs more than reading these in one


def map_batches(
    articles: Iterable[Article],
    work: Job,
    *,
    jobs: int,
    size: int,
    limits: Limits | None = None,
) -> Iterator[Done]:
    """Results of `work` on batches of `size` articles, in input order whatever `jobs` is.

    `work` must be picklable when `jobs` is over 1 or there are `limits`. Without limits, one job or
    a small input runs in this process, where an article that crashes takes everything with it; see
    `Pool`.
    """
    stream = iter(articles)
    if limits is not None:
        from framing.run.pool import Pool

        with Pool(jobs, limits) as pool:
            yield from pool.run(work, batches_of(stream, size))
        return

    head = list(islice(stream, _SMALL if jobs > 1 else 0))
    batches = batches_of(chain(head, stream), size)
    if len(head) < _SMALL:
        yield from map(work, batches)
        return

    from framing.run.pool import Pool

    with Pool(jobs) as pool:
        yield from pool.run(work, batches)
