"""The words beside the offsets of an annotation."""

from __future__ import annotations

from typing import Any

from framing.types import Article

_SPANS = ("content", "cue", "source")
_SPAN = ("scope", "verb", "trigger", "agent", "patient")


def with_words(annotation: dict[str, Any], article: Article) -> dict[str, Any]:
    """The annotation with `text` beside each `start, stop` and `…_text` beside each named span.

    What is marked `"in": "title"` has its words from the title. Measurements get `words`, one a
    span.
    """
    found = {
        key: [_worded(item, article) for item in value] if isinstance(value, list) else value
        for key, value in annotation.items()
    }
    found["measurements"] = {
        name: one | {"words": [article.text[a:b] for a, b in one["spans"]]}
        for name, one in annotation["measurements"].items()
    }
    return found


def _worded(item: Any, article: Article) -> Any:
    if not isinstance(item, dict):
        return item
    text = (article.title or "") if item.get("in") == "title" else article.text
    more: dict[str, Any] = {}
    if "start" in item and "stop" in item:
        more["text"] = text[item["start"] : item["stop"]]
    for name in _SPANS:
        if isinstance(item.get(name), list):  # of a statement, `source` is a side
            more[f"{name}_text"] = [text[a:b] for a, b in item[name]]
    for name in _SPAN:
        if item.get(name):
            start, stop = item[name]
            more[f"{name}_text"] = text[start:stop]
    return item | more
