"""Batches of news as the layers get them, for research that look below a Reading."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from framing.language import read_tokens
from framing.layers.batch import Batch
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.types import ZONE_KINDS, Article, Options, Zone

_SIZE = 20


def news_batches(corpora: Path, ids: set[str]) -> Iterator[Batch]:
    """Batches of the articles of `allsides/us_russia` with these ids; quotes are not found."""
    path = corpora / "data" / "allsides" / "us_russia.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["id"] in ids]
    for first in range(0, len(rows), _SIZE):
        part = rows[first : first + _SIZE]
        yield plain_batch([Article(r["id"], r["text"], r["outlet"], r["title"]) for r in part])


def plain_batch(articles: list[Article]) -> Batch:
    """A batch with tokens and zones, without quotes."""
    zones = [find_zones(article, word_lists()) for article in articles]
    breaks = [sorted({edge for z in found for edge in (z.start, z.stop)}) for found in zones]
    tokens = read_tokens([article.text for article in articles], breaks)
    kind = np.full(len(tokens), ZONE_KINDS.index("furniture"), np.int8)
    for number, found in enumerate(zones):
        for zone in found:
            _mark(kind, tokens.bounds[number : number + 2], tokens.start, zone)
    batch = Batch(articles, zones, replace(tokens, zone=kind), Options(), [()] * len(articles))
    return batch


def _mark(kind: np.ndarray, rows: np.ndarray, start: np.ndarray, zone: Zone) -> None:
    first, last = int(rows[0]), int(rows[1])
    inside = np.searchsorted(start[first:last], (zone.start, zone.stop)) + first
    kind[inside[0] : inside[1]] = ZONE_KINDS.index(zone.kind)
