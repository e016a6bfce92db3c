"""Scores salience on GUM: python -m research.evaluate.salience CORPORA

An entity is named if a proper noun heads one of its mentions, and salient if at least three of five
summaries name it. Ten folds of whole documents; with gold mentions, and with our own from raw text.
Scores of a fold are cut where F1 is best on the other nine; gum-dev is never fitted on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions, story_mentions
from framing.layers.quotes.find import find_quotes
from framing.layers.salience.features import FEATURES, describe_actors
from framing.layers.salience.find import SalienceModel, scaled
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.reading import _tokens
from framing.types import Article, Mention, Options, Role
from research.evaluate.gum import NAMED_TYPES, GumDocument, load_gum

Floats = NDArray[np.float64]
Ints = NDArray[Any]
KIND_OF = {"person": "person", "organization": "organisation", "place": "place"}
ROLES: tuple[Role, ...] = ("other", "agent", "patient")
WRITTEN = ("news", "academic", "bio", "essay", "interview", "letter", "textbook", "voyage")
PLUS = frozenset(["log_mentions", "log_names", "of_most", "share", "rank", "gap", "tenths"]) | {
    *("paragraphs", "pronouns", "early", "order", "opens", "in_headline", "in_lead", "in_title"),
    *("headline_agent", "opening_agent", "log_agent", "quoted"),
}
"""Evidence that an actor matters more; a few unusual documents must not turn its sign."""
SUMMARIES, LEAST = 5, 3
FOLDS, SEED, STRENGTH = 10, 1, 0.1


@dataclass(slots=True)
class Table:
    """One row an actor: its document, its numbers, how many summaries name it, its gold entity."""

    document: Ints
    values: Floats
    named: Ints
    entity: list[str | None]
    documents: list[GumDocument]

    @property
    def salient(self) -> Ints:
        """Rows that three summaries of five name."""
        return self.named >= LEAST


def read_table(documents: list[GumDocument], own: bool) -> Table:
    """Actors of all documents, by gold mentions or by our own."""
    parts: list[tuple[Ints, Floats, Ints, list[str | None]]] = []
    for at in range(0, len(documents), 20):
        part = documents[at : at + 20]
        batch = make_batch(part)
        if own:
            mentions = story_mentions(find_mentions(batch))
        else:
            mentions = [gold_mentions(batch, k, d) for k, d in enumerate(part)]
        table = describe_actors(batch, mentions)
        entity = [
            gold_entity(part[k], mentions[k], actor) if own else actor
            for k, actor in zip(table.article, table.actor, strict=True)
        ]
        named = [
            part[k].salience.get(one or "", 0) for k, one in zip(table.article, entity, strict=True)
        ]
        parts.append((np.array(table.article) + at, table.values, np.array(named), entity))
    document, values, counts = (np.concatenate([p[i] for p in parts]) for i in range(3))
    return Table(document, values, counts, [e for p in parts for e in p[3]], documents)


def make_batch(documents: Sequence[GumDocument]) -> Batch:
    """Raw texts with their titles, read as articles are."""
    articles = [Article(d.name, d.text, title=d.title, published=d.date) for d in documents]
    zones = [find_zones(article, word_lists()) for article in articles]
    batch = Batch(articles, zones, _tokens(articles, zones), Options())
    batch.quotes = find_quotes(batch)
    return batch


def named_entities(document: GumDocument) -> dict[str, str]:
    """Kind of each entity that a proper noun names."""
    kinds: dict[str, str] = {}
    for mention in document.mentions:
        if mention.name is not None and mention.kind in NAMED_TYPES:
            kinds.setdefault(mention.entity, KIND_OF[mention.kind])
    return kinds


def gold_mentions(batch: Batch, k: int, document: GumDocument) -> tuple[Mention, ...]:
    """All gold mentions of named entities, with the role that our own clauses give them."""
    kinds = named_entities(document)
    low, high = int(batch.tokens.bounds[k]), int(batch.tokens.bounds[k + 1])
    stops, roles = batch.tokens.start[low:high], batch.clauses.roles
    found = []
    for mention in document.mentions:
        if mention.entity not in kinds:
            continue
        start, stop = mention.name or mention.span
        row = low + max(int(np.searchsorted(stops, stop)) - 1, 0)
        form = "name" if mention.name else "pronoun" if mention.pronoun else "role"
        role = ROLES[int(roles[row])]
        kind = kinds[mention.entity]
        found.append(Mention(start, stop, mention.entity, role, form, None, kind))
    return tuple(found)


def gold_entity(document: GumDocument, mentions: Sequence[Mention], actor: str) -> str | None:
    """The named entity that most mentions of one of our actors lie in."""
    kinds = named_entities(document)
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.actor == actor:
            votes.update(
                gold.entity
                for gold in document.mentions
                if gold.name
                and gold.entity in kinds
                and gold.name[0] < mention.stop
                and mention.start < gold.name[1]
            )
    return votes.most_common(1)[0][0] if votes else None


def fit(values: Floats, named: Ints, cut: float = 0.5) -> SalienceModel:
    """Logistic regression where each summary is a vote; signs that must be plus cannot be minus."""
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale < 1e-9] = 1.0
    columns, share = scaled(values, mean, scale), named / SUMMARIES

    def loss(weights: Floats) -> tuple[float, Floats]:
        total = columns @ weights[:-1] + weights[-1]
        cost = np.logaddexp(0, total) - share * total
        gap = 1 / (1 + np.exp(-total)) - share
        penalty = np.append(weights[:-1], 0)
        slope = STRENGTH * np.append(columns.T @ gap, gap.sum()) + penalty
        return STRENGTH * float(cost.sum()) + 0.5 * float(penalty @ penalty), slope

    bounds = [(0.0, None) if name in PLUS else (None, None) for name in FEATURES] + [(None, None)]
    start = np.zeros(len(bounds))
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return SalienceModel(mean, scale, found[:-1], float(found[-1]), cut)


def counts_at(table: Table, scores: Floats, rows: NDArray[np.bool_], cut: float) -> Ints:
    """True and false positives and missed entities; an actor split in two counts once."""
    right, wrong = set(), 0
    for row in np.flatnonzero(rows & (scores >= cut)).tolist():
        if table.salient[row]:
            right.add((int(table.document[row]), table.entity[row]))
        else:
            wrong += 1
    gold = sum(
        d.salience[e] >= LEAST
        for k, d in enumerate(table.documents)
        if k in set(table.document[rows].tolist())
        for e in named_entities(d)
    )
    return np.array([len(right), wrong, gold - len(right)])


def f1(counts: Ints) -> float:
    """F1 of true and false positives and misses."""
    return float(2 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1))


def best_cut(table: Table, scores: Floats, rows: NDArray[np.bool_]) -> float:
    """Cut of the highest F1."""
    cuts = np.arange(0.2, 0.7, 0.02)
    return float(max(cuts, key=lambda cut: f1(counts_at(table, scores, rows, cut))))


def cross_validate(table: Table) -> tuple[Floats, Floats]:
    """Score of each row by a model that has not seen its document, and the cut for it.

    The cut of a fold is the one that serves the scores of the other folds best.
    """
    order = np.random.default_rng(SEED).permutation(len(table.documents))
    folds = (np.argsort(order) % FOLDS)[table.document]
    scores, cuts = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in range(FOLDS):
        model = fit(table.values[folds != fold], table.named[folds != fold])
        scores[folds == fold] = model.score(table.values[folds == fold])
    for fold in range(FOLDS):
        cuts[folds == fold] = best_cut(table, scores, folds != fold)
    return scores, cuts


def describe(table: Table, scores: Floats, cuts: Floats, rows: NDArray[np.bool_]) -> str:
    """F1, top-1 and calibration on some rows."""
    counts = counts_at(table, scores - cuts, rows, 0.0)
    error = calibration_error(scores[rows], table.named[rows] / SUMMARIES)
    return (
        f"F1 {f1(counts):.3f}  precision {counts[0] / max(counts[0] + counts[1], 1):.3f}  "
        f"recall {counts[0] / max(counts[0] + counts[2], 1):.3f}  "
        f"top-1 {top_one(table, scores, rows):.3f}  calibration error {error:.3f}  "
        f"documents {len(np.unique(table.document[rows]))}"
    )


def top_one(table: Table, scores: Floats, rows: NDArray[np.bool_]) -> float:
    """Documents whose highest-scored actor is salient, of those that have a salient one."""
    hits = []
    for k in np.unique(table.document[rows]).tolist():
        document = table.documents[k]
        if any(document.salience[e] >= LEAST for e in named_entities(document)):
            mine = np.flatnonzero(table.document == k)
            hits.append(bool(table.salient[mine[scores[mine].argmax()]]))
    return float(np.mean(hits))


def calibration_error(scores: Floats, share: Floats) -> float:
    """Mean gap between score and share of summaries over ten bins, weighed by their size."""
    bins = np.minimum((scores * 10).astype(int), 9)
    gaps = [
        (bins == b).mean() * abs(scores[bins == b].mean() - share[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def print_scores(name: str, table: Table, scores: Floats, cuts: Floats) -> None:
    """News, written genres and all of a table."""
    genres = np.array([table.documents[k].genre for k in table.document.tolist()])
    sets = {
        "news": genres == "news",
        "written genres": np.isin(genres, WRITTEN),
        "all genres": np.ones(len(genres), bool),
    }
    for part, rows in sets.items():
        print(f"{name}, {part}: {describe(table, scores, cuts, rows)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    train, dev = load_gum(corpora, "train"), load_gum(corpora, "dev")
    for own, name in ((False, "gold mentions"), (True, "own mentions")):
        table, unseen = read_table(train, own), read_table(dev, own)
        scores, cuts = cross_validate(table)
        print_scores(f"{name}, folds of gum-train", table, scores, cuts)
        model = fit(table.values, table.named)
        cut = best_cut(table, scores, np.ones(len(table.named), bool))
        cuts = np.full(len(unseen.named), cut)
        print_scores(f"{name}, gum-dev", unseen, model.score(unseen.values), cuts)


if __name__ == "__main__":
    main()
