"""Which database's export the lines of a text are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from framing.corpus.databases.export import Export
from framing.corpus.databases.factiva import read_factiva
from framing.corpus.databases.labels import words_for
from framing.corpus.databases.lexis import read_lexis
from framing.corpus.databases.nexis import read_nexis
from framing.corpus.databases.proquest import read_proquest

_FACTIVA = re.compile(r"^[ \t]*(?:HD\b|\w+ +[A-Z]\w{11,}[ \t]*$)", re.MULTILINE)


def read_lines(lines: Sequence[str]) -> Export | None:
    """The export that the lines of a text or document are, `None` if they are none.

    An empty string is an empty line. Lines broken at a width are put together by each reader.
    """
    whole = "\n".join(lines)
    folded = whole.casefold()
    for read, may_be in (
        # ProQuest counts "Document 1 of 20" as LexisNexis does, and says more beside it.
        (read_proquest, any(label in folded for label in words_for("proquest", "outlet"))),
        (read_lexis, "doc" in folded or "dok" in folded),
        (read_nexis, any(word in folded for word in _nexis_marks())),
        (read_factiva, _FACTIVA.search(whole) is not None),
        (read_proquest, any(label in folded for label in _labels())),
    ):
        found = read(lines) if may_be else None
        if found is not None and (found.records or found.remarks):
            return found
    return None


@cache
def _nexis_marks() -> frozenset[str]:
    """Words of which every export of Nexis Uni has one."""
    return words_for("nexis", "end") | {"client/matter"}


@cache
def _labels() -> frozenset[str]:
    """Labels of which every export of ProQuest has one."""
    return words_for("proquest", "text") | words_for("proquest", "outlet")
