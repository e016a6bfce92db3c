"""The files a corpus consists of: folders walked, globs resolved, formats told apart."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeAlias

from framing.corpus.encoding import is_binary
from framing.corpus.endings import FORMATS, PACKED, REFUSED, WITHOUT_TEXT, ending_of
from framing.corpus.outputs import command_of, is_our_folder
from framing.corpus.remote import is_remote, remote_files
from framing.errors import Skipped, UsageError

Corpus: TypeAlias = str | Path | Sequence[str | Path]

_ENDING = re.compile(r"\.[A-Za-z]\w{0,8}")
# Files that describe a corpus and are no article of it.
_ABOUT = (
    *("readme", "license", "licence", "changelog", "catalogue", "catalog", "metadata"),
    *("datasheet", "codebook", "contributing", "citation", "thumbs"),
)
# A file with so many words in its first bytes is a text, whatever its ending.
_BEGINNING, _WORDS = 4096, 50


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: as the user named it, its format, its size on disk, and the id it gives.

    `inside` is the path below the folder that was named, or the name itself.
    """

    path: str
    format: str
    size: int
    inside: str

    @property
    def stem(self) -> str:
        """File name without the endings that say format and packing."""
        return bare_stem(PurePath(self.inside).name)


def sources(corpus: Corpus) -> list[Source]:
    """All input files in the order of reading, so that a run can be estimated from their sizes."""
    return [found for found in walk(corpus) if isinstance(found, Source)]


def count_bytes(corpus: Corpus) -> int:
    """Size of the whole corpus on disk."""
    return sum(found.size for found in walk(corpus) if isinstance(found, Source))


def walk(corpus: Corpus) -> Iterator[Source | Skipped]:
    """Input files in order, folders sorted by name; raises `UsageError` for what is not there."""
    items = [corpus] if isinstance(corpus, str | os.PathLike) else list(corpus)
    if not items:
        raise UsageError("no corpus: expected a file, a folder or a glob")
    for item in items:
        yield from _walk_item(os.fspath(item))


def state_of(path: str) -> object:
    """What changes when a file is changed: its size, time of change and number on its disk."""
    if is_remote(path):
        return None  # a store hands out one version of a file
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def bare_stem(name: str) -> str:
    """`a.b` for `a.b.txt.gz`."""
    stem, ending = os.path.splitext(name)
    if ending.lower() in PACKED and stem:
        stem, ending = os.path.splitext(stem)
    return stem if _ENDING.fullmatch(ending) else stem + ending


def format_of(name: str) -> str | None:
    """Format by the ending of a file name, packed or not; "unknown" where its bytes must say.

    Endings of formats that are not read are among the unknown: the reader says what they are.
    """
    ending = ending_of(name)
    return FORMATS.get(ending) or ("unknown" if ending in REFUSED else None)


def writable(path: str) -> str:
    """The path as text that can be written out: bytes of a name that are no UTF-8 are marked."""
    return os.fsencode(path).decode("utf-8", "replace")


def _walk_item(item: str) -> Iterator[Source | Skipped]:
    if is_remote(item):
        yield from _walk_remote(item)
    elif os.path.isdir(item):
        yield from _walk_folder(item)
    elif os.path.exists(item):
        yield _named(item)
    elif glob.has_magic(item):
        yield from _walk_glob(item)
    else:
        raise UsageError(f"{item}: no such file or folder; check the name and where you stand")


def _walk_remote(url: str) -> Iterator[Source | Skipped]:
    """Files of a store in the order of their names; endings count in folders as they do on disk."""
    others: Counter[str] = Counter()
    any_found = False
    for path, inside, size in remote_files(url):
        name = inside.rsplit("/", 1)[-1]
        named = path == url
        kind = format_of(name) or "unknown" if named else _article_format(name)
        if kind:
            any_found = True
            yield Source(path, kind, size, inside)
        else:
            others[_described(name)] += 1
    seen = ", ".join(f"{count} {name}" for name, count in sorted(others.items()))
    if not any_found:
        raise UsageError(f"{url}: no articles there (found: {seen or 'no files'}); check the name")
    if others:
        yield Skipped(url, f"passed over files that are no articles: {seen}", "noted")


