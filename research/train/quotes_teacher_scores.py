"""Spans that the encoder marks beside those of the fast model, unsifted: PolNeAR dev.

    python -m research.train.quotes_teacher_scores WEIGHTS CORPORA TEACHER [--part dev]

WEIGHTS and CORPORA as in `research.train.quotes_teacher`, TEACHER one of the epochs it wrote. Spans
are scored exactly, as in `research.evaluate.quotes`: alone, and end to end where each content goes
to the nearest cue in the direction of its label's arrow, nothing sifted, with the package's rules
or without. Whole attributions of what ships: `research.evaluate.quotes --accurate`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from framing.layers.batch import Batch
from framing.layers.page import make_pages
from framing.layers.quotes.accurate import labelled_by, mark
from framing.layers.quotes.chain import Labelled
from framing.layers.quotes.find import complete, make_quotes
from framing.layers.quotes.links import find_spans
from framing.layers.quotes.model import load_quote_model, place_links
from framing.types import Quote, Tokens
from research.evaluate.quotes import batches
from research.evaluate.quotes_ablation import by_arrows
from research.evaluate.quotes_scoring import ROLES, Attribution, Counts, f1, score_article
from research.gold.load import GoldArticle, GoldQuote, load_polnear
from research.train.encoder_files import write_quotes
from research.train.quotes_links import span_rows

Label = Callable[[Tokens], Labelled]


def label_by(network: Path) -> Label:
    """Labels a batch as an encoder's file does."""

    def label(tokens: Tokens) -> Labelled:
        return labelled_by(mark(tokens, network), label_fast(tokens).grid, 0.0)

    return label


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
    """Attributions by the labels' arrows, and with the package's rules."""
    spans, tokens = find_spans(labelled), batch.tokens
    links = by_arrows(spans)
    placed = place_links(tokens, spans, links, np.ones(len(links)))
    pages = make_pages(tokens, batch.lists)
    own = [tokens.article(k) for k in range(len(placed))]
    ruled = [
        complete(page, article.text, one, frozenset())
        for page, article, one in zip(pages, batch.articles, placed, strict=True)
    ]
    return {
        kind: [make_quotes(*parts) for parts in zip(own, pages, some, strict=True)]
        for kind, some in (("by arrows", placed), ("by arrows, rules", ruled))
    }


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
    articles = list(load_polnear(options.corpora / "data/polnear", options.part))
    read = list(batches(articles))
    print_scores("fast model", score(read, label_fast))
    with tempfile.TemporaryDirectory() as folder:
        network = Path(folder) / "teacher.onnx"
        write_quotes(options.weights, options.teacher, network)
        print_scores("encoder", score(read, label_by(network)))


if __name__ == "__main__":
    main()
