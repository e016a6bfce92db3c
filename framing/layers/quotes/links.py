"""Links the spans of a batch: which content and which source belong to which cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.layers.quotes.chain import Floats, Labelled
from framing.layers.quotes.grid import N_TAGS, Grid, Ints, bucket
from framing.layers.quotes.labels import LABELS
from framing.tokens import RunTable

CONTENT, CUE, SOURCE = 0, 1, 2
_NAMES = ("content", "cue", "source")
REACH = 6
"""Spans further apart than this are never linked."""
_NEVER = 0.01
_SOURCE_LEAST = 0.2  # chance of a link below which a cue has no source; chosen, not measured
"""Pairs less likely than this are not looked at."""
_ROLE_OF = np.array([-1] + [_NAMES.index(label[2:].rstrip("<>")) for label in LABELS[1:]])
_ARROW_OF = np.array([2] + [{"<": 0, ">": 1}.get(label[-1], 2) for label in LABELS[1:]])
_BEGINS = np.array([label[0] == "B" for label in LABELS])


@dataclass(frozen=True, slots=True, eq=False)
class SpanTable(RunTable):
    """Spans in order: rows of the grid, what they are, which paragraph they stand in."""

    first: Ints
    last: Ints
    role: Ints
    arrow: Ints
    paragraph: Ints
    margin: Floats


def find_spans(labelled: Labelled) -> SpanTable:
    """Runs of one role in the labels of a grid; `margin` is their mean lead over none."""
    grid, labels, scores = labelled.grid, labelled.labels, labelled.scores
    role = _ROLE_OF[labels]
    inside = role >= 0
    before = np.roll(role, 1)
    starts = np.flatnonzero(inside & ((role != before) | _BEGINS[labels]))
    ends_here = inside & ((np.roll(role, -1) != role) | np.roll(_BEGINS[labels], -1))
    last = np.flatnonzero(ends_here)
    rows = np.flatnonzero(inside)
    lead = np.zeros(len(labels) + 1, np.float64)
    lead[rows + 1] = scores[rows, labels[rows]].astype(np.float64) - scores[rows, 0]
    total = np.cumsum(lead)
    total = total[last + 1] - total[starts]
    number = np.searchsorted(grid.starts, starts, side="right") - 1
    mean = total / (last - starts + 1)
    return SpanTable(
        first=starts.astype(np.int32),
        last=last.astype(np.int32),
        role=role[starts].astype(np.int32),
        arrow=_ARROW_OF[labels[starts]].astype(np.int32),
        paragraph=number.astype(np.int32),
        margin=(mean / labelled.unit).astype(np.float32),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Candidate links: `cue` and `other` number spans; `features` one row a pair."""

    cue: Ints
    other: Ints
    features: Ints


def candidate_pairs(grid: Grid, spans: SpanTable) -> Pairs:
    """Every cue with contents and sources near it in its paragraph, or opening the next."""
    numbers = np.arange(len(spans), dtype=np.int32)
    cues = numbers[spans.role == CUE]
    chosen_cue, chosen_other = [], []
    for offset in (*range(-REACH, 0), *range(1, REACH + 1)):
        other = cues + offset
        fits = (other >= 0) & (other < len(spans))
        left, right = cues[fits], other[fits]
        same = spans.paragraph[left] == spans.paragraph[right]
        same |= _next_paragraph(grid, spans, left, right)
        same &= spans.role[right] != CUE
        chosen_cue.append(left[same])
        chosen_other.append(right[same])
    cue, other = np.concatenate(chosen_cue), np.concatenate(chosen_other)
    order = np.lexsort((other, cue))
    cue, other = cue[order], other[order]
    return Pairs(cue, other, _describe(grid, spans, cue, other))


def _next_paragraph(grid: Grid, spans: SpanTable, cue: Ints, other: Ints) -> NDArray[np.bool_]:
    """Contents that open the paragraph after the cue's: "He said:", and then a quotation."""
    here, there = spans.paragraph[cue], spans.paragraph[other]
    opens = spans.paragraph[np.maximum(other - 1, 0)] != there
    chosen = (there == here + 1) & opens & (spans.role[other] == CONTENT)
    chosen &= grid.article[here] == grid.article[there]
    fits: NDArray[np.bool_] = chosen
    return fits


