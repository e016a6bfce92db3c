"""Loads a corpus and keeps what was said about it."""

from __future__ import annotations

from pathlib import Path

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.errors import Skipped
from framing.types import Article


def load(corpus: object, **options: object) -> tuple[list[Article], list[Skipped]]:
    said: list[Skipped] = []
    articles = list(load_articles(corpus, LoadOptions(**options), on_skip=said.append))
    return articles, said


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path
