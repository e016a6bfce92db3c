"""How likely a whole attribution is right: what its spans, words and article say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import FINITE_TAGS
from framing.layers.quotes.chain import Floats, Labelled
from framing.layers.quotes.grid import N_TAGS, Grid, Ints
from framing.layers.quotes.links import Link, Scorer, SpanTable, describe_links, neighbours
from framing.layers.quotes.templates import hash_columns

STEPS = 12
"""Steps that a measured quantity is cut into; each has its own weight."""
_FAR = 99  # tokens, where a part is missing
_HASHED = 2048  # columns of hashed words, as trained


@dataclass(frozen=True, slots=True, eq=False)
class Sifter:
    """A network over a few features and a linear model over many; the mean of their chances.

    `edges` cut each quantity of `measure_links` into steps; `weights` belong to these steps and
    then to the kinds of `classify_links`.
    """

    network: Scorer
    edges: Floats
    weights: Floats
    offset: float

    def probability(self, labelled: Labelled, spans: SpanTable, links: Sequence[Link]) -> Floats:
        """One number a link: the chance that its content and its source are right."""
        if not links:
            return np.zeros(0, np.float32)
        by_network = self.network.probability(describe_links(labelled.grid, spans, links))
        features = link_features(labelled, spans, links, self.edges)
        scores = self.weights[features].sum(axis=1) + self.offset
        chance: Floats = (0.5 * by_network + 0.5 / (1.0 + np.exp(-scores))).astype(np.float32)
        return chance


def link_features(
    labelled: Labelled, spans: SpanTable, links: Sequence[Link], edges: Floats
) -> Ints:
    """Ids of all features, a row a link: quantities in steps, then kinds."""
    measured = measure_links(labelled, spans, links)
    steps = (measured[:, :, None] > edges[None]).sum(axis=2)
    ids = [np.arange(edges.shape[0]) * STEPS + steps]
    offset = edges.shape[0] * STEPS
    for values, size in classify_links(labelled.grid, spans, links):
        ids.append((offset + np.clip(values, 0, size - 1))[:, None])
        offset += size
    return np.concatenate(ids, axis=1).astype(np.int32)


def count_features(labelled: Labelled, spans: SpanTable, links: Sequence[Link]) -> int:
    """Weights that a sifter needs."""
    measured = int(measure_links(labelled, spans, links[:1]).shape[1])
    kinds = classify_links(labelled.grid, spans, links[:1])
    return measured * STEPS + sum(size for _, size in kinds)


class _Parts:
    """Start and stop rows of source, cue and content of each link; 0 where a part is missing."""

    def __init__(self, spans: SpanTable, links: Sequence[Link]) -> None:
        self.content = np.array([link.contents[0] for link in links], np.int32)
        self.cue = np.array([-1 if link.cue is None else link.cue for link in links], np.int32)
        self.source = np.array(
            [-1 if link.source is None else link.source for link in links], np.int32
        )
        self.no_cue, self.no_source = self.cue < 0, self.source < 0
        self.begin, self.end = spans.first[self.content], spans.last[self.content]
        self.cue_first = np.where(self.no_cue, 0, spans.first[self.cue])
        self.cue_last = np.where(self.no_cue, 0, spans.last[self.cue])
        self.source_first = np.where(self.no_source, 0, spans.first[self.source])
        self.source_last = np.where(self.no_source, 0, spans.last[self.source])

    def gaps(self) -> tuple[Ints, Ints]:
        """Rows between content and cue, and between cue and source."""
        after, ahead = self.begin - self.cue_last - 1, self.cue_first - self.end - 1
        content = np.where(self.no_cue, _FAR, np.where(self.content > self.cue, after, ahead))
        before = self.cue_first - self.source_last - 1
        behind = self.source_first - self.cue_last - 1
        source = np.where(
            self.no_cue | self.no_source, _FAR, np.where(self.source < self.cue, before, behind)
        )
        return content.astype(np.int32), source.astype(np.int32)


def measure_links(labelled: Labelled, spans: SpanTable, links: Sequence[Link]) -> Floats:
    """Quantities, a row a link: chances and leads, lengths and distances, the article's density."""
    parts, columns = _Parts(spans, links), labelled.grid.columns
    begin, end = parts.begin, parts.end
    to_content, to_source = parts.gaps()
    sentence, quote = columns["sentence"], columns["quote"]
    either = parts.no_cue | parts.no_source
    quantities = [
        np.array([link.content_chance for link in links]),
        np.array([link.source_chance for link in links]),
        *_leads(labelled, spans, parts),
        np.array([min(len(link.contents), 3) for link in links]),
        end - begin,
        np.where(parts.no_cue, 2, parts.content > parts.cue),
        np.where(either, 2, parts.source < parts.cue),
        _finite_verbs(columns["tag"], begin, end),
        to_content,
        to_source,
        parts.cue_last - parts.cue_first,
        parts.source_last - parts.source_first,
        quote[begin],
        quote[end],
        np.where(parts.no_cue, 0, columns["cue"][parts.cue_last]),
        np.where(parts.no_cue, 0, columns["cue"][parts.cue_first]),
        np.where(parts.no_source, 0, columns["source"][parts.source_last]),
        columns["in_paragraph"][begin],
        columns["nth"][begin],
        begin - columns["begin"][begin],
        columns["end"][end] - end,
        np.where(parts.no_cue, 9, np.abs(sentence[begin] - sentence[parts.cue_last])),
        columns["end"][begin] - columns["begin"][begin],
        np.where(parts.no_cue, 0, quote[parts.cue_last]),
        *_densities(labelled.grid, spans, parts),
    ]
    return np.stack(quantities, axis=1).astype(np.float32)


