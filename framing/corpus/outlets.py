"""Knows outlets and agencies by name, spelling, abbreviation and host."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from framing.lexicons import load_rows

Lookup = Callable[[str], str | None]

_LONGEST_NAME = 8  # words
_SPACE = re.compile(r"\s+")


def canonical_outlet(name: str, folder: Path | None = None) -> str | None:
    """Canonical name of an outlet for any known spelling; `None` if it is not known."""
    return _names("outlets", "outlet", folder).get(_key(name))


def canonical_agency(name: str, folder: Path | None = None) -> str | None:
    """Canonical name of a news agency for any known spelling; `None` if it is not known."""
    return _names("agencies", "agency", folder).get(_key(name))


def is_outlet(name: str, folder: Path | None = None) -> bool:
    """Whether a string is a known outlet's or agency's name."""
    return canonical_outlet(name, folder) is not None or canonical_agency(name, folder) is not None


def known_prefix(run: str, lookup: Lookup) -> tuple[str, str] | None:
    """The longest beginning of a run of capitalised words that `lookup` knows.

    Gives the words as written (without a possessive or a full stop) and the canonical name.
    """
    words = run.split(" ")
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        written = " ".join(words[:count]).rstrip(".,:;")
        written = written.removesuffix("'s").removesuffix("’s")
        name = lookup(written)
        if name is not None:
            return written, name
    return None


def publishes_itself(name: str, folder: Path | None = None) -> bool:
    """Whether an agency's dateline stands for its own site unless something says otherwise."""
    rows = load_rows("agencies", "agency", folder)
    return any(row["name"] == name and row.get("publishes_itself") for row in rows)


def known_prefix_of(run: str, lookup: Callable[[str], object]) -> int | None:
    """Where in a run of words the longest known name that ends it begins; `None` if none does."""
    for word in re.finditer(r"\S+", run):
        if lookup(run[word.start() :].strip(" ,/")):
            return word.start()
    return None


def _key(name: str) -> str:
    key = _SPACE.sub(" ", name.strip(" .,:;|()[]").replace("’", "'")).casefold()
    return key.removeprefix("the ").removesuffix("'s")


@cache
def _names(file: str, kind: str, folder: Path | None) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in load_rows(file, kind, folder):
        spellings = [row["name"], *row.get("aliases", []), *row.get("spellings", [])]
        for spelling in [*spellings, *row.get("abbreviations", [])]:
            names.setdefault(_key(spelling), row["name"])
    return names
