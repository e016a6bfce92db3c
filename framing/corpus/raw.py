"""One article as a format hands it over, and its way to an `Article`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from framing.corpus.dates import find_day
from framing.errors import Skipped
from framing.types import Article, PageNotes

# What exports write for a missing value.
_NO_VALUE = ("", "nan", "none", "null", "n/a")


@dataclass(frozen=True, slots=True)
class Raw:
    """What stood in the input: the file as the user named it, the row, the fields by name.

    `stem` is the id of a member of an archive; other files get theirs from their name.
    """

    path: str
    values: Mapping[str, object]
    row: int | None = None
    line: int | None = None
    stem: str | None = None

    @property
    def place(self) -> str:
        """Where it stood, as `Article.path` says it."""
        return self.path if self.row is None else f"{self.path}#{self.row}"


def to_article(raw: Raw, day_first: bool) -> tuple[Article | None, Skipped | None]:
    """The article, or why there is none; both if it came out repaired."""
    text = _text(raw.values.get("text"))
    at = "" if raw.line is None else f"line {raw.line}: "
    if text is None:
        return None, Skipped(raw.place, f"{at}{_why_no_text(raw.values.get('text'))}; left out")
    repairs: list[str] = []
    page = raw.values.get("page")
    values = {
        name: _sound(_text(value), name, repairs)
        for name, value in raw.values.items()
        if name != "page"
    }
    published = values.get("published")
    article = Article(
        article_id=(values.get("id") or "").strip(),
        text=values["text"] or "",
        outlet=_line(values.get("outlet")),
        title=_line(values.get("title")),
        published=find_day(published, day_first) or _line(published),
        url=_line(values.get("url")),
        authors=_authors(raw.values.get("authors")),
        path=raw.place,
        html=_sound(_text(raw.values.get("html")), "html", repairs),
        page=page if isinstance(page, PageNotes) else None,
    )
    if not repairs:
        return article, None
    reason = f"{at}half characters in {', '.join(repairs)} replaced by U+FFFD; offsets unchanged"
    return article, Skipped(raw.place, reason, "repaired")


def _text(value: object) -> str | None:
    """The value as text; `None` for what stands for no value. A list is a list of paragraphs."""
    if isinstance(value, str):
        return None if value.strip().casefold() in _NO_VALUE else value
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, Mapping):  # news APIs write the source as {"id": ..., "name": ...}
        return _text(value.get("name"))
    if isinstance(value, list | tuple):
        return "\n\n".join(part for part in map(_text, value) if part)
    return str(value)


def _why_no_text(value: object) -> str:
    if value is None or not str(value).strip():
        return "no text"
    return f"no text (found {str(value)[:20]!r})"


def _sound(text: str | None, name: str, repairs: list[str]) -> str | None:
    """Text that UTF-8 can write: half of a surrogate pair cannot be, so it is marked."""
    if text is None or text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        repairs.append(name)
        return re.sub("[\ud800-\udfff]", "�", text)
    return text


def _line(value: str | None) -> str | None:
    return (" ".join(value.split()) or None) if value else None


def _authors(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else re.split(r"[;|,]", _text(value) or "")
    names = (_line(_sound(_text(part), "", [])) for part in parts)
    return tuple(name for name in names if name)
