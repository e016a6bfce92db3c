"""The yardstick of every cost: processor time beside that of one plain regex over the same text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

FLOOR = re.compile(r"\w+|[^\w\s]")


def best(work: Callable[[], object], times: int = 1) -> float:
    """Least processor time of this process in some runs: other work on the machine only adds."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def run_floor(texts: Iterable[str]) -> None:
    """Finds every word and mark and keeps nothing."""
    for text in texts:
        FLOOR.findall(text)
