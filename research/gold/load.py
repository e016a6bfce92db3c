"""Loaders of the public gold corpora; each takes the folder where its reader keeps the files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.corpus.load import load_articles
from framing.errors import UsageError
from framing.lists.outlets import fold_outlets
from framing.lists.word_lists import word_lists
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


@dataclass(frozen=True, slots=True)
class BiasSpan:
    """A stretch that an annotator found biased; `quoted` if it stands in a quotation.

    `kind` is "lex" (the words) or "inf" (what is told), `polarity` "neg" or "pos" to `target`.
    """

    start: int
    stop: int
    kind: str
    polarity: str
    target: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class BiasArticle:
    """An article of BASIL, the event that it tells, and its biased spans in order."""

    article: Article
    event: str
    spans: tuple[BiasSpan, ...]


def load_allsides(folder: str | Path, part: str) -> Iterator[Article]:
    """Articles of Article-Bias-Prediction (Baly et al. 2020), `part` as its file is named.

    Outlets are folded to one spelling each. Raises `UsageError` if the file is not there.
    """
    return fold_outlets(load_articles(Path(folder) / f"{part}.jsonl.gz"), word_lists())


def load_fakes(folder: str | Path) -> Iterator[Article]:
    """FA-KES (Abu Salem et al. 2019): the Syrian war by 15 outlets, folded to one spelling each.

    Its repeated ids come out with `#2` behind them. Raises `UsageError` if the file is not there.
    """
    table = Path(folder) / "FA-KES-Dataset.csv"
    return fold_outlets(load_articles(table, on_skip=lambda skipped: None), word_lists())


_BASIL_OUTLETS = {"fox": "Fox News", "hpo": "HuffPost", "nyt": "The New York Times"}


def load_basil(folder: str | Path) -> Iterator[BiasArticle]:
    """BASIL, second release (Fan et al. 2019): 74 events, each told by three outlets.

    The text is the title, then the paragraphs, divided by empty lines. Raises `UsageError` if the
    files are not there or an annotation is not where it says.
    """
    paths = sorted((Path(folder) / "articles").glob("*/*.json"))
    if not paths:
        raise UsageError(f"no BASIL articles in {Path(folder) / 'articles'}: give its folder")
    for path in paths:
        row = json.loads(path.read_text("utf-8"))
        text, starts = _basil_text(row["title"], row["body-paragraphs"])
        outlet = _BASIL_OUTLETS[row["source"].lower()]
        article = Article(
            article_id=path.stem,
            text=text,
            outlet=outlet,
            title=row["title"],
            published=row["date"],
            url=row["url"],
            path=str(path),
        )
        marks = Path(folder) / "annotations" / path.parent.name / f"{path.stem}_ann.json"
        found = json.loads(marks.read_text("utf-8"))["phrase-level-annotations"]
        spans = sorted((_basil_span(one, text, starts, marks) for one in found), key=_place)
        yield BiasArticle(article, row["triplet-uuid"], tuple(spans))


def _basil_text(title: str, paragraphs: list[list[str]]) -> tuple[str, dict[str, int]]:
    """The text, and where the title and each sentence ("p0", "p1", …) begin in it."""
    text, starts = title, {"title": 0}
    for paragraph in paragraphs:
        text += "\n\n"
        for number, sentence in enumerate(paragraph):
            text += " " if number else ""
            starts[f"p{len(starts) - 1}"] = len(text)
            text += sentence
    return text, starts


def _basil_span(one: dict[str, Any], text: str, starts: dict[str, int], path: Path) -> BiasSpan:
    first = starts.get(one["id"], len(text))
    start, stop = first + one["start"], first + one["end"]
    if text[start:stop] != one["txt"]:
        raise UsageError(f"{path}: {one['id']} {one['start']}-{one['end']} is not {one['txt']!r}")
    polarity, quoted = one["polarity"], one["quote"] == "yes"
    return BiasSpan(start, stop, one["bias"], polarity, one["target"], quoted)


def _place(span: BiasSpan) -> tuple[int, int]:
    return span.start, span.stop


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
