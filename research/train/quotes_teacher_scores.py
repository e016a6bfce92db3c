"""Spans that the teacher of `quotes_teacher` marks beside those of the fast model: PolNeAR dev.

    python -m research.train.quotes_teacher_scores WEIGHTS CORPORA TEACHER [--part dev]

WEIGHTS and CORPORA as there, TEACHER one of the epochs it wrote. Spans are scored exactly, as in
`research.evaluate.quotes`: alone, and end to end where each content goes to the nearest cue in the
direction of its label's arrow or as the package's model of links says, nothing sifted, with the
package's rules or without.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from framing.layers.batch import Batch
from framing.layers.page import make_pages
from framing.layers.quotes.chain import Labelled, Weights, decode
from framing.layers.quotes.find import complete, make_quotes
from framing.layers.quotes.grid import Grid
from framing.layers.quotes.labels import LABELS, N_LABELS
from framing.layers.quotes.links import Link, SpanTable, candidate_pairs, find_spans, link_spans
from framing.layers.quotes.model import load_quote_model, place_links
from framing.types import Quote, Tokens
from research.evaluate.quotes import batches
from research.evaluate.quotes_ablation import by_arrows
from research.evaluate.quotes_scoring import ROLES, Attribution, Counts, f1, score_article
from research.gold.load import GoldArticle, GoldQuote, load_polnear
from research.train.quotes_links import span_rows
from research.train.quotes_teacher import Teacher, mark

_NEVER = -1e4
Label = Callable[[Tokens], Labelled]


def allowed_steps() -> NDArray[np.float32]:
    """Transitions: a label of a span's inside follows its beginning or another inside."""
    steps = np.zeros((N_LABELS, N_LABELS), np.float32)
    for left, one in enumerate(LABELS):
        for right, other in enumerate(LABELS):
            if other[0] == "I" and one[1:] != other[1:]:
                steps[left, right] = _NEVER
    return steps


@dataclass(frozen=True)
class Marker:
    """Labels a batch as the teacher does, or as the mean of its scores and the fast model's."""

    model: Teacher
    weights: Path
    both: bool = False

    def __call__(self, tokens: Tokens) -> Labelled:
        """Labels and their scores, as the package's model gives them."""
        fast = label_fast(tokens)
        grid, steps = fast.grid, allowed_steps()
        scores = np.zeros((len(grid.columns["tag"]), N_LABELS), np.float32)
        scores[grid.place] = _marked(self.model, self.weights, tokens)
        if self.both:
            unit = np.float32(_size(fast.scores, grid))
            scores /= np.float32(_size(scores, grid))
            scores += fast.scores.astype(np.float32) / unit
            scores /= 2
            steps += load_quote_model().second.transitions / unit / 2
        labels = decode(scores, grid.starts, grid.lengths, steps)
        return Labelled(grid, labels, scores, _size(scores, grid))


@cache
def _marked(model: Teacher, weights: Path, tokens: Tokens) -> NDArray[np.float32]:
    """Kept: the teacher is slow, and its scores are wanted twice."""
    found: NDArray[np.float32] = mark(model, weights, tokens)
    return found


def _size(scores: Weights, grid: Grid) -> float:
    """Mean size of the scores of a batch, their unit."""
    return float(np.abs(scores[grid.place].astype(np.float64)).mean())


def label_fast(tokens: Tokens) -> Labelled:
    """The second pass of the package's model, without the bias towards more spans."""
    model = load_quote_model()
    return replace(model, settings={**model.settings, "bias": 0.0}).label(tokens)


def spans_alone(labelled: Labelled, tokens: Tokens) -> Iterator[list[GoldQuote]]:
    """Each span of an article as an attribution of its own."""
    spans = find_spans(labelled)
    rows = span_rows(spans)
    held: list[list[GoldQuote]] = [[] for _ in range(len(tokens.bounds) - 1)]
    for role, own in zip(spans.role.tolist(), rows, strict=True):
        article = int(np.searchsorted(tokens.bounds, own.start, side="right")) - 1
        span = ((int(tokens.start[own.start]), int(tokens.stop[own.stop - 1])),)
        held[article].append(GoldQuote(**dict.fromkeys(ROLES, ()) | {ROLES[role]: span}))
    yield from held


def linked(labelled: Labelled, batch: Batch) -> dict[str, list[tuple[Quote, ...]]]:
    """Attributions by the labels' arrows, by the package's model of links, and with its rules."""
    spans, tokens = find_spans(labelled), batch.tokens
    found = {}
    for name, links in (
        ("by arrows", by_arrows(spans)),
        ("by links", _learned(labelled, spans)),
    ):
        placed = place_links(tokens, spans, links, np.ones(len(links)))
        pages = make_pages(tokens, batch.lists)
        own = [tokens.article(k) for k in range(len(placed))]
        ruled = [
            complete(page, article.text, one, frozenset())
            for page, article, one in zip(pages, batch.articles, placed, strict=True)
        ]
        for kind, some in ((name, placed), (f"{name}, rules", ruled)):
            found[kind] = [make_quotes(*parts) for parts in zip(own, pages, some, strict=True)]
    return found


def _learned(labelled: Labelled, spans: SpanTable) -> list[Link]:
    pairs = candidate_pairs(labelled.grid, spans)
    return link_spans(spans, pairs, load_quote_model().pairs.probability(pairs.features))


def score(
    read: Sequence[tuple[Sequence[GoldArticle], Batch]], label: Label
) -> dict[str, list[Counts]]:
    """Counts of each article: spans alone, and linked in each way."""
    held: dict[str, list[Counts]] = {}
    for part, batch in read:
        labelled = label(batch.tokens)
        found: dict[str, Sequence[Sequence[Attribution]]] = {
            "alone": list(spans_alone(labelled, batch.tokens)),
            **linked(labelled, batch),
        }
        for name, each in found.items():
            for gold, quotes in zip(part, each, strict=True):
                counts = score_article(gold.article.text, gold.quotes, quotes)
                held.setdefault(name, []).append(counts)
    return held


def print_scores(title: str, held: dict[str, list[Counts]]) -> None:
    """A line for each way to link."""
    print(title)
    for name, counts in held.items():
        keys = [f"exact {role}" for role in ROLES]
        if name != "alone":
            keys += ["match", "source_given_match", "end_to_end"]
        print(f"  {name:18} " + ", ".join(f"{key} {f1(counts, key):.3f}" for key in keys))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--part", default="dev")
    options = parser.parse_args()
    torch.set_num_threads(1)
    articles = list(load_polnear(options.corpora / "data/polnear", options.part))
    read = list(batches(articles))
    print_scores("fast model", score(read, label_fast))
    model = Teacher(options.weights)
    model.load_state_dict(torch.load(options.teacher))
    model.eval()
    for name, both in (("teacher", False), ("both", True)):
        print_scores(name, score(read, Marker(model, options.weights, both)))


if __name__ == "__main__":
    main()
