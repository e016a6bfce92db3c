"""Readings to rows: the feature table, one row an article, and the annotations behind it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

import numpy as np

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.layers.frames.names import FRAMES
from framing.measures.columns import Feature, list_features
from framing.measures.counting import BATCH_SIZE, count_words
from framing.measures.frames import dominant_frame
from framing.tables.places import in_own_text, span_text
from framing.types import Measurement, Options, Quote, Reading, Span, Spans

BASE_COLUMNS = ("article_id", "outlet", "agency", "published", "title", "n_words")
SIGNIFICANT_DIGITS = 6  # more than any sample of articles determines, and stable across machines
_TOO_LONG = 10**SIGNIFICANT_DIGITS
_SHORT = f".{SIGNIFICANT_DIGITS}g"

Row = dict[str, Any]


def column_names(options: Options) -> tuple[str, ...]:
    """Columns of the feature table in order."""
    return (*BASE_COLUMNS, *(feature.spec.name for feature in list_features(options)))


def measure(
    readings: Iterable[Reading], features: Sequence[Feature]
) -> Iterator[tuple[Reading, Row]]:
    """Each reading with its row: the base columns, then every feature's value, rounded.

    The one road from readings to rows: the command line, `analyze`, Dask and scikit-learn all
    take it. NaN stands where there is nothing to measure. A few readings are measured together,
    column by column, so that each measure stays in the processor's cache.
    """
    stream = iter(readings)
    while some := list(islice(stream, BATCH_SIZE)):
        rows = [base_row(reading) for reading in some]
        for feature in features:
            name, take = feature.spec.name, feature.measure
            for reading, row in zip(some, rows, strict=True):
                row[name] = rounded(take(reading).value)
        yield from zip(some, rows, strict=True)


def feature_row(reading: Reading, features: Sequence[Feature]) -> Row:
    """The row of one reading, by `measure`."""
    return next(measure([reading], features))[1]


def base_row(reading: Reading) -> Row:
    """What identifies the article; `None` where neither the input nor the page says."""
    article = reading.article
    return {
        "article_id": article.article_id,
        "outlet": reading.provenance.publisher,
        "agency": reading.provenance.agency,
        "published": article.published,
        "title": article.title or headline_of(reading),
        "n_words": count_words(reading),
    }


def headline_of(reading: Reading) -> str | None:
    """The page's own headline."""
    for zone in reading.zones:
        if zone.kind == "headline":
            return reading.article.text[zone.start : zone.stop]
    return None


def rounded(value: float) -> float | int:
    """Six significant digits; whole numbers as `int`, so that counts read as counts."""
    if value.is_integer() and abs(value) < _TOO_LONG:
        return int(value)  # most values: counts, and shares of nothing or of all
    if math.isnan(value):
        return value
    short = float(format(value, _SHORT))
    return int(short) if short.is_integer() else short


def annotation(reading: Reading, features: Sequence[Feature]) -> Row:
    """Every span behind every number of an article, as a JSON object."""
    return {
        "article_id": reading.article.article_id,
        "path": reading.article.path,
        "outlet": reading.provenance.publisher,
        "agency": reading.provenance.agency,
        "provenance": _placed(
            reading, reading.provenance.evidence, ("role", "name", "start", "stop", "rule")
        ),
        "zones": _placed(reading, reading.zones, ("kind", "start", "stop", "rule")),
        "quotes": [in_own_text(reading.article, _quote(quote)) for quote in reading.quotes],
        "hedges": _placed(reading, reading.hedges, _HEDGE),
        "mentions": _placed(reading, reading.mentions, _MENTION),
        "salience": dict(reading.salience),
        "relations": _placed(reading, reading.relations, _RELATION),
        "wordings": _placed(reading, reading.wordings, _WORDING),
        "sentences": [
            in_own_text(reading.article, {"start": start, "stop": stop})
            for start, stop in (reading.frame_scores.spans if reading.frame_scores else ())
        ],
        "frames": _placed(reading, reading.frames, _FRAME),
        "frame_probabilities": _frame_probabilities(reading),
        "dominant_frame": dominant_frame(reading),
        "roles": _placed(reading, reading.roles, _ROLE),
        "measurements": {
            f.spec.name: in_own_text(reading.article, _measurement(f.measure(reading)))
            for f in features
        },
        "problems": list(reading.problems),
        "left_out": dict(reading.article.page.left_out) if reading.article.page else {},
    }


