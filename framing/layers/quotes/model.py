"""The trained model of quotations: loaded once, run over a batch of articles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.layers.page import Rows
from framing.layers.quotes import accurate
from framing.layers.quotes.chain import Labelled, SequenceModel, Weights, decode, join_models
from framing.layers.quotes.confidence import Sifter
from framing.layers.quotes.grid import PAD, TypeTable, make_grid
from framing.layers.quotes.labels import N_LABELS
from framing.layers.quotes.links import (
    Link,
    Scorer,
    SpanTable,
    candidate_pairs,
    find_spans,
    link_spans,
)
from framing.layers.quotes.templates import (
    context_templates,
    first_labels,
    second_templates,
    window_templates,
)
from framing.learn.files import Arrays, read_arrays
from framing.types import PROSE_ZONES, ZONE_KINDS, Tokens

MODEL_FILE = Path(__file__).parents[2] / "models" / "quotes" / "model.npz"
ACCURATE_FILE = MODEL_FILE.with_name("accurate.npz")
_PROSE = np.array([kind in PROSE_ZONES for kind in ZONE_KINDS])
_NEVER = -30_000  # below any sum of scores in 16 bits
_LARGEST = 29_000  # of any sum of one row a table, which leaves 16 bits room for the bias


@dataclass(frozen=True, slots=True)
class QuoteSpans:
    """One attribution in token rows of its article, and how likely it is right."""

    content: tuple[Rows, ...]
    cue: Rows | None
    source: Rows | None
    confidence: float = 1.0


@dataclass(frozen=True, eq=False)
class Linker:
    """A scorer of links, one of whole attributions, and the least chance to keep one."""

    pairs: Scorer
    sifter: Sifter
    least: float

    def find(self, labelled: Labelled, tokens: Tokens) -> list[list[QuoteSpans]]:
        """Attributions of each article of a labelled batch, in order of their contents."""
        spans = find_spans(labelled)
        links: list[Link] = []
        if len(spans):
            pairs = candidate_pairs(labelled.grid, spans)
            links = link_spans(spans, pairs, self.pairs.probability(pairs.features))
        chances = self.sifter.probability(labelled, spans, links)
        return place_links(tokens, spans, links, chances, self.least)


@dataclass(frozen=True, eq=False)
class QuoteModel:
    """Two passes of labels, a scorer of links and one of whole attributions."""

    types: TypeTable
    first: SequenceModel
    second: SequenceModel
    pairs: Scorer
    sifter: Sifter
    settings: dict[str, float]
    """`bias`: added to the score of no role in the second pass; `least`: least chance to keep;
    `unit 1` and `unit`: what a lead is measured in, in either pass."""

    def label(self, tokens: Tokens, passes: int = 2) -> Labelled:
        """Labels and scores of the first or the second pass, one row a row of the grid."""
        vocabulary = tokens.vocabulary
        types = vocabulary.column(("quotes.types", self.types), self.types.describe)
        grid = make_grid(tokens, types)
        templates = [*window_templates(grid), *context_templates(grid)]
        # The types that are new to a column are always the last ones of the vocabulary.
        rows = vocabulary.column(
            ("quotes.rows", self),
            lambda new: self.common.type_rows(types[len(types) - len(new) :]),
        )
        both = self.common.emissions(grid, rows, tokens.type_id, templates)
        first, second = (np.ascontiguousarray(half) for half in np.hsplit(both, 2))
        outside = grid.place[~_PROSE[tokens.zone]]
        first[outside, 1:] = _NEVER
        labels = decode(first, grid.starts, grid.lengths, self.first.transitions)
        if passes == 1:
            return Labelled(grid, labels, first, self.settings["unit 1"])
        self.second.add(second, second_templates(grid, first_labels(grid, labels)))
        second[outside, 1:] = _NEVER
        second[:, 0] += round(self.settings["bias"])
        labels = decode(second, grid.starts, grid.lengths, self.second.transitions)
        return Labelled(grid, labels, second, self.settings["unit"])

    @cached_property
    def common(self) -> SequenceModel:
        """Both passes' weights of the templates they share."""
        return join_models(self.first, self.second)

    def find(self, tokens: Tokens) -> list[list[QuoteSpans]]:
        """Attributions of each article of a batch, in order of their contents."""
        if not len(tokens):
            return [[] for _ in range(len(tokens.bounds) - 1)]
        return self.linker.find(self.label(tokens), tokens)

    def find_accurately(self, tokens: Tokens) -> list[list[QuoteSpans]]:
        """The same from the labels of the small encoder, linked and sifted by models of its own."""
        if not len(tokens):
            return [[] for _ in range(len(tokens.bounds) - 1)]
        types = tokens.vocabulary.column(("quotes.types", self.types), self.types.describe)
        labelled = accurate.label(tokens, make_grid(tokens, types), ~_PROSE[tokens.zone])
        return load_accurate_linker().find(labelled, tokens)

    @cached_property
    def linker(self) -> Linker:
        """What makes attributions of the second pass."""
        return Linker(self.pairs, self.sifter, self.settings["least"])


