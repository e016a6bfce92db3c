"""What was found in a corpus before it is measured: columns, articles, what many of them lack."""

from __future__ import annotations

import re
from collections import Counter

from framing.corpus.options import LoadOptions
from framing.corpus.raw import Raw
from framing.types import Article

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHOWN = (("text", "text"), ("outlet", "outlet"), ("published", "date"), ("title", "title"))
_MOST_NAMES = 2  # columns named in a message


class Survey:
    """Counts the articles of a corpus that come out; `line` says it in one line."""

    def __init__(self, options: LoadOptions) -> None:
        self._options = options
        self._names: dict[str, Counter[str]] = {field: Counter() for field, _ in _SHOWN}
        self._guessed: set[str] = set()
        self._tables = 0
        self.articles = self.without_outlet = self.without_date = 0

    def add(self, article: Article, raw: Raw) -> None:
        """One more article, and the row or page it came from."""
        self.articles += 1
        self.without_outlet += not (article.outlet or article.url)
        self.without_date += _DAY.fullmatch(article.published or "") is None
        if raw.columns is None:
            return
        self._tables += 1
        for field, counts in self._names.items():
            if field in raw.columns.of:
                counts[raw.columns.of[field][0]] += 1
                if field in raw.columns.guessed:
                    self._guessed.add(field)

    def line(self) -> str:
        """Number of articles, the column of each field, and how many lack outlet or date.

        Columns that the user did not name are guessed: their names said what they hold.
        """
        parts = [f"{self.articles:,} article{'' if self.articles == 1 else 's'}"]
        if self._tables:
            parts += [", ".join(self._columns()), f"{len(self._guessed)} guessed"]
        parts.append(f"{self.without_outlet:,} without outlet, {self.without_date:,} without date")
        return "; ".join(parts)

    def _columns(self) -> list[str]:
        said = []
        for field, name in _SHOWN:
            names = [column for column, _ in self._names[field].most_common(_MOST_NAMES)]
            if field == "outlet" and self._options.outlet:
                said.append(f"outlet is {self._options.outlet!r}")
            elif names:
                said.append(f"{name}={' or '.join(names)}")
            else:
                said.append(f"no column for the {name}")
        return said
