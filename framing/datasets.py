"""Loaders of the public gold corpora; each takes the folder where its reader keeps the files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from framing.corpus.load import load_articles
from framing.corpus.outlet_names import fold_outlet
from framing.errors import UsageError
from framing.types import Article, Spans

_ROLES = ("Content", "Cue", "Source")
_ENTITY = re.compile(r"(?m)^(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One attribution as an annotator marked it; spans are sorted, touching ones joined."""

    content: Spans
    cue: Spans
    source: Spans


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with the attributions of one annotator and the publisher of the metadata."""

    article: Article
    quotes: tuple[GoldQuote, ...]
    publisher: str


def fold_outlets(articles: Iterable[Article]) -> Iterator[Article]:
    """The articles with one spelling an outlet: "Fox News (Online)" becomes "Fox News"."""
    for article in articles:
        outlet = fold_outlet(article.outlet, article.url) if article.outlet else None
        yield replace(article, outlet=outlet)


def load_allsides(folder: str | Path, part: str) -> Iterator[Article]:
    """Articles of Article-Bias-Prediction (Baly et al. 2020), `part` as its file is named.

    Outlets are folded to one spelling each. Raises `UsageError` if the file is not there.
    """
    return fold_outlets(load_articles(Path(folder) / f"{part}.jsonl.gz"))


def load_fakes(folder: str | Path) -> Iterator[Article]:
    """FA-KES (Abu Salem et al. 2019): the Syrian war by 15 outlets, folded to one spelling each.

    Its repeated ids come out with `#2` behind them. Raises `UsageError` if the file is not there.
    """
    table = Path(folder) / "FA-KES-Dataset.csv"
    return fold_outlets(load_articles(table, on_skip=lambda skipped: None))


def load_polnear(folder: str | Path, part: str) -> Iterator[GoldArticle]:
    """PolNeAR 1.0 (Newell, Margolin, Ruths 2018), `part` train or dev, in order of file name.

    Of several annotators the lexicographically first file is the gold. Attributions without
    content are left out, as are spans that belong to none.
    """
    base = Path(folder)
    texts = sorted((base / part / "text").glob("*.txt"))
    if not texts:
        raise UsageError(
            f"no PolNeAR texts in {base / part / 'text'}: give the folder of the corpus"
        )
    metadata = _read_metadata(base / "metadata.tsv")
    for path in texts:
        marked = sorted((base / part / "attributions").glob(path.stem + "_*.ann"))
        if not marked:
            raise UsageError(f"no .ann file for {path.name} in {base / part / 'attributions'}")
        row = metadata.get(path.stem, {})
        article = Article(
            article_id=path.stem,
            text=path.read_bytes().decode("utf-8"),
            outlet=row.get("publisher"),
            title=row.get("title"),
            published=row.get("publication_date"),
            path=str(path),
        )
        quotes = _parse_standoff(marked[0].read_bytes().decode("utf-8"))
        yield GoldArticle(article, quotes, row.get("publisher", path.stem.split("_")[0]))


def _read_metadata(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["filename"]: row for row in rows}


def _parse_standoff(annotation: str) -> tuple[GoldQuote, ...]:
    """Attributions of a brat file; a T line may hold a line break."""
    spans = {name: _read_spans(numbers) for name, _, numbers in _ENTITY.findall(annotation)}
    quotes = []
    for event in re.findall(r"(?m)^E\d+\tAttribution:(.*)$", annotation):
        parts: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES}
        for role, name in re.findall(r"(Content|Cue|Source)\d*:(T\d+)", event):
            parts[role].extend(spans.get(name, ()))
        if parts["Content"]:
            quotes.append(GoldQuote(*(_join_spans(parts[role]) for role in _ROLES)))
    return tuple(sorted(quotes, key=lambda quote: (quote.content, quote.cue)))


def _read_spans(numbers: str) -> list[tuple[int, int]]:
    pairs = (piece.split() for piece in numbers.split(";"))
    return [(int(start), int(stop)) for start, stop in pairs]


def _join_spans(spans: list[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        elif start < stop:
            joined.append((start, stop))
    return tuple(joined)