def place_links(
    tokens: Tokens,
    spans: SpanTable,
    links: Sequence[Link],
    chances: NDArray[np.floating],
    least: float = 0.0,
) -> list[list[QuoteSpans]]:
    """Links as attributions of their articles, without those less likely than `least`."""
    found: list[list[QuoteSpans]] = [[] for _ in range(len(tokens.bounds) - 1)]
    padding = PAD * (spans.paragraph + 1)
    first, stop = (spans.first - padding).tolist(), (spans.last + 1 - padding).tolist()
    bounds = tokens.bounds.tolist()
    for link, chance in zip(links, chances.tolist(), strict=True):
        if chance >= least:
            row = first[link.contents[0]]
            index = bisect_right(bounds, row) - 1
            found[index].append(_found(link, (first, stop, bounds[index]), chance))
    return found


def _found(link: Link, columns: tuple[list[int], list[int], int], chance: float) -> QuoteSpans:
    """A link in rows of its article, which begins at the last of `columns`."""
    first, stop, begin = columns
    cue, source = link.cue, link.source
    return QuoteSpans(
        content=tuple((first[k] - begin, stop[k] - begin) for k in link.contents),
        cue=None if cue is None else (first[cue] - begin, stop[cue] - begin),
        source=None if source is None else (first[source] - begin, stop[source] - begin),
        confidence=round(chance, 4),
    )


@cache
def load_quote_model(path: Path = MODEL_FILE) -> QuoteModel:
    """The model of a file, read once a process; weights are kept as small integers and a step."""
    data = read_arrays(path)
    return QuoteModel(
        types=TypeTable(data["types.keys"], data["types.rows"].astype(np.int32)),
        first=_sequence_model(data, "1"),
        second=_sequence_model(data, "2"),
        pairs=_scorer(data, "pairs"),
        sifter=_sifter(data),
        settings={
            "least": float(data["settings.least"]),
            "unit 1": float(data["settings.unit 1"]) / float(data["1.step"]),
            "unit": float(data["settings.unit"]) / float(data["2.step"]),
            "bias": float(data["settings.bias"]) / float(data["2.step"]),
        },
    )


@cache
def load_accurate_linker(path: Path = ACCURATE_FILE) -> Linker:
    """What makes attributions of the encoder's labels, read once a process."""
    data = read_arrays(path)
    return Linker(_scorer(data, "pairs"), _sifter(data), float(data["least"]))


def _sequence_model(data: Arrays, number: str) -> SequenceModel:
    tables: dict[str, Weights] = {}
    unary: dict[tuple[str, int], Weights] = {}
    for key, values in data.items():
        kind, _, name = key.partition("|")
        if kind == f"{number}.t":
            tables[name] = values.astype(np.int16)
        elif kind == f"{number}.u":
            column, offset = name.split("|")
            unary[(column, int(offset))] = values.astype(np.int16)
    step = np.float32(data[f"{number}.step"].item())
    transitions = data[f"{number}.transitions"].astype(np.float32) / step
    assert transitions.shape == (N_LABELS, N_LABELS)
    return SequenceModel(tables, unary, transitions)


def _scorer(data: Arrays, name: str) -> Scorer:
    first, bias, second = (
        data[f"{name}.{part}"].astype(np.float32) for part in ("first", "bias", "second")
    )
    return Scorer(first, bias, second, float(data[f"{name}.offset"].item()))


def _sifter(data: Arrays) -> Sifter:
    edges, weights = (data[f"sifter.{part}"].astype(np.float32) for part in ("edges", "weights"))
    return Sifter(_scorer(data, "whole"), edges, weights, float(data["sifter.offset"].item()))


def pack_model(
    types: TypeTable, passes: Sequence[SequenceModel], pairs: Scorer, sifter: Sifter
) -> Arrays:
    """Arrays of a model file; a weight takes 16 bits, and so does any sum of one row a table."""
    packed: Arrays = {
        "types.keys": types.keys,
        "types.rows": types.rows.astype(np.uint16),
    }
    for number, model in enumerate(passes, 1):
        named = {f"{number}.t|{name}": table for name, table in model.tables.items()}
        named |= {f"{number}.u|{n}|{offset}": t for (n, offset), t in model.unary.items()}
        step = sum(float(np.abs(table).max()) for table in named.values()) / _LARGEST
        packed |= {name: np.rint(table / step).astype(np.int16) for name, table in named.items()}
        packed[f"{number}.step"] = np.array(step)
        packed[f"{number}.transitions"] = model.transitions
    return packed | pack_linker(pairs, sifter)


def pack_linker(pairs: Scorer, sifter: Sifter) -> Arrays:
    """Arrays of a scorer of links and of a sifter."""
    packed: Arrays = {}
    for name, scorer in (("pairs", pairs), ("whole", sifter.network)):
        packed[f"{name}.first"] = scorer.first.astype(np.float16)
        packed[f"{name}.bias"] = scorer.bias
        packed[f"{name}.second"] = scorer.second
        packed[f"{name}.offset"] = np.array(scorer.offset)
    packed["sifter.edges"] = sifter.edges
    packed["sifter.weights"] = sifter.weights.astype(np.float16)
    packed["sifter.offset"] = np.array(sifter.offset)
    return packed
