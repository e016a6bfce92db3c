"""Keyword in context: the words behind a column, and what each of them counted as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.measures.columns import Feature
from framing.types import Article, Quote, Reading, Span, Zone

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
COLUMNS = (
    *("column", "article_id", "outlet", "published", "left", "match", "right", "weight"),
    *("counted_as", "voice", "status", "speaker", "side", "confidence", "zone"),
    *("field", "start", "stop", "page"),
)
TEXT = (
    *("column", "article_id", "outlet", "published", "left", "match", "right"),
    *("counted_as", "voice", "status", "speaker", "side", "zone", "page"),
)
_READ = (
    *("article_id", "outlet", "published", "left", "match", "right"),
    *("counted_as", "voice", "status", "speaker", "side", "confidence"),
)
_AROUND = 90
"""Characters to each side of a match, cut at words: a line of a wide screen."""


def paper_view(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that a reader needs, without those that say nothing of any row.

    The measure stands in the caption; weights and places are in the forms to work with.
    """
    shown = rows[list(_READ)]
    return shown.loc[:, [bool((shown[name].notna() & (shown[name] != "")).any()) for name in _READ]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a layer found at a place."""

    start: int
    stop: int
    counted_as: str
    voice: str | None = None
    status: str | None = None
    confidence: float | None = None
    quote: Quote | None = None


_LAYERS = {
    "quote": ("quotes",),
    "hedge": ("hedges",),
    "relation": ("relations",),
    "actor": ("mentions",),
    "frame": ("frames",),
    "wording": ("wordings", "quotes"),
}


def evidence_rows(reading: Reading, feature: Feature, most: int | None = None) -> list[Row]:
    """One row a span behind the feature's value in this article, in the order of the text.

    `most` keeps the first of them. Places are those of `reading.article.text`; `as_given` turns
    them into those of the user's columns.
    """
    spec, measured = feature.spec, feature.measure(reading)
    found = list(_found(reading, _LAYERS.get(spec.family, ())))
    if spec.family == "frame":  # a sentence may carry several
        found = [one for one in found if f"_{one.counted_as}_" in spec.name]
    article = reading.article
    base = {
        "column": spec.name,
        "article_id": article.article_id,
        "outlet": reading.provenance.publisher,
        "published": article.published,
    }
    weights = measured.weights or (1.0,) * len(measured.spans)
    rows = []
    for (start, stop), weight in sorted(zip(measured.spans, weights, strict=True))[:most]:
        left, match, right = in_context(reading, (start, stop))
        row = base | {"left": left, "match": match, "right": right, "weight": weight}
        row |= _told(reading, (start, stop), found)
        zone = zone_at(reading, start)
        row |= {"zone": zone.kind if zone else None, "start": start, "stop": stop}
        rows.append(row | {"field": "text", "page": None})
    return rows


def as_given(row: Row, article: Article) -> Row:
    """A row whose place lies in the column that `field` names, "text" or "title"."""
    field, start, stop = article.locate(row["start"], row["stop"])
    return row | {"field": field, "start": start, "stop": stop}


def in_context(reading: Reading, span: Span, around: int = _AROUND) -> tuple[str, str, str]:
    """The words left of a span, its own, and those right of it, none from beyond its zone."""
    text = reading.article.text
    zone = zone_at(reading, span[0])
    low, high = (zone.start, max(zone.stop, span[1])) if zone else (0, len(text))
    first, last = max(low, span[0] - around), min(high, span[1] + around)
    if first > low and " " in text[first : span[0]]:
        first = text.index(" ", first) + 1
    if last < high and " " in text[span[1] : last]:
        last = text.rindex(" ", span[1], last)
    left = ("… " if first > low else "") + text[first : span[0]]
    right = text[span[1] : last] + (" …" if last < high else "")
    return _one_line(left), _one_line(text[span[0] : span[1]]), _one_line(right)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def zone_at(reading: Reading, place: int) -> Zone | None:
    """The zone that holds a character."""
    for zone in reading.zones:
        if zone.start <= place < zone.stop:
            return zone
    return None


def _found(reading: Reading, layers: tuple[str, ...]) -> Iterator[_Found]:
    """Everything that the layers of a family found, with its place."""
    for layer in layers:
        for item in getattr(reading, layer, ()):
            if isinstance(item, Quote):
                yield from _of_quote(item)
            else:
                yield _of_item(reading, layer, item)


def _of_quote(quote: Quote) -> Iterator[_Found]:
    as_what = f"{quote.kind}, {quote.stance}" + (", unnamed" if quote.anonymous else "")
    for start, stop in (*quote.content, *quote.cue, *quote.source):
        yield _Found(start, stop, as_what, "source", None, quote.confidence, quote)


def _of_item(reading: Reading, layer: str, item: Any) -> _Found:
    quote = getattr(item, "quote", None)
    of = reading.quotes[quote] if quote is not None else None
    as_what, status, sure = _TELL[layer](item)
    return _Found(item.start, item.stop, as_what, getattr(item, "voice", None), status, sure, of)


_Told = tuple[str, str | None, float | None]
_TELL: dict[str, Callable[[Any], _Told]] = {
    "hedges": lambda i: (i.category, "negated" if i.negated else None, i.probability),
    "relations": lambda i: (relation_words(i), i.status, _confidence(i)),
    "mentions": lambda i: (f"{i.actor}, {i.role}, {i.form}", None, None),
    "wordings": lambda i: (_wording(i), "negated" if i.negated else None, None),
    "frames": lambda i: (i.frame, None, i.score),
}


def _confidence(relation: Any) -> float | None:
    found: float | None = getattr(relation, "confidence", None)
    return found


def relation_words(relation: Any) -> str:
    """Sides, direction and class of a statement.

    >>> from types import SimpleNamespace as Told
    >>> relation_words(Told(source="USA", target="RUS", mutual=False, quad="verbal_conflict"))
    'USA → RUS, verbal conflict'
    """
    arrow = "↔" if relation.mutual else "→"
    quad = relation.quad.replace("_coop", " cooperation").replace("_", " ")
    return f"{relation.source} {arrow} {relation.target}, {quad}"


def _wording(item: Any) -> str:
    of = f" of {item.referent.replace('_', ' ')}" if item.referent else ""
    return f"{item.kind.replace('_', ' ')}: {item.choice.replace('_', ' ')}{of}"


def _told(reading: Reading, span: Span, found: list[_Found]) -> Row:
    """What the best fitting thing at a span was counted as; the speaker is whose words it is."""
    near = [one for one in found if one.start < span[1] and span[0] < one.stop]
    best = min(near, key=lambda f: abs(f.start - span[0]) + abs(f.stop - span[1]), default=None)
    quote = (best and best.quote) or speaker_at(reading, span)
    voice = best.voice if best and best.voice else ("source" if quote else "outlet")
    return {
        "counted_as": best.counted_as if best else None,
        "voice": voice,
        "status": best.status if best else None,
        "speaker": speaker_name(quote) if quote else None,
        "side": quote.side if quote else None,
        "confidence": best.confidence if best else None,
    }


def speaker_at(reading: Reading, span: Span) -> Quote | None:
    """The attribution whose content holds a span, the innermost if several do."""
    holding = [
        (stop - start, number)
        for number, quote in enumerate(reading.quotes)
        for start, stop in quote.content
        if start <= span[0] and span[1] <= stop
    ]
    return reading.quotes[min(holding)[1]] if holding else None


def speaker_name(quote: Quote) -> str:
    """Who speaks, as far as the page says."""
    if quote.speaker:
        return quote.speaker
    return "unnamed" if quote.anonymous else "not resolved"
