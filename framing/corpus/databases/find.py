"""Which database's export the lines of a text are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from framing.corpus.databases.export import Export
from framing.corpus.databases.factiva import read_factiva
from framing.corpus.databases.labels import words_for
from framing.corpus.databases.lexis import read_lexis
from framing.corpus.databases.library import read_library
from framing.corpus.databases.nexis import read_nexis
from framing.corpus.databases.proquest import read_proquest
from framing.errors import FramingError
from framing.lists.load import load_rows

_HEADED = re.compile(
    r"^[ \t]*(?:(?:title|headline)[ \t]*:|record(?: number)?[ \t]*:|gale document number:)",
    re.IGNORECASE | re.MULTILINE,
)
_MARK_LENGTH = 120  # characters; a longer line is prose

_FACTIVA = re.compile(r"^[ \t]*(?:HD\b|\w+ +[A-Z]\w{11,}[ \t]*$)", re.MULTILINE)


def read_lines(lines: Sequence[str]) -> Export | None:
    """The export that the lines of a text or document are, `None` if they are none.

    An empty string is an empty line. Lines broken at a width are put together by each reader.
    Raises `FramingError` for several articles in a layout that no reader knows.
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
        (read_library, _HEADED.search(whole) is not None),
    ):
        found = read(lines) if may_be else None
        if found is not None and (found.records or found.remarks):
            return found
    if (name := _unread(lines)) is not None:
        raise FramingError(
            f"several articles of {name} in a layout that is not read, and one text would glue "
            "them together; export them as another format (DOCX, HTML, XML), or one a file"
        )
    return None


def _unread(lines: Sequence[str]) -> str | None:
    """The database of which the lines hold several articles, by a mark that comes twice."""
    marks = _marks()
    seen: Counter[str] = Counter()
    for line in lines:
        said = line.strip().casefold()
        seen[said.partition(":")[0].rstrip(" .") if len(said) < _MARK_LENGTH else ""] += 1
    return next((marks[mark] for mark, n in seen.items() if n > 1 and mark in marks), None)


@cache
def _marks() -> Mapping[str, str]:
    return {
        word: row["id"] for row in load_rows("database_labels", "marks") for word in row["words"]
    }


@cache
def _nexis_marks() -> frozenset[str]:
    """Words of which every export of Nexis Uni has one."""
    return words_for("nexis", "end") | {"client/matter"}


@cache
def _labels() -> frozenset[str]:
    """Labels of which every export of ProQuest has one."""
    return words_for("proquest", "text") | words_for("proquest", "outlet")
