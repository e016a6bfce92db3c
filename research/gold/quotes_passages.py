"""Passages shown to readers of attributions: sentences of an article, on one line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from framing.types import Article
from research.gold.corpora import read_corpus
from research.gold.load import load_allsides, load_fakes
from research.gold.unread import narrative, pages

PARAGRAPH = " ¶ "
"""Stands between sentences that a line break divides, and under a headline."""
_FILES = {"general": "general_5000", "us_russia": "us_russia"}


class Piece(NamedTuple):
    """A sentence: its offsets in the article's `title` or `text`."""

    field: str
    start: int
    stop: int


class Shown(NamedTuple):
    """What a reader sees, and for each of its characters where it stands (None: a join)."""

    text: str
    places: tuple[tuple[str, int] | None, ...]

    @property
    def digest(self) -> str:
        """Tells whether a corpus still holds what was read."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def source_articles(corpora: Path, corpus: str) -> Iterator[tuple[str, Article]]:
    """Articles of a corpus with the ids that sheets give them: FA-KES by number of row."""
    data = corpora / "data"
    if corpus in ("narrative", "pages"):
        rows = narrative(corpora) if corpus == "narrative" else pages(corpora)
        yield from ((article.article_id, article) for article in rows)
        return
    texts = read_corpus(corpora, corpus)
    if corpus == "ukraine":
        for row in texts:
            yield row.article_id, Article(row.article_id, row.text, title=row.title)
        return
    articles = (
        load_fakes(data / "fa-kes")
        if corpus == "fa_kes"
        else load_allsides(data / "allsides", _FILES[corpus])
    )
    for row, article in zip(texts, articles, strict=True):
        yield row.article_id, article


def show(article: Article, pieces: Sequence[Piece]) -> Shown:
    """The pieces on one line, single spaces, a `PARAGRAPH` where a line break divided them."""
    shown: list[str] = []
    places: list[tuple[str, int] | None] = []
    before: Piece | None = None
    for piece in pieces:
        words = _words(article, piece.field)
        if before is not None:
            apart = before.field != piece.field or "\n" in words[before.stop : piece.start]
            shown.append(PARAGRAPH if apart else " ")
            places += [None] * len(shown[-1])
        for match in re.finditer(r"\s+|\S", words[piece.start : piece.stop]):
            shown.append(" " if match[0].isspace() else match[0])
            places.append((piece.field, piece.start + match.start()))
        before = piece
    return Shown("".join(shown), tuple(places))


def to_article(shown: Shown, start: int, stop: int) -> list[Piece]:
    """A stretch of what was shown as spans of title or text, cut only where the field changes."""
    spans: list[Piece] = []
    for place in filter(None, shown.places[start:stop]):
        field, at = place
        if spans and spans[-1].field == field:
            spans[-1] = spans[-1]._replace(stop=at + 1)
        else:
            spans.append(Piece(field, at, at + 1))
    return spans


def write_pieces(pieces: Sequence[Piece]) -> str:
    """As a table's cell: `title:0-56 text:0-130`.

    >>> write_pieces([Piece("title", 0, 56), Piece("text", 0, 130)])
    'title:0-56 text:0-130'
    """
    return " ".join(f"{one.field}:{one.start}-{one.stop}" for one in pieces)


def read_pieces(cell: str) -> tuple[Piece, ...]:
    """What `write_pieces` wrote."""
    found = re.findall(r"(title|text):(\d+)-(\d+)", cell)
    return tuple(Piece(field, int(start), int(stop)) for field, start, stop in found)


def _words(article: Article, field: str) -> str:
    return (article.title or "") if field == "title" else article.text