def _named(path: str) -> Source:
    if not os.path.isfile(path):
        raise UsageError(f"{path}: neither a file nor a folder; copy it into a file first")
    return Source(path, format_of(path) or "unknown", os.path.getsize(path), writable(path))


def _walk_glob(pattern: str) -> Iterator[Source | Skipped]:
    found = sorted(glob.glob(pattern, recursive=True))
    files = [path for path in found if os.path.isfile(path)]
    # `**` meets a folder and everything in it: files are then enough.
    chosen = files or [path for path in found if os.path.isdir(path)]
    if not chosen:
        raise UsageError(f"{pattern}: nothing matches; quote the pattern and check its folder")
    for path in chosen:
        if command := command_of(path):
            yield _output(path, command)
        elif is_our_folder(os.path.dirname(path)):
            yield _output(path, "in a folder of its own")
        else:
            yield from _walk_item(path)


def _walk_folder(folder: str) -> Iterator[Source | Skipped]:
    others: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    any_found = False
    for found in _walk_tree(folder, "", (others, texts), os.path.realpath(folder)):
        any_found = any_found or isinstance(found, Source)
        yield found
    seen = _counted(others + texts)
    if not any_found:
        raise UsageError(
            f"{folder}: a folder without articles (found: {seen or 'no files'}); expected files "
            f"ending in {', '.join(FORMATS)}, or name files of other endings with a glob"
        )
    if texts:
        reason = f"passed over files that may hold text: {_counted(texts)}; "
        yield Skipped(folder, reason + "name them with a glob to read them")
    if others:
        yield Skipped(
            folder, f"passed over files that are no articles: {_counted(others)}", "noted"
        )


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(names.items()))


def _walk_tree(
    folder: str, inside: str, passed: tuple[Counter[str], Counter[str]], root: str
) -> Iterator[Source | Skipped]:
    """Files below a folder; `root` is the real name of the one that the user named.

    Files without a known ending are counted in `passed`: those without text, those with.
    """
    if is_our_folder(folder):
        yield _output(folder, "a folder of its own")
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Skipped(folder, f"cannot be listed ({error.strerror}); left out")
        return
    for name in names:
        if name.startswith("."):
            continue
        path, below = os.path.join(folder, name), os.path.join(inside, name)
        if os.path.isdir(path):
            if not os.path.islink(path):
                yield from _walk_tree(path, below, passed, root)
        elif kind := _article_format(name):
            yield _found(path, kind, below, root)
        elif ending_of(name) not in WITHOUT_TEXT and (command := command_of(path)):
            yield _output(path, command)
        else:
            passed[_may_hold_text(path)][_described(name)] += 1


def _may_hold_text(path: str) -> bool:
    """Whether a file of an unknown ending begins with words."""
    name = os.path.basename(path)
    if is_about(name) or ending_of(name) in WITHOUT_TEXT or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            start = file.read(_BEGINNING)
    except OSError:
        return False
    words = sum(part.isalpha() for part in start.split())
    return words >= _WORDS and not is_binary(start)


def _found(path: str, kind: str, below: str, root: str) -> Source | Skipped:
    """A file of a folder, or why it is not read."""
    if not os.path.isfile(path):
        return Skipped(path, "no readable file (broken link, pipe or device); left out")
    if os.path.islink(path) and not os.path.realpath(path).startswith(root.rstrip(os.sep) + os.sep):
        return Skipped(path, "a link that leads out of the folder; left out; name it to read it")
    if command := command_of(path):
        return _output(path, command)
    return Source(path, kind, os.path.getsize(path), writable(below))


def _output(path: str, command: str) -> Skipped:
    return Skipped(path, f"passed over: an output of framing ({command}), no article", "noted")


def _article_format(name: str) -> str | None:
    return None if is_about(name) else format_of(name)


def is_about(name: str) -> bool:
    """Whether a file describes the corpus instead of being of it."""
    return name.split(".")[0].lower() in _ABOUT


def _described(name: str) -> str:
    ending = os.path.splitext(name)[1]
    return name if is_about(name) or not ending else ending