def _describe(grid: Grid, spans: SpanTable, cue: Ints, other: Ints) -> Ints:
    """Categorical features of pairs, each shifted into its own range of ids."""
    columns = grid.columns
    right = (other > cue).astype(np.int32)
    base = right * 2 + (spans.role[other] == SOURCE)
    low, high = np.minimum(cue, other), np.maximum(cue, other)
    between = {role: _count(spans, role, low, high) for role in (CONTENT, CUE, SOURCE)}
    own = np.where(spans.role[other] == SOURCE, between[SOURCE], between[CONTENT])
    foreign = np.where(spans.role[other] == SOURCE, between[CONTENT], between[SOURCE])
    begin, end = spans.last[low] + 1, spans.first[high] - 1
    gap = bucket(np.maximum(spans.first[high] - spans.last[low] - 1, 0))
    sentences = np.minimum(
        columns["sentence"][spans.first[high]] - columns["sentence"][spans.last[low]], 3
    )
    head = spans.last[cue]
    around_cue, around_other = neighbours(spans, cue), neighbours(spans, other)
    quotes = columns["quote"]
    parts: list[tuple[Ints, int]] = [
        (spans.arrow[cue] * 3 + spans.arrow[other], 9),
        (np.minimum(np.abs(other - cue), 6), 7),
        (between[CUE] * 3 + own, 9),
        (foreign * 3 + np.minimum(between[CUE], 2), 9),
        (sentences, 4),
        ((spans.paragraph[cue] != spans.paragraph[other]).astype(np.int32), 2),
        (gap, 11),
        (columns["mark"][begin] * 10 + columns["mark"][end], 100),
        (quotes[spans.first[other]] * 4 + quotes[spans.last[other]], 16),
        (columns["coarse"][head], 257),
        (columns["cue"][head] * 4 + np.minimum(own, 3), 32),
        (around_cue, 100),
        (around_other, 100),
        (bucket(spans.last[other] - spans.first[other]), 11),
        (columns["tag"][spans.first[other]], N_TAGS),
        (columns["tag"][spans.last[other]], N_TAGS),
        (columns["tag"][spans.last[cue] + 1], N_TAGS),
        (columns["tag"][begin], N_TAGS),
    ]
    return _side_by_side(parts, base)


def _side_by_side(parts: Sequence[tuple[Ints, int]], base: Ints) -> Ints:
    """Features as ids, each in a range of its own: its size four times, for each `base` once."""
    ids = []
    offset = 0
    for values, size in parts:
        ids.append(offset + base * size + np.clip(values, 0, size - 1))
        offset += 4 * size
    return np.stack(ids, axis=1).astype(np.int32)


N_PAIR_FEATURES = 4 * (
    9 + 7 + 9 + 9 + 4 + 2 + 11 + 100 + 16 + 257 + 32 + 100 + 100 + 11 + 4 * N_TAGS
)


def _count(spans: SpanTable, role: int, low: Ints, high: Ints) -> Ints:
    """Spans of a role strictly between two spans, two at most."""
    total = np.concatenate([[0], np.cumsum(spans.role == role)])
    count: Ints = np.minimum(total[high] - total[low + 1], 2).astype(np.int32)
    return count


