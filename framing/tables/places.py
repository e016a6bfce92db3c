"""Spans as users have their texts: in the text as given, or in its title column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing.types import Article

_SPANS = ("scope", "verb", "trigger", "agent", "patient", "clause")
_LISTS = ("content", "cue", "source", "spans")


def in_own_text(article: Article, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with each span where the user finds it.

    What lies in the title column is marked `"in": "title"`. Where parts of one thing lie in both
    (the words of a headline, their speaker in the text), each part in the title has a mark of its
    own, as `"source_in": ["title"]`, one entry a span.
    """
    if not article.headed:
        return dict(row)
    moved = dict(row)
    places: dict[str, list[str]] = {}
    if "start" in row and row["stop"]:  # (0, 0) stands for no words at all
        where, moved["start"], moved["stop"] = article.locate(row["start"], row["stop"])
        places["start"] = [where]
    for name in _SPANS:
        if row.get(name) is not None:
            where, start, stop = article.locate(*row[name])
            moved[name], places[name] = (start, stop), [where]
    for name in _LISTS:
        if row.get(name) and not isinstance(row[name], str):  # of a statement, `source` is a side
            located = [article.locate(*span) for span in row[name]]
            moved[name] = [[start, stop] for _, start, stop in located]
            places[name] = [where for where, _, _ in located]
    return moved | _marks(places)


def span_text(where: str, start: int, stop: int) -> str:
    """A span in a cell of a table; one in the title column says so.

    >>> span_text("text", 3, 9), span_text("title", 0, 6)
    ('3:9', 'title 0:6')
    """
    return f"{start}:{stop}" if where == "text" else f"{where} {start}:{stop}"


def _marks(places: Mapping[str, list[str]]) -> dict[str, Any]:
    found = {where for several in places.values() for where in several}
    if found == {"title"}:
        return {"in": "title"}
    if "title" not in found:
        return {}
    return {f"{name}_in": several for name, several in places.items() if "title" in several}
