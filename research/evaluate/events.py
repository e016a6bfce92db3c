"""Codes one sentence as one event: which countries do it, to which, and of what class.

The whole sentence is taken for its main statement, as event data sets do; running text is the
business of `relations.find_relations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from framing.language import TENSES, read_tokens
from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions
from framing.layers.relations.pairs import load_pair_model, marked_pair, pair_features
from framing.layers.relations.sentence import Place, Sentence, is_framed
from framing.lists.load import load_rows
from framing.types import ZONE_KINDS, Article, Mention, Options, Quad

_RELATIVE = frozenset(["WP", "WDT", "WRB"])


@dataclass(frozen=True, slots=True)
class Event:
    """Countries that act and that are acted on (both acting together if `mutual`)."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    mutual: bool
    passive: bool
    quad: Quad
    root: str


def find_event(text: str, options: Options | None = None) -> Event:
    """The main event of a sentence, with what is known of its countries."""
    tokens = read_tokens([text])
    tokens = replace(tokens, zone=np.full(len(tokens), ZONE_KINDS.index("body"), np.int8))
    batch = Batch([Article("event", text)], [()], tokens, options or Options(dyad=None))
    batch.quotes = [()]
    places = _countries(batch, find_mentions(batch)[0])
    sentence = Sentence(batch, 0, len(tokens), tuple(places))
    group = _main_verb(sentence)
    passive = _passive(sentence, group)
    sources, targets = _sides(sentence, group, passive)
    spans = [_span(batch, found) for found in (sources, targets)]
    scores, root = load_pair_model().best(pair_features(marked_pair(batch, 0, *spans)))
    names = [tuple(dict.fromkeys(place.side for place in found)) for found in (sources, targets)]
    mutual = len(names[0]) == 2 and _joined(sentence, sources)
    quad = max(scores, key=lambda name: scores[name])
    return Event(names[0], () if mutual else names[1], mutual, passive, quad, root)


def _countries(batch: Batch, mentions: Sequence[Mention]) -> list[Place]:
    """Mentions with a country: their side's, or that of the list ("Hamas")."""
    starts, found = batch.tokens.start, []
    homes = _homes(batch.options.lexicons)
    for mention in mentions:
        country = homes.get(mention.actor, mention.side)
        if country is not None and len(country) == 3 and country.isupper():
            first, stop = (int(row) for row in starts.searchsorted((mention.start, mention.stop)))
            found.append(Place(first, stop - 1, country, mention.form))
    return sorted(found, key=lambda place: place.first)


@lru_cache(maxsize=8)
def _homes(folder: Path | None) -> Mapping[str, str]:
    rows = load_rows("actors", "actor", folder)
    return {str(row["id"]): str(row["country"]) for row in rows if row.get("country")}


def _span(batch: Batch, places: Sequence[Place]) -> tuple[int, int] | None:
    return batch.span(places[0].first, places[0].last) if places else None


def _main_verb(sentence: Sentence) -> int:
    """The first finite verb group that a country may be the subject of, -1 for none."""
    lists, batch = sentence.lists, sentence.batch
    told = _report_start(sentence, sentence.low)
    held = [g for g in sentence.groups if sentence.head(g) < told] or list(sentence.groups)
    finite = [g for g in held if lists.tense[g] < TENSES.index("infinitive")]
    opening = _opening(sentence)
    after = [g for g in finite if sentence.head(g) > opening]
    main = [g for g in after if batch.tag(lists.group_first[g] - 1) not in ("WP", "WDT")]
    return next(iter(main or after or finite or held), -1)


def _opening(sentence: Sentence) -> int:
    """Row of the comma that closes an opening phrase ("In an interview, …"), else the start."""
    batch = sentence.batch
    if sentence.high and batch.tag(sentence.low) == "IN":
        for row in range(sentence.low, min(sentence.high, sentence.low + 12)):
            if batch.tag(row) == ",":
                return row
    return sentence.low - 1


def _passive(sentence: Sentence, group: int) -> bool:
    """Passive with an auxiliary, or with the agent named."""
    lists = sentence.lists
    if group < 0 or not lists.passive[group]:
        return False
    return lists.group_first[group] < sentence.head(group) or bool(sentence.agents(group))


def _sides(
    sentence: Sentence, group: int, passive: bool
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Source and target; where a country is named alone, it acts on its own."""
    row = sentence.head(group) if group >= 0 else sentence.low
    before = sentence.within(_opening(sentence) + 1, row)
    subject = _actors(sentence, before)
    after = _after(sentence, row + 1, subject)
    if passive:
        subject, after = sentence.agents(group)[:1] or after[:1], subject or after
    elif not after:
        own = {place.side for place in subject}
        after = tuple(place for place in before if place.side not in own)[:1]
    if len({place.side for place in subject}) == 2:
        return subject, after
    return subject or after, after or subject


def _actors(sentence: Sentence, before: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of several places the first, unless the next is joined to it: "French and Egyptian"."""
    joined = before[:2]
    if len({place.side for place in joined}) == 2 and _joined(sentence, joined):
        return joined
    return before[:1]


def _joined(sentence: Sentence, places: Sequence[Place]) -> bool:
    between = range(places[0].last + 1, places[-1].first)
    words = [sentence.batch.word(row).lower() for row in between]
    return "and" in words and len(words) <= 8 and "," not in words


def _after(sentence: Sentence, row: int, subject: Sequence[Place]) -> tuple[Place, ...]:
    """The country acted on: the first other one that no report names, else the same again."""
    own = {place.side for place in subject}
    later = sentence.within(row, _report_start(sentence, row))
    relative = [r for r in range(row, sentence.high) if sentence.batch.tag(r) in _RELATIVE]
    if relative and any(place.last < relative[0] for place in later):
        later = tuple(place for place in later if place.last < relative[0])
    others = [place for place in later if place.side not in own]
    chosen = others or [place for place in later if place.first > row]
    first = chosen[:1]
    return tuple(first)


def _report_start(sentence: Sentence, row: int) -> int:
    """Row of a closing report: ", the Egyptian paper said"."""
    for start, group in reversed(sentence.starts):
        comma = start > row + 1 and sentence.batch.tag(start - 1) in (",", "''", "``")
        if comma and is_framed(sentence.batch, sentence.head(group), "report"):
            return start
    words = [sentence.batch.word(at).lower() for at in range(row, sentence.high)]
    return row + words.index("according") if "according" in words else sentence.high
