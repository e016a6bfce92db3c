"""What the rows of a run depend on: it is only continued where they would be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import StoppedError
from framing.learn.encoder_files import DIGESTS as ENCODER_DIGESTS
from framing.learn.encoder_files import FOLDER as ENCODER
from framing.lists.load import lexicon_folder
from framing.version import __version__

if TYPE_CHECKING:
    from framing.corpus.sources import Corpus

Fingerprint = Mapping[str, str]


def fingerprint(corpus: Corpus, lexicons: Path | None, options: Iterable[object]) -> Fingerprint:
    """Digests by what they stand for, in the words of a message.

    Files of the corpus count by name, size and time of change: reading them all would take as long
    as the run. Everything else counts by content. Processes, time limits and memory do not count.
    """
    folder = lexicon_folder()
    own = [] if lexicons is None else sorted(lexicons.glob("*.toml"))
    return {
        "the corpus (a file was changed, added or removed)": corpus_state(corpus),
        "the word lists": _digest(map(_content, [*sorted(folder.glob("*.toml")), *own])),
        "an option": _digest(map(repr, options)),
        "the version of framing": f"{__version__} {_of_package()}",
    }


def check_unchanged(corpus: Corpus, before: str) -> None:
    """Raises `StoppedError` if a file of the corpus changed since `before` (`corpus_state`).

    What was found in a run, in several passes at that, would be of two versions of it.
    """
    if corpus_state(corpus) != before:
        raise StoppedError(
            "the corpus was changed during the run (a file was changed, added or removed): what "
            "was found would mix two versions of it, and nothing was written; run again, with "
            "--restart where the command has it"
        )


def corpus_state(corpus: Corpus) -> str:
    """Digest of the names, sizes and times of change of the files of a corpus."""
    from framing.corpus.sources import Source, walk

    return _digest(
        f"{found.path}\0{found.size}\0{_changed(found.path)}" if isinstance(found, Source) else ""
        for found in walk(corpus)
    )


def _changed(path: str) -> object:
    from framing.corpus.remote import is_remote, remote_state

    if is_remote(path):
        return remote_state(path)
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _of_package() -> str:
    here = Path(__file__).parent.parent
    files = [path for path in sorted(here.rglob("*")) if path.suffix != ".pyc" and path.is_file()]
    # Of the encoders' large files one small file holds the digests.
    return _digest(_content(p) for p in files if p.parent != ENCODER or p == ENCODER_DIGESTS)


def _content(path: Path) -> str:
    return f"{path.name}\0{blake2b(path.read_bytes()).hexdigest()}"


def _digest(parts: Iterable[str]) -> str:
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(part.encode("utf-8", "surrogateescape") + b"\0\0")
    return whole.hexdigest()
