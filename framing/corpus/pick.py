"""Which articles of a corpus a run wants."""

from __future__ import annotations

import re

from framing.corpus.language import foreign_language
from framing.corpus.options import LoadOptions
from framing.errors import Skipped
from framing.types import Article


class Picker:
    """Decides by pattern, date and language, the cheap ones first."""

    def __init__(self, options: LoadOptions) -> None:
        self._since, self._until = options.since, options.until
        self._languages = options.languages
        self._pattern = re.compile(options.match) if options.match else None

    def wants(self, article: Article) -> bool | Skipped:
        """Whether to keep the article; a `Skipped` where the user should hear why not."""
        if self._pattern and not self._matches(article):
            return False
        if (self._since or self._until) and (decision := self._in_time(article)) is not True:
            return decision
        if foreign := foreign_language(article.text, self._languages):
            asked = ", ".join(self._languages)
            return Skipped(article.path, f"language is {foreign}, asked for {asked}", "left out")
        return True

    def _matches(self, article: Article) -> bool:
        pattern = self._pattern
        assert pattern is not None
        return bool(pattern.search(article.text) or pattern.search(article.title or ""))

    def _in_time(self, article: Article) -> bool | Skipped:
        day = article.published
        if day is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            known = f"date {day!r} is not readable" if day else "no date"
            return Skipped(article.path, f"{known}, and a period was asked for", "left out")
        return (self._since or "") <= day <= (self._until or "9999")