def _leads(labelled: Labelled, spans: SpanTable, parts: _Parts) -> list[NDArray[np.float64]]:
    """Mean leads of the three parts over none; of the content also the least, first and last."""
    rows = np.arange(int(parts.end.max()) + 2)
    labels, scores = labelled.labels[rows], labelled.scores
    lead = (scores[rows, labels].astype(np.float64) - scores[rows, 0]) / labelled.unit
    edges = np.stack([parts.begin, parts.end + 1], axis=1).ravel()
    return [
        spans.margin[parts.content].astype(np.float64),
        np.where(parts.no_cue, -9.0, spans.margin[parts.cue]),
        np.where(parts.no_source, -9.0, spans.margin[parts.source]),
        np.minimum.reduceat(lead, edges)[::2],
        lead[parts.begin],
        lead[parts.end],
    ]


def _finite_verbs(tag: Ints, begin: Ints, end: Ints) -> Ints:
    total = np.concatenate([[0], np.cumsum(np.append(FINITE_TAGS, False)[tag])])
    count: Ints = (total[end + 1] - total[begin]).astype(np.int32)
    return count


def _densities(grid: Grid, spans: SpanTable, parts: _Parts) -> list[NDArray[np.float64]]:
    """Links of the article by length and their mean lead, links of the paragraph, both lengths."""
    paragraph = spans.paragraph[parts.content]
    article = grid.article[paragraph]
    size = np.bincount(grid.article, grid.lengths)[article]
    count = np.bincount(article)[article]
    lead = np.bincount(article, spans.margin[parts.content])[article]
    near = np.bincount(paragraph)[paragraph].astype(np.float64)
    return [1000 * count / size, lead / count, near, grid.lengths[paragraph].astype(float), size]


def classify_links(grid: Grid, spans: SpanTable, links: Sequence[Link]) -> list[tuple[Ints, int]]:
    """Kinds and how many there are of each: words and tags in and around the parts, neighbours."""
    parts = _Parts(spans, links)
    return [
        *_cue_kinds(grid, spans, parts),
        *_content_kinds(grid, spans, parts),
        *_source_kinds(grid, parts),
    ]


def _hashed(values: Ints, missing: NDArray[np.bool_]) -> Ints:
    return np.where(missing, 0, hash_columns(11, values)).astype(np.int32)


def _cue_kinds(grid: Grid, spans: SpanTable, parts: _Parts) -> list[tuple[Ints, int]]:
    word, tag = grid.columns["word"], grid.columns["tag"]
    missing, first, last = parts.no_cue, parts.cue_first, parts.cue_last
    before = np.maximum(first - 1, 0)
    coarse = np.where(missing, 0, grid.columns["coarse"][last])
    verbs = np.minimum(_finite_verbs(tag, parts.begin, parts.end), 2)
    source = np.where(parts.no_source, 0, grid.columns["coarse"][parts.source_last])
    opening = tag[parts.begin]
    arrows = spans.arrow[parts.content] * 3 + np.where(missing, 0, spans.arrow[parts.cue])
    around = neighbours(spans, np.maximum(parts.cue, 0))
    return [
        (np.where(missing, 0, grid.columns["fine"][last] + 1), 1026),
        (_hashed(word[last], missing), _HASHED),
        (_hashed(word[first], missing), _HASHED),
        (np.where(missing, N_TAGS, tag[last]), N_TAGS + 1),
        (np.where(missing, N_TAGS, tag[before]), N_TAGS + 1),
        (np.where(missing, N_TAGS, tag[last + 1]), N_TAGS + 1),
        (_hashed(word[before], missing), _HASHED),
        (_hashed(word[last + 1], missing), _HASHED),
        (np.where(missing, 0, around), 100),
        (arrows, 9),
        (hash_columns(11, coarse, opening), _HASHED),
        (hash_columns(11, coarse, opening, verbs), _HASHED),
        (hash_columns(11, coarse, source), _HASHED),
    ]


def _content_kinds(grid: Grid, spans: SpanTable, parts: _Parts) -> list[tuple[Ints, int]]:
    word, tag = grid.columns["word"], grid.columns["tag"]
    begin, end = parts.begin, parts.end
    return [
        (hash_columns(10, word[begin]), 1024),
        (hash_columns(10, word[begin - 1]), 1024),
        (tag[begin], N_TAGS + 1),
        (tag[begin + 1], N_TAGS + 1),
        (tag[end], N_TAGS + 1),
        (tag[end + 1], N_TAGS + 1),
        (neighbours(spans, parts.content), 100),
    ]


def _source_kinds(grid: Grid, parts: _Parts) -> list[tuple[Ints, int]]:
    word, missing = grid.columns["word"], parts.no_source
    first, last = parts.source_first, parts.source_last
    return [
        (np.where(missing, 0, grid.columns["coarse"][last] + 1), 258),
        (_hashed(word[last], missing), _HASHED),
        (_hashed(word[first], missing), _HASHED),
        (np.where(missing, N_TAGS, grid.columns["tag"][first]), N_TAGS + 1),
    ]
