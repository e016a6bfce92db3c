"""Files of stores elsewhere (s3://, gs://, https:// and what else fsspec knows)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from framing.errors import UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://|[a-z][a-z0-9]+::")


def is_remote(path: str) -> bool:
    """Whether a name is one of a store: `s3://bucket/file`, or chained as `simplecache::s3://…`."""
    return _URL.match(path) is not None


def remote_files(url: str) -> Iterator[tuple[str, str, int]]:
    """URL, path below the folder that was named, and size (0 if unknown) of each file, in order.

    Raises `UsageError` if there is none or the store cannot be reached.
    """
    store, path = _store(url)
    try:
        found = _infos(store, path)
    except Exception as error:  # every store has its own errors
        raise UsageError(f"{url}: cannot be listed ({type(error).__name__}: {error})") from error
    root = path.rstrip("/") + "/"
    for name in sorted(found):
        inside = name.removeprefix(root) if name.startswith(root) else name.rsplit("/", 1)[-1]
        if any(part.startswith(".") for part in inside.split("/")):
            continue
        yield (url if name == path else _url(url, path, name)), inside, found[name] or 0


def open_remote(url: str) -> BinaryIO:
    """Bytes of a file of a store; raises `OSError` if it cannot be read."""
    store, path = _store(url)
    try:
        return cast(BinaryIO, store.open(path, "rb"))
    except OSError:
        raise
    except Exception as error:  # every store has its own errors
        raise OSError(f"{type(error).__name__}: {error}") from error


def remote_state(url: str) -> str:
    """What changes when the file changes (a version, an ETag, a time), as far as the store says."""
    store, path = _store(url)
    try:
        return str(store.ukey(path))
    except Exception:  # every store has its own errors; the size still counts
        return ""


def _infos(store: Any, path: str) -> dict[str, int]:
    if any(mark in path for mark in "*?["):
        found = store.glob(path, detail=True)
    elif store.isdir(path):
        found = store.find(path, detail=True)
    else:
        found = {path: store.info(path)}
    return {name: info.get("size") for name, info in found.items() if info["type"] == "file"}


def _url(url: str, path: str, name: str) -> str:
    """URL of a file that was found, written as the user wrote the one that found it."""
    stem = path.strip("/")
    base = url.rstrip("/")
    if stem and base.endswith(stem):
        return base[: len(base) - len(stem)] + name.lstrip("/")
    return url.split("://", 1)[0] + "://" + name.lstrip("/")


def _store(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        message = f'{url}: a store needs one more package: pip install "framing[scale]"'
        raise UsageError(message) from None
    try:
        store, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from error
    return store, str(path)
