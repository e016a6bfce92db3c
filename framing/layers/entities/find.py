"""Finds who is in the story: persons, organisations, places, states, and their sides."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from operator import attrgetter

import numpy as np

from framing.layers.batch import Batch
from framing.layers.entities.coreference import Discourse, Rows
from framing.layers.entities.descriptions import Descriptions, describe
from framing.layers.entities.features import alias_column
from framing.layers.entities.headlines import trim_headline
from framing.layers.entities.home import settle_bodies, state_of_story
from framing.layers.entities.joined_bodies import with_joined_bodies
from framing.layers.entities.merge import Alias, make_alias, merge
from framing.layers.entities.names import (
    GENDERS,
    Name,
    Names,
    Words,
    pronoun_genders,
)
from framing.layers.entities.place_nouns import with_places
from framing.layers.entities.resolve import resolve_names
from framing.layers.entities.surnames import with_surnames
from framing.layers.entities.tagger import load_tagger
from framing.layers.entities.told_kinds import storm_column, tell_kinds, without_mere_words
from framing.layers.page import ArticleRows, make_pages
from framing.lists.actors import Actor, alias_finder, known_actors, parse_day
from framing.lists.load import Term
from framing.lists.word_lists import WordLists
from framing.types import ZONE_KINDS, Mention, Role
from framing.vocabulary import Column

_HEADLINE = ZONE_KINDS.index("headline")
_ROLES: tuple[Role, ...] = ("other", "agent", "patient")

__all__ = ["Actor", "find_entities", "find_mentions", "known_actors", "story_mentions"]


@dataclass(slots=True, eq=False)
class Entities:
    """Who is in an article: its names, and what pronouns and role nouns stand for.

    `names` are those of the story in reading order, `asides` those beside it; `discourse` answers
    whom a word stands for and keeps the answers.
    """

    names: list[Name]
    asides: list[Name]
    discourse: Discourse
    descriptions: Descriptions
    known: Names
    home: str | None = None
    """The state that the story is about."""

    def add(self, page: ArticleRows, name: Name) -> None:
        """A name that was overlooked: it gets an id and a side, and joins the others."""
        self.known.learn(name)
        self.known.resolve(name)
        told = self.descriptions.add(page, name, self.names)
        known = name.actor.side_at(self.known.day) if name.actor is not None else None
        same = (one.side for one in self.names if one.id == name.id and one.side)
        name.side = known or told or next(same, None)
        insort(self.names, name, key=attrgetter("first"))
        self.discourse.meet_late(name)

    def within(self, first: int, stop: int) -> list[Name]:
        """Names of the story that begin in some rows."""
        low = bisect_left(self.names, first, key=attrgetter("first"))
        return self.names[low : bisect_left(self.names, stop, key=attrgetter("first"))]

    def last_before(self, row: int) -> Name | None:
        """The last name of the story that ends before a row."""
        at = bisect_left(self.names, row, key=attrgetter("first")) - 1
        return self.names[at] if at >= 0 and self.names[at].last < row else None

    def everyone(self) -> list[Name]:
        """All names, pronouns and role nouns that stand for somebody, in reading order."""
        pointing = [name for found in self.discourse.pointing.values() for name in found]
        return sorted([*self.names, *self.asides, *pointing], key=attrgetter("first"))


def find_entities(batch: Batch) -> list[Entities]:
    """Who is in each article of a batch, looked for once and kept on it.

    Pronouns and role nouns count where one reading is in reach.
    """
    if not batch.entities:
        batch.entities = _find_entities(batch)
    return batch.entities


def _find_entities(batch: Batch) -> list[Entities]:
    aliases, spans = _by_article(batch)
    pointers, pages = _pointers(batch), make_pages(batch.tokens, batch.lists)
    roles, tokens = batch.clauses.roles, batch.tokens
    stormy = partial(storm_column, batch.lists)
    storms = tokens.vocabulary.column(("entities.storm", batch.lists), stormy)[tokens.type_id]
    found = []
    for k, article in enumerate(batch.articles):
        rows = slice(int(tokens.bounds[k]), int(tokens.bounds[k + 1]))
        words = Words(
            tokens.vocabulary.strings, tokens.type_id[rows].tolist(), tokens.tag[rows], batch.lists
        )
        page = pages[k]
        scene = Rows(
            words=words,
            sentence=page.sentence,
            paragraph=page.paragraph,
            role=roles[rows].tolist(),
            in_quote=page.quoted,
            tags=page.tags,
            day=parse_day(article.published),
            lists=batch.lists,
        )
        listed = [(one.first, one.last) for one in aliases[k]]
        told = trim_headline(spans[k], words, tokens.zone[rows] == _HEADLINE, listed)
        names, asides = _parted(batch, rows, merge(told, aliases[k], words))
        names = with_surnames(names, told, words, page.sentence, batch.in_prose[rows])
        known = Names(batch.lists, scene.day)
        resolve_names(names, asides, words, page.sentence, known)
        names = without_mere_words(names, words, page.sentence)
        names = tell_kinds(names, words, np.flatnonzero(storms[rows]).tolist())
        home = state_of_story(names, _dateline(batch, k), words)
        settle_bodies(names, home, batch.lists)
        descriptions = describe(page, names, home)
        discourse = Discourse(scene, descriptions, home)
        names = _walk(discourse, names, pointers[k])
        asides = _walk(Discourse(scene, descriptions), asides, ()) if asides else []
        found.append(Entities(names, asides, discourse, descriptions, known, home))
    return found


def _dateline(batch: Batch, number: int) -> str:
    """The words of an article's dateline, empty if it has none."""
    text = batch.articles[number].text
    zones = (zone for zone in batch.zones[number] if zone.kind == "dateline")
    return next((text[zone.start : zone.stop] for zone in zones), "")