def neighbours(spans: SpanTable, at: Ints) -> Ints:
    """What stands before and after a span in its paragraph, role and arrow each."""
    code = spans.role * 3 + spans.arrow
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, len(spans) - 1)
    left = np.where((at > 0) & (spans.paragraph[before] == spans.paragraph[at]), code[before], 9)
    inner = (at + 1 < len(spans)) & (spans.paragraph[after] == spans.paragraph[at])
    return (left * 10 + np.where(inner, code[after], 9)).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """A network with one hidden layer over categorical features: probability of a yes."""

    first: Floats
    bias: Floats
    second: Floats
    offset: float

    def probability(self, features: Ints) -> Floats:
        """One number a row of feature ids."""
        if not len(features):
            return np.zeros(0, np.float32)
        hidden = self.bias + self.first[features[:, 0]]
        for column in range(1, features.shape[1]):
            hidden += self.first.take(features[:, column], axis=0)
        # A sum a row, not a matrix product: the same bits whatever the size of the batch.
        scores = (np.maximum(hidden, 0.0) * self.second).sum(axis=1) + self.offset
        chance: Floats = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
        return chance


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in span numbers; `chances` are of its contents and its source."""

    contents: tuple[int, ...]
    cue: int | None
    source: int | None
    content_chance: float
    source_chance: float


def link_spans(spans: SpanTable, pairs: Pairs, chance: Floats) -> list[Link]:
    """Attributions: a content goes to its likeliest cue, a cue takes its likeliest source.

    A content that no cue claims stays alone, with the source nearest to it in its paragraph.
    """
    source_of: dict[int, tuple[float, int]] = {}
    cue_of: dict[int, tuple[float, int]] = {}
    some = chance > _NEVER
    columns = (pairs.cue[some], pairs.other[some], chance[some])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    roles = spans.role.tolist()
    for cue, other, probability in rows:
        table, key, value = (
            (source_of, cue, other) if roles[other] == SOURCE else (cue_of, other, cue)
        )
        if probability > table.get(key, (0.0, -1))[0]:
            table[key] = (probability, value)
    contents: dict[int, list[int]] = {}
    alone = []
    for number in np.flatnonzero(spans.role == CONTENT).tolist():
        probability, cue = cue_of.get(number, (0.0, -1))
        if probability >= 0.5:  # likelier than not
            contents.setdefault(cue, []).append(number)
        else:
            alone.append(number)
    links = []
    for cue, members in contents.items():
        probability, source = source_of.get(cue, (0.0, -1))
        surest = max(cue_of[number][0] for number in members)
        known = source if source >= 0 and probability >= _SOURCE_LEAST else None
        links.append(Link(tuple(members), cue, known, surest, probability))
    links += [_alone(spans, number, cue_of.get(number, (0.0, -1))[0]) for number in alone]
    return sorted(links, key=lambda link: link.contents)


def _alone(spans: SpanTable, number: int, probability: float) -> Link:
    near = np.flatnonzero((spans.role == SOURCE) & (spans.paragraph == spans.paragraph[number]))
    if not len(near):
        return Link((number,), None, None, probability, 0.0)
    gaps = np.maximum(
        spans.first[near] - spans.last[number], spans.first[number] - spans.last[near]
    )
    return Link((number,), None, int(near[gaps.argmin()]), probability, 0.0)


def describe_links(grid: Grid, spans: SpanTable, links: Sequence[Link]) -> Ints:
    """Categorical features of whole attributions, each shifted into its own range of ids."""
    columns = grid.columns
    content = np.array([link.contents[0] for link in links], np.int32)
    cue = np.array([-1 if link.cue is None else link.cue for link in links], np.int32)
    source = np.array([-1 if link.source is None else link.source for link in links], np.int32)
    count = np.array([min(len(link.contents), 3) for link in links], np.int32)
    content_chance = np.array([link.content_chance for link in links])
    source_chance = np.array([link.source_chance for link in links])
    length = bucket(spans.last[content] - spans.first[content])
    head = np.where(cue < 0, 0, spans.last[cue])
    begin = spans.first[content]
    side = np.where(cue < 0, 2, (content > cue).astype(np.int32))
    parts: list[tuple[Ints, int]] = [
        (_tenths(content_chance), 12),
        (_tenths(source_chance), 12),
        (_margin(spans.margin, content), 16),
        (np.where(cue < 0, 15, _margin(spans.margin, cue)), 16),
        (np.where(source < 0, 15, _margin(spans.margin, source)), 16),
        (np.where(cue < 0, 256, columns["coarse"][head]), 257),
        (np.where(cue < 0, 0, columns["cue"][head] + 1), 9),
        (count * 3 + side, 12),
        (length * 4 + columns["quote"][begin], 44),
        (columns["quote"][begin] * 4 + columns["quote"][spans.last[content]], 16),
        (neighbours(spans, content), 100),
        (np.where(source < 0, N_TAGS, columns["tag"][spans.last[source]]), N_TAGS + 1),
        (columns["tag"][begin], N_TAGS),
        (np.minimum(columns["nth"][begin], 3), 4),
        (np.where(source < 0, 0, columns["source"][spans.last[source]] + 1), 9),
    ]
    ids, offset = [], 0
    for values, size in parts:
        ids.append(offset + np.clip(values, 0, size - 1))
        offset += size
    return np.stack(ids, axis=1).astype(np.int32)


N_LINK_FEATURES = 12 + 12 + 48 + 257 + 9 + 12 + 44 + 16 + 100 + (N_TAGS + 1) + N_TAGS + 4 + 9


def _tenths(chance: NDArray[np.float64]) -> Ints:
    return np.minimum(chance * 10, 10).astype(np.int32)


def _margin(margin: Floats, at: Ints) -> Ints:
    """Steps of a lead, finer near nothing; leads are in units of their own spread."""
    return np.clip(np.floor(margin[at] * 3), 0, 14).astype(np.int32)
