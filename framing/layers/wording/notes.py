"""Collects wordings of a batch, each with the voice in which it stands."""

from __future__ import annotations

from typing import Any

from framing.layers.batch import Batch
from framing.types import Wording


class Notes:
    """Wordings found so far, by article."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._found: list[list[Wording]] = [[] for _ in batch.articles]

    def add(self, rows: tuple[int, int], kind: str, choice: str, **more: Any) -> None:
        """Notes the words from the first to the last row; `more` are further fields."""
        batch = self._batch
        article, index = int(batch.article_of[rows[0]]), int(batch.quote_of[rows[0]])
        quote = batch.quotes[article][index] if index >= 0 else None
        start, stop = batch.span(*rows)
        self._found[article].append(
            Wording(
                start=start,
                stop=stop,
                kind=kind,
                choice=choice,
                voice="outlet" if quote is None else "source",
                quote=None if quote is None else index,
                side=None if quote is None else quote.side,
                **more,
            )
        )

    def by_article(self) -> list[tuple[Wording, ...]]:
        """Wordings of each article in reading order."""
        return [
            tuple(sorted(some, key=lambda w: (w.start, w.stop, w.kind))) for some in self._found
        ]
