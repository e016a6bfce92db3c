"""What speaks for an actor's weight in an article: one row of numbers an actor and article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.clauses import AGENT, PATIENT
from framing.layers.batch import Batch
from framing.types import ZONE_KINDS, BoolArray, IntArray, Mention

Floats = NDArray[np.float64]
Ints = NDArray[Any]

FEATURES = (
    "log_mentions",
    "log_names",
    "of_most",
    "share",
    "rank",
    "first_sentence",
    "first_place",
    "in_headline",
    "in_lead",
    "opens",
    "order",
    "paragraphs",
    "tenths",
    "log_agent",
    "agent_share",
    "patient_share",
    "headline_agent",
    "quoted",
    "last_tenth",
    "person",
    "organisation",
    "place",
    "state",
    "demonyms",
    "log_actors",
    "log_words",
    "has_headline",
    "pronouns",
    "first_half",
    "gap",
    "in_title",
    "governed",
    "heads",
    "opening_agent",
    "early",
)
_ROLES = {"agent": AGENT, "patient": PATIENT, "other": 0}
_HEADLINE, _LEAD = ZONE_KINDS.index("headline"), ZONE_KINDS.index("lead")
_GROUPS = {"person": 0, "organisation": 1, "armed_group": 1, "media": 1, "place": 2, "state": 3}
_FORMS = {"name": 0, "metonym": 0, "demonym": 1, "pronoun": 2, "role": 3}


@dataclass(frozen=True, slots=True, eq=False)
class ActorTable:
    """One row an actor and article: `article` and `actor` say whose, `values` are `FEATURES`."""

    article: list[int]
    actor: list[str]
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """One row a mention."""

    owner: Ints
    article: Ints
    start: Ints
    stop: Ints
    row: Ints
    last: Ints
    role: Ints
    form: Ints
    kind: Ints


def describe_actors(batch: Batch, mentions: Sequence[tuple[Mention, ...]]) -> ActorTable:
    """Salience features, one row an (article, actor), in order of first mention."""
    number: dict[tuple[int, str], int] = {}
    found = [(k, mention) for k, group in enumerate(mentions) for mention in group]
    owner = [number.setdefault((k, m.actor), len(number)) for k, m in found]
    article, actor = [key[0] for key in number], [key[1] for key in number]
    if not found:
        return ActorTable([], [], np.zeros((0, len(FEATURES))))
    start = np.array([mention.start for _, mention in found])
    stop = np.array([mention.stop for _, mention in found])
    article_of = np.array([k for k, _ in found])
    first, last = _rows_of(batch, article_of, start, stop)
    columns = _Columns(
        owner=np.array(owner),
        article=article_of,
        start=start,
        stop=stop,
        row=first,
        last=last,
        role=np.array([_ROLES[m.role] for _, m in found]),
        form=np.array([_FORMS.get(m.form, 0) for _, m in found]),
        kind=np.array([_GROUPS.get(m.type or "", 4) for _, m in found]),
    )
    values = _Values(batch, columns, np.array(article))
    table = values.counts() | values.places() | values.parts() | values.kinds()
    table["quoted"] = _quoted_shares(batch, columns, len(number))
    table["in_title"] = _in_titles(batch, found, columns.owner)
    return ActorTable(article, actor, np.column_stack([table[name] for name in FEATURES]))


def _rows_of(batch: Batch, article: Ints, begins: Ints, ends: Ints) -> tuple[IntArray, IntArray]:
    """Token rows of each mention's first and last word."""
    bounds, starts = batch.tokens.bounds, batch.tokens.start
    sizes = np.bincount(article, minlength=len(bounds) - 1)
    rows, at = np.empty((len(begins), 2), np.int32), 0
    for k, size in enumerate(sizes.tolist()):
        low, high = int(bounds[k]), int(bounds[k + 1])
        for column, edges in enumerate((begins, ends - 1)):
            inside = np.searchsorted(starts[low:high], edges[at : at + size], side="right") - 1
            rows[at : at + size, column] = low + np.maximum(inside, 0)
        at += size
    return rows[:, 0], rows[:, 1]


def _in_titles(batch: Batch, found: Sequence[tuple[int, Mention]], owner: Ints) -> BoolArray:
    """Actors whose names stand in the title that came with the article."""
    named = np.zeros(int(owner.max()) + 1, bool)
    titles = [f" {article.title or ''} " for article in batch.articles]
    for (k, mention), one in zip(found, owner.tolist(), strict=True):
        if not named[one] and mention.form in {"name", "demonym", "metonym"}:
            words = batch.articles[k].text[mention.start : mention.stop]
            named[one] = words in titles[k]
    return named


def _quoted_shares(batch: Batch, columns: _Columns, count: int) -> Floats:
    """Share of an article's quoted characters that each actor is the source of."""
    said = np.zeros(count)
    bounds = np.searchsorted(columns.article, np.arange(len(batch.articles) + 1)).tolist()
    for k, quotes in enumerate(batch.quotes):
        low, high = bounds[k], bounds[k + 1]
        sourced = [quote for quote in quotes if quote.source]
        if not sourced or low == high:
            continue
        sizes = np.array([sum(b - a for a, b in quote.content) for quote in sourced])
        total = sum(b - a for quote in quotes for a, b in quote.content)
        sources = np.array([quote.source[0] for quote in sourced])
        at = np.searchsorted(columns.start[low:high], sources[:, 1]) - 1
        held = (at >= 0) & (columns.stop[low:high][at] > sources[:, 0])
        np.add.at(said, columns.owner[low:high][at[held]], sizes[held] / max(total, 1))
    return said


