"""Work that an article's own words can make crash, hang or fill the memory."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from framing.errors import Skipped
from framing.run.work import FeaturesJob
from framing.types import Article


def act_on(text: str) -> None:
    """What a text asks for."""
    if "SEGFAULT" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "EXIT" in text:
        os._exit(7)
    if "HANG" in text:
        time.sleep(3600)
    if "FILL" in text:
        bytearray(3 << 30)
    if "ONCE" in text:  # killed from outside, as by a system short of memory: it works when retried
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def measure_lengths(articles: list[Article]) -> tuple[list[int], list[Skipped]]:
    for article in articles:
        act_on(article.text)
    return [len(article.text) for article in articles], []


def fail_on_boom(articles: list[Article]) -> tuple[list[int], list[Skipped]]:
    if any("BOOM" in article.text for article in articles):
        raise ZeroDivisionError("boom")
    return measure_lengths(articles)


class PoisonedFeatures(FeaturesJob):
    """Rows of features, unless an article says otherwise."""

    __slots__ = ()

    def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
        for article in articles:
            act_on(article.text)
        return super().__call__(articles)


def nap(articles: list[Article]) -> tuple[list[int], list[Skipped]]:
    """Marks that it has begun, works for a moment, and gives the lengths."""
    with Path(os.environ["MARK"]).open("a") as mark:
        mark.write("x")
    ends = time.process_time() + 0.5
    while time.process_time() < ends:
        pass
    return [len(article.text) for article in articles], []
