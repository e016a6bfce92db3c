"""Loads a corpus and keeps what was said about it."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.errors import Skipped, SkippedKind
from framing.types import Article


def load(corpus: object, **options: object) -> tuple[list[Article], list[Skipped]]:
    said: list[Skipped] = []
    articles = list(load_articles(corpus, LoadOptions(**options), on_skip=said.append))
    check_told(said)
    assert all(article.path and article.article_id for article in articles)
    return articles, said


def check_told(said: Sequence[Skipped]) -> None:
    """Each message says where, why, and what became of it; no value slips into its words."""
    for one in said:
        assert isinstance(one.path, str)
        assert isinstance(one.reason, str)
        assert one.path
        assert one.kind in get_args(SkippedKind)
        assert re.search(r"[a-z]{3}", one.reason)
        assert not re.search(r"\bNone\b", one.reason + one.path)


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()