class _Values:
    """Computes the columns; `total`, `least` and `highest` gather mentions by actor."""

    def __init__(self, batch: Batch, columns: _Columns, article: Ints) -> None:
        self.batch, self.columns, self.article = batch, columns, article
        self.mentions = self.total(np.ones(len(columns.owner)))
        tokens, row = batch.tokens, columns.row
        story = np.cumsum(batch.in_prose)
        begin = np.append(0, story)[tokens.bounds]
        self.length = np.maximum(np.diff(begin), 1)
        place = (story[row] - 1 - begin[columns.article]) / self.length[columns.article]
        self.place = np.clip(place, 0, 0.999999)
        opening = tokens.sentence[np.minimum(tokens.bounds[:-1], max(len(tokens) - 1, 0))]
        self.sentence = tokens.sentence[row] - opening[columns.article]
        self.first = self.least(self.place)

    def total(self, weights: Ints) -> Floats:
        """Sum over the mentions of each actor."""
        return _sums(self.columns.owner, weights, len(self.article))

    def least(self, values: Ints) -> Floats:
        """Least over the mentions of each actor."""
        lowest = np.full(len(self.article), np.inf)
        np.minimum.at(lowest, self.columns.owner, values)
        return lowest

    def highest(self, values: Floats) -> Floats:
        """Highest over the actors of the article, for each actor."""
        top = np.zeros(len(self.length))
        np.maximum.at(top, self.article, values)
        return top[self.article]

    def per_article(self, values: Floats) -> Floats:
        """Sum over the actors of the article, for each actor."""
        return _sums(self.article, values, len(self.length))[self.article]

    def counts(self) -> dict[str, Ints]:
        """How often, by which words."""
        mentions, form = self.mentions, self.columns.form
        most = self.highest(mentions)
        rest = self.highest(np.where(mentions < most, mentions, 1.0))
        return {
            "log_mentions": np.log1p(mentions),
            "log_names": np.log1p(self.total(form < 2)),
            "of_most": mentions / most,
            "share": mentions / self.per_article(mentions),
            "rank": _reciprocal_rank(self.article, -mentions, self.first),
            "gap": mentions / rest,
            "demonyms": self.total(form == 1) / mentions,
            "pronouns": self.total(form >= 2) / mentions,
            "log_actors": np.log(self.per_article(np.ones(len(mentions)))),
            "log_words": np.log(self.length[self.article]),
        }

    def places(self) -> dict[str, Ints]:
        """Where: how early, how widely spread."""
        place, sentence, first = self.place, self.sentence, self.first
        paragraphs = self.distinct(self.batch.tokens.paragraph[self.columns.row])
        return {
            "first_sentence": np.log1p(np.maximum(self.least(sentence), 0)),
            "first_place": first,
            "opens": self.total(sentence <= 2) > 0,
            "order": _reciprocal_rank(self.article, first, -self.mentions),
            "paragraphs": paragraphs / np.maximum(self.highest(paragraphs), 1),
            "tenths": self.distinct((place * 10).astype(np.int64)) / 10,
            "last_tenth": self.total(place >= 0.9) > 0,
            "first_half": self.total(place < 0.5) / self.mentions,
            "early": np.log1p(self.total(place < 0.15)),
        }

    def parts(self) -> dict[str, Ints]:
        """In which part of the page, of the clause, of the phrase."""
        zone = self.batch.tokens.zone[self.columns.row]
        agent, headline = self.columns.role == AGENT, zone == _HEADLINE
        heads_article = np.bincount(self.columns.article, headline, len(self.length))
        clauses, agents = self.batch.clauses, self.total(agent)
        chunk = clauses.chunk_of[self.columns.last]
        governed = (chunk >= 0) & np.append(clauses.chunks.governed, False)[chunk]
        heads = (chunk >= 0) & (np.append(clauses.chunks.head, -1)[chunk] == self.columns.last)
        return {
            "in_headline": self.total(headline) > 0,
            "has_headline": heads_article[self.article] > 0,
            "headline_agent": self.total(agent & headline) > 0,
            "in_lead": np.log1p(self.total(zone == _LEAD)),
            "log_agent": np.log1p(agents),
            "agent_share": agents / self.mentions,
            "patient_share": self.total(self.columns.role == PATIENT) / self.mentions,
            "opening_agent": self.total(agent & (self.sentence <= 3)) > 0,
            "governed": self.total(governed) / self.mentions,
            "heads": self.total(heads) / self.mentions,
        }

    def kinds(self) -> dict[str, Ints]:
        """What the actor is."""
        return {
            name: self.total(self.columns.kind == number) / self.mentions
            for number, name in enumerate(("person", "organisation", "place", "state"))
        }

    def distinct(self, values: Ints) -> Floats:
        """Number of different values of each actor."""
        base = int(values.max()) + 1
        pairs = np.unique(self.columns.owner.astype(np.int64) * base + values)
        return np.bincount(pairs // base, minlength=len(self.article)).astype(np.float64)


def _sums(owner: Ints, weights: Ints, count: int) -> Floats:
    summed: Floats = np.bincount(owner, np.asarray(weights, np.float64), count).astype(np.float64)
    return summed


def _reciprocal_rank(article: Ints, values: Floats, ties: Floats) -> Floats:
    """1 for the lowest value of its article, 1/2 for the next, and so on."""
    order = np.lexsort((ties, values, article))
    starts = np.flatnonzero(np.diff(article[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order)) - np.repeat(starts, sizes)
    return 1 / (1 + rank)
