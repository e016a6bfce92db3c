"""Trains the model of roles: python -m research.train.frames_roles CORPORA

Two kinds of labels: entities of climate news with their role (Narrative Frames Corpus: a row an
entity and article, never none), and mentions of ordinary news, most of which have no role (our
own, labels of a language model). Prints both figures and adds them to the card.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from framing.language import read_tokens
from framing.language.clauses import Clauses
from framing.layers.frames.clauses import PARTS, describe_mentions, role_verbs, sum_parts
from framing.layers.frames.model import load_model
from framing.layers.frames.names import CARD_FILE
from framing.layers.frames.roles import ROLES, ROLES_FILE
from framing.learn.files import write_arrays
from framing.learn.ridge import best_cut, fit, folds
from framing.lists.word_lists import word_lists
from research.gold.frames import fold_outlet, json_lines
from research.gold.frames_sample import corpus_articles
from research.train.frames import f1

OWN_ROLES = Path(__file__).parents[1] / "gold" / "frames_roles.csv"
NARRATIVE_WEIGHT, PENALTY = 0.05, 1.0
_MOST_PLACES, _LEAST_LETTERS = 12, 3
Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class RoleGold:
    """A row a mention or entity: its clause as numbers, its role (3 is none), its group."""

    described: Array
    roles: Array
    groups: Array
    part: Array
    texts: list[str]


def entity_places(entity: str, text: str) -> list[tuple[int, int]]:
    """Where an entity stands in the text: whole, without its first words, or a single word."""
    low, words = text.lower(), entity.lower().strip().strip("ï»¿").split()
    tried = [" ".join(words[k:]) for k in range(len(words))] + words[::-1]
    for candidate in tried:
        for form in (candidate, candidate.rstrip("s")):
            if len(form) >= _LEAST_LETTERS:
                starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(form)}", low)]
                if starts:
                    return [(s, s + len(form)) for s in starts[:_MOST_PLACES]]
    return []


def describe_places(text: str, places: list[tuple[int, int]]) -> Array:
    """The clauses of places in a text, a row a place."""
    tokens = read_tokens([text])
    first = np.searchsorted(tokens.start, [p[0] for p in places], "right") - 1
    last = np.searchsorted(tokens.start, [p[1] for p in places], "left") - 1
    first = np.maximum(first, 0)
    features, verbs = load_model().features, role_verbs(word_lists())
    found = describe_mentions(
        features, verbs, tokens, Clauses(tokens), first=first, last=np.maximum(first, last)
    )
    return np.hstack([*sum_parts([features.vectors] * len(PARTS), found), found.flags])


def load_narrative_roles(corpora: Path) -> RoleGold:
    """Entities of climate news: the mean of the clauses that they stand in."""
    folder = corpora / "data" / "frames"
    articles = {row["id"]: row for row in json_lines(folder / "narrative_train.jsonl")}
    with (folder / "narrative_roles_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    width = describe_places("It is.", [(0, 2)]).shape[1]
    described, contexts = [], []
    for row in rows:
        text = articles[row["ID"]]["text"]
        places = entity_places(row["entity"], text)
        found = describe_places(text, places).mean(axis=0) if places else np.zeros(width)
        described.append(found)
        around = " ".join(text[max(0, a - 80) : b + 80] for a, b in places)
        contexts.append(f"{row['entity']} {around}")
    roles = np.array([ROLES.index(row["role"]) for row in rows])
    groups = np.array([fold_outlet(articles[row["ID"]]["outlet"]) for row in rows])
    stacked = np.array(described, np.float32)
    return RoleGold(stacked, roles, groups, np.full(len(rows), "train"), contexts)


def load_own_roles(corpora: Path) -> RoleGold:
    """Mentions of ordinary news, each in its sentence."""
    with OWN_ROLES.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    texts = {
        (corpus, article.article_id): article.text
        for corpus in ("us_russia", "general", "fa_kes")
        for article in corpus_articles(corpora, corpus)
    }
    described, sentences = [], []
    for row in rows:
        first = int(row["sentence_start"])
        sentence = texts[row["corpus"], row["id"]][first : int(row["sentence_stop"])]
        place = (int(row["start"]) - first, int(row["stop"]) - first)
        described.append(describe_places(sentence, [place])[0])
        sentences.append(sentence)
    names = (*ROLES, "none")
    roles = np.array([names.index(row["role"]) for row in rows])
    part = np.array([row["part"] for row in rows])
    return RoleGold(np.array(described), roles, np.arange(len(rows)), part, sentences)


def targets_of(roles: Array) -> Array:
    """-1 and 1, a column a role; none is -1 in all."""
    return np.stack([np.where(roles == k, 1.0, -1.0) for k in range(len(ROLES))], axis=1)


def fit_roles(
    own: Array, own_roles: Array, other: Array, other_roles: Array
) -> tuple[Array, Array]:
    """Weights and intercept; entities of climate news count less than mentions."""
    weight = np.concatenate([np.ones(len(own)), np.full(len(other), NARRATIVE_WEIGHT)]).astype(
        np.float32
    )
    root = np.sqrt(weight)[:, None]
    rows = np.concatenate([own, other]) * root
    targets = targets_of(np.concatenate([own_roles, other_roles]))
    mean = np.average(targets, axis=0, weights=weight)
    # Rows carry their weight, so the mean is taken off before, and `fit` finds none left.
    weights, rest = fit(rows, (targets - mean) * root, PENALTY)
    return weights, mean + rest * 0


def held_out(gold: RoleGold, other: RoleGold) -> Array:
    """Scores of mentions by models that did not see them."""
    scores = np.zeros((len(gold.roles), len(ROLES)))
    fold = folds(gold.groups, 5, 0)
    for number in range(5):
        seen = fold != number
        weights, base = fit_roles(
            gold.described[seen], gold.roles[seen], other.described, other.roles
        )
        scores[~seen] = gold.described[~seen] @ weights + base
    return scores


def macro_f1(roles: Array, called: Array) -> float:
    """Mean F1 of the three roles."""
    return float(np.mean([f1((roles == k) * 1, (called == k) * 1) for k in range(len(ROLES))]))


def outlets_apart(gold: RoleGold, seeds: Iterator[int] | range = range(3)) -> float:
    """Macro-F1 on entities of climate news, no outlet in both training and test."""
    found = []
    for seed in seeds:
        fold, scores = folds(gold.groups, 5, seed), np.zeros((len(gold.roles), len(ROLES)))
        for number in range(5):
            seen = fold != number
            weights, base = fit(gold.described[seen], targets_of(gold.roles[seen]), PENALTY)
            scores[~seen] = gold.described[~seen] @ weights + base
        found.append(macro_f1(gold.roles, scores.argmax(axis=1)))
    return float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    narrative, own = load_narrative_roles(corpora), load_own_roles(corpora)
    train = own.part == "train"
    taught = RoleGold(
        own.described[train], own.roles[train], own.groups[train], own.part[train], []
    )
    scores = held_out(taught, narrative)
    weights, base = fit_roles(taught.described, taught.roles, narrative.described, narrative.roles)
    slopes, shifts = np.zeros(len(ROLES)), np.zeros(len(ROLES))
    for k in range(len(ROLES)):
        labels = (taught.roles == k) * 1
        platt = LogisticRegression(C=10).fit(scores[:, [k]], labels)
        slopes[k], shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        shifts[k] = shift - best_cut(labels, slopes[k] * scores[:, k] + shift)
    arrays = {
        "weights": (weights * slopes).astype(np.float16),
        "intercept": (base * slopes + shifts).astype(np.float32),
    }
    write_arrays(ROLES_FILE, arrays)
    odds = own.described[~train] @ (weights * slopes) + base * slopes + shifts
    called = np.where(odds.max(axis=1) > 0, odds.argmax(axis=1), len(ROLES))
    tested = own.roles[~train]
    counts = {role: int((tested == k).sum()) for k, role in enumerate(ROLES)}
    figures = {
        "narrative_outlets_apart_macro_f1": round(outlets_apart(narrative), 3),
        "ordinary_news_test": {
            role: round(f1((tested == k) * 1, (called == k) * 1), 2) for k, role in enumerate(ROLES)
        },
        "ordinary_news_test_labels": {**counts, "none": int((tested == len(ROLES)).sum())},
        "tier": "C",
        "core": False,
    }
    card = json.loads(CARD_FILE.read_text("utf-8")) | {"roles": figures}
    CARD_FILE.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
