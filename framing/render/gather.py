"""What a report needs of each article: sums behind its numbers, things found, words in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import framing.measures.all  # noqa: F401  (registers every feature)
from framing.compare.terms import terms_of
from framing.measures.columns import Feature
from framing.measures.counting import count_words
from framing.run.collect import PassJob, every_feature
from framing.tables.evidence import evidence_rows, in_context, relation_words, speaker_name
from framing.tables.layers import as_day
from framing.types import Article, Options, Reading, Span, Spans

Shown = tuple[str, str, str, str]
"""Words left of a match, the match, those right of it, and what it counted as."""

_COLUMNS = (
    *("quote_words_share", "quote_attributions_per_1k_words", "quote_direct_words_share"),
    *("quote_anonymous_share", "quote_doubt_share", "quote_speakers_count"),
    *("quote_{side}_words_share", "quote_{side}_doubt_share"),
    *("hedge_outlet_per_1k_words", "hedge_source_per_1k_words", "hedge_reportative_per_1k_words"),
    *("hedge_weasel_source_per_1k_words", "hedge_epistemic_modal_per_1k_words"),
    *(
        "wording_loaded_per_1k_words",
        "wording_loaded_balance_index",
        "wording_booster_per_1k_words",
    ),
    *("wording_naming_blame_share", "wording_agentless_passive_per_1k_words"),
    *("wording_violent_agent_missing_share", "wording_scare_quotes_per_1k_words"),
    *("actor_{side}_mention_share", "actor_{side}_agent_share"),
    *("relation_statements_per_1k_words", "relation_deeds_balance_index"),
    *("relation_hopes_balance_index", "relation_outlet_balance_index", "relation_negated_share"),
    *("relation_alleged_share", "relation_source_voice_share", "relation_{side}_initiator_share"),
    *("reuse_shared_share", "reuse_agency_credited_share"),
)
"""Columns that a report tells; those that the codebook does not have are passed over, and all
columns of frames come with them."""

_AN_ARTICLE = 2
"""Places of a measure that an article may give to the evidence, so that one long article does not
fill it."""


def report_features(options: Options, *, reuse: bool = False) -> list[Feature]:
    """The features that a report tells, in the order of its sections."""
    sides = options.actor_columns[:2]
    known = {feature.spec.name: feature for feature in every_feature(options)}
    names = [
        column.format(side=side.lower())
        for column in _COLUMNS
        for side in (sides if "{side}" in column else ("",))
    ]
    names += [name for name in known if name.startswith("frame_") and "sentences" not in name]
    kept = [name for name in names if reuse or not name.startswith("reuse_")]
    return [known[name] for name in kept if name in known]


@dataclass(frozen=True, slots=True)
class Gathered:
    """One article as the report sees it.

    `numbers` holds (numerator, denominator) of each feature, or 0 where there is nothing; of a
    count the denominator is 1. `evidence` maps keys to how many places there are and some of them.
    """

    article_id: str
    outlet: str | None
    agency: str | None
    day: str
    title: str
    words: int
    letters: dict[str, int]
    problems: tuple[str, ...]
    numbers: list[Any]
    quotes: list[tuple[Any, ...]]
    hedges: dict[str, int]
    wordings: dict[tuple[Any, ...], int]
    relations: list[dict[str, Any]]
    terms: dict[str, int]
    evidence: dict[tuple[str, ...], tuple[int, list[Shown]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GatherJob(PassJob):
    """Gathers each article; `hide` says which spans of a text tell its outlet by name."""

    reuse: bool = False
    hide: Callable[[Article], Spans] | None = None

    def of(self, reading: Reading) -> Gathered:
        """One article."""
        features = report_features(self.options, reuse=self.reuse)
        article = reading.article
        day = as_day(article.published)
        hidden = self.hide(article) if self.hide else ()
        return Gathered(
            article.article_id,
            reading.provenance.publisher,
            reading.provenance.agency,
            day.isoformat() if day else "",
            _title(reading),
            count_words(reading),
            _letters(reading),
            reading.problems,
            [_sums(reading, feature) for feature in features],
            [_quote(reading, number) for number in range(len(reading.quotes))],
            dict(Counter(hedge.voice for hedge in reading.hedges)),
            dict(Counter(_wording(item) for item in reading.wordings)),
            [_relation(one) for one in reading.relations],
            dict(terms_of(reading, "words", hidden)),
            dict(_held_once(_evidence(reading, features))),
        )


def _title(reading: Reading) -> str:
    if reading.article.title:
        return " ".join(reading.article.title.split())
    for zone in reading.zones:
        if zone.kind == "headline":
            return " ".join(reading.article.text[zone.start : zone.stop].split())
    return ""


def _letters(reading: Reading) -> dict[str, int]:
    """Characters of each kind of zone."""
    found: Counter[str] = Counter()
    for zone in reading.zones:
        found[zone.kind] += zone.stop - zone.start
    return dict(found)


def _sums(reading: Reading, feature: Feature) -> Any:
    """Numerator and denominator; 0 for nothing to measure, to keep the page small."""
    found = feature.measure(reading)
    if found.denominator == 0:
        return 0
    below = 1.0 if found.denominator is None else float(found.denominator)
    return [round(found.value * below, 4), round(below, 4)]


def _quote(reading: Reading, number: int) -> tuple[Any, ...]:
    """side, zone, words, speaker, unnamed, cue."""
    quote = reading.quotes[number]
    words = int((reading.is_word & (reading.quote_of == number)).sum())
    cue = " … ".join(reading.article.text[a:b] for a, b in quote.cue).lower()
    zone = _zone(reading, quote.content[0][0])
    return quote.side, zone, words, speaker_name(quote), quote.anonymous, " ".join(cue.split())


def _zone(reading: Reading, place: int) -> str | None:
    return next((z.kind for z in reading.zones if z.start <= place < z.stop), None)


def _wording(item: Any) -> tuple[Any, ...]:
    return item.kind, item.choice, item.voice, item.referent, item.polarity


def _relation(item: Any) -> dict[str, Any]:
    names = ("source", "target", "mutual", "quad", "status", "voice", "copied")
    return {name: getattr(item, name) for name in names}


def _held_once(
    found: Iterable[tuple[tuple[str, ...], tuple[int, list[Shown]]]],
) -> Iterator[tuple[tuple[str, ...], tuple[int, list[Shown]]]]:
    """The same evidence with equal words in memory once, since several measures count a span.

    On 300 articles of news it takes half the bytes.
    """
    words: dict[str, str] = {}
    held: dict[Shown, Shown] = {}
    for key, (count, rows) in found:
        for row in rows:
            if row not in held:
                left, match, right, told = (words.setdefault(one, one) for one in row)
                held[row] = left, match, right, told
        yield key, (count, [held[row] for row in rows])


def _evidence(
    reading: Reading, features: list[Feature]
) -> Iterator[tuple[tuple[str, ...], tuple[int, list[Shown]]]]:
    """Places behind each feature, each speaker, each name and each kind of statement."""
    for feature in features:
        rows = evidence_rows(reading, feature, most=_AN_ARTICLE)
        if rows:
            count = len(feature.measure(reading).spans)
            yield (feature.spec.name,), (count, [_shown(row) for row in rows])
    places: dict[tuple[str, ...], list[tuple[Span, str]]] = {}
    key: tuple[str, ...]
    for quote in reading.quotes:
        told = f"{quote.kind}, {quote.stance}{f', {quote.side}' if quote.side else ''}"
        key = ("speaker", speaker_name(quote))
        places.setdefault(key, []).append((quote.content[0], told))
    for item in reading.wordings:
        if item.kind == "naming" and item.voice == "outlet" and item.referent:
            key = ("name", item.referent, item.choice)
            places.setdefault(key, []).append(((item.start, item.stop), item.choice))
    for one in reading.relations:
        key = ("statement", one.quad, one.status, one.voice)
        told = f"{relation_words(one)}, {one.status}, {one.voice}'s voice"
        places.setdefault(key, []).append(((one.start, one.stop), told))
    for key, found in places.items():
        shown = [(*in_context(reading, span), told) for span, told in found[:_AN_ARTICLE]]
        yield key, (len(found), shown)


def _shown(row: dict[str, Any]) -> Shown:
    told = [row["counted_as"], row["status"], f"{row['voice']}'s voice"]
    if row["speaker"]:
        side = f" ({row['side']})" if row["side"] else ""
        told.append(f"{row['speaker']}{side}")
    if row["confidence"] is not None:
        told.append(f"confidence {row['confidence']:.2f}")
    return row["left"], row["match"], row["right"], ", ".join(filter(None, told))