def find_mentions(batch: Batch) -> list[tuple[Mention, ...]]:
    """Mentions of each article in reading order, with their role in the clause.

    Names of actors that no list holds are their own ids; they have a type and no side, unless their
    title tells it. Names below pictures and in headings are found too, and change nothing of what
    is found in the story; their zone tells them apart. After `find_quotes` every speaker whom the
    article names is among them.
    """
    bounds = batch.tokens.bounds.tolist()
    known = enumerate(find_entities(batch))
    return [_mentions(batch, bounds[k], one.everyone()) for k, one in known]


def story_mentions(mentions: Sequence[tuple[Mention, ...]]) -> list[tuple[Mention, ...]]:
    """Those in headline, lead and body: what stands beside the story weighs nothing in it."""
    return [tuple([m for m in found if m.in_story]) for found in mentions]


def _parted(batch: Batch, rows: slice, names: list[Name]) -> tuple[list[Name], list[Name]]:
    """Names of the story, and those that stand beside it."""
    if (batch.in_prose[rows] == batch.in_named[rows]).all():
        return names, []
    inside = batch.in_prose[rows].tolist()
    return [n for n in names if inside[n.first]], [n for n in names if not inside[n.first]]


Pointer = tuple[int, int, Term | str]
"""First and last row of a pronoun or role noun, and its gender or its term."""


def _pointers(batch: Batch) -> list[list[Pointer]]:
    """Pronouns and role nouns of each article in order; rows count from its first."""
    tokens = batch.tokens
    genders_of = partial(_gender_column, batch.lists)
    column = tokens.vocabulary.column(("mentions.gender", batch.lists), genders_of)
    kind = column[tokens.type_id]
    rows = np.flatnonzero((kind > 0) & batch.in_prose)
    genders = [GENDERS[number - 1] for number in kind[rows].tolist()]
    found: list[Pointer] = [(r, r, g) for r, g in zip(rows.tolist(), genders, strict=True)]
    lexicon, matches = batch.find("role_nouns")
    found += [(a, b, lexicon.terms[n]) for a, b, n in matches.rows()]
    found.sort(key=lambda pointer: pointer[0])
    bounds, owner = tokens.bounds.tolist(), batch.article_of
    by_article: list[list[Pointer]] = [[] for _ in batch.articles]
    for first, last, what in found:
        k = int(owner[first])
        by_article[k].append((first - bounds[k], last - bounds[k], what))
    return by_article


def _gender_column(lists: WordLists, strings: Sequence[str]) -> Column:
    genders = pronoun_genders(lists)
    return np.array(
        [1 + GENDERS.index(genders[s.lower()]) if s.lower() in genders else 0 for s in strings],
        np.int8,
    )


def _walk(discourse: Discourse, names: Sequence[Name], pointers: Sequence[Pointer]) -> list[Name]:
    """Meets names, pronouns and role nouns in reading order; names that stand for nobody go."""
    found: list[Name] = []
    at = 0
    for first, last, what in pointers:
        while at < len(names) and names[at].first <= first:
            if discourse.meet(names[at], names[at + 1] if at + 1 < len(names) else None):
                found.append(names[at])
            at += 1
        if isinstance(what, str):
            discourse.pronoun(first, what)
        else:
            discourse.role_noun(first, last, what, names[at] if at < len(names) else None)
    for name, after in zip_longest(names[at:], names[at + 1 :]):
        if discourse.meet(name, after):
            found.append(name)
    return found


def _mentions(batch: Batch, base: int, names: Sequence[Name]) -> tuple[Mention, ...]:
    first = np.array([name.first for name in names], np.int32) + base
    last = np.array([name.last for name in names], np.int32) + base
    tokens = batch.tokens
    columns = (tokens.start[first], tokens.stop[last], batch.clauses.roles[last], tokens.zone[last])
    return tuple(
        Mention(
            start,
            stop,
            name.id,
            _ROLES[role],
            name.form,
            name.side,
            name.actor.type if name.actor else name.type,
            ZONE_KINDS[zone],
        )
        for name, start, stop, role, zone in zip(names, *(c.tolist() for c in columns), strict=True)
    )


def _by_article(
    batch: Batch,
) -> tuple[list[list[Alias]], list[list[tuple[int, int, int]]]]:
    """Aliases and tagged names of each article; rows count from its first."""
    lists = batch.lists
    finder, actors = alias_finder(lists), known_actors(lists)
    matches = finder.find(batch.tokens)
    matches = matches.at(batch.in_named[matches.first])
    spans = load_tagger().find(
        batch.tokens, alias_column(batch.tokens, lists, matches), lists, batch.in_named
    )
    spans = with_places(batch.tokens, spans, lists, batch.in_named)
    spans = with_joined_bodies(batch.tokens, spans, lists, batch.in_named)
    terms, bounds = finder.lexicon.terms, batch.tokens.bounds
    edges = np.searchsorted(matches.first, bounds).tolist()
    columns = (matches.first, matches.last, matches.term)
    starts = np.searchsorted([span[0] for span in spans], bounds).tolist()
    aliases: list[list[Alias]] = []
    tagged: list[list[tuple[int, int, int]]] = []
    for k, base in enumerate(bounds[:-1].tolist()):
        rows = zip(*(column[edges[k] : edges[k + 1]].tolist() for column in columns), strict=True)
        aliases.append([make_alias(a - base, b - base, terms[n], actors) for a, b, n in rows])
        found = spans[starts[k] : starts[k + 1]]
        tagged.append([(a - base, b - base, kind) for a, b, kind in found])
    return aliases, tagged
