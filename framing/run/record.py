"""What a result came from: versions, word lists, options, the corpus and the command."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.language import LANGUAGE_VERSION
from framing.learn.encoder_files import PACKAGES
from framing.lists.load import lexicon_folder, list_version
from framing.tables.record import Record
from framing.version import __version__

if TYPE_CHECKING:
    from framing.corpus.sources import Corpus

_LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn", "nltk", "trafilatura")
_OF_THE_RUN = ("--jobs", "--engine", "--address", "--timeout", "--memory", "--restart")
"""Options that say how a run is done, not what comes out."""


def run_record(
    corpus: Corpus,
    lexicons: Path | None,
    options: Mapping[str, object] | None = None,
    *,
    made_from: Record | None = None,
) -> Record:
    """The record of this process's call on a corpus; the same call gives the same record.

    `made_from` is the record of the table that was read, if it was one of ours.
    """
    from framing.run.fingerprint import fingerprint

    prints = fingerprint(corpus, lexicons, ())
    names = sorted(path.stem for path in lexicon_folder().glob("*.toml"))
    return {
        "framing": __version__,
        "language_core": LANGUAGE_VERSION,
        "python": platform.python_version(),
        "libraries": {name: found for name in _libraries(options) if (found := _version(name))},
        "lists": {name: list_version(name, lexicons).split(" ")[-1] for name in names},
        "own_lists": str(lexicons) if lexicons else None,
        "lists_fingerprint": prints["the word lists"],
        "package_fingerprint": prints["the version of framing"].split(" ")[-1],
        "corpus": [corpus] if isinstance(corpus, str | Path) else [str(part) for part in corpus],
        "corpus_fingerprint": next(iter(prints.values())),
        "options": _plain(options or {}),
        "command": command_line(sys.argv[1:]),
        **({"made_from": made_from} if made_from else {}),
    }


def _libraries(options: Mapping[str, object] | None) -> tuple[str, ...]:
    """The libraries that can move a result."""
    reading = (options or {}).get("reading")
    return (*_LIBRARIES, *(PACKAGES if getattr(reading, "accurate", False) else ()))


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _plain(value: Any) -> Any:
    """Values that JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def command_line(words: Sequence[str]) -> str:
    """The command as it would be typed, without what cannot change the result.

    >>> command_line(["features", "my articles", "--jobs", "4", "-o", "f.csv"])
    "framing features 'my articles' -o f.csv"
    """
    import shlex

    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.split("=")[0] in _OF_THE_RUN:
            skip = "=" not in word and word != "--restart"
        else:
            kept.append(word)
    return shlex.join(["framing", *kept])
