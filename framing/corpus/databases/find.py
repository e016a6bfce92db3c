"""Which database's export the lines of a text are."""

from __future__ import annotations

from collections.abc import Sequence

from framing.corpus.databases.export import Export
from framing.corpus.databases.factiva import read_factiva
from framing.corpus.databases.lexis import read_lexis
from framing.corpus.databases.nexis import read_nexis
from framing.corpus.databases.proquest import read_proquest

_READERS = (read_lexis, read_nexis, read_factiva, read_proquest)


def read_lines(lines: Sequence[str]) -> Export | None:
    """The export that the lines of a text or document are, `None` if they are none.

    An empty string is an empty line. Lines broken at a width are put together by each reader.
    """
    for read in _READERS:
        found = read(lines)
        if found is not None and found.records:
            return found
    return None
