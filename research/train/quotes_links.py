"""Fits the scorer of links and that of whole attributions on labels the first pass had not seen."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from framing.layers.quotes.chain import Labelled
from framing.layers.quotes.confidence import (
    STEPS,
    Sifter,
    count_features,
    link_features,
    measure_links,
)
from framing.layers.quotes.grid import PAD
from framing.layers.quotes.links import (
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
from research.evaluate.quotes_scoring import match_contents
from research.gold.load import GoldArticle
from research.train.quotes_chain import token_rows

SEED = 20161108
_HIDDEN = 24
_PENALTY = 0.03
"""Inverse strength: of .01, .03 and .1 the best end to end on held-out train."""
_PARTS = 4


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
    hot = _one_hot(features, size)
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


def _one_hot(features: NDArray[np.int32], size: int) -> sparse.csr_matrix:
    count, width = features.shape
    ones = np.ones(count * width, np.float32)
    bounds = np.arange(0, count * width + 1, width)
    return sparse.csr_matrix((ones, features.ravel(), bounds), (count, size))


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


@dataclass(frozen=True)
class Fitted:
    """Scorer of links, sifter of attributions, least chance to keep one."""

    pairs: Scorer
    sifter: Sifter
    least: float


def fit_linker(labelled: Labelled, tokens: Tokens, articles: Sequence[GoldArticle]) -> Fitted:
    """Fits on labels of articles the labelling model had not seen.

    Chances of links that the sifter learns from, and chances of attributions that the threshold is
    chosen by, come from models of the other articles.
    """
    spans = find_spans(labelled)
    gold = read_gold(tokens, articles)
    pairs = candidate_pairs(labelled.grid, spans)
    targets = pair_targets(spans, pairs, gold)
    part = labelled.grid.article[spans.paragraph[pairs.cue]] // 4 % 2
    chance = np.zeros(len(targets), np.float32)
    for number in (0, 1):
        fits = (part != number) & (targets >= 0)
        scorer = fit_scorer(pairs.features[fits], targets[fits], N_PAIR_FEATURES)
        chance[part == number] = scorer.probability(pairs.features[part == number])
    links = link_spans(spans, pairs, chance)
    right = right_links(links, spans, gold, tokens.bounds)
    known = targets >= 0
    sifter, least = fit_sifter(labelled, spans, links, right, len(gold.contents))
    return Fitted(fit_scorer(pairs.features[known], targets[known], N_PAIR_FEATURES), sifter, least)


def fit_sifter(
    labelled: Labelled,
    spans: SpanTable,
    links: Sequence[Link],
    right: NDArray[np.int8],
    total: int,
) -> tuple[Sifter, float]:
    """A sifter of all links, and the threshold that is best where others judge."""
    measured = measure_links(labelled, spans, links)
    shares = np.linspace(0, 1, STEPS + 1)[1:-1]
    edges = np.quantile(measured, shares, axis=0).T.astype(np.float32)
    features = link_features(labelled, spans, links, edges)
    size = count_features(labelled, spans, links)
    few = describe_links(labelled.grid, spans, links)
    article = labelled.grid.article[spans.paragraph[[link.contents[0] for link in links]]]
    judged = np.zeros(len(links))
    for part in range(_PARTS):
        own = article // 4 % _PARTS == part
        network = fit_scorer(few[~own], right[~own], N_LINK_FEATURES)
        linear = _fit_linear(features[~own], right[~own], size)
        judged[own] = 0.5 * network.probability(few[own])
        judged[own] += 0.5 * linear.predict_proba(_one_hot(features[own], size))[:, 1]
    network, linear = fit_scorer(few, right, N_LINK_FEATURES), _fit_linear(features, right, size)
    weights = linear.coef_[0].astype(np.float32)
    sifter = Sifter(network, edges, weights, float(linear.intercept_[0]))
    return sifter, best_threshold(judged, right, total)


def _fit_linear(
    features: NDArray[np.int32], targets: NDArray[np.int8], size: int
) -> LogisticRegression:
    return LogisticRegression(C=_PENALTY, max_iter=300).fit(_one_hot(features, size), targets)


def best_threshold(judged: NDArray[np.float64], right: NDArray[np.int8], total: int) -> float:
    """Least chance to keep that gives the best F1 end to end on train."""
    steps = np.arange(0.0, 0.6, 0.02)
    scores = []
    for step in steps:
        kept = judged >= step
        scores.append(2 * float(right[kept].sum()) / (int(kept.sum()) + total))
        print(f"least {step:.2f}: end to end {scores[-1]:.4f}, {int(kept.sum())} kept")
    return float(steps[int(np.argmax(scores))])
