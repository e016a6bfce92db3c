"""What to read and what to leave: the options of `load_articles`, checked when they are made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from framing.corpus.fields import ALIASES, FIELDS
from framing.errors import UsageError

_NAMES = ("text", "outlet", "title", "date", "url", "id", "authors")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """Choices of a run; the defaults read everything that is an English article.

    `columns` names columns that are not found by themselves (`{"text": "content"}`; in JSON a
    dotted name goes down: `"article.body"`); the field of the day is `date` or `published`.
    `outlet` is the outlet of every article, whatever
    the input says. `limit` counts articles that come out. `since` and `until` are ISO days, both
    included; an article without a readable date is then left out, and reported. `match` is a
    regular expression that the title or the text must contain. `languages` are ISO 639-1 codes,
    none for all. `day_first` reads 4/5/2017 as 4 May. `keep_html` fills `Article.html`.
    `lexicons` is a folder with the user's own names of columns.
    `max_megabytes` bounds one article, row or page; `max_unpacked_megabytes` bounds what one
    archive may unpack to.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None
    limit: int | None = None
    since: str | None = None
    until: str | None = None
    match: str | None = None
    languages: tuple[str, ...] = ("en",)
    day_first: bool = False
    keep_html: bool = False
    lexicons: Path | None = None
    max_megabytes: int = 64
    max_unpacked_megabytes: int = 20_000

    def __post_init__(self) -> None:
        columns = {ALIASES.get(name, name): column for name, column in self.columns.items()}
        for name in columns:
            if name not in FIELDS:
                raise UsageError(f"column {name!r}: expected one of {', '.join(_NAMES)}")
        object.__setattr__(self, "columns", columns)
        for name in ("since", "until"):
            _check_day(name, getattr(self, name))
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit {self.limit}: expected 0 or more articles")
        _check_regex(self.match)

    @property
    def max_bytes(self) -> int:
        """Bound of one article, row or page, in bytes."""
        return self.max_megabytes << 20


def _check_day(name: str, value: str | None) -> None:
    if value is None:
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{name} {value!r}: expected a day such as 2017-04-05") from None


def _check_regex(pattern: str | None) -> None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise UsageError(
            f"match {pattern!r}: not a regular expression ({error}); put a backslash before "
            "characters that are meant as they stand"
        ) from None
