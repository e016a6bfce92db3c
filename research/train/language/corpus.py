"""Unlabelled news text for what is learned without annotation: Punkt and word clusters."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path


def read_news(data: Path) -> Iterator[str]:
    """Texts of PolNeAR train and of the two AllSides samples, in a fixed order."""
    yield from chain(read_polnear(data), _read_allsides(data))


def read_polnear(data: Path) -> Iterator[str]:
    """Texts of PolNeAR train."""
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text("utf-8")


def _read_allsides(data: Path) -> Iterator[str]:
    for name in ("us_russia", "general_5000"):
        with gzip.open(data / "allsides" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