_HEDGE = (
    *("start", "stop", "category", "uncertain", "strength", "voice", "quote"),
    *("side", "probability", "negated", "scope", "verb"),
)
_MENTION = ("start", "stop", "actor", "role", "form", "side", "zone")
_RELATION = (
    *("start", "stop", "source", "target", "mutual"),
    *("quad", "root", "status", "voice", "quote", "trigger", "score", "time", "copied"),
    "confidence",
)
_WORDING = (
    *("start", "stop", "kind", "choice", "voice", "referent", "quote"),
    *("side", "polarity", "strength", "negated", "agent", "patient"),
)
_FRAME = ("start", "stop", "frame", "score", "voice", "zone")
_ROLE = ("start", "stop", "actor", "side", "role", "score", "clause")
_QUOTE = (
    *("kind", "speaker", "speaker_kind", "actor", "side", "anonymous", "stance", "nested"),
    "unpaired",
)
QUOTE_COLUMNS = (
    *("article_id", "path", "outlet", "published", "kind", "speaker", "speaker_kind", "actor"),
    *(
        "side",
        "anonymous",
        "stance",
        "nested",
        "unpaired",
        "confidence",
        "content",
        "cue",
        "source",
    ),
    *("content_spans", "cue_spans", "source_spans"),
)


def _frame_probabilities(reading: Reading) -> dict[str, float | int]:
    """Probability of each frame in the article; empty for an article without a sentence."""
    scores = reading.frame_scores
    if scores is None or not len(scores.spans):
        return {}
    return {f: rounded(float(p)) for f, p in zip(FRAMES, scores.article, strict=True)}


def _objects(items: Iterable[object], names: Sequence[str]) -> list[Row]:
    return [{name: getattr(item, name) for name in names} for item in items]


def _placed(reading: Reading, items: Iterable[object], names: Sequence[str]) -> list[Row]:
    return [in_own_text(reading.article, row) for row in _objects(items, names)]


def _quote(quote: Any) -> Row:
    row: Row = {name: _pairs(getattr(quote, name)) for name in ("content", "cue", "source")}
    row |= {name: getattr(quote, name) for name in _QUOTE}
    row["confidence"] = rounded(quote.confidence)
    return row


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[start, stop] for start, stop in spans]


def _measurement(found: Measurement) -> Row:
    value = rounded(found.value)
    return {
        "value": None if math.isnan(value) else value,
        "spans": _pairs(found.spans),
        "weights": None if found.weights is None else list(found.weights),
        "denominator": found.denominator,
        "scale": found.scale,
    }


def quote_rows(reading: Reading) -> list[Row]:
    """One row an attribution, with its words and its spans as text."""
    article = reading.article
    base: Row = {"article_id": article.article_id, "path": article.path}
    base |= {"outlet": reading.provenance.publisher, "published": article.published}
    rows = []
    for quote in reading.quotes:
        row: Row = base | {name: getattr(quote, name) for name in _QUOTE}
        row["confidence"] = rounded(quote.confidence)
        for name in ("content", "cue", "source"):
            spans: Spans = getattr(quote, name)
            row[name] = " … ".join(article.text[a:b] for a, b in spans)
            row[f"{name}_spans"] = ";".join(span_text(*article.locate(*span)) for span in spans)
        rows.append(row)
    return rows


_LAYER_COLUMNS = {
    "hedges": _HEDGE,
    "mentions": _MENTION,
    "relations": _RELATION,
    "wordings": _WORDING,
}
"""Columns of layers that do not tell all their fields."""


def layer_rows(reading: Reading, layer: str) -> list[Mapping[str, Any]]:
    """One row a found thing of a layer (`quotes`, `hedges`, …), with its words and zone.

    Spans lie where the user has them: in the column that `field` names, "text" or "title". Where
    parts of a quote lie in both, `source_in` and its like name the column of each span. `words` of
    a quote counts the words that stand in its content and in no quote inside it.
    """
    text, article_id = reading.article.text, reading.article.article_id
    rows: list[Mapping[str, Any]] = []
    starts = [zone.start for zone in reading.zones]

    def zone_of(place: int) -> str | None:
        number = bisect_right(starts, place) - 1
        return reading.zones[number].kind if number >= 0 else None

    words = np.bincount(reading.quote_of[reading.is_word] + 1, minlength=len(reading.quotes) + 1)
    for number, item in enumerate(getattr(reading, layer)):
        if layer == "quotes":
            row = _quote(item) | {"words": int(words[number + 1])}
            for name in ("content", "cue", "source"):
                row[f"{name}_text"] = " … ".join(text[a:b] for a, b in getattr(item, name))
        else:
            names = [one.name for one in fields(item)]
            row = {name: getattr(item, name) for name in _LAYER_COLUMNS.get(layer, names)}
            row["text"] = text[item.start : item.stop]
        row = in_own_text(reading.article, row)
        field = row.pop("in", "text")
        rows.append(
            {"article_id": article_id, **row, "zone": zone_of(_first(item)), "field": field}
        )
    return rows


def _first(item: Any) -> int:
    """Where a found thing begins; a quote begins with its content."""
    return int(item.content[0][0]) if isinstance(item, Quote) else int(item.start)
