"""Fits the scorer of links and that of whole attributions on labels the first pass had not seen."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.neural_network import MLPClassifier

from benchmarks.quotes_scoring import match_contents
from benchmarks.quotes_training import token_rows
from framing.datasets import GoldArticle
from framing.layers.quotes_columns import PAD, Grid
from framing.layers.quotes_linking import (
    CONTENT,
    CUE,
    N_LINK_FEATURES,
    N_PAIR_FEATURES,
    Link,
    Pairs,
    Scorer,
    SpanTable,
    candidate_pairs,
    describe_links,
    find_spans,
    link_spans,
)
from framing.types import Spans, Tokens

SEED = 20161108
_HIDDEN = 24


@dataclass(frozen=True)
class Gold:
    """Gold attributions in token rows of the batch: sets of rows, and whose a row is."""

    contents: list[frozenset[int]]
    sources: list[frozenset[int]]
    article: list[int]
    content_of: NDArray[np.int64]
    cue_of: NDArray[np.int64]


def read_gold(tokens: Tokens, articles: Sequence[GoldArticle]) -> Gold:
    """Gold attributions of a batch."""
    gold = Gold([], [], [], np.full(len(tokens), -1), np.full(len(tokens), -1))
    for index, article in enumerate(articles):
        own, shift = tokens.article(index), int(tokens.bounds[index])

        def rows(spans: Spans, own: Tokens = own, shift: int = shift) -> frozenset[int]:
            return frozenset(row + shift for span in spans for row in range(*token_rows(own, span)))

        for quote in article.quotes:
            number = len(gold.contents)
            gold.contents.append(rows(quote.content))
            gold.sources.append(rows(quote.source))
            gold.article.append(index)
            gold.content_of[list(gold.contents[-1])] = number
            gold.cue_of[list(rows(quote.cue))] = number
    return gold


def span_rows(spans: SpanTable) -> list[range]:
    """Token rows of the batch that each span covers."""
    shift = PAD * (spans.paragraph + 1)
    return [
        range(first, stop)
        for first, stop in zip(
            (spans.first - shift).tolist(), (spans.last + 1 - shift).tolist(), strict=True
        )
    ]


def pair_targets(spans: SpanTable, pairs: Pairs, gold: Gold) -> NDArray[np.int8]:
    """1 if the gold links a pair, 0 if not, -1 where its cue is none in the gold."""
    rows = span_rows(spans)
    owner = [
        _owner(gold.cue_of if role == CUE else gold.content_of, span)
        for role, span in zip(spans.role.tolist(), rows, strict=True)
    ]
    targets = np.full(len(pairs.cue), -1, np.int8)
    for k, (cue, other) in enumerate(zip(pairs.cue.tolist(), pairs.other.tolist(), strict=True)):
        number = owner[cue]
        if number < 0:
            continue
        if spans.role[other] == CONTENT:
            targets[k] = owner[other] == number
        else:
            targets[k] = any(row in gold.sources[number] for row in rows[other])
    return targets


def _owner(of: NDArray[np.int64], rows: range) -> int:
    here = of[rows.start : rows.stop]
    here = here[here >= 0]
    return int(np.bincount(here).argmax()) if len(here) else -1


def fit_scorer(features: NDArray[np.int32], targets: NDArray[np.int8], size: int) -> Scorer:
    """A network of one hidden layer over one-hot features."""
    count, width = features.shape
    hot = sparse.csr_matrix(
        (
            np.ones(count * width, np.float32),
            features.ravel(),
            np.arange(0, count * width + 1, width),
        ),
        (count, size),
    )
    model = MLPClassifier(
        (_HIDDEN,),
        alpha=1e-3,
        batch_size=256,
        max_iter=8,
        random_state=SEED,
        learning_rate_init=2e-3,
    )
    with warnings.catch_warnings():  # eight rounds are meant
        warnings.simplefilter("ignore")
        model.fit(hot, targets)
    first, second = (matrix.astype(np.float32) for matrix in model.coefs_)
    return Scorer(
        first,
        model.intercepts_[0].astype(np.float32),
        second[:, 0],
        float(model.intercepts_[1][0]),
    )


def right_links(
    links: Sequence[Link], spans: SpanTable, gold: Gold, bounds: NDArray[np.int32]
) -> NDArray[np.int8]:
    """1 for links whose content matches one of the gold and whose source overlaps its source."""
    rows = span_rows(spans)
    contents = [frozenset(row for k in link.contents for row in rows[k]) for link in links]
    places = np.searchsorted(bounds, [rows[link.contents[0]].start for link in links], "right") - 1
    right = np.zeros(len(links), np.int8)
    of_gold: dict[int, list[int]] = {}
    for number, index in enumerate(gold.article):
        of_gold.setdefault(index, []).append(number)
    for index in np.unique(places).tolist():
        mine, theirs = np.flatnonzero(places == index).tolist(), of_gold.get(index, [])
        for left, other in match_contents(
            [gold.contents[k] for k in theirs], [contents[k] for k in mine]
        ):
            source = links[mine[other]].source
            here = frozenset(rows[source]) if source is not None else frozenset()
            there = gold.sources[theirs[left]]
            right[mine[other]] = bool(here & there) or not (here or there)
    return right


def fit_linker(
    grid: Grid,
    labels: NDArray[np.int8],
    scores: NDArray[np.float32],
    tokens: Tokens,
    articles: Sequence[GoldArticle],
) -> tuple[dict[str, Scorer], dict[str, float]]:
    """Both scorers and the settings; the second learns from links of the half not fitted on."""
    unit = float(np.abs(scores[grid.place]).mean())
    spans = find_spans(grid, labels, scores, unit)
    gold = read_gold(tokens, articles)
    pairs = candidate_pairs(grid, spans)
    targets = pair_targets(spans, pairs, gold)
    shift = PAD * (spans.paragraph[pairs.cue] + 1)
    half = (np.searchsorted(tokens.bounds, spans.first[pairs.cue] - shift, "right") // 4) % 2
    chance = np.zeros(len(targets), np.float32)
    for part in (0, 1):
        fits = (half != part) & (targets >= 0)
        scorer = fit_scorer(pairs.features[fits], targets[fits], N_PAIR_FEATURES)
        chance[half == part] = scorer.probability(pairs.features[half == part])
    links = link_spans(spans, pairs, chance)
    right = right_links(links, spans, gold, tokens.bounds)
    features = describe_links(grid, spans, links)
    odd = np.arange(len(links)) % 2 == 1
    judged = np.zeros(len(links), np.float32)
    for part in (odd, ~odd):
        judged[~part] = fit_scorer(features[part], right[part], N_LINK_FEATURES).probability(
            features[~part]
        )
    whole = fit_scorer(features, right, N_LINK_FEATURES)
    known = targets >= 0
    fitted = fit_scorer(pairs.features[known], targets[known], N_PAIR_FEATURES)
    least = best_threshold(judged, right, len(gold.contents))
    return {"pairs": fitted, "whole": whole}, {"bias": 0.0, "least": least, "unit": unit}


def best_threshold(judged: NDArray[np.float32], right: NDArray[np.int8], total: int) -> float:
    """Least chance to keep that gives the best F1 end to end on train."""
    steps = np.arange(0.0, 0.6, 0.02)
    scores = []
    for step in steps:
        kept = judged >= step
        scores.append(2 * float(right[kept].sum()) / (int(kept.sum()) + total))
        print(f"least {step:.2f}: end to end {scores[-1]:.4f}, {int(kept.sum())} kept")
    return float(steps[int(np.argmax(scores))])
