"""Folds the spellings of an outlet to one name: `Fox News (Online)`, `CNN (Web News)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from framing.corpus.hosts import outlet_of_url, registered_domain
from framing.corpus.outlets import canonical_outlet

_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_SECTION = re.compile(r"\s+[-–—|:]\s+.*$|\s*[:|]\s.*$")
_LAST_WORD = re.compile(r"\s+\S+$")


def fold_outlet(name: str, url: str | None = None, folder: Path | None = None) -> str:
    """One name for an outlet, whatever section, edition or columnist a collection lists.

    A known spelling comes first, then the name without brackets, section or last word, then the
    outlet at `url`. What none of them knows stays as written, without brackets.

    >>> fold_outlet("Fox News (Online)"), fold_outlet("Some Columnist", "https://edition.cnn.com/x")
    ('Fox News', 'CNN')
    """
    return known_outlet(name, url, folder) or _BRACKET.sub(" ", name).strip() or name.strip()


def known_outlet(name: str, url: str | None = None, folder: Path | None = None) -> str | None:
    """Like `fold_outlet`, but `None` for an outlet that neither name nor address tells."""
    for spelling in _spellings(name):
        known = canonical_outlet(spelling, folder)
        if known is not None:
            return known
    if url is None:
        return None
    return outlet_of_url(url, folder)


def _spellings(name: str) -> Iterator[str]:
    yield name
    bare = _BRACKET.sub(" ", name).strip()
    yield bare
    section = _SECTION.sub("", bare)
    yield section
    if "." in section and " " not in section:
        domain = registered_domain(section)
        if domain is not None:
            yield domain.split(".", 1)[0]
    shorter = _LAST_WORD.sub("", section)
    if " " in shorter:
        yield shorter
