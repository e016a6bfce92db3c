"""Finds who is in the story: mentions of known actors by name, demonym or metonym."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from framing.language import PENN_TAGS
from framing.layers.batch import Batch, split_words
from framing.lexicons import Lexicon, Term, load_rows
from framing.matching import Finder
from framing.types import Mention, Role

_FORMS = {
    "names": "name",
    "short": "name",
    "demonyms": "demonym",
    "metonyms": "metonym",
    "capitals": "metonym",
}
_ROLES: tuple[Role, ...] = ("other", "agent", "patient")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organisation or armed group that the actor lists know."""

    id: str
    name: str
    type: str
    side: str | None


@lru_cache(maxsize=8)
def known_actors(folder: Path | None = None) -> Mapping[str, Actor]:
    """All actors of `actors.toml` and `countries.toml` by id."""
    return {
        row["id"]: Actor(row["id"], row["name"], row.get("type", "state"), _side(row))
        for row in _actor_rows(folder)
    }


def _actor_rows(folder: Path | None) -> Iterator[Mapping[str, Any]]:
    yield from load_rows("actors", "actor", folder)
    yield from load_rows("countries", "actor", folder)


def _side(row: Mapping[str, Any]) -> str | None:
    own = row["id"] if row.get("type", "state") == "state" else None
    side = row.get("side", own)
    return str(side) if side else None


@lru_cache(maxsize=8)
def _actor_finder(folder: Path | None) -> Finder:
    terms: dict[tuple[object, ...], Term] = {}
    for row in _actor_rows(folder):
        for key, form in _FORMS.items():
            for alias in row.get(key, []):
                for term in _alias_terms(alias, str(row["id"]), form):
                    terms.setdefault((term.words, term.not_next, term.not_prev), term)
    lexicon = Lexicon("actors", "", tuple(terms.values()))
    return Finder(lexicon, PENN_TAGS, split_words)


def _alias_terms(alias: str | Mapping[str, Any], actor: str, form: str) -> Iterator[Term]:
    row = {"text": alias} if isinstance(alias, str) else alias
    text = row["text"]
    # Headlines in capitals name actors too, but a short name in capitals may be another word.
    spellings = [text] if len(text) < 4 else [text, text.upper()]
    for spelling in dict.fromkeys(spellings):
        yield Term(
            words=tuple(spelling.split()),
            category=form,
            case=True,
            next=tuple(row.get("next", ())),
            not_next=tuple(row.get("not_next", ())),
            prev=tuple(row.get("prev", ())),
            not_prev=tuple(row.get("not_prev", ())),
            needs_any=tuple(row.get("needs_any", ())),
            not_with=tuple(row.get("not_with", ())),
            extra={"actor": actor},
        )


def find_mentions(batch: Batch) -> list[tuple[Mention, ...]]:
    """Mentions of each article in reading order, with their role in the clause."""
    finder = _actor_finder(batch.options.lexicons)
    actors = known_actors(batch.options.lexicons)
    matches = finder.find(batch.tokens)
    matches = matches.at(batch.in_prose[matches.first])
    roles = batch.clauses.roles
    found: list[list[Mention]] = [[] for _ in batch.articles]
    for first, last, number in matches.rows():
        term = finder.lexicon.terms[number]
        actor = actors[term.extra["actor"]]
        start, stop = batch.span(first, last)
        found[batch.article_of[first]].append(
            Mention(
                start=start,
                stop=stop,
                actor=actor.id,
                role=_ROLES[int(roles[last])],
                form=term.category,
                side=actor.side,
            )
        )
    return [tuple(mentions) for mentions in found]


def score_salience(batch: Batch, mentions: Sequence[tuple[Mention, ...]]) -> list[dict[str, float]]:
    """Salience of each side or actor per article, 0 to 1: mentions weighed by where they stand."""
    scores = []
    for zones, found in zip(batch.zones, mentions, strict=True):
        top = [(z.start, z.stop) for z in zones if z.kind == "headline"]
        lead = [(z.start, z.stop) for z in zones if z.kind == "lead"]
        weight: Counter[str] = Counter()
        for mention in found:
            weight[mention.actor] += 1
            weight[mention.actor] += 4 * _within(mention.start, top)
            weight[mention.actor] += 2 * _within(mention.start, lead)
        total = sum(weight.values())
        # Saturating: an actor with a fifth of the weight is about as salient as one can be.
        scores.append({a: round(1 - exp(-8 * w / total), 6) for a, w in sorted(weight.items())})
    return scores


def _within(offset: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < stop for start, stop in places)
