"""Batches of articles, what is done with them, and what one article may cost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from framing.errors import Skipped

if TYPE_CHECKING:
    from framing.types import Article

Done: TypeAlias = tuple[list[Any], list[Skipped]]
"""Results and reports of a batch, each article being in one of the two, in order."""
Job: TypeAlias = "Callable[[list[Article]], Done]"

BATCH_SIZE = 20
"""Articles that go to a process at once, and that are read together there."""


class Engine(Protocol):
    """What runs batches: processes here, or a cluster."""

    def announce_size(self, size: int) -> None:
        """Says how many bytes of articles are to come, so that processes can start for them."""

    def run(self, work: Job, batches: Iterator[list[Article]]) -> Iterator[Done]:
        """Results of the batches, in order."""


MOST_CHARACTERS = 1_000_000
"""A batch is cut here, so that long articles do not add up in memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may cost: seconds of time, megabytes of the memory of its process."""

    seconds: float = 300.0
    megabytes: int = 4_000


def default_jobs() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches_of(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Batches of at most `size` articles, fewer where they are long."""
    batch: list[Article] = []
    length = 0
    for article in articles:
        if batch and (len(batch) == size or length + len(article.text) > MOST_CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(article)
        length += len(article.text)
    if batch:
        yield batch
