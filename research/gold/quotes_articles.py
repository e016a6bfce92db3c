"""Labelled passages as short articles of their own, to train on; a quarter is left to measure."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from framing.types import Article, Spans
from research.gold.load import GoldArticle, GoldQuote
from research.gold.quotes_labels import GOLD
from research.gold.quotes_passages import read_pieces, source_articles

Row = dict[str, str]
ROLES = ("content", "cue", "source")
_LEFT_OUT = 4  # one article of four, by a hash of its id


def is_left_out(row: Row) -> bool:
    """True for the passages of the articles that train nothing."""
    key = f"passages {row['corpus']} {row['article_id']}"
    return hashlib.sha256(key.encode()).digest()[0] % _LEFT_OUT == 0


def read_passages(labels: Path = GOLD) -> Iterator[list[Row]]:
    """The rows of each labelled passage."""
    with labels.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for _, some in groupby(rows, key=lambda row: row["passage"]):
        yield list(some)


def load_passages(corpora: Path, labels: Path = GOLD) -> list[GoldArticle]:
    """The passages that train, in the order of the file; sayings inside others are left out.

    PolNeAR, which they are trained with, marks the outer saying alone. Six passages of pages that
    are no longer counted as English (`unread.LEAST_ENGLISH`) are left out.
    """
    wanted = [rows for rows in read_passages(labels) if not is_left_out(rows[0])]
    texts: dict[tuple[str, str], Article] = {}
    keys = {(rows[0]["corpus"], rows[0]["article_id"]) for rows in wanted}
    for corpus in sorted({corpus for corpus, _ in keys}):
        for name, article in source_articles(corpora, corpus):
            if (corpus, name) in keys:
                texts[corpus, name] = article
    return [
        _short(texts[key], rows)
        for rows in wanted
        if (key := (rows[0]["corpus"], rows[0]["article_id"])) in texts
    ]


def _short(article: Article, rows: list[Row]) -> GoldArticle:
    pieces = read_pieces(rows[0]["pieces"])
    title = "".join(
        (article.title or "")[piece.start : piece.stop]
        for piece in pieces
        if piece.field == "title"
    )
    body = [piece for piece in pieces if piece.field == "text"]
    low = body[0].start if body else 0
    above = f"{title}\n\n" if title else ""
    text = above + (article.text[low : body[-1].stop] if body else "")
    shifts = {"title": -next((p.start for p in pieces if p.field == "title"), 0)}
    shifts["text"] = len(above) - low
    quotes = read_quotes(rows, shifts)
    outer = sorted((q for q in quotes if not is_inner(q, quotes)), key=lambda q: q.content)
    return GoldArticle(Article(rows[0]["passage"], text), tuple(outer), rows[0]["corpus"])


def read_quotes(rows: list[Row], shifts: Mapping[str, int]) -> list[GoldQuote]:
    """The attributions of a passage; `shifts` are added to offsets in the title and in the text."""
    held: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for row in rows:
        if row["attribution"]:
            by = shifts[row["field"]]
            span = (int(row["start"]) + by, int(row["stop"]) + by)
            held.setdefault(row["attribution"], {}).setdefault(row["role"], []).append(span)
    return [
        GoldQuote(*(tuple(sorted(one.get(role, ()))) for role in ROLES))
        for one in held.values()
        if "content" in one
    ]


def is_inner(one: GoldQuote, quotes: Sequence[GoldQuote]) -> bool:
    """Whether what is said lies in what another of the attributions says."""
    return any(other is not one and _within(one.content, other.content) for other in quotes)


def _within(inner: Spans, outer: Spans) -> bool:
    return all(any(a <= start and stop <= z for a, z in outer) for start, stop in inner)
