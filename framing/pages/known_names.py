"""Where in a run of words a known name begins or ends; the caller says which names are known."""

from __future__ import annotations

import re
from collections.abc import Callable

Lookup = Callable[[str], str | None]
_LONGEST_NAME = 8  # words


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


def known_prefix_of(run: str, lookup: Callable[[str], object]) -> int | None:
    """Where in a run of words the longest known name that ends it begins; `None` if none does."""
    for word in re.finditer(r"\S+", run):
        if lookup(run[word.start() :].strip(" ,/")):
            return word.start()
    return None
