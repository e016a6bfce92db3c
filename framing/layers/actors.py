"""Finds who is in the story: persons, organisations, places, states, and their sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import numpy as np

from framing.layers.batch import Batch
from framing.layers.mentions_aliases import alias_column
from framing.layers.mentions_known import Actor, alias_finder, known_actors, parse_day
from framing.layers.mentions_merge import Alias, make_alias, merge
from framing.layers.mentions_names import Name, Names, Words
from framing.layers.mentions_tagger import load_tagger
from framing.layers.salience import score_salience
from framing.types import Mention, Role

_ROLES: tuple[Role, ...] = ("other", "agent", "patient")

__all__ = ["Actor", "find_mentions", "known_actors", "score_salience"]


def find_mentions(batch: Batch) -> list[tuple[Mention, ...]]:
    """Mentions of each article in reading order, with their role in the clause.

    Names of actors that no list holds are their own ids; they have a type and no side.
    """
    aliases, spans = _by_article(batch)
    found = []
    for k, article in enumerate(batch.articles):
        base, end = int(batch.tokens.bounds[k]), int(batch.tokens.bounds[k + 1])
        words = Words(batch.tokens.vocabulary.strings, batch.tokens.type_id[base:end])
        names = merge(spans[k], aliases[k], words)
        _resolve(names)
        found.append(_mentions(batch, base, names, parse_day(article.published)))
    return found


def _mentions(
    batch: Batch, base: int, names: Sequence[Name], day: date | None
) -> tuple[Mention, ...]:
    first = np.array([name.first for name in names], np.int32) + base
    last = np.array([name.last for name in names], np.int32) + base
    tokens = batch.tokens
    columns = (tokens.start[first], tokens.stop[last], batch.clauses.roles[last])
    return tuple(
        Mention(
            start=start,
            stop=stop,
            actor=name.id,
            role=_ROLES[role],
            form=name.form,
            side=name.actor.side_at(day) if name.actor else name.side,
            type=name.actor.type if name.actor else name.type,
        )
        for name, start, stop, role in zip(names, *(c.tolist() for c in columns), strict=True)
    )


def _resolve(names: Sequence[Name]) -> None:
    known = Names()
    for name in names:
        known.learn(name)
    for name in names:
        known.resolve(name)


def _by_article(
    batch: Batch,
) -> tuple[list[list[Alias]], list[list[tuple[int, int, int]]]]:
    """Aliases and tagged names of each article; rows count from its first."""
    folder = batch.options.lexicons
    finder, actors = alias_finder(folder), known_actors(folder)
    matches = finder.find(batch.tokens)
    matches = matches.at(batch.in_prose[matches.first])
    spans = load_tagger().find(
        batch.tokens, alias_column(batch.tokens, folder, matches), batch.in_prose
    )
    bounds = batch.tokens.bounds.tolist()
    aliases: list[list[Alias]] = [[] for _ in batch.articles]
    tagged: list[list[tuple[int, int, int]]] = [[] for _ in batch.articles]
    owner = batch.article_of.tolist() if len(matches) or spans else []
    terms = finder.lexicon.terms
    for k, rows in groupby(matches.rows(), lambda match: owner[match[0]]):
        base = bounds[k]
        aliases[k] = [make_alias(a - base, b - base, terms[n], actors) for a, b, n in rows]
    for k, found in groupby(spans, lambda span: owner[span[0]]):
        tagged[k] = [(a - bounds[k], b - bounds[k], kind) for a, b, kind in found]
    return aliases, tagged
